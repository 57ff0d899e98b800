//! Ends at random moments in every state. `STRONGROOM_ENDS` sets how many, `STRONGROOM_SEED` which.

use fastrand::Rng;
use rustix::process::Signal;

use super::{number, seed};
use crate::editor;
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;

const POSTGRES: &str = "prod/payments/postgres";
const PASSWORD: &str = "demo-dbvb3y4qfjxw3svlwgra";

/// A state of the program.
#[derive(Clone, Copy, Debug)]
enum State {
    List,
    Filter,
    Revealed,
    Copied,
    Form,
    Editor,
    CredentialProcess,
    Locked,
}

const STATES: [State; 8] = [
    State::List,
    State::Filter,
    State::Revealed,
    State::Copied,
    State::Form,
    State::Editor,
    State::CredentialProcess,
    State::Locked,
];

/// A way to end the program.
#[derive(Clone, Copy, Debug)]
enum End {
    Signal(Signal, u32),
    CtrlC,
    Q,
    Closed,
}

const ENDS: [End; 7] = [
    End::Signal(Signal::TERM, 143),
    End::Signal(Signal::HUP, 129),
    End::Signal(Signal::INT, 130),
    End::Signal(Signal::QUIT, 131),
    End::CtrlC,
    End::Q,
    End::Closed,
];

impl State {
    /// Starts the program that comes to this state.
    fn start(self) -> Terminal {
        let demo = |args: &[&str]| Program::strongroom(&[&["demo", POSTGRES], args].concat()).size(120, 40);
        match self {
            Self::CredentialProcess => Program::strongroom(&["--profile", "tool"])
                .size(120, 40)
                .file("process", "tail -f /dev/null\n")
                .file(
                    ".aws/config",
                    "[profile tool]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9\ncredential_process = sh process\n",
                )
                .start(),
            Self::Locked => demo(&["--lock-after", "1s"]).start(),
            Self::Editor => {
                let program = demo(&[]);
                let editor = editor::script(program.home(), "exit 0");
                program.env([("VISUAL", editor)]).start()
            }
            Self::List | Self::Filter | Self::Revealed | Self::Copied | Self::Form => demo(&[]).start(),
        }
    }

    /// Goes there; each step waits for a text, or at `until` bytes of output, when nothing more is done.
    fn go(self, terminal: &mut Terminal, until: usize) {
        let mut went_all_the_way = true;
        let mut step = |terminal: &mut Terminal, keys: &[u8], shows: &str| {
            if !went_all_the_way {
                return;
            }
            terminal.type_keys(str::from_utf8(keys).expect("keys are text"));
            terminal.wait_for_output(until, shows);
            went_all_the_way = terminal.screen().contains(shows);
        };
        match self {
            Self::CredentialProcess => return step(terminal, b"", "Waiting for credentials"),
            Self::Locked => return step(terminal, b"", "Any key goes on."),
            Self::List | Self::Filter | Self::Revealed | Self::Copied | Self::Form | Self::Editor => {
                step(terminal, b"", "read just now");
            }
        }
        match self {
            Self::List => step(terminal, b"\x1b[D", "73 secrets"),
            Self::Filter => step(terminal, b"/dbz", "/ dbz"),
            Self::Revealed => {
                step(terminal, b"v", "••••••••");
                step(terminal, b"V", PASSWORD);
            }
            Self::Copied => step(terminal, b"Y", "clears in"),
            Self::Form => {
                step(terminal, b"2e", "Began from version");
                step(terminal, b"\x12typed-text", "typed-text");
            }
            Self::Editor => {
                step(terminal, b"2e", "Began from version");
                step(terminal, b"\x0f", editor::RUNS);
            }
            Self::CredentialProcess | Self::Locked => {}
        }
    }
}

/// Presses a key that ends the program, and answers what it may ask. Returns the statuses that it may end with.
fn press(state: State, key: Key, terminal: &mut Terminal) -> u32 {
    match state {
        State::Editor => {
            // It is for the editor, and the signal that someone else sends right after it is not.
            terminal.press(key);
            terminal.wait_for("The editor was ended by signal 2");
            terminal.signal(Signal::INT);
            return 130;
        }
        State::Locked => {
            terminal.press(key);
            terminal.wait_gone("Any key goes on.");
        }
        State::Form => {
            terminal.press(key);
            terminal.wait_for("What you typed is lost");
            terminal.type_keys("y");
            return 0;
        }
        State::List | State::Filter | State::Revealed | State::Copied | State::CredentialProcess => {}
    }
    terminal.press(key);
    0
}

/// Ends the program in one state and way. Keys wait for the state; signals come at any moment.
fn end_once(state: State, end: End, rng: &mut Rng) {
    let mut terminal = state.start();
    let whenever = rng.usize(1..20_000);
    let status = match end {
        End::Signal(signal, status) => {
            state.go(&mut terminal, whenever);
            terminal.signal(signal);
            status
        }
        End::Closed => {
            state.go(&mut terminal, whenever);
            terminal.close();
            terminal.expect_killed();
            return assert_eq!(terminal.expect_exit().exit_code(), 129);
        }
        End::CtrlC | End::Q => {
            state.go(&mut terminal, usize::MAX);
            // q is typed as a letter where text is typed.
            match (end, state) {
                (End::Q, State::List | State::Revealed | State::Copied | State::CredentialProcess) => {
                    terminal.type_keys("q");
                    0
                }
                _ => press(state, Key::Ctrl('c'), &mut terminal),
            }
        }
    };
    let exit = terminal.expect_exit();
    assert_eq!(exit.exit_code(), status, "{exit}\n{}", terminal.screen());
    terminal.assert_restored();
    assert!(
        !terminal.screen_without_alternate().contains(PASSWORD),
        "{}",
        terminal.screen_without_alternate()
    );
    let copied = terminal.clipboard_writes().pop().unwrap_or_default();
    assert!(copied.trim().is_empty(), "left on the clipboard: {copied}");
}

/// Every state and way in turn, in an order of its own for each seed.
#[test]
#[expect(clippy::print_stderr, reason = "a failure is preceded by the end that failed")]
fn it_ends_as_it_should_at_any_moment() {
    let mut rng = Rng::with_seed(seed());
    let mut all: Vec<(State, End)> =
        STATES.iter().flat_map(|state| ENDS.iter().map(|end| (*state, *end))).collect();
    for n in 0..number("STRONGROOM_ENDS", 20) {
        if n % all.len() == 0 {
            rng.shuffle(&mut all);
        }
        let (state, end) = all[n % all.len()];
        eprintln!("end {n}: {end:?} in {state:?}");
        end_once(state, end, &mut rng);
    }
}

#[test]
fn an_interrupt_that_someone_sends_right_after_an_editor_ends_the_program() {
    for script in ["kill -INT $PPID", "printf other > \"$1\"; kill -INT $PPID; exit 1"] {
        let program = Program::strongroom(&["demo", POSTGRES]).size(120, 40);
        let home = program.home().to_owned();
        let mut terminal = program.env([("VISUAL", editor::script(&home, script))]).start();
        State::Editor.go(&mut terminal, usize::MAX);
        editor::let_go(&terminal, &home);
        assert_eq!(terminal.expect_exit().exit_code(), 130);
        terminal.assert_restored();
    }
}

#[test]
fn ctrl_c_that_is_typed_at_an_editor_is_for_the_editor() {
    let mut terminal = State::Editor.start();
    State::Editor.go(&mut terminal, usize::MAX);
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("The editor was ended by signal 2: the text is unchanged.");
    terminal.press(Key::Esc);
    terminal.wait_gone("Edit the value of");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
}
