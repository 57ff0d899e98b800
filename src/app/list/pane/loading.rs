//! How the list comes: page by page, the first as it comes, a newer one in one go.

use super::ListPane;
use crate::secrets::{Arn, Summary};
use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;

/// What becomes of the pages that come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoadMode {
    /// They show as they come.
    Initial,
    /// They wait until all are there, and then take the place of the list.
    Refresh,
}

/// How loading stands.
#[derive(Debug)]
pub enum ListLoad {
    /// Not begun.
    Idle,
    /// A page is on its way.
    Loading {
        /// Its request.
        ticket: Ticket,
        /// Secrets that came so far.
        so_far: usize,
    },
    /// All pages came.
    Complete {
        /// When the last one did.
        at: Timestamp,
    },
    /// The user stopped it.
    Cancelled {
        /// When.
        at: Timestamp,
    },
    /// A page failed; those before it are there.
    Failed {
        /// Why.
        error: ServiceError,
        /// When.
        at: Timestamp,
    },
}

impl ListPane {
    /// When what is shown was listed; `None` while the first list is on its way. A refresh counts once it is complete.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Whether a list is there that the one on its way is to replace.
    pub fn is_refreshing(&self) -> bool {
        self.fill == LoadMode::Refresh && matches!(self.load, ListLoad::Loading { .. })
    }

    /// Notes that the first page is on its way.
    pub fn begin(&mut self, ticket: Ticket) {
        self.incoming.clear();
        self.fill = if self.as_of.is_none() { LoadMode::Initial } else { LoadMode::Refresh };
        self.load = ListLoad::Loading { ticket, so_far: 0 };
    }

    /// Takes a page in. The first list shows page by page; a newer one replaces it when it is complete.
    pub fn take_page(&mut self, secrets: Vec<Summary>, next: Option<Ticket>, now: Timestamp) {
        let ListLoad::Loading { so_far, .. } = self.load else { return };
        let total = so_far + secrets.len();
        match self.fill {
            LoadMode::Initial => secrets.into_iter().for_each(|secret| self.index.add(secret, now)),
            LoadMode::Refresh => self.incoming.extend(secrets),
        }
        let Some(ticket) = next else { return self.complete(now) };
        self.load = ListLoad::Loading { ticket, so_far: total };
    }

    fn complete(&mut self, now: Timestamp) {
        if self.fill == LoadMode::Refresh {
            self.index.replace(std::mem::take(&mut self.incoming), now);
        }
        self.load = ListLoad::Complete { at: now };
        self.as_of = Some(now);
    }

    /// Notes that loading ended before its end; what is there stays.
    pub fn stop(&mut self, load: ListLoad) {
        self.incoming = Vec::new();
        if let (LoadMode::Initial, ListLoad::Cancelled { at } | ListLoad::Failed { at, .. }) =
            (self.fill, &load)
        {
            self.as_of = Some(*at);
        }
        self.load = load;
    }

    /// Lays over the list what `DescribeSecret` said; `false` if a later request has already said more.
    pub fn overlay(&mut self, summary: &Summary, ticket: &Ticket, now: Timestamp) -> bool {
        self.index.overlay(summary, ticket.sequence, now)
    }

    /// Takes a secret out that is gone; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, now: Timestamp) {
        self.index.forget(arn, now);
    }
}
