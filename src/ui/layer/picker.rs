//! A pick list: the palette, the profiles or the Regions.

use super::frame;
use crate::app::actions::Action;
use crate::app::glyph::{shortened, width};
use crate::app::layers::{Choice, ITEM_SPACING, Item, PickerKind, PickerLayer};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Keys};
use crate::ui::widget::{AIR, failure, page, scrollbar, typed};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the list. Returns the position of the cursor in the line that filters it.
pub fn draw(picker: &PickerLayer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let areas = scene.layer_areas()?;
    let theme = scene.theme;
    frame::open(picker.kind().title(), areas.outer, scene, buf);
    let position = filter_line(picker, scene, areas.top.inner(AIR), buf);
    let rows = areas.rows.inner(AIR);
    if let Some(error) = picker.error() {
        failure::draw(error, rows, theme, buf);
    } else if picker.is_loading() {
        Pen::new(buf, rows).put("Reading the AWS config files…", theme.dim);
    } else if picker.shown().len() == 0 {
        let lines = page::wrapped(&no_match(picker, scene), theme.dim, usize::from(rows.width));
        page::put(&lines, rows, buf);
    } else {
        items(picker, scene, areas.outer, rows, buf);
    }
    Some(position)
}

fn filter_line(picker: &PickerLayer, scene: Scene<'_>, line: Rect, buf: &mut Buffer) -> Position {
    let theme = scene.theme;
    let mut pen = Pen::new(buf, line);
    pen.put(theme.glyphs.prompt, theme.accent);
    let position = typed::put(picker.line(), theme.text, None, &mut pen, line.y);
    if picker.line().text().is_empty() {
        let hint = match picker.kind() {
            PickerKind::Action(_) => "a command, or words from its description",
            PickerKind::Profile => "a profile from the AWS config files",
            PickerKind::Remembered => "a part of the name of a secret",
            PickerKind::Filter => "a part of the name or text of a filter",
            PickerKind::Region => "a Region from the list, or any Region code",
            PickerKind::CopyAs => "a format",
        };
        pen.skip(1).put(hint, theme.dim);
    }
    position
}

fn no_match(picker: &PickerLayer, scene: Scene<'_>) -> String {
    match picker.picked() {
        Some(Choice::Region(region)) => {
            format!("{region} is not in the list. {} switches to it anyway.", scene.key(Action::Accept))
        }
        Some(
            Choice::Act(_)
            | Choice::Profile { .. }
            | Choice::Secret(_)
            | Choice::Filter { .. }
            | Choice::CopyAs(_)
            | Choice::Run(_),
        )
        | None => picker.region_error().map_or_else(|| nothing(picker).to_owned(), |error| error.to_string()),
    }
}

/// Why the list is empty, and how it would not be.
fn nothing(picker: &PickerLayer) -> &'static str {
    match picker.kind() {
        PickerKind::Remembered if picker.line().text().is_empty() => {
            "No bookmarks yet, and no secret was opened here."
        }
        PickerKind::Filter if picker.line().text().is_empty() => "No filter is saved yet.",
        PickerKind::Action(_)
        | PickerKind::Profile
        | PickerKind::Region
        | PickerKind::Remembered
        | PickerKind::Filter
        | PickerKind::CopyAs => "No matches.",
    }
}

fn items(picker: &PickerLayer, scene: Scene<'_>, outer: Rect, rows: Rect, buf: &mut Buffer) {
    let len = picker.shown().len();
    let first = picker.cursor().offset(len, usize::from(rows.height));
    let longest = picker.shown().map(|item| width(&item.label)).max().unwrap_or(0);
    let labels = longest.min(usize::from(rows.width) / 2);
    for ((at, item), line) in picker.shown().enumerate().skip(first).zip(rows.rows()) {
        item_row(item, labels, scene, &mut Pen::new(buf, line));
        if at == picker.cursor().at {
            // The line that is typed has the cursor: the row gets no sign in the border.
            table::mark(line, line, Keys::Here, scene.theme, buf);
        }
    }
    scrollbar::draw(outer, rows, len, first, scene.theme, buf);
}

/// Writes an item: its label in `labels` cells, its detail, and at the end of the line the key of an action.
fn item_row(item: &Item, labels: usize, scene: Scene<'_>, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match item.choice {
        Choice::Act(action) => {
            pen.put_right(&format!("  {}", scene.key_in(scene.model.main_context(), action)), theme.key);
        }
        Choice::Run(command) => {
            let keys = scene.keymap.command_keys(command).first();
            pen.put_right(&keys.map(|keys| format!("  {keys}")).unwrap_or_default(), theme.key);
        }
        Choice::Profile { .. }
        | Choice::Region(_)
        | Choice::Secret(_)
        | Choice::Filter { .. }
        | Choice::CopyAs(_) => {}
    }
    let before = pen.left();
    pen.put(&shortened(&item.label, labels), theme.text);
    let used = before - pen.left();
    pen.skip(labels.saturating_sub(used) + ITEM_SPACING);
    pen.put(detail(item, pen.left()), theme.dim);
}

/// The detail of an item. Where it does not fit into `room` cells, an action loses the name of its API operation, which stands
/// in brackets at the end.
fn detail(item: &Item, room: usize) -> &str {
    let all = item.detail.as_str();
    match (&item.choice, all.rsplit_once(" (")) {
        (Choice::Act(_), Some((start, _))) if width(all) > room => start,
        _ => all,
    }
}
