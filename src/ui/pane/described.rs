//! Parts that panes with data of `DescribeSecret` share.

use crate::app::loadable::Loadable;
use crate::app::secret::Selected;
use crate::secrets::RotationRules;
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page::Page;
use crate::ui::widget::{ABSENT, failure, freshness};
use jiff::Timestamp;
use ratatui::text::Span;

/// The narrowest page on which a moment is written out to the second.
const ROOM_FOR_MOMENT: usize = 60;

/// Writes how fresh the description is. Until it is read, the pane shows what the list has.
pub fn status(scene: Scene<'_>, selected: &Selected, pen: &mut Pen<'_>) {
    freshness::put(selected.record().detail(), "as listed", scene, pen);
}

/// Adds why `DescribeSecret` failed, above what the page has from the list.
pub fn failed(page: &mut Page<'_>, scene: Scene<'_>, selected: &Selected) {
    if let Loadable::Failed { error, .. } = selected.record().detail() {
        let lines = failure::lines(error, page.width(), scene.theme);
        page.extend(lines).gap().text("From ListSecrets:", scene.theme.dim).gap();
    }
}

/// Rotation rules under the names that they have in the API.
pub fn rules(rules: &RotationRules, theme: &Theme) -> String {
    let parts = [
        rules.automatically_after_days.map(|days| format!("AutomaticallyAfterDays {days}")),
        rules.schedule_expression.as_ref().map(|expression| format!("ScheduleExpression {expression}")),
        rules.duration.as_ref().map(|duration| format!("Duration {duration}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(theme.glyphs.between)
}

/// Adds a label with a moment: the date and time, and how long ago that is.
pub fn moment(page: &mut Page<'_>, label: &str, at: Option<Timestamp>, now: Timestamp) {
    let written = at.map(|at| (stamp(page, at), ago(page, at, now)));
    date(page, label, written);
}

/// A moment as date and time, to the second where the page has room for that.
pub fn stamp(page: &Page<'_>, at: Timestamp) -> String {
    if page.width() < ROOM_FOR_MOMENT { format!("{} UTC", age::minute(at)) } else { age::stamp(at) }
}

/// The age of a moment, or the time until it, in whole words where the page has room for them.
pub fn ago(page: &Page<'_>, at: Timestamp, now: Timestamp) -> String {
    if page.width() < ROOM_FOR_MOMENT { age::short(at, now) } else { age::long(at, now) }
}

/// Adds a label with a day, and how long ago that is.
pub fn day(page: &mut Page<'_>, label: &str, at: Option<Timestamp>, now: Timestamp) {
    date(page, label, at.map(|at| (age::date(at), age::days(at, now))));
}

/// Adds a label with a date as text, and with its age.
fn date(page: &mut Page<'_>, label: &str, written: Option<(String, String)>) {
    let theme = page.theme();
    match written {
        Some((date, age)) => {
            let spans = vec![
                Span::styled(date, theme.text),
                Span::styled(format!("{}{age}", theme.glyphs.between), theme.dim),
            ];
            page.spans(label, &spans)
        }
        None => page.entry(label, ABSENT, theme.dim),
    };
}
