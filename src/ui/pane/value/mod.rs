//! The pane Value: masked until it is revealed.

mod hex;
mod tree;

use crate::app::actions::Action;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::loadable::Loadable;
use crate::app::secret::{Selected, ShownValue};
use crate::app::wording::{bytes, masked_size};
use crate::app::wrap::{Breaks, lines};
use crate::secrets::{ValueBody, ValueContent};
use crate::service::api::ServiceError;
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::Keys;
use crate::ui::widget::{AIR, facts, failure, freshness, labels, page, scrollbar, searched};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Writes the version, how fresh it is, and when the value is masked again.
pub fn status(scene: Scene<'_>, selected: &Selected, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let pane = selected.value();
    if let Some(shown) = pane.shown() {
        if let Some(at) = shown.hide_at() {
            let text = if scene.is_plain() {
                format!("  hides at {} UTC", age::clock(at))
            } else {
                format!("  hides in {} s", age::seconds_left(at, scene.now()))
            };
            pen.put_right(&text, theme.warn);
        }
        let value = shown.value();
        let mut version = labels::spans(&value.labels, theme);
        if !version.is_empty() {
            version.push(Span::raw(" "));
        }
        version.push(Span::styled(value.version.short().to_owned(), theme.text));
        let kind = match (&value.body, shown.binary_text()) {
            (ValueBody::Text(_), _) => "",
            (ValueBody::Binary(_), Some(_)) => " binary, as text",
            (ValueBody::Binary(_), None) => " binary",
        };
        let size = Span::styled(format!("{}{kind}", size(shown)), theme.dim);
        let mut parts = vec![version, vec![size]];
        parts.extend(freshness::parts(pane.read(), "not read", scene));
        facts::put(parts, theme, pen);
    } else {
        let version = match pane.chosen() {
            Some(id) => {
                vec![Span::styled("version ", theme.dim), Span::styled(id.short().to_owned(), theme.text)]
            }
            None => vec![Span::styled("AWSCURRENT", theme.label_current)],
        };
        let read = freshness::parts(pane.read(), "not read", scene);
        facts::put(std::iter::once(version).chain(read), theme, pen);
    }
}

/// The size of the value; of a short one that is masked only that it is short.
fn size(shown: &ShownValue) -> String {
    let len = shown.value().body.len();
    if shown.is_revealed() { bytes(len) } else { masked_size(len) }
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    match selected.value().read() {
        Loadable::Idle => not_read(scene, selected, area, buf),
        Loadable::Loading { .. } => {
            let mut pen = Pen::new(buf, area);
            pen.put("Reading the value…", scene.theme.dim);
            if selected.value().has_typed_ahead() {
                pen.put(" Your keys wait for it.", scene.theme.dim);
            }
        }
        Loadable::Failed { error, .. } if chose_empty_pending(selected) => {
            empty_pending(scene, selected, error, area, buf);
        }
        Loadable::Failed { error, .. } => failure::draw(error, area, scene.theme, buf),
        Loadable::Ready { value: shown, .. } => content(scene, shown, areas, buf),
    }
}

fn content(scene: Scene<'_>, shown: &ShownValue, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    match shown.content() {
        ValueContent::Json(root) if root.is_empty() => {
            Pen::new(buf, area).put("Empty JSON: no keys.", scene.theme.dim);
        }
        ValueContent::Json(_) => tree::draw(scene, shown, areas, Keys::to(Focus::Secret, scene), buf),
        ValueContent::Text(text) if shown.is_revealed() => whole_text(scene, shown, text, areas, buf),
        ValueContent::Binary(binary) if shown.is_revealed() => match shown.binary_text() {
            Some(text) => whole_text(scene, shown, text, areas, buf),
            None => hex::draw(scene, shown, binary, areas, buf),
        },
        ValueContent::Text(_) => masked(scene, "text", shown, area, buf),
        ValueContent::Binary(_) if shown.binary_text().is_some() => {
            masked(scene, "binary that holds text", shown, area, buf);
        }
        ValueContent::Binary(_) => masked(scene, "binary", shown, area, buf),
    }
}

fn not_read(scene: Scene<'_>, selected: &Selected, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    // The second key, if there is one, is what users try first on a row.
    let second = scene.keymap.keys(Action::Reveal).get(1);
    let read = second.map_or_else(|| scene.key(Action::Reveal), ToString::to_string);
    let width = usize::from(area.width);
    let mut lines = vec![Line::from(vec![
        Span::styled("Press ", theme.text),
        Span::styled(read, theme.key),
        Span::styled(" to read the value.", theme.text),
    ])];
    lines.extend(page::wrapped(
        "This calls GetSecretValue, which CloudTrail records. The value stays masked.",
        theme.dim,
        width,
    ));
    if selected.record().detail().value().is_some_and(|detail| detail.summary.versions.0.is_empty()) {
        lines.extend(page::wrapped("This secret seems to have no value yet.", theme.warn, width));
    }
    page::put(&lines, area, buf);
}

/// True if the version that was asked for has AWSPENDING and no value.
fn chose_empty_pending(selected: &Selected) -> bool {
    selected.record().empty_pending().is_some_and(|empty| selected.value().chosen() == Some(empty))
}

/// Tells that the version with AWSPENDING has no value, and the way out.
fn empty_pending(scene: Scene<'_>, selected: &Selected, error: &ServiceError, area: Rect, buf: &mut Buffer) {
    let (theme, width) = (scene.theme, usize::from(area.width));
    let Some(version) = selected.record().empty_pending() else { return };
    let what = format!("Version {} has AWSPENDING and is empty.", version.short());
    let why = "A rotation began, and its createSecret step has stored no value: it failed, or is still running. Clients \
               go on with AWSCURRENT.";
    let next = format!(
        "Fix the rotation function; then {} in Rotation ({}) removes AWSPENDING or rotates again.",
        scene.key(Action::RecoverRotation),
        scene.key(Action::PaneRotation)
    );
    let mut lines = page::wrapped(&what, theme.warn, width);
    lines.extend(page::wrapped(why, theme.text, width));
    lines.extend(page::wrapped(&error.why(), theme.dim, width));
    lines.extend(page::hanging(theme.glyphs.next, theme.accent, &next, theme.text, width));
    page::put(&lines, area, buf);
}

/// Draws dots for a value of a kind, with its size and the keys that reveal and copy it.
fn masked(scene: Scene<'_>, kind: &str, shown: &ShownValue, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let lines = [
        Line::from(vec![
            Span::styled(theme.glyphs.mask, theme.masked),
            Span::styled(format!("  {kind}, {}", size(shown)), theme.dim),
        ]),
        Line::from(vec![
            Span::styled(scene.key(Action::Reveal), theme.key),
            Span::styled(" reveals it, ", theme.dim),
            Span::styled(scene.key(Action::CopyValue), theme.key),
            Span::styled(" copies it without revealing it.", theme.dim),
        ]),
    ];
    page::put(&lines, area, buf);
}

/// Draws a text whole, with its own line breaks. The text is not copied, since it is secret.
fn whole_text(scene: Scene<'_>, shown: &ShownValue, text: &str, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    let broken = lines(text, usize::from(area.width), Breaks::Anywhere);
    let search = scene.model.secret().search();
    search.scroll_to(
        broken.iter().map(|range| &text[range.clone()]),
        shown.scroll(),
        usize::from(area.height),
    );
    let first = shown.scroll().settle(broken.len(), usize::from(area.height));
    for (range, row) in broken.iter().skip(first).zip(area.rows()) {
        Pen::new(buf, row).put(&text[range.clone()], scene.theme.text);
    }
    searched::mark(search, area, first, scene.theme, buf);
    scrollbar::draw(areas.outer, area, broken.len(), first, scene.theme, buf);
}
