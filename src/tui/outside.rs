//! The reviewer's own files and programs: the key file, and a comment in `$VISUAL` or `$EDITOR`, on a file of its own that only the
//! reviewer can read. Beside `terminal.rs` the one place in this room that does input and output.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::model::Lang;

/// The text of a key file, or why it cannot be read.
pub fn key_file(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Has a text edited; the new text, or why there is none.
pub fn edit(text: &str, lang: Lang) -> Result<String, String> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let Some(editor) = editor else {
        return Err(lang
            .pick("没有设置 $VISUAL 或 $EDITOR", "neither $VISUAL nor $EDITOR is set")
            .to_owned());
    };
    let failed = |error: io::Error| {
        lang.pick(
            format!("外部编辑器失败：{error}"),
            format!("the editor failed: {error}"),
        )
    };
    let path = write(text).map_err(failed)?;
    let edited = run(&editor, &path)
        .and_then(|()| fs::read_to_string(&path))
        .map_err(failed);
    // A file that cannot be removed lies in the folder that is emptied anyway.
    let _ = fs::remove_file(&path);
    edited.map(|text| text.trim_end_matches('\n').to_owned())
}

/// The words of the variable are the program and its arguments; no shell reads them.
fn run(editor: &str, path: &Path) -> io::Result<()> {
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(path).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("{program}: {status}")))
    }
}

fn write(text: &str) -> io::Result<PathBuf> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // A name that is taken, by whomever, is passed over.
    for n in 0..100 {
        let path = env::temp_dir().join(format!("duizhang-comment-{}-{n}.md", process::id()));
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_comes_back_as_the_editor_left_it() {
        let path = write("一\n二").unwrap();
        run("true -x", &path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "一\n二");
        assert!(run("false", &path).is_err());
        assert!(run("/nonexistent/editor", &path).is_err());
        fs::remove_file(path).unwrap();
    }
}
