//! Every rule that can raise a flag, in one table: who raises it, how loudly at most, and what it says to a person.

use super::case::Case;
use super::checks::{
    contradicts_claim, cover, documents, duplicate, empty, form, future, money, order, people, process_only, rate, sum,
    vague,
};
use super::hit::Hit;
use crate::model::{Flag, Lang, Severity};

/// A rule.
pub struct Rule {
    /// Its id in flags, options and exports.
    pub id: &'static str,
    /// Raised when its outcome can change; the version stands in every flag.
    pub version: u32,
    /// How loudly it speaks at most; a hit that is less sure is softer.
    pub severity: Severity,
    /// Whether it is asked without being named.
    pub on: bool,
    /// Its name: Chinese, English.
    pub name: [&'static str; 2],
    /// What it finds, in one sentence: Chinese, English.
    pub about: [&'static str; 2],
    /// Who raises it.
    pub raised: Raised,
}

/// Who raises the flags of a rule, and when.
#[derive(Clone, Copy)]
pub enum Raised {
    /// The parser, while it reads.
    Parser,
    /// A check of this room over the parsed notice; kept with the notice.
    Check(fn(&Case<'_>) -> Vec<Found>),
    /// [`super::overdue`] and [`super::late`], when somebody looks, by the day and the limit that are given then; never kept.
    AtDay,
    /// By holding notices against each other, when somebody looks.
    Database,
}

/// What a check found. Only the registry makes flags of it.
pub struct Found(pub(super) Hit);

impl Rule {
    /// Its name in that language.
    pub fn name(&self, lang: Lang) -> &'static str {
        let [zh, en] = self.name;
        lang.pick(zh, en)
    }

    /// What it finds, in that language.
    pub fn about(&self, lang: Lang) -> &'static str {
        let [zh, en] = self.about;
        lang.pick(zh, en)
    }
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Every flag that the checks which are on raise on a notice, in text order. The same for the same text, on every day.
pub fn check(case: &Case<'_>) -> Vec<Flag> {
    let mut flags: Vec<Flag> = RULES
        .iter()
        .filter(|rule| rule.on)
        .flat_map(|rule| match rule.raised {
            Raised::Check(look) => flags_of(rule, look(case)),
            Raised::Parser | Raised::AtDay | Raised::Database => Vec::new(),
        })
        .collect();
    flags.sort_by_key(|flag| (flag.span.start, flag.span.end));
    flags
}

/// Every flag of one check, whether it is on or off, in text order.
pub fn ask(case: &Case<'_>, rule: &Rule) -> Vec<Flag> {
    let mut flags = match rule.raised {
        Raised::Check(look) => flags_of(rule, look(case)),
        Raised::Parser | Raised::AtDay | Raised::Database => Vec::new(),
    };
    flags.sort_by_key(|flag| (flag.span.start, flag.span.end));
    flags
}

fn flags_of(rule: &Rule, found: Vec<Found>) -> Vec<Flag> {
    found
        .into_iter()
        .map(|Found(hit)| hit.flag(rule.id, rule.version))
        .collect()
}

macro_rules! by {
    ($check:ident) => {
        Raised::Check(|case| $check::check(case).into_iter().map(Found).collect())
    };
}

/// All rules, in the order in which they are listed.
pub const RULES: &[Rule] = &[
    Rule {
        id: "sum",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["合计不符", "sums"],
        about: [
            "同一段中各部分之和与总数不等",
            "The parts of one paragraph do not add up to its total.",
        ],
        raised: by!(sum),
    },
    Rule {
        id: "rate",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["比率不符", "rates"],
        about: [
            "所载百分比按其小数位四舍五入或截取均与完成数、总数不符",
            "A printed rate is not done over total, neither rounded nor cut at its own decimals.",
        ],
        raised: by!(rate),
    },
    Rule {
        id: "count",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["数量不符", "counts"],
        about: [
            "自报的问题数与正文所列不等（敏感事项可能未公开）",
            "The number of findings claimed is not the number printed; sensitive ones may be withheld.",
        ],
        raised: Raised::Parser,
    },
    Rule {
        id: "sequence",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["编号异常", "numbering"],
        about: [
            "标题或措施的编号缺失、重复或重新起编",
            "A number of a heading or measure is missing, doubled or begins again.",
        ],
        raised: Raised::Parser,
    },
    Rule {
        id: "structure",
        version: 1,
        severity: Severity::Notice,
        on: true,
        name: ["结构不明", "structure"],
        about: [
            "全文未读出任何问题，或有表格未能读入：可能不是整改通报，或其结构无从辨认",
            "No finding was read, or a table stayed text: it may be no notice, or its structure is not to be seen.",
        ],
        raised: Raised::Parser,
    },
    Rule {
        id: "damage",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["文本损坏", "damage"],
        about: [
            "文字丢失、乱码、引号不配对、名称被替换或夹有网站内容",
            "Characters are lost or garbled, a name is replaced, or the site's own lines stand in the text.",
        ],
        raised: Raised::Parser,
    },
    Rule {
        id: "empty",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["无答复", "no answer"],
        about: [
            "问题没有整改情况，或答复不足二十字（只有一句空话的为警示）",
            "A finding has no answer, or one of fewer than twenty characters; softer unless that one is bare.",
        ],
        raised: by!(empty),
    },
    Rule {
        id: "future",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["仅有打算", "only plans"],
        about: [
            "措施只有将来的打算，没有已完成的事项",
            "A measure tells only what is to come, no finished act.",
        ],
        raised: by!(future),
    },
    Rule {
        id: "contradicts_claim",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["与自报矛盾", "contradicts the claim"],
        about: [
            "自报已完成，而措施仍在推进或尚未开展",
            "It is claimed to be complete, but its measures are under way or still to come.",
        ],
        raised: by!(contradicts_claim),
    },
    Rule {
        id: "overdue",
        version: 1,
        severity: Severity::Notice,
        on: true,
        name: ["逾期", "overdue"],
        about: [
            "承诺的期限已过（按基准日，并与公开日期比较），未见兑现",
            "A promise's due date has passed at the given day, or had at publication, and it is not found kept.",
        ],
        raised: Raised::AtDay,
    },
    Rule {
        id: "vague",
        version: 2,
        severity: Severity::Notice,
        on: true,
        name: ["笼统", "vague"],
        about: [
            "措施没有日期、数量、文件、金额或具名单位，无从查证",
            "A measure names no date, number, document, amount or body that could be looked up.",
        ],
        raised: by!(vague),
    },
    Rule {
        id: "process_only",
        version: 1,
        severity: Severity::Notice,
        on: true,
        name: ["只有过程", "process only"],
        about: [
            "措施只有开会、学习、发文，没有结果（问题本身即关于学习、会议或制度的不计）",
            "A measure tells only of meetings, study and issuing, no result; not where the finding is about these.",
        ],
        raised: by!(process_only),
    },
    Rule {
        id: "order",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["时间倒置", "order of dates"],
        about: [
            "作为整改的行动早于检查反馈，或所述已完成的日期晚于公开日期",
            "An act told as rectification is dated before the feedback, or a finished one after publication.",
        ],
        raised: by!(order),
    },
    Rule {
        id: "late",
        version: 2,
        severity: Severity::Notice,
        on: true,
        name: ["公开迟缓", "late"],
        about: [
            "自反馈至公开的天数超过期限（默认365天，--late-days 可改）",
            "More days lie between feedback and publication than the limit (365, or --late-days).",
        ],
        raised: Raised::AtDay,
    },
    Rule {
        id: "money",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["金额不符", "amounts"],
        about: [
            "各部分金额之和超过总额，或全部追回的金额与问题所载不等",
            "Parts exceed the whole amount, or what was recovered in full is not what the finding names.",
        ],
        raised: by!(money),
    },
    Rule {
        id: "people",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["人数不符", "people"],
        about: [
            "所列姓名多于人数，或其中各项之和超过人数（人次不计）",
            "More people are named, or counted in parts, than the number says; not for counts of times.",
        ],
        raised: by!(people),
    },
    Rule {
        id: "documents",
        version: 1,
        severity: Severity::Warning,
        on: true,
        name: ["文件数不符", "documents"],
        about: [
            "所列文件多于所称项数，或正文制定、修订的制度多于自报项数",
            "More documents are listed than the number says, or more rules are made than are claimed.",
        ],
        raised: by!(documents),
    },
    Rule {
        id: "duplicate",
        version: 1,
        severity: Severity::Notice,
        on: true,
        name: ["雷同", "copied answers"],
        about: [
            "措施与本通报另一措施或其他单位的措施雷同（单位名称与规定表述不计）",
            "A measure is alike with another of its notice, or of another organisation; names and mandated wordings do not count.",
        ],
        raised: by!(duplicate),
    },
    Rule {
        id: "again",
        version: 2,
        severity: Severity::Warning,
        on: true,
        name: ["再次出现", "back again"],
        about: [
            "同一单位较早的通报中已有同一问题；其时已称完成或已销号的为警示",
            "An earlier notice of the organisation has the same finding; a warning where it was told to be over.",
        ],
        raised: Raised::Database,
    },
    Rule {
        id: "cover",
        version: 1,
        severity: Severity::Info,
        on: false,
        name: ["未回应", "not taken up"],
        about: [
            "问题中引述的一项在整改措施中未见回应（默认关闭，用 --rule cover 开启）",
            "No measure takes up a part that the finding quotes; off unless asked for with --rule cover.",
        ],
        raised: by!(cover),
    },
    Rule {
        id: "form",
        version: 1,
        severity: Severity::Notice,
        on: true,
        name: ["要素缺失", "form"],
        about: [
            "通报缺少反馈日期、单位名称或监督渠道",
            "The notice lacks the feedback date, the organisation, or a channel for responses.",
        ],
        raised: by!(form),
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_rules_speak_both_languages() {
        let ids: HashSet<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), RULES.len());
        for rule in RULES {
            let [zh, en] = rule.about;
            assert!(!rule.name[0].is_ascii() && rule.name[1].is_ascii(), "{}", rule.id);
            assert!(!zh.is_ascii() && en.is_ascii() && en.ends_with('.'), "{}", rule.id);
            assert!(rule.version > 0);
        }
    }

    #[test]
    fn the_readme_lists_every_rule() {
        let readme = include_str!("../../README.md");
        for rule in RULES {
            let row = format!("| `{}` | {} | {} |", rule.id, rule.name[0], rule.about[1]);
            assert!(readme.contains(&row), "README.md lacks: {row}");
        }
    }
}
