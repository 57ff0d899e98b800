//! Loading, filtering, sorting and folding the list.

use crate::app::connection::{ConnectionState, Login};
use crate::app::layout::Focus;
use crate::app::list::{Arranged, FilterMode, ListLoad, ListView, Order};
use crate::app::{Effect, Model};
use crate::secrets::Summary;
use crate::service::api::Target;
use crate::service::api::{Request, ServiceError, Ticket};

impl Model {
    /// Begins to load the list; a load that is under way is let go of.
    pub(super) fn load_list(&mut self) {
        if let ListLoad::Loading { ticket, .. } = &self.list.load {
            let ticket = ticket.clone();
            self.abandon(ticket);
        }
        if let Some(ticket) = self.call(Target::List, Request::ListSecrets { next_token: None }) {
            self.list.begin(ticket);
        }
    }

    /// Takes a page in and asks for the next.
    pub(super) fn page_came(
        &mut self,
        ticket: &Ticket,
        result: Result<(Vec<Summary>, Option<String>), ServiceError>,
    ) {
        let current = matches!(&self.list.load, ListLoad::Loading { ticket: out, .. } if out == ticket);
        if !current {
            return;
        }
        match result {
            Ok((secrets, next_token)) => {
                let next = next_token.and_then(|token| {
                    self.call(Target::List, Request::ListSecrets { next_token: Some(token) })
                });
                self.list.take_page(secrets, next, self.cx.now());
                self.relist_selected();
            }
            Err(error) => self.list.stop(ListLoad::Failed { error, at: self.cx.now() }),
        }
        self.rearrange();
        self.search_opening();
    }

    fn relist_selected(&mut self) {
        if let Some(selected) = &mut self.selected
            && let Some(listed) = self.list.find(selected.arn())
        {
            selected.relist(listed.clone());
        }
    }

    /// Stops loading.
    pub(super) fn cancel_loading(&mut self) {
        if let ListLoad::Loading { ticket, .. } = &self.list.load {
            let ticket = ticket.clone();
            self.abandon(ticket);
            self.tell(if self.list.is_refreshing() {
                "Stopped loading: the list is the one from before."
            } else {
                "Stopped loading: the list is incomplete."
            });
            self.list.stop(ListLoad::Cancelled { at: self.cx.now() });
            self.search_opening();
        }
    }

    /// Loads anew what has the keys: the list, or the pane. Credentials that are no good want a new client.
    pub(super) fn refresh(&mut self) {
        match &self.connection.state {
            ConnectionState::Connecting => {}
            ConnectionState::Failed(_) => self.reconnect(),
            ConnectionState::Ready { .. } if self.connection.login == Login::Refused => self.reconnect(),
            ConnectionState::Ready { identity, .. } => {
                if matches!(identity, Some(Err(_))) {
                    let id = self.connection.id;
                    self.emit(Effect::Identify(id));
                }
                if self.focus == Focus::Secret {
                    self.refresh_pane();
                } else {
                    self.load_list();
                }
            }
        }
    }

    /// Filters and sorts anew, off the loop.
    pub(super) fn rearrange(&mut self) {
        if let Some(job) = self.list.arrange(self.cx.now()) {
            self.emit(Effect::Arrange(job));
        }
    }

    /// Filters and sorts anew because the user asked for it: keys for the rows wait until they have come.
    pub(super) fn rearrange_as_asked(&mut self) {
        self.list.ask();
        self.rearrange();
    }

    /// The rows have come.
    pub(super) fn arranged(&mut self, arranged: Arranged) {
        if let Some(job) = self.list.arranged(arranged, self.cx.now()) {
            self.emit(Effect::Arrange(job));
        }
        self.follow_cursor();
        self.take_waiting_keys();
    }

    /// Enter in the filter line: the keys go back to the list, and a single match is opened. A wrong filter is not accepted.
    pub(super) fn accept_filter(&mut self) {
        if self.list.filter.error.is_some() {
            return;
        }
        self.list.filter.mode = FilterMode::Resting;
        if let Some(arn) = self.list.only_match().cloned() {
            self.list.go_to_secret(&arn);
            self.follow_cursor();
            self.focus_secret();
        }
    }

    /// Puts the keys into the filter line.
    pub(super) fn edit_filter(&mut self) {
        self.focus_list();
        self.list.filter.mode = FilterMode::Editing;
    }

    /// What is typed has changed.
    pub(super) fn filter_changed(&mut self) {
        if self.list.apply_filter() {
            self.rearrange_as_asked();
        }
    }

    /// Esc in the filter line, or on a filtered list: no filter.
    pub(super) fn leave_filter(&mut self) {
        self.list.clear_filter();
        self.rearrange_as_asked();
    }

    /// A flat list, or a tree.
    pub(super) fn toggle_tree(&mut self) {
        self.list.view = match self.list.view {
            ListView::Flat => ListView::Tree,
            ListView::Tree => ListView::Flat,
        };
        self.rearrange_as_asked();
    }

    /// Sorts by the next column.
    pub(super) fn sort_by_next(&mut self) {
        self.list.sort.column = self.list.sort.column.next();
        self.list.sort.chosen = true;
        self.rearrange_as_asked();
    }

    /// Turns the order round.
    pub(super) fn reverse_sort(&mut self) {
        self.list.sort.order = match self.list.sort.order {
            Order::Ascending => Order::Descending,
            Order::Descending => Order::Ascending,
        };
        self.list.sort.chosen = true;
        self.rearrange_as_asked();
    }
}
