//! Turns the bytes that a terminal sends into keys, clicks and pastes, and keeps none of them: they may be a typed password.
//! The reader of crossterm would keep the last ones in queues that live as long as the program.

use super::background::{Background, background_in};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use termina::event as parsed;

/// The bytes of a sequence that begins an operating system command, and of alt-].
const OSC: &[u8] = b"\x1b]";
/// The bytes of a sequence that begins a device control string, and of alt-P.
const DCS: &[u8] = b"\x1bP";

/// The most bytes of an answer on the background.
const LONGEST_ANSWER: usize = 40;

/// The state of reading a terminal: the sequence that has begun and not ended yet.
#[derive(Default)]
pub struct Keyboard {
    parser: termina::Parser,
    /// The first bytes of that sequence.
    beginning: Vec<u8>,
    /// The number of its bytes.
    length: usize,
    /// True while the answer to a question may come.
    expects_answer: bool,
    /// The background that the terminal has told.
    background: Option<Background>,
}

impl Keyboard {
    /// The events that `bytes` complete. `more` says that the rest of a sequence is likely to follow at once; else a lone
    /// escape is the key.
    pub fn read(&mut self, bytes: &[u8], more: bool) -> Vec<Event> {
        let mut events = Vec::new();
        for (index, byte) in bytes.iter().enumerate() {
            if *byte == OSC[0] && self.beginning.first().is_some_and(|first| *first != OSC[0]) {
                // A sequence begins behind bytes that are none, and of which the parser tells nothing.
                (self.length, self.beginning) = (0, Vec::new());
            }
            if self.beginning.len() < OSC.len() {
                self.beginning.push(*byte);
            }
            self.length += 1;
            self.parser.parse(&[*byte], more || index + 1 < bytes.len());
            while let Some(event) = self.parser.pop() {
                (self.length, self.beginning) = (0, Vec::new());
                self.background = background_in(&event).or(self.background);
                events.extend(event_from(event));
            }
        }
        if !more {
            events.extend(self.end_string());
        }
        if self.length == 0 {
            // A parser keeps what it has parsed; the memory of the old one is wiped when it is freed.
            self.reset();
        }
        events
    }

    /// Says whether the answer to a question may come. It may come in pieces, so that a string that did not end is kept.
    pub fn expect_answer(&mut self, expects_answer: bool) {
        self.expects_answer = expects_answer;
    }

    /// The background that the terminal has told since the last call.
    pub fn take_background(&mut self) -> Option<Background> {
        self.background.take()
    }

    fn reset(&mut self) {
        *self = Self { expects_answer: self.expects_answer, background: self.background, ..Self::default() };
    }

    /// Gives up a string that did not end in what was read, unless an answer is expected: to wait for its end would swallow
    /// all that is typed from now on. Returns the key that begins like it, if there is no more of it.
    fn end_string(&mut self) -> Option<Event> {
        let letter = match self.beginning.as_slice() {
            OSC => ']',
            DCS => 'P',
            _ => return None,
        };
        let is_key = self.length == OSC.len();
        if self.expects_answer && letter == ']' && !is_key && self.length <= LONGEST_ANSWER {
            return None;
        }
        self.reset();
        if !is_key {
            return None;
        }
        let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        Some(Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::ALT | shift)))
    }
}

/// The event as the rest of the program knows it; `None` for reports of the terminal that nothing asks for.
fn event_from(event: parsed::Event) -> Option<Event> {
    match event {
        parsed::Event::Key(key) => Some(Event::Key(KeyEvent {
            code: code(key.code)?,
            modifiers: modifiers(key.modifiers),
            kind: match key.kind {
                parsed::KeyEventKind::Press => KeyEventKind::Press,
                parsed::KeyEventKind::Release => KeyEventKind::Release,
                parsed::KeyEventKind::Repeat => KeyEventKind::Repeat,
            },
            state: KeyEventState::NONE,
        })),
        parsed::Event::Mouse(mouse) => Some(Event::Mouse(MouseEvent {
            kind: mouse_kind(mouse.kind),
            column: mouse.column,
            row: mouse.row,
            modifiers: modifiers(mouse.modifiers),
        })),
        parsed::Event::Paste(text) => Some(Event::Paste(text)),
        parsed::Event::WindowResized(_)
        | parsed::Event::FocusIn
        | parsed::Event::FocusOut
        | parsed::Event::Csi(_)
        | parsed::Event::Osc(_)
        | parsed::Event::Dcs(_) => None,
    }
}

/// The key; `None` for one that no keymap can name.
fn code(code: parsed::KeyCode) -> Option<KeyCode> {
    Some(match code {
        parsed::KeyCode::Char(char) => KeyCode::Char(char),
        parsed::KeyCode::Enter => KeyCode::Enter,
        parsed::KeyCode::Backspace => KeyCode::Backspace,
        parsed::KeyCode::Tab => KeyCode::Tab,
        parsed::KeyCode::BackTab => KeyCode::BackTab,
        parsed::KeyCode::Escape => KeyCode::Esc,
        parsed::KeyCode::Left => KeyCode::Left,
        parsed::KeyCode::Right => KeyCode::Right,
        parsed::KeyCode::Up => KeyCode::Up,
        parsed::KeyCode::Down => KeyCode::Down,
        parsed::KeyCode::Home => KeyCode::Home,
        parsed::KeyCode::End => KeyCode::End,
        parsed::KeyCode::PageUp => KeyCode::PageUp,
        parsed::KeyCode::PageDown => KeyCode::PageDown,
        parsed::KeyCode::Insert => KeyCode::Insert,
        parsed::KeyCode::Delete => KeyCode::Delete,
        parsed::KeyCode::Function(number) => KeyCode::F(number),
        parsed::KeyCode::Null => KeyCode::Null,
        parsed::KeyCode::KeypadBegin
        | parsed::KeyCode::CapsLock
        | parsed::KeyCode::ScrollLock
        | parsed::KeyCode::NumLock
        | parsed::KeyCode::PrintScreen
        | parsed::KeyCode::Pause
        | parsed::KeyCode::Menu
        | parsed::KeyCode::Modifier(_)
        | parsed::KeyCode::Media(_) => return None,
    })
}

fn modifiers(modifiers: parsed::Modifiers) -> KeyModifiers {
    [
        (parsed::Modifiers::SHIFT, KeyModifiers::SHIFT),
        (parsed::Modifiers::ALT, KeyModifiers::ALT),
        (parsed::Modifiers::CONTROL, KeyModifiers::CONTROL),
        (parsed::Modifiers::SUPER, KeyModifiers::SUPER),
        (parsed::Modifiers::HYPER, KeyModifiers::HYPER),
        (parsed::Modifiers::META, KeyModifiers::META),
    ]
    .into_iter()
    .filter(|(held, _)| modifiers.contains(*held))
    .fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

fn mouse_kind(kind: parsed::MouseEventKind) -> MouseEventKind {
    let button = |button| match button {
        parsed::MouseButton::Left => MouseButton::Left,
        parsed::MouseButton::Right => MouseButton::Right,
        parsed::MouseButton::Middle => MouseButton::Middle,
    };
    match kind {
        parsed::MouseEventKind::Down(it) => MouseEventKind::Down(button(it)),
        parsed::MouseEventKind::Up(it) => MouseEventKind::Up(button(it)),
        parsed::MouseEventKind::Drag(it) => MouseEventKind::Drag(button(it)),
        parsed::MouseEventKind::Moved => MouseEventKind::Moved,
        parsed::MouseEventKind::ScrollDown => MouseEventKind::ScrollDown,
        parsed::MouseEventKind::ScrollUp => MouseEventKind::ScrollUp,
        parsed::MouseEventKind::ScrollLeft => MouseEventKind::ScrollLeft,
        parsed::MouseEventKind::ScrollRight => MouseEventKind::ScrollRight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Event> {
        Keyboard::default().read(bytes, false)
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_are_told_apart() {
        let (none, ctrl, alt, shift) =
            (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
        for (bytes, code, modifiers) in [
            (&b"a"[..], KeyCode::Char('a'), none),
            (b"A", KeyCode::Char('A'), shift),
            ("é".as_bytes(), KeyCode::Char('é'), none),
            ("🔑".as_bytes(), KeyCode::Char('🔑'), none),
            (b"\r", KeyCode::Enter, none),
            (b"\n", KeyCode::Char('j'), ctrl),
            (b"\t", KeyCode::Tab, none),
            (b"\x7f", KeyCode::Backspace, none),
            (b"\x08", KeyCode::Char('h'), ctrl),
            (b"\0", KeyCode::Char(' '), ctrl),
            (b"\x03", KeyCode::Char('c'), ctrl),
            (b"\x1f", KeyCode::Char('7'), ctrl),
            (b"\x1b", KeyCode::Esc, none),
            (b"\x1bx", KeyCode::Char('x'), alt),
            (b"\x1b\x7f", KeyCode::Backspace, alt),
            (b"\x1b\r", KeyCode::Enter, alt),
            (b"\x1b]", KeyCode::Char(']'), alt),
            (b"\x1bP", KeyCode::Char('P'), alt | shift),
            (b"\x1b[A", KeyCode::Up, none),
            (b"\x1bOA", KeyCode::Up, none),
            (b"\x1b[1;5C", KeyCode::Right, ctrl),
            (b"\x1b[1;4D", KeyCode::Left, alt | shift),
            (b"\x1b[H", KeyCode::Home, none),
            (b"\x1b[4~", KeyCode::End, none),
            (b"\x1b[Z", KeyCode::BackTab, shift),
            (b"\x1b[5~", KeyCode::PageUp, none),
            (b"\x1b[2~", KeyCode::Insert, none),
            (b"\x1b[3;5~", KeyCode::Delete, ctrl),
            (b"\x1bOQ", KeyCode::F(2), none),
            (b"\x1b[12~", KeyCode::F(2), none),
            (b"\x1b[24~", KeyCode::F(12), none),
            (b"\x1b[97;5u", KeyCode::Char('a'), ctrl),
        ] {
            assert_eq!(read(bytes), [key(code, modifiers)], "{bytes:?}");
        }
    }

    #[test]
    fn clicks_and_pastes_are_read() {
        let [Event::Mouse(mouse)] = read(b"\x1b[<0;5;7M")[..] else { panic!("no click") };
        assert_eq!((mouse.kind, mouse.column, mouse.row), (MouseEventKind::Down(MouseButton::Left), 4, 6));
        let pasted = read("\x1b[200~line\nwith \x1b[A and é\x1b[201~x".as_bytes());
        let text = Event::Paste("line\nwith \x1b[A and é".into());
        assert_eq!(pasted, [text, key(KeyCode::Char('x'), KeyModifiers::NONE)]);
    }

    #[test]
    fn a_sequence_may_come_in_pieces() {
        let whole = "é\x1b[1;5C\x1b[200~pasted \x1b]text\x1b[201~\x1b[<0;5;7Mz".as_bytes();
        for at in 0..whole.len() {
            let mut keyboard = Keyboard::default();
            let mut events = keyboard.read(&whole[..at], true);
            events.extend(keyboard.read(&whole[at..], false));
            assert_eq!(events, read(whole), "cut at {at}");
        }
        // A sequence that was cut without notice goes on, unless the cut is right after the escape.
        let mut keyboard = Keyboard::default();
        assert_eq!(keyboard.read(b"\x1b[", false), []);
        assert_eq!(keyboard.read(b"A", false), [key(KeyCode::Up, KeyModifiers::NONE)]);
    }

    #[test]
    fn a_string_of_the_terminal_swallows_no_keys() {
        for begun in ["\x1b]11;rgb:0000/0000/0000", "\x1bP1$r0m", "\x1b]", "\x1bP"] {
            let mut keyboard = Keyboard::default();
            keyboard.read(begun.as_bytes(), false);
            assert_eq!(
                keyboard.read(b"q", false),
                [key(KeyCode::Char('q'), KeyModifiers::NONE)],
                "{begun:?}"
            );
        }
        assert_eq!(read(b"\x1b]11;rgb:0000/0000/0000\x07"), [], "a report is no key");
    }

    #[test]
    fn an_answer_on_the_background_is_told_in_pieces_too_and_types_nothing() {
        for (answer, expected) in [
            (&b"\x1b]11;rgb:0000/0000/0000\x07"[..], Background::Dark),
            (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Background::Light),
            (b"\x1b]11;rgb:2828/2c2c/3434\x1b\\", Background::Dark),
        ] {
            for at in 3..answer.len() {
                let mut keyboard = Keyboard::default();
                keyboard.expect_answer(true);
                assert_eq!(keyboard.read(&answer[..at], false), [], "cut at {at}");
                assert_eq!(keyboard.read(&answer[at..], false), [], "cut at {at}");
                assert_eq!(keyboard.take_background(), Some(expected), "cut at {at}");
                assert_eq!(keyboard.read(b"q", false), [key(KeyCode::Char('q'), KeyModifiers::NONE)]);
            }
        }
    }

    #[test]
    fn an_answer_that_never_ends_swallows_little() {
        let mut keyboard = Keyboard::default();
        keyboard.expect_answer(true);
        keyboard.read(b"\x1b]11;rgb:", false);
        keyboard.expect_answer(false);
        keyboard.read(b"a", false);
        assert_eq!(keyboard.read(b"q", false), [key(KeyCode::Char('q'), KeyModifiers::NONE)]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_and_keys_after_them_count(bytes in prop::collection::vec(prop_oneof![
            any::<u8>(),
            prop::sample::select(b"\x1b[]<>?;:~MmIOPRcuyn0123456789".to_vec()),
        ], 0..40)) {
            let mut keyboard = Keyboard::default();
            keyboard.read(&bytes, false);
            // Ends whatever sequence has begun, a paste included.
            keyboard.read(b"\x1b[201~", false);
            keyboard.read(b"qqq", false);
            prop_assert_eq!(keyboard.read(b"q", false), [key(KeyCode::Char('q'), KeyModifiers::NONE)]);
        }
    }
}
