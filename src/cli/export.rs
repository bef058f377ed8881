//! `export`: the ledger in a file.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use super::context::Context;
use super::exit::{Code, Failure};
use super::out;
use crate::desk::{self, Format};
use crate::model::{LedgerRow, Target};

/// Write the ledger as CSV or JSON · 导出台账
///
/// One row per measure with everything that was claimed, promised and judged.
///
/// The heads and words of a CSV are in the language of --lang; JSON has the codes and is one array of objects.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this notice: N3, or the beginning of its uid
    #[arg(value_name = "ADDRESS")]
    address: Option<String>,
    /// Form of the ledger; default: by the ending of the output, else csv
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Form>,
    /// The file to write; default: standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Overwrite the file where it exists
    #[arg(long)]
    force: bool,
    /// Begin a CSV with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

/// A form of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Csv,
    Json,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let lang = cx.lang;
        let desk = cx.look()?;
        let notice = match &self.address {
            None => None,
            Some(address) => match desk.locate(address)? {
                Target::Notice(notice) => Some(notice),
                Target::Finding(_) | Target::Measure(_) => {
                    return Err(Failure::usage(
                        lang.pick(format!("{address} 不是通报"), format!("{address} is not a notice")),
                        lang.pick("台账按通报导出", "the ledger is exported by notice"),
                    ));
                }
            },
        };
        let format = match self.form() {
            Form::Csv => Format::Csv { bom: self.bom },
            Form::Json => Format::Json,
        };
        let rows = desk.ledger(notice)?;
        let Some(path) = self.output.as_deref() else {
            desk::write_ledger(&rows, format, lang, cx.out.raw())?;
            return Ok(Code::Ok);
        };
        let write = |file: &mut dyn Write| desk::write_ledger(&rows, format, lang, file);
        write_to(path, self.force, &desk.options().db, cx, write)?;
        out::note(&told(path, &rows, cx));
        Ok(Code::Ok)
    }

    fn form(&self) -> Form {
        let ending = || self.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
        self.format.unwrap_or_else(|| match ending() {
            Some(ending) if ending.eq_ignore_ascii_case("json") => Form::Json,
            _ => Form::Csv,
        })
    }
}

/// Writes a file that a person named, but never the database.
///
/// # Errors
/// When it exists and is not to be overwritten, or cannot be written.
pub(super) fn write_to(
    path: &Path,
    force: bool,
    db: &Path,
    cx: &Context,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    if same_file(path, db) {
        return Err(Failure::usage(
            cx.pick("输出文件是数据库本身", "the output is the database itself"),
            cx.pick("请另取文件名", "name another file"),
        ));
    }
    let write = |file: File| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        file.into_inner().map_err(io::IntoInnerError::into_error)
    };
    desk::save(path, force, write).map_err(|error| refused(path, &error, cx))
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn refused(path: &Path, error: &io::Error, cx: &Context) -> Failure {
    let path = path.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Failure::told(
            Code::Output,
            cx.pick(format!("{path} 已存在"), format!("{path} exists already")),
            cx.pick(
                "请另取文件名，或用 --force 覆盖",
                "name another file, or overwrite it with --force",
            ),
        );
    }
    Failure::told(
        Code::Output,
        cx.pick(
            format!("无法写出 {path}：{error}"),
            format!("cannot write {path}: {error}"),
        ),
        cx.pick(
            "请检查文件夹、权限和磁盘空间",
            "check the folder, its permissions and the disk",
        ),
    )
}

fn told(path: &Path, rows: &[LedgerRow], cx: &Context) -> String {
    let (path, count) = (path.display(), rows.len());
    cx.pick(
        format!("已导出 {count} 行到 {path}"),
        format!("{count} rows written to {path}"),
    )
}
