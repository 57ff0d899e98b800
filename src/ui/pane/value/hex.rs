//! A binary value: each line with its offset, the bytes in hex, and the bytes as ASCII.

use crate::app::layout::SecretAreas;
use crate::app::secret::ShownValue;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::{AIR, scrollbar};
use ratatui::buffer::Buffer;

/// Cells of the offset and the gap after it.
const OFFSET: u16 = 7;

/// Draws the bytes in view.
pub fn draw(scene: Scene<'_>, shown: &ShownValue, bytes: &[u8], areas: &SecretAreas, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = areas.body.inner(AIR);
    let a_line = bytes_a_line(area.width);
    let lines = bytes.len().div_ceil(a_line);
    let first = shown.scroll().settle(lines, usize::from(area.height));
    for ((nth, chunk), row) in bytes.chunks(a_line).enumerate().skip(first).zip(area.rows()) {
        let mut pen = Pen::new(buf, row);
        pen.put(&format!("{:05x}  ", nth * a_line), theme.dim);
        for at in 0..a_line {
            let gap = if at + 1 == a_line || (at + 1) % 8 == 0 { "  " } else { " " };
            match chunk.get(at) {
                Some(byte) => pen.put(&format!("{byte:02x}"), theme.text),
                None => pen.put("  ", theme.text),
            };
            pen.put(gap, theme.text);
        }
        for byte in chunk {
            match byte {
                b' '..=b'~' => pen.put(char::from(*byte).encode_utf8(&mut [0; 4]), theme.ok),
                _ => pen.put(theme.glyphs.no_character, theme.dim),
            };
        }
    }
    scrollbar::draw(areas.outer, area, lines, first, theme, buf);
}

/// The bytes that fit on a line: each takes three cells in hex and one in ASCII, and every eight of them a gap.
fn bytes_a_line(width: u16) -> usize {
    let takes = |bytes: u16| OFFSET + bytes * 4 + bytes.div_ceil(8);
    [16, 8, 4].into_iter().find(|bytes| takes(*bytes) <= width).unwrap_or(4).into()
}
