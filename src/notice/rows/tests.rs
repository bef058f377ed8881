use super::*;

/// Title, label, measures, states, deadlines, leaders, departments of each entry.
fn read_all(text: &str) -> Vec<String> {
    let flat = text.replace('\u{2028}', "\n  ");
    let part = |range: &Range<usize>| flat[range.clone()].replace("\n  ", "/");
    let parts = |ranges: &[Range<usize>]| ranges.iter().map(part).collect::<Vec<_>>().join("+");
    read(text, 0..text.len())
        .entries
        .iter()
        .map(|entry| {
            let answers: Vec<String> = entry
                .answers
                .iter()
                .map(|answer| {
                    let label = answer.label.as_ref().map(part).unwrap_or_default();
                    format!("[{label}]{}", part(&answer.text))
                })
                .collect();
            let deadlines: Vec<Range<usize>> = entry.deadlines.iter().map(|d| d.range.clone()).collect();
            format!(
                "{} {}: {} | {} | {} | {} | {}",
                entry.label.as_ref().map(part).unwrap_or_default(),
                part(&entry.title),
                answers.join(" "),
                parts(&entry.states),
                parts(&deadlines),
                parts(&entry.leaders),
                parts(&entry.departments),
            )
        })
        .collect()
}

#[test]
fn rows_under_heads_are_findings_in_any_order_of_columns() {
    let text = "正文\n序号\t反馈问题\t整改措施\t责任领导\t责任部门\t完成时限\t整改进展\n\
                1\t台账登记不及时\t补登台账并逐户核对。\t陈某\t财务科\t2024年6月\t已完成\n\
                2\t会议制度不落实\t修订议事规则。\t林某\t办公室\t长期\t持续推进\n完";
    assert_eq!(
        read_all(text),
        [
            "1 台账登记不及时: []补登台账并逐户核对。 | 已完成 | 2024年6月 | 陈某 | 财务科",
            "2 会议制度不落实: []修订议事规则。 | 持续推进 | 长期 | 林某 | 办公室",
        ]
    );
    let swapped =
        "整改措施\t反馈问题\t序号\n补登台账并逐户核对。\t台账登记不及时\t1\n修订议事规则。\t会议制度不落实\t2\n";
    assert_eq!(
        read_all(swapped),
        [
            "1 台账登记不及时: []补登台账并逐户核对。 |  |  |  | ",
            "2 会议制度不落实: []修订议事规则。 |  |  |  | ",
        ]
    );
}

#[test]
fn merged_rows_are_one_finding_and_counted_cells_several_measures() {
    let text = "序号\t存在问题\t整改措施\t完成时限\n\
                1\t库房管理不严\t盘点库房物资\t2024年3月\n\
                \t\t修订出入库办法\t2024年5月\n\
                2\t培训流于形式\t1.制定培训计划。\u{2028}2.按季考核学员。\t长期\n";
    assert_eq!(
        read_all(text),
        [
            "1 库房管理不严: []盘点库房物资 []修订出入库办法 |  | 2024年3月+2024年5月 |  | ",
            "2 培训流于形式: [1.]制定培训计划。 [2.]按季考核学员。 |  | 长期 |  | ",
        ]
    );
    let found = read(text, 0..text.len());
    let answers: Vec<_> = found.entries[0].deadlines.iter().map(|d| d.answer).collect();
    assert_eq!(answers, [Some(0), Some(1)]);
}

#[test]
fn a_measure_in_the_first_column_is_no_heading() {
    let text = "整改措施\t反馈问题\t责任领导\n1.补签到表。\u{2028}2.通报缺勤人员。\t例会签到不严\t何某\n3.按月公示结果。\t\t\n";
    assert_eq!(
        read_all(text),
        [" 例会签到不严: [1.]补签到表。 [2.]通报缺勤人员。 [3.]按月公示结果。 |  |  | 何某 | "]
    );
}

#[test]
fn heads_may_take_two_rows_and_come_again() {
    let text = "序号\t问题\t整改情况\t\t责任单位\n\
                \t\t措施\t完成时限\t\n\
                1\t公车管理不规范\t封存钥匙\t2023年9月\t办公室\n\
                - 2 -\n\
                序号\t问题\t整改情况\t\t责任单位\n\
                \t\t措施\t完成时限\t\n\
                2\t接待审批不严\t重订接待标准\t2023年10月\t财务科\n";
    assert_eq!(
        read_all(text),
        [
            "1 公车管理不规范: []封存钥匙 |  | 2023年9月 |  | 办公室",
            "2 接待审批不严: []重订接待标准 |  | 2023年10月 |  | 财务科",
        ]
    );
}

#[test]
fn a_heading_over_the_columns_is_a_line_of_the_outline() {
    let text =
        "序号\t问题\t措施\n一、工程方面\n1\t招标把关不严\t重审标书\n二、财务方面\t\t\n2\t报销审核不细\t复核票据\n";
    let found = read(text, 0..text.len());
    assert_eq!(found.entries.len(), 2);
    let rows: Vec<&str> = found.rows.iter().map(|row| &text[row.clone()]).collect();
    assert_eq!(
        rows,
        [
            "序号\t问题\t措施",
            "1\t招标把关不严\t重审标书",
            "2\t报销审核不细\t复核票据"
        ]
    );
}

#[test]
fn without_heads_only_what_is_plain_is_read() {
    let text = "1\t学习制度落实不到位\t按月排定学习计划,逐人登记笔记。\t2024年6月\t已完成\n\
                2\t固定资产账实不符\t委托第三方清查,补录资产卡片。\t2024年8月\t持续推进\n";
    assert_eq!(
        read_all(text),
        [
            "1 学习制度落实不到位: []按月排定学习计划,逐人登记笔记。 | 已完成 | 2024年6月 |  | ",
            "2 固定资产账实不符: []委托第三方清查,补录资产卡片。 | 持续推进 | 2024年8月 |  | ",
        ]
    );
    // Nothing counts the rows: perhaps findings, perhaps not.
    let open = "办公室\t值班记录不完整\t补全值班记录,定期抽查。\n财务科\t票据审核不严格\t复核全部票据,通报差错。\n";
    let found = read(open, 0..open.len());
    assert!(found.entries.is_empty());
    assert_eq!((found.unread.len(), found.rows.len()), (1, 2));
}

#[test]
fn tables_of_other_things_stay_text() {
    for text in [
        "单位\t联系人\t电话\n办公室\t陈某\t010-1234\n财务科\t林某\t010-5678\n",
        "类别\t反馈问题(个)\t整改完成(个)\t完成率\n党建\t12\t10\t83%\n财务\t7\t7\t100%\n",
        "一、\t总体情况\n二、\t具体问题\n",
    ] {
        assert_eq!(read(text, 0..text.len()).entries, [], "{text}");
    }
}
