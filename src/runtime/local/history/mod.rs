//! Bookmarks and filters on disk: a file for each account, Region and endpoint that only its owner can read. It has names and
//! filters, never a value.
//!
//! A change is read, made and written while a lock is held, so that several dashboards lose nothing of each other. A file is
//! written beside and renamed. A file that is damaged is dropped; one that others can read is left alone and told.

use super::private_files::{self, Purpose};
use crate::app::remembered::{HistoryChange, HistoryPlace, HistoryRead, Remembered};
use serde::{Deserialize, Serialize};
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// The version of the format.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes: names have at most 512.
const LARGEST: u64 = 2 << 20;
/// The kind of file, which its name begins with.
const KIND: &str = "history";
/// The name of the file that is locked while another is changed.
const LOCK: &str = "history.lock";

/// The files of a user.
#[derive(Clone, Debug)]
pub struct HistoryFiles {
    folder: PathBuf,
}

/// A file.
#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    place: HistoryPlace,
    remembered: Remembered,
}

/// The content of a file.
enum Content {
    /// There is no file.
    Nothing,
    Whole(Remembered),
    Damaged,
}

impl HistoryFiles {
    /// The files in this environment; `None` without a home.
    pub fn of_environment() -> Option<Self> {
        private_files::folder(Purpose::State, |name| env::var_os(name)).map(|folder| Self { folder })
    }

    /// Reads what is kept of a place.
    pub fn read(&self, place: &HistoryPlace) -> HistoryRead {
        // Without a folder there is nothing to read, and none is made for that.
        if !self.folder.exists() {
            return HistoryRead::Ready(Remembered::default());
        }
        self.locked(|| {
            Ok(match self.content(place)? {
                Content::Nothing => HistoryRead::Ready(Remembered::default()),
                Content::Whole(remembered) => HistoryRead::Ready(remembered),
                Content::Damaged => {
                    fs::remove_file(self.path(place))?;
                    HistoryRead::Damaged(Remembered::default())
                }
            })
        })
    }

    /// Makes a change on what is kept of a place, with what other dashboards have changed.
    pub fn change(&self, place: &HistoryPlace, change: &HistoryChange) -> HistoryRead {
        self.locked(|| {
            let (mut remembered, damaged) = match self.content(place)? {
                Content::Nothing => (Remembered::default(), false),
                Content::Whole(remembered) => (remembered, false),
                Content::Damaged => (Remembered::default(), true),
            };
            remembered.apply(change);
            if remembered.is_empty() {
                match fs::remove_file(self.path(place)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            } else {
                self.write(place, &remembered)?;
            }
            Ok(if damaged { HistoryRead::Damaged(remembered) } else { HistoryRead::Ready(remembered) })
        })
    }

    /// Does work while no other dashboard changes a file.
    fn locked(&self, work: impl FnOnce() -> io::Result<HistoryRead>) -> HistoryRead {
        let done = private_files::prepare(&self.folder).and_then(|()| {
            let lock = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .mode(0o600)
                .open(self.folder.join(LOCK))?;
            lock.lock()?;
            work()
        });
        done.unwrap_or_else(|error| {
            tracing::warn!(folder = %self.folder.display(), %error, "bookmarks and filters are not kept");
            HistoryRead::Failed(error.to_string())
        })
    }

    fn content(&self, place: &HistoryPlace) -> io::Result<Content> {
        let path = self.path(place);
        let Some(file) = private_files::open(&path)? else {
            if path.symlink_metadata().is_ok() {
                let text = format!("{} is not a file that only you can read", path.display());
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, text));
            }
            return Ok(Content::Nothing);
        };
        let mut text = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut text)?;
        let document: Result<Document, _> = serde_json::from_slice(&text);
        Ok(match document {
            Ok(found) if found.version == VERSION && found.place == *place => {
                Content::Whole(found.remembered)
            }
            Ok(_) | Err(_) => Content::Damaged,
        })
    }

    fn write(&self, place: &HistoryPlace, remembered: &Remembered) -> io::Result<()> {
        let document = Document { version: VERSION, place: place.clone(), remembered: remembered.clone() };
        let text = serde_json::to_vec_pretty(&document)?;
        private_files::replace(&self.path(place), KIND, |out| out.write_all(&text))
    }

    fn path(&self, place: &HistoryPlace) -> PathBuf {
        let texts = [&*place.account, &*place.region, place.endpoint.as_deref().unwrap_or_default()];
        self.folder.join(private_files::file_name(KIND, texts, &[]) + ".json")
    }
}

#[cfg(test)]
mod tests;
