//! What came of a plan, part of which failed: step by step.

use super::{centred, inside, open};
use crate::app::actions::Action;
use crate::app::layers::ReportLayer;
use crate::app::plan::{Step, StepState, Subject};
use crate::ui::scene::Scene;
use crate::ui::widget::{failure, page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::text::Line;

/// The widest that a report is.
const WIDEST: u16 = 100;

/// Draws the report.
pub fn draw(report: &ReportLayer, scene: Scene<'_>, buf: &mut Buffer) {
    let size = scene.model.size();
    let outer = centred(scene, size.width.saturating_sub(4).min(WIDEST), size.height.saturating_sub(2));
    open(&report.plan().title, outer, scene, buf);
    let inner = inside(outer);
    let lines = lines(report, scene, usize::from(inner.width));
    let first = report.scroll().settle(lines.len(), usize::from(inner.height));
    page::put(&lines[first.min(lines.len())..], inner, buf);
    scrollbar::draw(outer, inner, lines.len(), first, scene.theme, buf);
}

fn lines(report: &ReportLayer, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let done = report.plan().steps.iter().filter(|step| step.state == StepState::Done).count();
    let all = report.plan().steps.len();
    let mut lines = page::wrapped(&format!("{done} of {all} requests took effect."), theme.strong, width);
    lines.extend(page::wrapped(
        &format!(
            "{} sends the others once more, with the same tokens: nothing is done twice.",
            scene.key(Action::Retry)
        ),
        theme.dim,
        width,
    ));
    for next in nexts(report) {
        lines.extend(page::hanging(failure::NEXT, theme.accent, &next, theme.text, width));
    }
    if report.plan().undo_of_done_steps().is_some() {
        let (back, undo) = (scene.key(Action::Back), scene.key(Action::Undo));
        let text = format!("{back}, then {undo} takes back what took effect.");
        lines.extend(page::wrapped(&text, theme.dim, width));
    }
    lines.push(Line::default());
    for step in &report.plan().steps {
        let mut what = format!("{} {}", step.request.operation(), name(step));
        what.extend(step.region.iter().map(|region| format!(" in {region}")));
        match &step.state {
            StepState::Done => lines.extend(page::hanging("✓ ", theme.ok, &what, theme.text, width)),
            StepState::Failed(error) => {
                lines.extend(page::hanging("✗ ", theme.danger, &what, theme.text, width));
                lines.extend(page::hanging("  ", theme.dim, &error.why(), theme.danger, width));
            }
            StepState::Waiting | StepState::Sent(_) | StepState::Unknown(_) => {
                lines.extend(page::hanging("· ", theme.dim, &what, theme.dim, width));
            }
        }
    }
    lines
}

/// What can be done about what failed, each said once.
fn nexts(report: &ReportLayer) -> Vec<String> {
    let mut nexts: Vec<String> = Vec::new();
    for (_, error) in report.plan().failures() {
        let next = error.next();
        if !nexts.contains(&next) {
            nexts.push(next);
        }
    }
    nexts
}

fn name(step: &Step) -> String {
    match &step.subject {
        Subject::Secret(arn) => arn.name().to_owned(),
        Subject::New(name) => name.clone(),
    }
}
