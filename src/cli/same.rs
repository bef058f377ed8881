//! `same`: whether two notices are of one organisation.

use super::context::Context;
use super::exit::{Code, Failure};
use crate::desk::Desk;
use crate::model::{NoticeId, Target};

/// Say that two notices are of one organisation, or that they are not · 同一单位
///
/// Names are only a proposal: an organisation is renamed, and two have names that look alike. What a person says goes before the names, for
/// `follow-up`, for findings that come back (`again`), for copied answers, and where a later notice tells an overdue promise as done. It is
/// an event: `history` shows it, `undo` takes it back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A notice: N3, or the beginning of its uid
    #[arg(value_name = "NOTICE")]
    one: String,
    /// The other notice
    #[arg(value_name = "NOTICE")]
    other: String,
    /// They are of two organisations
    #[arg(long, conflicts_with = "forget")]
    not: bool,
    /// Take back what was said; what the names say holds again
    #[arg(long)]
    forget: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let mut desk = cx.open()?;
        let one = notice(&desk, &self.one, cx)?;
        let other = notice(&desk, &self.other, cx)?;
        let same = (!self.forget).then_some(!self.not);
        let done = desk.relate(one, other, same)?;
        cx.out.line(&done.what)?;
        Ok(Code::Ok)
    }
}

/// The notice of that address.
pub(super) fn notice(desk: &Desk, address: &str, cx: &Context) -> Result<NoticeId, Failure> {
    match desk.locate(address)? {
        Target::Notice(notice) => Ok(notice),
        Target::Finding(_) | Target::Measure(_) => Err(Failure::usage(
            cx.pick(format!("{address} 不是通报"), format!("{address} is not a notice")),
            cx.pick("请写 N3 这样的通报编号", "write a notice, such as N3"),
        )),
    }
}
