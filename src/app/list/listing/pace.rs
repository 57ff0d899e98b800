//! The number of pages that may be out at once: it grows until the service throttles, and falls to two thirds then. Later it
//! is raised by one now and then, and a raise that was too much is taken back.

/// The number of pages out at once when the list is first cut.
const FIRST: usize = 6;

/// The most pages out at once.
const MOST: usize = 24;

/// The rounds of answers after which the limit is raised, once the service has throttled. A page that is throttled waits for
/// longer than a round, so that trying too often costs more than it finds.
const ROUNDS: usize = 5;

/// The number of pages that may be out at once.
#[derive(Debug)]
pub(super) struct Pace {
    limit: usize,
    most: usize,
    growth: Growth,
    /// The answers since the limit was changed.
    answers: usize,
    /// The answers to pages that were out when the limit was lowered: they don't lower it again.
    spared: usize,
}

/// The growth of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Growth {
    /// The service has not throttled yet: each answer raises the limit.
    Free,
    /// The service throttled, and the limit was not raised since.
    Throttled,
    /// The limit was raised since the service throttled.
    Probing,
}

impl Default for Pace {
    fn default() -> Self {
        Self { limit: 1, most: 1, growth: Growth::Free, answers: 0, spared: 0 }
    }
}

impl Pace {
    /// At most this many pages may be out.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Allows several pages at once.
    pub(super) fn open(&mut self) {
        self.most = MOST;
        self.limit = FIRST;
    }

    /// Allows one page at a time at first, and more when pages come.
    pub(super) fn start_over(&mut self) {
        *self = Self { most: MOST, growth: Growth::Throttled, ..Self::default() };
    }

    /// Allows one page at a time.
    pub(super) fn alone(&mut self) {
        *self = Self::default();
    }

    /// Notes an answer; `throttled` if the service asked for a slower pace.
    pub(super) fn answered(&mut self, throttled: bool) {
        if throttled {
            self.slow_down();
            return;
        }
        self.spared = self.spared.saturating_sub(1);
        self.answers += 1;
        let enough = match self.growth {
            Growth::Free => 1,
            Growth::Throttled | Growth::Probing => self.limit * ROUNDS,
        };
        if self.answers >= enough && self.limit < self.most {
            self.answers = 0;
            self.limit += 1;
            if self.growth == Growth::Throttled {
                self.growth = Growth::Probing;
            }
        }
    }

    fn slow_down(&mut self) {
        if self.spared > 0 {
            self.spared -= 1;
            return;
        }
        self.spared = self.limit;
        self.answers = 0;
        self.limit = match self.growth {
            Growth::Probing => self.limit - 1,
            Growth::Free | Growth::Throttled => self.limit * 2 / 3,
        };
        self.limit = self.limit.max(1);
        self.growth = Growth::Throttled;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_grows_until_the_service_throttles_and_falls_once_a_round() {
        let mut pace = Pace::default();
        pace.answered(false);
        assert_eq!(pace.limit(), 1, "a plain list has one page out");
        pace.open();
        (0..6).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), 12);
        (0..12).for_each(|_| pace.answered(true));
        assert_eq!(pace.limit(), 8, "pages that were out already don't slow it down again");
        (0..8 * ROUNDS).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), 9, "after that, a page more after some rounds");
        pace.answered(true);
        assert_eq!(pace.limit(), 8, "a raise that was too much is taken back");
        (0..9).for_each(|_| pace.answered(false));
        pace.answered(true);
        assert_eq!(pace.limit(), 5, "the service has become slower");
        (0..100_000).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), MOST);
        (0..10_000).for_each(|_| pace.answered(true));
        assert_eq!(pace.limit(), 1);
    }
}
