//! An end of a piece: a chain of pages that may have begun in a larger piece.

use crate::app::list::listing::chain::Chain;
use crate::secrets::NameScope;

/// An end of a piece.
#[derive(Debug)]
pub(super) struct End {
    pub(super) chain: Chain,
    /// The names of the chain: those of the piece, or of the larger one that it was cut out of.
    pub(super) scope: NameScope,
    /// The number of names of the plain list that the chain had outside of the piece.
    pub(super) plain_elsewhere: usize,
    /// The chain has come to names that are not of the piece, and is not read on.
    pub(super) is_outside: bool,
}

impl End {
    /// An end of a piece with these names, of which nothing was read.
    pub(super) fn new(scope: &NameScope) -> Self {
        Self { chain: Chain::new(), scope: scope.clone(), plain_elsewhere: 0, is_outside: false }
    }

    /// The name that the chain has come to.
    pub(super) fn last(&self) -> Option<&str> {
        self.chain.ends().map(|(_, last)| last)
    }

    /// Begins again in a piece with these names; `false` if that was tried too often.
    pub(super) fn restart(&mut self, scope: NameScope) -> bool {
        let restarts = self.chain.restart();
        if restarts {
            (self.scope, self.plain_elsewhere, self.is_outside) = (scope, 0, false);
        }
        restarts
    }

    /// The end in a smaller piece, where so many names more of the plain list are elsewhere.
    pub(super) fn with_plain_elsewhere(self, more: usize) -> Self {
        Self { plain_elsewhere: self.plain_elsewhere + more, ..self }
    }
}
