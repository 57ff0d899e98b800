//! The review of rotation settings: what changes, and the undo.

use super::super::rules::Typed;
use super::RotationSetup;
use crate::app::form::{FormContext, Note, Review, Tone, where_to};
use crate::app::plan::Plan;
use crate::secrets::{RotationRules, RotationSchedule};
use crate::service::api::{Request, RotationSettings, RotationStart};

impl RotationSetup {
    fn request(
        &self,
        function: Option<String>,
        rules: RotationRules,
        start: RotationStart,
        cx: &mut FormContext<'_>,
    ) -> Request {
        Request::RotateSecret {
            secret: self.arn.to_string(),
            settings: Some(RotationSettings { lambda_arn: function, rules, start }),
            token: cx.mint_token(),
        }
    }

    pub(super) fn review_of(
        &self,
        typed: &Typed,
        function: Option<String>,
        start: RotationStart,
        cx: &mut FormContext<'_>,
    ) -> Review {
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        let old = Some(&*self.former_function).filter(|function| !function.is_empty());
        if self.function.is_some() {
            notes.extend(change("Function", old, function.as_deref().or(old)));
        } else {
            notes.push(Note::new(Tone::Dim, "No function of yours is needed."));
        }
        notes.extend(change(
            "Schedule",
            self.rules.schedule().map(words).as_deref(),
            typed.rules.schedule().map(words).as_deref(),
        ));
        notes.extend(change("Window", self.rules.duration.as_deref(), typed.rules.duration.as_deref()));
        if self.enabled == Some(false) {
            notes.push(Note::plain("Rotation is off: this turns it on again."));
        }
        notes.push(match start {
            RotationStart::Immediately => Note::new(
                Tone::Warning,
                "It rotates at once: a new version gets AWSCURRENT; clients that hold the old value must read again.",
            ),
            RotationStart::NextWindow if self.function.is_none() => {
                Note::plain("Nothing rotates before the next window.")
            }
            RotationStart::NextWindow => {
                Note::plain("Nothing rotates before the next window; only the function's testSecret step runs now.")
            }
        });
        notes.extend(typed.preview(cx.time_of_day(), &self.zone));
        let title = match self.enabled {
            None => format!("Set up rotation of {}", self.name),
            Some(_) => format!("Change the rotation of {}", self.name),
        };
        let request = self.request(function, typed.rules.clone(), start, cx);
        Review::of(Plan::of(title, &self.known, request), notes)
    }
}

/// A schedule in words.
fn words(schedule: RotationSchedule<'_>) -> String {
    match schedule {
        RotationSchedule::EveryDays(1) => "every day".into(),
        RotationSchedule::EveryDays(days) => format!("every {days} days"),
        RotationSchedule::Expression(expression) => format!("{expression}, UTC"),
    }
}

/// A setting before and after; one line where it stays.
fn change(what: &str, old: Option<&str>, new: Option<&str>) -> Vec<Note> {
    const UNSET: &str = "the default";
    if old == new {
        return vec![Note::new(Tone::Dim, format!("{what} stays: {}", old.unwrap_or(UNSET)))];
    }
    let mut notes = vec![Note::new(Tone::Heading, what)];
    notes.extend(old.map(|old| Note::new(Tone::Removed, old)));
    notes.push(Note::new(Tone::Added, new.unwrap_or(UNSET)));
    notes
}
