//! The editor in the event loop. Shell scripts are the editors; the terminal has an output only.

use super::super::tests::event_loop_on;
use super::*;
use crate::app::form::FormId;
use crate::runtime::EndSignal;
use crate::runtime::event::{Event, EventSender};
use crate::runtime::input;
use crate::runtime::local::{Editor, EditorEnvironment};
use crate::runtime::output::Output;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use tempfile::{TempDir, tempdir};
use zeroize::Zeroizing;

/// The events, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<&'static str>>>);

impl Log {
    fn note(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }

    fn all(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match String::from_utf8_lossy(bytes) {
            text if text.contains("\x1b[?1049h") => self.note("entered"),
            text if text.contains("\x1b[?1049l") => self.note("left"),
            _ => {}
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An event loop whose editor is a script.
struct Bench {
    state: LoopState<TestBackend>,
    sender: EventSender,
    directory: TempDir,
    log: Log,
}

impl Bench {
    fn new(script: &str) -> Self {
        let (directory, log) = (tempdir().unwrap(), Log::default());
        let (mut parts, sender) = event_loop_on(Output::new(log.clone()));
        parts.terminal.enter().unwrap();
        parts.editor = Editor::new(environment(directory.path(), script));
        Self { state: LoopState::new(parts), sender, directory, log }
    }

    async fn edited(&mut self) -> EditResult {
        let session = self.state.parts.editor.prepare(Zeroizing::new("old".to_owned()), "txt", None).unwrap();
        self.state.edit_in_terminal(session).await.unwrap()
    }

    /// The number of directories left beside the script, where the editor's file was.
    fn left_over(&self) -> usize {
        fs::read_dir(self.directory.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count()
    }
}

fn environment(directory: &Path, script: &str) -> EditorEnvironment {
    let editor = directory.join("editor");
    fs::write(&editor, script).unwrap();
    EditorEnvironment::read(|name| match name {
        "EDITOR" => Some(format!("sh '{}'", editor.display()).into()),
        "PATH" => std::env::var_os(name),
        "XDG_RUNTIME_DIR" => Some(directory.into()),
        _ => None,
    })
}

#[tokio::test]
async fn the_terminal_is_read_by_no_one_else_while_the_editor_has_it() {
    let mut bench = Bench::new(r#"printf new > "$1""#);
    let (input, mut requests) = input::channel().unwrap();
    bench.state.parts.input = input;
    let log = bench.log.clone();
    let reader = thread::spawn(move || {
        log.note("reading");
        assert!(requests.wait_for_end());
        log.note("reading again");
    });
    assert_eq!(**bench.edited().await.unwrap().as_ref().unwrap(), *"new");
    reader.join().unwrap();
    assert_eq!(bench.log.all()[1..], ["reading", "left", "entered", "reading again"]);
    assert_eq!(bench.left_over(), 0);
}

#[tokio::test]
async fn events_wait_until_the_editor_has_ended() {
    let mut bench = Bench::new("exit 0");
    bench.sender.send(Event::Input(Message::Resized(Size::new(100, 24)))).unwrap();
    bench.sender.send(Event::Continued).unwrap();
    bench.sender.send(Event::StopRequested).unwrap();
    assert_eq!(bench.edited().await, Ok(None));
    assert_eq!(bench.state.parts.model.size().width, 80, "not taken yet");
    let waits = !bench.state.backlog.is_empty() || bench.state.parts.events.next_waiting().is_some();
    assert!(waits, "the new size is not lost");
}

#[tokio::test(start_paused = true)]
async fn ending_the_program_ends_the_editor() {
    let mut bench = Bench::new("exec tail -f /dev/null");
    bench.sender.send(Event::Signalled(EndSignal::Terminate)).unwrap();
    let problem = bench.edited().await.unwrap_err();
    assert_eq!(problem.text, "The editor was ended by signal 15: the text is unchanged.");
    assert!(matches!(bench.state.backlog.front(), Some(Event::Signalled(EndSignal::Terminate))));
    assert_eq!(bench.left_over(), 0);
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_ends_the_editor_alone() {
    let mut bench = Bench::new("kill -INT $$");
    let borrower = bench.state.parts.editor.borrower().clone();
    assert!(!borrower.owns_ctrl_c());
    assert!(bench.edited().await.is_err());
    assert!(borrower.owns_ctrl_c(), "the signal may be on its way to us");
}

#[tokio::test]
async fn no_editor_is_started_when_the_program_is_to_end() {
    let mut bench = Bench::new(r#"printf new > "$1""#);
    bench.state.backlog.push_back(Event::InputEnded);
    let edit =
        Edit { form: FormId(1), text: Zeroizing::new("old".to_owned()), extension: "txt", origin: None };
    bench.state.edit(edit).await.unwrap();
    assert_eq!(bench.log.all(), ["entered"]);
}
