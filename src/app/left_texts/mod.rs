//! The texts that editors of a killed program have left, while the user decides about them one by one.

use super::left_text::{EditOrigin, LeftText, LeftTextId};
use std::collections::VecDeque;
use zeroize::Zeroizing;

/// The texts that are left.
#[derive(Default)]
pub struct LeftTexts {
    /// Those that the user was not asked about yet.
    waiting: VecDeque<LeftText>,
    /// The text that the user wants, until its file is read.
    taken: Option<LeftText>,
    /// The text that was read, until its Region is connected.
    text: Option<(EditOrigin, Zeroizing<String>)>,
}

impl std::fmt::Debug for LeftTexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LeftTexts").field("waiting", &self.waiting).finish_non_exhaustive()
    }
}

impl LeftTexts {
    /// Takes in the texts that were found.
    pub fn found(&mut self, left: Vec<LeftText>) {
        self.waiting.extend(left);
    }

    /// The next text to ask about that is of this account. Where the account is not known, each may be.
    pub fn next_of(&mut self, account: Option<&str>) -> Option<LeftText> {
        let is_own = |left: &LeftText| match (left.origin.account(), account) {
            (Some(own), Some(account)) => own == account,
            (None, _) | (_, None) => true,
        };
        let at = self.waiting.iter().position(is_own)?;
        self.waiting.remove(at)
    }

    /// The user wants this text.
    pub fn wanted(&mut self, left: LeftText) -> LeftTextId {
        self.taken.insert(left).id
    }

    /// Takes in the text that was read. Returns the Region that it is of.
    pub fn read(&mut self, text: Zeroizing<String>) -> Option<String> {
        let origin = self.taken.take()?.origin;
        let region = origin.region().map(str::to_owned);
        self.text = Some((origin, text));
        region
    }

    /// The text to put into a form, once its Region is connected.
    pub fn take(&mut self) -> Option<(EditOrigin, Zeroizing<String>)> {
        self.text.take()
    }
}
