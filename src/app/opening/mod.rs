//! Opening a secret without the cursor: one named on the command line, one in another Region, or the one that was open
//! before a reconnect.

use super::UpdateContext;
use super::actions::Action;
use super::event::{Event, Found};
use crate::secrets::{Arn, Summaries, SummaryView};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError, Target, Ticket};
use std::sync::Arc;

/// The secret to open as soon as possible.
#[derive(Debug, Default)]
pub struct Opening {
    pending: PendingOpen,
    /// The secrets below this number don't have exactly the name or ARN that is searched for.
    searched: u32,
}

/// The state of opening a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PendingOpen {
    /// There is no secret to open.
    #[default]
    Done,
    /// A secret with exactly this name or ARN is being described.
    Describing(String),
    /// A bookmarked or recent secret with exactly this name is being described.
    Remembered(String),
    /// The secret was open before a reconnect, and is opened again.
    Returning(Arn),
    /// No secret has exactly this name: the list is searched as it loads.
    Searching(String),
}

impl Opening {
    /// Opens a secret by its name, ARN, or a unique part of its name.
    pub fn named(secret: Option<String>) -> Self {
        Self { pending: secret.map_or(PendingOpen::Done, PendingOpen::Describing), searched: 0 }
    }

    /// The state of opening.
    pub fn pending(&self) -> &PendingOpen {
        &self.pending
    }

    /// Sets the state of opening.
    pub fn set(&mut self, pending: PendingOpen) {
        self.pending = pending;
        self.searched = 0;
    }

    /// Forgets the secret that was open: the user has switched the connection.
    pub fn connection_replaced(&mut self) {
        if let PendingOpen::Returning(_) = self.pending {
            self.pending = PendingOpen::Done;
        }
    }

    /// Describes the secret on a new connection.
    pub fn connected(&mut self, cx: &mut UpdateContext) {
        self.searched = 0;
        let secret = match &self.pending {
            PendingOpen::Describing(secret) | PendingOpen::Remembered(secret) => secret.clone(),
            PendingOpen::Returning(arn) => arn.to_string(),
            PendingOpen::Searching(_) | PendingOpen::Done => return,
        };
        cx.call(Target::PendingOpen, Request::DescribeSecret { secret });
    }

    /// Opens a bookmarked or recent secret by its name.
    pub fn open_remembered(&mut self, name: String, cx: &mut UpdateContext) {
        self.set(PendingOpen::Remembered(name));
        self.connected(cx);
    }

    /// Handles the answer to `DescribeSecret`; `true` if the list must be searched now.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) -> bool {
        match (&self.pending, result.and_then(Reply::into_detail)) {
            (
                PendingOpen::Describing(_) | PendingOpen::Remembered(_) | PendingOpen::Returning(_),
                Ok(detail),
            ) => {
                self.pending = PendingOpen::Done;
                cx.raise(Event::OpeningFound(Found::Described(Box::new(detail), ticket.clone())));
            }
            // Whatever the error, the list may still have the secret.
            (PendingOpen::Describing(part), Err(_)) => {
                self.pending = PendingOpen::Searching(part.clone());
                return true;
            }
            (PendingOpen::Remembered(name), Err(error)) => {
                if error.kind == ErrorKind::NotFound {
                    cx.raise(Event::RememberedGone(name.clone()));
                } else {
                    let again = Event::SecretChosen(name.clone());
                    cx.fail_until_login(format!("open {name}"), error, again);
                }
                self.pending = PendingOpen::Done;
            }
            (PendingOpen::Returning(_), Err(error)) if !error.wants_reconnect() => {
                self.pending = PendingOpen::Done;
            }
            (PendingOpen::Returning(_), Err(_)) | (PendingOpen::Searching(_) | PendingOpen::Done, _) => {}
        }
        false
    }

    /// Searches the secrets listed so far. An exact name opens at once, a part of a name once no more secrets will
    /// come.
    pub fn search(&mut self, listed: &Summaries, settled: bool, cx: &mut UpdateContext) {
        let PendingOpen::Searching(part) = &self.pending else { return };
        let part = part.clone();
        let arn = Arn::new(part.as_str());
        // Secrets that were looked at when an earlier page came need no second look.
        let start = if self.searched > listed.end() { 0 } else { self.searched };
        self.searched = listed.end();
        let mut new = listed.numbers_from(start).map(|number| listed.get(number));
        let exact = new.find(|secret| secret.name() == part || secret.has_arn(&arn));
        if let Some(secret) = exact {
            return self.found(Found::Listed(Arc::new(secret.to_summary())), cx);
        }
        if !settled {
            return;
        }
        // As in a filter, capitals count; if no name has them, they don't.
        let small = part.to_lowercase();
        let mut found = names_with(listed, |name| name.contains(&part));
        let mut wanted = &part;
        if found.0.is_none() {
            (found, wanted) = (names_with(listed, |name| name.to_lowercase().contains(&small)), &small);
        }
        match found {
            (Some(only), 1) => self.found(Found::Listed(Arc::new(only.to_summary())), cx),
            (Some(_), count) => self.found(Found::Several { part: wanted.clone(), count }, cx),
            (None, _) => {
                self.pending = PendingOpen::Done;
                cx.refuse(
                    format!("No secret has {part} in its name."),
                    format!(
                        "Check the profile and the Region in the header, or filter the list ({}).",
                        cx.key(Action::Filter)
                    ),
                );
            }
        }
    }

    fn found(&mut self, found: Found, cx: &mut UpdateContext) {
        self.pending = PendingOpen::Done;
        cx.raise(Event::OpeningFound(found));
    }
}

/// The first secret with such a name, and the number of them.
fn names_with(listed: &Summaries, is_such: impl Fn(&str) -> bool) -> (Option<SummaryView<'_>>, usize) {
    let mut found = listed.iter().filter(|secret| is_such(secret.name()));
    let first = found.next();
    (first, usize::from(first.is_some()) + found.count())
}
