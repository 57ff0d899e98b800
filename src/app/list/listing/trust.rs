//! The check that an endpoint filters and orders by name as the service does: emulators may ignore either.
//!
//! The names of the plain pages are known, so each must come again, in a scope that has it.

use super::piece::Piece;
use crate::secrets::{Collation, SummaryPage, SummaryView};
use crate::service::api::NameOrder;
use std::collections::HashSet;

const FILTERS: &str = "names are not filtered";
const ORDER: &str = "names are not ordered";

/// The signs so far that the endpoint filters and orders by name.
#[derive(Debug)]
pub(super) struct Trust {
    /// Names of the plain list that have not come again.
    missing: HashSet<String>,
    /// The number of names of the plain list.
    plain: usize,
    /// The number of names that came in pieces.
    came: usize,
    collation: Collation,
}

impl Trust {
    /// Expects each of these names of the plain list to come again.
    pub(super) fn new(names: &[String]) -> Self {
        Self {
            missing: names.iter().cloned().collect(),
            plain: names.len(),
            came: 0,
            collation: Collation::default(),
        }
    }

    /// The number of secrets to expect where the plain list has this many names, as far as pieces were read.
    pub(super) fn expected(&self, plain: usize) -> usize {
        plain * self.came / (self.plain - self.missing.len()).max(1)
    }

    /// The order of names, as far as the service has shown it.
    pub(super) fn collation(&self) -> Collation {
        self.collation
    }

    /// Checks a page that came for one end of a piece, before the piece goes on behind it.
    pub(super) fn check_page(
        &mut self,
        piece: &Piece,
        order: NameOrder,
        page: &SummaryPage,
    ) -> Result<(), &'static str> {
        let names = || page.iter().map(SummaryView::name);
        self.came += page.len();
        for name in names() {
            if !piece.scope_of(order).contains(name) {
                return Err(FILTERS);
            }
            if !self.missing.is_empty() {
                self.missing.remove(name);
            }
        }
        let before = piece.end(order).ends().map(|(_, last)| last);
        for (name, next) in before.into_iter().chain(names()).zip(names().skip(usize::from(before.is_none())))
        {
            self.compare(order, name, next);
        }
        if let (None, Some(last)) = (before, names().next_back()) {
            self.check_first_page(piece, order, last);
        }
        self.check_order()
    }

    fn check_order(&self) -> Result<(), &'static str> {
        match self.collation {
            Collation::Neither => Err(ORDER),
            Collation::Either | Collation::Bytes | Collation::Letters => Ok(()),
        }
    }

    /// Checks a piece that was read: no name of the plain list that it should have is missing.
    pub(super) fn check_piece(&self, piece: &Piece) -> Result<(), &'static str> {
        let lacks = piece.is_done() && self.missing.iter().any(|name| piece.scope().contains(name));
        if lacks { Err(FILTERS) } else { Ok(()) }
    }

    /// Names that have not come yet must not belong before the last name of a first page.
    fn check_first_page(&mut self, piece: &Piece, order: NameOrder, last: &str) {
        let ahead: Vec<_> =
            self.missing.iter().filter(|name| piece.scope_of(order).contains(name)).cloned().collect();
        for name in ahead {
            self.compare(order, last, &name);
        }
    }

    fn compare(&mut self, order: NameOrder, name: &str, next: &str) {
        let (lower, higher) = match order {
            NameOrder::Ascending => (name, next),
            NameOrder::Descending => (next, name),
        };
        self.collation.observe(lower, higher);
    }

    /// Checks at the end that every name of the plain list came again. One may have been deleted meanwhile: then the rest
    /// of the plain list is read for nothing, but never too little.
    pub(super) fn check_end(&self) -> Result<(), &'static str> {
        if self.missing.is_empty() { Ok(()) } else { Err(FILTERS) }
    }
}
