//! The cache of the list on disk: the last whole list of each connection, in a file that only its owner can read. It has
//! metadata, never a value.
//!
//! A list is written to a file beside and renamed, so that there is the old list or the new one, never a part. A file that is
//! damaged, too old, or not the user's alone is deleted or left alone, and never shown.

mod format;
mod record;

use super::private_files;
use crate::app::list_cache::{CacheRead, CacheStep, EarlierSecrets, WholeList};
use crate::service::api::{AccountOrigin, ConnectionId, ListOrigin};
use format::{Damaged, ListReader};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The beginning and the end of the names of files that are being written.
const UNFINISHED: (&str, &str) = (".list-", ".tmp");

/// The age from which a file that was being written is one that a killed run left.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// The list that is being read, and the connection that it is for.
type Reading = Option<(ConnectionId, ListReader<File>)>;

/// The cached lists of a user. Cheap to clone: clones share the list that is being read.
#[derive(Clone, Debug)]
pub struct ListCache {
    folder: PathBuf,
    longest_age: SignedDuration,
    reading: Arc<Mutex<Reading>>,
    /// The number of the last list that was written.
    written: Arc<Mutex<u64>>,
}

impl ListCache {
    /// The cache in this environment, which keeps lists for `longest_age`; `None` without a home.
    pub fn of_environment(longest_age: Duration) -> Option<Self> {
        Self::of(|name| env::var_os(name), longest_age)
    }

    fn of(variable: impl Fn(&str) -> Option<OsString>, longest_age: Duration) -> Option<Self> {
        let folder = folder(variable)?;
        let longest_age = SignedDuration::try_from(longest_age).unwrap_or(SignedDuration::MAX);
        Some(Self { folder, longest_age, reading: Arc::default(), written: Arc::default() })
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

    /// Every name of the list of a connection, without building the rest.
    pub fn names(&self, origin: &ListOrigin, now: Timestamp) -> Vec<String> {
        let mut names = Vec::new();
        let Some(mut list) = self.open(origin, None, now) else { return names };
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
        let opened = private_files::prepare(&self.folder).and_then(|()| private_files::open(&path));
        let file = opened.unwrap_or_else(|error| {
            tracing::warn!(path = %path.display(), %error, "the cached list is not read");
            None
        })?;
        let list = match ListReader::open(file, origin) {
            Ok(list) => list?,
            Err(damaged) => {
                tracing::warn!(path = %path.display(), %damaged, "the cached list is deleted");
                self.drop(origin);
                return None;
            }
        };
        let age = now.duration_since(list.as_of);
        if age > self.longest_age || age.is_negative() {
            self.drop(origin);
            return None;
        }
        account.is_none_or(|account| account == list.account).then_some(list)
    }

    /// Writes the list of a connection, unless a later one is written already: `number` grows with each list.
    pub fn save(&self, origin: &ListOrigin, list: &WholeList, number: u64) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if *written > number {
            return;
        }
        match self.write(origin, list) {
            Ok(()) => *written = number,
            Err(error) => {
                tracing::warn!(folder = %self.folder.display(), %error, "the list is not cached");
                self.drop(origin);
            }
        }
    }

    fn write(&self, origin: &ListOrigin, list: &WholeList) -> io::Result<()> {
        private_files::prepare(&self.folder)?;
        self.sweep();
        let (prefix, suffix) = UNFINISHED;
        // The library makes the file for its owner alone, and removes it again unless it is persisted.
        let file = tempfile::Builder::new().prefix(prefix).suffix(suffix).tempfile_in(&self.folder)?;
        let mut out = BufWriter::with_capacity(1 << 16, file);
        format::write(list, origin, &mut out)?;
        out.flush()?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(self.path(origin)).map_err(|error| error.error)?;
        File::open(&self.folder)?.sync_all()
    }

    /// Removes what runs left that were killed while they wrote.
    fn sweep(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_unfinished = (name.to_str())
                .is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1));
            let modified = entry.metadata().and_then(|found| found.modified()).ok();
            let age = modified.and_then(|modified| modified.elapsed().ok());
            if is_unfinished && age.is_some_and(|age| age > LEFT_BEHIND) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Deletes the list of a connection.
    pub fn drop(&self, origin: &ListOrigin) {
        let _ = fs::remove_file(self.path(origin));
    }

    fn path(&self, origin: &ListOrigin) -> PathBuf {
        Path::join(&self.folder, file_name(origin))
    }
}

/// The folder for cached lists on this platform; `None` if the environment has no home.
fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = if cfg!(target_os = "macos") {
        absolute("HOME")?.join("Library/Caches")
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?
    };
    Some(caches.join("strongroom"))
}

/// The name of the file for a connection. It tells nothing of it.
fn file_name(origin: &ListOrigin) -> String {
    let mut digest = Sha256::new();
    for part in [origin.profile(), origin.region(), origin.endpoint_url().unwrap_or_default()] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.update(origin.credentials);
    let mut name = String::from("list-");
    for byte in &digest.finalize()[..16] {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

fn chunk(list: &mut ListReader<File>) -> Result<Option<EarlierSecrets>, Damaged> {
    let Some(secrets) = list.secrets()? else { return Ok(None) };
    let is_last = list.is_at_end()?;
    Ok(Some(EarlierSecrets { as_of: list.as_of, account: list.account.clone(), secrets, last: is_last }))
}

#[cfg(test)]
mod tests;
