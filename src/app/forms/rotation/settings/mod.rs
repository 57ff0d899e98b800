//! Setting the function, the schedule and the window of a rotation (`RotateSecret` with `RotationRules`).

mod review;

use super::rules::{Kind, Typed, wrong};
use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormSpec, Input, Note, Submission, Switch,
    Tone,
};
use crate::app::zone::LocalZone;
use crate::secrets::{Arn, RotationRules, Summary, VersionId};
use crate::service::api::{RotationStart, ServiceError};

/// Days between rotations where none were set before.
const USUAL_DAYS: i64 = 30;
/// What a rate and a cron expression begin with where none were set before.
const EXAMPLES: [&str; 3] = ["", "rate(30 days)", "cron(0 4 1 * ? *)"];

/// The sheet for a secret's rotation.
#[derive(Debug)]
pub struct RotationSetup {
    arn: Arn,
    name: String,
    enabled: Option<bool>,
    function: String,
    rules: RotationRules,
    /// The service that manages the secret, and rotates it without a function of the user's.
    owner: Option<String>,
    pending: Option<VersionId>,
    zone: LocalZone,
    kind: Kind,
    /// What was typed of the kinds that are not chosen.
    expressions: [String; 3],
}

impl RotationSetup {
    /// For a secret as it is known, whether or not it was ever rotated.
    pub fn of(secret: &Summary, zone: LocalZone) -> Self {
        let rules = secret.rotation_rules.clone().unwrap_or_default();
        let kind = Kind::of(&rules);
        let mut expressions = EXAMPLES.map(str::to_owned);
        if let Some(expression) = &rules.schedule_expression {
            expressions[kind.place()].clone_from(expression);
        }
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            enabled: secret.rotation_enabled,
            function: secret.rotation_lambda_arn.clone().unwrap_or_default(),
            rules,
            owner: secret.owning_service.clone(),
            pending: secret.versions.pending().cloned(),
            zone,
            kind,
            expressions,
        }
    }

    /// The fields behind the choice of a kind.
    fn fields_of(&self, kind: Kind) -> Vec<Field> {
        let days = self.rules.automatically_after_days.unwrap_or(USUAL_DAYS).to_string();
        let when = match kind {
            Kind::Days => {
                Field::line(FieldId::Days, "Days", "1 to 1,000, counted from the last rotation.", days)
            }
            Kind::Rate => Field::line(
                FieldId::Expression,
                "Rate",
                "rate(10 days) or rate(12 hours): 4 hours to 999 days.",
                &*self.expressions[kind.place()],
            ),
            Kind::Cron => Field::line(
                FieldId::Expression,
                "Cron",
                "minutes hours day-of-month month day-of-week year, in UTC: minutes 0, year *, one of the days ?. \
                 4 hours apart at least. L last, W workday, 2#1 first Monday.",
                &*self.expressions[kind.place()],
            ),
        };
        let at_once = if self.enabled == Some(true) { Switch::Off } else { Switch::On };
        vec![
            when,
            Field::line(
                FieldId::Duration,
                "Window",
                "1h to 24h from when it opens; empty is the service's own: the rest of the UTC day, or an hour.",
                self.rules.duration.clone().unwrap_or_default(),
            ),
            Field::switch(
                FieldId::Immediately,
                "Rotate at once",
                "Yes rotates now and then by the schedule; no only tests the function now.",
                at_once,
            ),
        ]
    }

    /// What is wrong with the function; empty is right for what a service manages alone.
    fn function_error(&self, fields: &Fields) -> Option<FieldError> {
        let text = match fields.filled(FieldId::Function) {
            Some(arn)
                if arn.starts_with("arn:") && arn.contains(":lambda:") && arn.contains(":function:") =>
            {
                return None;
            }
            Some(_) => "The ARN of a Lambda function: arn:aws:lambda:REGION:ACCOUNT:function:NAME.",
            None if self.owner.is_some() => return None,
            None => "A secret that no service manages is rotated by a Lambda function: give its ARN.",
        };
        Some(wrong(FieldId::Function, text.into()))
    }

    fn read(&self, fields: &Fields) -> Result<Typed, Vec<FieldError>> {
        match (self.function_error(fields), Typed::read(fields)) {
            (None, typed) => typed,
            (Some(error), Ok(_)) => Err(vec![error]),
            (Some(error), Err(mut errors)) => {
                errors.insert(0, error);
                Err(errors)
            }
        }
    }

    /// Goes from the expression of one kind to that of another; what was typed of each is kept.
    fn turn_to(&mut self, kind: Kind, fields: &mut Fields) {
        if fields.get(FieldId::Expression).is_some() {
            fields.text(FieldId::Expression).clone_into(&mut self.expressions[self.kind.place()]);
        }
        self.kind = kind;
        let new = self.fields_of(kind);
        fields.replace_behind(FieldId::Schedule, new.clone());
        let expression = new.into_iter().find(|field| field.id == FieldId::Expression);
        if let (Some(field), Some(expression)) = (fields.get_mut(FieldId::Expression), expression) {
            *field = expression;
        }
    }

    fn is_as_it_was(&self, typed: &Typed, function: Option<&str>, start: RotationStart) -> bool {
        self.enabled == Some(true)
            && start == RotationStart::NextWindow
            && function.is_none()
            && typed.rules.schedule() == self.rules.schedule()
            && typed.rules.duration == self.rules.duration
    }
}

impl FormSpec for RotationSetup {
    fn title(&self) -> String {
        format!("Rotation of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let function = Field::line(
            FieldId::Function,
            "Function",
            "The ARN of the Lambda function that rotates; in this Region.",
            &*self.function,
        );
        let mut schedule =
            Field::choice(FieldId::Schedule, "Schedule", "← and → choose how it is said.", &Kind::TITLES);
        if let Input::Choice { at, .. } = &mut schedule.input {
            *at = self.kind.place();
        }
        let mut fields = if self.owner.is_some() { Vec::new() } else { vec![function] };
        fields.push(schedule);
        fields.extend(self.fields_of(self.kind));
        fields
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if field == FieldId::Schedule {
            self.turn_to(Kind::chosen(fields), fields);
        }
        let errors = Typed::read(fields).err().unwrap_or_default();
        for id in [self.kind.field(), FieldId::Duration] {
            let error = errors.iter().find(|error| error.field == id).map(|error| error.text.clone());
            fields.set_error(id, error);
        }
        Vec::new()
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let typed = match self.read(fields) {
            Ok(typed) => typed,
            Err(errors) => return Submission::Wrong(errors),
        };
        let function = fields.filled(FieldId::Function).filter(|function| *function != self.function);
        let at_once = fields.is_on(FieldId::Immediately);
        let start = if at_once { RotationStart::Immediately } else { RotationStart::NextWindow };
        if self.is_as_it_was(&typed, function.as_deref(), start) {
            return Submission::Nothing("The rotation is as it was: there is nothing to change.".into());
        }
        Submission::Review(self.review(&typed, function, start, cx))
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        let about = |word: &str| error.message.to_lowercase().contains(word);
        if about("lambda") || about("rotation function") {
            Some(FieldId::Function)
        } else if about("duration") || about("window") {
            Some(FieldId::Duration)
        } else if about("schedule") || about("automaticallyafterdays") {
            Some(self.kind.field())
        } else {
            None
        }
    }

    fn notes(&self, fields: &Fields, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(service) = &self.owner {
            notes.push(Note::plain(format!(
                "{service} manages this secret and rotates it: no function is needed."
            )));
        }
        if let Some(pending) = &self.pending {
            notes.push(Note::new(
                Tone::Warning,
                format!(
                    "AWSPENDING is on version {}, apart from AWSCURRENT: the service refuses new settings until that \
                     rotation has ended or AWSPENDING was removed.",
                    pending.short()
                ),
            ));
        }
        match Typed::read(fields) {
            Ok(typed) => notes.extend(typed.preview(cx.now(), &self.zone)),
            Err(_) => notes
                .push(Note::new(Tone::Dim, "The next rotations are shown here once the schedule is right.")),
        }
        notes
    }
}
