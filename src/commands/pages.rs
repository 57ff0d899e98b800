//! The pages of the list of secrets, several of them asked for at once.

use super::error::CommandError;
use super::session::Session;
use crate::app::list::{Listing, Progress};
use crate::secrets::SummaryPage;
use crate::service::api::{Completed, ConnectionId, Reply, ServiceError, Target, Ticket};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;

type Answer = (Ticket, Result<Completed, CommandError>);

/// A list that is being read. A long one is read in pieces side by side, so that its pages come in no particular order.
pub(super) struct ListPages<'session> {
    session: &'session Session,
    listing: Listing,
    out: FuturesUnordered<LocalBoxFuture<'session, Answer>>,
    sent: u64,
    failure: Option<ServiceError>,
}

impl<'session> ListPages<'session> {
    /// A list from the beginning.
    pub(super) fn new(session: &'session Session) -> Self {
        Self { session, listing: Listing::default(), out: FuturesUnordered::new(), sent: 0, failure: None }
    }

    /// The secrets of the next page that comes; `None` after the last. A secret may be on two pages.
    pub(super) async fn next(&mut self) -> Result<Option<SummaryPage>, CommandError> {
        loop {
            if let Some(error) = self.failure.take() {
                return Err(error.into());
            }
            self.ask();
            let Some((ticket, completed)) = self.out.next().await else { return Ok(None) };
            let Completed { result, attempts, .. } = completed?;
            let (secrets, page) = match result.and_then(Reply::into_secrets) {
                Ok((secrets, token)) => (secrets, Ok(token)),
                Err(error) => (SummaryPage::default(), Err(error)),
            };
            let page = page.map(|token| (&secrets, token));
            let Some(progress) = self.listing.answered(&ticket, attempts, page) else { continue };
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
            self.out.push(Box::pin(async move { (ticket, session.complete(&page.request).await) }));
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
