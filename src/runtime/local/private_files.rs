//! The files that the program keeps for its user alone: where they are, what they are called, how they are written, and the
//! trust in one that is there.

use rustix::fs::OFlags;
use rustix::process::geteuid;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// The permissions of others than the owner.
const OTHERS: u32 = 0o077;

/// The end of the names of files that are being written.
const UNFINISHED: &str = ".tmp";

/// The age from which a file that was being written is one that a killed run left.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// A purpose for which a platform has a folder.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// What can be had again.
    Cache,
    /// What lasts.
    State,
}

/// The program's folder on this platform; `None` if the environment has no home.
pub(super) fn folder(purpose: Purpose, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let (of_macos, named, usual) = match purpose {
        Purpose::Cache => ("Library/Caches", "XDG_CACHE_HOME", ".cache"),
        Purpose::State => ("Library/Application Support", "XDG_STATE_HOME", ".local/state"),
    };
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let all = if cfg!(target_os = "macos") {
        absolute("HOME")?.join(of_macos)
    } else {
        absolute(named).or_else(|| Some(absolute("HOME")?.join(usual)))?
    };
    Some(all.join("strongroom"))
}

/// The name of a file of a kind about what the texts and the bytes identify. It tells nothing of them.
pub(super) fn file_name(kind: &str, texts: [&str; 3], bytes: &[u8]) -> String {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    digest.update(bytes);
    let mut name = format!("{kind}-");
    for byte in &digest.finalize()[..16] {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// Writes a file of a kind beside and renames it, so that there is the old one or the new one, never a part. The folder must
/// be there. Removes what runs left that were killed while they wrote.
pub(super) fn replace(
    path: &Path,
    kind: &str,
    write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::NotFound)?;
    let prefix = format!(".{kind}-");
    sweep(folder, &prefix);
    // The library makes the file for its owner alone, and removes it again unless it is persisted.
    let file = tempfile::Builder::new().prefix(&prefix).suffix(UNFINISHED).tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    out.flush()?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

/// Removes files that have been unfinished for long.
fn sweep(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_unfinished =
            name.to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(UNFINISHED));
        let modified = entry.metadata().and_then(|found| found.modified()).ok();
        let age = modified.and_then(|modified| modified.elapsed().ok());
        if is_unfinished && age.is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes the folder if it is missing, for its owner alone.
pub(super) fn prepare(folder: &Path) -> io::Result<()> {
    if let Some(parent) = folder.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || found.uid() != geteuid().as_raw() {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "the folder is not the user's own"));
    }
    if found.mode() & OTHERS != 0 {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Opens a file that only its owner can read, and that is no link; `None` if there is none, or it can't be trusted.
pub(super) fn open(path: &Path) -> io::Result<Option<File>> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let flags = i32::try_from(flags).map_err(io::Error::other)?;
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let found = file.metadata()?;
    let is_trusted = found.is_file() && found.uid() == geteuid().as_raw() && found.mode() & OTHERS == 0;
    Ok(is_trusted.then_some(file))
}

/// Removes a file if it is still the one that was opened: another program of the user may have replaced it.
pub(super) fn remove_opened(path: &Path, opened: &Metadata) {
    let is_same = |found: Metadata| (found.dev(), found.ino()) == (opened.dev(), opened.ino());
    if fs::symlink_metadata(path).is_ok_and(is_same) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::tempdir;

    #[test]
    fn the_folders_follow_the_platform() {
        let of = |purpose, set: &[(&str, &str)]| {
            let variable = |name: &str| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
            };
            folder(purpose, variable)
        };
        assert_eq!(of(Purpose::Cache, &[]), None);
        assert_eq!(of(Purpose::State, &[]), None);
        let home = ("HOME", "/u");
        if cfg!(target_os = "macos") {
            assert_eq!(of(Purpose::Cache, &[home]), Some("/u/Library/Caches/strongroom".into()));
            let state = "/u/Library/Application Support/strongroom";
            assert_eq!(of(Purpose::State, &[home]), Some(state.into()));
        } else {
            assert_eq!(of(Purpose::Cache, &[home]), Some("/u/.cache/strongroom".into()));
            let named = [home, ("XDG_CACHE_HOME", "/c")];
            assert_eq!(of(Purpose::Cache, &named), Some("/c/strongroom".into()));
            let relative = [home, ("XDG_CACHE_HOME", "c")];
            assert_eq!(of(Purpose::Cache, &relative), Some("/u/.cache/strongroom".into()));
            assert_eq!(of(Purpose::State, &[home]), Some("/u/.local/state/strongroom".into()));
            let named = [home, ("XDG_STATE_HOME", "/s")];
            assert_eq!(of(Purpose::State, &named), Some("/s/strongroom".into()));
        }
    }

    #[test]
    fn the_folder_is_its_owners_alone() {
        let home = tempdir().unwrap();
        let folder = home.path().join("a/b/strongroom");
        prepare(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        prepare(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        let (target, link) = (home.path().join("elsewhere"), home.path().join("link"));
        fs::create_dir(&target).unwrap();
        symlink(&target, &link).unwrap();
        assert!(prepare(&link).is_err(), "a link may lead anywhere");
    }

    #[test]
    fn a_file_that_another_program_has_replaced_is_not_removed() {
        let home = tempdir().unwrap();
        let path = home.path().join("list");
        replace(&path, "list", |out| out.write_all(b"old")).unwrap();
        let old = open(&path).unwrap().unwrap();
        replace(&path, "list", |out| out.write_all(b"new")).unwrap();
        remove_opened(&path, &old.metadata().unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let new = open(&path).unwrap().unwrap();
        remove_opened(&path, &new.metadata().unwrap());
        assert!(!path.exists());
    }

    #[test]
    fn only_a_file_of_the_owners_alone_is_trusted() {
        let home = tempdir().unwrap();
        let path = home.path().join("list");
        assert!(open(&path).unwrap().is_none());
        fs::write(&path, "x").unwrap();
        for (mode, trusted) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o660, false)]
        {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert_eq!(open(&path).unwrap().is_some(), trusted, "{mode:o}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        let link = home.path().join("link");
        symlink(&path, &link).unwrap();
        assert!(open(&link).is_err(), "a link is not followed");
        assert!(!matches!(open(home.path()), Ok(Some(_))), "a folder is no list");
    }
}
