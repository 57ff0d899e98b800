//! What is typed about a schedule: read, checked, and previewed.

use crate::app::form::{FieldError, FieldId, Fields, Note, Tone};
use crate::app::zone::LocalZone;
use crate::secrets::schedule::{MAX_INTERVAL_DAYS, Schedule, Window, window_hours};
use crate::secrets::{RotationRules, RotationSchedule};
use jiff::Timestamp;

/// Windows that are previewed.
const PREVIEWED: usize = 5;

/// The ways to say when to rotate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// API: `AutomaticallyAfterDays`.
    #[default]
    Days,
    /// API: `ScheduleExpression`, `rate(…)`.
    Rate,
    /// API: `ScheduleExpression`, `cron(…)`.
    Cron,
}

impl Kind {
    /// All of them, as the form has them.
    pub(super) const TITLES: [&'static str; 3] = ["every N days", "rate", "cron"];
    const ALL: [Self; 3] = [Self::Days, Self::Rate, Self::Cron];

    pub(super) fn of(rules: &RotationRules) -> Self {
        match rules.schedule() {
            Some(RotationSchedule::Expression(text)) if text.starts_with("cron") => Self::Cron,
            Some(RotationSchedule::Expression(_)) => Self::Rate,
            Some(RotationSchedule::EveryDays(_)) | None => Self::Days,
        }
    }

    pub(super) fn chosen(fields: &Fields) -> Self {
        Self::ALL.get(fields.choice(FieldId::Schedule)).copied().unwrap_or_default()
    }

    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// The field that says when.
    pub(super) fn field(self) -> FieldId {
        if self == Self::Days { FieldId::Days } else { FieldId::Expression }
    }

    /// An expression of this kind: what stands between the parentheses is enough.
    fn expression(self, typed: &str) -> String {
        let typed = typed.trim();
        match self {
            Self::Days => typed.to_owned(),
            _ if typed.starts_with("rate(") || typed.starts_with("cron(") => typed.to_owned(),
            Self::Rate => format!("rate({typed})"),
            Self::Cron => format!("cron({typed})"),
        }
    }
}

/// A schedule that was typed, and is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) rules: RotationRules,
    schedule: Schedule,
    hours: Option<i64>,
}

impl Typed {
    /// Reads what is typed; says what is wrong with each field.
    pub(super) fn read(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let hours = hours(fields);
        let schedule = schedule(fields);
        match (schedule, hours) {
            (Ok((mut rules, schedule)), Ok(hours)) => {
                if let Some(Err(error)) = hours.map(|hours| schedule.check_window(hours)) {
                    return Err(vec![wrong(FieldId::Duration, error.to_string())]);
                }
                rules.duration = hours.map(|hours| format!("{hours}h"));
                Ok(Self { rules, schedule, hours })
            }
            (schedule, hours) => Err([schedule.err(), hours.err()].into_iter().flatten().collect()),
        }
    }

    /// When the next windows open and close, in UTC and on the user's clock.
    pub(super) fn preview(&self, now: Timestamp, zone: &LocalZone) -> Vec<Note> {
        let windows: Vec<Window> = self.schedule.windows(self.hours, now).take(PREVIEWED).collect();
        if windows.is_empty() {
            return vec![Note::new(Tone::Warning, "No day of the calendar matches: it would never rotate.")];
        }
        let mut notes = vec![Note::new(Tone::Heading, "The next rotations, each within its window")];
        notes.extend(windows.iter().map(|window| Note::plain(in_both_zones(window, zone))));
        notes
    }
}

/// A window in UTC and on the user's clock.
fn in_both_zones(window: &Window, zone: &LocalZone) -> String {
    let (start, end) = (zone.show(window.start), zone.show(window.end));
    format!(
        "{}–{} UTC   local {}–{}",
        window.start.strftime("%a %Y-%m-%d %H:%M"),
        window.end.strftime("%H:%M"),
        start.strftime("%a %H:%M"),
        end.strftime("%H:%M"),
    )
}

fn schedule(fields: &Fields) -> Result<(RotationRules, Schedule), FieldError> {
    let kind = Kind::chosen(fields);
    let mut rules = RotationRules::default();
    if kind == Kind::Days {
        let days = fields.text(FieldId::Days).trim().parse().ok();
        let days = days.filter(|days| (1..=MAX_INTERVAL_DAYS).contains(days)).ok_or_else(|| {
            wrong(FieldId::Days, "A whole number of days, 1 to 1,000. For hours, choose rate.".into())
        })?;
        rules.automatically_after_days = Some(days);
        return Ok((rules, Schedule::Days(days)));
    }
    let expression = kind.expression(fields.text(FieldId::Expression));
    let schedule = Schedule::parse(&expression).map_err(|why| wrong(FieldId::Expression, why.to_string()))?;
    rules.schedule_expression = Some(expression);
    Ok((rules, schedule))
}

/// The window's hours; a number alone is taken for hours.
fn hours(fields: &Fields) -> Result<Option<i64>, FieldError> {
    let Some(mut text) = fields.filled(FieldId::Duration) else { return Ok(None) };
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        text.push('h');
    }
    window_hours(&text).map(Some).map_err(|why| wrong(FieldId::Duration, why.to_string()))
}

pub(super) fn wrong(field: FieldId, text: String) -> FieldError {
    FieldError { field, text }
}
