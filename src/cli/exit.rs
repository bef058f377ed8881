//! Exit codes, in one table, from which the help is made; and what a subcommand ends with.

use std::io;

use crate::desk::{DeskError, ErrorKind};
use crate::model::Lang;

/// A way for the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// All is well.
    Ok = 0,
    /// Done, but not everything is well.
    Partly = 1,
    /// The request is wrong.
    Usage = 2,
    /// Input cannot be read.
    Input = 3,
    /// The database cannot be opened or written.
    Database = 4,
    /// Another program holds the database.
    Busy = 5,
    /// There is no terminal, or it failed.
    Terminal = 6,
    /// What was asked for cannot be written.
    Output = 7,
}

/// Every code with its meaning.
pub const TABLE: [(Code, &str, &str); 8] = [
    (Code::Ok, "完成", "done"),
    (
        Code::Partly,
        "完成，但有文件失败、没有找到、check 有提示，或 verify 发现不符",
        "done, but some files failed, nothing was found, check has hints, or verify found faults",
    ),
    (
        Code::Usage,
        "请求有误：未知的选项或编号，结论缺评论",
        "wrong request: an unknown option or address, a verdict without its comment",
    ),
    (
        Code::Input,
        "输入无法读取，或其中没有可导入的内容",
        "the input cannot be read, or there is nothing to import in it",
    ),
    (
        Code::Database,
        "数据库不存在、只读、损坏、版本更新，或磁盘已满",
        "the database is missing, read-only, damaged, of a newer version, or its disk is full",
    ),
    (
        Code::Busy,
        "另一程序占用数据库，请再试",
        "another program holds the database: try again",
    ),
    (
        Code::Terminal,
        "没有可供核查台使用的终端，或终端出错",
        "there is no terminal for the desk, or it failed",
    ),
    (Code::Output, "输出无法写入", "the output cannot be written"),
];

/// The table as text, for the help and the manual page.
pub fn table(lang: Lang) -> String {
    let mut text = String::from(lang.pick("结束码：\n", "Exit codes (退出码):\n"));
    for (code, zh, en) in TABLE {
        text.push_str(&format!("  {}  {}\n", code as u8, lang.pick(zh, en)));
    }
    text
}

/// Why a subcommand gave up.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The desk says why.
    #[error("{0}")]
    Desk(#[from] DeskError),
    /// The command line itself has the reason.
    #[error("{what}")]
    Told {
        /// How the program ends.
        code: Code,
        /// What happened, to what.
        what: String,
        /// What to do next; may be empty.
        hint: String,
    },
    /// Standard output cannot be written.
    #[error("{0}")]
    Stdout(#[from] io::Error),
}

impl Failure {
    /// A wrong request.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::told(Code::Usage, what, hint)
    }

    /// A failure with a reason of its own.
    pub fn told(code: Code, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            code,
            what: what.into(),
            hint: hint.into(),
        }
    }

    /// How the program ends with it.
    pub fn code(&self) -> Code {
        match self {
            Self::Desk(error) => code_of(error),
            Self::Told { code, .. } => *code,
            // `duizhang … | head` is no failure.
            Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe => Code::Ok,
            Self::Stdout(_) => Code::Output,
        }
    }

    /// What to tell the user, and what to do next; `None` where nobody listens any more.
    pub fn words(&self, lang: Lang) -> Option<(String, String)> {
        match self {
            Self::Desk(error) => Some((error.what.clone(), error.hint.clone())),
            Self::Told { what, hint, .. } => Some((what.clone(), hint.clone())),
            Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Stdout(error) => Some((
                lang.pick(
                    format!("无法写出到标准输出：{error}"),
                    format!("cannot write to standard output: {error}"),
                ),
                lang.pick(
                    "请检查磁盘空间和重定向的目标",
                    "check the disk and where the output goes",
                )
                .to_owned(),
            )),
        }
    }
}

/// The code of a failure of the desk.
pub fn code_of(error: &DeskError) -> Code {
    match error.kind {
        ErrorKind::Usage => Code::Usage,
        ErrorKind::Input => Code::Input,
        ErrorKind::Database => Code::Database,
        ErrorKind::Busy => Code::Busy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_its_codes() {
        for (n, (code, ..)) in TABLE.iter().enumerate() {
            assert_eq!(*code as usize, n);
        }
    }

    #[test]
    fn the_readme_gives_the_same_table() {
        let readme = include_str!("../../README.md");
        for (code, _, meaning) in TABLE {
            let row = format!("| {} | {meaning} |", code as u8);
            assert!(readme.contains(&row), "README.md lacks: {row}");
        }
    }

    #[test]
    fn a_reader_that_left_is_no_failure() {
        let left = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(left.code(), Code::Ok);
        assert!(left.words(Lang::En).is_none());
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code(), Code::Output);
        assert!(full.words(Lang::En).is_some());
    }
}
