//! `mark`: a verdict on measures, or the check of a commitment, for scripts.

use super::context::Context;
use super::exit::{Code, Failure};
use super::words::utf8;
use crate::desk::Desk;
use crate::model::{Check, Lang, MeasureId, Target, Verdict};

/// Give a verdict on measures, or check a commitment · 核查结论
///
/// Several measures are one act, which one undo takes back.
///
/// Verdicts (结论), by code, word or key; 2, 4, 5 and 6 need a comment:
///   1 verified 属实      2 partial 部分       3 promise_only 仅承诺   4 unsupported 无据
///   5 contradicted 不符  6 off_target 偏题    9 excluded 不计         0 none 未核
///
/// With --commitment a commitment of the measure is checked instead (承诺核对):
///   kept 已兑现   broken 未兑现   not_due 未到期   unverifiable 无法核实   none 未核
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The measures: N3.12.2, or the beginning of a uid
    #[arg(value_name = "ADDRESS", required = true, num_args = 1..)]
    addresses: Vec<String>,
    /// The verdict, or with --commitment the check
    #[arg(value_name = "VERDICT")]
    verdict: String,
    /// Why; - for standard input
    #[arg(short = 'm', long, value_name = "TEXT", allow_hyphen_values = true)]
    comment: Option<String>,
    /// Check the N-th commitment of the measure, as `show` counts them
    #[arg(long, value_name = "N", conflicts_with = "comment")]
    commitment: Option<usize>,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let lang = cx.lang;
        let mut desk = cx.open()?;
        let measures = self
            .addresses
            .iter()
            .map(|address| measure(&desk, address, lang))
            .collect::<Result<Vec<_>, _>>()?;
        let done = match self.commitment {
            Some(number) => {
                let check = read_check(&self.verdict, lang)?;
                let [measure] = measures.as_slice() else {
                    return Err(Failure::usage(
                        lang.pick("--commitment 只能用于一条措施", "--commitment goes with one measure"),
                        lang.pick("请逐条核对", "check them one by one"),
                    ));
                };
                let commitments = desk.measure(*measure)?.commitments;
                let Some(commitment) = number.checked_sub(1).and_then(|at| commitments.get(at)) else {
                    let count = commitments.len();
                    return Err(Failure::usage(
                        lang.pick(
                            format!("该措施没有第 {number} 项承诺，共 {count} 项"),
                            format!("the measure has no commitment {number}; it has {count}"),
                        ),
                        lang.pick("用 show 查看", "`show` counts them"),
                    ));
                };
                desk.check(commitment.id, check)?
            }
            None => {
                let verdict = read_verdict(&self.verdict, lang)?;
                let comment = match self.comment.as_deref() {
                    Some("-") => Some(utf8(cx.stdin()?, lang)?),
                    other => other.map(str::to_owned),
                };
                desk.judge_all(&measures, verdict, comment.as_deref())?
            }
        };
        cx.out.line(&done.what)?;
        Ok(Code::Ok)
    }
}

fn measure(desk: &Desk, address: &str, lang: Lang) -> Result<MeasureId, Failure> {
    match desk.locate(address)? {
        Target::Measure(measure) => Ok(measure),
        Target::Notice(_) | Target::Finding(_) => Err(Failure::usage(
            lang.pick(format!("{address} 不是整改措施"), format!("{address} is not a measure")),
            lang.pick(
                "结论只对整改措施作出；用 show 查看其编号",
                "verdicts are given on measures; `show` tells their addresses",
            ),
        )),
    }
}

/// The keys of the verdicts on the desk, in the order of [`Verdict::ALL`].
const KEYS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "9"];

fn read_verdict(word: &str, lang: Lang) -> Result<Option<Verdict>, Failure> {
    if matches!(word, "none" | "unreviewed" | "未核" | "0") {
        return Ok(None);
    }
    let code = word.to_ascii_lowercase().replace(['-', ' '], "_");
    let named = Verdict::ALL
        .into_iter()
        .zip(KEYS)
        .find(|(verdict, key)| verdict.code() == code || verdict.name(Lang::Zh) == word || *key == word);
    match named {
        Some((verdict, _)) => Ok(Some(verdict)),
        None => Err(unknown(
            lang.pick(format!("没有结论“{word}”"), format!("{word:?} is no verdict")),
            &Verdict::ALL.map(|verdict| (verdict.code(), verdict.name(Lang::Zh))),
            lang,
        )),
    }
}

fn read_check(word: &str, lang: Lang) -> Result<Option<Check>, Failure> {
    if matches!(word, "none" | "unchecked" | "未核" | "0") {
        return Ok(None);
    }
    let code = word.to_ascii_lowercase().replace(['-', ' '], "_");
    let named = Check::ALL
        .into_iter()
        .find(|check| check.code() == code || check.name(Lang::Zh) == word);
    match named {
        Some(check) => Ok(Some(check)),
        None => Err(unknown(
            lang.pick(format!("没有核对结果“{word}”"), format!("{word:?} is no check")),
            &Check::ALL.map(|check| (check.code(), check.name(Lang::Zh))),
            lang,
        )),
    }
}

fn unknown(what: String, choices: &[(&str, &str)], lang: Lang) -> Failure {
    let choices: Vec<String> = choices.iter().map(|(code, zh)| format!("{code} {zh}")).collect();
    let list = choices.join(", ");
    Failure::usage(
        what,
        lang.pick(format!("可用：{list}, none 未核"), format!("one of {list}, none 未核")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_known_by_code_word_and_key() {
        for (verdict, key) in Verdict::ALL.into_iter().zip(KEYS) {
            for word in [verdict.code(), verdict.name(Lang::Zh), verdict.name(Lang::En), key] {
                assert_eq!(read_verdict(word, Lang::En).unwrap(), Some(verdict), "{word}");
            }
        }
        for none in ["none", "0", "未核", "unreviewed"] {
            assert_eq!(read_verdict(none, Lang::En).unwrap(), None);
        }
        assert!(read_verdict("7", Lang::En).is_err());
        let (what, hint) = read_verdict("good", Lang::En).unwrap_err().words(Lang::En).unwrap();
        assert_eq!(what, "\"good\" is no verdict");
        assert!(hint.contains("promise_only 仅承诺"), "{hint}");
    }

    #[test]
    fn a_check_is_known_by_code_and_word() {
        for check in Check::ALL {
            for word in [check.code(), check.name(Lang::Zh), check.name(Lang::En)] {
                assert_eq!(read_check(word, Lang::En).unwrap(), Some(check), "{word}");
            }
        }
        assert_eq!(read_check("none", Lang::En).unwrap(), None);
        assert!(read_check("verified", Lang::Zh).is_err());
    }
}
