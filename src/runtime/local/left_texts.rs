//! The texts that editors of a killed program have left: those that can be offered to the user are held until the answer, all
//! others are wiped.

use super::editor_file::{ORIGIN, STEM, leftovers, read_limited, wipe};
use crate::app::{EditOrigin, LeftText, LeftTextId};
use rustix::process::geteuid;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The texts that are held. No other program finds them meanwhile.
#[derive(Debug, Default)]
pub struct LeftTexts {
    held: Vec<Held>,
}

#[derive(Debug)]
struct Held {
    id: LeftTextId,
    directory: PathBuf,
    text: PathBuf,
    /// The directory, locked.
    _lock: File,
}

impl LeftTexts {
    /// Finds what is left in `directories`. Returns the texts to offer, and the number of directories that were wiped.
    pub fn find(&mut self, directories: &[PathBuf]) -> (Vec<LeftText>, usize) {
        let (mut offered, mut wiped) = (Vec::new(), 0);
        for (directory, lock) in leftovers(directories) {
            let Some((origin, text)) = origin_and_text(&directory) else {
                wipe(&directory);
                wiped += usize::from(!directory.exists());
                continue;
            };
            let id = LeftTextId(self.held.len() + 1);
            offered.push(LeftText { id, origin });
            self.held.push(Held { id, directory, text, _lock: lock });
        }
        (offered, wiped)
    }

    /// Takes a text, and wipes its file.
    pub fn take(&mut self, id: LeftTextId) -> io::Result<Zeroizing<String>> {
        let at = self.held.iter().position(|held| held.id == id).ok_or(io::ErrorKind::NotFound)?;
        let held = self.held.remove(at);
        let bytes = read_limited(&held.text);
        wipe(&held.directory);
        let bytes = bytes?;
        let text = str::from_utf8(&bytes).map_err(|_| io::Error::other("it is not UTF-8"))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// Wipes a text.
    pub fn wipe(&mut self, id: LeftTextId) {
        for held in self.held.extract_if(.., |held| held.id == id) {
            wipe(&held.directory);
        }
    }
}

/// The thing that a left text was of, and the file that has the text. `None` if it is not known, or one of the files is not
/// what this program makes: the user's own, regular, with one name, and closed to others.
fn origin_and_text(directory: &Path) -> Option<(EditOrigin, PathBuf)> {
    let origin = directory.join(ORIGIN);
    let texts = ["json", "txt"].map(|extension| directory.join(STEM).with_extension(extension));
    let text = texts.into_iter().find(|text| text.symlink_metadata().is_ok())?;
    if !is_own(&origin) || !is_own(&text) {
        return None;
    }
    let origin = serde_json::from_slice(&read_limited(&origin).ok()?).ok()?;
    Some((origin, text))
}

fn is_own(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|file| {
        let is_private = file.uid() == geteuid().as_raw() && [0o600, 0o700].contains(&(file.mode() & 0o777));
        file.is_file() && file.nlink() == 1 && is_private
    })
}

#[cfg(test)]
mod tests {
    use super::super::editor_file::EditorFile;
    use super::*;
    use crate::app::EditedPart;
    use crate::secrets::{Arn, VersionId};
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::{TempDir, tempdir};

    #[test]
    fn an_origin_is_read_as_it_was_written() {
        let arn = || Arn::new("arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf");
        for part in [
            EditedPart::Value { arn: arn(), version: None },
            EditedPart::Policy { arn: arn() },
            EditedPart::NewValue { account: Some("111122223333".into()), region: Some("us-east-1".into()) },
            EditedPart::NewValue { account: None, region: None },
        ] {
            let origin = EditOrigin { name: "prod/db".into(), part };
            let written = serde_json::to_vec(&origin).unwrap();
            assert_eq!(serde_json::from_slice::<EditOrigin>(&written).unwrap(), origin);
        }
    }

    fn origin() -> EditOrigin {
        let arn = Arn::new("arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf");
        let part = EditedPart::Value { arn, version: Some(VersionId("one".into())) };
        EditOrigin { name: "prod/db".into(), part }
    }

    /// A text that a killed program has left, and its directory.
    fn left(parent: &TempDir, text: &str) -> PathBuf {
        let file = EditorFile::create(&[parent.path().to_owned()], text, "txt").unwrap();
        file.note_origin(&origin()).unwrap();
        let copy = parent.path().join("strongroom-edit-copy");
        fs::create_dir(&copy).unwrap();
        fs::set_permissions(&copy, Permissions::from_mode(0o700)).unwrap();
        for name in ["strongroom.txt", ORIGIN] {
            fs::copy(file.path().with_file_name(name), copy.join(name)).unwrap();
        }
        copy
    }

    #[test]
    fn a_text_is_offered_then_taken_or_wiped() {
        for takes in [true, false] {
            let parent = tempdir().unwrap();
            let directory = left(&parent, "typed and saved");
            let (mut texts, mut others) = (LeftTexts::default(), LeftTexts::default());
            let (offered, wiped) = texts.find(&[parent.path().to_owned()]);
            assert_eq!((offered.len(), wiped), (1, 0));
            assert_eq!(offered[0].origin, origin());
            assert_eq!(
                others.find(&[parent.path().to_owned()]),
                (Vec::new(), 0),
                "another program leaves it alone"
            );
            assert!(directory.exists());
            if takes {
                assert_eq!(*texts.take(offered[0].id).unwrap(), *"typed and saved");
            } else {
                texts.wipe(offered[0].id);
            }
            assert!(!directory.exists());
            assert!(texts.take(offered[0].id).is_err());
        }
    }

    #[test]
    fn what_this_program_does_not_make_is_wiped_and_not_offered() {
        let spoil: [fn(&Path); 6] = [
            |text| fs::set_permissions(text, Permissions::from_mode(0o644)).unwrap(),
            |text| fs::hard_link(text, text.with_extension("again")).unwrap(),
            |text| {
                fs::rename(text, text.with_extension("moved")).unwrap();
                symlink(text.with_extension("moved"), text).unwrap();
            },
            |text| fs::remove_file(text).unwrap(),
            |text| fs::remove_file(text.with_file_name(ORIGIN)).unwrap(),
            |text| fs::write(text.with_file_name(ORIGIN), "{").unwrap(),
        ];
        for spoil in spoil {
            let parent = tempdir().unwrap();
            let directory = left(&parent, "text");
            spoil(&directory.join("strongroom.txt"));
            let found = LeftTexts::default().find(&[parent.path().to_owned()]);
            assert_eq!(found, (Vec::new(), 1));
            assert!(!directory.exists());
        }
    }
}
