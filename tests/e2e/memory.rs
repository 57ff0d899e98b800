//! Looks for a text in the memory of a running program, in every form in which a program may have kept it.
//!
//! Only root may look: the program keeps its memory from other processes of the same user.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustix::process::{Pid, geteuid};

/// The distances in bytes at which the characters of a typed text are looked for: those of queues of keys and events.
const STRIDES: [usize; 21] =
    [4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 72, 80, 96, 112, 120, 128, 136, 144, 160];

/// A copy of the text that was found.
pub struct Copy {
    form: String,
    address: u64,
    mapping: String,
}

impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:x} in {}", self.form, self.address, self.mapping)
    }
}

/// True if this process may look into the memory of another. What it looks for is not found otherwise.
pub fn may_look() -> bool {
    geteuid().is_root()
}

/// The copies of a half of `text` or more, in the memory that the process can write.
///
/// # Errors
/// The memory can't be read: the process has ended, or it is not ours to look into.
pub fn copies(pid: Pid, text: &str) -> io::Result<Vec<Copy>> {
    assert!(text.is_ascii() && text.len() >= 16, "too short to be told from chance: {text}");
    let maps = fs::read_to_string(format!("/proc/{}/maps", pid.as_raw_pid()))?;
    let memory = File::open(format!("/proc/{}/mem", pid.as_raw_pid()))?;
    let forms = forms(text);
    let mut found = Vec::new();
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let (Some(range), Some(access)) = (fields.next(), fields.next()) else { continue };
        let Some((start, end)) = range.split_once('-') else { continue };
        if !access.starts_with("rw") {
            continue;
        }
        let mapping = fields.nth(3).unwrap_or("anonymous memory");
        let (start, end) = (address(start), address(end));
        let mut bytes = vec![0; usize::try_from(end - start).map_err(io::Error::other)?];
        // A mapping may have gone since it was listed.
        if memory.read_exact_at(&mut bytes, start).is_err() {
            continue;
        }
        let mut report = |form: &str, at: usize| {
            found.push(Copy {
                form: form.to_owned(),
                address: start + at as u64,
                mapping: mapping.to_owned(),
            });
        };
        for (form, pattern) in &forms {
            positions(&bytes, pattern).for_each(|at| report(form, at));
        }
        spread(&bytes, text.as_bytes(), &mut report);
    }
    Ok(found)
}

fn address(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).expect("the kernel writes hexadecimal addresses")
}

/// Both halves of the text in nine encodings: half of a copy is a copy too.
pub fn forms(text: &str) -> Vec<(String, Vec<u8>)> {
    let (first, second) = text.split_at(text.len() / 2);
    let mut forms = Vec::new();
    for (half, text) in [("first half", first), ("second half", second)] {
        let bytes = text.as_bytes();
        let each = |form: fn(&u8) -> String| bytes.iter().map(form).collect::<Vec<_>>().concat();
        let (hex, escaped) = (each(|byte| format!("{byte:02x}")), each(|byte| format!("\\u{byte:04x}")));
        let mut add = |name: &str, bytes: Vec<u8>| forms.push((format!("{half} as {name}"), bytes));
        add("UTF-8", bytes.to_vec());
        add("UTF-8 backwards", bytes.iter().rev().copied().collect());
        add("UTF-16", text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        add("hex", hex.clone().into_bytes());
        add("upper-case hex", hex.to_uppercase().into_bytes());
        add("JSON escapes", escaped.into_bytes());
        add("percent", each(|byte| format!("%{byte:02X}")).into_bytes());
        for offset in 0..3 {
            add("base64", base64_within(bytes, offset));
        }
    }
    forms
}

/// The characters of base64 that stand for `bytes` alone, where `offset` other bytes come before them.
fn base64_within(bytes: &[u8], offset: usize) -> Vec<u8> {
    let padded = [&vec![0; offset][..], bytes].concat();
    let encoded = BASE64_STANDARD.encode(&padded);
    let whole = padded.len() * 8 / 6;
    encoded.as_bytes()[(offset * 8).div_ceil(6)..whole].to_vec()
}

fn positions<'a>(bytes: &'a [u8], pattern: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, pattern)
}

/// Reports where the characters of half of the text lie one by one at equal distances, forwards or backwards.
fn spread(bytes: &[u8], text: &[u8], report: &mut impl FnMut(&str, usize)) {
    let half = text.len() / 2;
    for (name, part) in [("first half", &text[..half]), ("second half", &text[half..])] {
        for at in memchr::memchr_iter(part[0], bytes) {
            for stride in STRIDES {
                let forwards = || (0..half).all(|n| bytes.get(at + n * stride) == Some(&part[n]));
                let backwards = || {
                    (0..half).all(|n| at.checked_sub(n * stride).is_some_and(|place| bytes[place] == part[n]))
                };
                if forwards() || backwards() {
                    report(&format!("{name} spread by {stride} bytes"), at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::getpid;

    /// Built at run time, so that it is nowhere but where a test puts it.
    fn text() -> String {
        (0..24u8).map(|n| char::from(b'A' + (n * 7) % 26)).collect()
    }

    #[test]
    fn a_text_is_found_in_each_form() {
        let text = text();
        let mut places = forms(&text);
        for (stride, backwards) in [(4, false), (24, false), (136, false), (24, true)] {
            let mut bytes = vec![b'.'; 24 * stride];
            for (n, byte) in text.bytes().enumerate() {
                bytes[if backwards { 23 - n } else { n } * stride] = byte;
            }
            places.push((format!("spread by {stride} bytes"), bytes));
        }
        for (form, bytes) in &places {
            let around = [b"..........", &bytes[..], b".........."].concat();
            let mut found =
                forms(&text).iter().filter(|(_, it)| positions(&around, it).next().is_some()).count();
            spread(&around, text.as_bytes(), &mut |_, _| found += 1);
            assert!(found > 0, "{form}");
        }
        let other = text.to_lowercase();
        assert!(forms(&text).iter().all(|(_, it)| positions(other.as_bytes(), it).next().is_none()));
    }

    #[test]
    fn base64_is_found_at_each_offset() {
        for offset in 0..6 {
            let bytes = [&b"xyzxyz"[..offset], text().as_bytes(), b"zz"].concat();
            let encoded = BASE64_STANDARD.encode(bytes);
            let found = (0..3).any(|it| {
                positions(encoded.as_bytes(), &base64_within(text().as_bytes(), it)).next().is_some()
            });
            assert!(found, "{offset}: {encoded}");
        }
    }

    #[test]
    fn a_live_text_of_this_process_is_found() {
        let kept = text();
        let found = copies(getpid(), &kept).unwrap();
        assert!(found.iter().any(|copy| copy.form == "first half as UTF-8"), "{found:?}");
    }
}
