//! Bookmarks, recent secrets and filters of the account and Region in use, kept between runs unless the user turned that off.

use super::connection_summary::ConnectionSummary;
use super::effect::Effect;
use super::event::Event;
use super::remembered::{HistoryChange, HistoryPlace, HistoryRead, Remembered, SavedFilter};
use super::settings::KeepHistory;
use super::{Problem, UpdateContext};

/// The bookmarks, recent secrets and filters of the account and Region in use.
#[derive(Debug, Default)]
pub struct History {
    keeping: Keeping,
    /// The profile, Region and endpoint of the connection.
    target: [String; 3],
    remembered: Remembered,
    /// The reads and changes on disk without an answer. What one answers is older than what is here while others follow.
    in_flight: usize,
    /// The typed filter that is recalled into the filter line, counted from the last one.
    recalled: Option<usize>,
}

/// Where bookmarks and filters are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Keeping {
    /// Nowhere: they last as long as the connection.
    #[default]
    Here,
    /// On disk, once the account is known: then these changes are made there.
    AwaitsAccount(Vec<HistoryChange>),
    /// On disk, for this place.
    OnDisk(HistoryPlace),
}

impl History {
    /// Begins anew on another connection, whose account is not known yet.
    pub fn connected(&mut self, keep: KeepHistory, connection: &ConnectionSummary<'_>) {
        let is_kept = keep == KeepHistory::On && !connection.is_demo;
        let keeping = if is_kept { Keeping::AwaitsAccount(Vec::new()) } else { Keeping::Here };
        let target = [connection.profile, connection.region, connection.endpoint_url];
        let target = target.map(|part| part.unwrap_or_default().to_owned());
        // A new login leaves what is kept nowhere else.
        let stays = self.keeping == Keeping::Here && self.target == target;
        let remembered = if stays { std::mem::take(&mut self.remembered) } else { Remembered::default() };
        *self = Self { keeping, target, remembered, in_flight: 0, recalled: None };
    }

    /// Reads what is kept of the account, once it is known. Changes that were made before follow.
    pub fn account_known(&mut self, place: &HistoryPlace, cx: &mut UpdateContext) {
        let Keeping::AwaitsAccount(changes) = &mut self.keeping else { return };
        let changes = std::mem::take(changes);
        self.keeping = Keeping::OnDisk(place.clone());
        self.in_flight = 1 + changes.len();
        cx.emit(Effect::ReadHistory(place.clone()));
        for change in changes {
            cx.emit(Effect::ChangeHistory(place.clone(), change));
        }
    }

    /// Makes the changes on disk that still wait for the account, before the connection or the program ends. `place` is known
    /// from a secret where the account was not told yet.
    pub fn leave(&mut self, place: Option<&HistoryPlace>, cx: &mut UpdateContext) {
        if matches!(&self.keeping, Keeping::AwaitsAccount(changes) if !changes.is_empty())
            && let Some(place) = place
        {
            self.account_known(place, cx);
        }
    }

    /// Takes what is kept on disk, with what other dashboards have added.
    pub fn arrived(&mut self, place: &HistoryPlace, read: HistoryRead, cx: &mut UpdateContext) {
        if self.keeping != Keeping::OnDisk(place.clone()) {
            return;
        }
        self.in_flight = self.in_flight.saturating_sub(1);
        let remembered = match read {
            HistoryRead::Ready(remembered) => remembered,
            HistoryRead::Damaged(remembered) => {
                cx.show_problem(Problem::new(
                    "The file of bookmarks and filters of this account was damaged.",
                    "It was dropped: set the bookmarks that you miss again.",
                ));
                remembered
            }
            HistoryRead::Failed(why) => {
                self.keeping = Keeping::Here;
                let next = "They last until the program ends.";
                return cx.refuse(format!("Bookmarks and filters can't be kept: {why}."), next);
            }
        };
        if self.in_flight == 0 {
            self.remembered = remembered;
            cx.raise(Event::HistoryChanged);
        }
    }

    /// The bookmarks, recent secrets and filters.
    pub fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// True if what is remembered outlives the program.
    pub fn is_kept(&self) -> bool {
        self.keeping != Keeping::Here
    }

    /// True if a secret has a bookmark.
    pub fn is_bookmarked(&self, name: &str) -> bool {
        self.remembered.bookmarks.iter().any(|other| other == name)
    }

    /// Sets or removes the bookmark of a secret, and tells which.
    pub fn toggle_bookmark(&mut self, name: &str, cx: &mut UpdateContext) {
        let until = if self.is_kept() { "" } else { ". It lasts until the program ends." };
        if self.is_bookmarked(name) {
            self.change(HistoryChange::RemoveBookmark(name.to_owned()), cx);
            cx.tell(format!("Bookmark removed: {name}"));
        } else {
            self.change(HistoryChange::Bookmark(name.to_owned()), cx);
            cx.tell(format!("Bookmarked: {name}{until}"));
        }
    }

    /// Notes that a secret was opened.
    pub fn opened(&mut self, name: &str, cx: &mut UpdateContext) {
        if self.remembered.recents.first().is_none_or(|last| last != name) {
            self.change(HistoryChange::Opened(name.to_owned()), cx);
        }
    }

    /// Forgets a bookmark, or a recent secret without one.
    pub fn forget_secret(&mut self, name: &str, cx: &mut UpdateContext) {
        if self.is_bookmarked(name) {
            self.change(HistoryChange::RemoveBookmark(name.to_owned()), cx);
        } else {
            self.change(HistoryChange::RemoveRecent(name.to_owned()), cx);
        }
    }

    /// Saves a filter under a name.
    pub fn save_filter(&mut self, saved: SavedFilter, cx: &mut UpdateContext) {
        self.change(HistoryChange::SaveFilter(saved), cx);
    }

    /// Deletes a saved filter.
    pub fn delete_filter(&mut self, name: &str, cx: &mut UpdateContext) {
        self.change(HistoryChange::DeleteFilter(name.to_owned()), cx);
    }

    /// Notes a filter that was typed and accepted.
    pub fn typed(&mut self, filter: &str, cx: &mut UpdateContext) {
        self.recalled = None;
        let filter = filter.trim();
        if !filter.is_empty() && self.remembered.typed.first().is_none_or(|last| last != filter) {
            self.change(HistoryChange::Typed(filter.to_owned()), cx);
        }
    }

    /// Forgets all of this account and Region.
    pub fn forget(&mut self, cx: &mut UpdateContext) {
        self.change(HistoryChange::Forget, cx);
        cx.tell("Bookmarks, recent secrets and filters of this account and Region are forgotten.");
    }

    /// The typed filter before the one that is in the filter line, or after it if `later`; empty after the last one. `None` if the
    /// line has a text of its own, or if there is none before.
    pub fn recall(&mut self, line: &str, is_untouched: bool, later: bool) -> Option<String> {
        let typed = &self.remembered.typed;
        let at = self.recalled.filter(|at| typed.get(*at).is_some_and(|filter| filter == line));
        let next = match (at, later) {
            (Some(at), false) => at + 1,
            (Some(0), true) => {
                self.recalled = None;
                return Some(String::new());
            }
            (Some(at), true) => at - 1,
            // The applied filter itself is no step back.
            (None, false) if line.is_empty() || is_untouched => {
                usize::from(typed.first().is_some_and(|filter| filter == line))
            }
            (None, _) => return None,
        };
        let filter = typed.get(next)?.clone();
        self.recalled = Some(next);
        Some(filter)
    }

    fn change(&mut self, change: HistoryChange, cx: &mut UpdateContext) {
        self.remembered.apply(&change);
        match &mut self.keeping {
            Keeping::Here => {}
            Keeping::AwaitsAccount(changes) => changes.push(change),
            Keeping::OnDisk(place) => {
                self.in_flight += 1;
                cx.emit(Effect::ChangeHistory(place.clone(), change));
            }
        }
        cx.raise(Event::HistoryChanged);
    }
}
