//! The list of prescribed wordings that an office keeps beside its database, or names.

use std::fs;
use std::io;
use std::path::Path;

use super::{DeskError, ErrorKind};
use crate::audit::{FormulaFault, add_formulas, read_formulas};
use crate::model::Lang;

/// The name of the list beside a database.
pub const FORMULAS: &str = "formulas.tsv";

/// The longest list that is read, in bytes.
const LIMIT: u64 = 1024 * 1024;

/// Adds the wordings of a file to the built-in ones; a list that is not there adds nothing where it is not `named`. To be called before
/// anything is read or compared, and once.
///
/// # Errors
/// [`ErrorKind::Usage`] where a named file is missing or cannot be read, or a line of it is no wording: with file and line.
pub fn use_formulas(path: &Path, named: bool, lang: Lang) -> Result<(), DeskError> {
    let shown = path.display();
    let fault = |what: String, hint: &str| DeskError {
        kind: ErrorKind::Usage,
        what,
        hint: hint.to_owned(),
    };
    let read = fs::metadata(path).and_then(|meta| {
        if meta.len() > LIMIT {
            return Err(io::Error::other("longer than 1 MiB"));
        }
        fs::read_to_string(path)
    });
    let list = match read {
        Ok(list) => list,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(()),
        Err(error) => {
            let hint = lang.pick(
                "表述清单为 UTF-8 文本，每行一条",
                "the list of wordings is a text in UTF-8, one a line",
            );
            let what = lang.pick(
                format!("无法读取表述清单 {shown}：{error}"),
                format!("cannot read the list of wordings {shown}: {error}"),
            );
            return Err(fault(what, hint));
        }
    };
    let wordings = read_formulas(&list).map_err(|(line, why)| {
        let (zh, en, hint_zh, hint_en) = match why {
            FormulaFault::Columns => (
                "含制表符",
                "has a tab",
                "每行只写一条表述",
                "one wording a line, and nothing else",
            ),
            FormulaFault::Short => (
                "不足 4 字",
                "has fewer than 4 characters",
                "太短的表述会抹去过多文字，请写完整",
                "a short wording would take too much out: write all of it",
            ),
            FormulaFault::Long => (
                "超过 200 字",
                "has more than 200 characters",
                "请拆成几条表述",
                "split it into several wordings",
            ),
        };
        let what = lang.pick(
            format!("表述清单 {shown} 第 {line} 行{zh}"),
            format!("{shown}:{line}: the wording {en}"),
        );
        fault(what, lang.pick(hint_zh, hint_en))
    })?;
    add_formulas(wordings);
    Ok(())
}
