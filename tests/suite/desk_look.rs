//! What the desk hands to listings and exports: addresses, records, flags, ledger, source.

use duizhang::desk::{Desk, ErrorKind, Mark, OutlineRow, Scope};
use duizhang::model::{Check, Disposition, FindingId, LedgerPart, MeasureId, NoticeId, Target, Verdict};
use tempfile::TempDir;

use crate::build;

/// Three notices of two findings with three measures each.
fn room() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let mut store = build::store(&path);
    for n in 1..=3 {
        build::insert(&mut store, &build::notice(n, 2, 3));
    }
    let desk = build::desk(&path, "审1");
    (folder, desk)
}

fn targets(desk: &Desk, notice: NoticeId) -> Vec<Target> {
    let mut targets = vec![Target::Notice(notice)];
    for row in desk.outline(notice).unwrap().rows {
        match row {
            OutlineRow::Section(_) => {}
            OutlineRow::Finding(row) => targets.push(Target::Finding(row.id)),
            OutlineRow::Measure(row) => targets.push(Target::Measure(row.id)),
        }
    }
    targets
}

#[test]
fn every_thing_has_an_address_that_leads_back_to_it() {
    let (_folder, desk) = room();
    let mut addresses = Vec::new();
    for notice in desk.notices().unwrap() {
        for target in targets(&desk, notice.id) {
            let address = desk.address(target).unwrap();
            assert_eq!(desk.locate(&address).unwrap(), target, "{address}");
            addresses.push(address);
        }
    }
    let expected = [
        "N1", "N1.1", "N1.1.1", "N1.1.2", "N1.1.3", "N1.2", "N1.2.1", "N1.2.2", "N1.2.3", "N2",
    ];
    assert_eq!(addresses[..10], expected);
    let third = desk.notices().unwrap()[2].id;
    assert_eq!(desk.locate("n3").unwrap(), Target::Notice(third));
}

#[test]
fn a_uid_or_its_beginning_is_an_address() {
    let (_folder, desk) = room();
    let notice = desk.notices().unwrap().remove(1);
    let Target::Measure(id) = targets(&desk, notice.id)[2] else {
        panic!("a measure");
    };
    let measure = desk.measure(id).unwrap();
    assert_eq!(desk.locate(&measure.uid.0).unwrap(), Target::Measure(id));
    assert_eq!(
        desk.locate(&measure.uid.0[..8].to_uppercase()).unwrap(),
        Target::Measure(id)
    );
    assert_eq!(desk.locate(&notice.uid.0).unwrap(), Target::Notice(notice.id));
    let finding = desk.finding(measure.finding).unwrap();
    assert_eq!(
        desk.locate(&format!(" {} ", finding.uid)).unwrap(),
        Target::Finding(finding.id)
    );
    for bad in [
        "",
        "abc",
        "N9",
        "N1.9",
        "N1.1.9",
        "N1.1.1.1",
        "zzzz",
        "0000000000000000",
        "二是",
        "'; --",
    ] {
        assert_eq!(desk.locate(bad).unwrap_err().kind, ErrorKind::Usage, "{bad}");
    }
}

#[test]
fn what_is_gone_is_told() {
    let (_folder, desk) = room();
    assert_eq!(desk.outline(NoticeId(99)).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(desk.source(NoticeId(99)).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(desk.measure(MeasureId(99)).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(desk.finding(FindingId(99)).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(desk.flags(Some(NoticeId(99))).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(desk.ledger(Some(NoticeId(99))).unwrap_err().kind, ErrorKind::Usage);
    assert_eq!(
        desk.address(Target::Measure(MeasureId(99))).unwrap_err().kind,
        ErrorKind::Usage
    );
}

#[test]
fn records_name_everything_that_can_be_jumped_to() {
    let (_folder, mut desk) = room();
    let notice = desk.notices().unwrap()[0].id;
    let Target::Measure(id) = targets(&desk, notice)[2] else {
        panic!("a measure");
    };
    desk.judge(id, Some(Verdict::Partial), Some("缺复查记录")).unwrap();
    let records = desk.records().unwrap();
    let count = |scope| records.iter().filter(|record| record.scope == scope).count();
    let scopes = [
        Scope::Notice,
        Scope::Finding,
        Scope::Measure,
        Scope::Commitment,
        Scope::Document,
        Scope::Comment,
    ];
    assert_eq!(scopes.map(count), [3, 6, 18, 12, 6, 1]);
    let measure = records
        .iter()
        .find(|record| record.target == Target::Measure(id))
        .unwrap();
    assert_eq!(
        (measure.scope, measure.verdict),
        (Scope::Measure, Some(Verdict::Partial))
    );
    assert_eq!(measure.place, "云溪港务 一、 1. 一是");
    assert!(measure.text.starts_with("修订泊位0巡查细则"));
    let comment = records.iter().find(|record| record.scope == Scope::Comment).unwrap();
    assert_eq!(
        (comment.target, comment.text.as_str()),
        (Target::Measure(id), "缺复查记录")
    );
}

#[test]
fn flags_say_where_they_stand() {
    let (_folder, desk) = room();
    let rows = desk.flags(None).unwrap();
    assert_eq!(rows.len(), 6);
    let first = desk.notices().unwrap()[0].id;
    let rows = desk.flags(Some(first)).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].target, targets(&desk, first)[4]);
    assert_eq!(rows[0].place, "云溪港务 一、 1. 三是");
    assert!(
        rows[0].excerpt.starts_with("三是修订泊位0巡查细则"),
        "{}",
        rows[0].excerpt
    );
    let Target::Measure(id) = rows[0].target else {
        panic!("on a measure");
    };
    assert_eq!(desk.measure(id).unwrap().flags.len(), 1);
    assert_eq!(desk.finding(desk.measure(id).unwrap().finding).unwrap().flags.len(), 1);
}

#[test]
fn the_ledger_has_a_row_per_measure_with_everyones_word() {
    let (folder, mut one) = room();
    let mut two = build::desk(&folder.path().join("d.db"), "审2");
    let notice = one.notices().unwrap()[0].id;
    let Target::Measure(id) = targets(&one, notice)[2] else {
        panic!("a measure");
    };
    one.judge(id, Some(Verdict::Verified), None).unwrap();
    two.judge(id, Some(Verdict::Partial), Some("缺复查记录")).unwrap();
    let promise = one.measure(id).unwrap().commitments[0].id;
    two.check(promise, Some(Check::Broken)).unwrap();
    let rows = one.ledger(Some(notice)).unwrap();
    assert_eq!(rows.len(), 6);
    assert_eq!(one.ledger(None).unwrap().len(), 18);
    let row = &rows[0];
    assert_eq!(row.measure_label.as_deref(), Some("一是"));
    assert_eq!(
        (row.path.join("/"), row.finding_label.as_deref()),
        ("一、".to_owned(), Some("1."))
    );
    assert_eq!(row.disposition, Some(Disposition::Pending));
    let verdicts: Vec<_> = row.verdicts.iter().map(|v| (v.reviewer.as_str(), v.verdict)).collect();
    assert_eq!(verdicts, [("审1", Verdict::Verified), ("审2", Verdict::Partial)]);
    assert_eq!(row.comments[0].text, "缺复查记录");
    assert_eq!(row.documents, ["《泊位0巡查细则》"]);
    assert_eq!(row.commitments[0].overdue_days, Some(1243));
    assert_eq!(row.commitments[0].checks, [("审2".to_owned(), Check::Broken)]);
    // What came due is among the flags, as everywhere else.
    let told = |at: usize| -> Vec<_> {
        rows[at]
            .flags
            .iter()
            .map(|flag| (flag.on, flag.rule.as_str()))
            .collect()
    };
    assert_eq!(told(0), [(LedgerPart::Measure, "overdue")]);
    assert_eq!(told(2), [(LedgerPart::Measure, "vague")]);
}

#[test]
fn marks_cut_the_text_at_the_parts() {
    let (_folder, desk) = room();
    let notice = desk.notices().unwrap()[0].id;
    let source = desk.source(notice).unwrap();
    assert_eq!(source.claims.len(), 1);
    let mut seen = 0;
    for (range, mark) in &source.marks {
        let text = &source.text[range.clone()];
        match mark {
            Mark::Section(_) => assert!(text.starts_with("一、关于落实")),
            Mark::Finding(id) => assert!(text.contains(&desk.finding(*id).unwrap().title)),
            Mark::Measure(id) => assert!(text.contains(&desk.measure(*id).unwrap().text)),
            Mark::Commitment(_) => assert!(text.contains("2023年6月底前")),
            Mark::Reading(_) => unreachable!("nothing was accepted"),
            Mark::Flag(index) => assert_eq!(source.flags[*index].kind, "vague"),
        }
        seen += 1;
    }
    assert_eq!(seen, 1 + 2 + 6 + 4 + 2);
    for pair in source.marks.windows(2) {
        let (outer, inner) = (&pair[0].0, &pair[1].0);
        assert!(
            outer.start < inner.start || outer.start == inner.start && outer.end >= inner.end,
            "{pair:?}"
        );
    }
}

#[test]
fn many_may_open_a_new_database_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    std::thread::scope(|scope| {
        for n in 0..8 {
            let path = &path;
            scope.spawn(move || build::desk(path, &format!("审{n}")).save_session("{}").unwrap());
        }
    });
    assert_eq!(build::desk(&path, "审7").load_session().unwrap().as_deref(), Some("{}"));
}

#[test]
fn a_notice_tells_what_comes_next_and_how_its_text_was_repaired() {
    let (_folder, desk) = room();
    let notice = desk.notices().unwrap().remove(0);
    let built = (1..=3)
        .map(|n| build::notice(n, 2, 3).parsed)
        .find(|parsed| parsed.notice.title == notice.title);
    let parsed = built.unwrap();
    assert_eq!((parsed.next_steps.len(), parsed.repairs.len()), (1, 1));
    assert_eq!(desk.next_steps(notice.id).unwrap(), parsed.next_steps);
    assert_eq!(desk.repairs(notice.id).unwrap(), parsed.repairs);
    let source = desk.source(notice.id).unwrap();
    assert_eq!((source.meta, source.claims), (parsed.notice, parsed.claims));
}
