//! Titles of documents in 《》.

use std::ops::Range;

/// How many bytes a title may have: some seventy characters; the longest official titles stay under that.
const LONGEST: usize = 240;

/// The titles in 《》 in `text`, in order, as ranges without the marks. Titles inside titles (〈〉 or 《》) belong to the outer one.
///
/// A mark that is not closed before a sentence end, the line end or another opening mark after a title-like stretch names nothing,
/// and does not swallow what follows. Where only the opening mark was lost (`方面,某某计划》`), the title begins after the last
/// punctuation mark.
pub fn titles(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut free = 0;
    let mut open: Option<usize> = None;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match c {
            '《' => match open {
                // 《关于印发《办法》的通知》: an inner title follows directly on a word that takes one.
                Some(start) if nests(&text[start..at]) && closes_twice(&text[after..]) => depth += 1,
                _ => {
                    open = Some(after);
                    depth = 0;
                }
            },
            '》' if depth > 0 => depth -= 1,
            '》' => {
                let start = open
                    .take()
                    .or_else(|| lost_opening(&text[free..at]).map(|offset| free + offset));
                free = after;
                if let Some(start) = start
                    && (1..=LONGEST).contains(&(at - start))
                    && !text[start..at].trim().is_empty()
                {
                    found.push(start..at);
                }
            }
            // A sentence end inside a title means that its closing mark is lost.
            '。' => {
                open = None;
                depth = 0;
            }
            // A single line break may be a hard wrap; it is one where the title ends soon after it.
            '\n' if !ends_soon(&text[after..]) => {
                open = None;
                depth = 0;
            }
            _ => {}
        }
    }
    found
}

/// Words after which a title inside a title stands.
fn nests(head: &str) -> bool {
    [
        "印发", "转发", "修订", "执行", "落实", "贯彻", "实施", "下发", "填报", "发布", "学习", "废止", "的", "<", "〈",
    ]
    .iter()
    .any(|word| head.ends_with(word))
}

/// Whether two closing marks come before the sentence ends.
fn closes_twice(rest: &str) -> bool {
    rest.chars()
        .take(90)
        .take_while(|c| !matches!(c, '。' | '\n' | '《'))
        .filter(|&c| c == '》')
        .count()
        >= 2
}

fn ends_soon(rest: &str) -> bool {
    rest.chars()
        .take(40)
        .take_while(|c| !matches!(c, '\n' | '。' | '《'))
        .any(|c| c == '》')
}

/// Where a title begins whose opening mark is lost, in the text before its closing mark; None where nothing title-like stands there.
fn lost_opening(before: &str) -> Option<usize> {
    const ENDINGS: &[&str] = &[
        "办法",
        "制度",
        "规定",
        "方案",
        "计划",
        "意见",
        "通知",
        "细则",
        "规则",
        "条例",
        "办法(试行)",
        "指引",
        "清单",
        "规划",
        "报告",
        "准则",
        "手册",
        "规程",
        "纲要",
    ];
    if !ENDINGS.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let start = before
        .rfind([',', '，', '。', ';', '；', '、', ':', '：', '\n', '》', '”', '“'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    (start < before.len()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        titles(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn titles_are_read_as_printed() {
        for (text, titles) in [
            (
                "印发《资产管理办法(试行)》《招标细则》",
                &["资产管理办法(试行)", "招标细则"][..],
            ),
            ("印发《关于填报<利益登记表>的通知》", &["关于填报<利益登记表>的通知"]),
            ("印发《关于印发〈用车规定〉的通知》", &["关于印发〈用车规定〉的通知"]),
            (
                "转发《关于印发《用车规定》的通知》,落实",
                &["关于印发《用车规定》的通知"],
            ),
            ("《甲办法》、《乙办法》", &["甲办法", "乙办法"]),
            ("没有标题", &[]),
            ("空的《》和《 》", &[]),
        ] {
            assert_eq!(read(text), titles, "{text}");
        }
    }

    #[test]
    fn lost_marks_do_not_swallow_text() {
        for (text, titles) in [
            // The closing mark is lost: the next title stays whole.
            (
                "转发《关于加强各区监管机构,巩固成果。印发《监管规则》。",
                &["监管规则"][..],
            ),
            ("转发《关于加强各区监管机构,印发《监管规则》。", &["监管规则"]),
            // The opening mark is lost.
            ("培育方面,科技企业培育计划》,提出措施", &["科技企业培育计划"]),
            ("印发《监管工作\n规则》。", &["监管工作\n规则"]),
            ("印发《监管工作\n\n规则》。", &["规则"]),
            ("随便一句话》,提出措施", &[]),
        ] {
            assert_eq!(read(text), titles, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn titles_lie_inside_and_in_order(text in "[《》〈〉a办法印发,。\n]{0,60}") {
            let mut end = 0;
            for title in titles(&text) {
                proptest::prop_assert!(title.start >= end && text.get(title.clone()).is_some());
                end = title.end;
            }
        }
    }
}
