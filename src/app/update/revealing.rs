//! The value: read when it is asked for, revealed, masked.

use super::actions::step_of;
use crate::app::Model;
use crate::app::actions::{Action, Context};
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected, ShownValue};
use crate::secrets::{Arn, SecretValue, ValueContent, VersionId};
use crate::service::api::Target;
use crate::service::api::{Facet, Request, ServiceError, Ticket, VersionSelector};

impl Model {
    /// `GetSecretValue`: only ever sent because the user asked for it.
    pub(super) fn read_value(&mut self) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let version = selected.value.selector.clone();
        if let Some(ticket) = selected.value.read.pending().cloned() {
            self.abandon(ticket);
        }
        let request = Request::GetSecretValue { secret: arn.to_string(), version };
        let ticket = self.call(Target::Facet(arn, Facet::Value), request);
        let now = self.now;
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.value.read.start(ticket, now);
        }
    }

    /// From any other pane or the list: shows the pane Value and reads it.
    pub(super) fn open_value(&mut self) {
        self.show_pane(Pane::Value);
        self.read_value_unless_there();
    }

    /// Reads the value unless it is there and up to date; answers whether it is.
    fn read_value_unless_there(&mut self) -> bool {
        let Some(selected) = &mut self.selected else { return false };
        let read = &mut selected.value.read;
        if read.is_wanted() || matches!(read, Loadable::Failed { .. }) {
            if let Some(outdated) = read.value_mut() {
                outdated.mask();
            }
            self.read_value();
            return false;
        }
        read.value().is_some()
    }

    /// In the pane Value: reads the value; when it is there, reveals or masks what is under the cursor.
    pub(super) fn reveal(&mut self) {
        if !self.read_value_unless_there() {
            return;
        }
        let until = self.now + self.hide.on_screen;
        if let Some(shown) = self.shown_value() {
            shown.toggle_at_cursor(until);
        }
    }

    /// Reveals or masks all of the value.
    pub(super) fn reveal_all(&mut self) {
        if !self.read_value_unless_there() {
            return;
        }
        let until = self.now + self.hide.on_screen;
        if let Some(shown) = self.shown_value() {
            shown.toggle_all(until);
        }
    }

    fn shown_value(&mut self) -> Option<&mut ShownValue> {
        self.selected.as_mut().and_then(|selected| selected.value.read.value_mut())
    }

    /// Shows the pane Value with the version under the cursor, and reads it.
    pub(super) fn read_version(&mut self) {
        let Some(version) = self.selected.as_ref().and_then(Selected::version_under_cursor) else { return };
        self.read_version_of(version.id.clone());
    }

    /// Shows the pane Value with a version, and reads it.
    pub(super) fn read_version_of(&mut self, version: VersionId) {
        self.show_pane(Pane::Value);
        if let Some(selected) = &mut self.selected {
            selected.value.selector = VersionSelector::Id(version);
        }
        self.read_value();
    }

    /// `GetSecretValue` for the pane has ended.
    pub(super) fn value_came(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<SecretValue, ServiceError>,
    ) {
        let now = self.now;
        let Some(selected) = self.selected_is(arn) else { return };
        // A value read anew keeps the cursor, not what was revealed.
        let kept = selected.value.read.value().map(|shown| shown.cursor.clone());
        let result = result.map(|value| {
            let mut shown = ShownValue::new(value);
            if let (Some(cursor), ValueContent::Json(_)) = (kept, shown.content()) {
                shown.cursor = cursor;
                let rows = shown.rows().len();
                shown.cursor.clamp(rows);
            }
            shown
        });
        let came = result.is_ok();
        if selected.value.read.finish(ticket, result, now) {
            let typed = std::mem::take(&mut selected.value.typed_ahead);
            if came && self.context() == Context::Value {
                for action in typed {
                    self.act(action);
                }
            }
        }
    }

    /// Keeps an action that is meant for a value which is on its way, and answers whether it did. Whatever else is done
    /// forgets what was kept: the user has turned to something else.
    pub(super) fn keep_for_value(&mut self, action: Action) -> bool {
        let meant = self.context() == Context::Value && is_about_value(action);
        let Some(selected) = &mut self.selected else { return false };
        let pane = &mut selected.value;
        let kept = meant && matches!(pane.read, Loadable::Loading { .. });
        if kept {
            pane.typed_ahead.push(action);
        } else {
            pane.typed_ahead.clear();
        }
        kept
    }
}

/// Whether an action of the pane Value makes sense only once there is a value.
fn is_about_value(action: Action) -> bool {
    matches!(action, Action::Reveal | Action::RevealAll | Action::CopyKey | Action::Right)
        || step_of(action).is_some()
}
