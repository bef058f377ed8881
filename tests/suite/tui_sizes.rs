//! The screens over the desk at the sizes that people have: as text, and with straight edges.

use duizhang::text::width::width;
use duizhang::tui::stage::Stage;

use crate::tui_follow::Room;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (160, 45), (200, 60)];

/// Keys from the start screen, and the name of what they open.
const SCREENS: [(&str, &str); 8] = [
    ("flags", "F tab"),
    ("flags_by_notice", "F tab t"),
    ("side_by_side", "F tab G d"),
    ("promises_told", "p"),
    ("follow_up", "E"),
    ("overview_of_organisations", "O tab"),
    ("letter", "L"),
    ("numbers_none", "R"),
];

fn opened(room: &Room, (columns, rows): (u16, u16), keys: &str) -> Stage {
    let mut stage = room.sit(columns, rows);
    for key in keys.split(' ') {
        stage.press(key);
    }
    stage
}

#[test]
fn every_screen_at_every_size() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    for size in SIZES {
        for (name, keys) in SCREENS {
            let text = opened(&room, size, keys).text();
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), text);
        }
    }
}

/// What fills the screen stands in a box: each of its rows begins and ends with the border, in the first and in the last column, however
/// many wide characters it has.
#[test]
fn columns_are_straight_beside_wide_characters() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    for (columns, rows) in SIZES {
        for (name, keys) in SCREENS {
            let mut stage = opened(&room, (columns, rows), keys);
            for more in ["j", "G", "tab"] {
                let text = stage.press(more).text();
                let box_end = text.lines().position(|line| line.starts_with('└')).unwrap();
                for line in text.lines().skip(1).take(box_end.saturating_sub(1)) {
                    let (first, last) = (line.chars().next(), line.chars().last());
                    assert_eq!((first, last), (Some('│'), Some('│')), "{name}: {line}");
                    assert_eq!(width(line), usize::from(columns), "{name}: {line}");
                }
            }
        }
    }
}

/// However narrow, a screen says how to leave it.
#[test]
fn the_way_out_is_told_on_every_screen() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    for size in [(60, 20), (80, 24), (200, 60)] {
        for (name, keys) in SCREENS {
            let text = opened(&room, size, keys).text();
            let keys = text.lines().last().unwrap();
            assert!(keys.contains("Esc 关闭") || keys.contains("Esc 放弃"), "{name}: {keys}");
        }
    }
}

/// Keys that do something with what is shown, or say why not.
const KEYS: [&str; 16] = [
    "space",
    "tab",
    "shift-tab",
    "/",
    ".",
    ",",
    "x",
    "d",
    "t",
    "s",
    "a",
    "y",
    "n",
    "u",
    "ctrl-r",
    "enter",
];

#[test]
fn no_key_of_a_screen_does_nothing_without_a_word() {
    for (name, keys) in SCREENS {
        // The draft of a letter is typed into.
        if name == "letter" {
            continue;
        }
        let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
        for key in KEYS {
            let mut stage = opened(&room, (120, 40), keys);
            let before = (stage.text(), stage.cursor());
            stage.press(key);
            assert_ne!(before, (stage.text(), stage.cursor()), "{name}: {key}");
        }
    }
}

#[test]
fn what_lies_beneath_a_list_of_flags_is_not_ticked() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    let mut stage = opened(&room, (120, 40), "} j j F");
    stage.press("space").press("esc");
    assert!(
        room.desk()
            .promises(None)
            .unwrap()
            .iter()
            .all(|row| row.check.is_none())
    );
}
