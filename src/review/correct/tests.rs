use proptest::prelude::*;

use super::*;
use crate::model::{Flag, NoticeMeta, Progress, Section, SectionKind, Severity};
use crate::review::{Body, Event, Homes, Subject, SubjectKind, fold};

/// Reads a text whose parts end with 。 and have no numbers.
struct Plain<'a>(&'a str);

impl Words for Plain<'_> {
    fn measure(&self, span: Span) -> Measure {
        Measure {
            label: None,
            text: self.0[span.range()].trim().to_owned(),
            span,
            progress: Progress::Unmarked,
            cues: Vec::new(),
            documents: Vec::new(),
            commitments: Vec::new(),
        }
    }

    fn heading(&self, within: Span) -> Heading {
        let text = &self.0[within.range()];
        let len = text.find('。').map_or(text.len(), |at| at + "。".len());
        Heading {
            label: None,
            title: text[..len].trim_end_matches('。').to_owned(),
            span: Span::new(within.start, within.start + len),
        }
    }

    fn blank(&self, span: Span) -> bool {
        self.0[span.range()].trim().is_empty()
    }
}

/// Two sections, three findings, seven measures: 甲 … are headings.
const TEXT: &str = "第一部分。\n甲。一是修路。二是架桥。三是植树。\n乙。一是清账。二是追款。\n第二部分。\n丙。一是开会。二是学习。\n联系方式。";

fn span(words: &str) -> Span {
    let at = TEXT.find(words).unwrap();
    Span::new(at, at + words.len())
}

fn over(from: &str, to: &str) -> Span {
    Span::new(span(from).start, span(to).end)
}

fn parse() -> ParsedNotice {
    let finding = |heading: &str, measures: &[&str], path: &str| {
        let heading = span(heading);
        let own: Vec<Measure> = measures
            .iter()
            .map(|words| {
                // The same words stand in several findings.
                let at = heading.end + TEXT[heading.end..].find(words).unwrap();
                Plain(TEXT).measure(Span::new(at, at + words.len()))
            })
            .collect();
        Finding {
            label: None,
            path: vec![path.to_owned()],
            title: TEXT[heading.range()].trim_end_matches('。').to_owned(),
            span: Span::new(heading.start, own.last().unwrap().span.end),
            heading,
            measures: own,
            ..Finding::default()
        }
    };
    let section = |span: Span| Section {
        label: None,
        title: String::new(),
        level: 1,
        kind: SectionKind::Findings,
        span,
    };
    let mut parsed = ParsedNotice {
        notice: NoticeMeta::default(),
        sections: vec![
            section(over("第一部分", "二是追款。\n")),
            section(over("第二部分", "联系方式。")),
        ],
        findings: vec![
            finding("甲。", &["一是修路。", "二是架桥。", "三是植树。"], "一"),
            finding("乙。", &["一是清账。", "二是追款。"], "一"),
            finding("丙。", &["一是开会。", "二是学习。"], "二"),
        ],
        ..ParsedNotice::default()
    };
    parsed.flags.push(Flag {
        rule: "damage".into(),
        kind: "lost_characters".into(),
        version: 1,
        severity: Severity::Notice,
        message: String::new(),
        message_en: String::new(),
        span: span("追款"),
        proposal: Some("追缴".into()),
        grounds: None,
        operands: Vec::new(),
    });
    parsed
}

fn anchor(words: &str) -> Anchor {
    Anchor::of(TEXT, span(words))
}

fn corrected(corrections: &[Correction]) -> Corrected {
    correct(parse(), TEXT, corrections, &Plain(TEXT))
}

/// The outline in one line: finding's title (label) [measures].
fn outline(corrections: &[Correction]) -> String {
    let corrected = corrected(corrections);
    assert_eq!(corrected.misfits, vec![None; corrections.len()]);
    shown(&corrected.parsed)
}

fn shown(parsed: &ParsedNotice) -> String {
    let measure = |measure: &Measure| format!("{}{}", measure.label.as_deref().unwrap_or(""), measure.text);
    let finding = |finding: &Finding| {
        let measures: Vec<String> = finding.measures.iter().map(measure).collect();
        format!("{}[{}]", finding.title, measures.join("|"))
    };
    parsed.findings.iter().map(finding).collect::<Vec<_>>().join(" ")
}

const READ: &str = "甲[一是修路。|二是架桥。|三是植树。] 乙[一是清账。|二是追款。] 丙[一是开会。|二是学习。]";

fn split(words: &str) -> Correction {
    Correction::Split { at: anchor(words) }
}

fn merge(first: &str, second: &str) -> Correction {
    Correction::Merge {
        first: anchor(first),
        second: anchor(second),
    }
}

#[test]
fn measures_are_split_and_merged() {
    assert_eq!(
        outline(&[split("架桥")]),
        READ.replace("二是架桥。", "二是|架桥。"),
        "in the middle of a text"
    );
    let merged = outline(&[merge("二是架桥", "三是植树")]);
    assert_eq!(merged, READ.replace("二是架桥。|三是植树。", "二是架桥。三是植树。"));
    // Apart and together again.
    assert_eq!(outline(&[split("架桥"), merge("二是架桥", "架桥")]), READ);
    // Said twice, it holds once: a colleague was faster.
    assert_eq!(outline(&[split("架桥"), split("架桥")]), outline(&[split("架桥")]));
    let apart = corrected(&[merge("一是修路", "三是植树"), merge("三是植树", "一是清账")]);
    assert_eq!(apart.misfits, [Some(Misfit::Apart), Some(Misfit::Apart)]);
    assert_eq!(shown(&apart.parsed), READ);
    assert_eq!(corrected(&[split("甲。")]).misfits, [Some(Misfit::NoMeasure)]);
}

#[test]
fn parts_get_other_numbers_titles_and_findings() {
    let label = |part: &str, sort| Correction::Label {
        label: Some("5.".into()),
        part: anchor(part),
        sort,
    };
    let parsed = corrected(&[label("二是架桥", Sort::Measure), label("乙。", Sort::Finding)]).parsed;
    assert_eq!(parsed.findings[0].measures[1].label.as_deref(), Some("5."));
    assert_eq!(parsed.findings[1].label.as_deref(), Some("5."));
    let title = Correction::Title {
        finding: anchor("丙。"),
        title: "学风不正".into(),
    };
    assert_eq!(outline(&[title]), READ.replace('丙', "学风不正"));
    let moved = Correction::Move {
        measure: anchor("三是植树"),
        to: anchor("丙。"),
    };
    assert_eq!(
        outline(std::slice::from_ref(&moved)),
        "甲[一是修路。|二是架桥。] 乙[一是清账。|二是追款。] 丙[三是植树。|一是开会。|二是学习。]"
    );
    // What was moved is corrected where it is.
    let split = split("植树");
    assert!(outline(&[moved, split]).contains("丙[三是|植树。|"));
}

#[test]
fn what_is_no_measure_can_come_back() {
    let drop = Correction::Drop {
        measure: anchor("二是架桥"),
    };
    let restore = Correction::Restore {
        measure: anchor("二是架桥"),
    };
    assert_eq!(outline(std::slice::from_ref(&drop)), READ.replace("二是架桥。|", ""));
    assert_eq!(outline(&[drop.clone(), drop.clone()]), READ.replace("二是架桥。|", ""));
    assert_eq!(outline(&[drop.clone(), restore.clone()]), READ);
    // Its words were taken up by a neighbour meanwhile.
    let taken = corrected(&[drop, merge("一是修路", "三是植树"), restore]);
    assert_eq!(taken.misfits, [None, None, Some(Misfit::Apart)]);
}

#[test]
fn findings_begin_and_end_elsewhere() {
    let begin = |words: &str| Correction::NewFinding {
        at: anchor(words),
        title: None,
    };
    assert_eq!(
        outline(&[begin("二是架桥")]),
        READ.replace("|二是架桥。|三是植树。]", "] 二是架桥[三是植树。]"),
        "from a measure"
    );
    assert_eq!(
        outline(&[begin("架桥")]),
        READ.replace("二是架桥。|三是植树。]", "二是] 架桥[三是植树。]"),
        "in a measure"
    );
    assert_eq!(
        outline(&[begin("联系方式")]),
        format!("{READ} 联系方式[]"),
        "where none was read"
    );
    let join = Correction::MergeFindings {
        first: anchor("甲。"),
        second: anchor("乙。"),
    };
    assert_eq!(
        outline(&[join]),
        "甲[一是修路。|二是架桥。|三是植树。|一是清账。|二是追款。] 丙[一是开会。|二是学习。]"
    );
    let across = corrected(&[Correction::MergeFindings {
        first: anchor("乙。"),
        second: anchor("丙。"),
    }]);
    assert_eq!(across.misfits, [Some(Misfit::Apart)], "a heading stands between them");
}

#[test]
fn a_decided_proposal_is_no_open_question() {
    let at = anchor("追款");
    let accept = Correction::Accept {
        at: at.clone(),
        reading: "追缴".into(),
    };
    let reject = Correction::Reject {
        at,
        reading: "追缴".into(),
    };
    for decided in [&accept, &reject] {
        assert!(corrected(std::slice::from_ref(decided)).parsed.flags.is_empty());
    }
    assert_eq!(
        accepted(TEXT, std::slice::from_ref(&accept)),
        [(span("追款"), "追缴".to_owned())]
    );
    // The last word counts.
    assert_eq!(accepted(TEXT, &[accept, reject]), []);
}

#[test]
fn corrections_are_found_again_in_a_changed_text_or_told() {
    let corrections = [split("架桥"), merge("一是开会", "二是学习")];
    let changed = TEXT.replace("一是修路。", "一是修路并绿化。").replace("二是学习。", "");
    let shift = changed.len() as isize - TEXT.len() as isize;
    assert_ne!(shift, 0);
    let all = Span::new(0, changed.len());
    let at = changed.find("二是架桥。").unwrap();
    let whole = Span::new(at, at + "二是架桥。".len());
    let other = Finding {
        span: all,
        heading: Span::default(),
        measures: vec![Plain(&changed).measure(whole)],
        ..parse().findings.remove(0)
    };
    let parsed = ParsedNotice {
        findings: vec![other],
        ..ParsedNotice::default()
    };
    let corrected = correct(parsed, &changed, &corrections, &Plain(&changed));
    assert_eq!(shown(&corrected.parsed), "甲[二是|架桥。]");
    assert_eq!(corrected.misfits, [None, Some(Misfit::Gone)]);
}

/// Any place and any other one; what they come to is up to the fold.
fn corrections() -> impl Strategy<Value = Vec<Correction>> {
    let bounds: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
    let place = prop::sample::select(bounds);
    let anchor = place.prop_map(|at| Anchor::at(TEXT, at, Span::new(at, TEXT.len())));
    let two = (anchor.clone(), anchor);
    let one = (0..10_u8, two).prop_map(|(which, (first, second))| match which {
        0 | 1 => Correction::Split { at: first },
        2 => Correction::Merge { first, second },
        3 => Correction::Move {
            measure: first,
            to: second,
        },
        4 => Correction::Drop { measure: first },
        5 => Correction::Restore { measure: first },
        6 => Correction::MergeFindings { first, second },
        7 => Correction::Title {
            finding: first,
            title: "题".into(),
        },
        8 => Correction::Label {
            label: None,
            part: first,
            sort: Sort::Measure,
        },
        _ => Correction::NewFinding { at: first, title: None },
    });
    prop::collection::vec(one, 0..24)
}

proptest! {
    #[test]
    fn whatever_is_corrected_the_outline_stays_one(corrections in corrections()) {
        let corrected = corrected(&corrections);
        let parsed = &corrected.parsed;
        // The text is covered as before: corrections never touch the sections.
        prop_assert_eq!(&parsed.sections, &parse().sections);
        let mut findings: Vec<Span> = parsed.findings.iter().map(|finding| finding.span).collect();
        prop_assert!(findings.is_sorted());
        findings.push(Span::new(TEXT.len(), TEXT.len()));
        for pair in findings.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{findings:?}");
        }
        let moved = corrections.iter().any(|correction| matches!(correction, Correction::Move { .. }));
        let mut measures = Vec::new();
        for finding in &parsed.findings {
            prop_assert!(finding.span.contains(finding.heading));
            prop_assert!(finding.measures.iter().map(|measure| measure.span).is_sorted());
            for measure in &finding.measures {
                prop_assert!(TEXT.get(measure.span.range()).is_some_and(|text| !text.trim().is_empty()));
                prop_assert!(moved || finding.span.contains(measure.span));
                prop_assert!(moved || !finding.heading.overlaps(measure.span));
                measures.push(measure.span);
            }
        }
        measures.sort();
        for pair in measures.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{measures:?}");
        }
    }

    #[test]
    fn undoing_all_returns_the_parse_and_no_verdict_is_lost(corrections in corrections()) {
        let subject = Subject { kind: SubjectKind::Measure, uid: crate::model::Uid("m".into()), notice: crate::model::Uid("n".into()) };
        let mut events = Vec::new();
        let mut say = |act: usize, body: Body| {
            let seq = events.len() as i64 + 1;
            events.push(Event {
                seq,
                reviewer: "r".into(),
                at: jiff::Timestamp::from_second(seq).unwrap(),
                act: crate::model::Uid(format!("a{act}")),
                subject: subject.clone(),
                body,
            });
        };
        say(0, Body::Verdict { verdict: Some(crate::model::Verdict::Verified), comment: None });
        for (n, correction) in corrections.iter().enumerate() {
            say(n + 1, Body::Correct(correction.clone()));
        }
        for n in (1..=corrections.len()).rev() {
            say(n, Body::Undo);
        }
        let in_force = |events: &[Event]| -> Vec<Correction> {
            let state = fold(events, &Homes::new());
            state.corrections.into_values().map(|(_, correction)| correction).collect()
        };
        prop_assert_eq!(in_force(&events[..=corrections.len()]), corrections);
        let left = in_force(&events);
        prop_assert!(left.is_empty());
        prop_assert_eq!(corrected(&left).parsed, parse());
        prop_assert_eq!(fold(&events, &Homes::new()).verdicts.len(), 1);
    }
}
