//! Random keys, clicks, pastes and resizes while the endpoint misbehaves. `STRONGROOM_SOAK` sets how many,
//! `STRONGROOM_SEED` which.

use std::collections::BTreeSet;
use std::time::Duration;

use fastrand::Rng;
use rustix::process::Signal;

use super::{number, seed};
use crate::boto::connection;
use crate::fault::{ANY, Endpoint, Fault};
use crate::keys::{Key, Mouse};
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;

const REGION: &str = "eu-central-1";
/// How long it may take until something that was done shows.
const REACTION: Duration = Duration::from_secs(2);
/// How much more memory the second half may take than the first.
const GROWTH: u64 = 12 << 20;
/// The input between two looks at whether the program reacts.
const BURST: usize = 10;

const OPERATIONS: [&str; 12] = [
    ANY,
    "ListSecrets",
    "DescribeSecret",
    "GetSecretValue",
    "ListSecretVersionIds",
    "GetResourcePolicy",
    "PutSecretValue",
    "TagResource",
    "DeleteSecret",
    "RotateSecret",
    "UpdateSecret",
    "CreateSecret",
];
/// Keys without a letter. Ctrl-c and ctrl-z are left out: the one ends the program, the other stops it.
const KEYS: [Key; 22] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::CtrlSpace,
    Key::Ctrl('s'),
    Key::Ctrl('r'),
    Key::Ctrl('g'),
    Key::Ctrl('o'),
    Key::Ctrl('n'),
    Key::Ctrl('u'),
    Key::Alt('b'),
];
/// Beginnings of what users do: to come so far by single keys takes long.
const BEGINNINGS: [&str; 16] =
    ["vV", "2v", "2e", "3=", "4+", "5e", "6+", "7e", "1+", "D", "*=", "J", "?", "X", "R", "/prod"];
/// Every letter and sign of an action but q.
const LETTERS: &str = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ1234567/?:=><+-*#@!. {}\"";

fn fault(rng: &mut Rng) -> Fault {
    match rng.u8(0..6) {
        0 => Fault::Reset,
        1 => Fault::LoseAnswer,
        2 => Fault::Hold,
        3 => Fault::garbage(),
        4 => Fault::error("ThrottlingException", "Rate exceeded"),
        _ => Fault::error("AccessDeniedException", "not you"),
    }
}

/// The program at an endpoint that misbehaves.
struct Soak {
    terminal: Terminal,
    rng: Rng,
    size: (u16, u16),
}

impl Soak {
    fn start(endpoint: &Endpoint, rng: Rng) -> Self {
        let program = Program::strongroom(&["--region", REGION, "--timeout", "1s", "--lock-after", "2s"])
            .size(120, 40)
            .env(connection(&endpoint.url()))
            .env([("VISUAL", "true"), ("AWS_REGION", REGION)])
            .patience(REACTION);
        let terminal = program.start();
        Self { terminal, rng, size: (120, 40) }
    }

    /// One thing that a user may do.
    fn act(&mut self) {
        let rng = &mut self.rng;
        match rng.u8(0..20) {
            0 => self.terminal.paste(&"pasted \u{1b}[31m text\r\n".repeat(rng.usize(1..200))),
            10..=11 => {
                let beginning = BEGINNINGS[rng.usize(0..BEGINNINGS.len())];
                self.leave_all();
                self.terminal.type_keys(beginning);
            }
            1..=3 => {
                let mouse = [Mouse::Click, Mouse::WheelUp, Mouse::WheelDown][rng.usize(0..3)];
                let (row, column) = (rng.u16(0..self.size.1), rng.u16(0..self.size.0));
                self.terminal.type_keys(str::from_utf8(&mouse.bytes(row, column)).expect("it is ASCII"));
            }
            4..=9 => {
                let key = KEYS[rng.usize(0..KEYS.len())];
                self.terminal.press(key);
            }
            _ => {
                let letters: Vec<char> = LETTERS.chars().collect();
                let letter = letters[rng.usize(0..letters.len())];
                self.terminal.type_keys(&letter.to_string());
            }
        }
    }

    /// Goes out of whatever there is. A terminal can't tell esc and a key from alt with that key: it waits after each.
    fn leave_all(&mut self) {
        for _ in 0..3 {
            self.terminal.press(Key::Esc);
            self.assert_reacts();
            if self.terminal.screen().contains("Leave the form?") {
                self.terminal.type_keys("y");
                self.assert_reacts();
            }
        }
    }

    /// Resizes the terminal and waits until the program has drawn for the new size.
    #[track_caller]
    fn assert_reacts(&mut self) {
        let mut size = self.size;
        while size == self.size {
            // Too small now and then, which nothing can be done on.
            size = match self.rng.u8(0..8) {
                0 => (self.rng.u16(20..60), self.rng.u16(4..16)),
                _ => (self.rng.u16(80..180), self.rng.u16(24..60)),
            };
        }
        self.size = size;
        let before = self.terminal.raw().len();
        self.terminal.resize(size.0, size.1);
        self.terminal.wait_for_output(before + 1, "\u{0}");
    }
}

#[test]
fn random_input_with_faults_on_neither_hangs_nor_ends_it_nor_fills_the_memory() {
    let events = number("STRONGROOM_SOAK", 2_000);
    let served = Served::start(REGION);
    let endpoint = Endpoint::before(served.url());
    let mut soak = Soak::start(&endpoint, Rng::with_seed(seed()));
    soak.terminal.wait_for("73 secrets");
    let mut half = None;
    for event in 0..events {
        if event % 25 == 0 {
            for operation in OPERATIONS {
                endpoint.mend(operation);
            }
            let operation = OPERATIONS[soak.rng.usize(0..OPERATIONS.len())];
            endpoint.fail(operation, fault(&mut soak.rng));
        }
        soak.act();
        if event % BURST == BURST - 1 {
            soak.assert_reacts();
        }
        if event == events / 2 {
            half = Some(soak.terminal.resident());
        }
    }
    soak.assert_reacts();
    let (half, end) = (half.expect("there was a half"), soak.terminal.resident());
    assert!(end < half + GROWTH, "{half} bytes after half of it, {end} at the end");
    soak.terminal.signal(Signal::TERM);
    assert_eq!(soak.terminal.expect_exit().exit_code(), 143);
    soak.terminal.assert_restored();
    let kinds: BTreeSet<String> = endpoint.calls().into_iter().collect();
    // How far it gets in this time depends on the machine.
    assert!(kinds.len() > 3, "little was done: {kinds:?}");
    assert!(!String::from_utf8_lossy(&soak.terminal.raw()).contains("panicked"));
}
