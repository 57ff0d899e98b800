//! The pane Policy: the resource policy as coloured JSON.

use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::Selected;
use crate::app::wrap::{Breaks, lines};
use crate::secrets::{Breadth, Policy};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{AIR, failure, freshness, json, page, scrollbar, searched};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// Writes how fresh the policy is.
pub fn status(scene: Scene<'_>, selected: &Selected, pen: &mut Pen<'_>) {
    freshness::put(selected.policy().policy(), "", scene, pen);
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = areas.body.inner(AIR);
    match selected.policy().policy() {
        Loadable::Idle => {}
        Loadable::Loading { .. } => {
            Pen::new(buf, area).put("Loading the policy…", theme.dim);
        }
        Loadable::Failed { error, .. } => failure::draw(error, area, theme, buf),
        Loadable::Ready { value: None, .. } => {
            let text = "No resource policy. Identity policies alone decide who can use this secret.";
            page::put(&page::wrapped(text, theme.dim, usize::from(area.width)), area, buf);
        }
        Loadable::Ready { value: Some(policy), .. } => text(scene, selected, policy, areas, buf),
    }
}

fn text(scene: Scene<'_>, selected: &Selected, policy: &Policy, areas: &SecretAreas, buf: &mut Buffer) {
    let theme = scene.theme;
    let mut area = areas.body.inner(AIR);
    if policy.breadth == Breadth::Everyone {
        area = warning(theme, area, buf);
    }
    let width = usize::from(area.width);
    let broken: Vec<(&str, Range<usize>)> = policy
        .lines
        .iter()
        .flat_map(|line| {
            lines(line, width, Breaks::Anywhere).into_iter().map(move |range| (line.as_str(), range))
        })
        .collect();
    let search = scene.model.secret().search();
    let texts = broken.iter().map(|(line, range)| &line[range.clone()]);
    search.scroll_to(texts, selected.policy().scroll(), usize::from(area.height));
    let first = selected.policy().scroll().settle(broken.len(), usize::from(area.height));
    for ((line, range), row) in broken.iter().skip(first).zip(area.rows()) {
        Pen::new(buf, row).put_line(&Line::from(coloured(line, range, theme)));
    }
    searched::mark(search, area, first, theme, buf);
    scrollbar::draw(areas.outer, area, broken.len(), first, theme, buf);
}

/// Warns that the policy may let everyone in. Returns the rest of the area.
fn warning(theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let text = "A statement allows the principal * without a condition: this may let everyone in.";
    let lines = page::hanging(theme.glyphs.warning, theme.warn, text, theme.warn, usize::from(area.width));
    page::put(&lines, area, buf);
    let taken = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    Rect { y: area.y + taken, height: area.height - taken, ..area }
}

/// A part of a line, in the colours that it has in the whole line.
fn coloured<'a>(line: &'a str, range: &Range<usize>, theme: &Theme) -> Vec<Span<'a>> {
    let within = |(part, style): (Range<usize>, Style)| {
        let (start, end) = (part.start.max(range.start), part.end.min(range.end));
        (start < end).then(|| Span::styled(&line[start..end], style))
    };
    json::parts(line, theme).into_iter().filter_map(within).collect()
}
