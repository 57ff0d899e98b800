//! The log file: requests and their outcomes, never secret values.
//!
//! Only records of this crate are written, at any level: the SDK's records contain whole requests and responses.

use crate::service::api::{Completed, Destination, Request, ServiceError};
use std::env;
use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
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
    tracing::subscriber::set_global_default(subscriber(Mutex::new(file), level)).map_err(|_| LogError::Twice)
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

fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    let metadata = file.metadata()?;
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
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
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
