//! Importing files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use duizhang::desk::{Desk, ImportReport, ImportStep, Outcome};
use tempfile::TempDir;

use crate::build;

struct Room {
    folder: TempDir,
    desk: Desk,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        let desk = build::desk(&folder.path().join("d.db"), "审1");
        Self { folder, desk }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn import(&mut self) -> ImportReport {
        let folder = self.folder.path().join("in");
        self.desk.import(&[folder], &mut |_| {}).unwrap()
    }
}

fn text(n: usize) -> String {
    build::notice(n, 2, 3).source
}

fn fates(report: &ImportReport) -> Vec<(String, String)> {
    let fate = |outcome: &Outcome| match outcome {
        Outcome::Imported { .. } => "imported".to_owned(),
        Outcome::Updated { .. } => "updated".to_owned(),
        Outcome::Unchanged { .. } => "unchanged".to_owned(),
        Outcome::Skipped { reason } => format!("skipped: {reason}"),
        Outcome::Failed { reason } => format!("failed: {reason}"),
    };
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    report
        .files
        .iter()
        .map(|file| (name(&file.path), fate(&file.outcome)))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(name, fate)| ((*name).to_owned(), (*fate).to_owned()))
        .collect()
}

#[test]
fn a_folder_goes_in_once_and_bad_files_do_not_stop_the_others() {
    let mut room = Room::new();
    room.file("a.txt", text(1).as_bytes());
    room.file("b-empty.txt", b"");
    room.file("c-binary.txt", &[0, 1, 2, 3, 0, 255, 254, 0, 9, 8].repeat(50));
    room.file("d-table.txt", b"PK\x03\x04rest");
    room.file("deep/e.txt", text(2).as_bytes());
    room.file("deep/same-as-a.txt", text(1).as_bytes());
    room.file("f.gold.json", b"{}");
    room.file(".hidden.txt", text(3).as_bytes());
    let report = room.import();
    let expected = pairs(&[
        ("a.txt", "imported"),
        ("b-empty.txt", "failed: 文件为空；请重新下载或另存"),
        (
            "c-binary.txt",
            "failed: 不是文本文件；可读取 .txt .md .html .mhtml .docx .pdf",
        ),
        ("d-table.txt", "failed: docx 文件已损坏；请重新下载或另存"),
        ("e.txt", "imported"),
        ("same-as-a.txt", "unchanged"),
        (
            "f.gold.json",
            "skipped: 不支持的文件类型“.json”；可读取 .txt .md .html .mhtml .docx .pdf",
        ),
    ]);
    assert_eq!(fates(&report), expected);
    let before = room.desk.notices().unwrap();
    assert_eq!(before.len(), 2);
    let again = fates(&room.import());
    assert_eq!(again.iter().filter(|(_, fate)| fate == "unchanged").count(), 3);
    assert_eq!(again.iter().filter(|(_, fate)| fate == "imported").count(), 0);
    let after = room.desk.notices().unwrap();
    assert_eq!(
        after.iter().map(|row| (row.id, row.uid.clone())).collect::<Vec<_>>(),
        before.iter().map(|row| (row.id, row.uid.clone())).collect::<Vec<_>>()
    );
}

#[test]
fn progress_is_told_file_by_file_in_order() {
    let mut room = Room::new();
    let files: Vec<PathBuf> = (0..20)
        .map(|n| room.file(&format!("{n:02}.txt"), text(n).repeat(1 + (n * 7) % 5).as_bytes()))
        .collect();
    let mut steps = Vec::new();
    let paths = [room.folder.path().join("in")];
    let report = room.desk.import(&paths, &mut |step| {
        steps.push(match step {
            ImportStep::Found(n) => format!("found {n}"),
            ImportStep::Start(path) => format!("start {}", path.display()),
            ImportStep::End(result) => format!("end {}", result.path.display()),
        });
    });
    assert_eq!(report.unwrap().files.len(), 20);
    assert_eq!(steps.remove(0), "found 20");
    // Several go in together: each is begun before it is through, and both are told in the files' order.
    for told in ["start ", "end "] {
        let of: Vec<String> = steps
            .iter()
            .filter_map(|step| step.strip_prefix(told))
            .map(str::to_owned)
            .collect();
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        assert_eq!(of, names, "{told}");
    }
    let place = |step: String| steps.iter().position(|other| *other == step).unwrap();
    for file in files {
        assert!(place(format!("start {}", file.display())) < place(format!("end {}", file.display())));
    }
}

#[test]
fn two_databases_agree_on_names() {
    let (mut one, mut two) = (Room::new(), Room::new());
    one.file("a.txt", text(1).as_bytes());
    two.file("0-first.txt", text(2).as_bytes());
    two.file("renamed.txt", text(1).as_bytes());
    one.import();
    two.import();
    let uid = one.desk.notices().unwrap()[0].uid.clone();
    assert!(two.desk.notices().unwrap().iter().any(|row| row.uid == uid));
}

#[test]
fn missing_paths_and_empty_folders_are_told() {
    let mut room = Room::new();
    let gone = room.folder.path().join("gone.txt");
    let report = room.desk.import(&[gone], &mut |_| {}).unwrap();
    assert_eq!(fates(&report), pairs(&[("gone.txt", "failed: 文件不存在")]));
    assert!(room.import().files.is_empty());
}

#[test]
fn the_source_is_kept_verbatim_and_the_bytes_where_they_were_not_utf_8() {
    let mut room = Room::new();
    let source = text(4);
    let (bytes, _, _) = encoding_rs::GB18030.encode(&source);
    room.file("gb.txt", &bytes);
    room.file("utf8.txt", text(5).as_bytes());
    room.import();
    let conn = rusqlite::Connection::open(room.folder.path().join("d.db")).unwrap();
    let kept: Vec<(String, Option<Vec<u8>>)> = conn
        .prepare("SELECT text, raw FROM sources ORDER BY notice_id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(kept[0].1.as_deref(), Some(bytes.as_ref()));
    assert_eq!(kept[1], (text(5), None));
}

#[test]
fn bytes_from_elsewhere_go_in_under_a_name() {
    let mut room = Room::new();
    let result = room.desk.import_bytes(text(1).into_bytes(), "-").unwrap();
    assert!(matches!(result.outcome, Outcome::Imported { .. }), "{result:?}");
    let again = room.desk.import_bytes(text(1).into_bytes(), "stdin").unwrap();
    assert!(matches!(again.outcome, Outcome::Unchanged { .. }), "{again:?}");
}

#[test]
fn what_is_told_to_be_through_is_in_the_database() {
    let mut room = Room::new();
    for n in 0..30 {
        room.file(&format!("{n:02}.txt"), text(n).as_bytes());
    }
    room.file("07b-broken.txt", b"");
    let reader = build::desk(&room.folder.path().join("d.db"), "审2");
    let paths = [room.folder.path().join("in")];
    let mut told = 0;
    room.desk
        .import(&paths, &mut |step| {
            if let ImportStep::End(file) = step
                && matches!(file.outcome, Outcome::Imported { .. })
            {
                told += 1;
                assert!(reader.notices().unwrap().len() >= told);
            }
        })
        .unwrap();
    assert_eq!(told, 30);
}
