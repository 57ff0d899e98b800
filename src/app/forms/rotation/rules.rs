//! A schedule as it is typed: read, checked, and previewed.

use crate::app::form::{Note, Tone};
use crate::app::zone::LocalZone;
use crate::secrets::schedule::{MAX_INTERVAL_DAYS, Schedule, Window, window_hours};
use crate::secrets::{RotationRules, RotationSchedule};
use jiff::Timestamp;

/// Windows that are previewed.
const PREVIEWED: usize = 5;

/// The ways to say when to rotate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// API: `AutomaticallyAfterDays`.
    Days,
    /// API: `ScheduleExpression`, `rate(…)`.
    Rate,
    /// API: `ScheduleExpression`, `cron(…)`.
    Cron,
}

impl Kind {
    /// All of them, with their names.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Days, "every N days"), (Self::Rate, "rate"), (Self::Cron, "cron")];

    /// The kind of the rules that a secret has.
    pub(super) fn of(rules: &RotationRules) -> Self {
        match rules.schedule() {
            Some(RotationSchedule::Expression(text)) if text.starts_with("cron") => Self::Cron,
            Some(RotationSchedule::Expression(_)) => Self::Rate,
            Some(RotationSchedule::EveryDays(_)) | None => Self::Days,
        }
    }

    /// An expression of this kind: the text between the parentheses is enough.
    fn expression(self, typed: &str) -> String {
        let typed = typed.trim();
        match self {
            Self::Days => typed.to_owned(),
            _ if typed.starts_with("rate(") || typed.starts_with("cron(") => typed.to_owned(),
            Self::Rate => format!("rate({typed})"),
            Self::Cron => format!("cron({typed})"),
        }
    }

    /// Reads the text that says when.
    fn read(self, text: &str) -> Result<(RotationRules, Schedule), String> {
        let mut rules = RotationRules::default();
        if self == Self::Days {
            let days = text.trim().parse().ok().filter(|days| (1..=MAX_INTERVAL_DAYS).contains(days));
            let days = days.ok_or("A whole number of days, 1 to 1,000. For hours, choose rate.")?;
            rules.automatically_after_days = Some(days);
            return Ok((rules, Schedule::Days(days)));
        }
        let expression = self.expression(text);
        let schedule = Schedule::parse(&expression).map_err(|why| why.to_string())?;
        rules.schedule_expression = Some(expression);
        Ok((rules, schedule))
    }
}

/// A schedule that was typed, and is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub(super) rules: RotationRules,
    schedule: Schedule,
    hours: Option<i64>,
}

/// The errors of the two texts of a schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedErrors {
    /// The error of the text that says when.
    pub(super) when: Option<String>,
    /// The error of the window.
    pub(super) window: Option<String>,
}

impl Typed {
    /// Reads the text that says when, and the window, which may be empty.
    pub(super) fn read(kind: Kind, when: &str, window: &str) -> Result<Self, TypedErrors> {
        match (kind.read(when), hours(window)) {
            (Ok((mut rules, schedule)), Ok(hours)) => {
                if let Some(Err(error)) = hours.map(|hours| schedule.check_window(hours)) {
                    return Err(TypedErrors { when: None, window: Some(error.to_string()) });
                }
                rules.duration = hours.map(|hours| format!("{hours}h"));
                Ok(Self { rules, schedule, hours })
            }
            (schedule, hours) => Err(TypedErrors { when: schedule.err(), window: hours.err() }),
        }
    }

    /// When the next windows open and close, in UTC and on the user's clock.
    pub(super) fn preview(&self, now: Timestamp, zone: &LocalZone) -> Vec<Note> {
        let windows: Vec<Window> = self.schedule.windows(self.hours, now).take(PREVIEWED).collect();
        if windows.is_empty() {
            return vec![Note::new(
                Tone::Warning,
                "No day of the calendar matches: the secret would never rotate.",
            )];
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

/// The window's hours; a number alone is taken for hours.
fn hours(text: &str) -> Result<Option<i64>, String> {
    let mut text = text.trim().to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        text.push('h');
    }
    window_hours(&text).map(Some).map_err(|why| why.to_string())
}
