//! Builds notices by hand: text and parsed parts that agree, of any size, with invented organisations. Also used by benches.

use duizhang::desk::{Desk, Options};
use duizhang::model::{
    Claim, ClaimSubject, Commitment, CommitmentKind, Finding, Flag, Item, Measure, NextSteps, NoticeId, NoticeMeta,
    ParsedNotice, Precision, Progress, Repair, Section, SectionKind, Severity, Span,
};
use duizhang::review::digest;
use duizhang::store::{NewNotice, Opening, Store, Stored};
use jiff::civil::{Date, date};
use std::path::Path;
use std::time::Duration;

/// The day at which overdue is measured.
pub const TODAY: Date = date(2026, 11, 24);

/// A text with what a parser would read out of it.
pub struct Built {
    pub source: String,
    pub parsed: ParsedNotice,
}

/// The n-th notice: that many findings with that many measures each. The first measure of each finding has a commitment due
/// 2023-06-30 and a document, the second a recurring one without a date; every finding's last measure is flagged.
pub fn notice(n: usize, findings: usize, measures: usize) -> Built {
    let mut text = Text::default();
    let inspected = format!("云溪{n}港务集团有限公司党委");
    text.line(&format!("中共云溪{n}港务集团有限公司委员会关于整改进展情况的通报"));
    let heading = text.line("一、关于落实主体责任方面");
    let mut parsed = ParsedNotice {
        notice: NoticeMeta {
            title: format!("云溪{n}港务集团整改进展情况的通报"),
            inspected,
            inspector: "市委第九巡察组".into(),
            published: format!("{}-0{}", 2020 + n % 5, 1 + n % 9).parse().ok(),
            feedback_date: "2022-08-02".parse().ok(),
            ..NoticeMeta::default()
        },
        ..ParsedNotice::default()
    };
    for f in 0..findings {
        let span = text.line(&format!("{}. 码头{f}号泊位安全责任压得不实", f + 1));
        let mut finding = Finding {
            label: Some(format!("{}.", f + 1)),
            path: vec!["一、".into()],
            title: format!("码头{f}号泊位安全责任压得不实"),
            statement: None,
            span,
            heading: span,
            measures: Vec::new(),
            ..Finding::default()
        };
        for m in 0..measures {
            finding.measures.push(measure(&mut text, (n, f, m)));
        }
        if let Some(last) = finding.measures.last() {
            finding.span.end = last.span.end;
            parsed.flags.push(flag("vague", "vague", last.span));
        }
        parsed.findings.push(finding);
    }
    parsed.sections.push(Section {
        label: Some("一、".into()),
        title: "关于落实主体责任方面".into(),
        level: 1,
        kind: SectionKind::Findings,
        span: Span::new(heading.start, text.0.len()),
    });
    let span = text.line("目前，整改措施共10项，已完成7项。");
    parsed.claims.push(Claim {
        subject: ClaimSubject::Measures,
        total: Some(10),
        done: Some(7),
        rate: None,
        unit: "项".into(),
        approximate: false,
        text: "整改措施共10项，已完成7项".into(),
        span,
    });
    let span = text.line("下一步，持续用力。");
    parsed.next_steps.push(NextSteps {
        label: None,
        title: "下一步".into(),
        items: vec![Item {
            label: None,
            text: "持续用力。".into(),
            span,
        }],
    });
    parsed.repairs.push(Repair {
        kind: "zero_width".into(),
        count: n,
        spans: Vec::new(),
    });
    Built { source: text.0, parsed }
}

fn measure(text: &mut Text, (n, f, m): (usize, usize, usize)) -> Measure {
    let label = format!("{}是", ["一", "二", "三", "四", "五", "六", "七", "八"][m % 8]);
    let body = format!("修订泊位{f}巡查细则，第{n}次专题会议逐条过堂，2023年6月底前完成第{m}轮复查。");
    let span = text.line(&format!("{label}{body}"));
    let promise = |kind, due, precision| Commitment {
        text: "2023年6月底前完成复查".into(),
        kind,
        due,
        precision,
        reason: String::new(),
        span: Span::new(span.start + label.len(), span.end - 1),
    };
    Measure {
        label: Some(label.clone()),
        text: body,
        span,
        progress: if m == 0 { Progress::Mixed } else { Progress::Done },
        cues: Vec::new(),
        documents: if m == 0 {
            vec![format!("《泊位{f}巡查细则》")]
        } else {
            Vec::new()
        },
        commitments: match m {
            0 => vec![promise(
                CommitmentKind::Deadline,
                Some(date(2023, 6, 30)),
                Some(Precision::Month),
            )],
            1 => vec![promise(CommitmentKind::Recurring, None, None)],
            _ => Vec::new(),
        },
    }
}

pub fn flag(rule: &str, kind: &str, span: Span) -> Flag {
    Flag {
        rule: rule.into(),
        kind: kind.into(),
        version: 1,
        severity: Severity::Notice,
        message: "无日期".into(),
        message_en: "no date".into(),
        span,
        proposal: None,
        grounds: None,
        operands: Vec::new(),
    }
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(line);
        self.0.push('\n');
        Span::new(start, self.0.len())
    }
}

/// Opens the database of that path with a short patience.
pub fn store(path: &Path) -> Store {
    Store::open(&Opening {
        path: path.to_owned(),
        read_only: false,
        busy: Duration::from_secs(5),
    })
    .unwrap()
}

/// Puts a built notice into the database, as one that was held against all others: they are alike by design.
pub fn insert(store: &mut Store, built: &Built) -> NoticeId {
    let id = insert_uncompared(store, built);
    store.keep_compared(&[id], &[]).unwrap();
    id
}

/// Puts a built notice into the database, as after an upgrade.
pub fn insert_uncompared(store: &mut Store, built: &Built) -> NoticeId {
    let digest = digest(built.source.as_bytes());
    let stored = store.insert_notice(&NewNotice {
        digest: &digest,
        file: "云溪.txt",
        imported_at: "2026-11-24T00:00:00Z",
        parser: &duizhang::desk::parser_version(),
        encoding: "UTF-8",
        source: &built.source,
        raw: None,
        title: &built.parsed.notice.title,
        short: "云溪港务",
        parsed: &built.parsed,
        contents: &[],
    });
    match stored.unwrap() {
        Stored::New(id) | Stored::Known(id) => id,
    }
}

/// The desk of that reviewer.
pub fn desk(path: &Path, reviewer: &str) -> Desk {
    Desk::open(Options::new(path.to_owned(), reviewer.to_owned(), TODAY)).unwrap()
}
