//! Loading the list page by page: the pages of the first list show as they come, those of a refresh all at once.

use super::ListPane;
use super::state::{ListLoad, LoadMode};
use crate::app::list::listing::{Listing, Progress};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Summary, SummaryStore};
use crate::service::api::{ServiceError, Target, Ticket};
use jiff::Timestamp;

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

    /// Starts to load the list; a load in progress is aborted.
    pub fn reload(&mut self, cx: &mut UpdateContext) {
        self.abort(cx);
        self.incoming = SummaryStore::default();
        self.load_mode = if self.as_of.is_none() { LoadMode::Initial } else { LoadMode::Refresh };
        self.load = ListLoad::Loading { so_far: 0 };
        self.listing = Listing::new();
        self.ask_for_pages(cx);
    }

    fn abort(&mut self, cx: &mut UpdateContext) {
        cx.abandon_all(self.listing.tickets().cloned().collect::<Vec<_>>());
        self.listing = Listing::new();
    }

    fn ask_for_pages(&mut self, cx: &mut UpdateContext) {
        while let Some(page) = self.listing.next() {
            let Some(ticket) = cx.call(Target::List, page.request.clone()) else { return };
            self.listing.sent(ticket, &page);
        }
    }

    /// The pages that are asked for.
    pub fn pages_out(&self) -> impl Iterator<Item = &Ticket> {
        self.listing.tickets()
    }

    /// Handles a page, and asks for the next ones. `attempts` is the number of attempts that it took.
    pub fn page_arrived(
        &mut self,
        ticket: &Ticket,
        attempts: u32,
        result: Result<(Vec<Summary>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let (secrets, result) = match result {
            Ok((secrets, token)) => (secrets, Ok(token)),
            Err(error) => (Vec::new(), Err(error)),
        };
        let page = result.map(|token| (&*secrets, token));
        let Some(progress) = self.listing.answered(ticket, attempts, page) else { return };
        self.add_page(&secrets, cx.now());
        match progress {
            Progress::Going => self.ask_for_pages(cx),
            Progress::OneAfterAnother(reason, abandoned) => {
                cx.abandon_all(abandoned);
                self.ask_for_pages(cx);
                self.explain(reason, cx);
            }
            Progress::Complete => self.complete(cx.now()),
            Progress::Failed(error) => {
                self.abort(cx);
                self.stop(ListLoad::Failed { error, at: cx.now() });
            }
        }
        self.arrange(cx);
        cx.raise(Event::ListGrew);
    }

    /// Says in the journal why pages are asked for one after another.
    fn explain(&self, reason: &str, cx: &mut UpdateContext) {
        if let Some(ticket) = self.listing.tickets().next() {
            cx.explain_in_journal(ticket, format!("one page after another: {reason}"));
        }
    }

    fn add_page(&mut self, secrets: &[Summary], now: Timestamp) {
        match self.load_mode {
            LoadMode::Initial => secrets.iter().for_each(|secret| self.index.add(secret, now)),
            LoadMode::Refresh => {
                secrets.iter().for_each(|secret| _ = self.incoming.put(secret));
            }
        }
        let so_far = match self.load_mode {
            LoadMode::Initial => self.index.all().len(),
            LoadMode::Refresh => self.incoming.all().len(),
        };
        self.load = ListLoad::Loading { so_far };
    }

    fn complete(&mut self, now: Timestamp) {
        if self.load_mode == LoadMode::Refresh {
            let incoming = std::mem::take(&mut self.incoming);
            self.index.replace(incoming, now);
        }
        self.load = ListLoad::Complete { at: now };
        self.as_of = Some(now);
    }

    /// Stops loading for the user; the secrets that came stay.
    pub fn cancel(&mut self, cx: &mut UpdateContext) {
        if !self.is_loading() {
            return;
        }
        self.abort(cx);
        cx.tell(if self.is_refreshing() {
            "Loading stopped. The list is the previous one."
        } else {
            "Loading stopped. The list is incomplete."
        });
        self.stop(ListLoad::Cancelled { at: cx.now() });
        cx.raise(Event::ListStopped);
    }

    fn stop(&mut self, load: ListLoad) {
        self.incoming = SummaryStore::default();
        if let (LoadMode::Initial, ListLoad::Cancelled { at } | ListLoad::Failed { at, .. }) =
            (self.load_mode, &load)
        {
            self.as_of = Some(*at);
        }
        self.load = load;
    }

    /// Overlays the list with a description; `false` if a later request has described the secret already.
    pub fn overlay(&mut self, summary: &Summary, ticket: &Ticket, cx: &mut UpdateContext) -> bool {
        let newest = self.index.overlay(summary, ticket.sequence, cx.now());
        if newest {
            self.arrange(cx);
        }
        newest
    }

    /// Removes a deleted secret; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, cx: &mut UpdateContext) {
        self.index.forget(arn, cx.now());
        self.marks.remove(std::slice::from_ref(arn));
        self.arrange(cx);
    }
}
