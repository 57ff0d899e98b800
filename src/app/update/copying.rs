//! Copying, without revealing; and clearing the clipboard again.

use crate::app::Model;
use crate::app::clipboard::{
    ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyState, CopyText, LastCopy, Sensitivity,
};
use crate::app::effect::Effect;
use crate::app::model::AwaitedCopy;
use crate::app::secret::ShownValue;
use crate::secrets::{SecretValue, ValueBody};
use crate::service::api::Target;
use crate::service::api::{Facet, Request, ServiceError, Ticket};
use base64::Engine;
use jiff::SignedDuration;

/// Seconds that a note on a copy stays in the footer.
const NOTE_SECONDS: i64 = 8;

impl Model {
    /// Gives text to the clipboard; only what it is is told.
    pub(super) fn put_on_clipboard(&mut self, what: String, text: CopyText) {
        self.forget_awaited_copy();
        if let Some(before) = self.copy.as_ref().filter(|copy| copy.may_hold_a_value()) {
            self.beneath = Some(before.id);
        }
        self.copies.0 += 1;
        let id = self.copies;
        let sensitivity = text.sensitivity();
        self.copy = Some(LastCopy { id, what, sensitivity, state: CopyState::Underway });
        self.emit(Effect::Copy(id, text));
    }

    fn copy_open(&mut self, what: String, text: String) {
        self.put_on_clipboard(what, CopyText::open(text));
    }

    /// Copies the name.
    pub(super) fn copy_name(&mut self) {
        if let Some(name) = self.selected.as_ref().map(|selected| selected.name().to_owned()) {
            self.copy_open("name".into(), name);
        }
    }

    /// Copies the ARN.
    pub(super) fn copy_arn(&mut self) {
        if let Some(arn) = self.selected.as_ref().map(|selected| selected.arn().to_string()) {
            self.copy_open("ARN".into(), arn);
        }
    }

    /// Copies the id of the version under the cursor.
    pub(super) fn copy_version_id(&mut self) {
        let version = self.selected.as_ref().and_then(|selected| selected.version_under_cursor());
        match version.map(|version| version.id.to_string()) {
            Some(id) => self.copy_open("version id".into(), id),
            None => self.tell("There is no version to copy the id of."),
        }
    }

    /// Copies the value of the tag under the cursor.
    pub(super) fn copy_tag(&mut self) {
        let Some(selected) = &self.selected else { return };
        match selected.summary().tags.get(selected.tags.at).cloned() {
            Some(tag) => self.copy_open(format!("tag {}", tag.key), tag.value),
            None => self.tell("There is no tag to copy."),
        }
    }

    /// Copies the policy: the one that is there, or a fresh one.
    pub(super) fn copy_policy(&mut self) {
        let Some(selected) = &self.selected else { return };
        match selected.policy.policy.value() {
            Some(Some(policy)) => {
                let text = policy.text.clone();
                self.copy_open("resource policy".into(), text);
            }
            Some(None) => self.refuse("This secret has no resource policy.", "There is nothing to copy."),
            None => {
                let arn = selected.arn().clone();
                let request = Request::GetResourcePolicy { secret: arn.to_string() };
                self.await_copy("resource policy".into(), Target::Facet(arn, Facet::CopyPolicy), request);
            }
        }
    }

    /// Copies the whole value: the one that is there, or a fresh one; it stays masked.
    pub(super) fn copy_value(&mut self) {
        let Some(selected) = &self.selected else { return };
        let what = match selected.chosen_version() {
            Some(id) => format!("value of {} ({})", selected.name(), id.short()),
            None => format!("value of {}", selected.name()),
        };
        if let Some(shown) = selected.value.read.value().filter(|_| !selected.value.read.is_wanted()) {
            let text = text_of(shown.value());
            self.put_on_clipboard(what, text);
            return;
        }
        let arn = selected.arn().clone();
        let version = selected.value.selector.clone();
        let request = Request::GetSecretValue { secret: arn.to_string(), version };
        self.await_copy(what, Target::Facet(arn, Facet::CopyValue), request);
    }

    /// Copies what is under the cursor of the pane Value; a value that has no keys as a whole.
    pub(super) fn copy_key(&mut self) {
        let Some(selected) = &self.selected else { return };
        let read = &selected.value.read;
        if read.value().is_some() && read.is_wanted() {
            self.read_value();
            return self.tell("The value has changed since it was read: it is being read again.");
        }
        match read.value().and_then(ShownValue::under_cursor) {
            Some((path, text)) => {
                self.put_on_clipboard(format!("key {path}"), CopyText::secret(text));
            }
            None => self.copy_value(),
        }
    }

    /// Reads what is to be copied, unless just that is being read already.
    fn await_copy(&mut self, what: String, target: Target, request: Request) {
        if self
            .awaited
            .as_ref()
            .is_some_and(|awaited| awaited.what == what && awaited.ticket.target == target)
        {
            return;
        }
        self.forget_awaited_copy();
        self.awaited = self.call(target, request).map(|ticket| AwaitedCopy { ticket, what });
    }

    /// The last wish counts: what was to be copied before must not take its place later on.
    fn forget_awaited_copy(&mut self) {
        if let Some(awaited) = self.awaited.take() {
            self.abandon(awaited.ticket);
        }
    }

    fn awaited_copy(&mut self, ticket: &Ticket) -> Option<String> {
        self.awaited.take_if(|awaited| awaited.ticket == *ticket).map(|awaited| awaited.what)
    }

    /// The value to be copied has come.
    pub(super) fn copied_value_came(&mut self, ticket: &Ticket, result: Result<SecretValue, ServiceError>) {
        let Some(what) = self.awaited_copy(ticket) else { return };
        match result {
            Ok(value) => self.put_on_clipboard(what, text_of(&value)),
            Err(error) => self.fail(format!("copy the {what}"), error),
        }
    }

    /// The policy to be copied has come.
    pub(super) fn copied_policy_came(
        &mut self,
        ticket: &Ticket,
        result: Result<Option<String>, ServiceError>,
    ) {
        let Some(what) = self.awaited_copy(ticket) else { return };
        match result {
            Ok(Some(policy)) => self.copy_open(what, policy),
            Ok(None) => self.refuse("This secret has no resource policy.", "There is nothing to copy."),
            Err(error) => self.fail(format!("copy the {what}"), error),
        }
    }

    /// The clipboard has answered.
    pub(super) fn copied(&mut self, id: CopyId, result: Result<CopyRoute, CopyFailure>) {
        let underway = |copy: &&mut LastCopy| copy.id == id && copy.state == CopyState::Underway;
        let Some(copy) = self.copy.as_mut().filter(underway) else { return };
        let until = self.cx.now()
            + match copy.sensitivity {
                Sensitivity::Secret => self.cx.settings().hide.on_clipboard,
                Sensitivity::Open => SignedDuration::from_secs(NOTE_SECONDS),
            };
        copy.state = match result {
            Ok(route) => CopyState::Held { route, until },
            Err(failure) => CopyState::Failed {
                failure,
                until: self.cx.now() + SignedDuration::from_secs(4 * NOTE_SECONDS),
            },
        };
        let took_its_place = matches!(copy.state, CopyState::Held { .. });
        // A value that was to be overwritten is still there, and no countdown runs for it any longer.
        if let Some(before) = self.beneath.take().filter(|_| !took_its_place) {
            self.emit(Effect::ClearClipboard(before));
        }
    }

    /// Takes values off the clipboard before the program ends.
    pub(super) fn clear_on_leaving(&mut self) {
        if let Some(before) = self.beneath.take() {
            self.emit(Effect::ClearClipboard(before));
        }
        if let Some(copy) = self.copy.as_mut().filter(|copy| copy.may_hold_a_value()) {
            copy.state = CopyState::Clearing;
            let id = copy.id;
            self.emit(Effect::ClearClipboard(id));
        }
    }

    /// The countdown may be over, or a note may go.
    pub(super) fn age_copy(&mut self) {
        let Some(copy) = &mut self.copy else { return };
        match &copy.state {
            CopyState::Held { until, .. } if *until <= self.cx.now() => match copy.sensitivity {
                Sensitivity::Secret => {
                    copy.state = CopyState::Clearing;
                    let id = copy.id;
                    self.emit(Effect::ClearClipboard(id));
                }
                Sensitivity::Open => self.copy = None,
            },
            CopyState::Done { until, .. } | CopyState::Failed { until, .. } if *until <= self.cx.now() => {
                self.copy = None;
            }
            _ => {}
        }
    }

    /// The clipboard was cleared, or held something else by then.
    pub(super) fn clipboard_cleared(&mut self, id: CopyId, outcome: ClearOutcome) {
        let until = self.cx.now() + SignedDuration::from_secs(NOTE_SECONDS);
        if let Some(copy) = self.copy.as_mut().filter(|copy| copy.id == id) {
            copy.state = CopyState::Done { outcome, until };
        }
    }
}

/// What goes on the clipboard: text as it is, bytes as base64, as the AWS CLI gives them.
fn text_of(value: &SecretValue) -> CopyText {
    match &value.body {
        ValueBody::Text(text) => CopyText::secret(text.clone()),
        ValueBody::Binary(bytes) => {
            CopyText::secret(base64::engine::general_purpose::STANDARD.encode(bytes.as_slice()))
        }
    }
}
