//! Loading the list page by page: the pages of the first list show as they come, those of a refresh all at once.

use super::ListPane;
use super::state::{Earlier, Extent, ListEnd, ListLoad, LoadMode, Reload};
use crate::app::actions::Action;
use crate::app::list::listing::{Listing, Progress};
use crate::app::problem::Problem;
use crate::app::topic::Topic;
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Summary, SummaryPage, SummaryStore, SummaryView};
use crate::service::api::{ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};

/// The longest pause after which loading goes on where it stopped: later the pages before it are out of date.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

impl ListPane {
    /// The time of the list on screen; `None` while the first list is loading. A refresh counts once it is complete.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// True if a newer list is loading while an older one is on screen.
    pub fn is_refreshing(&self) -> bool {
        self.load_mode == LoadMode::Refresh && self.is_loading()
    }

    /// True if a page is loading.
    pub fn is_loading(&self) -> bool {
        matches!(self.load, ListLoad::Loading { .. })
    }

    /// True if no more secrets will come: all pages came, or the user stopped loading.
    pub fn is_settled(&self) -> bool {
        matches!(self.load, ListLoad::Complete { .. } | ListLoad::Cancelled { .. })
    }

    /// True if pages came and more are loading that may have secrets which are not shown yet.
    pub fn is_loading_unseen(&self) -> bool {
        self.is_loading() && self.load_mode == LoadMode::Initial && self.so_far() > 0
    }

    /// Adds secrets that were looked up before their page came.
    pub fn add_found(&mut self, secrets: &SummaryPage, cx: &mut UpdateContext) {
        if self.is_loading() {
            self.index.add_page(secrets, cx.now());
            self.load = ListLoad::Loading { so_far: self.so_far() };
            self.arrange(cx);
            cx.raise(Event::ListGrew);
        }
    }

    /// True if the secrets of the list are not known to be all: pages are missing.
    pub fn is_incomplete(&self) -> bool {
        self.extent == Extent::Part
    }

    /// Loads the list: goes on where it stopped a short while ago, or else starts over. A load in progress is aborted, and
    /// starts over.
    pub fn reload(&mut self, cx: &mut UpdateContext) {
        cx.notices_mut().clear(Topic::ListLoading);
        if let (Some(stopped), Reload::GoesOn) = (self.stopped(), self.next_reload(cx.now())) {
            return self.go_on(stopped, cx);
        }
        self.abort(cx);
        (self.oldest_page, self.left_out) = (None, 0);
        self.incoming = SummaryStore::default();
        self.load_mode = match self.extent {
            Extent::Part => LoadMode::Initial,
            Extent::Whole => LoadMode::Refresh,
        };
        self.index.expect_again();
        self.load = ListLoad::Loading { so_far: 0 };
        self.listing = Listing::default();
        self.ask_for_pages(cx);
    }

    /// Loads the list again if it failed for want of a login that is there now.
    pub fn logged_in(&mut self, cx: &mut UpdateContext) {
        if let ListLoad::Failed { error, .. } = &self.load
            && error.wants_reconnect()
        {
            self.reload(cx);
        }
    }

    /// The way in which [`reload`](Self::reload) loads the list.
    pub fn next_reload(&self, now: Timestamp) -> Reload {
        if self.goes_on_until().is_some_and(|end| now < end) { Reload::GoesOn } else { Reload::StartsOver }
    }

    /// The time from which on loading does not go on where it stopped, but starts over.
    pub fn goes_on_until(&self) -> Option<Timestamp> {
        self.stopped().map(|at| at + LONGEST_PAUSE)
    }

    /// The time at which loading stopped, if it can go on from there.
    fn stopped(&self) -> Option<Timestamp> {
        let at = match &self.load {
            ListLoad::Cancelled { at } | ListLoad::Failed { at, end: ListEnd::Open { .. }, .. } => *at,
            ListLoad::Failed { end: ListEnd::Endless, .. }
            | ListLoad::Idle
            | ListLoad::Loading { .. }
            | ListLoad::Complete { .. } => return None,
        };
        (self.so_far() > 0).then_some(self.oldest_page.unwrap_or(at))
    }

    fn go_on(&mut self, stopped: Timestamp, cx: &mut UpdateContext) {
        self.oldest_page = Some(stopped);
        self.load = ListLoad::Loading { so_far: self.so_far() };
        let progress = self.listing.go_on();
        self.proceed(progress, cx);
        self.arrange(cx);
        let text = format!("Loading goes on where it stopped. {} starts over.", cx.key(Action::Refresh));
        cx.tell_about(Topic::ListLoading, text);
    }

    /// The number of secrets that the pages so far have.
    fn so_far(&self) -> usize {
        match self.load_mode {
            LoadMode::Initial => self.index.seen(),
            LoadMode::Refresh => self.incoming.all().len(),
        }
    }

    fn abort(&mut self, cx: &mut UpdateContext) {
        cx.abandon_all(self.listing.tickets().cloned().collect::<Vec<_>>());
        self.listing = Listing::default();
    }

    fn ask_for_pages(&mut self, cx: &mut UpdateContext) {
        while let Some(page) = self.listing.next_page() {
            let Some(ticket) = cx.call(Target::List, page.request.clone()) else { return };
            self.listing.sent(ticket, &page);
        }
    }

    /// The pages that are asked for.
    pub fn pages_out(&self) -> impl Iterator<Item = &Ticket> {
        self.listing.tickets()
    }

    /// Handles a page, and asks for the next ones. `refused` is the number of attempts that were refused.
    pub fn page_arrived(
        &mut self,
        ticket: &Ticket,
        refused: u32,
        result: Result<(SummaryPage, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let (secrets, result) = match result {
            Ok((secrets, token)) => (secrets, Ok(token)),
            Err(error) => (SummaryPage::default(), Err(error)),
        };
        let page = result.map(|token| (&secrets, token));
        let Some(progress) = self.listing.answered(ticket, refused, page) else { return };
        self.note_left_out(ticket, &secrets, cx);
        if let Some(account) = secrets.iter().next().and_then(SummaryView::account) {
            self.check_account(account, cx);
        }
        self.add_page(&secrets, cx.now());
        self.proceed(progress, cx);
        self.arrange(cx);
        cx.raise(Event::ListGrew);
    }

    fn proceed(&mut self, progress: Progress, cx: &mut UpdateContext) {
        match progress {
            Progress::Going => self.ask_for_pages(cx),
            Progress::OneAfterAnother(reason, abandoned) => {
                cx.abandon_all(abandoned);
                self.ask_for_pages(cx);
                self.explain(reason, cx);
            }
            Progress::Complete => {
                cx.notices_mut().clear(Topic::ListLoading);
                self.complete(cx.now());
                self.tell_left_out(cx);
                cx.raise(Event::ListCompleted);
            }
            Progress::Failed(error) => {
                let end = ListEnd::Open { missing: self.listing.missing() };
                cx.abandon_all(self.listing.pause());
                self.stop(ListLoad::Failed { error, at: cx.now(), end }, cx);
            }
            Progress::Endless(error) => {
                self.abort(cx);
                self.stop(ListLoad::Failed { error, at: cx.now(), end: ListEnd::Endless }, cx);
            }
        }
    }

    /// Counts the entries of a page that are not shown, and says so in the journal.
    fn note_left_out(&mut self, ticket: &Ticket, secrets: &SummaryPage, cx: &mut UpdateContext) {
        if secrets.left_out() > 0 {
            // Pages that are read from both ends have an entry twice: at least one page has this many.
            self.left_out = self.left_out.max(secrets.left_out());
            cx.explain_in_journal(ticket, format!("without an ARN or a name: {}", secrets.left_out()));
        }
    }

    /// Tells of the entries that are not shown, once the list is there. What was told of the list before it is over.
    fn tell_left_out(&mut self, cx: &mut UpdateContext) {
        cx.notices_mut().clear(Topic::ListEntries);
        let entries = match std::mem::take(&mut self.left_out) {
            0 => return,
            1 => "At least one entry of the list has no ARN or no name, and is not shown.",
            _ => "Entries of the list have no ARN or no name, and are not shown.",
        };
        let next = format!("The others are. {} names the requests.", cx.key(Action::Journal));
        cx.notices_mut().show_about(Topic::ListEntries, Problem::new(entries, next));
    }

    /// Says in the journal why pages are asked for one after another.
    fn explain(&self, reason: &str, cx: &mut UpdateContext) {
        if let Some(ticket) = self.listing.tickets().next() {
            cx.explain_in_journal(ticket, format!("one page after another: {reason}"));
        }
    }

    fn add_page(&mut self, secrets: &SummaryPage, now: Timestamp) {
        match self.load_mode {
            LoadMode::Initial => self.index.add_page(secrets, now),
            LoadMode::Refresh => self.incoming.put_page(secrets),
        }
        self.load = ListLoad::Loading { so_far: self.so_far() };
    }

    fn complete(&mut self, now: Timestamp) {
        match self.load_mode {
            LoadMode::Initial => self.index.drop_unseen(now),
            LoadMode::Refresh => {
                let incoming = std::mem::take(&mut self.incoming);
                self.index.replace(incoming, now);
            }
        }
        self.extent = Extent::Whole;
        self.earlier = Earlier::None;
        self.load = ListLoad::Complete { at: now };
        self.as_of = Some(self.oldest_page.take().unwrap_or(now));
    }

    /// Stops loading for the user; the secrets that came stay.
    pub fn cancel(&mut self, cx: &mut UpdateContext) {
        if !self.is_loading() {
            return;
        }
        cx.abandon_all(self.listing.pause());
        let list = match (self.extent, &self.earlier) {
            (Extent::Whole, _) => "is the previous one",
            (Extent::Part, Earlier::Shown { .. }) if self.so_far() == 0 => "is that of an earlier run",
            (Extent::Part, Earlier::Shown { .. }) => "is partly of an earlier run",
            (Extent::Part, Earlier::None | Earlier::AwaitsAccount) => "is incomplete",
        };
        self.stop(ListLoad::Cancelled { at: cx.now() }, cx);
        let (key, next) = (cx.key(Action::Refresh), self.next_reload(cx.now()).in_words());
        cx.tell_about(Topic::ListLoading, format!("Loading stopped. The list {list}. {key} {next}."));
        cx.raise(Event::ListStopped);
    }

    fn stop(&mut self, load: ListLoad, cx: &mut UpdateContext) {
        cx.notices_mut().clear(Topic::ListLoading);
        if let (LoadMode::Initial, None, ListLoad::Cancelled { at } | ListLoad::Failed { at, .. }) =
            (self.load_mode, self.earlier_as_of(), &load)
        {
            // A list of which no page came has no age.
            self.as_of = (self.so_far() > 0).then_some(*at);
        }
        self.load = load;
    }

    /// Overlays the list with a description; `false` if a later request has described the secret already.
    pub fn overlay(&mut self, summary: &Summary, ticket: &Ticket, cx: &mut UpdateContext) -> bool {
        let was_deleted = self.index.find(&summary.arn).map(|known| known.deleted);
        let newest = self.index.overlay(summary, ticket.sequence, cx.now());
        match was_deleted {
            Some(before) if newest && before != summary.deleted => self.outdate_cache(cx.now()),
            None if newest => self.lengthen_cache(cx.now()),
            Some(_) | None => {}
        }
        if newest {
            self.arrange(cx);
        }
        newest
    }

    /// Removes a deleted secret; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, cx: &mut UpdateContext) {
        self.index.forget(arn, cx.now());
        self.outdate_cache(cx.now());
        self.marks.remove(std::slice::from_ref(arn));
        self.arrange(cx);
    }
}
