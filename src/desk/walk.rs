//! Finding the files to import, and reading them within limits.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::model::Lang;
use crate::text::format::{Excess, Legacy, Unreadable};

/// The largest file that is read, in bytes. Notices have some ten or hundred kilobytes.
pub const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Endings of the files that are read, and of old formats that may hold a notice and are refused by name rather than passed over.
/// Without an ending, a file is read where it is named itself.
const READ: &[&str] = &[
    "txt", "text", "md", "markdown", "htm", "html", "xhtml", "shtml", "mht", "mhtml", "docx", "pdf", "doc", "wps",
    "rtf",
];

/// The endings that a person is told.
const TOLD: &str = ".txt .md .html .mhtml .docx .pdf";

/// A file that was named or found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) fate: Fate,
}

/// What is to be done with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Read,
    Skip(String),
    Fail(String),
}

/// All files at these paths: files as they are named, folders with everything below them, in sorted order. Hidden files are
/// left alone; links are followed where they stay inside the folder that was named, and only to files.
pub(super) fn gather(paths: &[PathBuf], lang: Lang) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, lang, &mut found);
        } else {
            let fate = match path.extension().and_then(OsStr::to_str) {
                Some(ending) if !is_read(ending) && path.exists() => Fate::Fail(unread(ending, lang)),
                _ => Fate::Read,
            };
            found.push(Found {
                path: path.clone(),
                fate,
            });
        }
    }
    found
}

fn walk(root: &Path, lang: Lang, found: &mut Vec<Found>) {
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && (entry.file_name().as_encoded_bytes().starts_with(b".") || is_companion(entry))
    };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let fate = fate_in_folder(root, &entry, lang);
                found.push(Found {
                    path: entry.into_path(),
                    fate,
                });
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let reason = error
                    .io_error()
                    .map_or_else(|| error.to_string(), |e| io_reason(e, lang));
                found.push(Found {
                    path,
                    fate: Fate::Fail(reason),
                });
            }
        }
    }
}

/// Whether a folder holds the parts of a page that a browser saved beside it: `notice_files` beside `notice.html`.
fn is_companion(entry: &DirEntry) -> bool {
    if !entry.file_type().is_dir() {
        return false;
    }
    let name = entry.file_name().to_string_lossy();
    let stem = name.strip_suffix("_files").or_else(|| name.strip_suffix(".files"));
    stem.is_some_and(|stem| {
        ["html", "htm"]
            .iter()
            .any(|ending| entry.path().with_file_name(format!("{stem}.{ending}")).is_file())
    })
}

fn fate_in_folder(root: &Path, entry: &DirEntry, lang: Lang) -> Fate {
    if entry.path_is_symlink() {
        let inside = |target: PathBuf| root.canonicalize().is_ok_and(|root| target.starts_with(root));
        match entry.path().canonicalize() {
            Ok(target) if target.is_dir() => {
                return Fate::Skip(lang.pick("指向文件夹的链接", "a link to a folder").to_owned());
            }
            Ok(target) if !inside(target.clone()) => {
                return Fate::Skip(
                    lang.pick("链接指向文件夹之外", "a link that leads outside of the folder")
                        .to_owned(),
                );
            }
            Ok(_) => {}
            Err(error) => return Fate::Fail(io_reason(&error, lang)),
        }
    }
    match entry.path().extension().and_then(OsStr::to_str) {
        Some(ending) if is_read(ending) => Fate::Read,
        ending => Fate::Skip(unread(ending.unwrap_or(""), lang)),
    }
}

fn is_read(ending: &str) -> bool {
    READ.iter().any(|read| ending.eq_ignore_ascii_case(read))
}

fn unread(ending: &str, lang: Lang) -> String {
    let ending = ending.to_lowercase();
    lang.pick(
        format!("不支持的文件类型“.{ending}”；可读取 {TOLD}"),
        format!("files of the kind {ending:?} are not read; {TOLD} are"),
    )
}

/// The bytes of a file, or why not, in words.
pub(super) fn read_bytes(path: &Path, lang: Lang) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|error| io_reason(&error, lang))?;
    if !meta.is_file() {
        return Err(lang.pick("不是普通文件", "not a regular file").to_owned());
    }
    let mut bytes = Vec::new();
    if meta.len() <= FILE_LIMIT {
        // One more than the limit, for a file that grows while it is read.
        let file = File::open(path).map_err(|error| io_reason(&error, lang))?;
        file.take(FILE_LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| io_reason(&error, lang))?;
    }
    if meta.len().max(bytes.len() as u64) > FILE_LIMIT {
        let limit = FILE_LIMIT / (1024 * 1024);
        return Err(lang.pick(
            format!("文件超过 {limit} MiB；请拆分后导入"),
            format!("the file is larger than {limit} MiB; split it"),
        ));
    }
    Ok(bytes)
}

/// Why bytes cannot be a document, before they are looked at.
pub(super) fn not_text(bytes: &[u8], lang: Lang) -> Option<String> {
    bytes.is_empty().then(|| {
        lang.pick(
            "文件为空；请重新下载或另存",
            "the file is empty; download or save it again",
        )
        .to_owned()
    })
}

/// Why a file cannot be read, and what to do.
pub(super) fn refusal(why: Unreadable, lang: Lang) -> String {
    let (zh, en) = match why {
        Unreadable::Legacy(kind @ (Legacy::Office | Legacy::Rtf | Legacy::OtherZip)) => (
            format!("是 {kind} 文件，不能直接读取；请在 Word 或 WPS 中另存为 .docx"),
            format!("it is a {kind} file, which is not read; save it as .docx"),
        ),
        Unreadable::Legacy(Legacy::Xlsx) => (
            "是 Excel 表格，不能直接读取；请将表格粘贴到 Word 文档并存为 .docx，或另存为网页 .html".to_owned(),
            "it is an Excel sheet, which is not read; save it as .html, or paste it into a .docx".to_owned(),
        ),
        Unreadable::NotDocument(kind) => (
            format!("是 {kind} 文件，不是文本；可读取 {TOLD}"),
            format!("it is a {kind} file, not a text; {TOLD} are read"),
        ),
        Unreadable::Encrypted => (
            "文件有密码；请去除密码后导入".to_owned(),
            "it is locked by a password; remove the password first".to_owned(),
        ),
        Unreadable::NoTextLayer => (
            "PDF 是扫描件，没有文字；请先识别文字（OCR），或从网页导入".to_owned(),
            "the PDF is a scan without text; run it through OCR first, or import the web page".to_owned(),
        ),
        Unreadable::NoCharacters => (
            "PDF 的字体没有对应文字，无法取出；请先识别文字（OCR），或从网页导入".to_owned(),
            "the PDF's fonts do not tell which characters they draw; run it through OCR first, or import the web page"
                .to_owned(),
        ),
        Unreadable::Framed => (
            "网页正文在框架（frame）里，此文件中没有；请在浏览器中单独打开框架中的网页，再另存".to_owned(),
            "the page shows its text in a frame, which is another page; open that one by itself and save it".to_owned(),
        ),
        Unreadable::Damaged(kind) => (
            format!("{kind} 文件已损坏；请重新下载或另存"),
            format!("the {kind} file is damaged; download or save it again"),
        ),
        Unreadable::TooMuch(Excess::Elements) => (
            "文件结构异常庞大，未予读取；请另存为 .txt".to_owned(),
            "it is made of more elements than any document needs; save it as .txt".to_owned(),
        ),
        Unreadable::TooMuch(Excess::Unpacked) => (
            "压缩内容解开后过大，未予读取；请另存为 .txt".to_owned(),
            "it unpacks to more than any document needs; save it as .txt".to_owned(),
        ),
        Unreadable::TooMuch(Excess::Pages) => (
            "页数或绘图指令过多，未予读取；请拆分".to_owned(),
            "it has more pages or drawing than any notice needs; split it".to_owned(),
        ),
    };
    lang.pick(zh, en)
}

/// Why a decoded text is none: blank, or more than a twentieth of its beginning is controls and replacement characters.
pub(super) fn no_prose(text: &str, lang: Lang) -> Option<String> {
    if text.trim().is_empty() {
        return Some(
            lang.pick(
                "文件中没有文字；请重新下载或另存",
                "there is no text in the file; download or save it again",
            )
            .to_owned(),
        );
    }
    let odd = |c: &char| *c == '\u{fffd}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}'));
    let (mut seen, mut bad) = (0_usize, 0_usize);
    for c in text.chars().take(64 * 1024) {
        seen += 1;
        bad += usize::from(odd(&c));
    }
    (bad * 20 > seen).then(|| {
        lang.pick(
            format!("不是文本文件；可读取 {TOLD}"),
            format!("it is not a text file; {TOLD} are read"),
        )
    })
}

fn io_reason(error: &std::io::Error, lang: Lang) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => lang.pick("文件不存在", "there is no such file").to_owned(),
        ErrorKind::PermissionDenied => lang.pick("没有读取权限", "no permission to read it").to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path, paths: &[PathBuf]) -> Vec<(String, &'static str)> {
        let found = gather(paths, Lang::En);
        let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        let fate = |fate: &Fate| match fate {
            Fate::Read => "read",
            Fate::Skip(_) => "skip",
            Fate::Fail(_) => "fail",
        };
        found
            .iter()
            .map(|found| (name(&found.path), fate(&found.fate)))
            .collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/deep")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for file in [
            "c.TXT",
            "a.txt",
            "b/deep/x.txt",
            "b/table.xlsx",
            ".hidden.txt",
            ".git/y.txt",
            "plain",
        ] {
            fs::write(root.join(file), "x").unwrap();
        }
        assert_eq!(
            names(root, &[root.to_owned()]),
            [
                ("a.txt".to_owned(), "read"),
                ("b/deep/x.txt".to_owned(), "read"),
                ("b/table.xlsx".to_owned(), "skip"),
                ("c.TXT".to_owned(), "read"),
                ("plain".to_owned(), "skip"),
            ]
        );
        let named = [root.join("plain"), root.join("b/table.xlsx"), root.join("gone.txt")];
        let fates: Vec<_> = names(root, &named).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(fates, ["read", "fail", "read"]);
    }

    #[test]
    fn the_parts_of_a_saved_page_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["a_files", "b_files"] {
            fs::create_dir(root.join(name)).unwrap();
            fs::write(root.join(name).join("part.html"), "x").unwrap();
        }
        fs::write(root.join("a.html"), "x").unwrap();
        let expected = [("a.html", "read"), ("b_files/part.html", "read")];
        assert_eq!(
            names(root, &[root.to_owned()]),
            expected.map(|(name, fate)| (name.to_owned(), fate))
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_neither_loop_nor_lead_outside() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("secret.txt"), "x").unwrap();
        fs::write(root.join("a.txt"), "x").unwrap();
        symlink(&root, root.join("loop")).unwrap();
        symlink(folder.path().join("secret.txt"), root.join("out.txt")).unwrap();
        symlink(root.join("a.txt"), root.join("same.txt")).unwrap();
        symlink(root.join("gone"), root.join("broken.txt")).unwrap();
        let fates = names(&root, std::slice::from_ref(&root));
        let expected = [
            ("a.txt", "read"),
            ("broken.txt", "fail"),
            ("loop", "skip"),
            ("out.txt", "skip"),
            ("same.txt", "read"),
        ];
        assert_eq!(fates, expected.map(|(name, fate)| (name.to_owned(), fate)));
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(not_text(b"", Lang::En).unwrap().contains("empty"));
        assert!(refusal(Unreadable::Legacy(Legacy::Office), Lang::Zh).contains(".docx"));
        assert!(refusal(Unreadable::NoTextLayer, Lang::En).contains("OCR"));
        assert!(not_text("一、".as_bytes(), Lang::En).is_none());
        assert!(no_prose(" \n\u{3000}", Lang::En).is_some());
        assert!(no_prose(&"a\0\u{1}b".repeat(9), Lang::En).is_some());
        assert!(no_prose("正文 \u{1b}[31m 一二三四五", Lang::En).is_none());
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.txt");
        File::create(&path).unwrap().set_len(FILE_LIMIT + 1).unwrap();
        assert!(read_bytes(&path, Lang::En).unwrap_err().contains("64 MiB"));
        assert!(read_bytes(folder.path(), Lang::En).unwrap_err().contains("regular"));
        assert!(
            read_bytes(&folder.path().join("no"), Lang::Zh)
                .unwrap_err()
                .contains("不存在")
        );
    }
}
