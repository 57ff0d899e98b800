//! Files that a value is read from, or saved to: whole or not at all, and never over one that is there.

use crate::app::Trouble;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The longest value that the service takes, in bytes.
const MOST_BYTES: usize = 65_536;

/// Room beyond the longest value: a reader that never has to grow leaves no copy behind.
const SPARE_BYTES: usize = 64;

/// Reads all of a file, unless it is longer than a value may be.
pub fn read(path: &str) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    let bytes = read_at_most(&expanded(path), MOST_BYTES + 1).map_err(|error| not_read(path, &error))?;
    if bytes.len() > MOST_BYTES {
        return Err(Trouble {
            text: format!("{path} is larger than 65,536 bytes, more than a value may have."),
            next: "Choose a smaller file.".to_owned(),
        });
    }
    Ok(bytes)
}

/// Saves `bytes` to a new file that only its owner can read. Nothing is left of one that could not be written whole.
pub fn save(path: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let place = expanded(path);
    let created = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&place);
    let mut file = created.map_err(|error| not_saved(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(&place);
        not_saved(path, &error)
    })
}

fn read_at_most(path: &Path, most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + SPARE_BYTES));
    File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path with `~` at its beginning as the user's home.
fn expanded(path: &str) -> PathBuf {
    let below_home = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (below_home, env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(path),
    }
}

fn not_read(path: &str, error: &io::Error) -> Trouble {
    let (text, next) = match error.kind() {
        ErrorKind::NotFound => {
            (format!("There is no file {path}."), "Check the path; ~ stands for your home directory.")
        }
        ErrorKind::PermissionDenied => {
            (format!("{path} can't be read: permission denied."), "Choose a file that you may read.")
        }
        ErrorKind::IsADirectory => (format!("{path} is a directory."), "Name a file in it."),
        ErrorKind::InvalidInput => (format!("{path} is no regular file."), "Choose a regular file."),
        _ => (format!("{path} can't be read: {error}."), "Try again, or choose another file."),
    };
    Trouble { text, next: next.to_owned() }
}

fn not_saved(path: &str, error: &io::Error) -> Trouble {
    let (text, next) = match error.kind() {
        ErrorKind::AlreadyExists => {
            (format!("{path} exists already, and is not overwritten."), "Choose another name.")
        }
        ErrorKind::NotFound => (
            format!("{path} can't be saved: its directory does not exist."),
            "Choose a directory that exists.",
        ),
        ErrorKind::PermissionDenied => (
            format!("{path} can't be saved: permission denied."),
            "Choose a directory that you may write to.",
        ),
        _ => (format!("{path} can't be saved: {error}."), "Nothing is left of it: choose another place."),
    };
    Trouble { text, next: next.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::tempdir;

    fn path(directory: &Path, name: &str) -> String {
        directory.join(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_file_is_read_up_to_the_longest_value() {
        let directory = tempdir().unwrap();
        let path = path(directory.path(), "value");
        fs::write(&path, vec![7; MOST_BYTES]).unwrap();
        assert_eq!(*read(&path).unwrap(), vec![7; MOST_BYTES]);
        fs::write(&path, vec![7; MOST_BYTES + 1]).unwrap();
        let trouble = read(&path).unwrap_err();
        assert!(trouble.text.ends_with("is larger than 65,536 bytes, more than a value may have."));
    }

    #[test]
    fn what_is_no_file_is_told_apart() {
        let directory = tempdir().unwrap();
        let missing = path(directory.path(), "missing");
        assert_eq!(read(&missing).unwrap_err().text, format!("There is no file {missing}."));
        let folder = path(directory.path(), "");
        assert_eq!(read(&folder).unwrap_err().text, format!("{folder} is a directory."));
        assert_eq!(read("/dev/zero").unwrap_err().text, "/dev/zero is no regular file.");
    }

    #[test]
    fn home_is_meant_by_a_tilde_that_stands_alone() {
        let home = env::home_dir().unwrap();
        assert_eq!(expanded("~"), home);
        assert_eq!(expanded("~/a/b"), home.join("a/b"));
        assert_eq!(expanded("~a/b"), Path::new("~a/b"));
        assert_eq!(expanded("/a/~"), Path::new("/a/~"));
    }

    #[test]
    fn a_saved_file_is_its_owners_alone() {
        let directory = tempdir().unwrap();
        let path = path(directory.path(), "value");
        save(&path, b"abc").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"abc");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn nothing_that_is_there_is_overwritten() {
        let directory = tempdir().unwrap();
        let (old, link) = (path(directory.path(), "old"), path(directory.path(), "link"));
        fs::write(&old, "old").unwrap();
        symlink(path(directory.path(), "nowhere"), &link).unwrap();
        for taken in [&old, &link] {
            let trouble = save(taken, b"new").unwrap_err();
            assert_eq!(trouble.text, format!("{taken} exists already, and is not overwritten."));
        }
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert!(!directory.path().join("nowhere").exists());
    }

    #[test]
    fn a_directory_that_does_not_exist_is_not_made() {
        let directory = tempdir().unwrap();
        let path = path(directory.path(), "none/value");
        assert!(save(&path, b"a").unwrap_err().text.ends_with("its directory does not exist."));
        assert!(!directory.path().join("none").exists());
    }
}
