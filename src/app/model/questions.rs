//! Changes without a form: the question before each.

use super::Model;
use crate::app::actions::Action;
use crate::app::deletion;
use crate::app::effect::FormId;
use crate::app::form::OnYes;
use crate::app::forms::labels::{move_picture, move_plan};
use crate::app::forms::{ChangedMeanwhile, Question, RestoreSeveral, TagChange};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::app::secret::Selected;
use crate::secrets::{AWSCURRENT, RotationState, StagingLabel};
use crate::service::api::Request;

impl Model {
    /// Asks whether to rotate the selected secret now.
    pub(super) fn ask_rotate(&mut self) {
        let (token, now) = (self.cx.mint_token(), self.cx.time_of_day());
        self.ask_about_selected(|selected| {
            let secret = selected.summary();
            let mut lines = Vec::new();
            if let Some(function) = &secret.rotation_lambda_arn {
                lines.push(format!("Function: {function}"));
            }
            if let Some(pending) = secret.versions.pending() {
                lines.push(format!(
                    "AWSPENDING is still on version {}: the service may refuse to rotate.",
                    pending.short()
                ));
            }
            if secret.rotation(now).state() == RotationState::Off {
                lines.push("Rotation is off: this turns it on again.".into());
            }
            lines.push("A new version gets AWSCURRENT; clients must read the new value.".into());
            let request = Request::RotateSecret { secret: secret.arn.to_string(), settings: None, token };
            (plan_of(selected, "Rotate", request), lines)
        });
    }

    /// Asks whether to cancel the rotation of the selected secret.
    pub(super) fn ask_cancel_rotation(&mut self) {
        self.ask_about_selected(|selected| {
            let mut lines = vec!["Rotation is turned off; its function and rules stay.".to_owned()];
            if let Some(pending) = selected.summary().versions.pending() {
                lines.push(format!("AWSPENDING stays on version {}.", pending.short()));
            }
            let request = Request::CancelRotateSecret { secret: selected.arn().to_string() };
            (plan_of(selected, "Cancel rotation of", request), lines)
        });
    }

    /// Asks whether to restore the marked secrets, or the selected one.
    pub(super) fn ask_restore(&mut self) {
        if let Some(several) = self.several_marked(Action::Restore) {
            return self.open_form(Box::new(RestoreSeveral::of(several)));
        }
        let now = self.cx.time_of_day();
        self.ask_about_selected(|selected| {
            let mut lines = vec!["A restored secret can be read at once.".to_owned()];
            if let Some(deletion) = selected.summary().deletion() {
                lines.insert(0, format!("Scheduled: {}.", deletion::line(&deletion, now)));
            }
            let request = Request::RestoreSecret { secret: selected.arn().to_string() };
            (plan_of(selected, "Restore", request), lines)
        });
    }

    /// Asks whether to move AWSCURRENT of the selected secret to the version of AWSPREVIOUS.
    pub(super) fn ask_roll_back(&mut self) {
        self.ask_about_selected(|selected| {
            let versions = &selected.summary().versions;
            let (current, previous) = (versions.current().cloned(), versions.previous().cloned());
            let name = |version: &Option<crate::secrets::VersionId>| {
                version.as_ref().map(ToString::to_string).unwrap_or_default()
            };
            let lines = vec![
                format!("AWSCURRENT moves from version {}", name(&current)),
                format!("                   to version {}.", name(&previous)),
                "AWSPREVIOUS moves to the version that AWSCURRENT leaves.".into(),
            ];
            let request = Request::UpdateSecretVersionStage {
                secret: selected.arn().to_string(),
                label: StagingLabel::current(),
                move_to: previous,
                remove_from: current,
            };
            (plan_of(selected, "Roll back", request), lines)
        });
    }

    /// Asks whether to remove the tag under the cursor. Tags of AWS itself stay.
    pub(super) fn ask_remove_tag(&mut self) {
        let Some(selected) = self.secret.selected() else { return };
        let tags = &selected.summary().tags;
        let Some(tag) = tags.get(selected.tags().cursor().at) else {
            return self.cx.tell("There is no tag to remove.");
        };
        if tag.is_reserved() {
            let told = format!("{} is a tag of AWS itself: it can't be removed here.", tag.key);
            return self.cx.tell(told);
        }
        let change = TagChange::applied(tags, &[], std::slice::from_ref(&tag.key));
        let title = format!("Remove the tag {} of {}", tag.key, selected.name());
        let plan = Plan::of_steps(title, change.steps(&Known::from(selected.summary())));
        let notes = change.notes();
        self.open_form(Box::new(Question::about(plan, notes)));
    }

    /// Removes the staging label of the version under the cursor, after a question; of a version with several labels, the
    /// form says which.
    pub(super) fn remove_label(&mut self) {
        let Some(selected) = self.secret.selected() else { return };
        let Some(version) = selected.version_under_cursor() else { return };
        let removable: Vec<_> = version.labels.iter().filter(|label| label.as_str() != AWSCURRENT).collect();
        match removable.as_slice() {
            [] if version.labels.is_empty() => {
                self.cx.tell("This version has no staging label to remove.");
            }
            [] => {
                let key = self.cx.key(Action::MoveLabel);
                self.cx.tell(format!("AWSCURRENT can't be removed. {key} moves it to another version."));
            }
            [label] => {
                let labels = &selected.summary().versions;
                let known = Known::labels_of(selected.arn().clone(), labels.clone());
                let plan = move_plan(selected.name(), &known, label, None);
                let notes = move_picture(labels, label, None);
                self.open_form(Box::new(Question::about(plan, notes)));
            }
            [_, ..] => self.open_remove_label(),
        }
    }

    /// Asks whether to delete the resource policy of the selected secret.
    pub(super) fn ask_delete_policy(&mut self) {
        self.ask_about_selected(|selected| {
            let request = Request::DeleteResourcePolicy { secret: selected.arn().to_string() };
            let mut known = Known::from(selected.summary());
            let mut lines = vec![
                "Principals with access only by this policy lose it; what the policy denies is no longer denied."
                    .to_owned(),
            ];
            match selected.policy().policy().value() {
                Some(policy) => known = known.with_policy(policy.as_ref().map(|policy| &*policy.text)),
                None => lines.push("The policy has not been read yet; it is read right before it is deleted.".into()),
            }
            let title = format!("Delete the resource policy of {}", selected.name());
            (Plan::of(title, &known, request), lines)
        });
    }

    /// Asks whether to undo the last change.
    pub(super) fn ask_undo(&mut self) {
        if let Some(undo) = self.changes.to_undo().cloned() {
            self.open_form(Box::new(Question::undoing(undo)));
        }
    }

    /// Asks what to do about a plan that was not sent as a whole, because its secrets have changed since the review. A form
    /// that finds the conflict itself asks in its own fields.
    pub(super) fn ask_about_changed(&mut self, plan: Plan, form: Option<FormId>) {
        let (layers, mut cx) = self.layers_and_context();
        let asks_itself = form.is_some_and(|form| layers.plan_changed(form, &mut cx));
        if !asks_itself {
            self.open_form(Box::new(ChangedMeanwhile::of(plan, form)));
        }
    }

    /// Sends the failed requests of the last change again, with the same tokens.
    pub(super) fn retry(&mut self) {
        if let Some(plan) = self.changes.take_retry() {
            self.layers.close_report();
            self.cx.notices_mut().dismiss();
            self.changes.start(plan, None, &mut self.cx);
        }
    }

    fn ask_about_selected(&mut self, draft: impl FnOnce(&Selected) -> (Plan, Vec<String>)) {
        if let Some((plan, lines)) = self.secret.selected().map(draft) {
            self.ask_about_plan(plan, lines);
        }
    }

    /// Asks whether to carry out a plan.
    fn ask_about_plan(&mut self, plan: Plan, lines: Vec<String>) {
        self.open_form(Box::new(Question::before(plan, lines)));
    }

    /// Offers to go to a secret that was created in another Region.
    pub(super) fn offer_to_go(&mut self, outcome: &str, name: String, region: String) {
        let here = self.connection.region().unwrap_or("this Region").to_owned();
        let question = format!("Go to the new secret in {region}?");
        let lines =
            [format!("{outcome}."), format!("Yes switches from {here} to {region}, and opens {name} there.")];
        self.open_form(Box::new(Question::asking(question, lines, OnYes::GoTo { region, name })));
    }
}

fn plan_of(selected: &Selected, verb: &str, request: Request) -> Plan {
    Plan::of(format!("{verb} {}", selected.name()), &Known::from(selected.summary()), request)
}
