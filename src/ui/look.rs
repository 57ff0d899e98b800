//! The look of the screen on a terminal: with or without colours, with or without characters beyond ASCII.

use super::theme::Theme;
use ratatui::buffer::Buffer;

/// Terminals whose fonts lack rounded corners and other signs, by the beginning of `TERM`.
const ASCII_TERMINALS: [&str; 9] =
    ["dumb", "linux", "vt100", "vt102", "vt220", "ansi", "cons25", "cygwin", "sun"];

/// The look of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The styles.
    pub theme: &'static Theme,
    /// The characters that the terminal can show.
    pub signs: Signs,
}

/// The characters that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signs {
    /// All of Unicode.
    #[default]
    Unicode,
    /// ASCII alone: borders and marks are made of it, and any other character is a question mark.
    Ascii,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: &Theme::ANSI, signs: Signs::Unicode }
    }
}

impl Look {
    /// The look for an environment, given by a function that reads its variables. `NO_COLOR` turns colours off. A locale
    /// that is set and not UTF-8, or a terminal that is known to lack the signs, leaves ASCII.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&set);
        let is_utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let terminal = set("TERM").unwrap_or_default();
        let is_plain = ASCII_TERMINALS.iter().any(|name| {
            terminal.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '+']))
        });
        Self {
            theme: if set("NO_COLOR").is_some() { &Theme::MONOCHROME } else { &Theme::ANSI },
            signs: if is_utf8 && !is_plain { Signs::Unicode } else { Signs::Ascii },
        }
    }

    /// True if nothing is written about colours.
    pub fn is_monochrome(self) -> bool {
        *self.theme == Theme::MONOCHROME
    }
}

impl Signs {
    /// Replaces what the terminal can't show.
    pub(super) fn apply(self, buf: &mut Buffer) {
        match self {
            Self::Unicode => {}
            Self::Ascii => {
                for cell in buf.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
                    let cells = crate::app::glyph::width(cell.symbol());
                    let sign = ascii(cell.symbol());
                    // A wide character keeps its cells.
                    cell.set_symbol(if cells > 1 { "??" } else { sign });
                }
            }
        }
    }
}

/// The sign of ASCII that stands for one of the screen.
fn ascii(symbol: &str) -> &'static str {
    match symbol {
        "│" | "┃" | "║" => "|",
        "─" | "━" | "═" | "—" | "–" | "·" => "-",
        "╭" | "╮" | "╰" | "╯" | "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" => {
            "+"
        }
        "▌" | "▐" | "█" | "▸" | "▶" | "→" => ">",
        "▾" | "▼" | "↓" => "v",
        "▲" | "↑" => "^",
        "←" | "◀" => "<",
        "•" | "●" | "◆" | "✓" | "∅" | "★" => "*",
        "…" => "~",
        "␠" => "_",
        "×" | "✗" => "x",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(variables: &[(&str, &str)]) -> Look {
        Look::of(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_locale_that_counts_first_decides_on_signs() {
        assert_eq!(look(&[]).signs, Signs::Unicode, "nothing is known");
        assert_eq!(look(&[("LANG", "C")]).signs, Signs::Ascii);
        assert_eq!(look(&[("LANG", "de_DE.utf8")]).signs, Signs::Unicode);
        assert_eq!(look(&[("LANG", "C.UTF-8"), ("LC_ALL", "POSIX")]).signs, Signs::Ascii);
        assert_eq!(look(&[("LANG", "C"), ("LC_ALL", ""), ("LC_CTYPE", "en_US.UTF-8")]).signs, Signs::Unicode);
    }

    #[test]
    fn a_terminal_without_the_signs_gets_ascii() {
        for terminal in ["linux", "linux-16color", "vt100", "dumb", "vt220"] {
            assert_eq!(look(&[("LANG", "C.UTF-8"), ("TERM", terminal)]).signs, Signs::Ascii, "{terminal}");
        }
        for terminal in ["xterm-256color", "screen", "tmux-256color", "ansible", "foot"] {
            assert_eq!(look(&[("TERM", terminal)]).signs, Signs::Unicode, "{terminal}");
        }
    }

    #[test]
    fn no_color_counts_unless_it_is_empty() {
        assert!(look(&[("NO_COLOR", "1")]).is_monochrome());
        assert!(!look(&[("NO_COLOR", "")]).is_monochrome());
    }
}
