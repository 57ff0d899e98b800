//! The way to start the detached clipboard process, and the messages between it and this program. They go through pipes:
//! arguments and environment can be read by others.

use super::fingerprint::Fingerprint;
use crate::app::copy::{CopyFailure, CopyRoute};
use crate::cli::KEEP_CLIPBOARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;
use zeroize::Zeroizing;

/// The most bytes of a message: the largest value, each of its bytes in base64, and some more.
const MAX_LENGTH: u32 = 1 << 20;

/// An order to the detached process.
#[derive(Serialize, Deserialize)]
pub enum Order {
    /// Copy this text, answer with [`Copied`], and clear it after a while.
    Copy {
        /// The text.
        text: String,
        /// The time until it is cleared.
        clear_after: Duration,
    },
    /// A secret is on the clipboard: clear it when the orders end.
    Watch {
        /// The route that it took.
        route: CopyRoute,
        /// Its fingerprint.
        fingerprint: Fingerprint,
    },
    /// No secret is on the clipboard.
    Forget,
}

/// The answer to [`Order::Copy`].
pub type Copied = Result<CopyRoute, CopyFailure>;

/// The process, about to be started. Its standard error is to be the terminal, if there is one.
pub fn command() -> io::Result<Command> {
    // On Linux the program itself, even if another one has taken its place on the disk since.
    let program = if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { env::current_exe()? };
    let mut command = Command::new(program);
    command.arg0(env!("CARGO_PKG_NAME")).arg(KEEP_CLIPBOARD).current_dir("/").stdin(Stdio::piped());
    // It needs no credentials.
    for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"AWS_")) {
        command.env_remove(name);
    }
    Ok(command)
}

/// Writes a message.
pub fn send(mut writer: impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = Zeroizing::new(postcard::to_stdvec(message).map_err(io::Error::other)?);
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    writer.write_all(&length.to_le_bytes())?;
    writer.write_all(&bytes)?;
    writer.flush()
}

/// Reads the next message; `None` at the end.
pub fn receive<T: DeserializeOwned>(mut reader: impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match reader.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = Some(u32::from_le_bytes(length)).filter(|length| *length <= MAX_LENGTH);
    let length = length.ok_or_else(|| io::Error::from(ErrorKind::InvalidData))?;
    let mut bytes = Zeroizing::new(vec![0; usize::try_from(length).map_err(io::Error::other)?]);
    reader.read_exact(&mut bytes)?;
    Ok(Some(postcard::from_bytes(&bytes).map_err(io::Error::other)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::copy::CopyText;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn orders_arrive_one_after_the_other(text in ".{0,40}", seconds in 0..4_000_u64) {
            let fingerprint = Fingerprint::of(&CopyText::secret(text.clone()));
            let mut sent = Vec::new();
            send(&mut sent, &Order::Copy { text: text.clone(), clear_after: Duration::from_secs(seconds) }).unwrap();
            send(&mut sent, &Order::Watch { route: CopyRoute::Tmux, fingerprint }).unwrap();
            send(&mut sent, &Order::Forget).unwrap();
            let mut read = sent.as_slice();
            let Some(Order::Copy { text: first, .. }) = receive(&mut read).unwrap() else { panic!("another order") };
            prop_assert_eq!(&first, &text);
            let Some(Order::Watch { fingerprint, .. }) = receive(&mut read).unwrap() else { panic!("another order") };
            let other = format!("{text}!");
            prop_assert!(fingerprint.is_of(text.as_bytes()) && !fingerprint.is_of(other.as_bytes()));
            let last: Option<Order> = receive(&mut read).unwrap();
            prop_assert!(matches!(last, Some(Order::Forget)));
            prop_assert!(receive::<Order>(&mut read).unwrap().is_none());
        }

        #[test]
        fn bytes_that_are_no_order_are_an_error_or_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut read = bytes.as_slice();
            while let Ok(Some(_)) = receive::<Order>(&mut read) {}
        }
    }

    #[test]
    fn the_largest_value_fits() {
        let mut sent = Vec::new();
        let text = "x".repeat(4 * 65_536 / 3 + 4);
        send(&mut sent, &Order::Copy { text: text.clone(), clear_after: Duration::ZERO }).unwrap();
        assert!(
            matches!(receive(sent.as_slice()).unwrap(), Some(Order::Copy { text: read, .. }) if read == text)
        );
    }
}
