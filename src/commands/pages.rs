//! The pages of the list of secrets, several of them asked for at once.

use super::error::{CommandError, FailureKind};
use super::session::Session;
use crate::app::list::{Listing, Progress};
use crate::secrets::SummaryPage;
use crate::service::api::{Completed, ConnectionId, Reply, Request, ServiceError, Target, Ticket};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;

/// The answer to a request for a page, and whether the page is of a piece of the list.
type Answer = (Ticket, PageOf, Result<Completed, CommandError>);

/// The list that a page is of.
#[derive(Clone, Copy)]
enum PageOf {
    Whole,
    Piece,
}

/// The entries that are left out, as they have no ARN or name.
#[derive(Default)]
struct Omissions {
    /// The number of them on pages of the whole list.
    whole: usize,
    /// The most of them on a page of a piece. Pieces overlap with each other and with the whole list, so that the sum would
    /// count an entry twice.
    piece: usize,
    /// A piece was read, so that the numbers are lower bounds.
    is_cut: bool,
}

impl Omissions {
    fn add(&mut self, of: PageOf, entries: usize) {
        match of {
            PageOf::Whole => self.whole += entries,
            PageOf::Piece => (self.piece, self.is_cut) = (self.piece.max(entries), true),
        }
    }

    /// The failure of a list that lacks entries.
    fn failure(&self) -> Option<CommandError> {
        let count = self.whole.max(self.piece);
        let at_least = if self.is_cut { "at least " } else { "" };
        let entries = match count {
            0 => return None,
            1 => format!("{at_least}1 entry has no ARN or no name, and is left out"),
            _ => format!("{at_least}{count} entries have no ARN or no name, and are left out"),
        };
        let why = format!("{entries}. Check that the endpoint is Secrets Manager.");
        Some(CommandError::new(FailureKind::Other, "The list is not complete", why, ""))
    }
}

/// A list that is being read. A long one is read in pieces side by side, so that its pages come in no particular order.
pub(super) struct ListPages<'session> {
    session: &'session Session,
    listing: Listing,
    out: FuturesUnordered<LocalBoxFuture<'session, Answer>>,
    sent: u64,
    failure: Option<ServiceError>,
    left_out: Omissions,
}

impl<'session> ListPages<'session> {
    /// A list from the beginning.
    pub(super) fn new(session: &'session Session) -> Self {
        Self {
            session,
            listing: Listing::default(),
            out: FuturesUnordered::new(),
            sent: 0,
            failure: None,
            left_out: Omissions::default(),
        }
    }

    /// The secrets of the next page that comes; `None` after the last. A secret may be on two pages.
    ///
    /// # Errors
    /// A page can't be read; or, after the last one, there were entries that identify no secret.
    pub(super) async fn next(&mut self) -> Result<Option<SummaryPage>, CommandError> {
        loop {
            if let Some(error) = self.failure.take() {
                return Err(error.into());
            }
            self.ask();
            let Some((ticket, of, completed)) = self.out.next().await else {
                return std::mem::take(&mut self.left_out).failure().map_or(Ok(None), Err);
            };
            let completed = completed?;
            let refused = completed.refused_attempts();
            let (secrets, page) = match completed.result.and_then(Reply::into_secrets) {
                Ok((secrets, token)) => (secrets, Ok(token)),
                Err(error) => (SummaryPage::default(), Err(error)),
            };
            let page = page.map(|token| (&secrets, token));
            let Some(progress) = self.listing.answered(&ticket, refused, page) else { continue };
            self.left_out.add(of, secrets.left_out());
            self.proceed(progress);
            return Ok(Some(secrets));
        }
    }

    fn ask(&mut self) {
        while let Some(page) = self.listing.next_page() {
            self.sent += 1;
            let connection = ConnectionId::default();
            let ticket = Ticket { connection, region: None, target: Target::List, sequence: self.sent };
            self.listing.sent(ticket.clone(), &page);
            let session = self.session;
            let of = match page.request {
                Request::ListSecrets { part: Some(_), .. } => PageOf::Piece,
                _ => PageOf::Whole,
            };
            self.out.push(Box::pin(async move { (ticket, of, session.complete(&page.request).await) }));
        }
    }

    fn proceed(&mut self, progress: Progress) {
        match progress {
            Progress::Going => {}
            // Pages that are out belong to pieces that are given up.
            Progress::OneAfterAnother(..) | Progress::Complete => self.out.clear(),
            Progress::Failed(error) | Progress::Endless(error) => {
                self.out.clear();
                self.failure = Some(error);
            }
        }
    }
}
