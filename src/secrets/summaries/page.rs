//! A page of the list, packed by who read it: a page is taken into a store without building its summaries.

use super::fields::{self, Fields, Tags, Versions};
use super::pack::Packer;
use super::slices::Slices;
use super::texts::TextIndex;
use super::view::hash_arn;
use super::{Summaries, SummaryView, number};
use crate::secrets::{Arn, Summary};
use std::fmt;

/// The secrets of a page, packed. An ARN may be there twice.
#[derive(Clone, Default)]
pub struct SummaryPage {
    pub(super) all: Summaries,
    arn_hashes: Vec<u64>,
    left_out: usize,
}

impl SummaryPage {
    /// The number of entries that are not among the secrets, as they lack an ARN or a name.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The number of secrets.
    pub fn len(&self) -> usize {
        self.arn_hashes.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.arn_hashes.is_empty()
    }

    /// The secret at a place from 0, which must be below [`len`](Self::len).
    pub fn get(&self, at: usize) -> SummaryView<'_> {
        self.all.get(number(at))
    }

    /// The secrets, in the order of the page.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = SummaryView<'_>> + ExactSizeIterator {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The secrets with one of these ARNs, in the order of the page. Cheap while these are few.
    pub fn with_arns<'a>(
        &self,
        arns: impl Iterator<Item = &'a Arn>,
    ) -> impl Iterator<Item = SummaryView<'_>> {
        let is_here = |arn: &&Arn| self.arn_hashes.contains(&hash_arn(arn.as_str()));
        let here: Vec<&Arn> = arns.filter(is_here).collect();
        let is_wanted = move |secret: &SummaryView<'_>| here.iter().any(|arn| secret.has_arn(arn));
        self.iter().filter(is_wanted)
    }

    /// The hash of each ARN, the same in all of this process.
    pub fn arn_hashes(&self) -> &[u64] {
        &self.arn_hashes
    }

    /// The secrets as summaries.
    pub fn to_summaries(&self) -> Vec<Summary> {
        self.iter().map(SummaryView::to_summary).collect()
    }
}

/// Packs a page.
pub struct PagePacker {
    page: SummaryPage,
    texts: TextIndex,
    packer: Packer,
}

impl Default for PagePacker {
    /// A packer with memory for a page of 100 usual secrets.
    fn default() -> Self {
        let all = Summaries {
            names: Slices::with_capacity(100, 5_000),
            packed: Slices::with_capacity(100, 10_000),
            texts: Slices::with_capacity(USUAL_TEXTS, 8_000),
            ..Summaries::default()
        };
        Self {
            page: SummaryPage { all, arn_hashes: Vec::with_capacity(100), left_out: 0 },
            texts: TextIndex::with_capacity(USUAL_TEXTS),
            packer: Packer::default(),
        }
    }
}

/// The number of texts that 100 secrets have, words of descriptions included, each counted once.
const USUAL_TEXTS: usize = 500;

impl PagePacker {
    /// Adds a secret.
    pub fn push<'a>(&mut self, secret: &Fields<'a, impl Tags<'a>, impl Versions<'a>>) {
        let (all, index) = (&mut self.page.all, &mut self.texts);
        let packed = self.packer.pack(secret, &mut |text| index.intern(text, &mut all.texts));
        all.packed.push(packed);
        all.names.push(secret.name);
        let added = self.page.get(self.page.len());
        let hash = added.arn_hash();
        self.page.arn_hashes.push(hash);
    }

    /// Counts an entry that lacks an ARN or a name.
    pub fn leave_out(&mut self) {
        self.page.left_out += 1;
    }

    /// The page.
    pub fn finish(self) -> SummaryPage {
        self.page
    }
}

impl FromIterator<Summary> for SummaryPage {
    fn from_iter<T: IntoIterator<Item = Summary>>(secrets: T) -> Self {
        let mut packer = PagePacker::default();
        for secret in secrets {
            packer.push(&fields::of(&secret));
        }
        packer.finish()
    }
}

/// A page of entries; `None` is one that lacks an ARN or a name.
impl FromIterator<Option<Summary>> for SummaryPage {
    fn from_iter<T: IntoIterator<Item = Option<Summary>>>(entries: T) -> Self {
        let mut packer = PagePacker::default();
        for entry in entries {
            match entry {
                Some(secret) => packer.push(&fields::of(&secret)),
                None => packer.leave_out(),
            }
        }
        packer.finish()
    }
}

impl From<Vec<Summary>> for SummaryPage {
    fn from(secrets: Vec<Summary>) -> Self {
        secrets.into_iter().collect()
    }
}

impl PartialEq for SummaryPage {
    fn eq(&self, other: &Self) -> bool {
        self.left_out == other.left_out
            && self.iter().map(SummaryView::to_summary).eq(other.iter().map(SummaryView::to_summary))
    }
}

impl Eq for SummaryPage {}

impl fmt::Debug for SummaryPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(SummaryView::to_summary)).finish()
    }
}
