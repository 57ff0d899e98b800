//! The process of a program that has the terminal. Unlike `std::process::Child` it also reports that the process was stopped.

use rustix::io::retry_on_intr;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, kill_process, waitid, waitpid};
use std::io;
use std::process::{ChildStdout, Command, Stdio};
use tokio::task::{JoinHandle, spawn_blocking};

/// A change in the state of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessEvent {
    /// The process was stopped, by ctrl-z for example.
    Stopped,
    /// The process ended.
    Exited(ProcessExit),
}

/// The way a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessExit {
    /// The process exited with this status.
    Status(i32),
    /// The signal with this number killed the process.
    Signal(i32),
}

/// A child process in our process group, so that ctrl-c and ctrl-z reach it too.
#[derive(Clone, Copy, Debug)]
pub struct Process(Pid);

impl Process {
    /// Starts `command`.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        Ok(Self(Pid::from_child(&command.spawn()?)))
    }

    /// Starts `command` with its output in a pipe.
    pub fn start_printing(command: &mut Command) -> io::Result<(Self, ChildStdout)> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok((Self(Pid::from_child(&child)), output))
    }

    /// Waits for the next event on a thread of its own. Needs a tokio runtime.
    pub fn next_event(self) -> JoinHandle<ProcessEvent> {
        spawn_blocking(move || self.wait())
    }

    fn wait(self) -> ProcessEvent {
        let waited = retry_on_intr(|| waitpid(Some(self.0), WaitOptions::UNTRACED));
        let status = waited.ok().flatten().map(|(_, status)| status);
        // There is no status if we were started with SIGCHLD ignored. That is not a failure of the program.
        let Some(status) = status else { return ProcessEvent::Exited(ProcessExit::Status(0)) };
        match status.terminating_signal() {
            Some(signal) => ProcessEvent::Exited(ProcessExit::Signal(signal)),
            None if status.stopped() => ProcessEvent::Stopped,
            None => ProcessEvent::Exited(ProcessExit::Status(status.exit_status().unwrap_or_default())),
        }
    }

    /// True if the process was continued since it stopped. After the whole job was stopped and continued, the report that
    /// the process stopped is outdated.
    pub fn was_continued(self) -> bool {
        let options = WaitIdOptions::CONTINUED | WaitIdOptions::NOHANG;
        matches!(waitid(WaitId::Pid(self.0), options), Ok(Some(_)))
    }

    /// Continues the process if it is stopped.
    pub fn resume(self) {
        self.signal(Signal::CONT);
    }

    /// Asks the process to end, continuing it if it is stopped.
    pub fn terminate(self) {
        self.signal(Signal::TERM);
        self.signal(Signal::CONT);
    }

    /// Kills the process.
    pub fn kill(self) {
        self.signal(Signal::KILL);
    }

    fn signal(self, signal: Signal) {
        if let Err(error) = kill_process(self.0, signal) {
            tracing::debug!(%error, "the program is gone");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn event_of(process: Process) -> ProcessEvent {
        process.next_event().await.unwrap()
    }

    fn shell(script: &str) -> Process {
        Process::start(Command::new("sh").args(["-c", script])).unwrap()
    }

    #[tokio::test]
    async fn the_exit_status_or_signal_is_reported() {
        assert_eq!(event_of(shell("exit 3")).await, ProcessEvent::Exited(ProcessExit::Status(3)));
        assert_eq!(event_of(shell("kill -SEGV $$")).await, ProcessEvent::Exited(ProcessExit::Signal(11)));
    }

    #[tokio::test]
    async fn a_stop_is_reported_once_and_lasts_until_it_is_continued() {
        let process = shell("kill -STOP $$; exit 4");
        assert_eq!(event_of(process).await, ProcessEvent::Stopped);
        assert!(!process.was_continued());
        process.resume();
        assert_eq!(event_of(process).await, ProcessEvent::Exited(ProcessExit::Status(4)));
    }

    #[tokio::test]
    async fn a_stopped_process_can_be_ended() {
        let process = shell("kill -STOP $$");
        assert_eq!(event_of(process).await, ProcessEvent::Stopped);
        process.terminate();
        assert_eq!(event_of(process).await, ProcessEvent::Exited(ProcessExit::Signal(15)));
        let deaf = shell("trap '' TERM; kill -STOP $$; while :; do kill -STOP $$; done");
        assert_eq!(event_of(deaf).await, ProcessEvent::Stopped);
        deaf.terminate();
        assert_eq!(event_of(deaf).await, ProcessEvent::Stopped);
        deaf.kill();
        assert_eq!(event_of(deaf).await, ProcessEvent::Exited(ProcessExit::Signal(9)));
    }
}
