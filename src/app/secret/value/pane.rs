//! The pane Value. A value is read only because the user asked for it.

use super::rows::{Fold, ValueRow};
use super::shown::ShownValue;
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::copy_as::{CopyAs, CopyForm};
use crate::app::loadable::Loadable;
use crate::app::scroll::{Cursor, Step};
use crate::app::secret::pane::SecretPane;
use crate::app::secret::record::SecretRecord;
use crate::app::{Event, UpdateContext};
use crate::secrets::{SecretValue, ValueContent, VersionId};
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket, VersionSelector};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// The pane Value.
#[derive(Debug, Default)]
pub struct ValuePane {
    selector: VersionSelector,
    read: Loadable<ShownValue>,
    /// Actions to do once the value is loaded.
    typed_ahead: Vec<Action>,
}

impl ValuePane {
    /// The version to read.
    pub fn selector(&self) -> &VersionSelector {
        &self.selector
    }

    /// The version chosen in the Versions pane; `None` for AWSCURRENT.
    pub fn chosen(&self) -> Option<&VersionId> {
        match &self.selector {
            VersionSelector::Current | VersionSelector::Label(_) => None,
            VersionSelector::Id(id) => Some(id),
        }
    }

    /// The state of reading; idle until the user asks for the value.
    pub fn read(&self) -> &Loadable<ShownValue> {
        &self.read
    }

    /// The value that was read if it is this version's and nothing has changed since.
    pub fn up_to_date(&self, version: &VersionSelector) -> Option<&ShownValue> {
        self.read.value().filter(|_| *version == self.selector && !self.read.needs_fetch())
    }

    /// The value that was read.
    pub fn shown(&self) -> Option<&ShownValue> {
        self.read.value()
    }

    /// True if actions wait for the value.
    pub fn has_typed_ahead(&self) -> bool {
        !self.typed_ahead.is_empty()
    }

    /// Reads a version of the value instead of AWSCURRENT.
    pub(in crate::app::secret) fn choose(
        &mut self,
        version: VersionId,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) {
        self.selector = VersionSelector::Id(version);
        self.fetch(secret, cx);
    }

    /// Sends `GetSecretValue`: an audited event, sent only because the user asked for the value.
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

    /// Reads the value unless it is up to date; `true` if it is.
    pub(in crate::app::secret) fn ensure_fetched(
        &mut self,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) -> bool {
        if self.read.needs_fetch() || matches!(self.read, Loadable::Failed { .. }) {
            if let Some(outdated) = self.read.value_mut() {
                outdated.mask();
            }
            self.fetch(secret, cx);
            return false;
        }
        self.read.value().is_some()
    }

    /// Reveals or masks the row under the cursor; reads the value first if needed.
    pub(in crate::app::secret) fn reveal(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.ensure_fetched(secret, cx)
            && let Some(shown) = self.read.value_mut()
        {
            shown.toggle_at_cursor(cx.now() + cx.settings().hide.on_screen);
        }
    }

    /// Reveals or masks the whole value; reads it first if needed.
    pub(in crate::app::secret) fn reveal_all(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.ensure_fetched(secret, cx)
            && let Some(shown) = self.read.value_mut()
        {
            shown.toggle_all(cx.now() + cx.settings().hide.on_screen);
        }
    }

    /// Shows a binary value that holds text as text, or in hex.
    pub(in crate::app::secret) fn toggle_hex(&mut self) {
        if let Some(shown) = self.read.value_mut() {
            shown.switch_binary_view();
        }
    }

    /// Folds or unfolds the branch under the cursor; `false` if there is nothing to fold.
    pub(in crate::app::secret) fn set_fold(&mut self, fold: Fold) -> bool {
        self.read.value_mut().is_some_and(|shown| shown.set_fold(fold))
    }

    /// Handles the answer to `GetSecretValue`. A value that is read again keeps the cursor, and is masked.
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
                shown.restore_cursor(cursor);
            }
            shown
        });
        let is_read = result.is_ok();
        if self.read.finish(ticket, result, cx.now()) {
            let actions = std::mem::take(&mut self.typed_ahead);
            if is_read && !actions.is_empty() {
                cx.raise(Event::ValueArrived { typed_ahead: actions });
            }
        }
    }

    /// Queues an action for a value that is loading; `true` if it was queued. Any other action empties the queue: the user
    /// has turned to something else.
    pub(in crate::app::secret) fn queue_for_value(&mut self, action: Action, is_about_value: bool) -> bool {
        let queued = is_about_value && matches!(self.read, Loadable::Loading { .. });
        if queued {
            self.typed_ahead.push(action);
        } else {
            self.typed_ahead.clear();
        }
        queued
    }

    /// Drops the value and the choice of another version.
    pub(in crate::app::secret) fn drop_value(&mut self, cx: &mut UpdateContext) {
        let pending = self.read.pending().cloned();
        *self = Self::default();
        cx.abandon_all(pending);
    }

    /// Forgets that the value could not be read. One that was read stays: it may have come after the secret was restored and
    /// before that is known.
    pub(in crate::app::secret) fn forget_failure(&mut self) {
        self.read.forget_failure();
    }

    /// Marks the value as out of date if AWSCURRENT has moved to another version since it was read.
    fn expire_if_moved(&mut self, secret: &SecretRecord) {
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

    /// Copies the whole value without revealing it; reads it first if needed.
    pub(in crate::app::secret) fn copy_value(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        self.copy_of(&self.selector, secret, cx);
    }

    /// Copies the whole value of a version without revealing it; reads it first if needed.
    pub(in crate::app::secret) fn copy_version(
        &self,
        version: VersionId,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) {
        self.copy_of(&VersionSelector::Id(version), secret, cx);
    }

    fn copy_of(&self, selector: &VersionSelector, secret: &SecretRecord, cx: &mut UpdateContext) {
        let what = match selector {
            VersionSelector::Id(id) => {
                format!("value of {} ({})", secret.name(), secret.version_in_words(id))
            }
            VersionSelector::Label(label) => format!("value of {} ({label})", secret.name()),
            VersionSelector::Current => format!("value of {}", secret.name()),
        };
        if let Some(shown) = self.up_to_date(selector) {
            let text = CopyText::of_value(&shown.value().body);
            return cx.raise(Event::CopyRequested { what, text });
        }
        let arn = secret.arn().clone();
        let request = Request::GetSecretValue { secret: arn.to_string(), version: selector.clone() };
        let target = Target::Facet(arn, Facet::CopyValue);
        cx.raise(Event::CopyReadRequested { what, target, request, form: CopyForm::Whole });
    }

    /// Copies in a format without revealing anything; reads the value first if the format holds a part of it.
    pub(in crate::app::secret) fn copy_as(
        &self,
        copy: CopyAs,
        secret: &SecretRecord,
        cx: &mut UpdateContext,
    ) {
        let what = copy.what();
        let text = match copy.version_to_read().map(|version| (self.up_to_date(&version), version)) {
            None => copy.open_text(),
            Some((Some(shown), _)) => copy.secret_text(&shown.value().body),
            Some((None, version)) => {
                let arn = secret.arn().clone();
                let request = Request::GetSecretValue { secret: arn.to_string(), version };
                let (target, form) = (Target::Facet(arn, Facet::CopyValue), CopyForm::As(Box::new(copy)));
                return cx.raise(Event::CopyReadRequested { what, target, request, form });
            }
        };
        match text {
            Ok(text) => cx.raise(Event::CopyRequested { what, text }),
            Err(problem) => cx.show_problem(problem),
        }
    }

    /// Copies the member under the cursor, or the whole value if it has no members.
    pub(in crate::app::secret) fn copy_key(&mut self, secret: &SecretRecord, cx: &mut UpdateContext) {
        if self.read.value().is_some() && self.read.needs_fetch() {
            self.fetch(secret, cx);
            return cx.tell("The value has changed since it was read. Reading it again…");
        }
        if let Some(text) = self.read.value().and_then(ShownValue::binary_text) {
            let what = format!("text in the binary value of {}", secret.name());
            let text = CopyText::secret(text.to_owned());
            return cx.raise(Event::CopyRequested { what, text });
        }
        match self.read.value().and_then(ShownValue::under_cursor) {
            Some((path, text)) => {
                let what = match self.chosen() {
                    Some(id) => format!("key {path} ({})", secret.version_in_words(id)),
                    None => format!("key {path}"),
                };
                cx.raise(Event::CopyRequested { what, text: CopyText::secret(text) });
            }
            None => self.copy_value(secret, cx),
        }
    }
}

impl SecretPane for ValuePane {
    /// Does nothing: the value is read on request.
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

    fn row_texts(&self) -> Option<Vec<Zeroizing<String>>> {
        let rows = self.read.value()?.rows();
        (!rows.is_empty()).then(|| rows.iter().map(ValueRow::visible_text).collect())
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

    fn error<'a>(&'a self, _secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        self.read.error()
    }

    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        self.copy_value(secret, cx);
    }

    fn pending(&self) -> Option<&Ticket> {
        self.read.pending()
    }

    fn described(&mut self, secret: &SecretRecord) {
        self.expire_if_moved(secret);
    }
}
