//! The signs beside text: borders, marks, masks. In plain mode words take their place, since a screen reader would read each
//! sign aloud, or skip it.

use crate::app::Presentation;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The signs and words that stand beside text, each with the space that follows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// The presentation that the signs are for.
    pub presentation: Presentation,
    /// A masked value. It has one length, so that it doesn't tell that of the value.
    pub mask: &'static str,
    /// The absence of a value.
    pub absent: &'static str,
    /// Before what to do next.
    pub next: &'static str,
    /// Before news.
    pub news: &'static str,
    /// Before what is waited for.
    pub waiting: &'static str,
    /// Before a warning.
    pub warning: &'static str,
    /// Before a success.
    pub done: &'static str,
    /// Before a failure.
    pub failed: &'static str,
    /// Before the step that is being done.
    pub doing: &'static str,
    /// Before a step that is still to be done.
    pub to_do: &'static str,
    /// Before a marked row.
    pub marked: &'static str,
    /// Before a row that is not marked, while others are.
    pub unmarked: &'static str,
    /// Behind the name of a bookmarked secret.
    pub bookmarked: &'static str,
    /// Before a version that is marked to be compared.
    pub marked_version: &'static str,
    /// Before a row that the filter does not match.
    pub unmatched: &'static str,
    /// Before a folder or branch that is folded.
    pub folded: &'static str,
    /// Before a folder or branch that is unfolded.
    pub unfolded: &'static str,
    /// Before the line of a pick list that is typed.
    pub prompt: &'static str,
    /// Between two facts of a line.
    pub between: &'static str,
    /// Behind the label of a field that must be filled.
    pub required: &'static str,
    /// A byte that is no character, in hex.
    pub no_character: &'static str,
}

impl Glyphs {
    /// Signs, for eyes.
    pub const VISUAL: Self = Self {
        presentation: Presentation::Visual,
        mask: "••••••••",
        absent: "—",
        next: "→ ",
        news: "● ",
        waiting: "◌ ",
        warning: "▲ ",
        done: "✓ ",
        failed: "✗ ",
        doing: "▶ ",
        to_do: "· ",
        marked: "● ",
        unmarked: "  ",
        bookmarked: " ★",
        marked_version: "◆ ",
        unmatched: "≠ ",
        folded: "▸ ",
        unfolded: "▾ ",
        prompt: "› ",
        between: " · ",
        required: " *",
        no_character: "·",
    };

    /// Words, for ears.
    pub const PLAIN: Self = Self {
        presentation: Presentation::Plain,
        mask: "hidden",
        absent: "none",
        next: "",
        news: "",
        waiting: "",
        warning: "",
        done: "done: ",
        failed: "failed: ",
        doing: "now: ",
        to_do: "later: ",
        marked: "marked: ",
        unmarked: "",
        bookmarked: ", bookmark",
        marked_version: "marked: ",
        unmatched: "not in the filter: ",
        folded: "folded: ",
        unfolded: "open: ",
        prompt: "Filter: ",
        between: ", ",
        required: ", required",
        no_character: ".",
    };

    /// True if words take the place of signs.
    pub fn is_plain(&self) -> bool {
        self.presentation == Presentation::Plain
    }

    /// A text of the program as it is written: in plain mode without signs. Stored text is never passed: it is shown as it is.
    pub fn say<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.is_plain() || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut said = text.to_owned();
        for (sign, word) in WORDS {
            if said.contains(sign) {
                said = said.replace(sign, word);
            }
        }
        Cow::Owned(said)
    }
}

/// The words for the signs in texts of the program, the longer signs first.
const WORDS: [(&str, &str); 16] = [
    (" · ", ", "),
    ("· ", ", "),
    (" → ", " to "),
    ("→ ", ""),
    ("↑", "up"),
    ("↓", "down"),
    ("←", "left"),
    ("→", "right"),
    ("▲", "ascending"),
    ("▼", "descending"),
    (" – ", " to "),
    ("–", " to "),
    ("×", " by "),
    ("⋮", "…"),
    ("␠", "space"),
    ("—", "none"),
];

/// True for a character that only draws: borders, blocks, dots, arrows and other shapes.
pub fn is_drawing(c: char) -> bool {
    matches!(c,
        '\u{b7}' | '\u{2022}'..='\u{2024}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}'
        | '\u{2800}'..='\u{28ff}' | '\u{2039}' | '\u{203a}' | '\u{22ee}' | '\u{2b00}'..='\u{2bff}' | '\u{1fb00}'..='\u{1fbff}')
}

/// Takes signs out of an area that has texts of the program alone: a dot between two facts becomes a comma behind the first.
pub fn strip(area: Rect, buf: &mut Buffer) {
    for row in area.intersection(buf.area).rows() {
        for x in row.x..row.right() {
            let symbol = buf[(x, row.y)].symbol();
            if !symbol.chars().any(is_drawing) {
                continue;
            }
            let is_dot = symbol == "·";
            buf[(x, row.y)].set_symbol(" ");
            if is_dot
                && x >= row.x + 2
                && buf[(x - 1, row.y)].symbol() == " "
                && buf[(x - 2, row.y)].symbol() != " "
            {
                buf[(x - 1, row.y)].set_symbol(",");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::pen::Pen;
    use proptest::prelude::*;
    use ratatui::style::Style;

    #[test]
    fn texts_of_the_program_lose_their_signs_in_plain_mode_alone() {
        let text = "in the list · ↑, k → 7 – 9";
        assert_eq!(Glyphs::VISUAL.say(text), text);
        assert_eq!(Glyphs::PLAIN.say(text), "in the list, up, k to 7 to 9");
    }

    proptest! {
        #[test]
        fn no_sign_is_left_in_a_stripped_area(text in "[a-z ·•─│█⣿→▲★]{0,40}") {
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
            let area = buf.area;
            Pen::new(&mut buf, area).put(&text, Style::new());
            strip(area, &mut buf);
            prop_assert!(!buf.content.iter().any(|cell| cell.symbol().chars().any(is_drawing)));
        }

        #[test]
        fn plain_ascii_text_stays_as_it_is(text in "[ -~]{0,40}") {
            prop_assert_eq!(Glyphs::PLAIN.say(&text), text.as_str());
            let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
            let area = buf.area;
            Pen::new(&mut buf, area).put(&text, Style::new());
            let before = buf.clone();
            strip(area, &mut buf);
            prop_assert_eq!(before, buf);
        }
    }
}
