//! Logging in from the dashboard, and what goes on after that.

use super::Model;
use crate::app::effect::Effect;
use crate::app::login::LoginFailure;
use crate::service::api::LoginProgram;

impl Model {
    /// The program that would log in: that of the credential process that runs, else of the login that was refused.
    pub(super) fn login_program(&self) -> Option<LoginProgram> {
        let running = self.cx.notices().running_process();
        let running =
            running.map(|process| LoginProgram::CredentialProcess { profile: process.profile.clone() });
        running.or_else(|| self.connection.login_program().cloned())
    }

    /// Lets the program have the terminal that logs in.
    pub(super) fn log_in(&mut self) {
        if let Some(program) = self.login_program() {
            self.cx.emit(Effect::LogIn(program));
        }
    }

    /// Handles the end of a login. What failed for want of it goes on: reads, those after a change and those that follow
    /// a rotation among them, a form, a change that was confirmed or the rest of it, a copy, and a command.
    pub(super) fn logged_in(&mut self, program: &LoginProgram, result: Result<(), LoginFailure>) {
        self.lock.input(self.cx.now());
        if let Err(failure) = result {
            return self.cx.show_problem(failure.problem(program, &self.cx));
        }
        let again = self.cx.notices_mut().dismiss_login_failure();
        self.cx.tell("Logged in.");
        self.connection.logged_in(&mut self.cx);
        self.list.logged_in(&mut self.cx);
        self.reread.logged_in(&mut self.cx);
        self.changes.logged_in(&mut self.cx);
        let view = self.in_view();
        self.secret.logged_in(view, &mut self.cx);
        let (layers, mut cx) = self.layers_and_context();
        if let Some(form) = layers.logged_in(&mut cx) {
            self.send_again(form);
        } else if let Some(again) = again
            && self.layers.is_empty()
        {
            self.cx.raise(again);
        } else if self.layers.shows_report() && self.changes.wants_login() {
            self.retry();
        }
    }

    /// Sends the plan of a form again that failed for want of a login.
    fn send_again(&mut self, form: crate::app::FormId) {
        if let Some(plan) = self.changes.take_retry_of(form) {
            self.layers.plan_started(form);
            self.changes.start(plan, Some(form), &mut self.cx);
        }
    }
}
