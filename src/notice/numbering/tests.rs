use super::*;

fn labels(text: &str) -> Vec<(&str, u16)> {
    scan(text)
        .into_iter()
        .map(|label| (&text[label.range.clone()], label.value))
        .collect()
}

#[test]
fn labels_of_every_style_are_found() {
    for (text, expected) in [
        ("一、甲", ("一、", 1)),
        ("(十二)甲", ("(十二)", 12)),
        ("3.甲", ("3.", 3)),
        ("3、甲", ("3、", 3)),
        ("(4)甲", ("(4)", 4)),
        ("4)甲", ("4)", 4)),
        ("⑤甲", ("⑤", 5)),
        ("⑵甲", ("⑵", 2)),
        ("二是甲", ("二是", 2)),
        ("二是:甲", ("二是:", 2)),
        ("三)甲", ("三)", 3)),
        ("3).甲", ("3).", 3)),
        ("第三,甲", ("第三,", 3)),
        ("其二,甲", ("其二,", 2)),
        ("首先,甲", ("首先,", 1)),
        ("问题2:甲", ("问题2:", 2)),
        ("措施一:甲", ("措施一:", 1)),
        ("• 甲", ("•", 0)),
        ("第二方面 甲", ("第二方面", 2)),
        ("1 、甲", ("1 、", 1)),
        ("2 甲", ("2", 2)),
        ("1.2 甲", ("1.2", 2)),
        ("2.1.3甲", ("2.1.3", 3)),
        ("(1.2)甲", ("(1.2)", 2)),
        ("3-1.甲", ("3-1.", 1)),
        ("〔二〕甲", ("〔二〕", 2)),
        ("(1).甲", ("(1).", 1)),
        ("一,甲", ("一,", 1)),
        ("①、甲", ("①、", 1)),
        ("㉑甲", ("㉑", 21)),
        ("ⅱ、甲", ("ⅱ、", 2)),
        ("b.甲", ("b.", 2)),
        ("问题清单第3项:甲", ("问题清单第3项:", 3)),
        ("序号4\n甲", ("序号4", 4)),
        ("1.12个接口甲", ("1.", 1)),
        ("1.2023年以来甲", ("1.", 1)),
    ] {
        assert_eq!(labels(text), [expected], "{text}");
    }
}

#[test]
fn numbers_inside_words_and_figures_are_no_labels() {
    for text in [
        "营收1.54%",
        "2023.10.30",
        "7、8月",
        "统一是",
        "之一是",
        "第一轮巡察",
        "第(二)项",
        "按照(二)项规定",
        "(见附件1)",
        "(见附件一)",
        "依照(十一)项",
        "印发《(一)号文》",
        "统一、规范",
        "2022年",
        "最后一次",
        "3 个村",
        "1-6月",
        "2023-05-06",
        "甲1.2乙",
        "a.example",
        "统一,规范",
    ] {
        assert_eq!(labels(text), [], "{text}");
    }
}

#[test]
fn a_place_at_the_beginning_is_worth_more() {
    let strength = |text: &str| scan(text).last().map(|label| label.strength);
    assert!(strength("1.甲") > strength("甲。1.乙"));
    assert!(strength("甲。1.乙") > strength("甲1.乙"));
    // Behind the last word of a heading the line break may be lost.
    assert!(strength("台账不清的问题1.乙") > strength("台账甲1.乙"));
}

#[test]
fn every_row_of_the_table_is_read() {
    let rows = super::super::table::rows(include_str!("styles.tsv")).count();
    assert_eq!(style::ROWS.len(), rows);
    assert!(
        rows < Style::COUNT - 2,
        "the last two are for headings without a number"
    );
}
