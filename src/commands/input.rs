//! A value that a command takes: from the standard input or a file, never from its arguments.

use super::error::{CommandError, FailureKind};
use crate::app::forms::check_size;
use crate::secrets::ValueBody;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// Room for the greatest value and one byte more, which tells that there is more.
const ROOM: usize = ValueBody::LIMIT + 1;

/// Reads the bytes of a value, exactly as they are. Refuses none, and more than a value may have.
pub(super) fn read(file: Option<&Path>) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    let bytes = match file.filter(|path| *path != Path::new("-")) {
        Some(path) => File::open(path)
            .and_then(read_all)
            .map_err(|error| unreadable(format!("Can't read {}", path.display()), &error))?,
        None if io::stdin().is_terminal() => return Err(terminal()),
        None => read_all(io::stdin().lock())
            .map_err(|error| unreadable("Can't read the standard input".to_owned(), &error))?,
    };
    match check_size(bytes.len()) {
        Ok(()) => Ok(bytes),
        Err(_) if bytes.len() > ValueBody::LIMIT => {
            Err(usage("The value is too large: it has 65536 bytes at most"))
        }
        Err(text) => Err(usage(text.trim_end_matches('.'))),
    }
}

fn read_all(source: impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    // All room at once: a buffer that grows leaves unwiped copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM + 1));
    source.take(ROOM as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Bytes as a value: text if they are UTF-8, unless they are to be stored as bytes.
pub(super) fn body(bytes: Zeroizing<Vec<u8>>, is_binary: bool) -> ValueBody {
    match str::from_utf8(&bytes) {
        Ok(text) if !is_binary => ValueBody::text(text.to_owned()),
        Ok(_) | Err(_) => ValueBody::Binary(bytes),
    }
}

/// Bytes as the text of a member. The end of the last line, which `echo` and editors add, is not part of it.
pub(super) fn member(bytes: &[u8]) -> Result<Zeroizing<String>, CommandError> {
    let text = str::from_utf8(bytes).map_err(|_| usage("A member is text, and this is not UTF-8"))?;
    let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    if text.is_empty() {
        return Err(usage("The value of the member is empty; `--json` takes \"\" for an empty string"));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

fn terminal() -> CommandError {
    CommandError::new(
        FailureKind::Usage,
        "The value would be typed on the terminal, where it can be seen",
        "",
        "Pipe it in, or name a file that has it: `strongroom set NAME < FILE`, `--file FILE`.",
    )
}

fn unreadable(what: String, error: &io::Error) -> CommandError {
    CommandError::new(FailureKind::Usage, what, format!("{error}."), "")
}

fn usage(what: &str) -> CommandError {
    CommandError::new(FailureKind::Usage, what, "", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_end_is_not_part_of_a_member() {
        for (read, is) in [("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a\r", " a\r")] {
            assert_eq!(member(read.as_bytes()).unwrap().as_str(), is, "{read:?}");
        }
        assert!(member(b"\n").is_err() && member(b"\xff").is_err());
    }

    #[test]
    fn text_is_what_is_utf_8() {
        assert_eq!(body(Zeroizing::new(b"a\0\n".to_vec()), false), ValueBody::text("a\0\n".into()));
        assert_eq!(body(Zeroizing::new(b"a".to_vec()), true), ValueBody::binary(b"a".to_vec()));
        assert_eq!(body(Zeroizing::new(vec![0xff]), false), ValueBody::binary(vec![0xff]));
    }
}
