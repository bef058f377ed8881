//! Holding notices against each other: copied answers, findings that come back.

use duizhang::desk::{Desk, FlagRow, Options, OutlineRow};
use duizhang::model::{Severity, Target};
use tempfile::TempDir;

use crate::build::TODAY;

const COPIED: &str =
    "组织人员对辖区内二十一处泵站逐一检查，更换老化电缆，补齐操作规程，并将巡查记录每周上报管理单位备查。";

fn notice(organisation: &str, published: &str, finding: &str, answer: &str) -> String {
    let year = published[..4].parse::<i32>().unwrap() - 1;
    format!(
        "中共{organisation}委员会关于巡察整改进展情况的通报\n{published}\n\
         根据县委巡察工作安排，{year}年3月1日至{year}年4月30日，县委第二巡察组对{organisation}党委进行了巡察。\
         {year}年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
         一、巡察反馈问题整改情况\n\
         （一）关于“{finding}”的问题\n整改情况：\n{answer}\n\
         （二）关于“车辆调度随意”的问题\n整改情况：\n{organisation}加装定位装置12套，收回多发油卡3张，账目与油卡相符。\n\
         欢迎广大干部群众监督。联系电话：0000-1234567。\n"
    )
}

fn room(texts: &[String]) -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(Options::new(folder.path().join("d.db"), "审1".into(), TODAY)).unwrap();
    for (n, text) in texts.iter().enumerate() {
        desk.import_bytes(text.clone().into_bytes(), &format!("{n}.txt"))
            .unwrap();
    }
    (folder, desk)
}

fn raised(desk: &Desk, rule: &str) -> Vec<FlagRow> {
    let rows = desk.hints(None).unwrap().into_iter();
    rows.filter(|row| row.view.flag.rule == rule).collect()
}

/// The list and the tree count what is listed: every flag that is not set aside, but for what came due, which has a count of its own.
fn count(desk: &Desk) -> Vec<u32> {
    let mut counts = Vec::new();
    for notice in desk.notices().unwrap() {
        let rows = desk.hints(Some(Target::Notice(notice.id))).unwrap();
        let open = |row: &&FlagRow| row.view.dismissed.is_none() && row.view.flag.rule != "overdue";
        let on = |target: Target| rows.iter().filter(open).filter(|row| row.target == target).count() as u32;
        assert_eq!(
            notice.flags as usize,
            rows.iter().filter(open).count(),
            "{}",
            notice.title
        );
        for row in &desk.outline(notice.id).unwrap().rows {
            if let OutlineRow::Measure(measure) = row {
                assert_eq!(measure.flags, on(Target::Measure(measure.id)), "{measure:?}");
            }
        }
        counts.push(notice.flags);
    }
    counts
}

#[test]
fn an_answer_of_another_organisation_is_told_on_both_sides() {
    let other = COPIED.replace("二十一处", "十六处");
    let texts = [
        notice("云溪港务有限公司", "2022-03-01", "泵站管护缺位", COPIED),
        notice(
            "青禾水务有限公司",
            "2023-03-01",
            "设备检修不及时",
            &format!("青禾水务有限公司{other}"),
        ),
    ];
    let (_folder, mut desk) = room(&texts);
    let rows = raised(&desk, "duplicate");
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.view.flag.kind.as_str(), row.view.counterpart.as_ref().unwrap()))
        .collect();
    assert_eq!(rows.len(), 2, "{told:?}");
    for (row, (kind, counterpart)) in rows.iter().zip(&told) {
        assert_eq!(*kind, "across");
        assert!(counterpart.likeness >= 0.7);
        let elsewhere = if row.place.starts_with("云溪港务") {
            "青禾水务"
        } else {
            "云溪港务"
        };
        assert!(counterpart.place.starts_with(elsewhere), "{counterpart:?}");
        assert!(row.view.flag.message.contains(&counterpart.place));
    }
    let Target::Measure(measure) = rows[0].target else {
        panic!("{:?}", rows[0].target);
    };
    let view = desk.measure(measure).unwrap();
    assert!(view.flags.iter().any(|flag| flag.counterpart.is_some()));

    let compared = desk.compared(rows[0].target, told[0].1.target).unwrap();
    let only = |side: &duizhang::desk::Side| -> String { side.only.iter().map(|r| &side.text[r.clone()]).collect() };
    let both = [only(&compared.one), only(&compared.other)];
    // 十 stands in both.
    assert!(both.contains(&"二一".to_owned()), "{both:?}");

    let counted = count(&desk);
    desk.dismiss(&[rows[0].name()], Some("同一主管部门统一部署")).unwrap();
    let one_less: Vec<u32> = counted.iter().map(|n| n - 1).collect();
    assert_eq!(count(&desk), one_less, "it is a word on both");
    let rows = raised(&desk, "duplicate");
    assert!(
        rows.iter().all(|row| row.view.dismissed.is_some()),
        "it is a word on both"
    );
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn reprints_and_the_same_organisation_copy_from_nobody() {
    let one = notice("云溪港务有限公司", "2022-03-01", "泵站管护缺位", COPIED);
    let reprint = format!("某某网站\n{one}");
    let later = notice("云溪港务有限公司", "2023-03-01", "合同审查流于形式", COPIED);
    let (_folder, desk) = room(&[one, reprint, later]);
    assert_eq!(raised(&desk, "duplicate").len(), 0);
}

#[test]
fn a_finding_that_was_told_to_be_over_and_comes_back_is_a_warning() {
    let answer = "清点物资412件，逐件登记造册，账目与实物相符。";
    let first = notice("云溪港务有限公司", "2022-03-01", "泵站管护责任不落实", answer)
        .replace("账目与实物相符。", "账目与实物相符。\n整改状态：已完成");
    let later = notice(
        "云溪港务有限公司",
        "2024-03-01",
        "泵站管护责任还不落实",
        "明确21处泵站管护人员，逐月检查。",
    );
    // Whichever comes in first.
    for texts in [[first.clone(), later.clone()], [later, first]] {
        let (_folder, desk) = room(&texts);
        let rows = raised(&desk, "again");
        assert!(!rows.is_empty());
        let back = rows.iter().find(|row| row.view.flag.kind == "returned").unwrap();
        assert_eq!(back.view.flag.severity, Severity::Warning);
        assert!(
            back.view.flag.message.contains("2022-03-01"),
            "{}",
            back.view.flag.message
        );
        assert!(rows.iter().all(|row| row.place.starts_with("云溪港务")));
        let all_in_later = rows.iter().all(|row| row.notice == back.notice);
        assert!(all_in_later, "the earlier notice has nothing to answer for");
        count(&desk);
    }
}
