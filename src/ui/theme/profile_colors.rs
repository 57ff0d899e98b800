//! The colours that profiles can have in the header.

use crate::app::profile_rules::HeaderColor;
use ratatui::style::Color;

/// The colour of each name that the config file can give a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileColors {
    red: Color,
    yellow: Color,
    green: Color,
    cyan: Color,
    blue: Color,
    magenta: Color,
}

impl ProfileColors {
    /// The colours of any terminal with sixteen.
    pub const ANSI: Self = Self {
        red: Color::Red,
        yellow: Color::Yellow,
        green: Color::Green,
        cyan: Color::Cyan,
        blue: Color::Blue,
        magenta: Color::Magenta,
    };

    /// The colours on which a dark background can be read as text.
    pub const DARK: Self = Self {
        red: Color::Indexed(210),
        yellow: Color::Indexed(221),
        green: Color::Indexed(114),
        cyan: Color::Indexed(80),
        blue: Color::Indexed(111),
        magenta: Color::Indexed(183),
    };

    /// The colours on which a light background can be read as text.
    pub const LIGHT: Self = Self {
        red: Color::Indexed(124),
        yellow: Color::Indexed(94),
        green: Color::Indexed(22),
        cyan: Color::Indexed(23),
        blue: Color::Indexed(25),
        magenta: Color::Indexed(90),
    };

    /// The colour of a name; `None` for a profile without a colour.
    pub fn of(&self, name: HeaderColor) -> Option<Color> {
        match name {
            HeaderColor::Red => Some(self.red),
            HeaderColor::Yellow => Some(self.yellow),
            HeaderColor::Green => Some(self.green),
            HeaderColor::Cyan => Some(self.cyan),
            HeaderColor::Blue => Some(self.blue),
            HeaderColor::Magenta => Some(self.magenta),
            HeaderColor::None => None,
        }
    }
}
