//! Files that the program writes for a person: whole or not at all, and never over another one without a word.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file whole or not at all: an interrupted export must not look like a ledger.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where the file is there and `force` is not set; else why it cannot be written.
pub fn save(path: &Path, force: bool, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
    // A device or pipe cannot be replaced; it takes what is written.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        return write(OpenOptions::new().write(true).open(path)?).map(drop);
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let file = OpenOptions::new().write(true).create_new(true).open(&part)?;
    let done = write(file).and_then(|file| {
        file.sync_all()?;
        fs::rename(&part, path)
    });
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

/// As [`save`], of a text.
///
/// # Errors
/// As [`save`].
pub fn save_text(path: &Path, force: bool, text: &str) -> io::Result<()> {
    save(path, force, |mut file| {
        file.write_all(text.as_bytes())?;
        Ok(file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &'static str) -> impl FnOnce(File) -> io::Result<File> {
        move |mut file| {
            file.write_all(text.as_bytes())?;
            Ok(file)
        }
    }

    #[test]
    fn a_file_is_replaced_only_by_force_and_only_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台账.csv");
        save(&path, false, put("一")).unwrap();
        let error = save(&path, false, put("二")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        let full = |mut file: File| {
            file.write_all("半".as_bytes())?;
            Err(io::ErrorKind::StorageFull.into())
        };
        save(&path, true, full).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "一");
        save(&path, true, put("三")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "三");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
    }
}
