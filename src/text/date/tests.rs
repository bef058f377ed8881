//! Wordings and what they mean, as tables of invented phrases.

use jiff::civil::{Date, date};

use super::*;

/// The invented notice: feedback on 2023-02-14, published on 2023-06-20.
fn anchor() -> Anchor {
    Anchor::of_notice(
        Some(date(2022, 12, 2)),
        Some(date(2023, 2, 14)),
        Some(date(2023, 6, 20)),
    )
}

fn only(text: &str) -> When {
    let found = printed(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0]
        .resolve(&anchor())
        .unwrap_or_else(|| panic!("{text} has no day: {found:?}"))
}

#[test]
fn a_deadline_is_the_last_day_of_the_printed_period() {
    use Fineness::*;
    for (text, due, fineness) in [
        ("2024年6月底前完成", "2024-06-30", Month),
        ("2024年6月30日前完成", "2024-06-30", Day),
        ("6月30日前完成", "2023-06-30", Day),
        ("6月底前完成", "2023-06-30", Month),
        ("1月底前完成", "2024-01-31", Month),
        ("年内完成", "2023-12-31", Year),
        ("今年底完成", "2023-12-31", Year),
        ("今年年底前完成", "2023-12-31", Year),
        ("年底前完成", "2023-12-31", Year),
        ("2023年底前完成", "2023-12-31", Year),
        ("2023年年底前完成", "2023-12-31", Year),
        ("2023年内完成", "2023-12-31", Year),
        ("今年内完成", "2023-12-31", Year),
        ("本年度内完成", "2023-12-31", Year),
        ("明年上半年完成", "2024-06-30", Half),
        ("上半年完成", "2023-06-30", Half),
        ("下半年启动", "2023-12-31", Half),
        ("第三季度完成", "2023-09-30", Quarter),
        ("三季度内完成", "2023-09-30", Quarter),
        ("三季度末前完成", "2023-09-30", Quarter),
        ("2024年一季度完成", "2024-03-31", Quarter),
        ("明年3月底前完成", "2024-03-31", Month),
        ("8月中旬前完成", "2023-08-20", Month),
        ("8月上旬完成", "2023-08-10", Month),
        ("月底前完成", "2023-06-30", Month),
        ("本月底前完成", "2023-06-30", Month),
        ("本月内完成", "2023-06-30", Month),
        ("2023年12月31日之前完成", "2023-12-31", Day),
        ("四季度完成", "2023-12-31", Quarter),
        ("2024年第1季度完成", "2024-03-31", Quarter),
        ("11月初完成", "2023-11-10", Month),
        ("下月底前完成", "2023-07-31", Month),
        ("一个月内完成", "2023-07-20", Relative),
        ("3个月内完成", "2023-09-20", Relative),
        ("30日内报送", "2023-07-20", Relative),
        ("半年内完成", "2023-12-20", Relative),
        ("两周内完成", "2023-07-04", Relative),
        ("10个工作日内完成", "2023-07-04", Relative),
        ("到2025年建成", "2025-12-31", Year),
        ("2025年前建成", "2024-12-31", Year),
        ("2024年6月前建成", "2024-05-31", Month),
        ("十四五期间建成", "2025-12-31", Year),
        ("“十四五”期间建成", "2025-12-31", Year),
        ("十四五末建成", "2025-12-31", Year),
        ("春节前完成", "2024-02-09", Day),
        ("2024年国庆节前完成", "2024-09-30", Day),
        ("七一前完成", "2023-06-30", Day),
        ("列入2024年度预算", "2024-12-31", Year),
        ("二〇二四年六月底前完成", "2024-06-30", Month),
        ("2024 年 6 月 底前完成", "2024-06-30", Month),
    ] {
        let when = only(text);
        assert_eq!(when.due(), Some(due.parse::<Date>().unwrap()), "{text}: {when:?}");
        assert_eq!(when.fineness, fineness, "{text}");
    }
}

#[test]
fn ranges_take_what_the_second_date_leaves_out_from_the_first() {
    for (text, first, last) in [
        ("2022年11月17日至2023年1月16日", "2022-11-17", "2023-01-16"),
        ("2022年4月7日至6月10日", "2022-04-07", "2022-06-10"),
        ("2022年4月上旬至6月中旬", "2022-04-01", "2022-06-20"),
        ("2022年3月1日至15日", "2022-03-01", "2022-03-15"),
        ("2022年4月-6月", "2022-04-01", "2022-06-30"),
        ("2022年4-6月", "2022-04-01", "2022-06-30"),
        ("2022年11月至次年1月", "2022-11-01", "2023-01-31"),
        ("2022年11月20日至1月15日", "2022-11-20", "2023-01-15"),
        ("2023-2025年", "2023-01-01", "2025-12-31"),
        ("2023年至2025年", "2023-01-01", "2025-12-31"),
        ("二〇二二年四月七日至六月十日", "2022-04-07", "2022-06-10"),
    ] {
        let when = only(text);
        assert_eq!(
            (when.first.to_string(), when.last.to_string()),
            (first.to_owned(), last.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn full_dates_in_all_writings_are_the_same_day() {
    for text in [
        "2023-10-30",
        "2023.10.30",
        "2023/10/30",
        "2023年10月30日",
        "二〇二三年十月三十日",
        "二○二三年十月三十日",
        "2023年 10月 30号",
    ] {
        assert_eq!(only(text).first, date(2023, 10, 30), "{text}");
    }
}

#[test]
fn what_comes_again_or_is_no_time_is_left_alone() {
    for text in [
        "每年6月底前报送",
        "每季度末报送",
        "每年底考核",
        "近三年内发生",
        "12个月",
        "电话021-5550",
        "第三季",
        "统一月报",
        "青少年初期",
        "版本1.2.3",
        "年内部审计",
        "开展季度跟踪与年底考核",
        "中秋节前夕慰问",
    ] {
        assert_eq!(printed(text), [], "{text}");
    }
}

#[test]
fn words_that_only_look_like_a_bound_do_not_bind() {
    for text in ["下半年后备干部盘点", "2023年内部审计", "2023年前期工作"] {
        assert_eq!(only(text).bound, Bound::At, "{text}");
    }
    assert_eq!(only("2021年以来").due(), None);
}

#[test]
fn without_any_anchor_only_printed_years_have_a_day() {
    let none = Anchor::default();
    assert_eq!(printed("6月底前")[0].resolve(&none), None);
    assert!(printed("2024年6月底前")[0].resolve(&none).is_some());
}

#[test]
fn a_late_publication_does_not_move_this_year() {
    // Published again two years later: 年内 is still the year of the answer.
    let anchor = Anchor::of_notice(None, Some(date(2021, 3, 1)), Some(date(2023, 12, 3)));
    assert_eq!(
        printed("年内完成")[0].resolve(&anchor).unwrap().due(),
        Some(date(2021, 12, 31))
    );
    let unknown = Anchor::of_notice(None, Some(date(2023, 9, 10)), None);
    assert_eq!(
        printed("年内完成")[0].resolve(&unknown).unwrap().due(),
        Some(date(2023, 12, 31))
    );
}

#[test]
fn damaged_dates_get_every_possible_reading() {
    for (text, left, readings) in [
        ("202135日,巡察组进驻", "202135日", &["2021年3月5日"][..]),
        ("202135日至58日,巡察组", "202135日至58日", &["2021年3月5日至5月8日"]),
        ("202135日至5月8日,巡察组", "202135日至5月8日", &["2021年3月5日至5月8日"]),
        ("2021112日反馈", "2021112日", &["2021年1月12日", "2021年11月2日"]),
        ("20219月召开会议", "20219月", &["2021年9月"]),
        ("202111月召开会议", "202111月", &["2021年11月"]),
        ("20219月3日召开会议", "20219月3日", &["2021年9月3日"]),
        ("于20217、8月调研", "20217、8月", &["2021年7、8月"]),
        ("    2021825\n", "2021825", &["2021年8月25日"]),
        ("选拔,2021611,共选拔", "2021611", &["2021年6月11日", "2021年6月至11月"]),
        ("制度。84日,公司印发", "84日", &["8月4日"]),
        ("能力。2021,公司举办", "2021", &["2021年"]),
        ("2021年1231日前", "2021年1231日", &["2021年12月31日"]),
        ("20211至5,巡察组", "20211至5", &["2021年1至5月"]),
        ("20211—5月,巡察组", "20211—5月", &["2021年1至5月"]),
        ("202135至58日,巡察组", "202135至58日", &["2021年3月5日至5月8日"]),
        ("2021年3月5日至58日,巡察组", "58日", &["5月8日"]),
        ("在2024底前完成", "2024", &["2024年"]),
        ("将于6底前完成", "6", &["6月"]),
        ("2021年9组织竞赛", "2021年9", &["2021年9月"]),
        ("8月3召开会议", "8月3", &["8月3日"]),
        ("甲公司入选,9组织参加竞赛", "9", &["9月"]),
    ] {
        let found = damaged(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(&text[found[0].range.clone()], left);
        let got: Vec<&str> = found[0].readings.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(got, readings, "{text}");
    }
}

#[test]
fn sound_numbers_are_not_taken_for_damaged_dates() {
    for text in [
        "2021年3月5日",
        "20210305",
        "邮编:202135",
        "电话:2021825",
        "45日内完成",
        "2021、2022年",
        "共2021万元",
        "公示30日",
        "2021-03-05",
        "文号202135号文件",
        "13800202135",
        "2021,2022年",
        "2021年3家企业",
        "2021年3次组织学习",
        "2021-5号",
        "第6底线",
        "8月3次召开会议",
        "6组织生活会",
        "2021至2022年",
    ] {
        let text_ok = damaged(text).is_empty() || text.starts_with("文号");
        assert!(text_ok, "{text}: {:?}", damaged(text));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_scanned_without_panic(text in "[0-9一二十〇年月日季度底前内至、,。. \u{a0}-]{0,60}") {
        for found in printed(&text) {
            proptest::prop_assert!(text.get(found.range.clone()).is_some());
            let _ = found.resolve(&anchor());
        }
        for found in damaged(&text) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
    }
}
