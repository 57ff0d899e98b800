//! Changes that one key asks for: what can't be done is said first, then the question is asked.

use crate::app::Access;
use crate::app::Model;
use crate::app::forms::Question;
use crate::app::plan::Plan;
use crate::app::secret::Selected;
use crate::secrets::{ReplicaRole, RotationState, StagingLabel};
use crate::service::api::Request;

/// What can't be done with the selected secret, and what can.
pub(super) struct Refused {
    pub(super) text: String,
    pub(super) next: String,
}

impl Refused {
    pub(super) fn new(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self { text: text.into(), next: next.into() }
    }
}

impl Model {
    /// Asks whether to rotate now.
    pub(super) fn ask_rotate(&mut self) {
        let token = self.cx.mint_token();
        self.ask("RotateSecret", |selected, now| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let secret = selected.summary();
            let managed = secret.owning_service.is_some();
            if secret.rotation_lambda_arn.is_none() && !managed && secret.rotation_enabled.is_none() {
                return Err(Refused::new(
                    format!("{} has no rotation function.", selected.name()),
                    "Set it up first: S in the pane Rotation (7).",
                ));
            }
            let mut lines = Vec::new();
            if let Some(function) = &secret.rotation_lambda_arn {
                lines.push(format!("Function: {function}"));
            }
            if let Some(pending) = secret.versions.pending() {
                lines.push(format!(
                    "AWSPENDING is still on version {}: the service may refuse.",
                    pending.short()
                ));
            }
            if secret.rotation(now).state() == RotationState::Off {
                lines.push("Rotation is off: this turns it on again.".into());
            }
            lines.push(
                "A new version gets AWSCURRENT; clients that hold the old value must read again.".into(),
            );
            let request = Request::RotateSecret { secret: selected.arn().to_string(), settings: None, token };
            Ok(Draft::new(selected, format!("Rotate {}", selected.name()), request, lines))
        });
    }

    /// Asks whether to cancel rotation.
    pub(super) fn ask_cancel_rotation(&mut self) {
        self.ask("CancelRotateSecret", |selected, _| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let secret = selected.summary();
            if secret.rotation_enabled != Some(true) && secret.versions.pending().is_none() {
                return Err(Refused::new(
                    format!("Rotation of {} is not turned on.", selected.name()),
                    "There is nothing to cancel.",
                ));
            }
            let mut lines = vec!["Rotation is turned off; its function and rules stay.".to_owned()];
            if let Some(pending) = secret.versions.pending() {
                lines.push(format!("AWSPENDING stays on version {}.", pending.short()));
            }
            let request = Request::CancelRotateSecret { secret: selected.arn().to_string() };
            Ok(Draft::new(selected, format!("Cancel rotation of {}", selected.name()), request, lines))
        });
    }

    /// Asks whether to take back a scheduled deletion.
    pub(super) fn ask_restore(&mut self) {
        self.ask("RestoreSecret", |selected, now| {
            let Some(days) = selected.summary().days_until_deletion(now) else {
                return Err(Refused::new(
                    format!("{} is not scheduled for deletion.", selected.name()),
                    "There is nothing to restore.",
                ));
            };
            let left = match days {
                0 => "in less than a day".to_owned(),
                1 => "in 1 day".to_owned(),
                days => format!("in {days} days"),
            };
            let lines =
                vec![format!("Its recovery window ends {left}; restored, it can be read again at once.")];
            let request = Request::RestoreSecret { secret: selected.arn().to_string() };
            Ok(Draft::new(selected, format!("Restore {}", selected.name()), request, lines))
        });
    }

    /// Asks whether to move AWSCURRENT to the version of AWSPREVIOUS.
    pub(super) fn ask_roll_back(&mut self) {
        self.ask("UpdateSecretVersionStage", |selected, _| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let versions = &selected.summary().versions;
            let (Some(current), Some(previous)) = (versions.current().cloned(), versions.previous().cloned())
            else {
                return Err(Refused::new(
                    format!("{} has no version labelled AWSPREVIOUS.", selected.name()),
                    "There is no version to go back to.",
                ));
            };
            let lines = vec![
                format!("AWSCURRENT moves from version {current}"),
                format!("                   to version {previous}."),
                "AWSPREVIOUS goes to the version that AWSCURRENT leaves.".into(),
            ];
            let request = Request::UpdateSecretVersionStage {
                secret: selected.arn().to_string(),
                label: StagingLabel::current(),
                move_to: Some(previous),
                remove_from: Some(current),
            };
            Ok(Draft::new(selected, format!("Roll back {}", selected.name()), request, lines))
        });
    }

    /// Opens the question, unless the mutation can't be made. Read-only mode refuses before anything is built.
    pub(super) fn ask(
        &mut self,
        operation: &str,
        draft: impl FnOnce(&Selected, jiff::Timestamp) -> Result<Draft, Refused>,
    ) {
        let Some(selected) = &self.selected else { return };
        if self.cx.settings().access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        if self.plans.iter().any(|running| running.plan.concerns(selected.arn())) {
            return self.refuse(
                format!("A change of {} is still under way.", selected.name()),
                "Wait for its answer; the journal (J) shows it.",
            );
        }
        match draft(selected, self.cx.now()) {
            Err(refused) => self.refuse(refused.text, refused.next),
            Ok(draft) => self.confirm_plan(draft.plan, draft.lines),
        }
    }

    /// Asks before a plan is carried out.
    pub(super) fn confirm_plan(&mut self, plan: Plan, more: Vec<String>) {
        self.open_any_form(Box::new(Question::before(plan, more)));
    }
}

/// A mutation that can be asked about.
pub(super) struct Draft {
    pub(super) plan: Plan,
    pub(super) lines: Vec<String>,
}

impl Draft {
    fn new(selected: &Selected, title: String, request: Request, lines: Vec<String>) -> Self {
        Self { plan: Plan::of(title, selected.arn().clone(), request), lines }
    }
}

pub(super) fn refuse_replica(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().replica_role() {
        ReplicaRole::Replica { primary } => Err(Refused::new(
            format!(
                "{} is a replica of the secret in {primary}; only the primary can be changed.",
                selected.name()
            ),
            format!("Switch to the Region {primary} (w)."),
        )),
        ReplicaRole::Single | ReplicaRole::Primary => Ok(()),
    }
}

pub(super) fn refuse_scheduled_for_deletion(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().deleted {
        Some(_) => Err(Refused::new(
            format!("{} is scheduled for deletion; it takes no changes.", selected.name()),
            "Restore it first (U).",
        )),
        None => Ok(()),
    }
}

/// What another service manages is changed there: `does` says what that service alone does with it.
pub(super) fn refuse_managed(selected: &Selected, does: &str) -> Result<(), Refused> {
    match &selected.summary().owning_service {
        Some(service) => Err(Refused::new(
            format!("{} is managed by {service}, which alone {does}.", selected.name()),
            format!("Go to what it belongs to in {service}."),
        )),
        None => Ok(()),
    }
}
