//! Small wordings that several subcommands share.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::exit::{Code, Failure};
use crate::desk::{Dismissed, FlagView};
use crate::model::{Flag, Lang, NoticeMeta, PartialDate, Uid};

/// Enough digits of a uid to name something in a list.
pub fn short(uid: &Uid) -> String {
    uid.0.chars().take(8).collect()
}

/// A moment by the clock on the wall.
pub fn moment(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// A label before its text, with a space between where the label does not end in a wide mark that brings its own; nothing
/// for no label.
pub fn labelled(label: Option<&str>, text: &str) -> String {
    match label {
        Some(label) if label.ends_with(['、', '）', '，', '：', '．']) => format!("{label}{text}"),
        Some(label) if text.is_empty() => label.to_owned(),
        Some(label) => format!("{label} {text}"),
        None => text.to_owned(),
    }
}

/// Text that was typed or piped in.
///
/// # Errors
/// When it is not UTF-8.
pub fn utf8(bytes: Vec<u8>, lang: Lang) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| {
        Failure::told(
            Code::Input,
            lang.pick("标准输入不是 UTF-8 文本", "standard input is not UTF-8"),
            "",
        )
    })
}

/// What a flag says, and why it is set aside where it is.
pub fn flag(view: &FlagView, lang: Lang) -> String {
    let words = said(&view.flag, lang);
    match &view.dismissed {
        Some(Dismissed { reviewer, reason, .. }) => {
            let aside = lang.pick("已排除", "set aside");
            format!("{words} [{aside} · {reviewer}: {reason}]")
        }
        None => words,
    }
}

/// What a flag of a notice in no database says.
pub fn said(flag: &Flag, lang: Lang) -> String {
    let message = lang.pick(&flag.message, &flag.message_en);
    let mut words = format!("{}/{} {message}", flag.rule, flag.kind);
    if let Some(proposal) = &flag.proposal {
        words.push_str(&format!(" → {proposal}?"));
    }
    if let Some(grounds) = &flag.grounds {
        let (sure, why) = (
            grounds.confidence.name(lang),
            lang.pick(&grounds.reason, &grounds.reason_en),
        );
        words.push_str(&lang.pick(format!("（{sure}：{why}）"), format!(" ({sure}: {why})")));
    }
    words
}

/// The facts about a document that were found, a line each.
pub fn facts(meta: &NoticeMeta, lang: Lang) -> Vec<String> {
    let date = |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
    let period = match (meta.inspection_start, meta.inspection_end) {
        (None, None) => String::new(),
        (start, end) => format!("{} – {}", date(start), date(end)),
    };
    let facts = [
        ("标题", "title", meta.title.clone()),
        ("发布单位", "issuer", meta.issuer.clone()),
        ("被查单位", "inspected", meta.inspected.clone()),
        ("检查组", "inspector", meta.inspector.clone()),
        ("类别", "kind", meta.inspection_kind.clone()),
        ("检查时间", "inspection", period),
        ("反馈日期", "feedback", date(meta.feedback_date)),
        ("公开日期", "published", date(meta.published)),
        ("电话", "phone", meta.phone.join(", ")),
        ("邮箱", "email", meta.email.join(", ")),
        ("邮编", "postcode", meta.postcode.clone()),
        ("地址", "address", meta.address.clone()),
        ("网址", "url", meta.url.clone()),
    ];
    facts
        .into_iter()
        .filter(|(_, _, text)| !text.is_empty())
        .map(|(zh, en, text)| lang.pick(format!("{zh}：{text}"), format!("{en}: {text}")))
        .collect()
}
