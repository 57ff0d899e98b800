//! What a terminal sends for what a user does.

/// A key that has no character of its own.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// Ctrl with the space bar.
    CtrlSpace,
    /// Alt with Backspace.
    AltBackspace,
    /// A function key, from 1 to 4.
    Function(u8),
    /// Ctrl with a letter.
    Ctrl(char),
    /// Alt with a character.
    Alt(char),
}

impl Key {
    /// The bytes of this key, as xterm sends them.
    pub fn bytes(self) -> Vec<u8> {
        let fixed: &[u8] = match self {
            Key::Ctrl(letter) => {
                assert!(letter.is_ascii_lowercase(), "ctrl goes with a lower-case letter, not {letter:?}");
                return vec![letter as u8 - b'a' + 1];
            }
            Key::Alt(character) => return format!("\x1b{character}").into_bytes(),
            Key::Function(number) => return vec![b'\x1b', b'O', b'P' + number - 1],
            Key::CtrlSpace => b"\0",
            Key::AltBackspace => b"\x1b\x7f",
            Key::Enter => b"\r",
            Key::Esc => b"\x1b",
            Key::Tab => b"\t",
            Key::BackTab => b"\x1b[Z",
            Key::Backspace => b"\x7f",
            Key::Delete => b"\x1b[3~",
            Key::Up => b"\x1b[A",
            Key::Down => b"\x1b[B",
            Key::Left => b"\x1b[D",
            Key::Right => b"\x1b[C",
            Key::Home => b"\x1b[H",
            Key::End => b"\x1b[F",
            Key::PageUp => b"\x1b[5~",
            Key::PageDown => b"\x1b[6~",
        };
        fixed.to_vec()
    }
}

/// What the mouse does at a cell.
#[derive(Clone, Copy, Debug)]
pub enum Mouse {
    /// The left button, pressed and let go.
    Click,
    WheelUp,
    WheelDown,
}

impl Mouse {
    /// The bytes of this at a cell counted from zero, in the SGR encoding.
    pub fn bytes(self, row: u16, column: u16) -> Vec<u8> {
        let (row, column) = (row + 1, column + 1);
        match self {
            Mouse::Click => format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"),
            Mouse::WheelUp => format!("\x1b[<64;{column};{row}M"),
            Mouse::WheelDown => format!("\x1b[<65;{column};{row}M"),
        }
        .into_bytes()
    }
}

/// The bytes of pasting a text under bracketed paste.
pub fn paste(text: &str) -> Vec<u8> {
    format!("\x1b[200~{text}\x1b[201~").into_bytes()
}
