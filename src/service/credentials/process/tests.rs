//! Credential processes of every kind: without a terminal, with an end.

use super::output::STDERR_SHOWN;
use super::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

const KEYS: &str = r#"{"Version":1,"AccessKeyId":"id","SecretAccessKey":"key"}"#;

/// A process of a shell script.
fn script(folder: &Path, text: &str) -> Process {
    let path = folder.join("process");
    fs::write(&path, text).unwrap();
    Process::new("x".to_owned(), format!("sh {}", path.display()))
}

async fn run(text: &str) -> Result<Credentials, ProcessFailure> {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path(), text).run(&CredentialProcesses::default()).await.map_err(|error| error.failure)
}

/// Waits until the file is written, and reads the number in it.
async fn number(path: PathBuf) -> i32 {
    loop {
        if let Some(number) = fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok()) {
            return number;
        }
        tokio::task::yield_now().await;
    }
}

/// Waits until a process is gone.
async fn gone(process: i32) {
    let is_zombie = |stat: String| stat.rsplit(')').next().is_some_and(|rest| rest.trim().starts_with('Z'));
    while fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !is_zombie(stat)) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_process_has_no_terminal_and_nothing_to_read() {
    let said = run(&format!(
        "if (echo prompt > /dev/tty) 2>/dev/null; then echo 'has a terminal' >&2; exit 1; fi\n\
         if read line; then echo 'has input' >&2; exit 2; fi\necho '{KEYS}'"
    ))
    .await;
    assert_eq!(said.unwrap().access_key_id(), "id");
}

#[tokio::test]
async fn a_child_that_holds_the_output_open_keeps_nobody_waiting() {
    let began = Instant::now();
    let credentials = run(&format!("echo '{KEYS}'\nsleep 7 &\nexit 0")).await.unwrap();
    assert_eq!(credentials.access_key_id(), "id");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_output_without_end_is_refused_and_a_long_error_output_is_cut() {
    let failure = run("yes").await.unwrap_err().to_string();
    assert!(failure.contains("more than 64 KB"), "{failure}");
    let failure = run("yes | head -c 100000 >&2\necho the end >&2\nexit 3").await.unwrap_err().to_string();
    assert!(failure.contains("exit code 3") && failure.ends_with("the end"), "{failure}");
    assert!(failure.len() < 2 * STDERR_SHOWN, "{failure}");
}

#[tokio::test]
async fn a_process_that_prints_nothing_useful_says_what_it_wrote_to_its_error_output() {
    let failure = run("echo 'open https://login.test' >&2").await.unwrap_err().to_string();
    assert!(failure.contains("the output is empty") && failure.contains("https://login.test"), "{failure}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_process_that_does_not_answer_is_killed_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let child = folder.path().join("child");
    let text = format!("echo 'MFA code:' >&2\nsleep 600 &\necho $! > {}\nwait", child.display());
    let process = Process { timeout: Duration::from_secs(1), ..script(folder.path(), &text) };
    let failure = process.run(&CredentialProcesses::default()).await.unwrap_err().failure;
    let said = failure.to_string();
    assert_eq!(said, "did not answer within 1 second, and was ended; it said: MFA code:");
    gone(number(child).await).await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_process_is_shown_while_it_runs_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let child = folder.path().join("child");
    let mut process = script(folder.path(), &format!("echo $$ > {}\nexec sleep 600", child.display()));
    process.command.push_str(" --password hunter2");
    let processes = CredentialProcesses::default();
    let mut shown = processes.watch();
    let running = tokio::spawn({
        let (process, processes) = (process.clone(), processes.clone());
        async move { process.run(&processes).await }
    });
    let first = shown.wait_for(Option::is_some).await.unwrap().clone().unwrap();
    assert!(first.command.starts_with("sh ") && !first.command.contains("hunter2"), "{first:?}");
    let started = number(child.clone()).await;
    processes.stop();
    let failure = running.await.unwrap().unwrap_err().failure;
    assert_eq!(failure.to_string(), "was stopped before it answered");
    assert_eq!(*shown.wait_for(Option::is_none).await.unwrap(), None);
    gone(started).await;

    // The end of the program, and of those who wait.
    fs::remove_file(&child).unwrap();
    let waiting = tokio::spawn({
        let (process, processes) = (process.clone(), processes.clone());
        async move { process.run(&processes).await }
    });
    let started = number(child.clone()).await;
    processes.kill();
    gone(started).await;
    assert!(waiting.await.unwrap().is_err());

    fs::remove_file(&child).unwrap();
    let waiting = tokio::spawn(async move { process.run(&processes).await });
    let started = number(child).await;
    waiting.abort();
    gone(started).await;
}
