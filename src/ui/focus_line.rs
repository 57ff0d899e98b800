//! The lines that say in words where the focus is, for screen readers: they read the line that has changed.

use super::pen::Pen;
use super::scene::Scene;
use super::{layer, list, pane};
use crate::app::form::Stage;
use crate::app::layers::Layer;
use crate::app::layout::Focus;
use crate::app::wording::place;
use crate::app::wrap::{Breaks, lines};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

/// Writes the lines. `row` is the text of the row that has the focus.
pub fn draw(scene: Scene<'_>, row: &str, area: Rect, buf: &mut Buffer) {
    let text = text(scene, row);
    let broken = lines(&text, usize::from(area.width).saturating_sub(1), Breaks::Words);
    let last = usize::from(area.height).saturating_sub(1);
    // A short text stands right above the footer.
    let above = usize::from(area.height).saturating_sub(broken.len());
    for ((nth, range), line) in broken.into_iter().enumerate().zip(area.rows().skip(above)) {
        // What has no room is cut in the last line, which says so.
        let part = if nth == last { &text[range.start..] } else { &text[range] };
        Pen::new(buf, line).skip(1).put(part, scene.theme.strong);
    }
}

fn text(scene: Scene<'_>, row: &str) -> Zeroizing<String> {
    match (scene.model.layers().top(), scene.model.focus()) {
        (Some(layer), _) => of_layer(layer, scene, row),
        (None, Focus::List) => Zeroizing::new(list::in_words(scene, row)),
        (None, Focus::Secret) => Zeroizing::new(pane::in_words(scene, row)),
    }
}

fn of_layer(layer: &Layer, scene: Scene<'_>, row: &str) -> Zeroizing<String> {
    Zeroizing::new(match layer {
        Layer::Help(help) => format!("{}: {row}", help.title()),
        Layer::Journal(_) => {
            let journal = scene.model.requests().journal();
            let all = journal.newest_first().count();
            let request = journal.newest_first().nth(journal.cursor().at);
            let row = request.map_or_else(|| row.to_owned(), |entry| layer::request_in_words(scene, entry));
            format!("Journal, {}: {row}", place(journal.cursor().at, all))
        }
        Layer::Picker(picker) => {
            let all = picker.shown().len();
            let title = picker.kind().title();
            match picker.shown().nth(picker.cursor().at) {
                Some(item) => {
                    let detail = scene.glyphs().say(&item.detail);
                    format!("{title}, {}: {}, {detail}", place(picker.cursor().at, all), item.label)
                }
                None => format!("{title}: nothing matches"),
            }
        }
        Layer::Report(report) => format!("Report: {}", report.plan().title),
        Layer::Command(command) => match command.end() {
            None => format!("{} runs", command.name()),
            Some(end) => end.in_words(command.name()),
        },
        Layer::Form(form) => match form.stage() {
            Stage::Reviewing { .. } => format!("Question: {row}"),
            Stage::Waiting => format!("{}: reading", form.title()),
            Stage::Sending => format!("{}: sent, waiting for the answer", form.title()),
            Stage::Filling => {
                let fields = form.fields();
                let Some(field) = fields.get(form.focus_at()) else { return Zeroizing::new(form.title()) };
                let error = field.error().map(|error| format!(", wrong: {error}")).unwrap_or_default();
                let at = place(form.focus_at(), fields.len());
                let row = if field.input().takes_rows() { format!(": {row}") } else { String::new() };
                format!("{}, field {at}, {}{error}{row}", form.title(), field.label())
            }
        },
    })
}

/// The text on screen in the row of a position, without the air between its parts.
pub fn row_text(at: Position, buf: &Buffer) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::new());
    for x in 0..buf.area.width {
        let symbol = buf.cell((x, at.y)).map_or("", |cell| cell.symbol());
        let is_air = symbol == " " && (text.is_empty() || text.ends_with(' '));
        if !is_air {
            text.push_str(symbol);
        }
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text
}
