//! The style of a cell, and the shortest sequence from one style to the next.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The modifiers, with the SGR codes that set and unset them.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

// The codes that begin those of a colour.
const FOREGROUND: u8 = 38;
const BACKGROUND: u8 = 48;
const UNDERLINE: u8 = 58;

/// The style of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    foreground: Color,
    background: Color,
    underline: Color,
    modifier: Modifier,
}

impl Ink {
    /// The style after a reset.
    pub(super) const DEFAULT: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        underline: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// The style of `cell`.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// The style without its colours.
    pub(super) fn without_colours(self) -> Self {
        Self { modifier: self.modifier, ..Self::DEFAULT }
    }

    /// Appends the shortest sequence that changes the style of what is written next from `from` to this one. It resets
    /// everything only where `may_reset`.
    pub(super) fn write_change(self, from: Self, may_reset: bool, out: &mut Vec<u8>) {
        if self == from {
            return;
        }
        let kept = from.modifier.intersection(self.modifier);
        let (unset, kept) = unset_codes(from.modifier, kept);
        let changed = sequence(&unset) + &sequence(&self.set_codes(Self { modifier: kept, ..from }));
        let anew =
            format!("\x1b[{}m", [vec![String::new()], self.set_codes(Self::DEFAULT)].concat().join(";"));
        let shorter = if may_reset && anew.len() < changed.len() { anew } else { changed };
        out.extend_from_slice(shorter.as_bytes());
    }

    /// The codes that add to `from` what it lacks of this style.
    fn set_codes(self, from: Self) -> Vec<String> {
        let lacking =
            MODIFIERS.iter().filter(|(modifier, ..)| (self.modifier - from.modifier).contains(*modifier));
        let modifiers = lacking.map(|(_, code, _)| code.to_string());
        let colours = [
            (self.foreground, from.foreground, FOREGROUND),
            (self.background, from.background, BACKGROUND),
            (self.underline, from.underline, UNDERLINE),
        ];
        let changed = colours.into_iter().filter(|(colour, before, _)| colour != before);
        modifiers.chain(changed.map(|(colour, _, code)| colour_code(colour, code))).collect()
    }
}

/// The codes that leave only `kept` of the modifiers `set`, and what they leave: some unset two at once.
fn unset_codes(set: Modifier, kept: Modifier) -> (Vec<String>, Modifier) {
    let (mut codes, mut left) = (Vec::new(), set);
    for (modifier, _, code) in MODIFIERS {
        if (left - kept).contains(modifier) {
            codes.push(code.to_string());
            left -= MODIFIERS.iter().filter(|(.., same)| *same == code).map(|(both, ..)| *both).collect();
        }
    }
    (codes, left)
}

fn sequence(codes: &[String]) -> String {
    if codes.is_empty() { String::new() } else { format!("\x1b[{}m", codes.join(";")) }
}

/// The code for a colour, where `code` begins those of the foreground, the background or the underline.
fn colour_code(colour: Color, code: u8) -> String {
    match colour {
        Color::Reset => (code + 1).to_string(),
        Color::Rgb(r, g, b) => format!("{code};2;{r};{g};{b}"),
        Color::Indexed(index) => format!("{code};5;{index}"),
        // The sixteen colours have short codes, save for underlines.
        colour if code == UNDERLINE => format!("{code};5;{}", index(colour)),
        colour => match index(colour) {
            dark @ 0..8 => (code - 8 + dark).to_string(),
            light => (code + 44 + light).to_string(),
        },
    }
}

/// The place of a colour among the first sixteen of the palette.
fn index(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    }
}
