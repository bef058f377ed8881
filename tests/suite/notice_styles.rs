//! The same notice in every style of numbering at every depth where it makes sense, and cut, joined and paged in every way: whatever it looks
//! like, a reader finds the same problems and measures in it.

use std::fmt::Write as _;

use duizhang::desk::parse_bytes;

const HAN: [&str; 5] = ["一", "二", "三", "四", "五"];

/// A style of numbers: its shape, in which `H` stands for a Chinese number, `N` for an Arabic one, `P` for the number of the part above; or
/// `C` and its characters.
type Style = &'static str;

/// Of the parts of a notice.
const OUTER: [(Style, u8); 9] = [
    ("第H部分 ", 0),
    ("第H方面 ", 0),
    ("CⅠⅡⅢⅣ、", 0),
    ("H、", 1),
    ("H，", 1),
    ("H.", 1),
    ("（H）", 2),
    ("〔H〕", 2),
    ("（H)", 2),
];

/// Of the findings, with their usual depth.
const MIDDLE: [(Style, u8); 22] = [
    ("（H）", 2),
    ("问题N：", 3),
    ("问题H：", 3),
    ("问题清单第N项：", 3),
    ("N.", 3),
    ("N．", 3),
    ("N、", 3),
    ("N 、", 3),
    ("C１２３４５．", 3),
    ("C⒈⒉⒊⒋⒌", 3),
    ("N ", 3),
    ("P.N ", 3),
    ("（P.N）", 3),
    ("P-N.", 3),
    ("CABCDE.", 3),
    ("（N）", 4),
    ("(N).", 4),
    ("C⑴⑵⑶⑷⑸", 4),
    ("N）", 5),
    ("C①②③④⑤", 6),
    ("C❶❷❸❹❺", 6),
    ("◆", 9),
];

/// Of the measures; those that only count measures fit under all.
const INNER: [(Style, u8); 24] = [
    ("N.", 3),
    ("N、", 3),
    ("（N）", 4),
    ("(N).", 4),
    ("C⑴⑵⑶⑷⑸", 4),
    ("N）", 5),
    ("C①②③④⑤", 6),
    ("C①②③④⑤、", 6),
    ("H是", 10),
    ("H要", 10),
    ("第H，", 10),
    ("其H，", 10),
    ("首先", 10),
    ("整改措施N：", 10),
    ("措施H：", 10),
    ("■", 10),
    ("●", 10),
    ("▲", 10),
    ("- ", 10),
    ("* ", 10),
    ("> ", 10),
    ("★ ", 10),
    ("√", 10),
    ("", 10),
];

const TITLES: [&str; 7] = [
    "会议记录缺漏较多",
    "固定资产账实不符",
    "工程变更未经审批",
    "值班制度执行不严",
    "培训经费使用不规范",
    "档案移交不及时",
    "用车登记流于形式",
];

const MEASURES: [&str; 8] = [
    "修订登记办法，明确七项标准和责任人。",
    "组织科室核对台账312份，补录缺项46处。",
    "开展业务培训4期，参训118人次。",
    "追缴多支费用2.6万元，约谈经办人3名。",
    "更换老旧设备21台，投入资金38万元。",
    "补签协议17份，做到账实相符。",
    "按月抽查登记情况，已通报5期。",
    "选派9名骨干跟班学习，形成报告2篇。",
];

const ANSWERS: [&str; 4] = ["", "整改情况：", "整改措施：", "整改落实情况："];

/// How a text is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    /// How a problem becomes a heading.
    form: usize,
    /// What opens the answers.
    answer: &'static str,
    breaks: Breaks,
    /// Characters after which lines are cut; 0 for none.
    wrap: usize,
    /// How page numbers look.
    page: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// A line for each measure.
    Each,
    /// A paragraph for each answer.
    Paragraphs,
    /// One paragraph in all.
    Lost,
}

/// The number as printed; `last` closes a run.
fn label(style: Style, number: usize, part: usize, last: bool) -> String {
    if style == "首先" {
        return if number == 1 {
            "首先，".to_owned()
        } else if last {
            "最后，".to_owned()
        } else {
            "其次，".to_owned()
        };
    }
    if let Some(glyphs) = style.strip_prefix('C') {
        let mark: String = glyphs.chars().filter(|c| matches!(c, '、' | '.' | '．')).collect();
        let glyph = glyphs.chars().nth(number - 1).unwrap();
        return format!("{glyph}{mark}");
    }
    style
        .replace('H', HAN[number - 1])
        .replace('N', &number.to_string())
        .replace('P', &part.to_string())
}

/// What a reader finds: labels, paths and titles without blanks, and each measure's label and text.
type Found = Vec<(String, String, String, Vec<(String, String)>)>;

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A notice in these styles, line by line, and what a reader finds in it.
fn notice(outer: Style, middle: Style, inner: Style, set: Setting) -> (Vec<String>, Found) {
    let mut lines = vec![
        "青禾县水务局党组关于巡察整改进展情况的通报".to_owned(),
        "根据县委统一部署，2023年3月1日至5月10日，县委第二巡察组对青禾县水务局党组进行了巡察，6月20日反馈了意见。局党组先后召开党组会议和专题会议研究部署，逐条逐项制定措施、明确责任科室和完成时限，建立台账并按月调度，班子成员带头领办重点难点事项，推动各科室同题共答、协同发力。现将整改进展情况通报如下："
            .to_owned(),
    ];
    let mut found = Found::new();
    let mut measures = MEASURES.iter().cycle();
    for (part, area) in ["党的建设方面", "内部管理方面"].iter().enumerate() {
        let above = label(outer, part + 1, 0, false);
        lines.push(format!("{above}{area}"));
        for number in 1..=3 - part {
            let title = TITLES[found.len()];
            let own = label(middle, number, part + 1, false);
            let words = match set.form {
                0 => format!("{title}。"),
                1 => format!("关于“{title}”的问题"),
                2 => format!("针对“{title}”问题"),
                _ => format!("关于{title}的问题"),
            };
            let end = if set.breaks == Breaks::Each || set.form == 0 {
                ""
            } else {
                "。"
            };
            lines.push(format!("{own}{words}{end}"));
            let count = if inner.is_empty() { 1 } else { 2 + found.len() % 2 };
            let answers: Vec<(String, &str)> = (1..=count)
                .map(|at| (label(inner, at, 0, at == count), *measures.next().unwrap()))
                .collect();
            let printed: Vec<String> = answers.iter().map(|(label, text)| format!("{label}{text}")).collect();
            if set.breaks == Breaks::Each {
                lines.extend((!set.answer.is_empty()).then(|| set.answer.to_owned()));
                lines.extend(printed);
            } else {
                lines.push(format!("{}{}", set.answer, printed.concat()));
            }
            let answers = answers.into_iter().map(|(label, text)| (bare(&label), bare(text)));
            found.push((bare(&own), bare(&above), title.to_owned(), answers.collect()));
        }
    }
    (lines, found)
}

/// The lines as set: joined, or cut and with page numbers between.
fn set(lines: &[String], setting: Setting) -> String {
    if setting.breaks == Breaks::Lost {
        return format!("{}\n{}", lines[0], lines[1..].concat());
    }
    let mut out = String::new();
    let (mut written, mut page) = (0, 0);
    for line in lines {
        let chars: Vec<char> = line.chars().collect();
        for piece in chars.chunks(if setting.wrap == 0 { usize::MAX } else { setting.wrap }) {
            let _ = writeln!(out, "{}", piece.iter().collect::<String>());
            written += 1;
            if setting.wrap > 0 && setting.page > 0 && written % 13 == 0 {
                page += 1;
                let _ = match setting.page {
                    1 => writeln!(out, "- {page} -"),
                    2 => writeln!(out, "第{page}页"),
                    3 => writeln!(out, "{page}/9"),
                    4 => writeln!(out, "— {page} —\n{}", lines[0]),
                    _ => writeln!(out, "\n第 {page} 页 共 9 页\n"),
                };
            }
        }
    }
    out
}

fn read(text: &str) -> Found {
    let parsed = parse_bytes(text.as_bytes(), "notice.txt");
    let findings = parsed.findings.into_iter().map(|finding| {
        let measures = finding.measures.into_iter();
        (
            bare(&finding.label.unwrap_or_default()),
            bare(&finding.path.concat()),
            bare(&finding.title),
            measures
                .map(|measure| (bare(&measure.label.unwrap_or_default()), bare(&measure.text)))
                .collect(),
        )
    });
    findings.collect()
}

/// What has no mark that shows where it begins keeps its line breaks.
fn needs_lines(outer: Style, middle: Style, inner: Style) -> Breaks {
    if ["", "- ", "* ", "> ", "★ "].contains(&inner) || ["N ", "◆"].contains(&middle) {
        Breaks::Each
    } else if ["H，", "CⅠⅡⅢⅣ、"].contains(&outer) || ["CABCDE.", "问题清单第N项："].contains(&middle) {
        Breaks::Paragraphs
    } else {
        Breaks::Lost
    }
}

/// Every third of the combinations, so that three tests may run beside each other; all of them have each style of each depth.
fn third(which: usize) {
    let mut wrong = Vec::new();
    let mut count = 0usize;
    for (outer, above) in OUTER {
        for (middle, own) in MIDDLE {
            for (inner, below) in INNER {
                let alike = middle == "◆" && ["■", "▲", "★ "].contains(&inner);
                if above >= own || own >= below || middle == inner || alike {
                    continue;
                }
                count += 1;
                if count % 3 != which {
                    continue;
                }
                let breaks = [Breaks::Each, Breaks::Paragraphs, Breaks::Lost, Breaks::Each][count / 3 % 4];
                let breaks = match (breaks, needs_lines(outer, middle, inner)) {
                    (_, Breaks::Each) => Breaks::Each,
                    (Breaks::Lost, Breaks::Paragraphs) => Breaks::Paragraphs,
                    (breaks, _) => breaks,
                };
                let setting = Setting {
                    form: count / 5 % 4,
                    answer: ANSWERS[count / 7 % 4],
                    breaks,
                    wrap: [0, 19, 0, 26, 0, 34][count / 2 % 6],
                    page: count / 11 % 6,
                };
                let (lines, expected) = notice(outer, middle, inner, setting);
                let text = set(&lines, setting);
                let found = read(&text);
                if found != expected {
                    wrong.push(format!(
                        "{outer} {middle} {inner} {setting:?}\n  {expected:?}\n  {found:?}\n{text}"
                    ));
                }
            }
        }
    }
    assert!(count > 3_000, "hardly any combination is left: {count}");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(6)].join("\n")
    );
}

#[test]
fn a_third_of_all_styles_is_read() {
    third(0);
}

#[test]
fn another_third_of_all_styles_is_read() {
    third(1);
}

#[test]
fn the_last_third_of_all_styles_is_read() {
    third(2);
}
