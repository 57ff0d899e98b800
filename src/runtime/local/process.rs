//! An editor as a process: how it ended, and that it stopped, which no one else would tell us.

use rustix::io::retry_on_intr;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, kill_process, waitid, waitpid};
use std::io;
use std::process::Command;
use tokio::task::{JoinHandle, spawn_blocking};

/// What became of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was stopped, as by ctrl-z.
    Stopped,
    /// It ended.
    Ended(End),
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With an exit status.
    Status(i32),
    /// By a signal, which has this number.
    Signal(i32),
}

/// A child process in our own process group, which the terminal's keys reach as they reach us.
#[derive(Clone, Copy, Debug)]
pub struct Process(Pid);

impl Process {
    /// Starts it.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        Ok(Self(Pid::from_child(&command.spawn()?)))
    }

    /// Waits for what becomes of it next, on a thread of its own. Needs a tokio runtime.
    pub fn next_change(self) -> JoinHandle<Change> {
        spawn_blocking(move || self.wait())
    }

    fn wait(self) -> Change {
        let waited = retry_on_intr(|| waitpid(Some(self.0), WaitOptions::UNTRACED));
        let status = waited.ok().flatten().map(|(_, status)| status);
        // Whoever started us may have the system forget what becomes of children: that is no failure of the editor.
        let Some(status) = status else { return Change::Ended(End::Status(0)) };
        match status.terminating_signal() {
            Some(signal) => Change::Ended(End::Signal(signal)),
            None if status.stopped() => Change::Stopped,
            None => Change::Ended(End::Status(status.exit_status().unwrap_or_default())),
        }
    }

    /// Whether it was continued since it stopped: if the whole job was stopped, its stop is old news when we run again.
    pub fn was_continued(self) -> bool {
        let options = WaitIdOptions::CONTINUED | WaitIdOptions::NOHANG;
        matches!(waitid(WaitId::Pid(self.0), options), Ok(Some(_)))
    }

    /// Continues it; does nothing if it isn't stopped.
    pub fn go_on(self) {
        self.signal(Signal::CONT);
    }

    /// Asks it to end.
    pub fn terminate(self) {
        self.signal(Signal::TERM);
        self.signal(Signal::CONT);
    }

    /// Ends it.
    pub fn kill(self) {
        self.signal(Signal::KILL);
    }

    fn signal(self, signal: Signal) {
        if let Err(error) = kill_process(self.0, signal) {
            tracing::debug!(%error, "the editor is gone");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn change_of(process: Process) -> Change {
        process.next_change().await.unwrap()
    }

    fn shell(script: &str) -> Process {
        Process::start(Command::new("sh").args(["-c", script])).unwrap()
    }

    #[tokio::test]
    async fn the_way_it_ended_is_told() {
        assert_eq!(change_of(shell("exit 3")).await, Change::Ended(End::Status(3)));
        assert_eq!(change_of(shell("kill -SEGV $$")).await, Change::Ended(End::Signal(11)));
    }

    #[tokio::test]
    async fn a_stop_is_told_once_and_lasts_until_it_is_continued() {
        let process = shell("kill -STOP $$; exit 4");
        assert_eq!(change_of(process).await, Change::Stopped);
        assert!(!process.was_continued());
        process.go_on();
        assert_eq!(change_of(process).await, Change::Ended(End::Status(4)));
    }

    #[tokio::test]
    async fn one_that_is_stopped_can_be_ended() {
        let process = shell("kill -STOP $$");
        assert_eq!(change_of(process).await, Change::Stopped);
        process.terminate();
        assert_eq!(change_of(process).await, Change::Ended(End::Signal(15)));
        let deaf = shell("trap '' TERM; kill -STOP $$; while :; do kill -STOP $$; done");
        assert_eq!(change_of(deaf).await, Change::Stopped);
        deaf.terminate();
        assert_eq!(change_of(deaf).await, Change::Stopped);
        deaf.kill();
        assert_eq!(change_of(deaf).await, Change::Ended(End::Signal(9)));
    }
}
