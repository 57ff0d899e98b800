//! The log file: requests and their outcomes, never secret values.
//!
//! Only records of this crate are written, at any level: the SDK's records contain whole requests and responses.

use super::event::{Event, EventSender};
use crate::app::Message;
use crate::config::{Config, Place};
use crate::service::api::{Completed, Destination, Request, ServiceError};
use rustix::fs::OFlags;
use std::env;
use std::fs::{File, FileType, OpenOptions, Permissions};
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use tokio::sync::watch;
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// The environment variable for the log level: `error`, `warn`, `info`, `debug` or `trace`.
pub const LEVEL_VARIABLE: &str = "STRONGROOM_LOG";

/// The reason why logging can't be started.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The log file can't be written.
    #[error("can't write the log file {}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The level in the environment variable is invalid.
    #[error("{LEVEL_VARIABLE} must be error, warn, info, debug or trace, not {0:?}")]
    Level(String),
    /// Logging was started before.
    #[error("logging was started already")]
    Twice,
}

/// Starts logging to the end of `path`, which only the user can read. The level comes from [`LEVEL_VARIABLE`] and is
/// `info` by default.
pub fn start(path: &Path) -> Result<(), LogError> {
    let level = level(env::var(LEVEL_VARIABLE).ok())?;
    let file = open(path).map_err(|error| LogError::File { path: path.to_owned(), error })?;
    let log = LogFile { file, failure: &FAILURE };
    tracing::subscriber::set_global_default(subscriber(Mutex::new(log), level)).map_err(|_| LogError::Twice)
}

/// Starts logging to the log file of the configuration, if it names one. A file that only the config file or a variable
/// names stops nothing: that it can't be written is noted among the problems of the configuration.
pub fn start_configured(config: &mut Config) -> Result<(), LogError> {
    let Some(path) = config.options().log_file.clone() else { return Ok(()) };
    match (start(&path), config.place_of("log_file")) {
        (Err(error @ LogError::File { .. }), place @ (Place::Variable(_) | Place::File(..))) => {
            config.note("log_file", place, &error.to_string());
            Ok(())
        }
        (result, _) => result,
    }
}

/// The first error of writing the log. As global as the log is.
static FAILURE: LazyLock<watch::Sender<Option<String>>> = LazyLock::new(|| watch::Sender::new(None));

/// Tells the model once that the log file could not be written.
pub(super) async fn tell_of_failure(events: EventSender) {
    let mut failure = FAILURE.subscribe();
    if let Ok(why) = failure.wait_for(Option::is_some).await
        && let Some(why) = why.clone()
    {
        let _ = events.send(Event::Message(Message::LogFailed(why)));
    }
}

/// The log file. An error of writing is kept, and nothing else is done about it: the program goes on without a log.
struct LogFile<'a> {
    file: File,
    failure: &'a watch::Sender<Option<String>>,
}

impl Write for LogFile<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match self.file.write(line) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.failure.send_if_modified(|failure| {
                    let is_first = failure.is_none();
                    failure.get_or_insert_with(|| error.to_string());
                    is_first
                });
                Ok(line.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Records a finished request. The message of an error is left out, as it may quote the request.
pub fn request_completed(request: &Request, completed: &Completed) {
    let outcome = match &completed.result {
        Ok(_) => "ok".to_owned(),
        Err(error) => outcome(error),
    };
    tracing::info!(
        operation = request.operation(),
        secret = request.secret(),
        milliseconds = completed.duration.as_millis(),
        attempts = completed.attempts,
        outcome,
        request_id = completed.request_id,
        "request"
    );
}

/// Records the result of connecting.
pub fn connection_made(result: &Result<Destination, ServiceError>) {
    match result {
        Ok(Destination { profile, region, endpoint }) => {
            tracing::info!(profile, region, ?endpoint, "connected");
        }
        Err(error) => tracing::warn!(outcome = outcome(error), "not connected"),
    }
}

fn outcome(error: &ServiceError) -> String {
    match &error.code {
        Some(code) => format!("{:?}, {code:?}", error.kind),
        None => format!("{:?}", error.kind),
    }
}

fn level(wanted: Option<String>) -> Result<LevelFilter, LogError> {
    match wanted {
        None => Ok(LevelFilter::INFO),
        Some(text) if text.is_empty() => Ok(LevelFilter::INFO),
        Some(text) => text.parse().map_err(|_| LogError::Level(text)),
    }
}

/// Opens the log file. A fifo would make the program wait for its reader, and a terminal would get the log on the screen.
fn open(path: &Path) -> io::Result<File> {
    let is_fit = |kind: FileType| kind.is_file() || kind.is_char_device();
    let unfit = || io::Error::other("it is not a regular file");
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let opened = OpenOptions::new().create(true).append(true).mode(0o600).custom_flags(flags).open(path);
    let file = match opened {
        Ok(file) => file,
        Err(_) if path.metadata().is_ok_and(|found| !found.is_dir() && !is_fit(found.file_type())) => {
            return Err(unfit());
        }
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if !is_fit(metadata.file_type()) {
        return Err(unfit());
    }
    if file.is_terminal() {
        return Err(io::Error::other("it is a terminal"));
    }
    if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

fn subscriber<W>(writer: W, level: LevelFilter) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), level);
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer).log_internal_errors(false);
    tracing_subscriber::registry().with(ours).with(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::{ErrorKind, Operation};
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn only_records_of_this_crate_are_written_at_any_level() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let log = Arc::new(file.reopen().unwrap());
        tracing::subscriber::with_default(subscriber(log, LevelFilter::TRACE), || {
            tracing::trace!(target: "aws_smithy_runtime", body = "hunter2", "response");
            tracing::error!(target: "hyper_util", "hunter2");
            tracing::trace!("ours");
        });
        let written = std::fs::read_to_string(file.path()).unwrap();
        assert!(written.contains("ours"), "{written}");
        assert_eq!(written.lines().count(), 1, "{written}");
    }

    #[test]
    fn the_file_is_the_users_alone_and_grows() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        std::fs::write(&path, "before\n").unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        io::Write::write_all(&mut open(&path).unwrap(), b"after\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "before\nafter\n");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let fresh = directory.path().join("fresh");
        open(&fresh).unwrap();
        assert_eq!(fresh.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_no_file_is_refused_without_waiting() {
        let directory = tempfile::tempdir().unwrap();
        let fifo = directory.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
        assert!(made.success());
        assert_eq!(open(&fifo).unwrap_err().to_string(), "it is not a regular file");
        let reader =
            OpenOptions::new().read(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(&fifo);
        assert_eq!(open(&fifo).unwrap_err().to_string(), "it is not a regular file");
        drop(reader);
        let socket = directory.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(open(&socket).unwrap_err().to_string(), "it is not a regular file");
        assert!(open(directory.path()).is_err());
        open(Path::new("/dev/null")).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_error_of_writing_is_kept_once_and_told_to_nobody_else() {
        let failure = watch::Sender::new(None);
        let mut told = failure.subscribe();
        let mut log = LogFile { file: open(Path::new("/dev/full")).unwrap(), failure: &failure };
        for _ in 0..2 {
            log.write_all(b"a line\n").unwrap();
        }
        assert!(told.borrow_and_update().as_ref().is_some_and(|why| why.contains("No space left")));
        log.write_all(b"a line\n").unwrap();
        assert!(!told.has_changed().unwrap());
    }

    #[test]
    fn a_request_is_recorded_without_the_message_of_the_service() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let log = Arc::new(file.reopen().unwrap());
        let request = Request::DescribeSecret { secret: "app/db".into() };
        let error = ServiceError {
            activity: Operation::DescribeSecret.into(),
            kind: ErrorKind::Refused,
            code: Some("ValidationException".into()),
            message: "Value 'hunter2' at 'secretString' failed".into(),
        };
        let ended = Completed {
            result: Err(error),
            duration: Duration::from_millis(12),
            attempts: 3,
            open_attempts: 0,
            left_out: Vec::new(),
            request_id: Some("0-1-2".into()),
        };
        tracing::subscriber::with_default(subscriber(log, LevelFilter::INFO), || {
            request_completed(&request, &ended);
        });
        let written = std::fs::read_to_string(file.path()).unwrap();
        for part in
            ["DescribeSecret", "app/db", "milliseconds=12", "attempts=3", "ValidationException", "0-1-2"]
        {
            assert!(written.contains(part), "{part} is missing: {written}");
        }
        assert!(!written.contains("hunter2"), "{written}");
    }

    #[test]
    fn an_invalid_level_is_an_error() {
        assert_eq!(level(None).unwrap(), LevelFilter::INFO);
        assert_eq!(level(Some("debug".into())).unwrap(), LevelFilter::DEBUG);
        assert!(matches!(level(Some("loud".into())), Err(LogError::Level(text)) if text == "loud"));
    }
}
