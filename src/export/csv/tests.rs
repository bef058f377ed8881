//! Tests of the ledger as comma-separated values.

use jiff::civil::date;

use super::*;
use crate::model::{
    Check, CommitmentKind, Deadline, Disposition, Due, Gap, LedgerComment, LedgerDismissal, LedgerVerdict,
    PrintedFields, Progress, Severity, Span, Uid, Verdict,
};

fn row() -> LedgerRow {
    let promise = |text: &str, due, checks| LedgerCommitment {
        text: text.into(),
        kind: CommitmentKind::Deadline,
        due,
        overdue_days: due.map(|_| -7),
        next: None,
        standing: Due::Ahead,
        checks,
        later: None,
    };
    LedgerRow {
        notice_uid: Uid("00a1".into()),
        notice: "云溪港务整改通报".into(),
        inspected: "云溪港务".into(),
        published: "2024-03".parse().ok(),
        file: "云溪.txt".into(),
        path: vec!["一、".into(), "(二)".into()],
        finding_uid: Some(Uid("00b2".into())),
        finding_label: Some("3.".into()),
        finding_title: "泊位管护“不到位”".into(),
        printed: PrintedFields {
            state: None,
            deadline: Some(Deadline {
                text: "2024年底前".into(),
                due: Some(date(2024, 12, 31)),
                precision: None,
                reason: String::new(),
            }),
            leader: Some("陈某".into()),
            department: Some("工程科、安保科".into()),
            person: None,
        },
        disposition: Some(Disposition::Pending),
        notice_gap: Gap::default(),
        finding_gap: Gap::default(),
        measure_uid: Some(Uid("00c3".into())),
        measure_label: Some("一是".into()),
        measure_text: "补齐护栏，年底前完成。".into(),
        progress: Some(Progress::Planned),
        documents: vec!["《护栏细则》".into()],
        commitments: vec![
            promise(
                "年底前完成",
                Some(date(2024, 12, 31)),
                vec![("审1".into(), Check::NotDue)],
            ),
            promise("每季度巡查", None, Vec::new()),
        ],
        verdicts: vec![LedgerVerdict {
            reviewer: "审1".into(),
            verdict: Verdict::PromiseOnly,
            changed: false,
            at: "2026-11-24T02:00:00Z".parse().unwrap(),
        }],
        comments: vec![LedgerComment {
            on: LedgerPart::Measure,
            reviewer: "审1".into(),
            at: "2026-11-24T02:00:00Z".parse().unwrap(),
            verdict: None,
            text: "只有“计划”,\r\n=HYPERLINK(\"x\")".into(),
        }],
        flags: vec![flag(None), flag(Some("附件另列\n见说明"))],
        relations: Vec::new(),
    }
}

fn flag(reason: Option<&str>) -> LedgerFlag {
    LedgerFlag {
        on: LedgerPart::Measure,
        rule: "sum".into(),
        version: 1,
        kind: "sum_mismatch".into(),
        severity: Severity::Warning,
        message: "合计不符：2 + 3 = 5处，总数为4处".into(),
        message_en: "the parts 2 + 3 make 5, the total is 4".into(),
        span: Span::new(3, 9),
        operands: vec![("4处".into(), Span::new(3, 7)), ("2处".into(), Span::new(7, 9))],
        dismissed: reason.map(|reason| LedgerDismissal {
            reviewer: "审2".into(),
            at: "2026-11-24T02:00:00Z".parse().unwrap(),
            reason: reason.into(),
        }),
        against: None,
    }
}

fn written(rows: &[LedgerRow], bom: bool, lang: Lang) -> String {
    let mut out = Vec::new();
    write(rows, bom, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_measure_is_a_row() {
    insta::assert_snapshot!(written(&[row()], false, Lang::Zh), @r##"
    通报,被查单位,公开日期,所在部分,问题编号,问题,通报自述,完成时限,责任领导,责任部门,责任人,处置,措施序号,整改措施,文面进展,涉及文件,承诺,到期日,逾期天数,下次日期,承诺核对,后续通报,核查结论,评论,提示,最高程度,已排除提示,通报自报完成,通报自报总数,通报措施数,通报文面完成,通报已核实,通报未核,问题差距,来源文件,通报uid,问题uid,措施uid
    云溪港务整改通报,云溪港务,2024-03,一、 (二),3.,泊位管护“不到位”,,2024年底前,陈某,工程科、安保科,,待核,一是,补齐护栏，年底前完成。,拟开展,《护栏细则》,"[2024-12-31] 年底前完成
    每季度巡查",2024-12-31,-7,,"审1: 未到期
    –",,审1: 仅承诺,"审1: 只有“计划”,
    =HYPERLINK(""x"")",[警示] 措施 sum/sum_mismatch v1：合计不符：2 + 3 = 5处，总数为4处（4处、2处）,警示,sum/sum_mismatch：附件另列 见说明（审2，2026-11-24T02:00:00Z）,,,0,0,0,0,文面完成0/0，已核实0，未核0,云溪.txt,00a1,00b2,00c3
    "##);
}

#[test]
fn a_reader_gets_the_cells_back() {
    let written = written(&[row()], true, Lang::En);
    let mut reader = ::csv::Reader::from_reader(written.strip_prefix('\u{feff}').unwrap().as_bytes());
    let heads = reader.headers().unwrap().clone();
    let record = reader.records().next().unwrap().unwrap();
    let cell = |head: &str| &record[heads.iter().position(|h| h == head).unwrap()];
    assert_eq!(cell("comments"), "审1: 只有“计划”,\n=HYPERLINK(\"x\")");
    assert_eq!(cell("due"), "2024-12-31");
    assert_eq!(cell("overdue_days"), "-7");
    assert_eq!(cell("verdicts"), "审1: promise only");
    let sum = "[warning] measure sum/sum_mismatch v1: the parts 2 + 3 make 5, the total is 4 (4处, 2处)";
    assert_eq!((cell("flags"), cell("worst_severity")), (sum, "warning"));
    let aside = "sum/sum_mismatch: 附件另列 见说明 (审2, 2026-11-24T02:00:00Z)";
    assert_eq!(cell("flags_set_aside"), aside);
    assert_eq!(cell("measure_uid"), "00c3");
}

#[test]
fn a_reader_that_leaves_is_told_as_such() {
    struct Left;
    impl Write for Left {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for count in [1, 1000] {
        let rows = vec![row(); count];
        let error = write(&rows, false, Lang::Zh, &mut Left).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{count} rows");
        let error = super::super::json::write(&mut Left, &rows).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{count} rows");
    }
}

#[test]
fn no_cell_is_a_formula_and_none_steers_a_terminal() {
    for formula in [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＠x",
    ] {
        let cell = text(formula);
        assert!(cell.starts_with('\''), "{formula:?} became {cell:?}");
    }
    assert_eq!(text("1-2=3"), "1-2=3");
    assert_eq!(text("甲\u{1b}[2J\u{202e}乙\n丙"), "甲␛[2J\u{fffd}乙\n丙");
    let hostile = LedgerRow {
        notice: "=cmd|' /C calc'!A0".into(),
        measure_text: "@import".into(),
        file: "-x.txt".into(),
        ..row()
    };
    let written = written(&[hostile], false, Lang::En);
    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    let starts = |cell: &&str| cell.starts_with(['=', '+', '@']);
    assert_eq!(record.iter().filter(starts).count(), 0, "{written}");
}
