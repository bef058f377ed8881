//! Failures as a person hears them: what happened to which thing, and what to do next, in both languages.

use crate::model::Lang;
use crate::review::{LABEL_LIMIT, Refusal, TITLE_LIMIT};
use crate::store::StoreError;

/// What went wrong, for a person: `what` happened to which thing, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct DeskError {
    /// Kind, from which the exit code follows.
    pub kind: ErrorKind,
    /// What happened, to what.
    pub what: String,
    /// What to do next; may be empty.
    pub hint: String,
}

/// Kinds of failure, each with an exit code of its own (see README).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request itself is wrong (no such notice, a verdict without its comment).
    Usage,
    /// Input that cannot be read.
    Input,
    /// The database cannot be opened or written: missing, read-only, corrupt, newer, full disk.
    Database,
    /// The database is held by another writer; trying again may help.
    Busy,
}

impl DeskError {
    pub(super) fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Usage,
            what: what.into(),
            hint: hint.into(),
        }
    }

    /// The same failure for a reader of that language.
    pub(super) fn from_store(error: &StoreError, lang: Lang) -> Self {
        let kind = match error {
            StoreError::Locked(_) => ErrorKind::Busy,
            StoreError::NoSuch(_) | StoreError::Refused(_) => ErrorKind::Usage,
            _ => ErrorKind::Database,
        };
        let (what, hint) = match lang {
            Lang::Zh => chinese(error),
            Lang::En => (error.to_string(), english_hint(error).to_owned()),
        };
        Self { kind, what, hint }
    }
}

fn english_hint(error: &StoreError) -> &'static str {
    match error {
        StoreError::Locked(_) => {
            "try again; if it stays, another program holds the file: close it, or copy the database"
        }
        StoreError::ReadOnly(_) => "change the file's permissions or name another with --db",
        StoreError::Missing(_) => "import notices first, or name the database with --db",
        StoreError::IsFolder(_) => "name a file in it with --db",
        StoreError::CannotOpen { .. } => "check the path and its permissions, or name another with --db",
        StoreError::NotOurs(_) => "name another file with --db; this one was left as it is",
        StoreError::Newer { .. } => "use the newer program; the database was left as it is",
        StoreError::Corrupt { .. } => "keep the file, and restore a backup or a .bak copy beside it",
        StoreError::Full(_) => "make room and try again; what was acknowledged before is kept",
        StoreError::NoSuch(_) => "it may have changed; list again",
        StoreError::Refused(Refusal::NeedsComment(_)) => "say why in a comment",
        StoreError::Refused(Refusal::Blank) => "write something",
        StoreError::Refused(Refusal::NeedsReason) => "say why the flag is set aside",
        StoreError::Refused(Refusal::TooLong(_)) => "shorten it, or put the text in a file",
        StoreError::Refused(Refusal::Label | Refusal::Title) => "write it shorter, on one line",
        StoreError::Engine { .. } => "",
    }
}

fn chinese(error: &StoreError) -> (String, String) {
    let (what, hint) = match error {
        StoreError::Locked(path) => (
            format!("数据库 {} 正被其他程序占用", path.display()),
            "请重试；若一直如此，请关闭占用它的程序，或另复制一份数据库",
        ),
        StoreError::ReadOnly(path) => (
            format!("数据库 {} 只能读取", path.display()),
            "请修改文件权限，或用 --db 另指定数据库",
        ),
        StoreError::Missing(path) => (
            format!("没有数据库 {}", path.display()),
            "请先导入通报，或用 --db 指定数据库",
        ),
        StoreError::IsFolder(path) => (
            format!("{} 是文件夹，不是数据库文件", path.display()),
            "请用 --db 指定其中的文件",
        ),
        StoreError::CannotOpen { path, reason } => (
            format!("无法打开 {}：{reason}", path.display()),
            "请检查路径和权限，或用 --db 另指定数据库",
        ),
        StoreError::NotOurs(path) => (
            format!("{} 不是本程序的数据库", path.display()),
            "请用 --db 另指定文件；此文件未作改动",
        ),
        StoreError::Newer { path, found, known } => (
            format!("数据库 {} 的版本为 {found}，本程序只认识到 {known}", path.display()),
            "请使用新版程序；数据库未作改动",
        ),
        StoreError::Corrupt { path, reason } => (
            format!("数据库 {} 已损坏：{reason}", path.display()),
            "请保留此文件，并从备份或旁边的 .bak 副本恢复",
        ),
        StoreError::Full(path) => (
            format!("数据库 {} 所在磁盘已满", path.display()),
            "请腾出空间后重试；此前已确认的内容均已保存",
        ),
        StoreError::NoSuch(what) => (format!("数据库中没有这一{}", thing(what)), "内容可能已变化，请重新列出"),
        StoreError::Refused(Refusal::NeedsComment(verdict)) => (
            format!("结论“{}”须附评论", verdict.name(Lang::Zh)),
            "请在评论中说明理由",
        ),
        StoreError::Refused(Refusal::Blank) => ("评论为空".to_owned(), "请写明内容"),
        StoreError::Refused(Refusal::NeedsReason) => ("排除提示须说明理由".to_owned(), "请写明理由"),
        StoreError::Refused(Refusal::TooLong(bytes)) => {
            (format!("评论过长（{bytes} 字节）"), "请缩短，或将内容另存文件")
        }
        StoreError::Refused(Refusal::Label) => (format!("编号须为一行，不超过 {LABEL_LIMIT} 字"), "请缩短后重试"),
        StoreError::Refused(Refusal::Title) => (format!("标题须为一行，不超过 {TITLE_LIMIT} 字"), "请缩短后重试"),
        StoreError::Engine { path, reason } => (format!("数据库 {}：{reason}", path.display()), ""),
    };
    (what, hint.to_owned())
}

fn thing(name: &str) -> &'static str {
    match name {
        "notice" => "通报",
        "finding" => "问题",
        "measure" => "整改措施",
        "commitment" => "承诺",
        _ => "项",
    }
}
