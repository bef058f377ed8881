//! A terminal of 120 by 40 with the program in it.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The longest wait for a screen; only a fault takes so long.
const PATIENCE: Duration = Duration::from_secs(30);

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

/// What came from the program: the screen, and whether more will come.
struct Shown {
    parser: vt100::Parser,
    ended: bool,
}

/// A place with a database, in which the program is started again and again.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn db(&self) -> PathBuf {
        self.folder.path().join("d.db")
    }

    /// Starts the program in a terminal of its own.
    pub fn start(&self, args: &[&str]) -> Term {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: ROWS,
                cols: COLUMNS,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duizhang"));
        command.args(args);
        command.args([
            "--db",
            &self.db().to_string_lossy(),
            "--reviewer",
            "审1",
            "--lang",
            "zh",
        ]);
        command.cwd(self.folder.path());
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.folder.path());
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shown = Arc::new((
            Mutex::new(Shown {
                parser: vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0),
                ended: false,
            }),
            Condvar::new(),
        ));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let ours = shown.clone();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            loop {
                let read = reader.read(&mut bytes).unwrap_or(0);
                let mut shown = ours.0.lock().unwrap();
                shown.parser.process(&bytes[..read]);
                shown.ended = read == 0;
                ours.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Term {
            keys: pair.master.take_writer().unwrap(),
            _master: pair.master,
            child,
            shown,
        }
    }
}

/// The samples that come with the program.
pub fn samples() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .to_string_lossy()
        .into_owned()
}

/// The program in its terminal.
pub struct Term {
    keys: Box<dyn std::io::Write + Send>,
    /// Held open: closing it would hang up.
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Term {
    /// Types.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?} on the screen"), |screen| screen.contains(text))
    }

    /// Waits until the screen does not show a text any more.
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?} gone"), |screen| !screen.contains(text))
    }

    fn wait(&mut self, what: &str, fits: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let (lock, news) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        loop {
            let screen = shown.parser.screen().contents();
            if fits(&screen) {
                break;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!shown.ended && !left.is_zero(), "waited for {what}:\n{screen}");
            shown = news.wait_timeout(shown, left).unwrap().0;
        }
        drop(shown);
        self
    }

    /// Whether the terminal is as a shell wants it: the first screen, the cursor to be seen, no pasting as such.
    pub fn is_given_back(&self) -> bool {
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status();
        assert!(status.unwrap().success());
    }

    /// Waits until the program has ended.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the program goes on");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until the program has ended and everything that it wrote was read.
    pub fn ended_and_read(&mut self) -> ExitStatus {
        let status = self.ended();
        let (lock, news) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        while !shown.ended {
            let (next, waited) = news.wait_timeout(shown, PATIENCE).unwrap();
            shown = next;
            assert!(!waited.timed_out(), "the terminal stays open");
        }
        status
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
