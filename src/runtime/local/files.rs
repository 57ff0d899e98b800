//! Reading and saving values in files. A file is saved whole or not at all, and never overwrites another.

use crate::app::Problem;
use crate::secrets::ValueBody;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The most bytes of a value.
const MAX_BYTES: usize = ValueBody::LIMIT;

/// Extra capacity to detect the end of a file without growing the buffer, which would leave an unwiped copy behind.
const SPARE_BYTES: usize = 64;

/// Reads a file of at most 65,536 bytes.
pub fn read(path: &str) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let bytes = read_at_most(&expanded(path), MAX_BYTES + 1).map_err(|error| not_read(path, &error))?;
    if bytes.len() > MAX_BYTES {
        return Err(Problem {
            text: format!("{path} is larger than 65,536 bytes, the limit of a secret value."),
            next: "Choose a smaller file.".to_owned(),
        });
    }
    Ok(bytes)
}

/// Saves `bytes` to a new file that only its owner can read. Removes the file again if it can't be written whole.
pub fn save(path: &str, bytes: &[u8]) -> Result<(), Problem> {
    let target = expanded(path);
    let created = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&target);
    let mut file = created.map_err(|error| not_saved(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(&target);
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

/// The path, with a leading `~` replaced by the user's home directory.
pub fn expanded(path: &str) -> PathBuf {
    let below_home = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (below_home, env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(path),
    }
}

fn not_read(path: &str, error: &io::Error) -> Problem {
    let (text, next) = match error.kind() {
        ErrorKind::NotFound => {
            (format!("There is no file {path}."), "Check the path; ~ is your home directory.")
        }
        ErrorKind::PermissionDenied => {
            (format!("{path} can't be read: permission denied."), "Choose a file that you may read.")
        }
        ErrorKind::IsADirectory => (format!("{path} is a directory."), "Name a file in it."),
        ErrorKind::InvalidInput => (format!("{path} is not a regular file."), "Choose a regular file."),
        _ => (format!("{path} can't be read: {error}."), "Try again, or choose another file."),
    };
    Problem { text, next: next.to_owned() }
}

fn not_saved(path: &str, error: &io::Error) -> Problem {
    let (text, next) = match error.kind() {
        ErrorKind::AlreadyExists => {
            (format!("{path} already exists and is not overwritten."), "Choose another name.")
        }
        ErrorKind::NotFound => (
            format!("{path} can't be saved: its directory does not exist."),
            "Choose a directory that exists.",
        ),
        ErrorKind::PermissionDenied => (
            format!("{path} can't be saved: permission denied."),
            "Choose a directory that you may write to.",
        ),
        _ => (
            format!("{path} can't be saved: {error}."),
            "Choose another directory; no part of the file is left.",
        ),
    };
    Problem { text, next: next.to_owned() }
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
        fs::write(&path, vec![7; MAX_BYTES]).unwrap();
        assert_eq!(*read(&path).unwrap(), vec![7; MAX_BYTES]);
        fs::write(&path, vec![7; MAX_BYTES + 1]).unwrap();
        let problem = read(&path).unwrap_err();
        assert!(problem.text.ends_with("is larger than 65,536 bytes, the limit of a secret value."));
    }

    #[test]
    fn paths_that_are_not_files_are_told_apart() {
        let directory = tempdir().unwrap();
        let missing = path(directory.path(), "missing");
        assert_eq!(read(&missing).unwrap_err().text, format!("There is no file {missing}."));
        let folder = path(directory.path(), "");
        assert_eq!(read(&folder).unwrap_err().text, format!("{folder} is a directory."));
        assert_eq!(read("/dev/zero").unwrap_err().text, "/dev/zero is not a regular file.");
    }

    #[test]
    fn a_leading_tilde_that_stands_alone_is_the_home_directory() {
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
    fn existing_files_are_not_overwritten() {
        let directory = tempdir().unwrap();
        let (old, link) = (path(directory.path(), "old"), path(directory.path(), "link"));
        fs::write(&old, "old").unwrap();
        symlink(path(directory.path(), "nowhere"), &link).unwrap();
        for taken in [&old, &link] {
            let problem = save(taken, b"new").unwrap_err();
            assert_eq!(problem.text, format!("{taken} already exists and is not overwritten."));
        }
        assert_eq!(fs::read(&old).unwrap(), b"old");
        assert!(!directory.path().join("nowhere").exists());
    }

    #[test]
    fn a_missing_directory_is_not_created() {
        let directory = tempdir().unwrap();
        let path = path(directory.path(), "none/value");
        assert!(save(&path, b"a").unwrap_err().text.ends_with("its directory does not exist."));
        assert!(!directory.path().join("none").exists());
    }
}
