//! The pane Value: masked until revealed.

mod hex;
mod tree;

use super::{body, keys};
use crate::app::actions::Action;
use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::{Selected, ShownValue, ValuePane};
use crate::app::wrap::{Breaks, lines};
use crate::secrets::ValueContent;
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::{MASK, failure, freshness, labels, page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Which version, how fresh, and when it is masked again.
pub fn status(scene: Scene<'_>, pane: &ValuePane, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let shown = pane.shown();
    if let Some(at) = shown.and_then(ShownValue::hide_at) {
        let text = format!("  hides in {} s", age::seconds_left(at, scene.now()));
        pen.put_right(&text, theme.warn);
    }
    if let Some(shown) = shown {
        let value = shown.value();
        pen.put_line(&Line::from(labels::spans(&value.labels, theme)));
        if !value.labels.is_empty() {
            pen.put(" ", theme.dim);
        }
        pen.put(value.version.short(), theme.text).put(" · ", theme.dim);
        pen.put(&format!("{} bytes · ", value.body.len()), theme.dim);
    } else {
        match pane.chosen() {
            Some(id) => pen.put("version ", theme.dim).put(id.short(), theme.text),
            None => pen.put("AWSCURRENT", theme.label_current),
        };
        pen.put(" · ", theme.dim);
    }
    freshness::put(pane.read(), "not read", scene, pen);
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = body(areas);
    match selected.value().read() {
        Loadable::Idle => not_read(scene, selected, area, buf),
        Loadable::Loading { .. } => {
            let mut pen = Pen::new(buf, area);
            pen.put("Reading the value…", scene.theme.dim);
            if selected.value().has_typed_ahead() {
                pen.put(" What you typed is done when it has come.", scene.theme.dim);
            }
        }
        Loadable::Failed { error, .. } => failure::draw(error, area, scene.theme, buf),
        Loadable::Ready { value: shown, .. } => match shown.content() {
            ValueContent::Json(root) if root.is_empty() => {
                Pen::new(buf, area).put("Empty JSON: no keys.", scene.theme.dim);
            }
            ValueContent::Json(_) => tree::draw(scene, shown, areas, keys(scene), buf),
            ValueContent::Text(text) if shown.is_revealed() => whole_text(scene, shown, text, areas, buf),
            ValueContent::Binary(bytes) if shown.is_revealed() => {
                hex::draw(scene, shown, bytes, areas, buf);
            }
            ValueContent::Text(_) => masked(scene, "text", shown, area, buf),
            ValueContent::Binary(_) => masked(scene, "binary", shown, area, buf),
        },
    }
}

fn not_read(scene: Scene<'_>, selected: &Selected, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    // The second key, if there is one, is what is tried first on a row.
    let second = scene.keymap.keys(Action::Reveal).get(1);
    let read = second.map_or_else(|| scene.key(Action::Reveal), ToString::to_string);
    let width = usize::from(area.width);
    let mut lines = vec![Line::from(vec![
        Span::styled("Press ", theme.text),
        Span::styled(read, theme.key),
        Span::styled(" to read the value.", theme.text),
    ])];
    lines.extend(page::wrapped(
        "GetSecretValue is sent, which CloudTrail records; the value comes masked.",
        theme.dim,
        width,
    ));
    if selected.record().detail().value().is_some_and(|detail| detail.summary.versions.0.is_empty()) {
        lines.extend(page::wrapped("This secret seems to have no value yet.", theme.warn, width));
    }
    page::put(&lines, area, buf);
}

fn masked(scene: Scene<'_>, what: &str, shown: &ShownValue, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let lines = [
        Line::from(vec![
            Span::styled(MASK, theme.masked),
            Span::styled(format!("  {what}, {} bytes", shown.value().body.len()), theme.dim),
        ]),
        Line::from(vec![
            Span::styled(scene.key(Action::Reveal), theme.key),
            Span::styled(" reveals it, ", theme.dim),
            Span::styled(scene.key(Action::CopyValue), theme.key),
            Span::styled(" copies it without.", theme.dim),
        ]),
    ];
    page::put(&lines, area, buf);
}

/// Draws a text whole, with its own line breaks. It is not copied.
fn whole_text(scene: Scene<'_>, shown: &ShownValue, text: &str, areas: &SecretAreas, buf: &mut Buffer) {
    let area = body(areas);
    let broken = lines(text, usize::from(area.width), Breaks::Anywhere);
    let first = shown.scroll().settle(broken.len(), usize::from(area.height));
    for (range, row) in broken.iter().skip(first).zip(area.rows()) {
        Pen::new(buf, row).put(&text[range.clone()], scene.theme.text);
    }
    scrollbar::draw(areas.outer, area, broken.len(), first, scene.theme, buf);
}
