//! The list of flags by keystrokes: where they lead, setting them aside, what collides.

use duizhang::tui::panes::findings::Spot;
use duizhang::tui::stage::Stage;

use crate::build;
use crate::tui_stage::Room;

#[test]
fn the_list_of_flags_leads_to_what_they_stand_on() {
    let room = Room::new();
    let hints = room.desk().hints(None).unwrap();
    let hint = hints.iter().find(|row| Spot::of(row.target).is_some()).expect("a flag");
    let mut stage = room.sit();
    stage
        .press("F tab /")
        .type_text(&hint.view.flag.message)
        .press("enter enter");
    assert!(stage.state().layers.is_empty());
    assert_eq!(stage.state().findings.spot(), Spot::of(hint.target));
    stage.press("F q");
    assert_eq!(stage.outer(), []);
    assert!(stage.state().layers.is_empty());
}

#[test]
fn a_flag_is_set_aside_with_a_reason_and_raised_again() {
    let room = Room::new();
    let open = || {
        let rows = room.desk().hints(None).unwrap();
        rows.iter().filter(|row| row.view.dismissed.is_none()).count()
    };
    let before = open();
    let mut stage = room.sit();
    stage.press("F tab").press("x").press("esc");
    assert!(stage.text().contains("提示未排除"), "{}", stage.text());
    stage.press("x ctrl-s");
    assert!(stage.text().contains("请写明内容"), "{}", stage.text());
    stage.type_text("附件另列").press("ctrl-s");
    assert_eq!(open(), before - 1);
    assert!(stage.text().contains("已排除 1"), "{}", stage.text());
    // Only those that are set aside, with the reason; x raises again.
    stage.press("a a");
    assert!(stage.text().contains("附件另列"), "{}", stage.text());
    stage.press("x");
    assert_eq!(open(), before);
    stage.press("q u");
    assert_eq!(open(), before - 1, "undo takes the raising back");
}

#[test]
fn the_reason_for_setting_a_flag_aside_is_kept_as_a_draft() {
    let room = Room::new();
    let dismissed = || {
        let rows = room.desk().hints(None).unwrap().into_iter();
        rows.filter_map(|row| row.view.dismissed).collect::<Vec<_>>()
    };
    let mut stage = room.sit();
    stage.press("F tab").press("x").type_text("附件中另有").press("esc");
    assert!(stage.text().contains("理由草稿已保留"), "{}", stage.text());
    assert_eq!(dismissed(), []);
    assert_eq!(room.desk().drafts().unwrap()[0].text, "附件中另有");
    // It is the draft of this flag and of no other, also after a night.
    stage.press("j x");
    assert!(!stage.text().contains("附件中另有"), "{}", stage.text());
    stage.press("esc");
    assert!(stage.leave());
    let mut stage = room.sit();
    stage.press("F tab").press("x");
    assert!(stage.text().contains("附件中另有"), "{}", stage.text());
    stage.type_text("台账").press("ctrl-s");
    let [aside] = &dismissed()[..] else {
        panic!("one flag is set aside: {:?}", dismissed());
    };
    assert_eq!(
        (aside.reason.as_str(), aside.reviewer.as_str()),
        ("附件中另有台账", "审1")
    );
    assert!(
        room.desk().drafts().unwrap().is_empty(),
        "what was said is no draft any more"
    );
    // Thrown away, a draft does not come back.
    stage.press("x").type_text("误开").press("ctrl-x");
    stage.press("x");
    assert!(!stage.text().contains("误开"), "{}", stage.text());
}

#[test]
fn operands_are_one_key_away_in_the_source() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("F tab").press(".");
    assert!(stage.state().layers.is_empty());
    assert!(stage.state().source.open);
    assert!(stage.text().contains("操作数 1/"), "{}", stage.text());
    stage.press("g n x");
    assert!(stage.text().contains("此处没有提示"), "{}", stage.text());
}

#[test]
fn what_an_upgrade_left_uncompared_is_compared_while_the_desk_is_open() {
    let room = Room::empty();
    let mut store = build::store(&room.path());
    for n in [1, 2] {
        build::insert_uncompared(&mut store, &build::notice(n, 2, 3));
    }
    drop(store);
    let copies = || {
        let rows = room.desk().hints(None).unwrap().into_iter();
        rows.filter(|row| row.view.flag.rule == "duplicate").count()
    };
    assert_eq!((copies(), room.desk().waits_for_comparison().unwrap()), (0, true));
    // One who may only look changes nothing.
    let mut setup = room.setup();
    setup.options.read_only = true;
    assert!(Stage::open(&setup, 120, 40).unwrap().leave());
    assert_eq!(copies(), 0);
    let mut stage = room.sit();
    assert!(copies() > 0 && !room.desk().waits_for_comparison().unwrap());
    stage.press("F tab");
    assert!(stage.text().contains("duplicate 雷同"), "{}", stage.text());
}

#[test]
fn the_list_of_flags_is_grouped_sifted_and_never_read_by_the_screen() {
    let room = Room::new();
    let mut stage = room.sit();
    let by_rule = stage.press("F tab").text();
    assert!(by_rule.contains("按规则"), "{by_rule}");
    let by_notice = stage.press("t").text();
    assert!(by_notice.contains("按通报"), "{by_notice}");
    stage.press("s s");
    let rows = room.desk().hints(None).unwrap();
    let loud = rows
        .iter()
        .filter(|row| row.view.flag.severity == duizhang::model::Severity::Warning)
        .count();
    assert!(stage.text().contains(&format!("· {loud}")), "{}", stage.text());
    // A command of the list where there is none says so.
    stage.press("q p t");
    assert!(stage.text().contains("只在提示列表中可用"), "{}", stage.text());
}
