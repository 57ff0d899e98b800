//! The versions of a secret: all pages of `ListSecretVersionIds`, versions without labels on demand.

use crate::app::UpdateContext;
use crate::app::loadable::Loadable;
use crate::secrets::{Arn, Version};
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket};

/// The versions of a secret, as far as they were asked for.
#[derive(Debug, Default)]
pub struct VersionList {
    list: Loadable<Vec<Version>>,
    /// Pages that came while more are on their way.
    incoming: Vec<Version>,
    deprecated: Deprecated,
}

/// Whether versions without staging labels are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deprecated {
    /// Left out, as the service does by default.
    #[default]
    Hidden,
    /// Listed (API: `IncludeDeprecated`).
    Shown,
}

impl VersionList {
    /// The versions of all pages.
    pub fn list(&self) -> &Loadable<Vec<Version>> {
        &self.list
    }

    /// The loaded versions, in the order of the pane.
    pub fn loaded(&self) -> &[Version] {
        self.list.value().map_or(&[], Vec::as_slice)
    }

    /// The number of versions that came while more are on their way.
    pub fn so_far(&self) -> usize {
        self.incoming.len()
    }

    /// Whether versions without staging labels are listed.
    pub fn deprecated(&self) -> Deprecated {
        self.deprecated
    }

    pub(super) fn invalidate(&mut self) {
        self.list.invalidate();
    }

    pub(super) fn load(&mut self, arn: &Arn, cx: &mut UpdateContext) {
        if self.list.is_wanted() {
            self.incoming.clear();
            self.ask(arn, None, cx);
        }
    }

    fn ask(&mut self, arn: &Arn, next_token: Option<String>, cx: &mut UpdateContext) {
        let request = Request::ListSecretVersionIds {
            secret: arn.to_string(),
            include_deprecated: self.deprecated == Deprecated::Shown,
            next_token,
        };
        if let Some(ticket) = cx.call(Target::Facet(arn.clone(), Facet::Versions), request) {
            self.list.start(ticket, cx.now());
        }
    }

    /// Takes a page in, and asks for the next; answers whether the list is complete now.
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
                self.incoming.extend(page);
                self.ask(arn, Some(token), cx);
                false
            }
            Ok((page, None)) => {
                let mut versions = std::mem::take(&mut self.incoming);
                versions.extend(page);
                sort_versions(&mut versions);
                self.list.finish(ticket, Ok(versions), cx.now())
            }
            Err(error) => {
                self.incoming.clear();
                self.list.finish(ticket, Err(error), cx.now());
                false
            }
        }
    }

    /// Takes the list for out of date, and aborts its read.
    pub(super) fn outdate(&mut self, cx: &mut UpdateContext) {
        if let Some(ticket) = self.list.outdate() {
            cx.abandon(ticket);
        }
    }

    pub(super) fn toggle_deprecated(&mut self, cx: &mut UpdateContext) {
        self.deprecated = match self.deprecated {
            Deprecated::Hidden => Deprecated::Shown,
            Deprecated::Shown => Deprecated::Hidden,
        };
        self.outdate(cx);
    }
}

/// Sorts versions for reading: labelled before deprecated, newest first; of those of one second, AWSCURRENT first.
fn sort_versions(versions: &mut [Version]) {
    let key = |version: &Version| {
        let others = !version.is_current();
        (version.is_deprecated(), std::cmp::Reverse(version.created), others, version.id.clone())
    };
    versions.sort_by_cached_key(key);
}
