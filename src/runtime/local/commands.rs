//! The user's own commands that run beside the dashboard: started, watched, stopped, and ended with the program.

use super::output_text::{LiveLines, OUTPUT_LIMIT, shown};
use crate::app::custom_command::{CommandEnd, CommandExit, CommandRun, RunId, RunMode};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe::Receiver;
use tokio::process::{Child, Command};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};

/// The longest escape that a byte of a value can have in the output: what is longer than the limit is kept as far as a value
/// at its end could reach, so that no part of it is shown.
const LONGEST_ESCAPE: usize = 6;
/// The time that a command may take to end once it is asked to.
const END_TIMEOUT: Duration = Duration::from_secs(1);
/// The time for which output is read after the end of a command that has left processes behind.
const REST_TIMEOUT: Duration = Duration::from_millis(200);

/// The commands that run. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct CommandRunner(Arc<Mutex<Vec<Running>>>);

#[derive(Debug)]
struct Running {
    run: RunId,
    group: Pid,
    stop: Arc<Notify>,
}

impl CommandRunner {
    /// Runs a command until it has ended, is stopped, or its time is over. `told` gets its lines as they come.
    pub async fn run(&self, id: RunId, run: CommandRun, told: impl FnMut(String) + Send) -> CommandEnd {
        let RunMode::Background(limit) = run.mode else {
            return CommandEnd::of(CommandExit::NotStarted("it needs the terminal".to_owned()));
        };
        let (mut child, output) = match start(&run) {
            Ok(started) => started,
            Err(error) => return CommandEnd::of(not_started(&run.program, &error)),
        };
        let Some(group) = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) else {
            return CommandEnd::of(CommandExit::Status(0));
        };
        let stop = Arc::new(Notify::new());
        self.lock().push(Running { run: id, group, stop: Arc::clone(&stop) });
        if let Some(mut stdin) = child.stdin.take() {
            let bytes = run.stdin.clone().unwrap_or_default();
            // The command may end without reading it.
            tokio::spawn(async move { stdin.write_all(&bytes).await });
        }
        let most = OUTPUT_LIMIT + run.value.as_ref().map_or(0, |value| LONGEST_ESCAPE * value.len());
        let live = LiveLines::of(run.value.as_ref(), &run.names);
        let mut collected = Collected { output, bytes: Vec::new(), most, left_out: 0, live, told };
        let exit = watch(&mut child, group, limit, &stop, &mut collected).await;
        self.lock().retain(|running| running.run != id);
        let (output, cut) = shown(&collected.bytes, run.value.as_ref(), &run.names);
        CommandEnd { exit, output, left_out: collected.left_out + cut }
    }

    /// Stops a command: it is asked to end, and killed a second later.
    pub fn stop(&self, run: RunId) {
        if let Some(running) = self.lock().iter().find(|running| running.run == run) {
            running.stop.notify_one();
        }
    }

    /// Kills every command with its children, for the end of the program.
    pub fn kill(&self) {
        for running in self.lock().drain(..) {
            signal(running.group, Signal::KILL);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The command with its arguments and environment.
pub fn command(run: &CommandRun) -> std::process::Command {
    let mut command = std::process::Command::new(&run.program);
    command.args(&run.arguments);
    for (name, value) in &run.env {
        match value {
            Some(value) => command.env(name, value.as_str()),
            None => command.env_remove(name),
        };
    }
    command
}

/// Why a program could not be started.
pub fn not_started(program: &str, error: &io::Error) -> CommandExit {
    CommandExit::NotStarted(match error.kind() {
        io::ErrorKind::NotFound => format!("there is no program {program:?} in PATH"),
        io::ErrorKind::PermissionDenied => format!("{program:?} may not be executed"),
        _ => error.to_string(),
    })
}

/// Starts a command in a process group of its own, with both outputs in one pipe.
fn start(run: &CommandRun) -> io::Result<(Child, Receiver)> {
    let (reader, writer) = io::pipe()?;
    let mut command = command(run);
    command.process_group(0).stdout(writer.try_clone()?).stderr(writer);
    command.stdin(if run.stdin.is_some() { Stdio::piped() } else { Stdio::null() });
    // Dropping the command closes our ends of the pipe for writing.
    let child = Command::from(command).spawn()?;
    Ok((child, Receiver::from_owned_fd(reader.into())?))
}

/// The output as far as it is kept.
struct Collected<'a, T> {
    output: Receiver,
    bytes: Vec<u8>,
    most: usize,
    left_out: u64,
    live: LiveLines<'a>,
    /// Gets the lines as they come.
    told: T,
}

impl<T: FnMut(String)> Collected<'_, T> {
    /// Reads what is there; `false` at the end of the output.
    async fn read(&mut self) -> bool {
        let mut chunk = [0; 4096];
        match self.output.read(&mut chunk).await {
            Ok(0) | Err(_) => false,
            Ok(count) => {
                if let Some(lines) = self.live.take(&chunk[..count]) {
                    (self.told)(lines);
                }
                let kept = count.min(self.most - self.bytes.len());
                self.bytes.extend_from_slice(&chunk[..kept]);
                self.left_out += u64::try_from(count - kept).unwrap_or(u64::MAX);
                true
            }
        }
    }
}

/// Waits for the end of a command, and reads its output meanwhile.
async fn watch<T: FnMut(String)>(
    child: &mut Child,
    group: Pid,
    limit: Duration,
    stop: &Notify,
    collected: &mut Collected<'_, T>,
) -> CommandExit {
    let began = Instant::now();
    let (mut is_open, mut kill_at, mut why) = (true, None, None);
    let status = loop {
        let due = kill_at.unwrap_or(began + limit);
        tokio::select! {
            status = child.wait() => break status,
            more = collected.read(), if is_open => is_open = more,
            () = stop.notified(), if why.is_none() => {
                why = Some(CommandExit::Stopped);
                kill_at = Some(ask_to_end(group));
            }
            () = sleep_until(due) => {
                if why.is_none() {
                    why = Some(CommandExit::TimedOut(limit));
                    kill_at = Some(ask_to_end(group));
                } else {
                    signal(group, Signal::KILL);
                    kill_at = Some(Instant::now() + END_TIMEOUT);
                }
            }
        }
    };
    if why.is_some() {
        // What it has started ends with it.
        signal(group, Signal::KILL);
    }
    let rest = async { while is_open && collected.read().await {} };
    let _ = timeout(REST_TIMEOUT, rest).await;
    why.unwrap_or_else(|| exit_of(status.unwrap_or_default()))
}

fn exit_of(status: ExitStatus) -> CommandExit {
    match (status.code(), status.signal()) {
        (Some(code), _) => CommandExit::Status(code),
        (None, Some(signal)) => CommandExit::Signal(signal),
        (None, None) => CommandExit::Status(0),
    }
}

/// Asks a process group to end; the time at which it is to be killed.
fn ask_to_end(group: Pid) -> Instant {
    signal(group, Signal::TERM);
    signal(group, Signal::CONT);
    Instant::now() + END_TIMEOUT
}

fn signal(group: Pid, signal: Signal) {
    if let Err(error) = kill_process_group(group, signal) {
        tracing::debug!(%error, "the command is gone");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::ValueBody;
    use zeroize::Zeroizing;

    fn shell(script: &str) -> CommandRun {
        CommandRun {
            name: "test".into(),
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            env: Vec::new(),
            stdin: None,
            value: None,
            names: Vec::new(),
            mode: RunMode::Background(Duration::from_secs(20)),
        }
    }

    async fn ended(run: CommandRun) -> CommandEnd {
        CommandRunner::default().run(RunId(1), run, |_| ()).await
    }

    #[tokio::test]
    async fn lines_come_before_the_command_has_ended() {
        let (told, mut lines) = tokio::sync::mpsc::unbounded_channel();
        let runner = CommandRunner::default();
        let task = tokio::spawn({
            let runner = runner.clone();
            let value = Some(ValueBody::text("hunter2".to_owned()));
            let run = CommandRun { value, ..shell("echo one; echo hunter2; exec sleep 100") };
            async move { runner.run(RunId(1), run, move |line| drop(told.send(line))).await }
        });
        let mut came = String::new();
        while came != "one\n(withheld)\n" {
            came.push_str(&lines.recv().await.expect("the command runs"));
        }
        runner.stop(RunId(1));
        let end = task.await.unwrap();
        assert_eq!((end.exit, end.output), (CommandExit::Stopped, came));
    }

    #[tokio::test]
    async fn output_and_errors_come_in_order_with_the_status() {
        let end = ended(shell("echo one; echo two >&2; echo three; exit 3")).await;
        assert_eq!((end.exit, end.output.as_str()), (CommandExit::Status(3), "one\ntwo\nthree\n"));
        assert_eq!(ended(shell("kill -9 $$")).await.exit, CommandExit::Signal(9));
    }

    #[tokio::test]
    async fn the_input_is_a_pipe_and_the_environment_is_set() {
        let run = CommandRun {
            stdin: Some(Zeroizing::new(vec![b'x'; 300_000])),
            env: vec![("A_B".into(), Some(Zeroizing::new("c d".into()))), ("HOME".into(), None)],
            ..shell("wc -c | tr -d ' '; echo \"$A_B/${HOME-none}\"")
        };
        assert_eq!(ended(run).await.output, "300000\nc d/none\n");
        let unread = CommandRun { stdin: Some(Zeroizing::new(vec![b'x'; 300_000])), ..shell("exit 0") };
        assert_eq!(ended(unread).await.exit, CommandExit::Status(0));
        assert_eq!(ended(shell("cat")).await.output, "", "no input is none");
    }

    #[tokio::test]
    async fn no_file_of_ours_is_inherited_and_the_group_is_its_own() {
        let ours = tempfile::NamedTempFile::new().unwrap();
        let end = ended(shell("ls -l /proc/$$/fd; echo group $(($(ps -o pgid= -p $$) - $$))")).await;
        let path = ours.path().to_str().unwrap();
        assert!(end.output.contains(" 2 -> pipe:") && !end.output.contains(path), "{}", end.output);
        assert!(end.output.ends_with("group 0\n"), "{}", end.output);
    }

    #[tokio::test]
    async fn a_command_that_hangs_is_stopped_with_its_children() {
        let runner = CommandRunner::default();
        let script = "trap '' TERM; echo began; sleep 100 & echo $!; wait; while :; do sleep 100; done";
        let task = tokio::spawn({
            let runner = runner.clone();
            async move { runner.run(RunId(7), shell(script), |_| ()).await }
        });
        while runner.lock().is_empty() {
            tokio::task::yield_now().await;
        }
        runner.stop(RunId(7));
        let end = task.await.unwrap();
        assert_eq!(end.exit, CommandExit::Stopped);
        assert!(runner.lock().is_empty());
    }

    #[tokio::test]
    async fn a_command_that_takes_too_long_is_stopped_and_what_it_said_is_shown() {
        let limit = Duration::from_millis(300);
        let end =
            ended(CommandRun { mode: RunMode::Background(limit), ..shell("echo began; exec sleep 100") })
                .await;
        assert_eq!((end.exit, end.output.as_str()), (CommandExit::TimedOut(limit), "began\n"));
    }

    #[tokio::test]
    async fn a_process_that_is_left_behind_is_not_waited_for() {
        let end = ended(shell("sleep 5 & echo done")).await;
        assert_eq!((end.exit, end.output.as_str()), (CommandExit::Status(0), "done\n"));
    }

    #[tokio::test]
    async fn more_output_than_is_shown_is_read_and_counted_and_no_part_of_the_value_is_shown() {
        let value = ValueBody::text("s3cr3t-of-the-test".to_owned());
        let script = format!(
            "head -c {} /dev/zero | tr '\\0' x; printf s3cr3t-of-the-test; head -c 100000 /dev/zero | tr '\\0' y",
            OUTPUT_LIMIT - 5
        );
        let end = ended(CommandRun { value: Some(value), ..shell(&script) }).await;
        assert_eq!(end.exit, CommandExit::Status(0));
        assert!(
            !end.output.contains("s3c") && end.output.len() <= OUTPUT_LIMIT,
            "{}",
            &end.output[OUTPUT_LIMIT - 20..]
        );
        assert!(end.left_out > 99_000, "{}", end.left_out);
    }

    #[tokio::test]
    async fn a_program_that_is_missing_or_no_program_is_told() {
        let missing = CommandRun { program: "strongroom-no-such-program".into(), ..shell("") };
        let told = |end: CommandEnd| end.in_words("test");
        assert_eq!(
            told(ended(missing).await),
            "test could not be started: there is no program \"strongroom-no-such-program\" in PATH"
        );
        let plain = CommandRun { program: "/etc/passwd".into(), ..shell("") };
        assert_eq!(
            told(ended(plain).await),
            "test could not be started: \"/etc/passwd\" may not be executed"
        );
    }

    #[tokio::test]
    async fn the_end_of_the_program_kills_what_runs() {
        let runner = CommandRunner::default();
        let task = tokio::spawn({
            let runner = runner.clone();
            async move { runner.run(RunId(1), shell("exec sleep 100"), |_| ()).await }
        });
        while runner.lock().is_empty() {
            tokio::task::yield_now().await;
        }
        runner.kill();
        assert_eq!(task.await.unwrap().exit, CommandExit::Signal(9));
    }
}
