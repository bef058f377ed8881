use super::*;

/// The labels of the chosen outline with their depths.
fn outline(text: &str) -> Vec<(String, u8)> {
    let signs = signs(text, &(0..text.len()), &[], |_| false);
    choose(&signs)
        .into_iter()
        .filter(|chosen| !matches!(signs[chosen.sign], Sign::Opening(_)))
        .map(|chosen| (text[signs[chosen.sign].range()].to_owned(), chosen.depth))
        .collect()
}

fn flat(found: &[(String, u8)]) -> String {
    found
        .iter()
        .map(|(label, depth)| format!("{label}{depth}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn styles_nest_in_the_order_in_which_they_come() {
    let text = "一、甲\n(一)乙\n1.丙\n一是丁。二是戊。\n2.己\n(二)庚\n二、辛";
    assert_eq!(flat(&outline(text)), "一、0 (一)1 1.2 一是3 二是3 2.2 (二)1 二、0");
    let odd = "1.甲\n(1)乙\n①丙\n②丁\n(2)戊\n2.己";
    assert_eq!(flat(&outline(odd)), "1.0 (1)1 ①2 ②2 (2)1 2.0");
}

#[test]
fn lost_and_doubled_numbers_break_nothing() {
    assert_eq!(
        flat(&outline("一是甲。二是乙。四是丙。五是丁。")),
        "一是0 二是0 四是0 五是0"
    );
    assert_eq!(flat(&outline("1.甲\n2.乙\n2.丙\n3.丁")), "1.0 2.0 2.0 3.0");
    // Counting goes on under the next heading.
    assert_eq!(
        flat(&outline("(一)甲\n1.乙\n2.丙\n(二)丁\n3.戊\n4.己")),
        "(一)0 1.1 2.1 (二)0 3.1 4.1"
    );
}

#[test]
fn what_is_counted_inside_a_measure_is_left_to_it() {
    let text = "一是甲,分两步,一是数据比对,二是入户走访。二是乙。三是丙。";
    let found = outline(text);
    assert_eq!(found.iter().filter(|(_, depth)| *depth == 0).count(), 3, "{found:?}");
    assert_eq!(found.last().map(|(label, _)| label.as_str()), Some("三是"));
}

#[test]
fn words_that_open_an_answer_begin_the_count_anew() {
    let text = "1.甲不清,一是乙,二是丙。整改情况:一是丁。二是戊。\n2.己";
    assert_eq!(flat(&outline(text)).matches("一是1").count(), 2);
}
