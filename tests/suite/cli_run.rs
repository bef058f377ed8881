//! The program as a process: global options, help, where words go. The other `cli_` files use its [`Case`].

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::build;

/// A folder with a database of its own.
pub struct Case {
    pub folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Case {
    /// Without a database.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With two notices: N1 of 2024 with three findings of three measures, N2 of 2023 with two of two.
    pub fn with_notices() -> Self {
        let case = Self::empty();
        let mut store = build::store(&case.path("d.db"));
        build::insert(&mut store, &build::notice(4, 3, 3));
        build::insert(&mut store, &build::notice(3, 2, 2));
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in an environment of its own, in this folder, with the database `d.db`.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhang"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .env("LANG", "en_US.UTF-8")
            .env("DUIZHANG_DB", self.path("d.db"))
            .env("DUIZHANG_REVIEWER", "审1")
            .args(args)
            .stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// As [`Self::run`], with standard input.
    pub fn feed<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that does not read it all is no fault of the test.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::of(child.wait_with_output().unwrap())
    }

    /// Standard output as JSON, of a run that ended well.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let ran = self.run(args).ok();
        serde_json::from_str(&ran.out).unwrap()
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it was killed"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// A failure: that exit code, nothing on standard output, and these words on standard error.
    pub fn refused(self, code: i32, words: &str) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert!(self.err.starts_with("duizhang: "), "{self:?}");
        assert!(self.err.contains(words), "{self:?}");
        self
    }
}

#[test]
fn global_options_stand_before_or_after_the_subcommand() {
    let case = Case::with_notices();
    let other = case.path("other.db");
    let other = other.to_str().unwrap();
    case.run(&["--db", other, "list"]).refused(4, "there is no database at");
    case.run(&["list", "--db", other]).refused(4, "there is no database at");
    assert!(!case.path("other.db").exists(), "who looks makes no database");
    let overdue = |args: &[&str]| case.json(args)[0]["overdue"].clone();
    assert_eq!(overdue(&["list", "--json", "--as-of", "2023-06-30"]), 0);
    assert_eq!(overdue(&["--as-of", "2023-07-01", "list", "--json"]), 3);
}

#[test]
fn the_locale_chooses_the_language_and_lang_overrules_it() {
    let case = Case::empty();
    let err = |locale: &[(&str, &str)], args: &[&str]| {
        let mut command = case.command(args);
        command.env_remove("LANG").envs(locale.iter().copied());
        Ran::of(command.output().unwrap()).err
    };
    let (zh, en) = ("没有数据库", "there is no database");
    assert!(err(&[("LANG", "zh_CN.UTF-8")], &["list"]).contains(zh));
    assert!(err(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], &["list"]).contains(en));
    assert!(err(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_TW")], &["list"]).contains(zh));
    assert!(err(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], &["list"]).contains(zh));
    assert!(err(&[], &["list"]).contains(en));
    assert!(err(&[], &["list", "--lang", "zh"]).contains(zh));
}

#[test]
fn help_and_version_are_data_and_a_wrong_option_a_message() {
    let case = Case::empty();
    let help = case.run(&["--help"]).ok();
    for word in [
        "import",
        "导入",
        "DUIZHANG_DB",
        "Exit codes",
        "5  another program holds the database",
    ] {
        assert!(help.out.contains(word), "{word}: {}", help.out);
    }
    assert_eq!(help.err, "");
    assert_eq!(case.run(&["mark", "--help"]).ok().err, "");
    assert!(case.run(&["--version"]).ok().out.starts_with("duizhang 0."));
    for wrong in [
        &["list", "--nothing"][..],
        &["import"],
        &["list", "--as-of", "tomorrow"],
        &["--theme", "pink"],
    ] {
        let ran = case.run(wrong);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.contains("error:"), "{ran:?}");
    }
}

#[test]
fn the_desk_needs_a_terminal_and_imports_nothing_without() {
    let case = Case::empty();
    case.write("a.txt", "一、整改情况\n");
    for args in [&[][..], &["review"], &["a.txt"], &["review", "a.txt"]] {
        case.run(args).refused(6, "the desk needs a terminal");
    }
    assert!(!case.path("d.db").exists());
    case.run(&["a.txt", "--ascii", "list"])
        .refused(2, "the path a.txt stands before the subcommand");
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let case = Case::with_notices();
    for args in [
        &["list"][..],
        &["export"],
        &["completions", "bash"],
        &["man"],
        &["show", "N1"],
        &["--help"],
    ] {
        let mut command = case.command(args);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer);
        let ran = Ran::of(command.stderr(Stdio::piped()).output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn completions_and_manual_pages_name_every_subcommand() {
    let case = Case::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = case.run(&["completions", shell]).ok().out;
        assert!(script.contains("history") && script.contains("reviewer"), "{shell}");
    }
    let page = case.run(&["man"]).ok().out;
    assert!(
        page.contains(".TH duizhang 1") && page.contains("duizhang\\-history"),
        "{page}"
    );
    assert!(case.run(&["man", "mark"]).ok().out.contains("promise_only"));
    case.run(&["man", "nothing"])
        .refused(2, "there is no subcommand nothing");
}

#[test]
fn who_reviews_is_the_login_name_unless_another_is_given() {
    let case = Case::with_notices();
    let run = |args: &[&str]| {
        let mut command = case.command(args);
        Ran::of(command.env_remove("DUIZHANG_REVIEWER").output().unwrap())
    };
    run(&["list"]).ok();
    run(&["mark", "N1.1.1", "verified"]).ok();
    let ran = run(&["history", "--json"]).ok();
    let login = whoami::username().unwrap();
    assert!(ran.out.contains(&format!("\"reviewer\":\"{login}\"")), "{}", ran.out);
    run(&["mark", "N1.1.1", "verified", "--reviewer", " "]).refused(2, "no name of a reviewer");
    run(&["mark", "N1.1.1", "verified", "--reviewer", "审2"]).ok();
    let mut command = case.command(&["history", "--json"]);
    let ran = Ran::of(command.output().unwrap()).ok();
    assert!(ran.out.contains("\"reviewer\":\"审2\""), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_the_desk_does_not_open_over_paths_that_cannot_be_read() {
    use std::io::Read as _;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    let case = Case::empty();
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duizhang"));
    command.env_clear();
    command.env("LANG", "C");
    command.args([
        "--db",
        case.path("d.db").to_str().unwrap(),
        "--reviewer",
        "审1",
        "gone.txt",
    ]);
    command.cwd(case.folder.path());
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut screen = Vec::new();
    // On Linux the last read fails with EIO when the program has ended.
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        screen.extend_from_slice(&buffer[..count]);
    }
    assert_eq!(child.wait().unwrap().exit_code(), 3);
    let screen = String::from_utf8_lossy(&screen);
    assert!(screen.contains("gone.txt: there is no such file"), "{screen}");
    assert!(screen.contains("hint: check the paths"), "{screen}");
}

#[test]
fn the_help_is_in_the_language_that_is_asked_for() {
    let case = Case::empty();
    let zh = case.run(&["--lang", "zh", "check", "--help"]).ok().out;
    assert!(
        zh.contains("输出核查提示") && zh.contains("用法：") && zh.contains("--late-days"),
        "{zh}"
    );
    assert!(zh.contains("各部分之和与总数不等"), "what each rule finds: {zh}");
    assert_eq!(case.run(&["check", "--help", "--lang=zh"]).ok().out, zh);
    let top = case.run(&["--help", "--lang", "zh"]).ok().out;
    assert!(
        top.contains("承诺") && top.contains("结束码：") && top.contains("核查台选项"),
        "{top}"
    );
    let en = case.run(&["check", "--help"]).ok().out;
    assert!(en.contains("Print the audit's hints") && en.contains("Usage:"), "{en}");
    // What is no help is read as before.
    case.run(&["--lang", "zh", "nonsense.txt"]).refused(6, "终端");
}
