//! A credential process: a program of the user's that prints credentials.

mod output;
mod running;
mod terminal_login;

pub(in crate::service) use running::CredentialProcesses;
pub(in crate::service) use terminal_login::{ProcessOwner, TerminalLogin};

use super::problem::{ProcessError, ProcessFailure};
use crate::service::api::CredentialProcess;
use crate::service::config_files;
use aws_credential_types::Credentials;
use output::{credentials, last_line, prompt, redact};
use process_wrap::tokio::{ChildWrapper, CommandWrap, ProcessSession};
use rustix::process::Pid;
use std::io;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{sleep, timeout};
use zeroize::Zeroizing;

/// The time that a process may take. It may ask for a login in the browser.
const TIMEOUT: Duration = Duration::from_mins(2);

/// The time that the output may take once the program has ended: a child of it may hold the pipe open for ever.
const OUTPUT_GRACE: Duration = Duration::from_millis(500);

/// The most bytes that a process may print: session tokens are long, but no longer than some kilobytes.
pub(in crate::service) const OUTPUT_LIMIT: usize = 64 * 1024;

/// The most bytes of its error output that are kept, of its end.
const STDERR_KEPT: usize = 4 * 1024;

/// The `credential_process` of a profile.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) profile: String,
    pub(super) command: String,
    /// The time that it may take.
    timeout: Duration,
}

/// The end of a process.
enum End {
    Exited(ExitStatus),
    TooLong,
    Stopped,
    TimedOut,
}

impl Process {
    pub(super) fn new(profile: String, command: String) -> Self {
        Self { profile, command, timeout: TIMEOUT }
    }

    /// Runs the command, without a shell as the AWS CLI does. It has no terminal: it reads nothing, and can neither take keys
    /// from the dashboard nor write over it. Dropping the future kills it with its children.
    ///
    /// While the same program has the terminal, its credentials are waited for instead.
    pub(super) async fn run(&self, processes: &CredentialProcesses) -> Result<Credentials, ProcessError> {
        let logins = processes.logins();
        let owner = ProcessOwner::Process { profile: self.profile.clone(), command: self.command.clone() };
        logins.over().await;
        if let Some(printed) = logins.find(&owner) {
            return Ok(printed);
        }
        let result = match self.try_run(processes).await {
            // It was stopped because it gets the terminal.
            Err(stopped @ ProcessFailure::Stopped { .. }) if logins.is_running() => {
                logins.over().await;
                logins.find(&owner).ok_or(stopped)
            }
            result => result,
        };
        result.map_err(|failure| ProcessError { profile: self.profile.clone(), failure })
    }

    async fn try_run(&self, processes: &CredentialProcesses) -> Result<Credentials, ProcessFailure> {
        let words = config_files::split(&self.command).unwrap_or_default();
        let (program, arguments) = words.split_first().ok_or(ProcessFailure::NoCommand)?;
        let mut child = start(program, arguments).map_err(|error| not_started(program, &error))?;
        let group = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        let group = group.ok_or_else(|| not_started(program, &io::ErrorKind::NotFound.into()))?;
        let mut running = processes.register(group, self.shown());
        // Never grown: a reallocation would leave the old bytes behind unwiped.
        let mut stdout = Zeroizing::new(Vec::with_capacity(OUTPUT_LIMIT));
        let mut stderr = Zeroizing::new(Vec::with_capacity(2 * STDERR_KEPT));
        let tell = |line: String| processes.tell_line(group, line);
        let end = tokio::select! {
            end = collect(child.as_mut(), &mut stdout, &mut stderr, &tell) => {
                end.map_err(|error| not_started(program, &error))?
            }
            () = running.stopped() => End::Stopped,
            () = sleep(self.timeout) => End::TimedOut,
        };
        let stderr = redact(&String::from_utf8_lossy(&stderr));
        match end {
            End::Exited(status) => {
                running.ended();
                if !status.success() {
                    return Err(ProcessFailure::Failed { how: ending(status), stderr });
                }
                credentials(&stdout).map_err(|why| ProcessFailure::InvalidOutput { why, stderr })
            }
            End::TooLong => {
                let why = format!("it printed more than {} KB", OUTPUT_LIMIT / 1024);
                Err(ProcessFailure::InvalidOutput { why, stderr })
            }
            End::Stopped => Err(ProcessFailure::Stopped { stderr }),
            End::TimedOut => Err(ProcessFailure::TimedOut { seconds: self.timeout.as_secs(), stderr }),
        }
    }

    /// The process as the screen tells of it. The command may have a password in it.
    fn shown(&self) -> CredentialProcess {
        let (profile, command) = (self.profile.clone(), redact(&self.command));
        CredentialProcess { profile, command, says: String::new() }
    }
}

/// Starts a program in a session of its own, which has no terminal.
fn start(program: &str, arguments: &[String]) -> io::Result<Box<dyn ChildWrapper>> {
    CommandWrap::with_new(program, |command| {
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    })
    .wrap(ProcessSession)
    .spawn()
}

/// Waits for the end of a program, with what it prints. Hands what it asks or tells to `tell`.
async fn collect(
    child: &mut dyn ChildWrapper,
    stdout: &mut Vec<u8>,
    stderr: &mut Vec<u8>,
    tell: &(dyn Fn(String) + Sync),
) -> io::Result<End> {
    let (printed, said) = (child.stdout().take(), child.stderr().take());
    let read = async {
        let (complete, ()) = tokio::join!(read_whole(printed, stdout, tell), read_end(said, stderr, tell));
        complete
    };
    let mut read = pin!(read);
    let status = tokio::select! {
        biased;
        complete = &mut read => match complete {
            Complete::Yes => child.wait().await?,
            Complete::No => return Ok(End::TooLong),
        },
        status = child.wait() => {
            let status = status?;
            if let Ok(Complete::No) = timeout(OUTPUT_GRACE, read).await {
                return Ok(End::TooLong);
            }
            status
        }
    };
    Ok(End::Exited(status))
}

/// The outcome of reading an output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Complete {
    Yes,
    No,
}

/// Reads what fits into the capacity of `into`.
async fn read_whole(
    from: Option<impl AsyncRead + Unpin>,
    into: &mut Vec<u8>,
    tell: &(dyn Fn(String) + Sync),
) -> Complete {
    let Some(mut from) = from else { return Complete::Yes };
    while into.len() < into.capacity() {
        let room = u64::try_from(into.capacity() - into.len()).unwrap_or(u64::MAX);
        match (&mut from).take(room).read_buf(into).await {
            Ok(0) | Err(_) => return Complete::Yes,
            Ok(_) => prompt(into).into_iter().for_each(tell),
        }
    }
    Complete::No
}

/// Reads to the end, and keeps the last bytes.
async fn read_end(from: Option<impl AsyncRead + Unpin>, into: &mut Vec<u8>, tell: &(dyn Fn(String) + Sync)) {
    let Some(mut from) = from else { return };
    loop {
        let room = u64::try_from(2 * STDERR_KEPT - into.len()).unwrap_or_default();
        match (&mut from).take(room).read_buf(into).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {
                tell(last_line(into));
                if into.len() == 2 * STDERR_KEPT {
                    into.drain(..STDERR_KEPT);
                }
            }
        }
    }
}

fn not_started(program: &str, error: &io::Error) -> ProcessFailure {
    let program = program.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => ProcessFailure::NoProgram { program },
        io::ErrorKind::PermissionDenied => {
            ProcessFailure::NotStarted { program, why: "permission denied".to_owned() }
        }
        _ => ProcessFailure::NotStarted { program, why: error.to_string() },
    }
}

fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with exit code {code}"),
        None => format!("was ended by {status}"),
    }
}

#[cfg(test)]
mod tests;
