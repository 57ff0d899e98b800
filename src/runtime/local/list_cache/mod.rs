//! The cache of the list on disk: the last whole list of each connection, in a file that only its owner can read. It has
//! metadata, never a value.
//!
//! A list is written to a file beside and renamed, so that there is the old list or the new one, never a part. A file that is
//! damaged, too old, or not the user's alone is deleted or left alone, and never shown.

mod format;
mod record;

use super::private_files::{self, Purpose};
use crate::app::list_cache::{CacheRead, CacheStep, EarlierSecrets, WholeList};
use crate::service::api::{AccountOrigin, ConnectionId, ListOrigin};
use format::{Damaged, ListReader};
use jiff::{SignedDuration, Timestamp};
use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The kind of file, which its name begins with.
const KIND: &str = "list";

/// The list that is being read, and the connection that it is for.
type Reading = Option<(ConnectionId, ListReader<File>)>;

/// The cached lists of a user. Cheap to clone: clones share the list that is being read.
#[derive(Clone, Debug)]
pub struct ListCache {
    folder: PathBuf,
    longest_age: SignedDuration,
    reading: Arc<Mutex<Reading>>,
    /// The number of the last list that was written. Held while one is written.
    written: Arc<Mutex<u64>>,
    ended: Arc<AtomicBool>,
}

impl ListCache {
    /// The cache in this environment, which keeps lists for `longest_age`; `None` without a home.
    pub fn of_environment(longest_age: Duration) -> Option<Self> {
        Self::of(|name| env::var_os(name), longest_age)
    }

    fn of(variable: impl Fn(&str) -> Option<OsString>, longest_age: Duration) -> Option<Self> {
        let folder = private_files::folder(Purpose::Cache, variable)?;
        let longest_age = SignedDuration::try_from(longest_age).unwrap_or(SignedDuration::MAX);
        let (reading, written, ended) = Default::default();
        Some(Self { folder, longest_age, reading, written, ended })
    }

    /// Does a step of reading the list of a connection.
    pub fn read(&self, id: ConnectionId, origin: &ListOrigin, step: &CacheStep, now: Timestamp) -> CacheRead {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        match step {
            CacheStep::Open { account: None } if origin.account == AccountOrigin::Service => {
                return CacheRead::NeedsAccount;
            }
            CacheStep::Open { account } => {
                *reading = self.open(origin, account.as_deref(), now).map(|list| (id, list));
            }
            CacheStep::Next => {}
        }
        let Some((of, list)) = reading.as_mut() else { return CacheRead::Nothing };
        if *of != id {
            return CacheRead::Nothing;
        }
        let read = match chunk(list) {
            Ok(Some(chunk)) if !chunk.last => return CacheRead::Chunk(chunk),
            Ok(Some(chunk)) => CacheRead::Chunk(chunk),
            Ok(None) => CacheRead::Nothing,
            Err(Damaged) => CacheRead::Damaged,
        };
        *reading = None;
        read
    }

    /// Every name of the list of a connection, without building the rest. Deletes nothing: a list that can't be offered is
    /// passed over.
    pub fn names(&self, origin: &ListOrigin, now: Timestamp) -> Vec<String> {
        let mut names = Vec::new();
        let file = self.file(&self.path(origin));
        let Some(Ok(Some(mut list))) = file.map(|file| self.trusted(file, origin, now)) else { return names };
        loop {
            match list.names(|name| names.push(name.to_owned())) {
                Ok(true) => {}
                Ok(false) => return names,
                Err(Damaged) => return Vec::new(),
            }
        }
    }

    /// Opens the list of a connection if it can be trusted. One that is damaged or too old is deleted.
    fn open(&self, origin: &ListOrigin, account: Option<&str>, now: Timestamp) -> Option<ListReader<File>> {
        let path = self.path(origin);
        let file = self.file(&path)?;
        // Another dashboard may write a list meanwhile, which stays.
        let opened = file.metadata().ok()?;
        match self.trusted(file, origin, now) {
            Ok(list) => list.filter(|list| account.is_none_or(|account| account == list.account)),
            Err(unusable) => {
                tracing::warn!(path = %path.display(), %unusable, "the cached list is deleted");
                private_files::remove_opened(&path, &opened);
                None
            }
        }
    }

    /// The file of a list, if there is one that is the user's alone.
    fn file(&self, path: &Path) -> Option<File> {
        let opened = private_files::prepare(&self.folder).and_then(|()| private_files::open(path));
        opened.unwrap_or_else(|error| {
            tracing::warn!(path = %path.display(), %error, "the cached list is not read");
            None
        })
    }

    /// The list in a file; `None` if it is that of another connection.
    fn trusted(
        &self,
        file: File,
        origin: &ListOrigin,
        now: Timestamp,
    ) -> Result<Option<ListReader<File>>, Unusable> {
        let Some(list) = ListReader::open(file, origin)? else { return Ok(None) };
        let age = now.duration_since(list.as_of);
        if age > self.longest_age || age.is_negative() { Err(Unusable::Outdated) } else { Ok(Some(list)) }
    }

    /// Writes the list of a connection, unless a later one is written already: `number` grows with each list.
    pub fn save(&self, origin: &ListOrigin, list: &WholeList, number: u64) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let has_ended = || self.ended.load(Ordering::Relaxed);
        if *written > number || has_ended() {
            return;
        }
        match self.write(origin, list) {
            Ok(()) => *written = number,
            Err(_) if has_ended() => {}
            Err(error) => {
                tracing::warn!(folder = %self.folder.display(), %error, "the list is not cached");
                self.drop(origin);
            }
        }
    }

    fn write(&self, origin: &ListOrigin, list: &WholeList) -> io::Result<()> {
        private_files::prepare(&self.folder)?;
        private_files::replace(&self.path(origin), KIND, |out| {
            format::write(list, origin, &mut UntilEnd { out, ended: &self.ended })
        })
    }

    /// Writes no more lists. Waits until one that is being written is given up: the earlier list stays, and no unfinished file.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        drop(self.written.lock());
    }

    /// Deletes the list of a connection.
    pub fn drop(&self, origin: &ListOrigin) {
        let _ = fs::remove_file(self.path(origin));
    }

    fn path(&self, origin: &ListOrigin) -> PathBuf {
        let texts = [origin.profile(), origin.region(), origin.endpoint_url().unwrap_or_default()];
        self.folder.join(private_files::file_name(KIND, texts, origin.credentials.as_ref()))
    }
}

/// The reason why a list is of no more use.
#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error(transparent)]
    Damaged(#[from] Damaged),
    #[error("it is too old, or of the future")]
    Outdated,
}

/// Writes until the program ends.
struct UntilEnd<'a, W> {
    out: W,
    ended: &'a AtomicBool,
}

impl<W: Write> Write for UntilEnd<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.ended.load(Ordering::Relaxed) {
            return Err(io::Error::other("the program ends"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn chunk(list: &mut ListReader<File>) -> Result<Option<EarlierSecrets>, Damaged> {
    let Some(secrets) = list.secrets()? else { return Ok(None) };
    let is_last = list.is_at_end()?;
    Ok(Some(EarlierSecrets { as_of: list.as_of, account: list.account.clone(), secrets, last: is_last }))
}

#[cfg(test)]
mod tests;
