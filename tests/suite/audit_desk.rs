//! The checks that look when somebody asks, on invented notices: what came due, what came out late, what comes back. Per rule a table of
//! what must be raised and of what must not (`tests/fixtures/audit`).

use std::fs;
use std::path::Path;

use duizhang::desk::{Desk, FlagRow, Options, RULES, Raised};
use duizhang::model::{Lang, NoticeId};
use jiff::civil::Date;
use tempfile::TempDir;

use crate::build::TODAY;

/// The rows of a table: its columns, of which there are at least so many.
fn rows(rule: &str, columns: usize) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/audit/{rule}.tsv"));
    let table = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<String>> = rows
        .map(|line| line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect())
        .collect();
    for row in &rows {
        assert!(row.len() >= columns, "{rule}: {columns} columns: {row:?}");
    }
    let none = rows.iter().filter(|row| row[0] == "-").count();
    assert!(none > 0 && none < rows.len(), "{rule} needs hits and traps");
    rows
}

/// A notice: who, when published, when the feedback was given (nothing where it says none), the finding's title, and what answers it.
fn notice(parts: &[&str]) -> String {
    let [organisation, published, feedback, title, answer] = parts[..] else {
        panic!("five parts: {parts:?}");
    };
    let chinese = |day: &str| {
        let date: Date = day.parse().unwrap();
        format!("{}年{}月{}日", date.year(), date.month(), date.day())
    };
    let fed_back = match feedback {
        "" => String::new(),
        day => format!("{}，县委巡察组反馈了巡察意见。", chinese(day)),
    };
    // Another second finding each year, so that only the first can come back.
    let others = ["值班登记不全", "食堂采购无据", "印章保管不严", "公车停放无序"];
    let year: usize = published[..4].parse().unwrap();
    let second = others[year % others.len()];
    format!(
        "中共{organisation}委员会关于巡察整改进展情况的通报\n{published}\n\
         根据县委巡察工作安排，县委第二巡察组对{organisation}党委进行了巡察。{fed_back}现将整改情况予以公布。\n\
         一、巡察反馈问题整改情况\n\
         （一）关于“{title}”的问题\n{answer}\n\
         （二）关于“{second}”的问题\n整改情况：\n补登记录36份，更换登记册12本，逐日核对无缺漏。\n\
         欢迎广大干部群众监督。联系电话：0000-1234567。\n中共{organisation}委员会\n"
    )
}

struct Room {
    _folder: TempDir,
    desk: Desk,
}

impl Room {
    /// With the texts, in that order; the day, and the days that may pass before a notice is late.
    fn new(texts: &[String], today: Date, late_days: Option<i32>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::new(folder.path().join("d.db"), "审1".into(), today);
        options.late_days = late_days.unwrap_or(options.late_days);
        let mut desk = Desk::open(options).unwrap();
        for (n, text) in texts.iter().enumerate() {
            desk.import_bytes(text.clone().into_bytes(), &format!("{n}.txt"))
                .unwrap();
        }
        Self { _folder: folder, desk }
    }

    fn named(&self, file: &str) -> NoticeId {
        let rows = self.desk.notices().unwrap();
        rows.iter().find(|row| row.file.ends_with(file)).unwrap().id
    }

    /// Kinds and severities of what a rule says of a notice, or `-`. Every flag has what flags must have.
    fn raised(&self, rule: &str, file: &str) -> String {
        let notice = self.named(file);
        let hints = self.desk.hints(None).unwrap().into_iter();
        let own: Vec<FlagRow> = hints
            .filter(|row| row.notice == notice && row.view.flag.rule == rule)
            .collect();
        let source = self.desk.printed(notice).unwrap();
        let known = RULES.iter().find(|known| known.id == rule).unwrap();
        for row in &own {
            let flag = &row.view.flag;
            let whole = |span: duizhang::model::Span| source.get(span.range()).is_some();
            assert!(
                flag.version == known.version && flag.severity <= known.severity,
                "{flag:?}"
            );
            assert!(!flag.message.is_empty() && !flag.message_en.is_empty(), "{flag:?}");
            assert!(
                whole(flag.span)
                    && flag
                        .operands
                        .iter()
                        .all(|(word, span)| !word.is_empty() && whole(*span))
            );
        }
        let mut kinds: Vec<String> = own
            .iter()
            .map(|row| format!("{}/{}", row.view.flag.kind, row.view.flag.severity.name(Lang::En)))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.is_empty() {
            "-".to_owned()
        } else {
            kinds.join("+")
        }
    }
}

fn parts(cell: &str) -> Vec<&str> {
    cell.split('|').collect()
}

#[test]
fn what_came_due_is_told_as_of_a_day() {
    let mut faults = Vec::new();
    for row in rows("overdue", 3) {
        let [expected, day, own] = &row[..3] else { continue };
        let texts: Vec<String> = row[2..].iter().map(|cell| notice(&parts(cell))).collect();
        let room = Room::new(&texts, day.parse().unwrap(), None);
        let got = room.raised("overdue", "0.txt");
        if got != *expected {
            faults.push(format!("{got} for {expected} as of {day}: {own}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_came_out_late_is_told_by_the_limit() {
    let mut faults = Vec::new();
    for row in rows("late", 4) {
        let [expected, limit, published, feedback] = &row[..] else {
            panic!("four columns: {row:?}");
        };
        let text = notice(&[
            "云岭实业有限公司",
            published,
            feedback,
            "库房管理混乱",
            "整改情况：\n清点物资412件，逐件登记造册，账实相符。",
        ]);
        let room = Room::new(&[text], TODAY, limit.parse().ok());
        let got = room.raised("late", "0.txt");
        if got != *expected {
            faults.push(format!("{got} for {expected} with {limit}: {published} {feedback}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_comes_back_is_told_of_the_later_notice() {
    let mut faults = Vec::new();
    for row in rows("again", 3) {
        let [expected, earlier, later] = &row[..] else {
            panic!("three columns: {row:?}");
        };
        let texts = [notice(&parts(earlier)), notice(&parts(later))];
        // Whichever comes in first.
        for order in [[0, 1], [1, 0]] {
            let room = Room::new(&order.map(|n| texts[n].clone()), TODAY, None);
            let file = if order[1] == 1 { "1.txt" } else { "0.txt" };
            let other = if order[1] == 1 { "0.txt" } else { "1.txt" };
            let got = [file, other].map(|file| room.raised("again", file));
            if got != [expected.clone(), "-".to_owned()] {
                faults.push(format!("{got:?} for {expected}: {earlier} … {later}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_rule_that_looks_later_has_its_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/audit");
    for rule in RULES {
        let later = matches!(rule.raised, Raised::AtDay | Raised::Database);
        assert!(folder.join(format!("{}.tsv", rule.id)).exists(), "{}", rule.id);
        assert!(
            !later || ["overdue", "late", "again"].contains(&rule.id),
            "{} has no test here",
            rule.id
        );
    }
}
