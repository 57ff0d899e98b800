//! A text in a file of its own, for as long as an editor works on it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// The name of the file, before its extension: what an editor shows.
const STEM: &str = "strongroom";

/// Room for a reader to find the end of a file without growing, which would leave a copy behind.
const SPARE_BYTES: usize = 64;

const ZEROS: [u8; 4096] = [0; 4096];

/// A file that only its owner can read, in a directory that only its owner can enter. Both are gone when it is dropped, the
/// file overwritten first; what the editor kept beside it as well.
pub struct Scratch {
    directory: TempDir,
    path: PathBuf,
}

impl Scratch {
    /// Puts `text` into the first of `places` that takes it.
    pub fn create(places: &[PathBuf], text: &str, extension: &str) -> io::Result<Self> {
        let mut failure = io::ErrorKind::NotFound.into();
        for place in places {
            match Self::create_in(place, text, extension) {
                Ok(scratch) => return Ok(scratch),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn create_in(place: &Path, text: &str, extension: &str) -> io::Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix("strongroom-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(place)?;
        let path = directory.path().join(STEM).with_extension(extension);
        let scratch = Self { directory, path };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&scratch.path)?;
        file.write_all(text.as_bytes())?;
        Ok(scratch)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in the file now, be it the same file or one that was put in its place.
    pub fn read(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut file = File::open(&self.path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length + SPARE_BYTES));
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Scratch {
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
        let place = tempdir().unwrap();
        let scratch = Scratch::create(&[place.path().to_owned()], "text", "json").unwrap();
        assert_eq!((mode(scratch.path()), mode(scratch.path().parent().unwrap())), (0o600, 0o700));
        assert!(scratch.path().ends_with("strongroom.json"));
        assert_eq!(*scratch.read().unwrap(), b"text");
    }

    #[test]
    fn a_place_that_takes_no_file_is_passed_over() {
        let place = tempdir().unwrap();
        let places = [place.path().join("missing"), place.path().to_owned()];
        let scratch = Scratch::create(&places, "", "txt").unwrap();
        assert!(scratch.path().starts_with(place.path()));
        assert_eq!(Scratch::create(&places[..1], "", "txt").err().unwrap().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn nothing_is_left_and_all_of_it_was_overwritten() {
        let place = tempdir().unwrap();
        let scratch = Scratch::create(&[place.path().to_owned()], &"s".repeat(10_000), "txt").unwrap();
        let backup = scratch.path().with_extension("txt~");
        fs::write(&backup, "older").unwrap();
        let mut kept = [File::open(scratch.path()).unwrap(), File::open(backup).unwrap()];
        drop(scratch);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
        for (file, length) in kept.iter_mut().zip([10_000, 5]) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, vec![0; length]);
        }
    }
}
