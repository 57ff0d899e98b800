//! Bookmarks, recent secrets and saved filters: picked, opened and applied.

use super::Model;
use crate::app::actions::Action;
use crate::app::form::OnYes;
use crate::app::forms::{Question, SaveFilter};
use crate::app::layers::{Choice, Item, PickerKind};
use crate::app::list::ListLoad;
use crate::app::opening::PendingOpen;
use crate::app::remembered::HistoryPlace;
use crate::app::scroll::Step;
use crate::app::secret::Selected;
use crate::app::wording::counted;
use crate::secrets::Summary;
use std::collections::HashSet;
use std::sync::Arc;

impl Model {
    /// Reads the bookmarks and filters of the account, once it is known: from STS, or if STS does not tell, from a secret.
    pub(super) fn read_history(&mut self) {
        if let Some(place) = self.history_place() {
            self.history.account_known(&place, &mut self.cx);
        }
    }

    /// Keeps the bookmarks and filters that wait for the account, since what they wait for will not come any more.
    pub(super) fn keep_waiting_history(&mut self) {
        let place = self.place_with(self.account_of_secrets());
        self.history.leave(place.as_ref(), &mut self.cx);
    }

    fn history_place(&self) -> Option<HistoryPlace> {
        self.place_with(self.account_of_secrets().filter(|_| self.connection.is_unidentified()))
    }

    /// The account of the listed secrets: each of them is in the account that asks.
    fn account_of_secrets(&self) -> Option<String> {
        self.list.secrets().iter().next()?.account().map(str::to_owned)
    }

    /// The place of bookmarks and filters; `account` is for when STS has not told it.
    fn place_with(&self, account: Option<String>) -> Option<HistoryPlace> {
        let account = self.connection.account().map(str::to_owned).or(account)?;
        let summary = self.connection.summary();
        Some(HistoryPlace {
            account,
            region: summary.region?.to_owned(),
            endpoint: summary.endpoint_url.map(str::to_owned),
        })
    }

    /// Shows bookmarks and filters as they are now.
    pub(super) fn history_changed(&mut self) {
        let bookmarks = self.history.remembered().bookmarks.iter().cloned().collect();
        self.list.set_bookmarks(Arc::new(bookmarks), &mut self.cx);
        let items = match self.layers.picker_kind() {
            Some(PickerKind::Remembered) => self.remembered_items(),
            Some(PickerKind::Filter) => self.filter_items(),
            Some(PickerKind::Action(_) | PickerKind::Profile | PickerKind::Region | PickerKind::CopyAs)
            | None => return,
        };
        self.layers.replace_items(items);
    }

    pub(super) fn toggle_bookmark(&mut self) {
        if let Some(name) = self.secret.record().map(|record| record.name().to_owned()) {
            self.history.toggle_bookmark(&name, &mut self.cx);
        }
    }

    /// Opens the list of bookmarks and recent secrets.
    pub(super) fn open_bookmarks(&mut self) {
        self.layers.open_items(PickerKind::Remembered, self.remembered_items());
    }

    /// Opens the list of saved filters.
    pub(super) fn open_saved_filters(&mut self) {
        self.layers.open_items(PickerKind::Filter, self.filter_items());
    }

    /// Bookmarks in the order of their names, then the secrets that were opened, the last one first.
    fn remembered_items(&self) -> Vec<Item> {
        let remembered = self.history.remembered();
        let mut bookmarks: Vec<&String> = remembered.bookmarks.iter().collect();
        bookmarks.sort();
        let recents = remembered.recents.iter().filter(|name| !self.history.is_bookmarked(name));
        let marked = bookmarks.into_iter().map(|name| (name, "bookmark"));
        let opened = recents.map(|name| (name, "opened recently"));
        let gone = self.gone();
        let item = |(name, kind): (&String, &str)| {
            let gone = if gone.contains(name.as_str()) { ", no longer listed" } else { "" };
            Item {
                label: name.clone(),
                detail: format!("{kind}{gone}"),
                choice: Choice::Secret(name.clone()),
            }
        };
        marked.chain(opened).map(item).collect()
    }

    fn filter_items(&self) -> Vec<Item> {
        let saved = self.history.remembered().saved.iter();
        let item = |saved: &crate::app::remembered::SavedFilter| Item {
            label: saved.name.clone(),
            detail: saved.filter.clone(),
            choice: Choice::Filter { name: saved.name.clone(), text: saved.filter.clone() },
        };
        saved.map(item).collect()
    }

    /// The bookmarked and recent secrets that the list does not have, once all of it is loaded.
    fn gone(&self) -> HashSet<&str> {
        if !matches!(self.list.load(), ListLoad::Complete { .. }) {
            return HashSet::new();
        }
        let remembered = self.history.remembered();
        let mut gone: HashSet<&str> =
            remembered.bookmarks.iter().chain(&remembered.recents).map(String::as_str).collect();
        for secret in self.list.secrets().iter() {
            gone.remove(secret.name());
        }
        gone
    }

    fn listed(&self, name: &str) -> Option<Arc<Summary>> {
        let found = self.list.secrets().iter().find(|secret| secret.name() == name);
        found.map(|secret| Arc::new(secret.to_summary()))
    }

    /// Opens a bookmarked or recent secret: from the list, or before the list has it by describing it.
    pub(super) fn open_remembered(&mut self, name: String) {
        self.focus_list();
        self.list.stop_editing_filter();
        let Some(listed) = self.listed(&name) else {
            return self.opening.open_remembered(name, &mut self.cx);
        };
        self.opening.set(PendingOpen::Done);
        let arn = listed.arn.clone();
        self.secret.select(Selected::listed(listed), &mut self.cx);
        self.list.go_to_secret(&arn, &mut self.cx);
        self.focus_secret();
    }

    /// Tells that a bookmarked or recent secret is gone, and how to remove it.
    pub(super) fn tell_gone(&mut self, name: &str) {
        let (list, remove) = (self.cx.key(Action::Bookmarks), self.cx.key(Action::ForgetItem));
        self.cx.refuse(
            format!("There is no secret {name} in this account and Region any more."),
            format!("{list} shows bookmarks and recent secrets, {remove} removes it there."),
        );
    }

    /// Applies a saved filter, as if it had been typed.
    pub(super) fn apply_saved_filter(&mut self, filter: &str) {
        self.focus_list();
        self.list.stop_editing_filter();
        self.list.filter_by(filter, &mut self.cx);
    }

    /// Asks for a name for the filter.
    pub(super) fn save_filter(&mut self) {
        let filter = self.list.filter();
        if let Some(error) = filter.error() {
            let what = error.what();
            return self
                .cx
                .refuse("The filter has a mistake and is not saved.", format!("Mend it first: {what}"));
        }
        let text = filter.text().trim().to_owned();
        if text.is_empty() {
            let key = self.cx.key(Action::Filter);
            return self.cx.refuse("There is no filter to save.", format!("Type one first ({key})."));
        }
        self.list.stop_editing_filter();
        self.open_form(Box::new(SaveFilter::of(text)));
    }

    /// Asks whether to forget bookmarks and filters of this account and Region.
    pub(super) fn ask_forget_history(&mut self) {
        let remembered = self.history.remembered();
        if remembered.is_empty() {
            return self.cx.tell("There are no bookmarks, recent secrets or filters to forget.");
        }
        let lines = [
            counted(remembered.bookmarks.len(), "bookmark"),
            counted(remembered.recents.len(), "recent secret"),
            counted(remembered.saved.len(), "saved filter"),
            counted(remembered.typed.len(), "typed filter"),
            "They can't be brought back.".to_owned(),
        ];
        let title = "Forget bookmarks, recent secrets and filters of this account and Region?";
        self.open_form(Box::new(Question::asking(title, lines, OnYes::ForgetHistory)));
    }

    /// Puts an earlier filter into the filter line; `false` if the step is one through the rows.
    pub(super) fn recall_filter(&mut self, step: Step) -> bool {
        let later = match step {
            Step::Up => false,
            Step::Down => true,
            Step::PageUp
            | Step::PageDown
            | Step::HalfPageUp
            | Step::HalfPageDown
            | Step::First
            | Step::Last => {
                return false;
            }
        };
        let filter = self.list.filter();
        let is_untouched = filter.selection() == crate::app::list::Selection::All;
        let Some(text) = self.history.recall(filter.text(), is_untouched, later) else { return false };
        self.list.recall_filter(&text, &mut self.cx);
        true
    }
}
