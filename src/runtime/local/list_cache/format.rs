//! The format of a cached list: a header, chunks of secrets, and a mark at the end, each with a checksum that covers all
//! before it. A file that was cut, changed or put together from others does not pass.

use super::record::{Chunk, Record, Time};
use crate::app::list_cache::WholeList;
use crate::secrets::{Summaries, Summary, SummaryView};
use crate::service::api::ListOrigin;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

/// The first bytes of a file, with the version of the format.
const MAGIC: &[u8; 16] = b"strongroom list\x01";

/// The number of secrets in a chunk.
const CHUNK: usize = 1_000;

/// The longest frame in bytes: secrets have at most about 20 KB of metadata each.
const LONGEST_FRAME: u32 = 64 << 20;

/// The beginning of a cached list.
#[derive(Debug, Serialize, Deserialize)]
struct Header<'a> {
    profile: &'a str,
    region: &'a str,
    endpoint: Option<&'a str>,
    credentials: [u8; 32],
    account: &'a str,
    as_of: Time,
    /// The common beginning of all ARNs.
    arns: &'a str,
}

/// Writes a list.
pub(super) fn write(list: &WholeList, origin: &ListOrigin, out: &mut impl Write) -> io::Result<()> {
    let arns = common_beginning(&list.secrets);
    let header = Header {
        profile: origin.profile(),
        region: origin.region(),
        endpoint: origin.endpoint_url(),
        credentials: origin.credentials,
        account: &list.account,
        as_of: list.as_of.into(),
        arns: &arns,
    };
    out.write_all(MAGIC)?;
    let mut frames = FrameWriter { out, checksum: 0, buffer: Vec::new() };
    frames.write(&header)?;
    let mut rest = list.secrets.iter().map(SummaryView::to_summary);
    loop {
        let secrets: Vec<Summary> = rest.by_ref().take(CHUNK).collect();
        if secrets.is_empty() {
            return frames.finish();
        }
        frames.write(&Chunk {
            names: secrets.iter().map(|secret| &*secret.name).collect(),
            records: secrets.iter().map(|secret| Record::of(secret, &arns)).collect(),
        })?;
    }
}

/// The beginning of the ARNs of secrets, before the name.
fn common_beginning(secrets: &Summaries) -> String {
    let mut first = secrets.iter().next().map_or(String::new(), |secret| secret.arn().as_str().to_owned());
    first.truncate(first.find(":secret:").map_or(0, |at| at + ":secret:".len()));
    first
}

struct FrameWriter<'a, W> {
    out: &'a mut W,
    checksum: u32,
    buffer: Vec<u8>,
}

impl<W: Write> FrameWriter<'_, W> {
    fn write(&mut self, payload: &impl Serialize) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        self.buffer = postcard::to_extend(payload, buffer).map_err(io::Error::other)?;
        self.frame()
    }

    /// An empty frame marks the end.
    fn finish(mut self) -> io::Result<()> {
        self.buffer.clear();
        self.frame()
    }

    fn frame(&mut self) -> io::Result<()> {
        let length = u32::try_from(self.buffer.len()).map_err(io::Error::other)?;
        self.checksum = checksum(self.checksum, &self.buffer);
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&self.checksum.to_le_bytes())?;
        self.out.write_all(&self.buffer)
    }
}

fn checksum(before: u32, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&before.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}

/// A cached list that is damaged, or of another version.
#[derive(Debug, thiserror::Error)]
#[error("it is damaged, or of another version")]
pub(super) struct Damaged;

impl From<io::Error> for Damaged {
    fn from(_: io::Error) -> Self {
        Self
    }
}

impl From<postcard::Error> for Damaged {
    fn from(_: postcard::Error) -> Self {
        Self
    }
}

/// A reader of a cached list that was checked from its beginning to its end.
#[derive(Debug)]
pub(super) struct ListReader<R> {
    file: BufReader<R>,
    checksum: u32,
    buffer: Vec<u8>,
    /// The time of the list.
    pub(super) as_of: Timestamp,
    /// The account that the list is of.
    pub(super) account: String,
    arns: String,
    ended: bool,
}

impl<R: Read + Seek> ListReader<R> {
    /// Checks a whole file, and goes back to its first secret. `None` if it is of another connection.
    pub(super) fn open(file: R, origin: &ListOrigin) -> Result<Option<Self>, Damaged> {
        let mut frames = Self {
            file: BufReader::with_capacity(1 << 16, file),
            checksum: 0,
            buffer: Vec::new(),
            as_of: Timestamp::UNIX_EPOCH,
            account: String::new(),
            arns: String::new(),
            ended: false,
        };
        frames.start()?;
        let header: Header<'_> = postcard::from_bytes(&frames.buffer)?;
        let is_own = header.profile == origin.profile()
            && header.region == origin.region()
            && header.endpoint == origin.endpoint_url()
            && header.credentials == origin.credentials;
        let as_of = header.as_of.to_timestamp().ok_or(Damaged)?;
        let (account, arns) = (header.account.to_owned(), header.arns.to_owned());
        while frames.frame()? {}
        if frames.file.read(&mut [0])? != 0 {
            return Err(Damaged);
        }
        frames.start()?;
        Ok(is_own.then_some(Self { as_of, account, arns, ..frames }))
    }

    /// Reads the header.
    fn start(&mut self) -> Result<(), Damaged> {
        self.file.seek(SeekFrom::Start(0))?;
        (self.checksum, self.ended) = (0, false);
        let mut magic = [0; MAGIC.len()];
        self.file.read_exact(&mut magic)?;
        if magic != *MAGIC || !self.frame()? {
            return Err(Damaged);
        }
        Ok(())
    }

    /// Reads a frame; `false` for the mark at the end.
    fn frame(&mut self) -> Result<bool, Damaged> {
        let (length, expected) = (self.number()?, self.number()?);
        if length > LONGEST_FRAME {
            return Err(Damaged);
        }
        self.buffer.clear();
        (&mut self.file).take(u64::from(length)).read_to_end(&mut self.buffer)?;
        self.checksum = checksum(self.checksum, &self.buffer);
        if self.buffer.len() != length as usize || self.checksum != expected {
            return Err(Damaged);
        }
        Ok(length > 0)
    }

    fn number(&mut self) -> Result<u32, Damaged> {
        let mut bytes = [0; 4];
        self.file.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    /// The next secrets, at most 1,000; `None` at the end.
    pub(super) fn secrets(&mut self) -> Result<Option<Vec<Summary>>, Damaged> {
        if !self.next()? {
            return Ok(None);
        }
        let Chunk { names, records } = postcard::from_bytes(&self.buffer)?;
        if names.len() != records.len() {
            return Err(Damaged);
        }
        let secrets = names.into_iter().zip(records);
        let secrets: Option<_> =
            secrets.map(|(name, record)| record.into_summary(name, &self.arns)).collect();
        secrets.map(Some).ok_or(Damaged)
    }

    /// The next names, at most 1,000, without building the rest; `false` at the end.
    pub(super) fn names(&mut self, mut each: impl FnMut(&str)) -> Result<bool, Damaged> {
        if !self.next()? {
            return Ok(false);
        }
        let (names, _) = postcard::take_from_bytes::<Vec<&str>>(&self.buffer)?;
        names.into_iter().for_each(&mut each);
        Ok(true)
    }

    fn next(&mut self) -> Result<bool, Damaged> {
        self.ended = self.ended || !self.frame()?;
        Ok(!self.ended)
    }

    /// True if no secrets follow.
    pub(super) fn is_at_end(&mut self) -> Result<bool, Damaged> {
        let at = self.file.stream_position()?;
        let length = self.number()?;
        self.file.seek_relative(-4)?;
        debug_assert_eq!(at, self.file.stream_position()?);
        Ok(length == 0)
    }
}

#[cfg(test)]
mod tests;
