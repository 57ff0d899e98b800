//! A piece of the list: a scope of names that is read from both ends until the ends meet.
//!
//! A long piece is divided into smaller ones. What was read stays read: each end goes on in the smaller piece that it has
//! come to, and ends there when it comes to names behind it.

mod end;
mod estimate;

use super::chain::{Chain, Endless};
use crate::secrets::{Collation, NameScope, ReadEnds, SummaryPage, SummaryView};
use crate::service::api::NameOrder;
use end::End;
use std::collections::HashMap;

/// The secrets ahead that are worth a smaller piece of their own: each costs half a page more, and a request at times.
const WORTH_A_PIECE: usize = 400;

/// The most pieces that a list is divided into by its first pages: as many as pages can be out.
const MOST_PIECES: usize = 24;

/// The least number of secrets that such a piece should have: three pages.
const LEAST_FAIR: usize = 300;

/// The least number of secrets ahead that is worth dividing a piece after its first page.
const WORTH_DIVIDING: usize = 900;

/// The least number of secrets ahead that is worth reading the other end too.
const WORTH_BOTH_ENDS: usize = 150;

/// The least number of names of the plain list that tell how many secrets a piece has.
const SAMPLE: usize = 4;

/// The most names of pages that are kept to learn from.
const KEPT: usize = 200;

/// A piece of the list.
#[derive(Debug)]
pub(super) struct Piece {
    scope: NameScope,
    /// From the first name on.
    low: End,
    /// From the last name back; not asked for until [`Piece::open_high_end`].
    high: End,
    both_ends: bool,
    /// Names that the scope is known to have: of the plain list, and of the last page of each end.
    known: Vec<String>,
    plain: usize,
    /// The secrets that the piece is expected to have between both ends.
    ahead: usize,
    done: bool,
}

/// The use of a piece after a page of one end.
#[derive(Debug)]
pub(super) enum Next {
    /// Every secret of the piece came.
    Done,
    /// The next page of the same end is wanted.
    GoOn,
    /// Both ends are wanted.
    BothEnds,
    /// Only the other end is wanted.
    OtherEnd,
    /// Smaller pieces take its place.
    Divide(Vec<Piece>),
}

/// The state of the listing on which the use of a piece depends.
#[derive(Debug)]
pub(super) struct Outlook {
    /// The number of pages more that could be out.
    idle: usize,
    /// The most secrets that a piece is expected to have ahead: only long pieces are divided.
    longest: usize,
    /// The number of secrets that a piece should have, so that there are as many pieces as pages can be out.
    fair: usize,
    /// The order of names.
    collation: Collation,
}

impl Outlook {
    /// The outlook with these pieces. `unread` is the number of secrets to expect in those of which no page came, `idle` the
    /// number of pages more that could be out.
    pub(super) fn new(
        pieces: &HashMap<u64, Piece>,
        unread: usize,
        idle: usize,
        collation: Collation,
    ) -> Self {
        let (mut all, mut longest) = (unread, 0);
        for piece in pieces.values() {
            all += piece.ahead;
            longest = longest.max(piece.ahead);
        }
        Self { idle, longest, fair: (all / MOST_PIECES).max(LEAST_FAIR), collation }
    }
}

impl Piece {
    /// A piece of which nothing was read. `plain` is any names of the plain list, of which those of the scope are kept.
    pub(super) fn new(scope: NameScope, plain: &[String]) -> Self {
        let known: Vec<_> = plain.iter().filter(|name| scope.contains(name)).cloned().collect();
        Self {
            low: End::new(&scope),
            high: End::new(&scope),
            scope,
            both_ends: false,
            plain: known.len(),
            known,
            ahead: 0,
            done: false,
        }
    }

    /// The names of the piece.
    pub(super) fn scope(&self) -> &NameScope {
        &self.scope
    }

    /// The names that an end asks for: those of the piece, and maybe others.
    pub(super) fn scope_of(&self, order: NameOrder) -> &NameScope {
        &self.side(order).scope
    }

    /// True if every secret of the piece came.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// The number of names of the plain list that the piece has, if none of its pages came.
    pub(super) fn plain_if_new(&self) -> usize {
        if self.low.chain.is_new() { self.plain } else { 0 }
    }

    /// An end of the piece.
    pub(super) fn end(&self, order: NameOrder) -> &Chain {
        &self.side(order).chain
    }

    /// An end of the piece, to go on.
    pub(super) fn end_mut(&mut self, order: NameOrder) -> &mut Chain {
        &mut self.side_mut(order).chain
    }

    fn side(&self, order: NameOrder) -> &End {
        match order {
            NameOrder::Ascending => &self.low,
            NameOrder::Descending => &self.high,
        }
    }

    fn side_mut(&mut self, order: NameOrder) -> &mut End {
        match order {
            NameOrder::Ascending => &mut self.low,
            NameOrder::Descending => &mut self.high,
        }
    }

    /// The ends that are read.
    pub(super) fn wanted_ends(&self) -> Vec<NameOrder> {
        let mut ends = vec![NameOrder::Ascending];
        ends.extend(self.both_ends.then_some(NameOrder::Descending));
        ends.retain(|order| !self.side(*order).is_outside);
        ends
    }

    /// The ends that have pages left, to ask for them once more.
    pub(super) fn open_ends(&mut self) -> Vec<NameOrder> {
        let mut ends = self.wanted_ends();
        for order in &ends {
            self.end_mut(*order).forgive();
        }
        ends.retain(|order| !self.end(*order).is_done());
        ends
    }

    /// Reads from the high end too; `false` if it is already.
    pub(super) fn open_high_end(&mut self) -> bool {
        !std::mem::replace(&mut self.both_ends, true)
    }

    /// Begins an end again, because the service no longer takes its token; `false` if that was tried too often.
    pub(super) fn restart(&mut self, order: NameOrder) -> bool {
        let scope = self.scope.clone();
        self.side_mut(order).restart(scope)
    }

    /// The names that have not come, in words: `names prod/* after prod/m`.
    pub(super) fn missing(&self) -> String {
        let ReadEnds { low, high } = self.read_ends();
        let low = low.map(|last| format!(" after {last}"));
        let high = high.map(|last| format!(" before {last}"));
        format!("{}{}{}", self.scope, low.unwrap_or_default(), high.unwrap_or_default())
    }

    fn read_ends(&self) -> ReadEnds<'_> {
        ReadEnds { low: self.low.last(), high: self.high.last() }
    }

    /// Goes on behind a page of one end.
    pub(super) fn page(
        &mut self,
        order: NameOrder,
        secrets: &SummaryPage,
        next: Option<String>,
        collation: Collation,
    ) -> Result<(), Endless> {
        self.end_mut(order).page(secrets, next)?;
        self.done = self.end(order).is_done()
            || meets(secrets, self.end(order.reversed()))
            || self.is_behind(order, collation);
        let latest = self.plain..self.plain;
        self.known.splice(latest, secrets.iter().map(|secret| secret.name().to_owned()));
        self.known.truncate(self.plain + KEPT);
        self.ahead = self.estimate();
        Ok(())
    }

    /// True if an end has surely come behind the piece. Its pages are of a larger piece then.
    fn is_behind(&self, order: NameOrder, collation: Collation) -> bool {
        self.side(order).last().is_some_and(|last| match order {
            NameOrder::Ascending => self.scope.is_before(last, collation),
            NameOrder::Descending => self.scope.is_after(last, collation),
        })
    }

    /// The use of the piece after a page of one end.
    pub(super) fn next(&mut self, order: NameOrder, outlook: &Outlook) -> Next {
        if self.done {
            return Next::Done;
        }
        if self.side(order).last().is_some_and(|last| !self.scope.contains(last)) {
            self.leave_to_other_end(order);
            return Next::OtherEnd;
        }
        if let Some(parts) = self.parts(outlook) {
            let scopes = self.divide(parts, outlook.collation);
            if scopes.len() > 1 {
                return Next::Divide(self.hand_over(scopes));
            }
        }
        // Where the plain list tells nothing, only the other end shows how much is ahead.
        let is_unknown = self.plain_ahead() == 0 && !self.low.chain.is_first_page();
        let is_worth_it = self.ahead >= WORTH_BOTH_ENDS || is_unknown;
        if is_worth_it && outlook.idle > 1 && self.open_high_end() {
            return Next::BothEnds;
        }
        Next::GoOn
    }

    /// Reads no more of an end that has come to names of other pieces. In an order that is not sure it may have passed names of
    /// this one, so that the other end must come to it. If that was left too, it begins again.
    fn leave_to_other_end(&mut self, order: NameOrder) {
        self.both_ends = true;
        self.side_mut(order).is_outside = true;
        let scope = self.scope.clone();
        let other = self.side_mut(order.reversed());
        if other.is_outside {
            *other = End::new(&scope);
        }
    }

    /// The number of smaller pieces that are worth their cost. After the first page, the piece is divided for all pages that
    /// can be out one day; later, for those that could be out at once.
    fn parts(&self, outlook: &Outlook) -> Option<usize> {
        if !self.both_ends && self.low.chain.is_first_page() {
            let enough = WORTH_DIVIDING.max(2 * outlook.fair);
            return (self.ahead >= enough).then(|| self.ahead / outlook.fair);
        }
        let awaits_first_page = self.both_ends && self.high.chain.is_new();
        let enough = (2 * WORTH_A_PIECE).max(outlook.longest / 2);
        (outlook.idle > 1 && !awaits_first_page && self.ahead >= enough)
            .then(|| (self.ahead / WORTH_A_PIECE).min(outlook.idle))
    }

    fn divide(&self, parts: usize, collation: Collation) -> Vec<NameScope> {
        let mut sample = self.known[..self.plain].to_vec();
        if self.plain_ahead() < SAMPLE {
            sample.extend(self.guesses());
        }
        self.scope.divide(self.read_ends(), &sample, parts, collation)
    }

    /// Pieces of these scopes, in which the ends of this one go on.
    fn hand_over(&mut self, scopes: Vec<NameScope>) -> Vec<Self> {
        let plain = &self.known[..self.plain];
        let mut pieces: Vec<_> = scopes.into_iter().map(|scope| Self::new(scope, plain)).collect();
        for order in self.wanted_ends() {
            let Some(last) = self.side(order).last() else { continue };
            let Some(heir) = pieces.iter_mut().find(|piece| piece.scope.can_go_on_from(last, &self.scope))
            else {
                continue;
            };
            let elsewhere = self.plain_read(order, last) - heir.plain_read(order, last);
            let end = std::mem::replace(self.side_mut(order), End::new(&heir.scope));
            *heir.side_mut(order) = end.with_plain_elsewhere(elsewhere);
            heir.both_ends |= order == NameOrder::Descending;
            heir.ahead = heir.estimate();
        }
        pieces
    }
}

/// True if a page reaches what the other end has read. Names that differ only in case may have no order of their own, so
/// two different names must be shared.
fn meets(page: &SummaryPage, other: &Chain) -> bool {
    let mut secrets = page.iter().map(SummaryView::name).zip(page.arn_hashes().iter().copied()).rev();
    let Some((last, _)) = secrets.next().filter(|(_, arn)| other.has(*arn)) else { return false };
    secrets.find(|(name, _)| !name.eq_ignore_ascii_case(last)).is_some_and(|(_, arn)| other.has(arn))
}
