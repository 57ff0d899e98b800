//! The lines of a form beside its fields: notes, and what it waits for or could not do.

use super::compared;
use crate::app::actions::Action;
use crate::app::form::{Form, FormProblem, HiddenLine, Mask, Note, Stage, Tone};
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{failure, page};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The indent of a note's secret text, in cells.
const HIDDEN_INDENT: usize = 4;

/// The least width at which values are compared in columns, in cells.
const COLUMNS_FROM: usize = 56;

/// Takes lines off the bottom of `area`.
pub(super) fn take_bottom(area: &mut Rect, lines: usize) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    area.height -= height;
    Rect { y: area.bottom(), height, ..*area }
}

/// The lines at the bottom of a form: what it waits for, or what went wrong with it as a whole.
pub(super) fn bottom_lines(form: &Form, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    match form.stage() {
        Stage::Waiting => page::wrapped("Reading from the service first…", theme.warn, width),
        Stage::Sending => {
            let shown = scene.glyphs().presentation;
            let Some(waiting) = scene.model.changes().waiting_for(form.id(), scene.model.now(), shown) else {
                return page::wrapped("Sent; the service has not answered yet…", theme.warn, width);
            };
            let mut lines = page::wrapped(&waiting.status, theme.warn, width);
            let why = waiting.why.map(|why| format!("{why}. ")).unwrap_or_default();
            let stop = format!("{why}{} stops waiting; what was typed stays.", scene.key(Action::Back));
            lines.extend(page::wrapped(&stop, theme.dim, width));
            lines
        }
        Stage::Filling | Stage::Reviewing { .. } => problem_lines(form.problem(), theme, width),
    }
}

fn problem_lines(problem: Option<&FormProblem>, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    match problem {
        None => Vec::new(),
        Some(FormProblem::Service(error)) => failure::lines(error, width, theme),
        Some(FormProblem::Nothing(text)) => page::wrapped(text, theme.warn, width),
        Some(FormProblem::Local(problem)) => {
            let mut lines = page::wrapped(&problem.text, theme.danger, width);
            lines.extend(page::hanging(theme.glyphs.next, theme.accent, &problem.next, theme.text, width));
            lines
        }
    }
}

/// A note in lines; its secret text as dots behind it, or below it while it is revealed.
pub(super) fn note_lines(note: &Note, mask: Mask, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    if let Some(columns) = note.columns.as_deref().filter(|_| width >= COLUMNS_FROM)
        && let Some(lines) = compared::lines(note, columns, mask, theme, width)
    {
        return lines;
    }
    let mut lines = text_lines(note.tone, &note.text, theme, width);
    match mask {
        Mask::Masked if note.hidden.is_empty() => {}
        Mask::Masked => {
            if let Some(line) = lines.last_mut() {
                line.push_span(Span::styled(format!("  {}", theme.glyphs.mask), theme.masked));
            }
        }
        Mask::Revealed => {
            for HiddenLine { tone, text } in &note.hidden {
                let shown = if text.is_empty() { "(empty)" } else { text.as_str() };
                for mut line in text_lines(*tone, shown, theme, width.saturating_sub(HIDDEN_INDENT)) {
                    line.spans.insert(0, Span::raw(" ".repeat(HIDDEN_INDENT)));
                    lines.push(line);
                }
            }
        }
    }
    lines
}

fn text_lines(tone: Tone, text: &str, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let text: &str = &theme.glyphs.say(text);
    match tone {
        Tone::Heading => page::wrapped(text, theme.strong, width),
        Tone::Plain => page::wrapped(text, theme.text, width),
        Tone::Dim => page::wrapped(text, theme.dim, width),
        Tone::Good => page::wrapped(text, theme.ok, width),
        Tone::Warning => page::wrapped(text, theme.warn, width),
        Tone::Danger => page::wrapped(text, theme.danger, width),
        Tone::Added => page::hanging("+ ", theme.ok, text, theme.ok, width),
        Tone::Removed => page::hanging("- ", theme.danger, text, theme.danger, width),
        Tone::Changed => page::hanging("~ ", theme.warn, text, theme.warn, width),
    }
}
