//! Copying, without revealing; and clearing the clipboard again.

use crate::app::Model;
use crate::app::copy::{
    CLEAR_AFTER_SECONDS, ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyState, CopyText, LastCopy,
    Sensitivity,
};
use crate::app::effect::Effect;
use crate::app::model::AwaitedCopy;
use crate::app::notice::{NEWS_SECONDS, Notice};
use crate::secrets::{SecretValue, ValueBody};
use crate::service::ticket::Target;
use crate::service::{Facet, Request, ServiceError, Ticket};
use base64::Engine;
use jiff::SignedDuration;

impl Model {
    fn put_on_clipboard(&mut self, what: String, text: CopyText) {
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
        if let Some(id) = version.map(|version| version.id.to_string()) {
            self.copy_open("version id".into(), id);
        }
    }

    /// Copies the value of the tag under the cursor.
    pub(super) fn copy_tag(&mut self) {
        let Some(selected) = &self.selected else { return };
        if let Some(tag) = selected.summary().tags.get(selected.tags.at).cloned() {
            self.copy_open(format!("tag {}", tag.key), tag.value);
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
        if let Some(shown) = selected.value.read.value() {
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
        let under = self
            .selected
            .as_ref()
            .and_then(|selected| selected.value.read.value())
            .and_then(crate::app::secret::ShownValue::under_cursor);
        match under {
            Some((path, text)) => {
                self.put_on_clipboard(format!("key {path}"), CopyText::secret(text));
            }
            None => self.copy_value(),
        }
    }

    fn await_copy(&mut self, what: String, target: Target, request: Request) {
        if let Some(ticket) = self.call(target, request) {
            self.awaited.push(AwaitedCopy { ticket, what });
        }
    }

    fn awaited_copy(&mut self, ticket: &Ticket) -> Option<String> {
        let at = self.awaited.iter().position(|awaited| awaited.ticket == *ticket)?;
        Some(self.awaited.swap_remove(at).what)
    }

    /// The value to be copied has come.
    pub(super) fn copied_value_came(&mut self, ticket: &Ticket, result: Result<SecretValue, ServiceError>) {
        let Some(what) = self.awaited_copy(ticket) else { return };
        match result {
            Ok(value) => self.put_on_clipboard(what, text_of(&value)),
            Err(error) => self.notice = Some(Notice::Failure { doing: format!("copy the {what}"), error }),
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
            Err(error) => self.notice = Some(Notice::Failure { doing: format!("copy the {what}"), error }),
        }
    }

    /// The clipboard has answered.
    pub(super) fn copied(&mut self, id: CopyId, result: Result<CopyRoute, CopyFailure>) {
        let Some(copy) = self.copy.as_mut().filter(|copy| copy.id == id) else { return };
        let seconds = match copy.sensitivity {
            Sensitivity::Secret => CLEAR_AFTER_SECONDS,
            Sensitivity::Open => NEWS_SECONDS,
        };
        let until = self.now + SignedDuration::from_secs(seconds);
        copy.state = match result {
            Ok(route) => CopyState::Held { route, until },
            Err(failure) => {
                CopyState::Failed { failure, until: self.now + SignedDuration::from_secs(4 * NEWS_SECONDS) }
            }
        };
    }

    /// The countdown may be over, or a note may go.
    pub(super) fn age_copy(&mut self) {
        let Some(copy) = &mut self.copy else { return };
        match &copy.state {
            CopyState::Held { until, .. } if *until <= self.now => match copy.sensitivity {
                Sensitivity::Secret => {
                    copy.state = CopyState::Clearing;
                    let id = copy.id;
                    self.emit(Effect::ClearClipboard(id));
                }
                Sensitivity::Open => self.copy = None,
            },
            CopyState::Done { until, .. } | CopyState::Failed { until, .. } if *until <= self.now => {
                self.copy = None;
            }
            _ => {}
        }
    }

    /// The clipboard was cleared, or held something else by then.
    pub(super) fn clipboard_cleared(&mut self, id: CopyId, outcome: ClearOutcome) {
        let until = self.now + SignedDuration::from_secs(NEWS_SECONDS);
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
