//! Forms that fail for want of a login, and go on once there is one.

use super::pending::{Blocked, Purpose};
use super::{Flow, Form, FormContext, FormId};
use crate::service::api::ServiceError;

/// The way on of a form after a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum AfterLogin {
    /// Nothing is left to do, or the form does it itself.
    Flow(Flow),
    /// The plan of this form is to be sent again.
    SendPlan(FormId),
}

impl Form {
    /// Notes that something failed, if that is for want of a login.
    pub(super) fn note_failure(&mut self, blocked: Blocked, error: &ServiceError) {
        self.blocked = error.login_program().map(|_| blocked);
    }

    /// Goes on with what failed for want of a login. A plan is sent again as it was confirmed; if something was typed since,
    /// the form waits to be submitted.
    pub fn logged_in(&mut self, cx: &mut FormContext<'_>) -> AfterLogin {
        let Some(blocked) = self.blocked.take() else { return AfterLogin::Flow(Flow::Stay) };
        self.problem = None;
        let flow = match blocked {
            Blocked::Plan(contents) if contents == self.contents() => return AfterLogin::SendPlan(self.id),
            Blocked::Plan(_) | Blocked::Need(Purpose::Lookup) => Flow::Stay,
            Blocked::Need(Purpose::Opening) => {
                self.opened.clear();
                self.send_opening(cx);
                Flow::Stay
            }
            Blocked::Need(Purpose::Submission) => self.submit(cx),
        };
        self.refresh(cx);
        AfterLogin::Flow(flow)
    }
}
