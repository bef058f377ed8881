//! The sentence that says who inspected whom: 2022年9月5日至11月20日,市委第三巡察组对某局党组进行了巡察.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::bodies;
use super::{pattern, trim};
use crate::text::{clause, date};

/// A group without its level says nothing; the office that sent it does.
const BARE: &[&str] = &["审计组", "检查组", "督查组", "督导组", "督察组"];

/// How far into a document the sentence may stand, in bytes: site headers come before it, the answers after.
const SEARCHED: usize = 30_000;

/// What the sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Preamble {
    /// The sentence, without its end.
    pub sentence: Range<usize>,
    /// Who inspected.
    pub inspector: Option<Range<usize>>,
    /// Who was inspected, without abbreviations in brackets.
    pub inspected: Option<Range<usize>>,
    /// 巡视, 巡察, 审计 …
    pub kind: Option<Range<usize>>,
}

static ACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:进行|开展|实施|展开)了?(?:为期[^,。;，；]{1,12}的)?(?:[^,。;，；“”]{0,14}?|[^,。;，；“”]{0,8}“[^,。;，；“”]{1,16}”[^,。;，；“”]{0,8}?)((?:巡视|巡察)“?回头看”?|巡视|巡察|审计调查|审计|专项检查|(?:中央)?(?:生态环境保护|生态环境|环境保护|环保)督察|督察|督查|监督检查|检查|巡查|评估)",
    )
});

/// The same where those who were inspected are the subject.
static ACCEPTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"接受了?[^,。;，；“”]{2,40}?的?(?:常规|专项|政治|提级|现场)?(巡视|巡察|审计|专项检查|督察|督查|检查)(?:[,，]|$)",
    )
});

/// The same where the act is the verb: 市委第七巡察组巡察了某局党组.
static TRANSITIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"组(?:联合|分别|重点)?(巡视|巡察|督察|审计|检查)了?(?P<whom>[^,。;，；“”的]{3,40}?)(?:[,，]|$)")
});

static GROUP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:中央|党中央|中共[^,。，\s]{2,12}?|[^,。，;；、于日对由经月\s]{0,24}?)?(?:第[一二三四五六七八九十0-9]+)?(?:轮)?(?:常规|专项|提级|机动|交叉|联动)?(?:巡视|巡察|督察|督查|督导|检查|审计)(?:第)?[一二三四五六七八九十0-9]*组(?:、[^,。，;；对于\s]{0,14}?(?:巡视|巡察|督察|督查|督导|检查|审计)组)*",
    )
});

static OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"审计署驻[^,。，;；、对\s]{2,10}?特派员办事处|[^,。，;；、于日对由经\s]{0,12}(?:审计(?:署|厅|局|特派员办事处|处|部门|机关|委员会办公室)|纪委监委|巡察办|巡视办)",
    )
});

pub(super) fn read(text: &str) -> Option<Preamble> {
    let mut best: Option<(u8, Preamble)> = None;
    for sentence in sentences(text) {
        if !may_be(&text[sentence.clone()]) {
            continue;
        }
        let Some((score, preamble)) = judge(text, sentence) else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, preamble));
        }
        if score == CERTAIN {
            break;
        }
    }
    best.map(|(_, preamble)| preamble)
}

/// Whether words name what was looked into and not who: 2024年度区级预算执行和其他财政收支情况.
pub(super) fn is_matter(words: &str) -> bool {
    const ENDS: &[&str] = &["情况", "收支", "执行", "使用", "效益", "项目", "资金", "工程"];
    ENDS.iter().any(|end| words.ends_with(end))
}

/// Whether words name one body that can sign: 某公司党支部, and not 我局 or 4家单位.
pub(super) fn is_body(words: &str) -> bool {
    let shared = words.starts_with(['我', '该', '本']) || words.contains("等") || words.contains("(以下简称");
    !shared && bodies::ends_as_body(words)
}

/// The score of a sentence that names inspector, inspected and a date.
const CERTAIN: u8 = 5;

/// A cheap look before the patterns run: most sentences of a notice inspect nobody.
fn may_be(sentence: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    any(&["对", "进驻", "接受", "组巡视", "组巡察", "组审计"])
        && any(&["进行", "开展", "实施", "展开", "接受", "了"])
        && any(&["巡视", "巡察", "审计", "检查", "督察", "督查", "巡查", "评估"])
}

/// Sentences at the beginning of the text; a line break inside one may be a hard wrap, an empty line is not.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut end = text.len().min(SEARCHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut blank = false;
    for (at, c) in text[..end].char_indices() {
        let stops = matches!(c, '。' | ';' | '；') || (c == '\n' && blank);
        blank = c == '\n' || (blank && c.is_whitespace());
        if stops {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    found.push(start..end);
    found
}

/// What a sentence says, and how surely it is the one. A title that runs into the sentence may name an act, too: the best act wins.
fn judge(text: &str, sentence: Range<usize>) -> Option<(u8, Preamble)> {
    let own = &text[sentence.clone()];
    let active = ACT.as_ref()?.captures_iter(own).take(4).map(|act| (act, false));
    let passive = ACCEPTED.as_ref()?.captures_iter(own).take(1).map(|act| (act, true));
    let mut best: Option<(u8, Preamble)> = None;
    for (act, turned) in active.chain(passive) {
        let (Some(whole), Some(kind)) = (act.get(0), act.get(1)) else {
            continue;
        };
        let until = if turned { kind.start() } else { whole.start() };
        let read = judge_act(text, &sentence, until, kind.range());
        if let Some(read) = read.filter(|(score, _)| best.as_ref().is_none_or(|(known, _)| score > known)) {
            best = Some(read);
        }
    }
    best.or_else(|| transitive(text, sentence))
}

/// A sentence that says 巡察了 instead of 进行了巡察.
fn transitive(text: &str, sentence: Range<usize>) -> Option<(u8, Preamble)> {
    let own = &text[sentence.clone()];
    let captures = TRANSITIVE.as_ref()?.captures(own)?;
    let (kind, whom) = (captures.get(1)?, captures.name("whom")?);
    let offset = |range: Range<usize>| sentence.start + range.start..sentence.start + range.end;
    let head = &own[..kind.start()];
    let inspector = GROUP.as_ref()?.find_iter(head).last()?;
    let dated = own.contains('年') || own.contains('月');
    let inspector = strip_lead(head, inspector.range());
    (dated && is_body(whom.as_str())).then(|| {
        (
            CERTAIN - 1,
            Preamble {
                sentence: sentence.clone(),
                inspector: Some(offset(inspector)),
                inspected: Some(offset(whom.range())),
                kind: Some(offset(kind.range())),
            },
        )
    })
}

fn judge_act(text: &str, sentence: &Range<usize>, act: usize, kind: Range<usize>) -> Option<(u8, Preamble)> {
    let own = &text[sentence.clone()];
    let head = &own[..act];
    let offset = |range: Range<usize>| sentence.start + range.start..sentence.start + range.end;
    // The nearest inspector before the act that still leaves room for 对 and the inspected.
    let last = |re: &LazyLock<Option<Regex>>| {
        let re = re.as_ref()?;
        re.find_iter(head)
            .filter(|hit| GOES_TO.iter().any(|word| head[hit.end()..].contains(word)))
            .last()
            .map(|hit| strip_lead(head, hit.range()))
    };
    let passive = accepted(head, &own[kind.clone()]);
    let inspector = passive
        .as_ref()
        .map(|(_, inspector)| inspector.clone())
        .or_else(|| last(&GROUP).filter(|range| !BARE.contains(&&head[range.clone()])))
        .or_else(|| last(&OFFICE))
        .or_else(|| body_before(head));
    let from = inspector.as_ref().map_or(0, |range| range.end);
    let inspected = passive.map(|(inspected, _)| inspected).or_else(|| {
        let (at, word) = GOES_TO
            .iter()
            .filter_map(|word| head[from..].find(word).map(|at| (at, word)))
            .min()?;
        Some(from + at + word.len()..head.len())
    });
    let inspected = inspected
        .map(|range| without_remarks(head, trim(head, range)))
        .map(|range| {
            if own[kind.clone()].starts_with("审计") {
                before_years(head, range)
            } else {
                range
            }
        })
        .filter(|range| (2..=200).contains(&range.len()));
    // 对某县已完成整改点位进行现场检查 is somebody's daily work: only a body or a group makes an inspection of it.
    let everyday = ["检查", "督查", "监督检查", "评估", "巡查"].contains(&&own[kind.clone()]);
    let sent = inspector
        .as_ref()
        .is_some_and(|range| head[range.clone()].ends_with('组'));
    if everyday
        && !sent
        && inspected
            .as_ref()
            .is_some_and(|range| !bodies::ends_as_body(&head[range.clone()]))
    {
        return None;
    }
    let dated = own.contains('年') || own.contains('月') || own.chars().filter(char::is_ascii_digit).count() >= 5;
    let score = u8::from(inspector.is_some()) * 2 + u8::from(dated) * 2 + u8::from(inspected.is_some());
    if score < 3 {
        return None;
    }
    Some((
        score,
        Preamble {
            sentence: sentence.clone(),
            inspector: inspector.map(offset),
            inspected: inspected.map(offset),
            kind: Some(offset(kind)),
        },
    ))
}

/// Words between those who inspect and those who are inspected.
const GOES_TO: &[&str] = &["对", "进驻"];

/// 某局党组接受了县委第四巡察组的巡察: who was inspected and who inspected, where the sentence is turned round.
fn accepted(head: &str, kind: &str) -> Option<(Range<usize>, Range<usize>)> {
    let verb = head.rfind("接受")?;
    let before = &head[..verb];
    let start = before
        .rfind(clause::ends_clause)
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let inspector = trim(head, verb + "接受".len()..head.len());
    let words = head[inspector.clone()].trim_start_matches('了');
    let from = inspector.end - words.len();
    let until = from + words.trim_end_matches(['的', '了']).len();
    let inspected = trim(head, start..verb);
    let known = GROUP.as_ref()?.is_match(&head[from..until]) || kind.starts_with("审计");
    (known && !inspected.is_empty()).then_some((inspected, from..until))
}

/// The body that stands right before 对: 市医疗保障局对某院开展了专项检查.
fn body_before(head: &str) -> Option<Range<usize>> {
    let at = head.find('对')?;
    let before = &head[..at];
    // 学校党委于2020年11月对…: the day stands between the two.
    let day = date::printed(before)
        .into_iter()
        .next_back()
        .filter(|printed| printed.range.end == before.len() || before[printed.range.end..].chars().count() <= 1)
        .and_then(|printed| {
            before[..printed.range.start]
                .trim_end()
                .strip_suffix('于')
                .map(str::len)
        });
    let before = &before[..day.unwrap_or(before.len())];
    let start = before
        .rfind(|c: char| clause::ends_clause(c) || c == '由')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let range = strip_lead(head, trim(head, start..before.len()));
    is_body(&head[range.clone()]).then_some(range)
}

/// 统一部署,市委第三巡察组: what stands before the group's name (时间, 派出, 由) is not part of it.
fn strip_lead(head: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    for lead in [
        "部署", "安排", "派出", "组建", "期间", "根据", "按照", "以来", "起", "至", "间", "派驻",
    ] {
        if let Some(at) = head[start..range.end].find(lead) {
            start += at + lead.len();
        }
    }
    trim(head, start..range.end)
}

/// An audit is of somebody's accounts of certain years: 某市2022年度预算执行情况 is about 某市.
fn before_years(head: &str, range: Range<usize>) -> Range<usize> {
    let years = date::printed(&head[range.clone()])
        .into_iter()
        .find(|printed| printed.range.start > 0);
    years.map_or(range.clone(), |printed| {
        trim(head, range.start..range.start + printed.range.start)
    })
}

/// The inspected without what stands in brackets behind it: 某公司党委(以下简称公司). Where several bodies are listed, each keeps the
/// abbreviation printed with it.
fn without_remarks(head: &str, range: Range<usize>) -> Range<usize> {
    // 某县财政局(以下简称县财政局)具体组织的…: what follows the bracket is not the name.
    let named = &head[range.clone()];
    let goes_on = |at: usize| named[at..].starts_with(['、', '和', '及', '与', '(', '等']) || at == named.len();
    if let Some(open) = named.find("(以下简称")
        && let Some(close) = named[open..].find(')')
        && !goes_on(open + close + 1)
        && !bodies::ends_as_body(named)
    {
        return range.start..range.start + open;
    }
    let mut end = range.end;
    let mut abbreviation = None;
    loop {
        let part = head[range.start..end].trim_end();
        if !part.ends_with([')', '）']) {
            end = range.start + part.len();
            break;
        }
        let Some(open) = opening(part) else { break };
        if part[open..].starts_with("(以下简称") && abbreviation.is_none() {
            abbreviation = Some(range.start + part.len());
        }
        // 某某(集团)有限公司党委 does not end here; 某某公司(集团) does, and keeps its bracket.
        if !["(以下", "（以下", "(含", "(简称", "(包括"]
            .iter()
            .any(|word| part[open..].starts_with(word))
            && part[open..].chars().count() <= 6
        {
            end = range.start + part.len();
            break;
        }
        end = range.start + open;
    }
    let listed = head[range.start..end].contains("(以下简称");
    range.start..if listed { abbreviation.unwrap_or(end) } else { end }
}

/// Where the bracket that closes at the end of `part` opens.
fn opening(part: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in part.char_indices().rev() {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
