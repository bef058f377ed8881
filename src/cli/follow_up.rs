//! `follow-up`: earlier notices of the same organisation beside this one.

use super::context::Context;
use super::exit::{Code, Failure};
use super::same::notice;
use super::table::Table;
use crate::desk;

/// Hold a notice against earlier ones of the same organisation: promises, findings that return · 跟踪
///
/// Organisations are proposed by their names, folded and abbreviated, with a score; whether they are the same is for a person to say, with
/// `same`. A later measure or claim that says most of a promise again is a hint, never a check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The later notice: N3, or the beginning of its uid
    #[arg(value_name = "NOTICE")]
    notice: String,
    /// Print one JSON array with an object per earlier notice
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let lang = cx.lang;
        let desk = cx.look()?;
        let notice = notice(&desk, &self.notice, cx)?;
        let found = desk.follow_up(notice)?;
        if self.json {
            cx.out.json(&found)?;
            return Ok(Code::Ok);
        }
        let mut table = Table::new(cx.pick(
            ["编号", "单位", ">可能性", "事项", "状态", "此前", ">相似", "本次"],
            [
                "no.",
                "organisation",
                ">score",
                "what",
                "state",
                "earlier",
                ">alike",
                "now",
            ],
        ));
        let percent = |share: f64| format!("{:.0}%", share * 100.0);
        for earlier in &found {
            let kin = earlier.kin.name(lang).to_owned();
            let published = earlier.published.map_or_else(String::new, |date| date.to_string());
            table.row([
                earlier.address.clone(),
                kin.clone(),
                percent(earlier.score),
                lang.pick("通报", "notice").to_owned(),
                published,
                earlier.organisation.clone(),
                String::new(),
                earlier.said_by.clone().unwrap_or_default(),
            ]);
            for row in &earlier.promises {
                let later = row.later.as_ref();
                table.row([
                    row.promise.address.clone(),
                    kin.clone(),
                    percent(earlier.score),
                    lang.pick("承诺", "promise").to_owned(),
                    desk::standing_words(&row.promise, lang),
                    row.promise.text.clone(),
                    later.map_or_else(String::new, |later| percent(later.echo)),
                    later.map_or_else(String::new, |later| {
                        format!("[{}] {}", later.progress.name(lang), later.gist)
                    }),
                ]);
            }
            for row in &earlier.returned {
                table.row([
                    earlier.address.clone(),
                    kin.clone(),
                    percent(earlier.score),
                    lang.pick("问题", "finding").to_owned(),
                    row.disposition.name(lang).to_owned(),
                    row.title.clone(),
                    percent(row.likeness),
                    row.later_title.clone(),
                ]);
            }
        }
        table.print(&mut cx.out)?;
        Ok(Code::Ok)
    }
}
