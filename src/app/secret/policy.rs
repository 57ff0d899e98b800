//! The pane Policy: the resource policy, formatted for reading.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::copy::CopyText;
use crate::app::copy_as::CopyForm;
use crate::app::loadable::Loadable;
use crate::app::scroll::{Scroll, Step};
use crate::app::{Event, UpdateContext};
use crate::secrets::Policy;
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket};

/// The pane Policy.
#[derive(Debug, Default)]
pub struct PolicyPane {
    policy: Loadable<Option<Policy>>,
    scroll: Scroll,
}

impl PolicyPane {
    /// The policy from `GetResourcePolicy`; the inner `None` is a secret without a policy.
    pub fn policy(&self) -> &Loadable<Option<Policy>> {
        &self.policy
    }

    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    /// Handles the answer to `GetResourcePolicy`.
    pub(super) fn arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Option<String>, ServiceError>,
        cx: &UpdateContext,
    ) {
        self.policy.finish(ticket, result.map(|policy| policy.map(Policy::new)), cx.now());
    }

    /// Marks the policy as out of date, and aborts its read.
    pub(super) fn expire(&mut self, cx: &mut UpdateContext) {
        if let Some(ticket) = self.policy.expire() {
            cx.abandon(ticket);
        }
    }
}

impl SecretPane for PolicyPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        if !self.policy.needs_fetch() {
            return;
        }
        let arn = secret.arn().clone();
        let request = Request::GetResourcePolicy { secret: arn.to_string() };
        if let Some(ticket) = cx.call(Target::Facet(arn, Facet::Policy), request) {
            self.policy.start(ticket, cx.now());
        }
    }

    fn refresh(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        self.policy.invalidate();
        self.load(secret, cx);
    }

    fn step(&mut self, step: Step, _page: usize, _secret: &SecretRecord) {
        self.scroll.step(step);
    }

    fn refresh_error<'a>(&'a self, _secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        self.policy.refresh_error()
    }

    fn error<'a>(&'a self, _secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        self.policy.error()
    }

    /// Copies the policy that was read; if none was, reads it first.
    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        let what = format!("resource policy of {}", secret.name());
        match self.policy.value() {
            Some(Some(policy)) => {
                cx.raise(Event::CopyRequested { what, text: CopyText::open(policy.text.clone()) });
            }
            Some(None) => cx.refuse("This secret has no resource policy.", "There is nothing to copy."),
            None => {
                let arn = secret.arn().clone();
                let request = Request::GetResourcePolicy { secret: arn.to_string() };
                let target = Target::Facet(arn, Facet::CopyPolicy);
                cx.raise(Event::CopyReadRequested { what, target, request, form: CopyForm::Whole });
            }
        }
    }

    fn pending(&self) -> Option<&Ticket> {
        self.policy.pending()
    }
}
