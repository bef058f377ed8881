//! 我局, 我校党委, 本公司: the notice speaks of itself, and the name stands where it says who publishes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

/// Names of a party's bodies behind the name of what they lead; the longest that fits is meant.
const PARTY: &[&str] = &[
    "总支部委员会",
    "支部委员会",
    "党总支",
    "党支部",
    "党工委",
    "党组",
    "党委",
    "总支",
    "支部",
];

/// The name that `inspected` stands for, where it only says that it is the one who publishes.
pub(super) fn named(text: &str, inspected: &Range<usize>, issuer: Option<&Range<usize>>) -> Option<Range<usize>> {
    static OURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^[我本](?P<body>集团公司|公司|集团|学院|学校|医院|街道|局|厅|校|院|镇|乡|村|社区|县|市|区|省|委|办|部|处|中心|站|所|社|馆|行|厂|矿|会|单位|开发区|管委会)(?P<party>党组|党委|党总支|党支部|党工委|党组织|总支|支部)?$",
        )
    });
    let words = OURS.as_ref()?.captures(&text[inspected.clone()])?;
    let issuer = issuer?.clone();
    let own = &text[issuer.clone()];
    let lead = ["中国共产党", "中共"].into_iter().find(|lead| own.starts_with(lead));
    let start = issuer.start + lead.map_or(0, str::len);
    let party = PARTY.iter().find(|end| own.ends_with(*end));
    if words.name("party").is_some() {
        // 中共某校委员会 is a name as a whole, 中共某局党组 says 某局党组.
        return Some(match party {
            Some(end) if !end.ends_with("委员会") => start..issuer.end,
            _ => issuer,
        });
    }
    let end = party
        .copied()
        .or_else(|| (lead.is_some() && own.ends_with("委员会")).then_some("委员会"));
    Some(start..issuer.end - end.map_or(0, str::len))
}
