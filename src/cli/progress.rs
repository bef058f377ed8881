//! The import as it goes: a bar on a terminal, and what became of each file.

use std::io;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::context::Context;
use super::exit::{Code, Failure};
use super::out;
use crate::desk::{Desk, FileResult, ImportStep, Outcome, ReparseStep, Reparsed, plain};
use crate::model::Lang;

/// The path that stands for standard input.
const STDIN: &str = "-";

/// Which files are told of one by one; what failed always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// Each, on standard output.
    Each,
    /// Only what failed.
    Failures,
}

/// What an import came to.
pub struct Imported {
    /// File by file.
    pub files: Vec<FileResult>,
    counts: Counts,
    lang: Lang,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    imported: usize,
    updated: usize,
    unchanged: usize,
    skipped: usize,
    failed: usize,
}

/// Imports the paths, showing progress on standard error where that is a terminal. `-` is standard input.
///
/// # Errors
/// When the database fails, or standard input cannot be read. What failed on single files is in the result.
pub fn import(desk: &mut Desk, paths: &[PathBuf], tell: Tell, cx: &mut Context) -> Result<Imported, Failure> {
    let lang = cx.lang;
    let bar = bar(cx);
    // A reader that leaves must not stop the import half-way.
    let mut heard: io::Result<()> = Ok(());
    let mut end = |result: &FileResult, cx: &mut Context| {
        let said = bar.suspend(|| say(result, tell, cx));
        if heard.is_ok() {
            heard = said;
        }
    };
    let (stdin, named): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| path == Path::new(STDIN));
    let mut files = Vec::new();
    if !named.is_empty() {
        let report = desk.import(&named, &mut |step| match step {
            ImportStep::Found(count) => bar.set_length(count as u64),
            ImportStep::Start(path) => bar.set_message(plain::one_line(&path.to_string_lossy()).into_owned()),
            ImportStep::End(result) => {
                bar.inc(1);
                end(result, cx);
            }
        });
        bar.finish_and_clear();
        files = report?.files;
    }
    if !stdin.is_empty() {
        let mut result = desk.import_bytes(cx.stdin()?, "stdin")?;
        result.path = PathBuf::from(STDIN);
        end(&result, cx);
        files.push(result);
    }
    match heard {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(Imported {
        counts: Counts::of(&files),
        files,
        lang,
    })
}

/// Reads notices again, showing progress on standard error where that is a terminal.
///
/// # Errors
/// When the database fails.
pub fn reparse(desk: &mut Desk, all: bool, cx: &Context) -> Result<Reparsed, Failure> {
    let bar = bar(cx);
    let report = desk.reparse(None, all, &mut |step| match step {
        ReparseStep::Found(count) => bar.set_length(count as u64),
        ReparseStep::Done => bar.inc(1),
    });
    bar.finish_and_clear();
    Ok(report?)
}

/// A bar for people; into a pipe or file it draws nothing.
fn bar(cx: &Context) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}") {
        bar.set_style(style.progress_chars(if cx.globals().ascii { "#- " } else { "█░ " }));
    }
    bar
}

fn say(result: &FileResult, tell: Tell, cx: &mut Context) -> io::Result<()> {
    let lang = cx.lang;
    let path = result.path.display();
    let line = match &result.outcome {
        Outcome::Failed { reason } => {
            cx.out.flush()?;
            out::note(&lang.pick(format!("{path}：{reason}"), format!("{path}: {reason}")));
            return Ok(());
        }
        _ if tell == Tell::Failures => return Ok(()),
        Outcome::Imported {
            title,
            findings,
            measures,
            flags,
            ..
        } => lang.pick(
            format!("已导入 {path}：{title}（问题 {findings}，措施 {measures}，提示 {flags}）"),
            format!("imported {path}: {title} ({findings} findings, {measures} measures, {flags} flags)"),
        ),
        Outcome::Updated {
            title,
            findings,
            measures,
            reopened,
            misfits,
            ..
        } => {
            let mut line = lang.pick(
                format!("已更新 {path}：{title}（问题 {findings}，措施 {measures}；待重核 {reopened}）"),
                format!(
                    "updated {path}: {title} ({findings} findings, {measures} measures; {reopened} to review again)"
                ),
            );
            if *misfits > 0 {
                line.push_str(&lang.pick(
                    format!("；{misfits} 处更正不再适用"),
                    format!("; {misfits} corrections no longer fit"),
                ));
            }
            line
        }
        Outcome::Unchanged { .. } => lang.pick(format!("未变化 {path}"), format!("unchanged {path}")),
        Outcome::Skipped { reason } => lang.pick(format!("跳过 {path}：{reason}"), format!("skipped {path}: {reason}")),
    };
    cx.out.line(&plain::one_line(&line))?;
    cx.out.flush()
}

impl Counts {
    fn of(files: &[FileResult]) -> Self {
        let mut counts = Self::default();
        for file in files {
            match file.outcome {
                Outcome::Imported { .. } => counts.imported += 1,
                Outcome::Updated { .. } => counts.updated += 1,
                Outcome::Unchanged { .. } => counts.unchanged += 1,
                Outcome::Skipped { .. } => counts.skipped += 1,
                Outcome::Failed { .. } => counts.failed += 1,
            }
        }
        counts
    }
}

impl Imported {
    /// How the program ends: well, partly, or with nothing read at all.
    pub fn code(&self) -> Code {
        let Counts {
            imported,
            updated,
            unchanged,
            failed,
            ..
        } = self.counts;
        match (imported + updated + unchanged, failed) {
            (0, _) => Code::Input,
            (_, 0) => Code::Ok,
            _ => Code::Partly,
        }
    }

    /// Whether anything was or is in the database.
    pub fn anything(&self) -> bool {
        self.counts.imported + self.counts.updated + self.counts.unchanged > 0
    }

    /// In one line: `4 imported, 0 unchanged, 1 failed`.
    pub fn summary(&self) -> String {
        let Counts {
            imported,
            updated,
            unchanged,
            skipped,
            failed,
        } = self.counts;
        let lang = self.lang;
        if self
            .files
            .iter()
            .all(|file| matches!(file.outcome, Outcome::Skipped { .. }))
        {
            return lang.pick("没有可导入的通报", "there is no notice to import").to_owned();
        }
        let mut parts = vec![
            lang.pick(format!("导入 {imported} 件"), format!("{imported} imported")),
            lang.pick(format!("{unchanged} 件未变化"), format!("{unchanged} unchanged")),
        ];
        if updated > 0 {
            parts.insert(1, lang.pick(format!("更新 {updated} 件"), format!("{updated} updated")));
        }
        if skipped > 0 {
            parts.push(lang.pick(format!("跳过 {skipped} 件"), format!("{skipped} skipped")));
        }
        if failed > 0 {
            parts.push(lang.pick(format!("失败 {failed} 件"), format!("{failed} failed")));
        }
        let mut text = parts.join(lang.pick("，", ", "));
        if imported + updated == 0 && failed == 0 {
            text.push_str(lang.pick("；数据库没有变化", "; nothing changed"));
        }
        text
    }

    /// What to do where nothing could be imported; may be empty.
    pub fn hint(&self) -> &'static str {
        if self.counts.failed == 0 && !self.anything() {
            self.lang.pick(
                "通报可为 .txt .md .html .mhtml .docx .pdf 文件；也可用 - 从标准输入读取",
                "notices are .txt .md .html .mhtml .docx .pdf files; - reads standard input",
            )
        } else {
            ""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoticeId;

    fn imported(outcomes: &[&str]) -> Imported {
        let reason = String::new;
        let files: Vec<FileResult> = outcomes
            .iter()
            .map(|outcome| FileResult {
                path: PathBuf::from("a.txt"),
                outcome: match *outcome {
                    "unchanged" => Outcome::Unchanged { notice: NoticeId(1) },
                    "skipped" => Outcome::Skipped { reason: reason() },
                    "failed" => Outcome::Failed { reason: reason() },
                    _ => Outcome::Imported {
                        notice: NoticeId(1),
                        title: String::new(),
                        findings: 0,
                        measures: 0,
                        flags: 0,
                    },
                },
            })
            .collect();
        Imported {
            counts: Counts::of(&files),
            files,
            lang: Lang::En,
        }
    }

    #[test]
    fn an_import_ends_by_what_went_in() {
        let end = |outcomes: &[&str]| {
            let imported = imported(outcomes);
            (imported.code(), imported.summary())
        };
        let code = |outcomes: &[&str]| end(outcomes).0;
        assert_eq!(end(&["new", "new"]), (Code::Ok, "2 imported, 0 unchanged".into()));
        assert_eq!(
            end(&["unchanged", "skipped"]),
            (Code::Ok, "0 imported, 1 unchanged, 1 skipped; nothing changed".into())
        );
        assert_eq!(
            end(&["new", "failed"]),
            (Code::Partly, "1 imported, 0 unchanged, 1 failed".into())
        );
        assert_eq!(code(&["unchanged", "failed"]), Code::Partly);
        assert_eq!(code(&["failed", "skipped"]), Code::Input);
        assert_eq!(end(&["skipped"]), (Code::Input, "there is no notice to import".into()));
        assert_eq!(code(&[]), Code::Input);
    }
}
