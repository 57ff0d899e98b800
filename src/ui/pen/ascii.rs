//! Plain ASCII text, as nearly all text is: a cell for each byte. A copied cell costs a fraction of one that is made anew.

use ratatui::buffer::Cell;
use ratatui::style::Style;
use std::sync::LazyLock;

/// The first and the last character that is printed as it is.
const PLAIN: (u8, u8) = (b' ', b'~');

/// The cells of these characters, without a style.
static CELLS: LazyLock<Vec<Cell>> =
    LazyLock::new(|| (PLAIN.0..=PLAIN.1).map(|byte| Cell::from(char::from(byte))).collect());

/// True if every byte is a character that is printed as it is.
pub(super) fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| (PLAIN.0..=PLAIN.1).contains(byte))
}

/// Writes plain text over cells, one for each byte.
pub(super) fn write(text: &[u8], style: Style, cells: &mut [Cell]) {
    let (plain, mut styled) = (&*CELLS, Cell::EMPTY);
    styled.set_style(style);
    for (cell, byte) in cells.iter_mut().zip(text) {
        let mut written = plain[usize::from(byte - PLAIN.0)].clone();
        written.fg = styled.fg;
        written.bg = styled.bg;
        written.underline_color = styled.underline_color;
        written.modifier = styled.modifier;
        *cell = written;
    }
}
