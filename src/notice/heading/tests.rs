use super::*;

fn title_of(text: &str) -> &str {
    &text[title(text, 0..end(text, 0..text.len()))]
}

#[test]
fn titles_lose_what_wraps_them() {
    for (heading, expected) in [
        ("关于“台账不清”的问题", "台账不清"),
        ("关于“台账不清”的问题。", "台账不清"),
        ("关于台账不清的问题的整改情况", "台账不清"),
        ("针对“台账不清”问题,整改情况如下:", "台账不清"),
        ("关于台账不清”的问题", "台账不清"),
        ("关于“‘三会一课’不规范”的问题", "‘三会一课’不规范"),
        ("在“账目管理”方面", "账目管理"),
        ("台账不清的问题", "台账不清"),
        ("反馈问题:台账不清。", "台账不清"),
        ("台账不清(已完成)", "台账不清"),
        ("台账不清。近三年未核对。", "台账不清"),
        ("“甲账”和“乙账”不清", "“甲账”和“乙账”不清"),
        ("使用现金支付问题犹存", "使用现金支付问题犹存"),
        // The line breaks are lost.
        ("针对台账不清的问题集团高度重视,开展核对。", "台账不清"),
        ("关于“台账不清”的问题1.核对。", "台账不清"),
    ] {
        assert_eq!(title_of(heading), expected, "{heading}");
    }
}

#[test]
fn openings_stand_at_the_beginning_of_something() {
    let found = |text: &str| {
        openings(text)
            .iter()
            .map(|opening| text[opening.range.clone()].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("不到位。整改情况:一是"), ["整改情况:"]);
    assert_eq!(found("针对“甲”问题,整改情况如下:\n一是"), ["整改情况如下:"]);
    assert_eq!(found("甲不到位\n整改措施\n一是"), ["整改措施"]);
    assert_eq!(found("【整改情况】一是"), ["【整改情况】"]);
    for text in [
        "听取整改情况汇报",
        "制定整改措施:",
        "完成情况:已完成。",
        "二、整改情况\n(一)",
    ] {
        assert!(found(text).is_empty(), "{text}");
    }
}

#[test]
fn problems_are_told_from_praise() {
    for text in ["台账不清", "未建立制度", "管理有差距", "人手少", "责任落实不够有力"] {
        assert!(is_problem(text), "{text}");
    }
    for text in ["不断加强管理", "堵塞漏洞", "坚持不懈抓整改", "补齐短板", "至少每月一次"] {
        assert!(!is_problem(text), "{text}");
    }
}
