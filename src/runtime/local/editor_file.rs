//! The temporary file that an editor works on, and those that a killed program has left.

use crate::app::EditOrigin;
use rustix::process::geteuid;
use std::fs::{self, DirEntry, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// The name of the file without its extension, as the editor shows it.
pub(super) const STEM: &str = "strongroom";

/// The name of the file that says what the text is of.
pub(super) const ORIGIN: &str = "origin";

/// The beginning of the name of the file's directory.
const PREFIX: &str = "strongroom-edit-";

/// The tries to create a directory. Another program that starts right now may take a new one for one that was left.
const TRIES: usize = 3;

/// The most bytes that are read of a file: many times those of a value.
const MAX_BYTES: u64 = 1 << 20;

/// Extra capacity to detect the end of a file without growing the buffer, which would leave an unwiped copy behind.
const SPARE_BYTES: usize = 64;

const ZEROS: [u8; 4096] = [0; 4096];

/// A file that only its owner can read, in a directory that only its owner can enter. Dropping it overwrites and removes
/// the file and everything that the editor has left beside it.
pub struct EditorFile {
    path: PathBuf,
    directory: TempDir,
    /// The directory, locked as long as the program runs: a program that finds one unlocked wipes it.
    _lock: File,
}

impl EditorFile {
    /// Creates a file with `text` in the first of `directories` where that is possible.
    pub fn create(directories: &[PathBuf], text: &str, extension: &str) -> io::Result<Self> {
        let mut failure = ErrorKind::NotFound.into();
        for directory in directories {
            for _ in 0..TRIES {
                match Self::create_in(directory, text, extension) {
                    Ok(file) => return Ok(file),
                    Err(error) => failure = error,
                }
                if failure.kind() != ErrorKind::NotFound || !directory.exists() {
                    break;
                }
            }
        }
        Err(failure)
    }

    fn create_in(parent: &Path, text: &str, extension: &str) -> io::Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix(PREFIX)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(parent)?;
        let lock = File::open(directory.path())?;
        lock.lock()?;
        let path = directory.path().join(STEM).with_extension(extension);
        // Built before the file, so that an error removes the directory and what was written.
        let editor_file = Self { path, directory, _lock: lock };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&editor_file.path)?;
        file.write_all(text.as_bytes())?;
        Ok(editor_file)
    }

    /// Notes beside the file what its text is of, for a start after this program was killed.
    pub fn note_origin(&self, origin: &EditOrigin) -> io::Result<()> {
        let path = self.directory.path().join(ORIGIN);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        Ok(serde_json::to_writer(file, origin)?)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file at the path, which may be a new one that the editor has put there.
    ///
    /// # Errors
    /// It can't be read, is no regular file, which might never end, or is too large to be a value.
    pub fn read(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        read_limited(&self.path)
    }
}

/// Reads a regular file that is not too large to be a value.
pub(super) fn read_limited(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    if metadata.len() > MAX_BYTES {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(length + SPARE_BYTES));
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Drop for EditorFile {
    fn drop(&mut self) {
        wipe(self.directory.path());
    }
}

/// The directories of editors that are left in `directories` because a program was killed, each locked.
pub(super) fn leftovers(directories: &[PathBuf]) -> Vec<(PathBuf, File)> {
    let entries = directories.iter().flat_map(|directory| fs::read_dir(directory).into_iter().flatten());
    entries.flatten().filter_map(|entry| lock_leftover(&entry)).collect()
}

/// Locks an editor's directory if it is our own and no program has it locked.
fn lock_leftover(entry: &DirEntry) -> Option<(PathBuf, File)> {
    let is_editors = entry.file_name().to_string_lossy().starts_with(PREFIX);
    let is_ours = |metadata: fs::Metadata| {
        metadata.is_dir() && metadata.uid() == geteuid().as_raw() && metadata.mode() & 0o777 == 0o700
    };
    if !is_editors || !entry.metadata().is_ok_and(is_ours) {
        return None;
    }
    let directory = File::open(entry.path()).ok()?;
    directory.try_lock().ok()?;
    Some((entry.path(), directory))
}

/// Overwrites all files below `directory`, and removes it. Whatever the editor has left there is removed.
pub(super) fn wipe(directory: &Path) {
    // What its owner may not write is not overwritten, and what is in a directory like that is not removed.
    let _ = fs::set_permissions(directory, Permissions::from_mode(0o700));
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => wipe(&entry.path()),
            Ok(kind) if kind.is_file() => {
                let _ = fs::set_permissions(entry.path(), Permissions::from_mode(0o600));
                if let Err(error) = overwrite(&entry.path()) {
                    tracing::warn!(%error, "the editor's file could not be overwritten");
                }
            }
            // A link, a fifo, a socket: it holds no text.
            Ok(_) | Err(_) => {}
        }
    }
    if let Err(error) = fs::remove_dir_all(directory) {
        tracing::warn!(%error, "the editor's directory could not be removed");
    }
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut left = file.metadata()?.len();
    while left > 0 {
        let piece = left.min(ZEROS.len() as u64);
        file.write_all(&ZEROS[..usize::try_from(piece).unwrap_or(ZEROS.len())])?;
        left -= piece;
    }
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::super::left_texts::LeftTexts;
    use super::*;
    use tempfile::tempdir;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_file_and_its_directory_are_the_owners_alone() {
        let directory = tempdir().unwrap();
        let file = EditorFile::create(&[directory.path().to_owned()], "text", "json").unwrap();
        assert_eq!((mode(file.path()), mode(file.path().parent().unwrap())), (0o600, 0o700));
        assert!(file.path().ends_with("strongroom.json"));
        assert_eq!(*file.read().unwrap(), b"text");
    }

    #[test]
    fn a_directory_where_no_file_can_be_created_is_passed_over() {
        let directory = tempdir().unwrap();
        let directories = [directory.path().join("missing"), directory.path().to_owned()];
        let file = EditorFile::create(&directories, "", "txt").unwrap();
        assert!(file.path().starts_with(directory.path()));
        assert_eq!(
            EditorFile::create(&directories[..1], "", "txt").err().unwrap().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[test]
    fn nothing_is_left_and_all_of_it_was_overwritten() {
        let directory = tempdir().unwrap();
        let file = EditorFile::create(&[directory.path().to_owned()], &"s".repeat(10_000), "txt").unwrap();
        let backup = file.path().with_extension("txt~");
        fs::write(&backup, "older").unwrap();
        let mut kept = [File::open(file.path()).unwrap(), File::open(backup).unwrap()];
        drop(file);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
        for (file, length) in kept.iter_mut().zip([10_000, 5]) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, vec![0; length]);
        }
    }

    #[test]
    fn whatever_the_editor_left_is_removed() {
        let directory = tempdir().unwrap();
        let file = EditorFile::create(&[directory.path().to_owned()], "text", "txt").unwrap();
        let beside = file.path().parent().unwrap().to_owned();
        let nested = beside.join("backups");
        fs::create_dir(&nested).unwrap();
        fs::write(nested.join("old"), "older").unwrap();
        fs::set_permissions(nested.join("old"), Permissions::from_mode(0o400)).unwrap();
        fs::set_permissions(&nested, Permissions::from_mode(0o500)).unwrap();
        let elsewhere = directory.path().join("elsewhere");
        fs::write(&elsewhere, "kept").unwrap();
        std::os::unix::fs::symlink(&elsewhere, beside.join("link")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(beside.join("socket")).unwrap();
        mkfifo(&beside.join("fifo"));
        let mut old = File::open(nested.join("old")).unwrap();
        drop(file);
        assert!(!beside.exists());
        assert_eq!(fs::read(&elsewhere).unwrap(), b"kept", "a link is not followed");
        let mut bytes = Vec::new();
        old.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [0; 5]);
    }

    #[test]
    fn what_is_no_regular_file_is_not_read() {
        let directory = tempdir().unwrap();
        for replace in [
            mkfifo as fn(&Path),
            |path| fs::create_dir(path).unwrap(),
            |path| {
                std::os::unix::fs::symlink("/dev/zero", path).unwrap();
            },
        ] {
            let file = EditorFile::create(&[directory.path().to_owned()], "text", "txt").unwrap();
            fs::remove_file(file.path()).unwrap();
            replace(file.path());
            assert_eq!(file.read().unwrap_err().to_string(), "it is not a regular file");
        }
        let file = EditorFile::create(&[directory.path().to_owned()], "text", "txt").unwrap();
        OpenOptions::new().write(true).open(file.path()).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(file.read().unwrap_err().to_string(), "it is larger than 1 MiB");
        OpenOptions::new().write(true).open(file.path()).unwrap().set_len(0).unwrap();
        drop(file);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }

    #[test]
    fn only_what_a_program_that_is_gone_has_left_is_wiped() {
        let directory = tempdir().unwrap();
        let directories = [directory.path().to_owned(), directory.path().join("missing")];
        let in_use = EditorFile::create(&directories, "in use", "txt").unwrap();
        let left = directory.path().join(format!("{PREFIX}left"));
        let open_to_others = directory.path().join(format!("{PREFIX}others"));
        let of_another = directory.path().join("another-edit-x");
        for (path, mode) in [(&left, 0o700), (&open_to_others, 0o755), (&of_another, 0o700)] {
            fs::create_dir(path).unwrap();
            fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
            fs::write(path.join("strongroom.json"), "value").unwrap();
        }
        let mut file = File::open(left.join("strongroom.json")).unwrap();
        assert_eq!(LeftTexts::default().find(&directories), (Vec::new(), 1));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [0; 5]);
        assert!(!left.exists() && open_to_others.exists() && of_another.exists());
        assert_eq!(*in_use.read().unwrap(), b"in use");
        assert_eq!(LeftTexts::default().find(&directories), (Vec::new(), 0));
    }

    fn mkfifo(path: &Path) {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
}
