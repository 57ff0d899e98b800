//! The number of pages that may be out at once: it grows until the service throttles, and is halved then.

/// The number of pages out at once when the list is first cut.
const FIRST: usize = 4;

/// The most pages out at once.
const MOST: usize = 24;

/// The number of pages that may be out at once.
#[derive(Debug)]
pub(super) struct Pace {
    limit: usize,
    most: usize,
    /// Before the first throttled answer each answer raises the limit, later each round of answers does.
    throttled: bool,
    /// The answers since the limit was changed.
    answers: usize,
    /// The answers to pages that were out when the limit was halved: they don't halve it again.
    spared: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { limit: 1, most: 1, throttled: false, answers: 0, spared: 0 }
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
        if !self.throttled || self.answers >= self.limit {
            self.answers = 0;
            self.limit = (self.limit + 1).min(self.most);
        }
    }

    fn slow_down(&mut self) {
        self.throttled = true;
        if self.spared > 0 {
            self.spared -= 1;
            return;
        }
        self.spared = self.limit;
        self.answers = 0;
        self.limit = (self.limit / 2).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_grows_until_the_service_throttles_and_halves_once_a_round() {
        let mut pace = Pace::default();
        pace.answered(false);
        assert_eq!(pace.limit(), 1, "a plain list has one page out");
        pace.open();
        (0..6).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), 10);
        (0..10).for_each(|_| pace.answered(true));
        assert_eq!(pace.limit(), 5, "pages that were out already don't slow it down again");
        (0..5).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), 6, "after that, a page more for each round");
        (0..1_000).for_each(|_| pace.answered(false));
        assert_eq!(pace.limit(), MOST);
        (0..10_000).for_each(|_| pace.answered(true));
        assert_eq!(pace.limit(), 1);
    }
}
