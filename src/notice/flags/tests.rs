//! Invented sentences, each put into the same notice: what is flagged in them, and what is not.

use crate::notice::parse;
use crate::text::clean::clean;

/// A sound notice, with room for a sentence.
fn notice(sentence: &str) -> String {
    format!(
        "中共青禾区文化馆党组关于巡察整改情况的通报\n2023年3月6日至4月28日，区委第四巡察组对区文化馆党组进行了巡察，2023年6月15日反馈了意见。\
按照党务公开原则，现将整改情况予以公布。\n一、关于“学习不深入”的问题\n整改情况：\n一是召开专题学习会3次，印发《学习制度》。\n二是{sentence}\n\
二、关于“作风不扎实”的问题\n整改情况：\n一是约谈2人，通报典型案例1起。\n二是修订《考勤办法》，开展检查4次。\n\
三、关于“管理不规范”的问题\n整改情况：\n一是清理往来款项12笔，收回资金8万元。\n二是完善《采购办法》，组织培训2次。\n\
欢迎广大干部群众对巡察整改情况进行监督。联系电话：0731-55550001；邮编：410000。\n中共青禾区文化馆党组\n2023年9月20日\n"
    )
}

#[test]
fn invented_damage_is_found_where_it_is_and_nowhere_else() {
    const DAMAGE: &[&str] = &["lost_characters", "unbalanced_quotes", "mojibake", "site_boilerplate"];
    let mut wrong = Vec::new();
    let rows = include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for row in rows {
        let [sentence, kind, stretch, reading] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}");
        };
        let source = notice(sentence);
        let from = source.find(sentence).unwrap();
        let own = from..from + sentence.len();
        let parsed = parse(&source, &clean(&source));
        let inside = parsed.flags.iter().filter(|flag| {
            DAMAGE.contains(&flag.kind.as_str()) && flag.span.start < own.end && own.start < flag.span.end
        });
        let at = from + sentence.find(stretch).unwrap_or(0);
        let (hits, others): (Vec<_>, Vec<_>) = inside
            .partition(|flag| flag.kind == kind && flag.span.start < at + stretch.len() + 1 && at < flag.span.end + 1);
        let read = reading == "-"
            || hits.iter().any(|flag| {
                flag.proposal
                    .as_ref()
                    .is_some_and(|proposal| proposal.trim().starts_with(reading))
            });
        if (kind != "-" && hits.is_empty()) || !read || !others.is_empty() {
            let told = |flags: Vec<&crate::model::Flag>| -> Vec<String> {
                flags
                    .iter()
                    .map(|flag| format!("{} {}", flag.kind, flag.message))
                    .collect()
            };
            wrong.push(format!("{row}\n  found {:?}, besides {:?}", told(hits), told(others)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
