//! The routing of events: each event that a part raises goes to the parts that it concerns. This file shows how the parts
//! work together.

use super::Model;
use crate::app::commands::CommandValue;
use crate::app::effect::Effect;
use crate::app::event::{Event, Found, NewConnection, RereadResult};
use crate::app::layout::Focus;
use crate::app::list_cache::{CacheRead, CacheStep};
use crate::app::lookup::prefix_in_filter;
use crate::app::opening::PendingOpen;
use crate::app::secret::Selected;
use crate::app::settings::ListCache;
use crate::secrets::{Arn, SummaryPage};
use crate::service::api::{ConnectionId, ConnectionTarget, Ticket};

impl Model {
    /// Routes all events, and those that follow from them.
    pub(super) fn route_events(&mut self) {
        while let Some(event) = self.cx.next_event() {
            self.route(event);
        }
    }

    #[expect(clippy::too_many_lines, reason = "an arm for each event, so that the file shows all of them")]
    fn route(&mut self, event: Event) {
        match event {
            Event::ConnectionReplaced { from_region, to } => {
                self.connection_replaced(from_region.as_deref(), to);
            }
            Event::ProblemFound(problem) => self.cx.show_problem(problem),
            Event::Connected => {
                self.apply_rules();
                self.history.connected(self.cx.settings().keep_history, &self.connection.summary());
                self.history_changed();
                self.opening.connected(&mut self.cx);
                self.list.reload(&mut self.cx);
                if !self.list.take_back(&mut self.cx) {
                    self.read_list_cache(CacheStep::Open { account: None });
                }
                self.open_left_text();
            }
            Event::ProfileChosen { name, region } => {
                self.connect(self.connection.in_profile(name, region.as_deref()));
            }
            Event::RegionChosen(region) => self.connect(self.connection.in_region(region)),
            Event::CursorMoved => self.follow_cursor(),
            Event::RowsArranged => {
                self.follow_cursor();
                // Rows that came by themselves: no further move is to be waited for.
                self.secret.catch_up();
                self.handle_waiting_keys();
            }
            Event::ListGrew => {
                self.relist_selected();
                self.read_history();
                self.search_opening();
            }
            Event::ListCompleted => self.save_list_cache(),
            Event::ListStopped => self.search_opening(),
            Event::OpeningFound(found) => self.opening_found(found),
            Event::Described { summary, ticket } => {
                self.list.overlay(&summary, &ticket, &mut self.cx);
            }
            Event::ReplicationShown(arn) => self.changes.replication_shown(arn, &self.cx),
            Event::ValueArrived { typed_ahead } => self.act_on_value(typed_ahead),
            Event::VersionRequested(version) => self.read_version(version),
            Event::CopyRequested { what, text } => self.clipboard.put(what, text, &mut self.cx),
            Event::CopyReadRequested { what, target, request, form } => {
                self.clipboard.await_copy((what, form), target, request, &mut self.cx);
            }
            Event::CopyAsChosen(copy) => {
                if self.secret.is_selected(&copy.subject.arn) {
                    self.secret.copy_as(*copy, &mut self.cx);
                }
            }
            Event::SecretReread { arn, ticket, result } => self.secret_reread(&arn, &ticket, result),
            Event::SecretCreated(arn) => self.reread.select_when_read(arn),
            Event::SecretDeleted(arn) => self.reread.expect_deleted(arn),
            Event::DeletionScheduled { arn, days, ends } => self.reread.deletion_scheduled(arn, days, ends),
            Event::SecretRestored(arn) => self.reread.restored(&arn),
            Event::PolicyChanged(arn) => {
                let view = self.in_view();
                self.secret.policy_changed(&arn, view, &mut self.cx);
            }
            Event::PlanConfirmed { plan, form } => {
                if let Some(form) = form {
                    self.layers.plan_started(form);
                }
                let plan = plan.as_seen_from(self.connection.region());
                self.changes.start(plan, form, &mut self.cx);
            }
            Event::PlanChanged { plan, form } => self.ask_about_changed(*plan, form),
            Event::RetryRequested => self.retry(),
            Event::PlanDropped { form } => {
                self.changes.take_retry();
                if let Some(form) = form {
                    self.layers.plan_done(form);
                }
            }
            Event::WaitStopped { form } => {
                if !self.changes.stop_waiting(Some(form), &mut self.cx) {
                    self.cx.tell("The service has not answered yet: the form stays until it has.");
                }
            }
            Event::MarkedChanged(arns) => self.list.unmark(&arns),
            Event::PlanDone { form } => {
                if let Some(form) = form {
                    self.layers.plan_done(form);
                }
            }
            Event::PlanRejected { form, error } => {
                let (layers, mut cx) = self.layers_and_context();
                layers.plan_rejected(form, error, &mut cx);
            }
            Event::PlanFailed { plan, form } => {
                if let Some(form) = form {
                    self.layers.plan_done(form);
                }
                self.layers.report(*plan);
            }
            Event::CreatedElsewhere { outcome, name, region, form } => {
                if let Some(form) = form {
                    self.layers.plan_done(form);
                }
                self.offer_to_go(&outcome, name, region);
            }
            Event::RegionRequested { region, name } => self.go_to(region, name),
            Event::ActionChosen(action) => self.act_chosen(action),
            Event::HistoryChanged => self.history_changed(),
            Event::SecretChosen(name) => self.open_remembered(name),
            Event::FilterChosen(filter) => self.apply_saved_filter(&filter),
            Event::FilterNamed(saved) => self.history.save_filter(saved, &mut self.cx),
            Event::SecretForgotten(name) => self.history.forget_secret(&name, &mut self.cx),
            Event::FilterForgotten(name) => self.history.delete_filter(&name, &mut self.cx),
            Event::HistoryForgotten => self.history.forget(&mut self.cx),
            Event::RememberedGone(name) => self.tell_gone(&name),
            Event::CommandChosen(command) => self.run_command(command),
            Event::CommandConfirmed { command, secret } => self.start_confirmed(command, &secret),
            Event::CommandRepeated { command, place, request } => {
                self.commands.start(*command, *place, CommandValue::Unread(request), &mut self.cx);
            }
            Event::CommandStarted { run, name } => self.layers.open_command(run, name, self.cx.now()),
            Event::CommandStopped(run) => self.commands.stop(run, &mut self.cx),
            Event::CommandEnded { run, end } => self.layers.command_ended(run, end),
            Event::CommandDropped(run) => self.layers.close_command(run),
            Event::LeftTextWanted(left) => self.restore_text(left),
            Event::LeftTextRefused(id) => self.refuse_left_text(id),
            Event::QuitConfirmed => self.leave(),
        }
    }

    /// Drops everything that belongs to the previous connection.
    fn connection_replaced(&mut self, from_region: Option<&str>, to: NewConnection) {
        self.cx.notices_mut().dismiss();
        self.apply_rules();
        self.changes.give_up_plans(from_region, to, &mut self.cx);
        self.clipboard.connection_replaced();
        self.commands.connection_replaced(&mut self.cx);
        self.opening.connection_replaced();
        self.lookup.clear();
        self.reread.connection_replaced();
        match to {
            NewConnection::Same => self.list.set_aside(self.cx.now()),
            NewConnection::Other => self.list.clear(),
        }
        self.secret.forget();
        self.waiting_keys.0.clear();
        self.chosen = None;
        self.focus = Focus::List;
    }

    /// Applies the rules for the profile and the account in use.
    pub(super) fn apply_rules(&mut self) {
        let before = self.cx.settings().applied.timeout;
        self.cx.connected_to(self.connection.profile(), self.connection.account());
        let timeout = self.cx.settings().applied.timeout;
        // A new connection has the usual time.
        let is_new = self.connection.is_connected() && self.connection.account().is_none();
        if timeout != before || (is_new && timeout.is_some()) {
            self.cx.emit(Effect::LimitAttempts(self.connection.id(), timeout));
        }
    }

    /// Switches to another connection.
    pub(super) fn connect(&mut self, target: ConnectionTarget) {
        self.drop_wrong_list_cache();
        self.keep_waiting_history();
        self.connection.connect(target, &mut self.cx);
        self.route_events();
    }

    /// Reconnects. The secret that was open is opened again, and the cursor goes back to its secret.
    pub(super) fn reconnect(&mut self) {
        let selected = self.secret.arn().cloned();
        let open = match (self.opening.pending(), self.focus) {
            (PendingOpen::Returning(arn), _) => Some(arn.clone()),
            (PendingOpen::Done, Focus::Secret) => selected.clone(),
            _ => None,
        };
        self.connect(self.connection.target().clone());
        if let Some(arn) = selected {
            self.list.go_to_secret(&arn, &mut self.cx);
        }
        if let Some(arn) = open {
            self.opening.set(PendingOpen::Returning(arn));
        }
    }

    /// Switches to another Region and opens a secret there.
    pub(super) fn go_to(&mut self, region: String, name: String) {
        self.connect(self.connection.in_region(region));
        self.opening.set(PendingOpen::Describing(name));
    }

    /// True if the list of this connection is kept on disk.
    fn is_list_cached(&self) -> bool {
        self.cx.settings().list_cache == ListCache::On && !self.connection.is_demo()
    }

    fn read_list_cache(&mut self, step: CacheStep) {
        if self.is_list_cached() {
            self.cx.emit(Effect::ReadListCache(self.connection.id(), step));
        }
    }

    /// Shows a part of the cached list, and asks for the next.
    pub(super) fn list_cache_read(&mut self, id: ConnectionId, read: CacheRead) {
        if id != self.connection.id() {
            return;
        }
        let account = self.connection.account().map(str::to_owned);
        if let Some(step) = self.list.earlier_arrived(read, account.as_deref(), &mut self.cx) {
            self.read_list_cache(step);
        }
    }

    /// Drops a cached list of another account than the caller's, or shows it now that the account is known.
    pub(super) fn account_known(&mut self) {
        let Some(account) = self.connection.account().map(str::to_owned) else { return };
        self.list.check_account(&account, &mut self.cx);
        if let Some(step) = self.list.account_known(&account) {
            self.read_list_cache(step);
        }
    }

    /// Caches the list, unless the account that STS named is another than that of the secrets.
    pub(super) fn save_list_cache(&mut self) {
        let Some(list) = self.list.to_cache() else {
            // An earlier list is not true any longer if there are no secrets now.
            self.list.outdate_cache(self.cx.now());
            return self.drop_wrong_list_cache();
        };
        let is_own = self.connection.account().is_none_or(|account| account == list.account);
        if is_own && self.is_list_cached() {
            self.cx.emit(Effect::SaveListCache(self.connection.id(), list));
        }
    }

    /// Deletes the cached list if it has a secret as living that was deleted, or the other way round. One that only lacks a
    /// secret stays: it is as good as its time.
    pub(super) fn drop_wrong_list_cache(&mut self) {
        if self.list.is_cache_wrong() && self.is_list_cached() {
            self.cx.emit(Effect::DropListCache(self.connection.id()));
        }
    }

    /// Looks up the names that the user wants to see, while the list that may have them loads.
    pub(super) fn look_up(&mut self) {
        let typed = match (self.list.filter().text(), self.opening.pending()) {
            ("", PendingOpen::Searching(part)) => part,
            (text, _) => text,
        };
        let prefix = prefix_in_filter(typed).filter(|_| self.list.is_loading_unseen());
        self.lookup.follow(prefix, &mut self.cx);
    }

    /// Shows the secrets that were looked up. Those for the secret to open are shown alone.
    pub(super) fn looked_up(&mut self, found: &SummaryPage) {
        if found.is_empty() {
            return;
        }
        if let PendingOpen::Searching(part) = self.opening.pending()
            && self.list.filter().text().is_empty()
            && !self.is_busy()
        {
            let part = part.clone();
            self.list.filter_by(&part, &mut self.cx);
        }
        self.list.add_found(found, &mut self.cx);
    }

    /// True if the user is busy with something: typed keys must not end up elsewhere.
    fn is_busy(&self) -> bool {
        self.focus == Focus::Secret || self.list.filter().is_editing()
    }

    /// Searches the list for the secret to open.
    pub(super) fn search_opening(&mut self) {
        self.opening.search(self.list.secrets(), self.list.is_settled(), &mut self.cx);
    }

    /// Opens the secret that was found, unless the user is busy with something else by now: typed keys must not end up in
    /// a pane.
    fn opening_found(&mut self, found: Found) {
        let is_busy = self.is_busy();
        let selected = match found {
            Found::Several { part, count } => {
                if !is_busy && self.list.filter().text().is_empty() {
                    self.list.filter_by(&part, &mut self.cx);
                }
                let all = self.list.secrets().len();
                return self
                    .cx
                    .tell(format!("{count} secrets have {part} in their names. The list has {all}."));
            }
            Found::Listed(secret) => Selected::listed(secret),
            Found::Described(detail, ticket) => {
                self.list.overlay(&detail.known_summary(), &ticket, &mut self.cx);
                Selected::described(*detail, self.cx.now())
            }
        };
        if is_busy {
            return self.cx.tell(format!("{} was found. It is in the list.", selected.name()));
        }
        let arn = selected.arn().clone();
        self.secret.select(selected, &mut self.cx);
        self.list.go_to_secret(&arn, &mut self.cx);
        self.focus_secret();
    }

    fn relist_selected(&mut self) {
        if let Some(listed) = self.secret.arn().and_then(|arn| self.list.find(arn)) {
            self.secret.update_listed(listed);
        }
    }

    /// Updates the list and the panes with a secret that was described again.
    fn secret_reread(&mut self, arn: &Arn, ticket: &Ticket, result: RereadResult) {
        let polled = self.changes.polled(ticket, self.cx.now());
        match result {
            RereadResult::Described(detail) => {
                if !self.list.overlay(&detail.known_summary(), ticket, &mut self.cx) {
                    return;
                }
                self.changes.observe(arn, &detail, &mut self.cx);
                if self.reread.take_created(arn)
                    && let Some(created) = self.list.find(arn)
                {
                    self.secret.select(Selected::listed(created), &mut self.cx);
                    self.list.go_to_secret(arn, &mut self.cx);
                }
                let view = self.in_view();
                self.secret.update_detail(arn, *detail, view, &mut self.cx);
            }
            RereadResult::Gone => {
                self.list.forget(arn, &mut self.cx);
                if self.secret.is_selected(arn) {
                    self.secret.deselect(&mut self.cx);
                    self.focus_list();
                }
            }
            RereadResult::Failed(error) => {
                if polled.is_some() {
                    return self.changes.poll_failed(polled, error, &mut self.cx);
                }
                if error.wants_reconnect() {
                    self.reread.await_login(arn.clone());
                }
                if !self.cx.notices().shows_failure() {
                    // The failure of a change on screen tells more than this one.
                    self.cx.fail(format!("read {} again", arn.name()), error);
                }
            }
        }
    }
}
