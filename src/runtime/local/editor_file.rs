//! The temporary file that an editor works on.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// The name of the file without its extension, as the editor shows it.
const STEM: &str = "strongroom";

/// Extra capacity to detect the end of a file without growing the buffer, which would leave an unwiped copy behind.
const SPARE_BYTES: usize = 64;

const ZEROS: [u8; 4096] = [0; 4096];

/// A file that only its owner can read, in a directory that only its owner can enter. Dropping it overwrites and removes
/// the file and everything that the editor has left beside it.
pub struct EditorFile {
    directory: TempDir,
    path: PathBuf,
}

impl EditorFile {
    /// Creates a file with `text` in the first of `directories` where that is possible.
    pub fn create(directories: &[PathBuf], text: &str, extension: &str) -> io::Result<Self> {
        let mut failure = io::ErrorKind::NotFound.into();
        for directory in directories {
            match Self::create_in(directory, text, extension) {
                Ok(file) => return Ok(file),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn create_in(parent: &Path, text: &str, extension: &str) -> io::Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix("strongroom-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(parent)?;
        let path = directory.path().join(STEM).with_extension(extension);
        // Built before the file, so that an error removes the directory and what was written.
        let editor_file = Self { directory, path };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&editor_file.path)?;
        file.write_all(text.as_bytes())?;
        Ok(editor_file)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file at the path, which may be a new one that the editor has put there.
    pub fn read(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut file = File::open(&self.path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length + SPARE_BYTES));
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for EditorFile {
    fn drop(&mut self) {
        for entry in fs::read_dir(self.directory.path()).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|it| it.is_file())
                && let Err(error) = overwrite(&entry.path())
            {
                tracing::warn!(%error, "the editor's file could not be overwritten");
            }
        }
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
}
