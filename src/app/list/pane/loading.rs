//! Loading the list page by page: the pages of the first list show as they come, those of a refresh all at once.

use super::ListPane;
use super::state::{ListLoad, LoadMode};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Summary};
use crate::service::api::{Request, ServiceError, Target, Ticket};
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
        if let Some(ticket) = cx.call(Target::List, Request::ListSecrets { next_token: None }) {
            self.incoming.clear();
            self.load_mode = if self.as_of.is_none() { LoadMode::Initial } else { LoadMode::Refresh };
            self.load = ListLoad::Loading { ticket, so_far: 0 };
        }
    }

    fn abort(&mut self, cx: &mut UpdateContext) {
        if let ListLoad::Loading { ticket, .. } = &self.load {
            cx.abandon(ticket.clone());
        }
    }

    /// Handles a page, and asks for the next one.
    pub fn page_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<(Vec<Summary>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        match self.load {
            ListLoad::Loading { ticket: ref out, .. } if out == ticket => {}
            _ => return,
        }
        match result {
            Ok((secrets, next_token)) => {
                let next = next_token.and_then(|token| {
                    cx.call(Target::List, Request::ListSecrets { next_token: Some(token) })
                });
                self.add_page(secrets, next, cx.now());
            }
            Err(error) => self.stop(ListLoad::Failed { error, at: cx.now() }),
        }
        self.arrange(cx);
        cx.raise(Event::ListGrew);
    }

    fn add_page(&mut self, secrets: Vec<Summary>, next: Option<Ticket>, now: Timestamp) {
        let ListLoad::Loading { so_far, .. } = self.load else { return };
        let total = so_far + secrets.len();
        match self.load_mode {
            LoadMode::Initial => secrets.into_iter().for_each(|secret| self.index.add(secret, now)),
            LoadMode::Refresh => self.incoming.extend(secrets),
        }
        let Some(ticket) = next else { return self.complete(now) };
        self.load = ListLoad::Loading { ticket, so_far: total };
    }

    fn complete(&mut self, now: Timestamp) {
        if self.load_mode == LoadMode::Refresh {
            self.index.replace(std::mem::take(&mut self.incoming), now);
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
        self.incoming = Vec::new();
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
