//! The pane Value: read on request, never by itself.

use super::rows::Fold;
use super::shown::ShownValue;
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::loadable::Loadable;
use crate::app::scroll::{Cursor, Step};
use crate::app::secret::pane::SecretPane;
use crate::app::secret::record::SecretRecord;
use crate::app::{Event, UpdateContext};
use crate::secrets::{SecretValue, ValueContent, VersionId};
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket, VersionSelector};
use jiff::Timestamp;

/// The pane Value.
#[derive(Debug, Default)]
pub struct ValuePane {
    selector: VersionSelector,
    read: Loadable<ShownValue>,
    /// Actions for a value on its way, done once it is there.
    typed_ahead: Vec<Action>,
}

impl ValuePane {
    /// The version that is read.
    pub fn selector(&self) -> &VersionSelector {
        &self.selector
    }

    /// The version chosen in Versions; `None` for AWSCURRENT.
    pub fn chosen(&self) -> Option<&VersionId> {
        match &self.selector {
            VersionSelector::Current => None,
            VersionSelector::Id(id) => Some(id),
        }
    }

    /// The value; idle until the user asks for it.
    pub fn read(&self) -> &Loadable<ShownValue> {
        &self.read
    }

    /// The value on screen.
    pub fn shown(&self) -> Option<&ShownValue> {
        self.read.value()
    }

    /// Whether actions wait for the value.
    pub fn has_typed_ahead(&self) -> bool {
        !self.typed_ahead.is_empty()
    }

    /// Reads a version of the value in place of AWSCURRENT.
    pub(in crate::app::secret) fn choose(
        &mut self,
        version: VersionId,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) {
        self.selector = VersionSelector::Id(version);
        self.fetch(secret, cx);
    }

    /// `GetSecretValue`: an audited event, only ever sent because the user asked for the value.
    fn fetch(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if let Some(ticket) = self.read.pending().cloned() {
            cx.abandon(ticket);
        }
        let arn = secret.arn().clone();
        let request = Request::GetSecretValue { secret: arn.to_string(), version: self.selector.clone() };
        if let Some(ticket) = cx.call(Target::Facet(arn, Facet::Value), request) {
            self.read.start(ticket, cx.now());
        }
    }

    /// Reads the value, unless it is there and up to date; answers whether it is.
    pub(in crate::app::secret) fn fetch_unless_there(
        &mut self,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) -> bool {
        if self.read.is_wanted() || matches!(self.read, Loadable::Failed { .. }) {
            if let Some(outdated) = self.read.value_mut() {
                outdated.mask();
            }
            self.fetch(secret, cx);
            return false;
        }
        self.read.value().is_some()
    }

    /// Reads the value; once it is there, reveals or masks the row under the cursor.
    pub(in crate::app::secret) fn reveal(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.fetch_unless_there(secret, cx)
            && let Some(shown) = self.read.value_mut()
        {
            shown.toggle_at_cursor(cx.now() + cx.settings().hide.on_screen);
        }
    }

    /// Reads the value; once it is there, reveals or masks all of it.
    pub(in crate::app::secret) fn reveal_all(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.fetch_unless_there(secret, cx)
            && let Some(shown) = self.read.value_mut()
        {
            shown.toggle_all(cx.now() + cx.settings().hide.on_screen);
        }
    }

    /// Folds or unfolds the branch under the cursor; `false` if nothing came of it.
    pub(in crate::app::secret) fn set_fold(&mut self, fold: Fold) -> bool {
        self.read.value_mut().is_some_and(|shown| shown.set_fold(fold))
    }

    /// Takes in the answer to `fetch`. A value read anew keeps the cursor, not the revealed rows.
    pub(in crate::app::secret) fn arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<SecretValue, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let kept = self.read.value().map(|shown| shown.cursor().clone());
        let result = result.map(|value| {
            let mut shown = ShownValue::new(value);
            if let Some(cursor) = kept {
                shown.keep_cursor(cursor);
            }
            shown
        });
        let came = result.is_ok();
        if self.read.finish(ticket, result, cx.now()) {
            let actions = std::mem::take(&mut self.typed_ahead);
            if came && !actions.is_empty() {
                cx.raise(Event::ValueArrived { typed_ahead: actions });
            }
        }
    }

    /// Keeps an action for a value on its way; answers whether it did. Any other action forgets those that were kept:
    /// the user has turned to something else.
    pub(in crate::app::secret) fn keep_for_value(&mut self, action: Action, is_about_value: bool) -> bool {
        let kept = is_about_value && matches!(self.read, Loadable::Loading { .. });
        if kept {
            self.typed_ahead.push(action);
        } else {
            self.typed_ahead.clear();
        }
        kept
    }

    /// Drops the value, and the choice of another version.
    pub(in crate::app::secret) fn drop_value(&mut self, cx: &mut UpdateContext) {
        let pending = self.read.pending().cloned();
        *self = Self::default();
        cx.abandon_all(pending);
    }

    /// Takes the value for out of date.
    pub(in crate::app::secret) fn outdate(&mut self) {
        self.read.invalidate();
    }

    /// Takes the value for out of date if AWSCURRENT has moved to another version since it was read.
    fn compare_current(&mut self, secret: &SecretRecord) {
        let current = secret.summary().versions.current();
        let shown = self.read.value().map(|shown| &shown.value().version);
        if self.selector == VersionSelector::Current
            && current.is_some()
            && shown.is_some()
            && shown != current
        {
            self.read.invalidate();
        }
    }

    /// Masks the value once its time is over.
    pub(in crate::app::secret) fn wake(&mut self, now: Timestamp) {
        if let Some(shown) = self.read.value_mut()
            && shown.hide_at().is_some_and(|at| at <= now)
        {
            shown.mask();
        }
    }

    /// Copies the whole value, the one on screen or a fresh one; it stays masked.
    pub(in crate::app::secret) fn copy_value(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        let what = match self.chosen() {
            Some(id) => format!("value of {} ({})", secret.name(), id.short()),
            None => format!("value of {}", secret.name()),
        };
        if let Some(shown) = self.read.value().filter(|_| !self.read.is_wanted()) {
            let text = CopyText::of_value(&shown.value().body);
            return cx.raise(Event::CopyRequested { what, text });
        }
        let arn = secret.arn().clone();
        let request = Request::GetSecretValue { secret: arn.to_string(), version: self.selector.clone() };
        cx.raise(Event::CopyReadRequested { what, target: Target::Facet(arn, Facet::CopyValue), request });
    }

    /// Copies the member under the cursor; a value without members as a whole.
    pub(in crate::app::secret) fn copy_key(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.read.value().is_some() && self.read.is_wanted() {
            self.fetch(secret, cx);
            return cx.tell("The value has changed since it was read: it is being read again.");
        }
        match self.read.value().and_then(ShownValue::under_cursor) {
            Some((path, text)) => {
                cx.raise(Event::CopyRequested { what: format!("key {path}"), text: CopyText::secret(text) });
            }
            None => self.copy_value(secret, cx),
        }
    }
}

impl SecretPane for ValuePane {
    /// Nothing: the value is read on request alone.
    fn load(&mut self, _secret: &mut SecretRecord, _cx: &mut UpdateContext) {}

    fn refresh(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        if self.read.value().is_some() || matches!(self.read, Loadable::Failed { .. }) {
            self.fetch(secret, cx);
        }
    }

    fn rows<'a>(&'a mut self, _secret: &SecretRecord) -> Option<(&'a mut Cursor, usize)> {
        let shown = self.read.value_mut()?;
        let rows = shown.rows().len();
        Some((shown.cursor_mut(), rows))
    }

    fn step(&mut self, step: Step, page: usize, _secret: &SecretRecord) {
        let Some(shown) = self.read.value_mut() else { return };
        match shown.content() {
            ValueContent::Json(_) => shown.step(step, page),
            ValueContent::Text(_) | ValueContent::Binary(_) => shown.scroll_by(step),
        }
    }

    fn refresh_error<'a>(&'a self, _secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        self.read.refresh_error()
    }

    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        self.copy_value(secret, cx);
    }

    fn pending(&self) -> Option<&Ticket> {
        self.read.pending()
    }

    fn described(&mut self, secret: &SecretRecord) {
        self.compare_current(secret);
    }
}
