//! The one function that changes the model, and its parts: a file per thing that happens.

mod actions;
mod connecting;
mod copying;
mod forming;
mod input;
mod listing;
mod marking;
mod mouse;
mod mutating;
mod opening;
mod picking;
mod planning;
mod policy;
mod replicating;
mod replication;
mod replies;
mod revealing;
mod rotating;
mod rotation;
mod selecting;
mod sheets;
#[cfg(test)]
pub(crate) mod tests;
mod value_sheets;
mod versions;
mod waking;

use super::form::OnYes;
use super::forms::Question;
use super::layer::Layer;
use super::{Effect, Message, Model};
use crate::service::api::{Request, ServiceError, Target, Ticket};
use jiff::Timestamp;

/// Takes a message in, answers with the work that it calls for. Never waits, never does I/O.
pub fn update(model: &mut Model, now: Timestamp, message: Message) -> Vec<Effect> {
    model.cx.set_now(now);
    match message {
        Message::Started => model.connect(model.connection.target.clone()),
        Message::Key(key) => model.key(key),
        Message::Paste(text) => model.paste(&text),
        Message::Mouse(event) => model.mouse(event),
        Message::Resized(size) => model.resized(size),
        // What was due while the program was suspended must not be seen in its first frame.
        Message::Woke | Message::Resumed => model.woke(),
        Message::Terminated => model.leave(),
        Message::Connected(id, result) => model.connected(id, result),
        Message::Identified(id, result) => model.identified(id, result),
        Message::Places(places) => model.places(places),
        Message::Reply(ticket, completed) => model.reply(&ticket, *completed),
        Message::Arranged(arranged) => model.arranged(arranged),
        Message::Local(form, answer) => model.local_came(form, answer),
        Message::Copied(id, result) => model.copied(id, result),
        Message::ClipboardCleared(id, outcome) => model.clipboard_cleared(id, outcome),
    }
    model.cx.take_effects()
}

impl Model {
    fn emit(&mut self, effect: Effect) {
        self.cx.emit(effect);
    }

    fn call(&mut self, target: Target, request: Request) -> Option<Ticket> {
        self.cx.call(target, request)
    }

    fn call_in(&mut self, region: Option<&str>, target: Target, request: Request) -> Option<Ticket> {
        self.cx.call_in(region, target, request)
    }

    fn name_for(&self, secret: &str) -> String {
        self.name_of(&crate::secrets::Arn::new(secret))
    }

    fn abandon(&mut self, ticket: Ticket) {
        self.cx.abandon(ticket);
    }

    fn tell(&mut self, text: impl Into<String>) {
        self.cx.tell(text);
    }

    fn tell_no_secret(&mut self) {
        self.tell("There is no secret under the cursor.");
    }

    fn fail(&mut self, attempt: impl Into<String>, error: ServiceError) {
        self.cx.fail(attempt, error);
    }

    fn refuse(&mut self, text: impl Into<String>, next: impl Into<String>) {
        self.cx.refuse(text, next);
    }

    fn refuse_read_only(&mut self, operation: &str) {
        self.cx.refuse_read_only(operation);
    }

    fn resized(&mut self, size: ratatui::layout::Size) {
        self.size = size;
        self.drop_covered_value();
        self.look_now();
    }

    /// Asks before leaving while a change has not been answered, or something was typed and not saved; else leaves.
    fn quit(&mut self) {
        let unsaved = self.layers.iter().filter_map(|layer| match layer {
            Layer::Form(form) if form.is_unsaved() => Some(format!("Not saved: {}", form.title())),
            _ => None,
        });
        let under_way = self.plans.iter().map(|running| format!("Under way: {}", running.plan.title));
        let lines: Vec<String> = under_way.chain(unsaved).collect();
        if lines.is_empty() {
            return self.leave();
        }
        let title = if self.plans.is_empty() {
            "Leave? What was typed is lost."
        } else {
            "Leave before the service has answered?"
        };
        self.open_any_form(Box::new(Question::asking(title, lines, OnYes::Quit)));
    }

    /// Leaves at once: a copied value goes off the clipboard, the value that is shown is wiped.
    fn leave(&mut self) {
        self.clear_on_leaving();
        self.selected = None;
        self.emit(Effect::Quit);
    }
}
