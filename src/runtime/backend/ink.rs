//! The style of a cell, and the shortest sequence from one style to the next.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

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

    /// Appends the shortest sequence that changes the style of what is written next from `from` to this one.
    pub(super) fn write_change(self, from: Self, out: &mut Vec<u8>) {
        if self == from {
            return;
        }
        let changed = self.codes_after(from);
        let anew = self.codes_after(Self::DEFAULT);
        // An empty code resets everything first.
        let anew = if anew.is_empty() { anew } else { format!(";{anew}") };
        let codes = if anew.len() < changed.len() { anew } else { changed };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(codes.as_bytes());
        out.push(b'm');
    }

    /// The SGR codes for what differs from `from`.
    fn codes_after(self, from: Self) -> String {
        let mut codes = String::new();
        let mut add = |code: std::fmt::Arguments<'_>| {
            let separator = if codes.is_empty() { "" } else { ";" };
            write!(codes, "{separator}{code}").expect("a string takes all that is written");
        };
        let mut set = from.modifier;
        for (modifier, _, unset) in MODIFIERS {
            if set.contains(modifier) && !self.modifier.contains(modifier) {
                add(format_args!("{unset}"));
                // 22 and 25 unset two at once.
                let others = MODIFIERS.iter().filter(|(_, _, code)| *code == unset);
                set.remove(others.map(|(modifier, _, _)| *modifier).collect());
            }
        }
        for (modifier, code, _) in MODIFIERS {
            if self.modifier.contains(modifier) && !set.contains(modifier) {
                add(format_args!("{code}"));
            }
        }
        for (colour, before, code) in [
            (self.foreground, from.foreground, 38),
            (self.background, from.background, 48),
            (self.underline, from.underline, 58),
        ] {
            match (colour == before, colour) {
                (true, _) => {}
                (false, Color::Reset) => add(format_args!("{}", code + 1)),
                (false, Color::Rgb(r, g, b)) => add(format_args!("{code};2;{r};{g};{b}")),
                (false, colour) => add(format_args!("{code};5;{}", index(colour))),
            }
        }
        codes
    }
}

/// The place of a colour in the terminal's palette.
fn index(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Reset | Color::Rgb(..) => 0,
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
        Color::Indexed(index) => index,
    }
}
