//! What a reviewer does: import, jump by pinyin, judge with a comment, leave, come back and find it.

use super::pty::{Place, samples};
use crate::build;

#[test]
fn imports_jumps_by_pinyin_judges_leaves_and_finds_it_again() {
    let place = Place::new();
    let mut term = place.start(&["review", &samples()]);
    term.wait_for("问题与措施").wait_for("通报 5");
    // 青禾水务, by the initials of its pinyin.
    term.send("/")
        .wait_for("跳转")
        .send("qhsw")
        .wait_for("青禾水务")
        .send("\t")
        .wait_for("[通报]")
        .send("\r");
    term.wait_gone("跳转（").wait_for("对账  · 青禾水务");
    term.send("n").wait_for("· 未核 ");
    term.send("2")
        .wait_for("评论 · ")
        .send("只见会议纪要，未见台账")
        .wait_for("未见台账")
        .send("\x13");
    term.wait_for(": 部分").wait_for("已核 1/");
    term.send("1").wait_for(": 属实").wait_for("已核 2/");
    term.send("u").wait_for("撤销 ").wait_for("已核 1/");
    term.send("q");
    assert!(term.ended_and_read().success());
    assert!(term.is_given_back());

    let mut term = place.start(&["review"]);
    term.wait_for("对账  · 青禾水务").wait_for("已核 1/");
    term.send("\x12").wait_for("重做").wait_for("已核 2/");
    term.send("k").wait_for("只见会议纪要，未见台账");
    term.send(":").wait_for("命令").send("quit\r");
    assert!(term.ended_and_read().success());
    let desk = build::desk(&place.db(), "审1");
    let reviewed: u32 = desk.notices().unwrap().iter().map(|notice| notice.reviewed).sum();
    assert_eq!(reviewed, 2);
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_key_file_with_faults_is_told_and_its_good_keys_hold() {
    let place = Place::new();
    let file = place.folder.path().join("keys.toml");
    std::fs::write(&file, "[desk]\n\"x\" = \"help\"\n\"y\" = \"helpp\"\n").unwrap();
    let mut term = place.start(&["review", &samples(), "--keys", &file.to_string_lossy()]);
    term.wait_for("keys.toml 第 3 行").wait_for("helpp");
    term.send("x").wait_for("撤销自己的上一步");
}
