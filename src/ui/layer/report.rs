//! The report on a change of which some requests failed, step by step.

use super::frame;
use crate::app::actions::Action;
use crate::app::layers::ReportLayer;
use crate::app::plan::{Step, StepState, Subject};
use crate::service::api::ErrorKind;
use crate::ui::scene::Scene;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;

/// Draws the report.
pub fn draw(report: &ReportLayer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    frame::page(&report.plan().title, (report.scroll(), report.searched()), scene, buf, |width| {
        let mut lines = summary(report, scene, width);
        lines.push(Line::default());
        lines.extend(report.plan().steps.iter().flat_map(|step| step_lines(step, scene, width)));
        lines
    })
}

/// The number of requests that took effect, and what to do next.
fn summary(report: &ReportLayer, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let steps = &report.plan().steps;
    let done = steps.iter().filter(|step| step.state == StepState::Done).count();
    let text = format!("{done} of {} requests took effect.", steps.len());
    let mut lines = page::wrapped(&text, theme.strong, width);
    let retry = format!(
        "{} sends the others again, with the same request tokens: nothing is done twice.",
        scene.key(Action::Retry)
    );
    lines.extend(page::wrapped(&retry, theme.dim, width));
    for next in next_steps(report) {
        lines.extend(page::hanging(theme.glyphs.next, theme.accent, &next, theme.text, width));
    }
    if scene.model.changes().to_undo().is_some() {
        let (back, undo) = (scene.key(Action::Back), scene.key(Action::Undo));
        let text = format!("{back}, then {undo} undoes what took effect.");
        lines.extend(page::wrapped(&text, theme.dim, width));
    }
    lines
}

/// The advice on each failure, without repetitions.
fn next_steps(report: &ReportLayer) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for (_, error) in report.plan().failures() {
        let next = error.next();
        if !steps.contains(&next) {
            steps.push(next);
        }
    }
    steps
}

fn step_lines(step: &Step, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut text = format!("{} {}", step.request.operation(), name(step));
    text.extend(step.region.iter().map(|region| format!(" in {region}")));
    match &step.state {
        StepState::Done => page::hanging(theme.glyphs.done, theme.ok, &text, theme.text, width),
        StepState::Failed(error) => {
            let sign = if error.kind == ErrorKind::OutcomeUnknown { "? " } else { theme.glyphs.failed };
            let mut lines = page::hanging(sign, theme.danger, &text, theme.text, width);
            lines.extend(page::hanging("  ", theme.dim, &error.why(), theme.danger, width));
            lines
        }
        StepState::Changed(_) => {
            let mut lines = page::hanging(theme.glyphs.failed, theme.danger, &text, theme.text, width);
            let why = "Not sent: the secret has changed since the review.";
            lines.extend(page::hanging("  ", theme.dim, why, theme.danger, width));
            lines
        }
        StepState::Waiting
        | StepState::Checking(_)
        | StepState::Sent(_)
        | StepState::Throttled(_)
        | StepState::Unknown(_) => page::hanging(theme.glyphs.to_do, theme.dim, &text, theme.dim, width),
    }
}

fn name(step: &Step) -> &str {
    match &step.subject {
        Subject::Secret(arn) => arn.name(),
        Subject::New(name) => name,
    }
}
