//! Measures of invented notices and the progress that their wording shows.

use jiff::civil::date;

use super::*;
use Progress::*;

/// The invented notice: inspected until 2023-04-28, feedback on 2023-06-15, published on 2023-10-20.
fn anchor() -> Anchor {
    Anchor::of_notice(
        Some(date(2023, 4, 28)),
        Some(date(2023, 6, 15)),
        Some(date(2023, 10, 20)),
    )
}

fn check(rows: &[(&str, Progress)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let (progress, cues) = read(text, &anchor());
            let cues: Vec<&str> = cues.iter().map(|(_, range)| &text[range.clone()]).collect();
            (progress != *expected).then(|| format!("{text}\n  expected {expected:?}, read {progress:?} from {cues:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn finished_acts() {
    check(&[
        ("已完成渡口码头的权属登记。", Done),
        ("修订完善制度。修订了《船舶检修管理办法》,明确了审批权限。", Done),
        ("召开党委会专题研究,印发《值班管理规定》,对12名责任人进行约谈。", Done),
        ("对2019年以来的合同逐份清查,收回拖欠租金38.6万元。", Done),
        ("9月12日,组织财务人员参加专题培训。", Done),
        ("给予2名责任人诫勉谈话,1人被免职。", Done),
        ("多发的补贴326元已全部退缴到位。", Done),
        ("成立工作专班,建立问题台账,完成整改。", Done),
        ("该问题已整改完毕,并长期坚持。", Done),
        ("截至目前,完成老旧管网改造12公里,获得省级节水单位称号。", Done),
        ("集团纪委对3家子公司开展专项检查,下发监察建议书2份。", Done),
        ("组织全体党员集中学习党章,撰写心得体会。", Done),
        ("5月份组织安全培训,下发学习资料。", Done),
        ("截至2023年12月底,归还欠款230万元。", Done),
        ("国庆期间开展巡查,通报2起违规用车。", Done),
        ("经纪委核实,对相关人员批评教育。", Done),
    ]);
}

#[test]
fn under_way() {
    check(&[
        ("目前正在办理不动产权证。", Ongoing),
        ("《资产处置办法》正在征求意见。", Ongoing),
        ("已启动仓库搬迁工作。", Ongoing),
        ("已着手起草《用工管理细则》。", Ongoing),
        ("积极对接自然资源部门,稳步推进土地确权。", Ongoing),
        ("与供货商洽谈中,加快推进尾款清偿。", Ongoing),
        ("形成初稿,待公司审议后印发。", Ongoing),
        ("清算工作仍在推进中。", Ongoing),
    ]);
}

#[test]
fn still_to_come() {
    check(&[
        ("下一步将加强船员培训,提高应急能力。", Planned),
        ("拟于年底前出台《客运服务规范》。", Planned),
        ("计划2024年引进专业技术人员5名。", Planned),
        ("2024年6月底前完成码头加固。", Planned),
        ("力争明年上半年实现扭亏为盈。", Planned),
        ("待上级批复后实施。", Planned),
        ("将组织开展一次全面排查,并制定整改清单。", Planned),
        ("预计三季度末完成验收。", Planned),
        ("年内召开专题会议研究解决。", Planned),
    ]);
}

#[test]
fn some_finished_some_not() {
    check(&[
        ("已完成可研报告编制,正在办理立项手续。", Mixed),
        ("印发《采购管理办法》,下一步将开展专项检查。", Mixed),
        ("收回欠款120万元,剩余80万元年底前收回。", Mixed),
        ("已清理6处,尚未清理的2处正在协调。", Mixed),
        ("召开协调会3次,目前正在推进产权移交。", Mixed),
        ("完成4个小区改造,其余2个小区计划2024年完成。", Mixed),
    ]);
}

#[test]
fn exhortation_and_standing_practice() {
    check(&[
        ("严格落实“三会一课”制度,提高组织生活质量。", Unmarked),
        ("加强对子公司的监督管理,确保制度落实到位。", Unmarked),
        ("进一步强化责任意识,切实改进工作作风。", Unmarked),
        ("坚持把政治建设摆在首位,推动党建与业务深度融合。", Unmarked),
        ("定期召开安全生产会议,及时排查隐患。", Unmarked),
        ("督促各单位认真执行财务制度,杜绝白条抵账。", Unmarked),
        ("将廉政教育纳入日常管理,做到警钟长鸣。", Unmarked),
    ]);
}

#[test]
fn what_only_looks_like_a_cue_decides_nothing() {
    check(&[
        // 将 as 把, 计划 as a noun, 拟 as an attribute.
        ("将考核结果作为评先评优的依据。", Unmarked),
        ("严格执行年度学习计划。", Unmarked),
        ("加强拟提拔人选的廉政审核。", Unmarked),
        // The problem restated, a title, a quotation.
        ("针对制度尚未建立的问题,严格规范管理。", Unmarked),
        ("认真落实《关于正在推进事项的通知》要求。", Unmarked),
        ("杜绝“将要完成”式的整改。", Unmarked),
        // A deadline that had passed before the feedback.
        ("2022年底前形成的欠款已全部收回。", Done),
    ]);
}

#[test]
fn cues_say_why_and_stand_in_text_order() {
    let text = "已完成可研报告编制,正在办理立项手续,年底前开工。";
    let (_, cues) = read(text, &anchor());
    let cues: Vec<(CueKind, &str)> = cues.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect();
    assert_eq!(
        cues,
        [
            (CueKind::Done, "已"),
            (CueKind::Ongoing, "正在"),
            (CueKind::Planned, "年底前")
        ]
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_judged_without_panic(text in "[已将拟正在完成计划年底前的问题针对2023月,。;《》“”]{0,80}") {
        for (_, range) in read(&text, &anchor()).1 {
            proptest::prop_assert!(text.get(range).is_some());
        }
    }
}

#[test]
fn invented_measures_show_what_a_reader_sees() {
    let day = |y, m, d| Some(jiff::civil::date(y, m, d));
    let anchor = Anchor::of_notice(day(2023, 3, 10), day(2023, 4, 20), day(2023, 10, 15));
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (expected, measure) = line.split_once('\t').unwrap();
        let text = crate::text::fold::fold(measure).text;
        let (found, cues) = read(&text, &anchor);
        if found.code() != expected {
            let cues: Vec<&str> = cues.iter().map(|(_, range)| &text[range.clone()]).collect();
            wrong.push(format!("{} for {expected}: {measure} {cues:?}", found.code()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
