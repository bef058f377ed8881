//! `correct`: corrections of the parse, for scripts.

use clap::Subcommand;

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use super::words::moment;
use crate::desk::{Change, Desk};
use crate::model::{FindingId, Lang, MeasureId, NoticeId, Target};

/// Correct how a notice was read: split, merge, relabel, move … · 更正解析
///
/// The parse is a proposal. Every correction is an event in the log, for everybody who looks at this database: undo takes it back, history
/// tells of it, and it is laid over the notice again when that is imported in another version or read by a newer parser. Places are given
/// by their words (--at), as they are printed; they must stand there once.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is corrected: N3, N3.12, N3.12.2, or the beginning of a uid
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// How.
    #[command(subcommand)]
    what: What,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum What {
    /// A correction.
    #[command(flatten)]
    Correct(How),
    /// Print the corrections of the notice that are in force · 列出更正
    List {
        /// Print one JSON array with an object per correction
        #[arg(long)]
        json: bool,
    },
}

/// Ways of correcting.
#[derive(Debug, Subcommand)]
enum How {
    /// A measure is two: the second begins at these words · 拆分
    Split {
        /// The first words of the second
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        at: String,
    },
    /// A measure, or a finding, is one with the one after it · 合并
    Merge {
        /// With the one before it
        #[arg(long)]
        previous: bool,
    },
    /// A finding or measure has another number · 改编号
    Relabel {
        /// The number
        #[arg(
            value_name = "LABEL",
            required_unless_present = "none",
            conflicts_with = "none",
            allow_hyphen_values = true
        )]
        label: Option<String>,
        /// It has no number
        #[arg(long)]
        none: bool,
    },
    /// A finding has another title · 改标题
    Retitle {
        /// The title
        #[arg(value_name = "TITLE", allow_hyphen_values = true)]
        title: String,
    },
    /// A measure answers another finding · 改归
    Move {
        /// The finding that it answers: N3.12, or the beginning of a uid
        #[arg(value_name = "FINDING", required_unless_present_any = ["next", "previous"], conflicts_with_all = ["next", "previous"])]
        to: Option<String>,
        /// The finding after its own
        #[arg(long)]
        next: bool,
        /// The finding before its own
        #[arg(long, conflicts_with = "next")]
        previous: bool,
    },
    /// What was read as a measure is none · 不是措施
    Drop,
    /// What was dropped is a measure after all; ADDRESS is the notice · 仍是措施
    Restore {
        /// Words in it
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        at: String,
    },
    /// A finding begins at these words, or where the measure does · 新问题
    NewFinding {
        /// The first words of its heading
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        at: Option<String>,
        /// Its title, where that is not what is printed there
        #[arg(long, value_name = "TITLE", allow_hyphen_values = true)]
        title: Option<String>,
    },
    /// A proposed reading of damaged text holds · 采纳
    Accept {
        /// The damaged text
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        at: String,
    },
    /// A proposed reading of damaged text does not hold · 不采纳
    Reject {
        /// The damaged text
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        at: String,
    },
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        match self.what {
            What::List { json } => {
                let desk = cx.look()?;
                let notice = desk.notice_of(desk.locate(&self.address)?)?;
                list(&desk, notice, json, cx)
            }
            What::Correct(how) => {
                let mut desk = cx.open()?;
                let target = desk.locate(&self.address)?;
                let change = change(&desk, target, how, cx.lang)?;
                let done = desk.correct(change)?;
                cx.out.line(&done.what)?;
                Ok(Code::Ok)
            }
        }
    }
}

fn change(desk: &Desk, target: Target, how: How, lang: Lang) -> Result<Change, Failure> {
    let notice = desk.notice_of(target)?;
    let decide = |at: &str, accept| -> Result<Change, Failure> {
        let at = desk.place_of_text(target, at)?;
        Ok(Change::Decide { notice, at, accept })
    };
    Ok(match how {
        How::Split { at } => Change::Split {
            measure: measure(target, lang)?,
            at: desk.place_of_text(target, &at)?,
        },
        How::Merge { previous } => match target {
            Target::Finding(finding) => Change::MergeFinding {
                finding,
                forward: !previous,
            },
            _ => Change::Merge {
                measure: measure(target, lang)?,
                forward: !previous,
            },
        },
        How::Relabel { label, .. } => Change::Label { target, label },
        How::Retitle { title } => Change::Title {
            finding: finding(target, lang)?,
            title,
        },
        How::Move { to: Some(to), .. } => Change::Move {
            measure: measure(target, lang)?,
            to: finding(desk.locate(&to)?, lang)?,
        },
        How::Move { next, .. } => Change::MoveBeside {
            measure: measure(target, lang)?,
            forward: next,
        },
        How::Drop => Change::Drop {
            measure: measure(target, lang)?,
        },
        How::Restore { at } => Change::Restore {
            notice,
            at: desk.place_of_text(target, &at)?,
        },
        How::NewFinding { at, title } => {
            let at = match at {
                Some(at) => desk.place_of_text(target, &at)?,
                None => desk.start_of(Target::Measure(measure(target, lang)?))?,
            };
            Change::NewFinding { notice, at, title }
        }
        How::Accept { at } => decide(&at, true)?,
        How::Reject { at } => decide(&at, false)?,
    })
}

fn measure(target: Target, lang: Lang) -> Result<MeasureId, Failure> {
    match target {
        Target::Measure(measure) => Ok(measure),
        _ => Err(Failure::usage(
            lang.pick("须为一条整改措施", "that has to be a measure"),
            lang.pick(
                "用 show 查看其编号，如 N3.12.2",
                "`show` tells its address, e.g. N3.12.2",
            ),
        )),
    }
}

fn finding(target: Target, lang: Lang) -> Result<FindingId, Failure> {
    match target {
        Target::Finding(finding) => Ok(finding),
        _ => Err(Failure::usage(
            lang.pick("须为一个问题", "that has to be a finding"),
            lang.pick("用 show 查看其编号，如 N3.12", "`show` tells its address, e.g. N3.12"),
        )),
    }
}

fn list(desk: &Desk, notice: NoticeId, json: bool, cx: &mut Context) -> Result<Code, Failure> {
    let rows = desk.corrections(notice)?;
    if json {
        cx.out.json(&rows)?;
        return Ok(Code::Ok);
    }
    let mut table = Table::new(cx.pick(
        [">序号", "时间", "核查人", "", "更正"],
        [">no.", "when", "reviewer", "", "correction"],
    ));
    for row in rows {
        let fits = if row.fits {
            String::new()
        } else {
            let why = row.why.unwrap_or_default();
            cx.pick(format!("不再适用（{why}）"), format!("no longer fits ({why})"))
        };
        table.row([row.seq.to_string(), moment(row.at), row.reviewer, fits, row.what]);
    }
    table.print(&mut cx.out)?;
    Ok(Code::Ok)
}
