//! What goes, what stays, and where it stood.

use proptest::prelude::*;

use super::*;

/// The clean text and the repairs, as kind and the stretch of the source.
fn cleaned(source: &str) -> (String, Vec<(&'static str, String)>) {
    let clean = clean(source);
    let repairs = clean.repairs.iter();
    let repairs = repairs.map(|r| (r.kind, source[r.range.clone()].to_owned())).collect();
    (clean.text, repairs)
}

fn text(source: &str) -> String {
    clean(source).text
}

#[test]
fn ordinary_text_stays_as_it_is() {
    let source = "一、总体情况\n\t（一）２０２３年\u{a0}完成\u{3000}“三项”，共12%。\n";
    let clean = clean(source);
    assert_eq!(clean.text, source);
    assert!(clean.map.is_identity() && clean.repairs.is_empty());
}

#[test]
fn line_ends_are_one_and_no_repair() {
    for source in [
        "甲\r\n乙",
        "甲\r乙",
        "甲\r\r\n乙",
        "甲\u{c}乙",
        "甲\u{85}乙",
        "甲\u{2028}乙",
    ] {
        assert_eq!(cleaned(source), ("甲\n乙".to_owned(), vec![]), "{source:?}");
    }
    assert_eq!(text("甲\r\r乙"), "甲\n\n乙");
}

#[test]
fn escape_sequences_go_with_their_payload() {
    for (source, left) in [
        ("甲\u{1b}[31;1m乙\u{1b}[0m", "甲乙"),
        ("甲\u{1b}]0;标题\u{7}乙", "甲乙"),
        ("甲\u{1b}]8;;https://a.example\u{1b}\\乙\u{1b}]8;;\u{1b}\\", "甲乙"),
        ("甲\u{1b}Pq#0\u{1b}\\乙", "甲乙"),
        ("甲\u{1b}(B乙\u{1b}7", "甲乙"),
        ("甲\u{9b}2J乙", "甲乙"),
        ("甲\u{9d}0;x·y\u{9c}乙", "甲乙"),
        // Without an end, only the introducer goes: the text behind it was meant to be read.
        ("甲\u{1b}]0;乙\n丙", "甲0;乙\n丙"),
        ("甲\u{1b}[12", "甲12"),
        ("甲\u{1b}\u{1b}[1m乙", "甲乙"),
        ("甲\u{1b}", "甲"),
    ] {
        let (clean, repairs) = cleaned(source);
        assert_eq!(clean, left, "{source:?}");
        assert!(repairs.iter().all(|(kind, _)| *kind == "escape"), "{repairs:?}");
    }
    assert_eq!(cleaned("甲\u{1b}[31m乙").1, [("escape", "\u{1b}[31m".to_owned())]);
}

#[test]
fn invisible_characters_go_by_kind() {
    let (clean, repairs) = cleaned("整\u{200b}\u{feff}改\u{202e}措\u{ad}施\u{7}\0\u{e0041}");
    assert_eq!(clean, "整改措施");
    let kinds: Vec<&str> = repairs.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, ["zero_width", "bidi", "soft_hyphen", "control", "zero_width"]);
}

#[test]
fn a_reading_behind_its_character_is_noise() {
    let (clean, repairs) = cleaned("應對(duì)風險(xiǎn)，綠(lǜ)色");
    assert_eq!(clean, "應對風險，綠色");
    assert_eq!(repairs[0], ("ruby_noise", "(duì)".to_owned()));
    assert_eq!(text("對(du\u{300}i)"), "對");
    assert_eq!(text("長(zhǎng)(cháng)期"), "長期");
    for noise in ["（duì）", "( duì )", "(dui4)", "(dui4 )"] {
        assert_eq!(text(&format!("對{noise}")), "對", "{noise}");
    }
    for (word, noise) in [
        ("國務", "(guówù)"),
        ("國務", "（guó wù）"),
        ("國務院", "(guo2wu4yuan4)"),
        ("西安", "(Xī'ān)"),
    ] {
        let clean = text(&format!("{word}{noise}會"));
        let expected = if noise.contains('X') {
            format!("{word}{noise}會")
        } else {
            format!("{word}會")
        };
        assert_eq!(clean, expected);
    }
    for noise in ["[duì]", "【duì】", "〔duì〕"] {
        assert_eq!(text(&format!("對{noise}")), "對", "{noise}");
    }
    // A mark inside the noise is gone before the noise is looked for.
    assert_eq!(text("對(du\u{200b}ì)"), "對");
}

#[test]
fn other_brackets_are_none() {
    for source in [
        "办法(试行)",
        "责任(一)",
        "模式(TOD)",
        "附件(a)",
        "阿(a)",
        "的(de)",
        "對(bā)",
        "對(duì",
        "對(duìduì)",
        "北京(Beijing)",
        "北京（běi）",
        "A(duì)",
        "(duì)",
    ] {
        assert_eq!(text(source), source);
    }
}

#[test]
fn what_no_table_knows_goes_only_with_much_evidence() {
    let many = "對(duì)".repeat(50);
    let source = format!("{many}對(bā)的(de)办法(试行)");
    assert_eq!(text(&source), format!("{}對的办法(试行)", "對".repeat(50)));
    let few = "對(duì)".repeat(5);
    assert_eq!(
        text(&format!("{few}對(bā)的(de)")),
        format!("{}對(bā)的", "對".repeat(5))
    );
    // Where it is common, it is no gap of the table.
    let odd = "對(bā)".repeat(10);
    assert!(text(&format!("{many}{odd}")).ends_with(&odd));
}

#[test]
fn page_numbers_go_with_the_blank_lines_around_them() {
    assert_eq!(text("甲\n\n— 3 —\n\n乙"), "甲\n乙");
    assert_eq!(text("甲\n- 12 -\n乙"), "甲\n乙");
    assert_eq!(text("甲\n第 3 页 共 9 页\n乙\nPage 4 of 9\n"), "甲\n乙\n");
    assert_eq!(text("1\n甲\n2\n乙\n3\n丙"), "甲\n乙\n丙");
    assert_eq!(text("第1页\n甲\n第2页\n乙\n第3页\n"), "甲\n乙\n");
    assert_eq!(text("甲\n第3页\n乙\n第4页（共9页）\n丙"), "甲\n乙\n丙");
    assert_eq!(text("甲\n1/9\n乙\n2/9\n丙"), "甲\n乙\n丙");
    for source in [
        "甲\n3\n乙",
        "数量\n12\n7\n40\n",
        "2023\n年",
        "甲\n3/9\n乙",
        "甲\n1/9\n乙\n2/8\n丙",
        "— — —",
        "—12\n",
    ] {
        assert_eq!(text(source), source);
    }
}

#[test]
fn a_head_that_runs_over_the_pages_goes_with_their_numbers() {
    let page = |number: usize| format!("- {number} -\n镇党委整改通报\n");
    let source = format!("镇党委整改通报\n甲\n{}乙\n{}丙", page(1), page(2));
    assert_eq!(text(&source), "镇党委整改通报\n甲\n乙\n丙");
    // Beside page numbers the same words three times, whatever the first line says.
    let source = format!("题目\n甲\n{}乙\n{}丙\n{}丁", page(1), page(2), page(3));
    assert_eq!(text(&source), "题目\n甲\n乙\n丙\n丁");
    // Other words on each page are text.
    let source = "题目\n甲乙丙丁\n- 1 -\n子丑寅卯\n- 2 -\n天地玄黄\n";
    assert_eq!(text(source), "题目\n甲乙丙丁\n子丑寅卯\n天地玄黄\n");
}

#[test]
fn lines_of_advertisement_go_and_notices_stay() {
    for line in [
        "星月体育官网入口，注册送彩金，app下载安装",
        "某某娱乐城在线棋牌 手机版下载 最新网址 http://a.example",
        "麻将透视挂免费下载安装，加微信客服",
        "白癜风专科医院哪家好，最好的医院能治好吗",
        "代写论文、毕业论文代发，加微信",
    ] {
        assert_eq!(text(&format!("甲\n{line}\n乙")), "甲\n乙", "{line}");
    }
    for line in [
        "查处参与网络赌博、登录棋牌平台问题3起，整治娱乐城2家。",
        "原文链接：https://www.example.com/app/download.html",
        "建成一网通办平台，开放网页版、手机版和客户端入口。",
        "开展在线直播培训2次。",
        "推行微信、网页版在线办证，清理城市牛皮癣。",
        // An advertisement inside a line takes no sentence of the notice with it.
        "组织学习4次。棋牌游戏平台，真人斗地主、炸金花。开展检查2次。",
    ] {
        assert_eq!(text(&format!("甲\n{line}\n乙")), format!("甲\n{line}\n乙"), "{line}");
    }
}

/// A paragraph of the same few words, broken after every `at` characters.
fn wrapped(paragraph: &str, at: usize) -> String {
    let chars: Vec<char> = paragraph.chars().collect();
    let lines: Vec<String> = chars.chunks(at).map(|line| line.iter().collect()).collect();
    lines.join("\n")
}

#[test]
fn wrapped_lines_are_joined_where_the_text_shows_it() {
    let paragraph = "坚持把问题整改与日常管理结合起来逐条研究逐项落实压实责任".repeat(12) + "。";
    let source = format!(
        "一、总体情况\n{}\n二、整改情况\n{}",
        wrapped(&paragraph, 30),
        wrapped(&paragraph, 30)
    );
    assert_eq!(
        text(&source),
        format!("一、总体情况\n{paragraph}\n二、整改情况\n{paragraph}")
    );
    let clean = clean(&source);
    assert!(
        clean
            .repairs
            .iter()
            .all(|r| r.kind == "hard_wrap" && &source[r.range.clone()] == "\n")
    );
    assert_eq!(clean.repairs.len(), 2 * (paragraph.chars().count() - 1).div_euclid(30));
}

#[test]
fn lines_of_a_list_are_not_joined() {
    let long = "研究制定资产管理和项目投资方面的制度并且抓好后续的跟踪落实工作";
    for lead in ["一是", "（一）", "1.", "①", "问题1：", "　　", "第三，", "(2)"] {
        let source = format!("{lead}{long}\n").repeat(20);
        assert_eq!(text(&source), source, "{lead}");
    }
    // Paragraphs of various lengths.
    let source: String = (10..60).map(|n| "整".repeat(n) + "\n").collect();
    assert_eq!(text(&source), source);
}

#[test]
fn long_monsters_take_linear_time() {
    for unit in [
        "(",
        "對(",
        "對(du",
        "\u{1b}]",
        "\u{1b}[1",
        "\u{1b}",
        "\r",
        "\u{9d}x",
        "1\n",
        "—1—\n",
        "\n",
        "對(duì)",
        "— ",
    ] {
        let source = unit.repeat(400_000 / unit.len());
        let clean = clean(&source);
        assert!(clean.text.len() <= source.len());
    }
}

fn noisy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[整改對的一，。（）“”a1 ]{1,6}",
        prop::sample::select(vec![
            "對(duì)",
            "的(de)",
            "(duì)",
            "(一)",
            "\u{1b}[1m",
            "\u{1b}]0;x\u{7}",
            "\u{1b}",
            "\r\n",
            "\r",
            "\n",
            "\u{200b}",
            "\u{202e}",
            "\u{ad}",
            "\0",
            "\u{9b}",
            "\u{9c}",
            "\u{85}",
            "— 1 —",
            "2",
            "第1页",
            "\u{feff}",
            "\u{7}",
            "[",
            "]",
            "\\",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn clean_text_holds_nothing_invisible_and_leads_back(source in noisy()) {
        let clean = clean(&source);
        prop_assert!(clean.text.chars().all(|c| invisible(c).is_none()), "{:?}", clean.text);
        let odd_end = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        prop_assert!(!clean.text.contains(odd_end));
        let rows_alone = clean.text.split('\n').all(|line| line.contains('\t') || !line.contains('\u{2028}'));
        prop_assert!(rows_alone);
        let mut end = 0;
        for (at, c) in clean.text.char_indices() {
            let own = at..at + c.len_utf8();
            let back = clean.map.back(own.clone());
            prop_assert!(back.start >= end && source.get(back.clone()).is_some());
            let printed = &source[back.clone()];
            prop_assert!(printed.starts_with(c) || matches!(c, '\n' | ' '), "{printed:?} for {c:?}");
            prop_assert_eq!(clean.map.forward(back.clone()), own);
            end = back.end;
        }
        for repair in &clean.repairs {
            prop_assert!(source.get(repair.range.clone()).is_some_and(|noise| !noise.is_empty()));
        }
    }

    #[test]
    fn clean_text_is_clean(source in noisy()) {
        let once = text(&source);
        prop_assert_eq!(&text(&once), &once);
    }

    #[test]
    fn nothing_that_is_seen_goes_but_noise(source in "[整改，。a1\u{200b}\u{7}\r\n]{0,40}") {
        let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace() && invisible(*c).is_none()).collect::<String>();
        prop_assume!(!source.contains('1'));
        prop_assert_eq!(seen(&text(&source)), seen(&source));
    }
}

#[test]
fn readings_that_are_set_apart_are_noise_too() {
    for (source, text) in [
        ("國 (guó)家", "國家"),
        ("國 (guó) 家 (jiā) 機關", "國家機關"),
        ("國家\u{3000}（guó jiā）\u{3000}機關", "國家機關"),
        ("國 (guó) of the", "國 of the"),
        ("國 (試行)", "國 (試行)"),
        ("行 (A) 類", "行 (A) 類"),
        ("甲   (jiǎ)", "甲   (jiǎ)"),
        ("國\n(guó)", "國\n(guó)"),
    ] {
        assert_eq!(clean(source).text, text, "{source:?}");
    }
}
