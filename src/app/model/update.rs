//! The one function that changes the model: a message goes to the part that it concerns, then events are routed.

use super::Model;
use crate::app::custom_command::RunMode;
use crate::app::effect::{Effect, FormId};
use crate::app::event::Event;
use crate::app::local::{LocalAnswer, LocalWork};
use crate::app::message::Message;
use crate::service::api::{Completed, Facet, Reply, Target, Ticket};
use crossterm::event::MouseEventKind;
use jiff::Timestamp;

/// Handles a message and returns the work for the runtime. Never waits and does no I/O.
pub fn update(model: &mut Model, now: Timestamp, message: Message) -> Vec<Effect> {
    model.cx.set_now(now);
    model.handle(message);
    model.route_events();
    model.agree();
    model.route_events();
    let effects = model.cx.take_effects();
    if effects.iter().any(lends_terminal) {
        model.lock.editor_starts();
    }
    effects
}

impl Model {
    fn handle(&mut self, message: Message) {
        match message {
            Message::Started => {
                self.connection.connect(self.connection.target().clone(), &mut self.cx);
                if let Some(problem) = self.start_problem.take() {
                    self.cx.raise(Event::ProblemFound(problem));
                }
                self.cx.emit(Effect::FindZone);
                self.cx.emit(Effect::FindEditorFiles);
            }
            Message::Key(key) => {
                if self.is_attended() {
                    self.key(key);
                }
            }
            Message::Paste(text) => {
                if self.is_attended() {
                    self.paste(&text);
                }
            }
            Message::Mouse(event) => {
                if is_input(event.kind) && self.is_attended() {
                    self.mouse(event);
                }
            }
            Message::ClockSet(ahead) => self.cx.clock_set(ahead),
            Message::Resized(size) => self.resized(size),
            // A value whose time ended while the program was suspended must not show in the first frame.
            Message::Woke | Message::Resumed => self.wake(),
            Message::Terminated => self.leave(),
            Message::Connected(id, result) => self.connection.connected(id, result, &mut self.cx),
            Message::Identified(id, result) => {
                self.connection.identified(id, result);
                self.apply_rules();
                self.account_known();
                self.read_history();
                self.offer_left_text();
            }
            Message::ListCache(id, read) => self.list_cache_read(id, read),
            Message::History(place, read) => self.history.arrived(&place, read, &mut self.cx),
            Message::CredentialProcess(process) => self.cx.notices_mut().credential_process(process),
            Message::LogFailed(why) => self.cx.refuse(
                format!("The log file can't be written: {why}."),
                "Requests from now on may be missing in it. Make room or choose another file, then start again.",
            ),
            Message::ZoneFound(zone) => self.cx.zone_found(zone),
            Message::EditorFilesFound { left, wiped } => self.editor_files_found(left, wiped),
            Message::LeftTextTaken(result) => self.left_text_taken(result),
            Message::SwitchTargets(mut targets) => {
                let first = &self.cx.settings().applied.regions;
                let place = |code: &&str| first.iter().position(|region| region == code);
                targets.regions.sort_by_key(|code| place(code).unwrap_or(first.len()));
                self.layers.switch_targets_arrived(
                    targets,
                    self.connection.profile(),
                    self.connection.used_profiles(),
                    self.connection.region(),
                );
            }
            Message::Reply(ticket, completed) => self.reply(&ticket, *completed),
            Message::FirstRows(rows) => self.list.show_first_rows(rows),
            Message::Arranged(arranged) => self.list.arranged(arranged, &mut self.cx),
            Message::Local(form, answer) => {
                if let LocalAnswer::Edited(_) = answer {
                    self.lock.input(self.cx.now());
                }
                let (layers, mut cx) = self.layers_and_context();
                layers.form_local(form, answer, &mut cx);
            }
            Message::CommandOutput(run, lines) => self.command_output(run, &lines),
            Message::CommandEnded(run, end) => self.command_ended(run, end),
            Message::LoggedIn(program, result) => self.logged_in(&program, result),
            Message::Copied(id, result) => self.clipboard.copied(id, result, &mut self.cx),
            Message::ClipboardCleared(id, outcome) => self.clipboard.cleared(id, outcome, self.cx.now()),
        }
    }

    /// Hands an answer to the part that asked. An answer on an earlier connection is dropped, unless it is the answer to a
    /// mutation.
    fn reply(&mut self, ticket: &Ticket, completed: Completed) {
        self.cx.answered(ticket, &completed);
        let refused = completed.refused_attempts();
        let Completed { mut result, open_attempts, left_out, .. } = completed;
        if let Ok(reply) = &mut result {
            self.reread.add_deletion_dates(reply);
        }
        if self.cx.is_current(ticket) {
            self.connection.note_answer(result.as_ref().err());
            self.cx.tell_left_out(ticket, &left_out);
        } else if ticket.target != Target::Mutation {
            return;
        }
        match &ticket.target {
            Target::List => {
                let page = result.and_then(Reply::into_secrets);
                self.list.page_arrived(ticket, refused, page, &mut self.cx);
            }
            Target::Lookup => {
                let found = self.lookup.answered(ticket, result);
                self.looked_up(&found);
            }
            Target::PendingOpen => {
                if self.opening.answered(ticket, result, &mut self.cx) {
                    self.search_opening();
                }
            }
            Target::Reread(arn) => self.reread.answered(ticket, arn, result, &mut self.cx),
            Target::Facet(_, Facet::CopyValue) => self.clipboard.value_arrived(ticket, result, &mut self.cx),
            Target::Facet(_, Facet::CopyPolicy) => {
                self.clipboard.policy_arrived(ticket, result, &mut self.cx);
            }
            Target::Facet(arn, facet) => {
                let view = self.in_view();
                self.secret.answered(ticket, (arn, *facet), result, view, &mut self.cx);
                self.act_when_loaded();
            }
            Target::Command => self.commands.value_arrived(ticket, result, &mut self.cx),
            Target::Form(id) => {
                let (layers, mut cx) = self.layers_and_context();
                layers.form_read(FormId(*id), ticket, result, &mut cx);
            }
            Target::Check => self.changes.checked(ticket, result, &mut self.cx),
            Target::Outcome => self.changes.looked_up(ticket, result, &mut self.cx),
            Target::Mutation => self.changes.answered(ticket, result, open_attempts, &mut self.cx),
        }
    }

    /// Notes a key, a click or a paste. `false` if the terminal was locked, or should have been: then it is open now, and the
    /// input does nothing else.
    fn is_attended(&mut self) -> bool {
        self.lock_if_due();
        !self.lock.input(self.cx.now())
    }

    /// Locks the terminal if nobody was there for too long: drops values that were read, and masks everything secret.
    fn lock_if_due(&mut self) {
        if !self.lock.is_due(self.cx.now()) {
            return;
        }
        self.secret.end_search();
        self.secret.drop_value(&mut self.cx);
        self.waiting_keys.0.clear();
        (self.pending_chord, self.chosen) = (None, None);
        let closed = self.layers.lock(&mut self.cx);
        self.lock.lock(closed);
    }

    /// Updates every part for the present time.
    fn wake(&mut self) {
        self.lock_if_due();
        let view = self.in_view();
        self.secret.wake(view, &mut self.cx);
        let now = self.cx.now();
        self.list.wake(&mut self.cx);
        if self.list.cache_due().is_some_and(|due| due <= now) {
            self.save_list_cache();
        }
        self.layers.wake(now);
        self.cx.notices_mut().wake(now);
        self.clipboard.wake(&mut self.cx);
        let shown = self.replication_in_view().cloned();
        self.changes.wake(shown.as_ref(), &mut self.cx);
    }

    fn resized(&mut self, size: ratatui::layout::Size) {
        self.size = size;
        self.secret.catch_up();
        self.drop_covered_value();
        self.load_pane();
    }
}

/// True if another program gets the terminal: its keys are not seen here.
fn lends_terminal(effect: &Effect) -> bool {
    match effect {
        Effect::RunCommand(_, run) => run.mode == RunMode::Terminal,
        other => matches!(other, Effect::Local(_, LocalWork::Edit { .. }) | Effect::LogIn(_)),
    }
}

/// True if a mouse event shows that the user is there. A pointer that moves may be a desk that shakes.
fn is_input(kind: MouseEventKind) -> bool {
    match kind {
        MouseEventKind::Down(_)
        | MouseEventKind::ScrollDown
        | MouseEventKind::ScrollUp
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => true,
        MouseEventKind::Up(_) | MouseEventKind::Drag(_) | MouseEventKind::Moved => false,
    }
}
