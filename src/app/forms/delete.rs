//! Deleting a secret (`DeleteSecret`): after a recovery window, or at once and for good.

use crate::app::form::{
    Confirmation, Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Note,
    Review, Submission, Tone, where_to,
};
use crate::app::plan::Plan;
use crate::secrets::{Arn, Summary};
use crate::service::api::{ErrorKind, Recovery, Reply, Request, ServiceError};
use jiff::{SignedDuration, Timestamp};
use std::ops::RangeInclusive;

/// The days that a recovery window may have.
const WINDOW: RangeInclusive<u8> = 7..=30;
/// The service's own default.
const DEFAULT_WINDOW: u8 = 30;

/// The sheet for deleting with a recovery window.
#[derive(Debug)]
pub struct Delete(Doomed);

/// The sheet for deleting without recovery. It has no fields: its question is answered by typing the name.
#[derive(Debug)]
pub struct ForceDelete(Doomed);

/// The secret that is to be deleted.
#[derive(Debug)]
struct Doomed {
    arn: Arn,
    name: String,
    last_accessed: Option<Timestamp>,
    deleted: Option<Timestamp>,
    replicas: Replicas,
    submitted: bool,
}

/// What is known of its replicas: a secret that has some can't be deleted.
#[derive(Debug, PartialEq, Eq)]
enum Replicas {
    /// They are not known yet.
    Unasked,
    /// `DescribeSecret` is out.
    Asked,
    /// Their Regions.
    In(Vec<String>),
    /// `DescribeSecret` is denied: the service has to say it.
    Untold,
}

impl Doomed {
    fn of(secret: &Summary) -> Self {
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            last_accessed: secret.last_accessed,
            deleted: secret.deleted,
            replicas: Replicas::Unasked,
            submitted: false,
        }
    }

    /// Asks for the replicas, unless they are known or on their way.
    fn ask(&mut self) -> Vec<FormEffect> {
        if self.replicas != Replicas::Unasked {
            return Vec::new();
        }
        self.replicas = Replicas::Asked;
        vec![FormEffect::Read(Request::DescribeSecret { secret: self.arn.to_string() })]
    }

    fn answered(&mut self, answer: FormEvent) -> Vec<FormEffect> {
        let FormEvent::Reply { result, .. } = answer else { return Vec::new() };
        self.replicas = match *result {
            Ok(Reply::DescribeSecret(detail)) => {
                self.last_accessed = detail.summary.last_accessed;
                Replicas::In(detail.replicas.into_iter().map(|replica| replica.region).collect())
            }
            Err(ServiceError { kind: ErrorKind::AccessDenied { .. }, .. }) => Replicas::Untold,
            _ => {
                self.submitted = false;
                Replicas::Unasked
            }
        };
        let go_on = std::mem::take(&mut self.submitted);
        if go_on { vec![FormEffect::Submit] } else { Vec::new() }
    }

    /// What was asked for does not come.
    fn cancelled(&mut self) {
        self.submitted = false;
        if self.replicas == Replicas::Asked {
            self.replicas = Replicas::Unasked;
        }
    }

    /// What keeps the secret from being deleted now: to be read first, or in the way.
    fn hold(&mut self) -> Option<Submission> {
        match &self.replicas {
            Replicas::Unasked | Replicas::Asked => {
                self.submitted = true;
                Some(Submission::Wait(self.ask()))
            }
            Replicas::In(regions) => in_the_way(regions).map(Submission::Nothing),
            Replicas::Untold => None,
        }
    }

    fn replica_note(&self) -> Option<Note> {
        match &self.replicas {
            Replicas::Unasked | Replicas::Asked => {
                Some(Note::new(Tone::Dim, "Looking for replicas, which would hold it…"))
            }
            Replicas::In(regions) => in_the_way(regions).map(|text| Note::new(Tone::Danger, text)),
            Replicas::Untold => Some(Note::new(
                Tone::Warning,
                "Whether it has replicas is not known, as DescribeSecret is denied; a secret that has some \
                 can't be deleted.",
            )),
        }
    }

    fn last_read_note(&self) -> Note {
        match self.last_accessed {
            Some(day) => Note::plain(format!("It was last read on {}.", day.strftime("%Y-%m-%d"))),
            None => Note::new(Tone::Dim, "It was never read, as far as the service tells."),
        }
    }

    fn plan(&self, title: String, recovery: Recovery) -> Plan {
        let request = Request::DeleteSecret { secret: self.arn.to_string(), recovery };
        Plan::of(title, self.arn.clone(), request)
    }
}

/// Why a secret with replicas can't be deleted, and the way out.
fn in_the_way(regions: &[String]) -> Option<String> {
    (!regions.is_empty()).then(|| {
        format!(
            "It has replicas in {}, and the service deletes no secret that has some. Remove those Regions in \
             the pane Replication (6) first.",
            regions.join(", ")
        )
    })
}

/// The field for a recovery window.
pub(super) fn window_field() -> Field {
    let help = "Days in which it can be restored: 7 to 30.";
    Field::line(FieldId::Window, "Recovery window", help, DEFAULT_WINDOW.to_string())
}

/// Reads a recovery window.
pub(super) fn window(text: &str) -> Result<u8, String> {
    let days = text.trim().parse().ok().filter(|days| WINDOW.contains(days));
    days.ok_or_else(|| format!("A whole number of days, {} to {}.", WINDOW.start(), WINDOW.end()))
}

/// Says until when it can be restored.
pub(super) fn until_note(days: u8, now: Timestamp) -> Note {
    let until = now + SignedDuration::from_hours(24 * i64::from(days));
    Note::plain(format!("It can be restored until {}.", until.strftime("%Y-%m-%d %H:%M UTC")))
}

impl Delete {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self(Doomed::of(secret))
    }
}

impl FormSpec for Delete {
    fn title(&self) -> String {
        format!("Delete {}", self.0.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        vec![window_field()]
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        self.0.ask()
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        let wrong = window(fields.text(FieldId::Window)).err();
        fields.set_error(field, wrong);
        Vec::new()
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        _fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        self.0.answered(answer)
    }

    fn cancelled(&mut self) {
        self.0.cancelled();
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let days = match window(fields.text(FieldId::Window)) {
            Ok(days) => days,
            Err(text) => return Submission::Wrong(vec![FieldError { field: FieldId::Window, text }]),
        };
        if let Some(submission) = self.0.hold() {
            return submission;
        }
        let mut notes = vec![where_to(Some(&self.0.arn), cx), until_note(days, cx.now())];
        notes.push(self.0.last_read_note());
        notes.push(Note::new(Tone::Warning, "From now on it can't be read: whatever still uses it fails."));
        notes.extend(self.0.replica_note());
        let back = Request::RestoreSecret { secret: self.0.arn.to_string() };
        let undo = Plan::of(format!("Restore {}", self.0.name), self.0.arn.clone(), back);
        let plan = self.0.plan(self.title(), Recovery::Window { days }).with_undo(undo);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::Key })
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        error.message.contains("RecoveryWindowInDays").then_some(FieldId::Window)
    }

    fn notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        notes.extend(window(fields.text(FieldId::Window)).ok().map(|days| until_note(days, cx.now())));
        notes.push(self.0.last_read_note());
        notes.extend(self.0.replica_note());
        notes
    }
}

impl ForceDelete {
    /// For a secret as it is known.
    pub fn of(secret: &Summary) -> Self {
        Self(Doomed::of(secret))
    }
}

impl FormSpec for ForceDelete {
    fn title(&self) -> String {
        format!("Delete {} without recovery", self.0.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        Vec::new()
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![FormEffect::Submit]
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        _fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        self.0.answered(answer)
    }

    fn cancelled(&mut self) {
        self.0.cancelled();
    }

    fn submit(&mut self, _fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        if let Some(submission) = self.0.hold() {
            return submission;
        }
        let mut notes = vec![where_to(Some(&self.0.arn), cx)];
        notes.push(Note::new(
            Tone::Danger,
            "Nothing can be recovered: every version is gone at once, and no one can bring it back, AWS \
             included.",
        ));
        notes.extend(self.0.deleted.map(|at| {
            let until = at.strftime("%Y-%m-%d %H:%M UTC");
            Note::plain(format!("It is scheduled for deletion, and could still be restored until {until}."))
        }));
        notes.push(self.0.last_read_note());
        notes.extend(self.0.replica_note());
        let plan = self.0.plan(self.title(), Recovery::Force);
        Submission::Review(Review { notes, plan, confirmation: Confirmation::TypedName(self.0.name.clone()) })
    }

    fn notes(&self, _fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        self.0.replica_note().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_window_is_7_to_30_days() {
        assert_eq!((window("7"), window(" 30 ")), (Ok(7), Ok(30)));
        for text in ["", "6", "31", "1e1", "-7", "7.5", "300", "seven"] {
            assert!(window(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_other_window_is_taken(text in ".{0,4}") {
            if let Ok(days) = window(&text) {
                prop_assert!((7..=30).contains(&days));
            }
        }
    }
}
