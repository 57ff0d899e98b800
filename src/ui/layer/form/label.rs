//! The labels beside the fields of a form.

use crate::app::form::{Demand, Form, FormField, InputView, Mask};
use crate::app::glyph::width;
use crate::app::wording::{bytes, counted, masked_size};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The width of the labels, in cells: the longest has 15 letters, and a mark may follow it.
const LABELS: u16 = 18;
/// The narrowest column of labels: it has how much is in a field, too.
const LABELS_LEAST: u16 = 10;
/// The width of a form below which labels get no more cells than they need.
const NARROW: u16 = 56;

/// The width of the column of labels in a form of `form_width` cells. On a narrow screen it is no wider than the labels of the
/// form, so that the fields have room; elsewhere it is the same in all forms, unless a label is longer.
pub(super) fn width_in(form: &Form, theme: &Theme, form_width: u16) -> u16 {
    let mark = |field: &dyn FormField| match field.demand() {
        Demand::Required => width(theme.glyphs.required),
        Demand::Optional => 0,
    };
    let longest =
        form.fields().into_iter().map(|field| width(field.label()) + mark(field) + 1).max().unwrap_or(0);
    let longest = u16::try_from(longest).unwrap_or(u16::MAX);
    if form_width < NARROW {
        longest.clamp(LABELS_LEAST, LABELS)
    } else {
        longest.max(LABELS).min(form_width / 2)
    }
}

/// The lines of a text and its bytes, below the label; of a text of one line that is never counted nothing.
fn size(field: &dyn FormField) -> Vec<String> {
    let (text, mask) = match field.input().view() {
        InputView::Area(text) => (text, Mask::Revealed),
        InputView::SecretArea(secret) => (&secret.area, secret.mask),
        InputView::Line(_)
        | InputView::Secret(_)
        | InputView::Choice { .. }
        | InputView::Switch(_)
        | InputView::Table(_) => return Vec::new(),
    };
    let len = text.text().len();
    let bytes = match mask {
        Mask::Masked => masked_size(len),
        Mask::Revealed => bytes(len),
    };
    let mut size = vec![counted(text.lines().count(), "line"), bytes];
    size.extend(field.byte_limit().map(|limit| format!("of {} KiB", limit / 1_024)));
    size
}

/// The place of the cursor among the rows of a table that does not show all of them.
fn count(field: &dyn FormField) -> Option<String> {
    let InputView::Table(table) = field.input().view() else { return None };
    let rows = table.rows().len();
    (rows > 1).then(|| format!("{} of {rows}", table.cursor.at + 1))
}

/// Writes the label with its mark, and below it how much is in the field.
pub(super) fn draw(field: &dyn FormField, has_focus: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let style = if has_focus { theme.accent } else { theme.dim };
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        let mut pen = Pen::new(buf, row);
        pen.reserve(1).put(field.label(), style);
        if field.demand() == Demand::Required {
            pen.put(theme.glyphs.required, theme.warn);
        }
    }
    for (text, row) in count(field).into_iter().chain(size(field)).zip(rows) {
        Pen::new(buf, row).reserve(1).put(&text, theme.dim);
    }
}
