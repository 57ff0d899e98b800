//! The list of an earlier run, or of before a reconnect: shown at once, and replaced by the pages of the list that loads.

use super::ListPane;
use super::state::{Aside, Cached, Earlier, Extent, LoadMode};
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
            CacheRead::NeedsAccount if self.earlier_as_of().is_some() => None,
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
        if self.extent == Extent::Whole || account.is_some_and(is_foreign) {
            return false;
        }
        match &mut self.earlier {
            Earlier::Shown { account, .. } if *account != chunk.account => return false,
            // A part of a list that was set aside, which may be newer.
            Earlier::Shown { as_of, .. } => *as_of = chunk.as_of.min(*as_of),
            Earlier::None | Earlier::AwaitsAccount => {
                let mut accounts = self.index.all().iter().filter_map(SummaryView::account);
                if accounts.any(is_foreign) {
                    return false;
                }
                self.earlier = Earlier::Shown { as_of: chunk.as_of, account: chunk.account };
            }
        }
        self.as_of = self.earlier_as_of();
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

    /// Empties the list to reconnect to the same place. What it had is set aside until the connection is made: a login that
    /// has expired, or a connection that fails, takes nothing away.
    pub fn set_aside(&mut self, now: Timestamp) {
        let before = self.aside.take();
        let account = self.secrets().iter().next().and_then(SummaryView::account).map(str::to_owned);
        let aside = account.map(|account| Aside {
            account,
            as_of: self.earlier_as_of().or(self.as_of).unwrap_or(now),
            extent: self.extent,
            marks: std::mem::take(&mut self.marks),
            index: std::mem::take(&mut self.index),
        });
        self.clear();
        // A connection that failed had no list of its own.
        self.aside = aside.or(before);
    }

    /// Shows what was set aside as an earlier list, while the list of the new connection loads. True if it was whole, so
    /// that the cached list has nothing to add.
    pub fn take_back(&mut self, cx: &mut UpdateContext) -> bool {
        let Some(Aside { index, marks, extent, as_of, account }) = self.aside.take() else { return false };
        (self.index, self.marks) = (index, marks);
        self.index.expect_again();
        self.as_of = Some(as_of);
        self.earlier = Earlier::Shown { as_of, account };
        self.arrange(cx);
        cx.raise(Event::ListGrew);
        extent == Extent::Whole
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

    /// Notes that a secret was deleted or restored, so that the cached list is not true any longer.
    pub fn outdate_cache(&mut self, now: Timestamp) {
        self.cached = Cached::Wrong { since: now };
    }

    /// Notes that the cached list lacks a secret.
    pub(super) fn lengthen_cache(&mut self, now: Timestamp) {
        self.cached = match self.cached {
            Cached::Current | Cached::Short { .. } => Cached::Short { since: now },
            Cached::Wrong { .. } => Cached::Wrong { since: now },
        };
    }

    /// True if a secret was deleted or restored since the list was cached.
    pub fn is_cache_wrong(&self) -> bool {
        matches!(self.cached, Cached::Wrong { .. })
    }

    /// The time at which the list is to be cached again.
    pub fn cache_due(&self) -> Option<Timestamp> {
        match self.cached {
            Cached::Short { since } | Cached::Wrong { since } if self.extent == Extent::Whole => {
                Some(since + SAVE_AFTER)
            }
            Cached::Short { .. } | Cached::Wrong { .. } | Cached::Current => None,
        }
    }
}

/// True if the longest recovery window of a deleted secret is over.
fn is_surely_gone(secret: &Summary, now: Timestamp) -> bool {
    let longest = SignedDuration::from_hours(24 * i64::from(*RECOVERY_WINDOW_DAYS.end()));
    let ends = secret.deletion_date.or_else(|| secret.deleted.map(|asked| asked + longest));
    ends.is_some_and(|ends| ends < now)
}
