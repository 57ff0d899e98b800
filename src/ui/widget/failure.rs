//! A failure: what failed, why, and what to do next.

use super::page;
use crate::app::glyph;
use crate::app::wrap::{self, Breaks};
use crate::service::api::ServiceError;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// The lines of a failure, `width` cells wide.
pub fn lines(error: &ServiceError, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = page::wrapped(&error.what(), theme.danger, width);
    let why = error.why();
    if !why.is_empty() {
        lines.extend(page::wrapped(&why, theme.text, width));
    }
    lines.extend(page::hanging(theme.glyphs.next, theme.accent, &error.next(), theme.text, width));
    lines
}

/// Draws a failure from the top of `area`.
pub fn draw(error: &ServiceError, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let lines = lines(error, usize::from(area.width), theme);
    page::put(&lines, area, buf);
}

/// Draws a failure below rows: what failed, why, what to do next, and what is `missing` for it. Where the lines are few, what is
/// missing is shortened first, then the reason, which is whole in the journal.
pub fn draw_short(
    error: &ServiceError,
    missing: Option<String>,
    area: Rect,
    theme: &Theme,
    buf: &mut Buffer,
) {
    let part = |text, style| Part { sign: "", text, style, cut: Cut::End };
    let mut parts = [
        part(error.what(), theme.danger),
        part(error.why(), theme.text),
        Part { sign: theme.glyphs.next, ..part(error.next(), theme.text) },
        // How many more parts are missing is at the end.
        Part { cut: Cut::Middle, ..part(missing.unwrap_or_default(), theme.text) },
    ];
    let width = usize::from(area.width);
    let wanted = parts.each_ref().map(|part| part.wrapped(width).len());
    let rooms = divide(wanted, usize::from(area.height));
    if rooms.iter().zip(wanted).any(|(room, wanted)| *room == 0 && wanted > 0) {
        parts[WHAT].text.push_str(" …");
    }
    let lines: Vec<_> =
        parts.iter().zip(rooms).flat_map(|(part, room)| part.lines(width, room, theme.accent)).collect();
    page::put(&lines, area, buf);
}

/// A part of a failure.
struct Part {
    /// Before the text.
    sign: &'static str,
    text: String,
    style: Style,
    cut: Cut,
}

/// The place where text is cut that has too few lines.
#[derive(Clone, Copy)]
enum Cut {
    End,
    Middle,
}

impl Part {
    fn cells(&self, width: usize) -> usize {
        width.saturating_sub(glyph::width(self.sign))
    }

    /// The ranges of the text in lines; none if it is empty.
    fn wrapped(&self, width: usize) -> Vec<Range<usize>> {
        if self.text.is_empty() {
            return Vec::new();
        }
        wrap::lines(&self.text, self.cells(width), Breaks::Words)
    }

    /// The text in at most `room` lines.
    fn lines(&self, width: usize, room: usize, sign_style: Style) -> Vec<Line<'static>> {
        let wrapped = self.wrapped(width);
        let line = |(nth, range): (usize, &Range<usize>)| {
            let text = if nth + 1 < room || wrapped.len() <= room {
                self.text[range.clone()].to_owned()
            } else {
                self.cut(&self.text[range.start..], width)
            };
            let sign = if nth == 0 { self.sign.to_owned() } else { " ".repeat(glyph::width(self.sign)) };
            Line::from(vec![Span::styled(sign, sign_style), Span::styled(text, self.style)])
        };
        wrapped.iter().take(room).enumerate().map(line).collect()
    }

    /// The rest of the text for the last line that there is.
    fn cut(&self, rest: &str, width: usize) -> String {
        let rest = rest.replace('\n', " ");
        match self.cut {
            // The pen cuts the end.
            Cut::End => rest,
            Cut::Middle => glyph::shortened(&rest, self.cells(width)).into_owned(),
        }
    }
}

/// The places of the parts in their order on screen.
const WHAT: usize = 0;
const WHY: usize = 1;
const NEXT: usize = 2;
const MISSING: usize = 3;

/// Divides lines among the parts, of which each wants some.
fn divide(wanted: [usize; 4], lines: usize) -> [usize; 4] {
    let all = usize::MAX;
    // What to do comes before a long reason, a line of each before more of one.
    let claims = [(WHAT, 1), (NEXT, all), (WHAT, all), (WHY, 1), (MISSING, 1), (WHY, all), (MISSING, all)];
    let (mut rooms, mut left) = ([0; 4], lines);
    for (part, up_to) in claims {
        let more = (wanted[part].min(up_to) - rooms[part].min(up_to)).min(left);
        rooms[part] += more;
        left -= more;
    }
    rooms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::{ErrorKind, Operation};

    const MISSING: &str = "missing: names prod/payments/* or prod/platform/*, not prod/platform/team-a/* after \
                           prod/payments/stripe-webhook before prod/platform/zoo, and 12 more parts";

    fn refused_connection() -> ServiceError {
        ServiceError {
            activity: Operation::ListSecrets.into(),
            kind: ErrorKind::Unreachable { endpoint: Some("https://secretsmanager.eu-west-1".into()) },
            code: None,
            message:
                "error trying to connect: tcp connect error: Connection refused (os error 111), after three \
                      attempts within 4.2 seconds, each of them with a timeout of 3.1 seconds of its own"
                    .into(),
        }
    }

    fn drawn(missing: Option<&str>, width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        draw_short(&refused_connection(), missing.map(str::to_owned), area, &Theme::ANSI, &mut buf);
        let line = |row: Rect| (0..width).map(|x| buf[(x, row.y)].symbol()).collect::<String>();
        area.rows().map(|row| line(row).trim_end().to_owned()).collect()
    }

    #[test]
    fn what_failed_and_what_to_do_are_whole_and_the_rest_is_cut_with_a_sign() {
        assert_eq!(
            drawn(Some(MISSING), 52, 6),
            [
                "Can't reach https://secretsmanager.eu-west-1",
                "error trying to connect: tcp connect error:",
                "Connection refused (os error 111), after three atte…",
                "→ Check the network, a proxy or VPN, and",
                "  --endpoint-url; then refresh.",
                "missing: names prod/payme…orm/zoo, and 12 more parts",
            ]
        );
    }

    #[test]
    fn more_lines_are_for_the_reason_and_then_for_what_is_missing() {
        let some = drawn(Some(MISSING), 52, 9);
        let end = [
            "missing: names prod/payments/* or prod/platform/*,",
            "not prod/platform/team-a/…orm/zoo, and 12 more parts",
        ];
        assert_eq!(
            some[4..],
            [
                "timeout of 3.1 seconds of its own",
                "→ Check the network, a proxy or VPN, and",
                "  --endpoint-url; then refresh.",
                end[0],
                end[1]
            ]
        );
        let all = drawn(Some(MISSING), 52, 14);
        assert!(!all.join(" ").contains('…'), "{all:#?}");
        assert_eq!(drawn(None, 52, 14)[..7], all[..7]);
    }

    #[test]
    fn in_a_few_lines_the_advice_comes_before_the_reason() {
        let advice = ["→ Check the network, a proxy or VPN,", "  and --endpoint-url; then refresh."];
        let four = ["Can't reach", "https://secretsmanager.eu-west-1 …", advice[0], advice[1]];
        assert_eq!(drawn(Some(MISSING), 38, 4), four);
        let three = ["Can't reach https://secretsmanager.eu…", advice[0], advice[1]];
        assert_eq!(drawn(Some(MISSING), 38, 3), three);
        assert_eq!(drawn(Some(MISSING), 38, 2)[1], "→ Check the network, a proxy or VPN, …");
    }
}
