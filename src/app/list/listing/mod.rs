//! A listing under way: which pages to ask for next, and when the list is complete.
//!
//! A page has the token of the next, so a plain list is read one page after another. A long list is cut by name into
//! scopes that are read side by side, each again page after page; scopes that turn out large are divided. The union is
//! complete: a [`NameScope`] loses no name when it is divided, and an endpoint whose filters or order by name
//! can't be trusted is listed plainly to the end.

mod chain;
mod failure;
mod pace;
mod piece;
mod trust;

use crate::app::wording::counted;
use crate::secrets::{Collation, NameScope, ReadEnds, SummaryPage};
use crate::service::api::{ErrorKind, ListPart, NameOrder, Request, ServiceError, Ticket};
use chain::{Chain, Endless};
use failure::may_pass;
use pace::Pace;
use piece::{Next, Outlook, Piece};
use std::collections::{HashMap, VecDeque};
use trust::Trust;

/// The pages that are asked for plainly first: a small list costs no request more than it has pages.
const PLAIN_PAGES: usize = 5;

/// The number of pieces that the list is cut into at first, about. Those that turn out long are divided.
const PARTS: usize = 4;

/// The number of times that a page is asked for if it fails for a reason that may pass. Each time the SDK makes several
/// attempts.
const MOST_TRIES: u8 = 3;

/// The most empty pages in a row that promise more. The service may end a page early when a filter matches little.
const MOST_EMPTY_PAGES: usize = 1_000;

/// A listing under way.
#[derive(Debug)]
pub struct Listing {
    stage: Stage,
    /// The plain list. It rests while pieces are read, in case that the endpoint can't be trusted.
    plain: Chain,
    plain_names: Vec<String>,
    pieces: HashMap<u64, Piece>,
    last_piece: u64,
    ready: VecDeque<Source>,
    /// The pages that failed: asked for again one at a time when all others are done.
    again: Vec<Source>,
    out: Vec<(Ticket, Source)>,
    pace: Pace,
    /// The pages in a row that had nothing, whatever they are of.
    empty_pages: usize,
    error: Option<ServiceError>,
}

#[derive(Debug)]
enum Stage {
    /// The service's own order, page after page.
    Plain { pages: usize },
    /// Pieces side by side.
    Pieces(Trust),
    /// The rest of the plain list, because the endpoint can't be trusted.
    Fallback,
}

/// A chain of the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Plain,
    Piece(u64, NameOrder),
}

/// A page to ask for.
#[derive(Debug)]
pub struct Page {
    source: Source,
    /// The request.
    pub request: Request,
}

/// The state of a listing after an answer.
#[derive(Debug)]
pub enum Progress {
    /// More pages come.
    Going,
    /// More pages come, but one after another, for this reason. The tickets are those of pages that nobody waits for.
    OneAfterAnother(&'static str, Vec<Ticket>),
    /// Every page came.
    Complete,
    /// Some pages can't be had now. [`Listing::go_on`] asks for them again.
    Failed(ServiceError),
    /// The pages have no end.
    Endless(ServiceError),
}

impl Default for Listing {
    /// A listing from the beginning.
    fn default() -> Self {
        Self {
            stage: Stage::Plain { pages: 0 },
            plain: Chain::new(),
            plain_names: Vec::new(),
            pieces: HashMap::new(),
            last_piece: 0,
            ready: VecDeque::from([Source::Plain]),
            again: Vec::new(),
            out: Vec::new(),
            pace: Pace::default(),
            empty_pages: 0,
            error: None,
        }
    }
}

impl Listing {
    /// The next page to ask for now; [`sent`](Self::sent) must follow.
    pub fn next_page(&mut self) -> Option<Page> {
        while self.out.len() < self.pace.limit() {
            let source = self.ready.pop_front()?;
            let (part, chain) = match source {
                Source::Plain => (None, &self.plain),
                Source::Piece(id, order) => {
                    // A piece may end before its other end is read again.
                    let Some(piece) = self.pieces.get(&id) else { continue };
                    (Some(ListPart { names: piece.scope_of(order).clone(), order }), piece.end(order))
                }
            };
            let next_token = chain.token().map(str::to_owned);
            return Some(Page { source, request: Request::ListSecrets { part, next_token } });
        }
        None
    }

    /// Registers that a page was asked for.
    pub fn sent(&mut self, ticket: Ticket, page: &Page) {
        self.out.push((ticket, page.source));
    }

    /// The pages that are out.
    pub fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.out.iter().map(|(ticket, _)| ticket)
    }

    /// Handles a page or an error; `refused` is the number of attempts at it that the service refused. Those that broke off
    /// say nothing of the pace. `None` for an answer that the listing does not wait for.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        refused: u32,
        result: Result<(&SummaryPage, Option<String>), ServiceError>,
    ) -> Option<Progress> {
        let at = self.out.iter().position(|(out, _)| out == ticket)?;
        let (_, source) = self.out.swap_remove(at);
        let throttled = matches!(&result, Err(error) if error.kind == ErrorKind::Throttled);
        self.pace.answered(throttled || (result.is_ok() && refused > 0));
        if let Ok((secrets, next)) = &result
            && self.is_one_too_many(secrets)
            && next.is_some()
        {
            return Some(Endless::Nothing.into());
        }
        let result = match (source, result) {
            (Source::Plain, Ok((secrets, next))) => self.plain_page(secrets, next),
            (Source::Piece(id, order), Ok((secrets, next))) => self.piece_page(id, order, secrets, next),
            (source, Err(error)) => self.failed(source, error),
        };
        Some(result.unwrap_or_else(|stop| stop))
    }

    /// Counts pages that have nothing.
    fn is_one_too_many(&mut self, secrets: &SummaryPage) -> bool {
        self.empty_pages = if secrets.is_empty() { self.empty_pages + 1 } else { 0 };
        self.empty_pages > MOST_EMPTY_PAGES
    }

    fn plain_page(&mut self, secrets: &SummaryPage, next: Option<String>) -> Result<Progress, Progress> {
        self.plain.page(secrets, next)?;
        match &mut self.stage {
            Stage::Plain { pages } => {
                *pages += 1;
                self.plain_names.extend(secrets.iter().map(|secret| secret.name().to_owned()));
                if *pages == PLAIN_PAGES && !self.plain.is_done() {
                    self.cut();
                    return Ok(self.progress());
                }
            }
            Stage::Pieces(_) | Stage::Fallback => {}
        }
        if !self.plain.is_done() {
            self.ready.push_back(Source::Plain);
        }
        Ok(self.progress())
    }

    /// Goes on with pieces instead of the plain list, as large as its names let expect.
    fn cut(&mut self) {
        self.stage = Stage::Pieces(Trust::new(&self.plain_names));
        self.pace.open();
        let (all, nothing) = (NameScope::all(), ReadEnds::default());
        for scope in all.divide(nothing, &self.plain_names, PARTS, Collation::default()) {
            self.add_piece(Piece::new(scope, &self.plain_names));
        }
    }

    fn add_piece(&mut self, piece: Piece) {
        self.last_piece += 1;
        for order in piece.wanted_ends() {
            self.want(Source::Piece(self.last_piece, order));
        }
        self.pieces.insert(self.last_piece, piece);
    }

    /// Puts smaller pieces in place of one. The pages of its ends that are out are those of the pieces that took the ends over.
    fn replace_piece(&mut self, id: u64, smaller: Vec<Piece>) {
        self.pieces.remove(&id);
        for piece in smaller {
            for order in [NameOrder::Ascending, NameOrder::Descending] {
                if !piece.end(order).is_new() {
                    self.rename(Source::Piece(id, order), Source::Piece(self.last_piece + 1, order));
                }
            }
            self.add_piece(piece);
        }
    }

    fn rename(&mut self, old: Source, new: Source) {
        for source in self.sources().filter(|source| **source == old) {
            *source = new;
        }
    }

    /// Asks for the next page of a source, if it is not asked for.
    fn want(&mut self, wanted: Source) {
        if !self.sources().any(|source| *source == wanted) {
            self.ready.push_back(wanted);
        }
    }

    /// The sources of which a page is out or will be asked for.
    fn sources(&mut self) -> impl Iterator<Item = &mut Source> {
        let out = self.out.iter_mut().map(|(_, source)| source);
        out.chain(&mut self.ready).chain(&mut self.again)
    }

    fn piece_page(
        &mut self,
        id: u64,
        order: NameOrder,
        secrets: &SummaryPage,
        next: Option<String>,
    ) -> Result<Progress, Progress> {
        // A piece that was divided or read to its end meanwhile.
        let (Stage::Pieces(trust), Some(piece)) = (&mut self.stage, self.pieces.get_mut(&id)) else {
            return Ok(self.progress());
        };
        let is_sound = trust.check_page(piece, order, secrets);
        piece.page(order, secrets, next, trust.collation())?;
        if let Err(reason) = is_sound.and_then(|()| trust.check_piece(piece)) {
            return Ok(self.fall_back(reason));
        }
        let unread = trust.expected(self.pieces.values().map(Piece::plain_if_new).sum());
        let idle = self.pace.limit().saturating_sub(self.out.len() + self.ready.len());
        let outlook = Outlook::new(&self.pieces, unread, idle, trust.collation());
        let Some(piece) = self.pieces.get_mut(&id) else { return Ok(self.progress()) };
        match piece.next(order, &outlook) {
            Next::Done => drop(self.pieces.remove(&id)),
            Next::GoOn => self.want(Source::Piece(id, order)),
            Next::OtherEnd => self.want(Source::Piece(id, order.reversed())),
            Next::BothEnds => {
                self.want(Source::Piece(id, NameOrder::Descending));
                self.want(Source::Piece(id, order));
            }
            Next::Divide(smaller) => self.replace_piece(id, smaller),
        }
        Ok(self.progress())
    }

    fn failed(&mut self, source: Source, error: ServiceError) -> Result<Progress, Progress> {
        if error.refuses_page_token() && self.restart(source) {
            return Ok(self.progress());
        }
        let Source::Piece(id, order) = source else { return Err(Progress::Failed(error)) };
        // Nothing is missing of a piece that was divided or read to its end meanwhile.
        if let Some(piece) = self.pieces.get_mut(&id) {
            if !may_pass(&error) {
                return Err(Progress::Failed(error));
            }
            let tries = piece.end_mut(order).count_try();
            if tries == 1 && error.kind == ErrorKind::Throttled {
                // The pace has slowed down since. At the end it would be read alone, after all others.
                self.ready.push_back(source);
            } else if tries < MOST_TRIES {
                self.again.push(source);
            } else {
                self.error = Some(error);
                if piece.open_high_end() {
                    self.ready.push_back(Source::Piece(id, NameOrder::Descending));
                }
            }
        }
        Ok(self.progress())
    }

    /// Reads a chain from its beginning; `false` if that was tried too often.
    fn restart(&mut self, source: Source) -> bool {
        let restarted = match source {
            Source::Plain => self.plain.restart(),
            Source::Piece(id, order) => self.pieces.get_mut(&id).is_some_and(|piece| piece.restart(order)),
        };
        if !restarted {
            return false;
        }
        if let (Source::Plain, Stage::Plain { pages }) = (source, &mut self.stage) {
            *pages = 0;
            self.plain_names.clear();
        }
        self.ready.push_back(source);
        true
    }

    /// Stops asking for pages until [`go_on`](Self::go_on). Returns the pages that are out, which nobody waits for now.
    pub fn pause(&mut self) -> Vec<Ticket> {
        self.out.drain(..).map(|(ticket, _)| ticket).collect()
    }

    /// Goes on after a pause or a failure: every page that has not come is wanted again. The listing may be complete: the
    /// pages that were out may have been superfluous.
    pub fn go_on(&mut self) -> Progress {
        self.error = None;
        self.empty_pages = 0;
        self.again.clear();
        self.ready.clear();
        match self.stage {
            Stage::Plain { .. } | Stage::Fallback => {
                self.plain.forgive();
                self.pace.alone();
                self.ready.push_back(Source::Plain);
            }
            Stage::Pieces(_) => {
                self.pace.open();
                let mut ids: Vec<_> = self.pieces.keys().copied().collect();
                ids.sort_unstable();
                for id in ids {
                    let ends = self.pieces.get_mut(&id).map(Piece::open_ends).into_iter().flatten();
                    self.ready.extend(ends.map(|order| Source::Piece(id, order)));
                }
            }
        }
        self.progress()
    }

    /// The secrets that a paused or failed listing lacks, in words: `names prod/* after prod/m`.
    pub fn missing(&self) -> String {
        let mut pieces: Vec<_> = self.pieces.iter().collect();
        pieces.sort_unstable_by_key(|(id, _)| **id);
        match (&self.stage, pieces.as_slice()) {
            (Stage::Pieces(_), [(_, one)]) => one.missing(),
            (Stage::Pieces(_), [(_, first), others @ ..]) => {
                format!("{}, and {}", first.missing(), counted(others.len(), "more part"))
            }
            (Stage::Plain { .. } | Stage::Fallback | Stage::Pieces(_), _) => match self.plain.len() {
                0 => "all secrets".to_owned(),
                came => format!("the secrets after the first {came}"),
            },
        }
    }

    fn progress(&mut self) -> Progress {
        self.ready.retain(|source| match source {
            Source::Plain => true,
            Source::Piece(id, _) => self.pieces.contains_key(id),
        });
        while self.out.is_empty() && self.ready.is_empty() {
            let Some(source) = self.again.pop() else { return self.end() };
            if matches!(source, Source::Piece(id, _) if self.pieces.contains_key(&id)) {
                self.pace.start_over();
                self.ready.push_back(source);
            }
        }
        Progress::Going
    }

    fn end(&mut self) -> Progress {
        if let Some(error) = self.error.take().filter(|_| !self.pieces.is_empty()) {
            return Progress::Failed(error);
        }
        match &self.stage {
            Stage::Pieces(trust) => match trust.check_end() {
                Ok(()) => Progress::Complete,
                Err(reason) => self.fall_back(reason),
            },
            Stage::Plain { .. } | Stage::Fallback => Progress::Complete,
        }
    }

    /// Reads the rest of the plain list, because the endpoint can't be trusted.
    fn fall_back(&mut self, reason: &'static str) -> Progress {
        self.stage = Stage::Fallback;
        self.pieces.clear();
        self.again.clear();
        self.error = None;
        self.pace.alone();
        self.ready = VecDeque::from([Source::Plain]);
        Progress::OneAfterAnother(reason, self.out.drain(..).map(|(ticket, _)| ticket).collect())
    }
}

/// A chain without end stops the listing.
impl From<Endless> for Progress {
    fn from(endless: Endless) -> Self {
        Self::Endless(endless.into())
    }
}

#[cfg(test)]
mod tests;
