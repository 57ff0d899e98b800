//! Tests of the pen.

use super::*;
use proptest::prelude::*;

fn drawn(width: u16, write: impl for<'p, 'b> FnOnce(&'p mut Pen<'b>) -> &'p mut Pen<'b>) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
    let area = buf.area;
    write(&mut Pen::new(&mut buf, area));
    let mut skip = 0;
    let mut text = String::new();
    for cell in &buf.content {
        if skip == 0 {
            text.push_str(cell.symbol());
            skip = crate::app::glyph::width(cell.symbol());
        }
        skip -= 1;
    }
    text
}

#[test]
fn what_does_not_fit_is_cut() {
    let plain = Style::new();
    assert_eq!(drawn(8, |pen| pen.put("prod/database", plain)), "prod/da…");
    assert_eq!(drawn(8, |pen| pen.put_name("prod/database", plain)), "pro…base");
    assert_eq!(drawn(5, |pen| pen.put("漢字漢字", plain)), "漢字…");
    assert_eq!(drawn(4, |pen| pen.put("漢字漢字", plain)), "漢… ");
    assert_eq!(drawn(1, |pen| pen.put("ab", plain)), "…");
    assert_eq!(drawn(9, |pen| pen.put("a", plain).put_right("end", plain).put("bcdefg", plain)), "abcde…end");
}

#[test]
fn nothing_that_the_terminal_obeys_is_written() {
    let text = drawn(30, |pen| pen.put("a\u{1b}[31mb\u{202e}", Style::new()));
    assert_eq!(text.trim_end(), "a\\u{1b}[31mb\\u{202e}");
}

proptest! {
    #[test]
    fn plain_text_is_written_like_any_other(text in "[ -~]{0,12}[ -~é漢\u{301}\u{1b}]{0,4}", width in 0..14_u16, name in any::<bool>()) {
        let style = Style::new().bold().on_red();
        let cut = if name { Cut::Middle } else { Cut::End };
        let write = |marks| {
            let mut buf = Buffer::filled(Rect::new(0, 0, 16, 1), ratatui::buffer::Cell::new("x"));
            Pen::new(&mut buf, Rect::new(1, 0, width, 1)).write(&text, style, cut, marks);
            buf
        };
        // With marks, each glyph is written by itself.
        let far = Marks { positions: &[usize::MAX], ..Marks::NONE };
        prop_assert_eq!(write(Marks::NONE), write(far));
    }

    #[test]
    fn the_pen_stays_in_its_line(text in any::<String>(), width in 0..20_u16, x in 0..6_u16, name in any::<bool>()) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 2));
        let area = Rect::new(x, 1, width, 1);
        let mut pen = Pen::new(&mut buf, area);
        if name { pen.put_name(&text, Style::new()) } else { pen.put(&text, Style::new()) };
        for position in buf.area.positions() {
            let untouched = buf[position] == ratatui::buffer::Cell::EMPTY;
            prop_assert!(untouched || area.contains(position));
        }
    }
}
