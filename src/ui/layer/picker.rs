//! A pick list.

use super::open;
use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::layers::{Choice, Item, Picker, Purpose};
use crate::app::layout::LayerAreas;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Keys};
use crate::ui::widget::{failure, scrollbar, typed};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the list; answers where the cursor of its line is.
pub fn draw(picker: &Picker, scene: Scene<'_>, areas: LayerAreas, buf: &mut Buffer) -> Position {
    let theme = scene.theme;
    open(picker.purpose().title(), areas.outer, scene, buf);
    let position = line(picker, scene, air(areas.top), buf);
    let rows = air(areas.rows);
    if let Some(error) = picker.error() {
        failure::draw(error, rows, theme, buf);
    } else if picker.is_loading() {
        Pen::new(buf, rows).put("Reading the config files…", theme.dim);
    } else if picker.shown().len() == 0 {
        let text = match picker.picked() {
            Some(Choice::Region(region)) => {
                let accept = scene.key(Action::Accept);
                format!("Not a Region that is known here: {accept} goes to {region}.")
            }
            _ => "Nothing matches.".to_owned(),
        };
        Pen::new(buf, rows).put(&text, theme.dim);
    } else {
        items(picker, scene, areas.outer, rows, buf);
    }
    position
}

fn line(picker: &Picker, scene: Scene<'_>, line: Rect, buf: &mut Buffer) -> Position {
    let theme = scene.theme;
    let mut pen = Pen::new(buf, line);
    pen.put("› ", theme.accent);
    let position = typed::put(picker.line(), theme.text, None, &mut pen, line.y);
    if picker.line().text().is_empty() {
        let hint = match picker.purpose() {
            Purpose::Action => "what do you want to do?",
            Purpose::Profile => "a profile of the AWS config files",
            Purpose::Region => "a Region, listed or typed out",
        };
        pen.skip(1).put(hint, theme.dim);
    }
    position
}

fn items(picker: &Picker, scene: Scene<'_>, outer: Rect, rows: Rect, buf: &mut Buffer) {
    let len = picker.shown().len();
    let first = picker.cursor().offset(len, usize::from(rows.height));
    let longest = picker.shown().map(|item| width(&item.label)).max().unwrap_or(0);
    let labels = longest.min(usize::from(rows.width) / 2);
    for ((at, item), line) in picker.shown().enumerate().skip(first).zip(rows.rows()) {
        item_row(item, labels, scene, &mut Pen::new(buf, line));
        if at == picker.cursor().at {
            table::mark(line, Rect { x: line.x, ..line }, Keys::Here, scene.theme, buf);
        }
    }
    scrollbar::draw(outer, rows, len, first, scene.theme, buf);
}

fn item_row(item: &Item, labels: usize, scene: Scene<'_>, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    if let Choice::Act(action) = item.choice {
        pen.put_right(&format!("  {}", scene.key_in(scene.model.main_context(), action)), theme.key);
    }
    let before = pen.left();
    let label = crate::app::glyph::shortened(&item.label, labels);
    pen.put(&label, theme.text);
    let used = before - pen.left();
    pen.skip(labels.saturating_sub(used) + 2).put(&item.detail, theme.dim);
}

fn air(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area }
}
