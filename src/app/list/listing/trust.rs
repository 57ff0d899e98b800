//! The check that an endpoint filters and orders by name as the service does: emulators may ignore either.
//!
//! The names of the plain pages are known, so each must come again, in a scope that has it.

use super::piece::Piece;
use crate::secrets::{SummaryPage, SummaryView, order_by_letters};
use crate::service::api::NameOrder;
use std::cmp::Ordering;
use std::collections::HashSet;

const FILTERS: &str = "names are not filtered";
const ORDER: &str = "names are not ordered";

/// The signs so far that the endpoint filters and orders by name.
#[derive(Debug)]
pub(super) struct Trust {
    /// Names of the plain list that have not come again.
    missing: HashSet<String>,
    by_bytes: bool,
    by_letters: bool,
}

impl Trust {
    /// Expects each of these names of the plain list to come again.
    pub(super) fn new(names: &[String]) -> Self {
        Self { missing: names.iter().cloned().collect(), by_bytes: true, by_letters: true }
    }

    /// Checks a page of one end of a piece.
    pub(super) fn check(
        &mut self,
        piece: &Piece,
        order: NameOrder,
        page: &SummaryPage,
    ) -> Result<(), &'static str> {
        let names = || page.iter().map(SummaryView::name);
        for name in names() {
            if !piece.scope().contains(name) {
                return Err(FILTERS);
            }
            if !self.missing.is_empty() {
                self.missing.remove(name);
            }
        }
        for (name, next) in names().zip(names().skip(1)) {
            self.compare(order, name, next);
        }
        if piece.is_done() && self.missing.iter().any(|name| piece.scope().contains(name)) {
            return Err(FILTERS);
        }
        if let (Some((first, last)), Some(at)) = (piece.end(order).ends(), names().next_back())
            && names().next() == Some(first)
            && at == last
        {
            self.check_first_page(piece, order, last);
        }
        if self.by_bytes || self.by_letters { Ok(()) } else { Err(ORDER) }
    }

    /// Names that have not come yet must not belong before the last name of a first page.
    fn check_first_page(&mut self, piece: &Piece, order: NameOrder, last: &str) {
        let ahead: Vec<_> =
            self.missing.iter().filter(|name| piece.scope().contains(name)).cloned().collect();
        for name in ahead {
            self.compare(order, last, &name);
        }
    }

    fn compare(&mut self, order: NameOrder, name: &str, next: &str) {
        let (lower, higher) = match order {
            NameOrder::Ascending => (name, next),
            NameOrder::Descending => (next, name),
        };
        self.by_bytes &= lower <= higher;
        self.by_letters &= order_by_letters(lower, higher) != Some(Ordering::Greater);
    }

    /// Checks at the end that every name of the plain list came again. One may have been deleted meanwhile: then the rest
    /// of the plain list is read for nothing, but never too little.
    pub(super) fn check_end(&self) -> Result<(), &'static str> {
        if self.missing.is_empty() { Ok(()) } else { Err(FILTERS) }
    }
}
