//! The versions of a secret: all pages of `ListSecretVersionIds`, and deprecated versions on demand.

use crate::app::UpdateContext;
use crate::app::loadable::Loadable;
use crate::secrets::{Arn, Version, VersionId};
use crate::service::api::{ErrorKind, Facet, Operation, Request, ServiceError, Target, Ticket};
use std::collections::BTreeSet;
use std::ops::Not;

/// The most pages in a row without a new version: the service may give an empty page now and then.
const MOST_FRUITLESS_PAGES: u32 = 20;

/// The versions of a secret that are loaded so far.
#[derive(Debug, Default)]
pub struct VersionList {
    list: Loadable<Vec<Version>>,
    /// The pages so far, until the last one comes.
    incoming: Vec<Version>,
    /// The tokens of the pages so far. One that comes again leads in a circle.
    tokens: BTreeSet<String>,
    /// The pages in a row that had no version which is not known yet.
    fruitless: u32,
    deprecated: Deprecated,
    /// The versions that were read and have no value. No list of the service tells it.
    empty: BTreeSet<VersionId>,
}

/// The visibility of deprecated versions: those without a staging label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deprecated {
    /// Left out, as the service does by default.
    #[default]
    Hidden,
    /// Listed (API: `IncludeDeprecated`).
    Shown,
}

impl Not for Deprecated {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

impl VersionList {
    /// The versions, once all pages are loaded.
    pub fn list(&self) -> &Loadable<Vec<Version>> {
        &self.list
    }

    /// The loaded versions, in the order of the pane.
    pub fn loaded(&self) -> &[Version] {
        self.list.value().map_or(&[], Vec::as_slice)
    }

    /// The number of versions so far, until the last page comes.
    pub fn so_far(&self) -> usize {
        self.incoming.len()
    }

    /// The visibility of deprecated versions.
    pub fn deprecated(&self) -> Deprecated {
        self.deprecated
    }

    /// True if a version was read and has no value.
    pub fn is_empty(&self, version: &VersionId) -> bool {
        self.empty.contains(version)
    }

    /// Records that a version was read and has no value, or has one.
    pub(super) fn was_read(&mut self, version: VersionId, is_empty: bool) {
        if is_empty {
            self.empty.insert(version);
        } else {
            self.empty.remove(&version);
        }
    }

    pub(super) fn invalidate(&mut self) {
        self.empty.clear();
        self.list.invalidate();
    }

    pub(super) fn load(&mut self, arn: &Arn, cx: &mut UpdateContext) {
        if self.list.needs_fetch() {
            self.begin();
            self.request_page(arn, None, cx);
        }
    }

    fn begin(&mut self) {
        self.incoming.clear();
        self.tokens.clear();
        self.fruitless = 0;
    }

    /// Takes in a page that is not the last one; `false` if its token shows that the pages have no end.
    fn leads_on(&mut self, page: Vec<Version>, token: &str) -> bool {
        let known: BTreeSet<_> = self.incoming.iter().map(|version| &version.id).collect();
        let is_fruitless = page.iter().all(|version| known.contains(&version.id));
        self.fruitless = if is_fruitless { self.fruitless + 1 } else { 0 };
        self.incoming.extend(page);
        self.tokens.insert(token.to_owned()) && self.fruitless <= MOST_FRUITLESS_PAGES
    }

    fn request_page(&mut self, arn: &Arn, next_token: Option<String>, cx: &mut UpdateContext) {
        let request = Request::ListSecretVersionIds {
            secret: arn.to_string(),
            include_deprecated: self.deprecated == Deprecated::Shown,
            next_token,
        };
        if let Some(ticket) = cx.call(Target::Facet(arn.clone(), Facet::Versions), request) {
            self.list.start(ticket, cx.now());
        }
    }

    /// Handles a page, and asks for the next one; `true` if the list is complete now.
    pub(super) fn page_arrived(
        &mut self,
        arn: &Arn,
        ticket: &Ticket,
        result: Result<(Vec<Version>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) -> bool {
        if self.list.pending() != Some(ticket) {
            return false;
        }
        match result {
            Ok((page, Some(token))) => {
                if self.leads_on(page, &token) {
                    self.request_page(arn, Some(token), cx);
                } else {
                    self.begin();
                    self.list.finish(ticket, Err(endless()), cx.now());
                }
                false
            }
            Ok((page, None)) => {
                let mut versions = std::mem::take(&mut self.incoming);
                versions.extend(page);
                sort_versions(&mut versions);
                self.list.finish(ticket, Ok(versions), cx.now())
            }
            Err(error) => {
                self.begin();
                self.list.finish(ticket, Err(error), cx.now());
                false
            }
        }
    }

    /// Marks the list as out of date, and aborts its read.
    pub(super) fn expire(&mut self, cx: &mut UpdateContext) {
        self.empty.clear();
        if let Some(ticket) = self.list.expire() {
            cx.abandon(ticket);
        }
    }

    pub(super) fn toggle_deprecated(&mut self, cx: &mut UpdateContext) {
        let empty = std::mem::take(&mut self.empty);
        self.deprecated = !self.deprecated;
        self.expire(cx);
        self.empty = empty;
    }
}

/// The error for pages that have no end.
fn endless() -> ServiceError {
    ServiceError {
        activity: Operation::ListSecretVersionIds.into(),
        kind: ErrorKind::InvalidResponse,
        code: None,
        message:
            "The service gave the same NextToken twice, or pages without anything new: they have no end."
                .to_owned(),
    }
}

/// Sorts versions for reading: labelled before deprecated, newest first. AWSCURRENT comes first among equal dates.
fn sort_versions(versions: &mut [Version]) {
    let key = |version: &Version| {
        let is_other = !version.is_current();
        (version.is_deprecated(), std::cmp::Reverse(version.created), is_other, version.id.clone())
    };
    versions.sort_by_cached_key(key);
}
