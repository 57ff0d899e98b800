//! The list of an earlier run: shown at once, and replaced by the pages of the list that loads.

use super::ListPane;
use super::state::{Cached, Earlier, Extent, LoadMode};
use crate::app::list_cache::{CacheRead, CacheStep, EarlierSecrets, WholeList};
use crate::app::{Event, UpdateContext};
use crate::secrets::{RECOVERY_WINDOW_DAYS, Summary, SummaryView};
use jiff::{SignedDuration, Timestamp};

/// The time after a change of the whole list at which it is cached again.
const SAVE_AFTER: SignedDuration = SignedDuration::from_secs(5);

impl ListPane {
    /// The time of an earlier list whose secrets are on screen; `None` if all secrets are of this run.
    pub fn earlier_as_of(&self) -> Option<Timestamp> {
        match &self.earlier {
            Earlier::Shown { as_of, .. } => Some(*as_of),
            Earlier::None | Earlier::AwaitsAccount => None,
        }
    }

    /// Handles a part of an earlier list. Returns the next step, if more is wanted. `account` is that of the caller, once
    /// it is known.
    pub fn earlier_arrived(
        &mut self,
        read: CacheRead,
        account: Option<&str>,
        cx: &mut UpdateContext,
    ) -> Option<CacheStep> {
        match read {
            CacheRead::Nothing => None,
            CacheRead::NeedsAccount => {
                self.earlier = Earlier::AwaitsAccount;
                self.account_known(account?)
            }
            CacheRead::Chunk(chunk) => {
                let last = chunk.last;
                let wanted = self.add_earlier(chunk, account, cx);
                (wanted && !last).then_some(CacheStep::Next)
            }
            CacheRead::Damaged => {
                self.drop_earlier(cx);
                None
            }
        }
    }

    /// Adds secrets of an earlier list; `false` if they are not wanted.
    fn add_earlier(&mut self, chunk: EarlierSecrets, account: Option<&str>, cx: &mut UpdateContext) -> bool {
        let is_foreign = |known: &str| known != chunk.account;
        let has_foreign_page =
            || self.secrets().iter().any(|listed| listed.account().is_some_and(is_foreign));
        if self.extent == Extent::Whole || account.is_some_and(is_foreign) {
            return false;
        }
        if self.earlier_as_of().is_none() {
            if has_foreign_page() {
                return false;
            }
            self.as_of = Some(chunk.as_of);
            self.earlier = Earlier::Shown { as_of: chunk.as_of, account: chunk.account };
        }
        let now = cx.now();
        for secret in chunk.secrets {
            if !is_surely_gone(&secret, cx.time_of_day()) {
                self.index.add_earlier(&secret, now);
            }
        }
        self.arrange(cx);
        cx.raise(Event::ListGrew);
        true
    }

    /// Notes the account of the caller: an earlier list of another one is dropped. Returns the step that is possible now.
    pub fn account_known(&mut self, account: &str) -> Option<CacheStep> {
        match &self.earlier {
            Earlier::AwaitsAccount => {
                self.earlier = Earlier::None;
                Some(CacheStep::Open { account: Some(account.to_owned()) })
            }
            Earlier::Shown { .. } | Earlier::None => None,
        }
    }

    /// Drops the earlier list if it is of another account.
    pub fn check_account(&mut self, account: &str, cx: &mut UpdateContext) {
        if let Earlier::Shown { account: earlier, .. } = &self.earlier
            && earlier != account
        {
            self.drop_earlier(cx);
        }
    }

    /// Removes the secrets of an earlier list that no page has had.
    fn drop_earlier(&mut self, cx: &mut UpdateContext) {
        if let Earlier::Shown { .. } = std::mem::take(&mut self.earlier) {
            self.index.drop_unseen(cx.now());
            self.as_of = None;
            self.arrange(cx);
            cx.raise(Event::ListGrew);
        }
    }

    /// The whole list, to be cached; `None` if it is not whole, or its secrets are not all of one account.
    pub fn to_cache(&mut self) -> Option<WholeList> {
        if self.extent != Extent::Whole || (self.load_mode == LoadMode::Initial && self.is_loading()) {
            return None;
        }
        self.cached = Cached::Current;
        let secrets = self.index.all().clone();
        let account = secrets.iter().next()?.account()?.to_owned();
        let is_of_account = |secret: SummaryView<'_>| secret.account() == Some(&account);
        let as_of = self.as_of.filter(|_| secrets.iter().all(is_of_account))?;
        Some(WholeList { as_of, account, secrets })
    }

    /// Notes that a secret was created or deleted, so that the cached list is not true any longer.
    pub fn outdate_cache(&mut self, now: Timestamp) {
        self.cached = Cached::Outdated { since: now };
    }

    /// True if a secret was created or deleted since the list was cached.
    pub fn is_cache_outdated(&self) -> bool {
        self.cached != Cached::Current
    }

    /// The time at which the list is to be cached again.
    pub fn cache_due(&self) -> Option<Timestamp> {
        match self.cached {
            Cached::Outdated { since } if self.extent == Extent::Whole => Some(since + SAVE_AFTER),
            Cached::Outdated { .. } | Cached::Current => None,
        }
    }
}

/// True if the longest recovery window of a deleted secret is over.
fn is_surely_gone(secret: &Summary, now: Timestamp) -> bool {
    let longest = SignedDuration::from_hours(24 * i64::from(*RECOVERY_WINDOW_DAYS.end()));
    let ends = secret.deletion_date.or_else(|| secret.deleted.map(|asked| asked + longest));
    ends.is_some_and(|ends| ends < now)
}
