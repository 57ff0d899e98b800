//! The notice below the list and the panes: news, a refusal or a failure.

use super::pen::Pen;
use super::scene::Scene;
use super::theme::Theme;
use super::widget::page;
use crate::app::Problem;
use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::notices::{Notice, said_by, waiting_for};
use crate::secrets::lower_first;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};

/// The space at each side of a notice.
const MARGIN: Margin = Margin::new(1, 0);

/// Draws the notice: what happened, why, and what to do next.
pub fn draw(notice: &Notice, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let area = area.inner(MARGIN);
    let lines = Lines::of(notice, scene.theme, usize::from(area.width)).cut_to(usize::from(area.height));
    page::put(&lines, area, buf);
    let (back, log_in) = (scene.key(Action::Back), scene.key(Action::LogIn));
    let hints = match notice {
        Notice::News { .. } | Notice::Pending(_) => return,
        Notice::CredentialProcess(_) => {
            vec![format!("  {log_in} lets it ask here · {back} stops it"), format!("  {back} stops it")]
        }
        Notice::Failure { error, .. } if error.login_program().is_some() => {
            vec![format!("  {log_in} logs in · {back} dismisses this"), format!("  {back} dismisses this")]
        }
        Notice::Refusal { .. } | Notice::Failure { .. } => vec![format!("  {back} dismisses this")],
    };
    put_hint(&hints, &lines, scene.theme, area, buf);
}

/// The lines of a notice.
struct Lines {
    /// The event and its reason.
    what: Vec<Line<'static>>,
    /// The next step.
    next: Vec<Line<'static>>,
}

impl Lines {
    /// The lines of a notice, each `width` cells wide: as many as [`Notice::lines`] reserves.
    fn of(notice: &Notice, theme: &Theme, width: usize) -> Self {
        let say = |text: &str| theme.glyphs.say(text).into_owned();
        let next = |text: &str| page::hanging(theme.glyphs.next, theme.accent, &say(text), theme.text, width);
        match notice {
            Notice::News { text, .. } => Self {
                what: page::hanging(theme.glyphs.news, theme.ok, &say(text), theme.text, width),
                next: Vec::new(),
            },
            Notice::CredentialProcess(process) => {
                let waiting = say(&waiting_for(process));
                let mut what = page::hanging(theme.glyphs.waiting, theme.accent, &waiting, theme.text, width);
                let said = said_by(process)
                    .map(|said| page::hanging("  ", theme.dim, &say(&said), theme.text, width));
                what.extend(said.into_iter().flatten());
                Self { what, next: Vec::new() }
            }
            Notice::Refusal(Problem { text, next: way_out })
            | Notice::Pending(Problem { text, next: way_out }) => Self {
                what: page::hanging(theme.glyphs.warning, theme.warn, &say(text), theme.warn, width),
                next: next(way_out),
            },
            Notice::Failure { attempt, error } => {
                let sign = if theme.glyphs.is_plain() { "" } else { theme.glyphs.failed };
                let mut what = vec![Line::from(vec![
                    Span::styled(say(&format!("{sign}Could not {}", lower_first(attempt))), theme.danger),
                    Span::styled(theme.glyphs.between, theme.dim),
                    Span::styled(say(&error.what()), theme.text),
                ])];
                let why = error.why();
                if !why.is_empty() {
                    what.extend(page::hanging("  ", theme.dim, &say(&why), theme.text, width));
                }
                Self { what, next: next(&error.next()) }
            }
        }
    }

    /// The lines that fit into `rows` rows. The next step matters more than the whole reason.
    fn cut_to(mut self, rows: usize) -> Vec<Line<'static>> {
        self.what.truncate(rows.saturating_sub(self.next.len()).max(1));
        self.what.extend(self.next);
        self.what
    }
}

/// Writes what keys do to the notice, at the end of the first line with room for it: the first hint for which there is a
/// line.
fn put_hint(hints: &[String], lines: &[Line<'_>], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let cells = |line: &Line<'_>| line.spans.iter().map(|span| width(&span.content)).sum::<usize>();
    let fits = |hint: &str, line: &Line<'_>| cells(line) + width(hint) <= usize::from(area.width);
    let places = hints.iter().filter_map(|hint| {
        let (_, row) = lines.iter().zip(area.rows()).find(|(line, _)| fits(hint, line))?;
        Some((hint, row))
    });
    if let Some((hint, row)) = places.into_iter().next() {
        Pen::new(buf, row).put_right(hint, theme.dim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::{CredentialProcess, ErrorKind, Operation, ServiceError};
    use crate::ui::glyphs::{Glyphs, is_drawing};
    use jiff::Timestamp;
    use proptest::prelude::*;

    /// A notice of each kind.
    fn notices(text: &str, next: &str) -> [Notice; 5] {
        let error = ServiceError {
            activity: Operation::GetSecretValue.into(),
            kind: ErrorKind::AccessDenied { permission: next.into() },
            code: None,
            message: text.into(),
        };
        [
            Notice::News { text: text.into(), until: Timestamp::UNIX_EPOCH },
            Notice::Refusal(Problem { text: text.into(), next: next.into() }),
            Notice::Pending(Problem { text: text.into(), next: next.into() }),
            Notice::Failure { attempt: next.into(), error },
            Notice::CredentialProcess(CredentialProcess {
                profile: next.into(),
                command: text.into(),
                says: next.into(),
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_notice_reserves_the_lines_that_it_takes(
            text in "([a-z]{0,12}|[ :/\n\u{1b}\u{202e}漢😀é]){0,60}", next in "[a-z ]{0,80}", screen in 10..200_u16,
        ) {
            for notice in notices(&text, &next) {
                let area = Rect::new(0, 0, screen, 1).inner(MARGIN);
                let lines = Lines::of(&notice, &Theme::ANSI, usize::from(area.width));
                prop_assert_eq!(lines.what.len() + lines.next.len(), usize::from(notice.lines(screen)));
            }
        }
    }

    #[test]
    fn a_notice_in_plain_mode_is_its_text_and_takes_no_more_lines_than_are_reserved() {
        let plain = Theme { glyphs: &Glyphs::PLAIN, ..Theme::ANSI };
        for notice in notices("Not sent · it has changed", "Press ↑ to go on.") {
            let lines = Lines::of(&notice, &plain, 98);
            assert!(lines.what.len() + lines.next.len() <= usize::from(notice.lines(100)), "{notice:?}");
            let text: String = lines.what.iter().chain(&lines.next).map(ToString::to_string).collect();
            assert!(!text.chars().any(is_drawing), "{text}");
        }
    }

    #[test]
    fn the_next_step_is_kept_where_the_reason_is_too_long() {
        let [_, refusal, ..] = notices(&"why ".repeat(40), "Do this.");
        let shown = Lines::of(&refusal, &Theme::ANSI, 40).cut_to(3);
        assert_eq!(shown.len(), 3);
        assert_eq!(shown[2].to_string(), "→ Do this.");
    }
}
