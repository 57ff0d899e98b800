//! Runs a program that logs in, in the terminal, and takes the credentials that it prints.

use super::lending::ends_the_program;
use super::state::LoopState;
use crate::app::{LoginFailure, Message};
use crate::runtime::event::Event;
use crate::runtime::local::{Process, ProcessExit};
use crate::service::PreparedLogin;
use crate::service::api::LoginProgram;
use ratatui::backend::Backend;
use std::io;
use std::process::{ChildStdout, Command};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use zeroize::Zeroizing;

/// The time that the output may take once the program has ended: a child of it may hold the pipe open for ever.
const OUTPUT_GRACE: Duration = Duration::from_millis(500);

/// The statuses and the signal of a program that ctrl-c has ended.
const INTERRUPTED: [ProcessExit; 2] = [ProcessExit::Signal(2), ProcessExit::Status(130)];

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Lets a program log in. Events that occur meanwhile wait, except those that end the dashboard.
    pub(super) async fn log_in(&mut self, program: LoginProgram) -> io::Result<()> {
        let result = match self.parts.effects.connector().prepare_login(&program).await {
            Ok(_) if self.backlog.iter().any(ends_the_program) => Err(LoginFailure::Interrupted),
            Ok(prepared) => self.log_in_by(&program, &prepared).await?,
            Err(why) => Err(LoginFailure::NoCommand(why)),
        };
        tracing::info!(%program, ok = result.is_ok(), "login in the terminal");
        // What was answered before the login comes first: it may tell of what the login has mended.
        self.backlog.push_back(Event::Input(Message::LoggedIn(program, result)));
        Ok(())
    }

    async fn log_in_by(
        &mut self,
        program: &LoginProgram,
        prepared: &PreparedLogin,
    ) -> io::Result<Result<(), LoginFailure>> {
        let Some((name, arguments)) = prepared.words().split_first() else {
            return Ok(Err(LoginFailure::NoCommand("The command is empty".to_owned())));
        };
        let Some(path) = self.parts.editor.environment().find(name) else {
            return Ok(Err(LoginFailure::NotFound { program: name.clone() }));
        };
        let mut command = Command::new(path);
        command.args(arguments);
        let borrower = self.parts.editor.borrower().clone();
        let mut output = None;
        let exit = self
            .lend_terminal(Some(format!("strongroom: running {program}")), || {
                let process = match prepared.output_limit() {
                    Some(limit) => {
                        let (process, printed) = Process::start_printing(&mut command)?;
                        output = Some(Output::read(printed, limit)?);
                        process
                    }
                    None => Process::start(&mut command)?,
                };
                borrower.started(process, None);
                Ok(process)
            })
            .await?;
        borrower.ended();
        let exit = match exit {
            Ok(exit) => exit,
            Err(error) => return Ok(Err(not_started(&error))),
        };
        let printed = match output {
            Some(output) => output.finish().await,
            None => Ok(Zeroizing::default()),
        };
        Ok(match (exit, printed) {
            (exit, _) if INTERRUPTED.contains(&exit) => Err(LoginFailure::Interrupted),
            // Whatever it ended with: that follows from the closed pipe.
            (_, Err(TooMuch { limit })) => {
                Err(LoginFailure::InvalidOutput(format!("it printed more than {} KB", limit / 1024)))
            }
            (ProcessExit::Status(0), Ok(printed)) => {
                prepared.take_output(&printed).map_err(LoginFailure::InvalidOutput)
            }
            (ProcessExit::Status(status), Ok(_)) => {
                Err(LoginFailure::Failed(format!("ended with status {status}")))
            }
            (ProcessExit::Signal(signal), Ok(_)) => {
                Err(LoginFailure::Failed(format!("was ended by signal {signal}")))
            }
        })
    }
}

fn not_started(error: &io::Error) -> LoginFailure {
    LoginFailure::NotStarted(match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    })
}

/// More output than credentials ever have.
struct TooMuch {
    /// The limit, in bytes.
    limit: usize,
}

/// The output of a program that is being read.
struct Output {
    limit: usize,
    reading: JoinHandle<Zeroizing<Vec<u8>>>,
    ended: oneshot::Sender<()>,
}

impl Output {
    /// Reads at most `limit` bytes: a program that prints more finds its pipe closed.
    fn read(output: ChildStdout, limit: usize) -> io::Result<Self> {
        let mut output = tokio::process::ChildStdout::from_std(output)?;
        let (ended, has_ended) = oneshot::channel();
        let reading = tokio::spawn(async move {
            // Never grown: a reallocation would leave the old bytes behind unwiped.
            let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
            let read = async {
                while bytes.len() < limit {
                    match (&mut output).take((limit - bytes.len()) as u64).read_buf(&mut *bytes).await {
                        Ok(0) | Err(_) => break,
                        Ok(_) => {}
                    }
                }
            };
            let time_is_up = async {
                let _ = has_ended.await;
                sleep(OUTPUT_GRACE).await;
            };
            tokio::select! {
                () = read => {}
                () = time_is_up => {}
            }
            bytes
        });
        Ok(Self { limit, reading, ended })
    }

    /// The output of the program, which has ended.
    async fn finish(self) -> Result<Zeroizing<Vec<u8>>, TooMuch> {
        let _ = self.ended.send(());
        let bytes = self.reading.await.unwrap_or_default();
        if bytes.len() < self.limit { Ok(bytes) } else { Err(TooMuch { limit: self.limit }) }
    }
}
