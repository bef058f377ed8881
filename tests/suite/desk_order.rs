//! What comes of holding notices against each other is the same in whatever order, and in however many parts, they came; and it is the same
//! again when what changed it is taken back.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use duizhang::desk::{Change, Desk, Options};
use duizhang::model::{CommitmentId, MeasureId, NoticeId, Target, Uid};
use duizhang::store::Store;
use tempfile::TempDir;

use crate::build::{self, TODAY};

const PUMPS: &str =
    "组织人员对辖区内二十一处泵站逐一检查，更换老化电缆，补齐操作规程，并将巡查记录每周上报管理单位备查。";
const CONTRACTS: &str =
    "修订合同审查办法，明确法务会签环节，对近三年一百二十份合同重新核对，收回多付款项并追究经办人责任。";

/// A notice: whose, when it was published and on which feedback, and its findings with their answers.
fn notice(organisation: &str, (published, feedback): (&str, &str), findings: &[(String, String)]) -> String {
    let year = feedback[..4].parse::<i32>().unwrap() - 1;
    let mut text = format!(
        "中共{organisation}委员会关于巡察整改进展情况的通报\n{published}\n\
         根据县委巡察工作安排，{year}年3月1日至{year}年4月30日，县委第二巡察组对{organisation}党委进行了巡察。\
         {feedback}，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n一、巡察反馈问题整改情况\n"
    );
    for (n, (finding, answer)) in findings.iter().enumerate() {
        text.push_str(&format!("{}．关于“{finding}”的问题\n整改情况：\n{answer}\n", n + 1));
    }
    text + "欢迎广大干部群众监督。联系电话：0000-1234567。\n"
}

/// More notices of one organisation than are held against each other; more answers that are alike than are kept, and than meet in one band.
fn notices() -> Vec<String> {
    let one = |finding: &str, answer: &str| (finding.to_owned(), answer.to_owned());
    let mut all = Vec::new();
    for year in 2014..2024 {
        let findings = [
            one(
                "库房管理混乱",
                &format!(
                    "清点物资{year}件。库房照明改造和通风设备更换已完成。{year}年12月底前完成库房照明改造和通风设备更换。"
                ),
            ),
            one(
                &format!("第{year}号仓库台账缺失"),
                "补登台账三册，账目与实物相符，由专人保管。",
            ),
        ];
        let days = (format!("{year}-05-01"), format!("{}年6月8日", year - 1));
        all.push(notice("云溪港务有限公司", (&days.0, &days.1), &findings));
    }
    // On the same day as another, on another feedback.
    let twice = [one("库房管理混乱", "通风设备更换和库房照明改造已于当年验收。")];
    all.push(notice("云溪港务有限公司", ("2019-05-01", "2017年3月2日"), &twice));
    for (n, count) in ["二十一", "二十一", "十六", "十六", "九", "三十三", "一百零八", "五"]
        .iter()
        .enumerate()
    {
        let place = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][n];
        let findings = [
            one("泵站管护缺位", &PUMPS.replace("二十一", count)),
            one("合同审查不严", CONTRACTS),
        ];
        all.push(notice(
            &format!("{place}河水务有限公司"),
            ("2022-03-01", "2021年6月8日"),
            &findings,
        ));
    }
    for place in ["松湾", "枫川"] {
        let many: Vec<(String, String)> = (0..20)
            .map(|n| one(&format!("第{n}批合同审查不严"), CONTRACTS))
            .collect();
        all.push(notice(
            &format!("{place}粮食储备公司"),
            ("2023-03-01", "2022年6月8日"),
            &many,
        ));
    }
    all
}

struct Room {
    folder: TempDir,
    desk: Desk,
    store: Store,
    files: usize,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        let desk = Desk::open(Options::new(path.clone(), "审1".into(), TODAY)).unwrap();
        let store = build::store(&path);
        Self {
            folder,
            desk,
            store,
            files: 0,
        }
    }

    /// Each has a file of its own: another text in a file that is known is a new version of its notice.
    fn file(&mut self) -> PathBuf {
        self.files += 1;
        self.folder.path().join(format!("{:03}.txt", self.files))
    }

    fn one_by_one(&mut self, texts: &[&String]) {
        for text in texts {
            let name = self.file().to_string_lossy().into_owned();
            self.desk.import_bytes(text.as_bytes().to_vec(), &name).unwrap();
        }
    }

    fn together(&mut self, texts: &[&String]) {
        let files: Vec<PathBuf> = texts.iter().map(|_| self.file()).collect();
        for (file, text) in files.iter().zip(texts) {
            std::fs::write(file, text).unwrap();
        }
        self.desk.import(&files, &mut |_| {}).unwrap();
    }

    /// All that came of it, by lasting names.
    fn found(&self) -> BTreeMap<String, String> {
        let uid = |id: MeasureId| self.store.measure(id).unwrap().measure.uid.0;
        let promises = self.store.dated_promises(None).unwrap().into_iter();
        let promises: HashMap<CommitmentId, Uid> = promises.map(|entry| (entry.line.id, entry.uid)).collect();
        let mut found = BTreeMap::new();
        for notice in self.desk.notices().unwrap() {
            found.insert(format!("flags {}", notice.uid.0), notice.flags.to_string());
            for line in self.store.copies_on(Target::Notice(notice.id)).unwrap() {
                let key = format!("copy {} {}", uid(line.measure), uid(line.other));
                found.insert(key, line.likeness.to_string());
            }
            for line in self.store.returns_on(Target::Notice(notice.id)).unwrap() {
                let [own, earlier] = [line.finding, line.earlier].map(|id| self.store.finding(id).unwrap().uid.0);
                found.insert(format!("return {own} {earlier}"), line.likeness.to_string());
            }
        }
        for line in self.store.sequels(None).unwrap() {
            let key = format!("echo {} {}", promises[&line.commitment].0, line.later_uid.0);
            found.insert(key, format!("{:?} {}", said(&line.said), line.likeness));
        }
        found
    }

    fn notice(&self, short: &str, year: i16) -> NoticeId {
        let rows = self.desk.notices().unwrap();
        let row = rows
            .iter()
            .find(|row| row.short.contains(short) && row.year == Some(year));
        row.unwrap().id
    }
}

fn said(line: &duizhang::store::SaidLine) -> String {
    match line {
        duizhang::store::SaidLine::Measure { uid, .. } => uid.0.clone(),
        duizhang::store::SaidLine::Claim(claim) => format!("{:?}", claim.span),
    }
}

fn count(found: &BTreeMap<String, String>, key: &str) -> usize {
    found.keys().filter(|known| known.starts_with(key)).count()
}

#[test]
fn no_order_and_no_parts_make_a_difference() {
    let texts = notices();
    let all: Vec<&String> = texts.iter().collect();
    let mut room = Room::new();
    room.together(&all);
    let expected = room.found();
    // Ten notices of one organisation with a promise each, and one without, of one day in 2019 with another: neither is later than the other:
    // of 2014 to 2018 six later ones each, of 2019 to 2022 those that are left.
    assert_eq!(count(&expected, "echo"), 5 * 6 + 4 + 3 + 2 + 1);
    let uid = |place: &str, year: i16, n: usize| {
        let notice = room.notice(place, year);
        room.store.measures(notice).unwrap()[n].uid.0.clone()
    };
    // Eight organisations have one answer, and ten the other, two of them twenty times; of each answer five are kept.
    for measure in [uid("甲", 2022, 0), uid("甲", 2022, 1), uid("松湾", 2023, 7)] {
        assert_eq!(count(&expected, &format!("copy {measure}")), 5);
    }

    let reversed: Vec<&String> = texts.iter().rev().collect();
    let (even, odd): (Vec<_>, Vec<_>) = texts.iter().enumerate().partition(|(n, _)| n % 2 == 0);
    let mixed: Vec<&String> = odd.into_iter().chain(even).map(|(_, text)| text).collect();
    for order in [&all, &reversed, &mixed] {
        let mut room = Room::new();
        room.one_by_one(order);
        assert_eq!(room.found(), expected);
    }
    let mut room = Room::new();
    let (one, rest) = mixed.split_at(9);
    room.together(one);
    let (some, rest) = rest.split_at(3);
    room.one_by_one(some);
    room.together(rest);
    assert_eq!(room.found(), expected);
}

#[test]
fn what_is_taken_back_leaves_no_trace() {
    let texts = notices();
    let mut room = Room::new();
    room.together(&texts.iter().collect::<Vec<_>>());
    let before = room.found();
    // An answer that stands in the lists of others.
    let (notice, measure) = (room.notice("乙", 2022), room.notice("丙", 2022));
    let pumps = room.store.measures(notice).unwrap()[0].id;
    room.desk.correct(Change::Drop { measure: pumps }).unwrap();
    let without = room.found();
    assert_ne!(without, before);
    let other = room.store.measures(measure).unwrap()[0].uid.0.clone();
    assert_eq!(
        count(&without, &format!("copy {other}")),
        5,
        "another one takes its place"
    );
    room.desk.undo().unwrap();
    assert_eq!(room.found(), before);

    let (one, two) = (room.notice("甲", 2022), room.notice("云溪", 2023));
    room.desk.relate(one, two, Some(true)).unwrap();
    assert_ne!(room.found(), before);
    room.desk.undo().unwrap();
    assert_eq!(room.found(), before);
}
