//! Setting the function, the schedule and the window of a rotation (`RotateSecret` with `RotationRules`).

mod review;

use super::rules::{Kind, Typed, TypedErrors};
use crate::app::form::{
    ChoiceField, FieldGroup, FieldRef, FormContext, FormField, FormSpec, LineField, Note, Outcome, Rejected,
    Submission, SwitchField, Tone,
};
use crate::app::forms::completions::complete_function;
use crate::app::known::Known;
use crate::app::zone::LocalZone;
use crate::secrets::{Arn, RotationRules, Summary, VersionId};
use crate::service::api::{RotationStart, ServiceError};

/// Days between rotations where none were set before.
const USUAL_DAYS: i64 = 30;
/// The rate and the cron expression where none were set before.
const USUAL_RATE: &str = "rate(30 days)";
const USUAL_CRON: &str = "cron(0 4 1 * ? *)";

/// The form for a secret's rotation.
#[derive(Debug)]
pub struct RotationSetup {
    arn: Arn,
    name: String,
    known: Known,
    enabled: Option<bool>,
    former_function: String,
    rules: RotationRules,
    /// The service that manages the secret, and rotates it without a function of the user's.
    owner: Option<String>,
    /// The partner that holds the secret, which is rotated without a function too.
    partner: Option<String>,
    pending: Option<VersionId>,
    zone: LocalZone,
    /// The function's ARN; a secret of a service or of a partner needs none.
    function: Option<LineField>,
    schedule: ChoiceField<Kind>,
    days: LineField,
    rate: LineField,
    cron: LineField,
    window: LineField,
    at_once: SwitchField,
}

impl FieldGroup for RotationSetup {
    fn list<'a>(&'a self, fields: &mut Vec<&'a dyn FormField>) {
        self.function.list(fields);
        fields.extend([&self.schedule as &dyn FormField, self.when(), &self.window, &self.at_once]);
    }

    fn list_mut<'a>(&'a mut self, fields: &mut Vec<&'a mut dyn FormField>) {
        self.function.list_mut(fields);
        let when = match self.schedule.chosen() {
            Kind::Days => &mut self.days,
            Kind::Rate => &mut self.rate,
            Kind::Cron => &mut self.cron,
        };
        fields.extend([&mut self.schedule as &mut dyn FormField, when, &mut self.window, &mut self.at_once]);
    }
}

/// New settings of a rotation.
#[derive(Debug)]
pub struct Settings {
    typed: Typed,
    /// The function, if it changes.
    function: Option<String>,
    start: RotationStart,
}

impl RotationSetup {
    /// For a secret as it is known, whether or not it was ever rotated.
    pub fn of(secret: &Summary, zone: LocalZone) -> Self {
        let rules = secret.rotation_rules.clone().unwrap_or_default();
        let kind = Kind::of(&rules);
        let mut schedule = ChoiceField::choice("Schedule", "How the schedule is given.", Kind::ALL);
        schedule.input.choose(&kind);
        let former_function = secret.rotation_lambda_arn.clone().unwrap_or_default();
        let function = "The ARN of the Lambda function that rotates; in this Region.";
        let window =
            "1h to 24h from when it opens. Empty is the default: the rest of the UTC day, or an hour.";
        let at_once = "Yes rotates now and then by the schedule; no only tests the function now.";
        let expression = |of: Kind, usual: &str| {
            let own = rules.schedule_expression.clone().filter(|_| kind == of);
            own.unwrap_or_else(|| usual.to_owned())
        };
        Self {
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            known: Known::from(secret),
            enabled: secret.rotation_enabled,
            owner: secret.owning_service.clone(),
            partner: secret.kind.clone(),
            pending: secret.versions.pending().cloned(),
            zone,
            function: (!secret.rotates_without_function())
                .then(|| LineField::line("Function", function, &*former_function).required()),
            schedule,
            days: days_field(rules.automatically_after_days.unwrap_or(USUAL_DAYS)),
            rate: rate_field(expression(Kind::Rate, USUAL_RATE)),
            cron: cron_field(expression(Kind::Cron, USUAL_CRON)),
            window: LineField::line("Window", window, rules.duration.clone().unwrap_or_default()),
            at_once: SwitchField::switch("Rotate at once", at_once, secret.rotation_enabled != Some(true)),
            former_function,
            rules,
        }
    }

    /// The field that says when.
    fn when(&self) -> &LineField {
        match self.schedule.chosen() {
            Kind::Days => &self.days,
            Kind::Rate => &self.rate,
            Kind::Cron => &self.cron,
        }
    }

    fn when_mut(&mut self) -> &mut LineField {
        match self.schedule.chosen() {
            Kind::Days => &mut self.days,
            Kind::Rate => &mut self.rate,
            Kind::Cron => &mut self.cron,
        }
    }

    fn typed(&self) -> Result<Typed, TypedErrors> {
        Typed::read(self.schedule.chosen(), self.when().text(), self.window.text())
    }

    fn show(&mut self, errors: TypedErrors) -> Rejected {
        self.when_mut().error = errors.when;
        self.window.error = errors.window;
        Rejected::Fields
    }

    fn is_as_it_was(&self, settings: &Settings) -> bool {
        self.enabled == Some(true)
            && settings.start == RotationStart::NextWindow
            && settings.function.is_none()
            && settings.typed.rules.schedule() == self.rules.schedule()
            && settings.typed.rules.duration == self.rules.duration
    }
}

fn days_field(days: i64) -> LineField {
    LineField::line("Days", "1 to 1,000, counted from the last rotation.", days.to_string()).required()
}

fn rate_field(expression: String) -> LineField {
    LineField::line("Rate", "rate(10 days) or rate(12 hours): 4 hours to 999 days.", expression).required()
}

fn cron_field(expression: String) -> LineField {
    let help = "minutes hours day-of-month month day-of-week year, in UTC: minutes 0, year *, one of the days ?. At \
                least 4 hours apart. L last, W workday, 2#1 first Monday.";
    LineField::line("Cron", help, expression).required()
}

/// Checks the ARN of a function.
fn check_function(arn: Option<&str>) -> Result<(), String> {
    match arn {
        Some(arn) if arn.starts_with("arn:") && arn.contains(":lambda:") && arn.contains(":function:") => {
            Ok(())
        }
        Some(_) => Err("The ARN of a Lambda function: arn:aws:lambda:REGION:ACCOUNT:function:NAME.".into()),
        None => Err("A secret that no service manages is rotated by a Lambda function: give its ARN.".into()),
    }
}

impl FormSpec for RotationSetup {
    fn title(&self) -> String {
        format!("Rotation of {}", self.name)
    }

    fn changed(&mut self, _field: FieldRef, _cx: &FormContext<'_>) {
        let errors = self.typed().err().unwrap_or_default();
        self.show(errors);
    }

    fn can_complete(&self, field: FieldRef) -> bool {
        self.function.as_ref().is_some_and(|function| field.is(function))
    }

    fn complete(&mut self, _field: FieldRef, cx: &FormContext<'_>) {
        if let Some(function) = &mut self.function {
            complete_function(&mut function.input, cx);
        }
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        let about = |word: &str| error.message.to_lowercase().contains(word);
        if about("lambda") || about("rotation function") {
            self.function.as_mut().map(|field| field as &mut dyn FormField)
        } else if about("duration") || about("window") {
            Some(&mut self.window)
        } else if about("schedule") || about("automaticallyafterdays") {
            Some(self.when_mut())
        } else {
            None
        }
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(service) = &self.owner {
            notes.push(Note::plain(format!(
                "{service} manages this secret and rotates it: no function is needed."
            )));
        }
        if let Some(partner) = &self.partner {
            notes.push(Note::plain(format!(
                "{partner} is a partner's secret, which the service rotates: no function is needed."
            )));
            if self.enabled.is_none() {
                notes.push(Note::new(
                    Tone::Warning,
                    "Rotation was never set up: the service may ask for the partner's role and metadata first \
                     (ExternalSecretRotationRoleArn), which the console or the AWS CLI can give.",
                ));
            }
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
        match self.typed() {
            Ok(typed) => notes.extend(typed.preview(cx.time_of_day(), &self.zone)),
            Err(_) => notes
                .push(Note::new(Tone::Dim, "The next rotations are shown here once the schedule is right.")),
        }
        notes
    }
}

impl Submission for RotationSetup {
    type Input = Settings;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Settings, Rejected> {
        let typed = self.typed().map_err(|errors| self.show(errors));
        let function = match &mut self.function {
            Some(field) => {
                let function = field.filled();
                field.checked(check_function(function.as_deref()))?;
                function.filter(|function| *function != self.former_function)
            }
            None => None,
        };
        let start = if self.at_once.is_on() { RotationStart::Immediately } else { RotationStart::NextWindow };
        let settings = Settings { typed: typed?, function, start };
        if self.is_as_it_was(&settings) {
            let text = "The rotation is as it was: there is nothing to change.";
            return Err(Rejected::Nothing(text.into()));
        }
        Ok(settings)
    }

    fn review(&mut self, settings: Settings, cx: &mut FormContext<'_>) -> Outcome {
        let Settings { typed, function, start } = settings;
        Outcome::review(self.review_of(&typed, function, start, cx))
    }
}
