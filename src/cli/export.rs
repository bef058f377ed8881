//! `export`: the ledger in a file.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
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
        let db = &desk.options().db;
        if same_file(path, db) {
            return Err(Failure::usage(
                lang.pick("输出文件是数据库本身", "the output is the database itself"),
                lang.pick("请另取文件名", "name another file"),
            ));
        }
        let write = |file: File| {
            let mut file = BufWriter::new(file);
            desk::write_ledger(&rows, format, lang, &mut file)?;
            file.flush()?;
            file.into_inner().map_err(io::IntoInnerError::into_error)
        };
        save(path, self.force, write).map_err(|error| refused(path, &error, cx))?;
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

/// Writes a file whole or not at all: an interrupted export must not look like a ledger.
fn save(path: &Path, force: bool, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
    // A device or pipe cannot be replaced; it takes what is written.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        return write(OpenOptions::new().write(true).open(path)?).map(drop);
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let file = OpenOptions::new().write(true).create_new(true).open(&part)?;
    let done = write(file).and_then(|file| {
        file.sync_all()?;
        fs::rename(&part, path)
    });
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn put(text: &'static str) -> impl FnOnce(File) -> io::Result<File> {
        move |mut file| {
            file.write_all(text.as_bytes())?;
            Ok(file)
        }
    }

    #[test]
    fn a_file_is_replaced_only_by_force_and_only_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台账.csv");
        save(&path, false, put("一")).unwrap();
        let error = save(&path, false, put("二")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        let full = |mut file: File| {
            file.write_all("半".as_bytes())?;
            Err(io::ErrorKind::StorageFull.into())
        };
        save(&path, true, full).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "一");
        save(&path, true, put("三")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "三");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
    }
}
