//! The secrets that are known: what `ListSecrets` answered, and what is known better.
//!
//! `ListSecrets` lags behind by minutes. For so long what was described counts more than what is listed, what was made
//! is there although no list has it, and what is gone stays away.

use crate::secrets::{Arn, Summary};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

/// How long `ListSecrets` may lag behind.
const LIST_LAG: SignedDuration = SignedDuration::from_mins(5);

/// The secrets that are known.
#[derive(Debug, Default)]
pub struct SecretIndex {
    all: Arc<Vec<Arc<Summary>>>,
    places: HashMap<Arn, usize>,
    described: HashMap<Arn, Described>,
    gone: HashMap<Arn, Timestamp>,
}

/// A secret that was described after the list said something else.
#[derive(Debug)]
struct Described {
    summary: Arc<Summary>,
    sequence: u64,
    at: Timestamp,
    origin: Origin,
}

/// How a secret became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A list had it.
    Listed,
    /// It was described, and no list has had it yet.
    Described,
}

impl SecretIndex {
    /// All of them, in the order in which they became known. Cheap to keep.
    pub fn all(&self) -> &Arc<Vec<Arc<Summary>>> {
        &self.all
    }

    /// What is known of a secret.
    pub fn find(&self, arn: &Arn) -> Option<&Arc<Summary>> {
        self.places.get(arn).map(|place| &self.all[*place])
    }

    /// Takes in what a list says, unless something better is known.
    pub fn add(&mut self, listed: Summary, now: Timestamp) {
        if self.gone.get(&listed.arn).is_some_and(|at| is_recent(*at, now)) {
            return;
        }
        let newest = match self.described.get_mut(&listed.arn) {
            Some(described) if is_recent(described.at, now) => {
                described.origin = Origin::Listed;
                described.summary.clone()
            }
            _ => Arc::new(listed),
        };
        self.put(newest);
    }

    /// Puts a whole new list in the place of the one there.
    pub fn replace(&mut self, listed: Vec<Summary>, now: Timestamp) {
        self.described.retain(|_, described| is_recent(described.at, now));
        self.gone.retain(|_, at| is_recent(*at, now));
        self.all = Arc::default();
        self.places.clear();
        for secret in listed {
            self.add(secret, now);
        }
        let unlisted = self.described.values().filter(|described| described.origin == Origin::Described);
        let unlisted: Vec<_> = unlisted.map(|described| described.summary.clone()).collect();
        for secret in unlisted {
            self.put(secret);
        }
    }

    /// Takes in what `DescribeSecret` said; `false` if a later request has already said more.
    pub fn overlay(&mut self, summary: &Summary, sequence: u64, now: Timestamp) -> bool {
        let known = self.described.get(&summary.arn);
        if known.is_some_and(|known| known.sequence > sequence) {
            return false;
        }
        let listed = self.places.contains_key(&summary.arn)
            && known.is_none_or(|known| known.origin == Origin::Listed);
        let origin = if listed { Origin::Listed } else { Origin::Described };
        let summary = Arc::new(summary.clone());
        self.gone.remove(&summary.arn);
        self.put(summary.clone());
        self.described.insert(summary.arn.clone(), Described { summary, sequence, at: now, origin });
        true
    }

    /// Takes a secret out that is gone; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, now: Timestamp) {
        self.gone.insert(arn.clone(), now);
        self.described.remove(arn);
        let left: Vec<_> = self.all.iter().filter(|secret| secret.arn != *arn).cloned().collect();
        self.places = left.iter().enumerate().map(|(place, secret)| (secret.arn.clone(), place)).collect();
        self.all = Arc::new(left);
    }

    fn put(&mut self, secret: Arc<Summary>) {
        let all = Arc::make_mut(&mut self.all);
        if let Some(place) = self.places.get(&secret.arn) {
            all[*place] = secret;
        } else {
            self.places.insert(secret.arn.clone(), all.len());
            all.push(secret);
        }
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < LIST_LAG
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(name: &str) -> Summary {
        let arn = format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf");
        Summary::new(Arn::new(arn), name)
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn names(known: &SecretIndex) -> Vec<&str> {
        known.all().iter().map(|secret| secret.name.as_str()).collect()
    }

    #[test]
    fn what_was_made_stays_until_the_list_has_had_time_to_catch_up() {
        let mut known = SecretIndex::default();
        known.add(secret("a"), after(0));
        known.overlay(&secret("new"), 1, after(0));
        known.replace(vec![secret("a")], after(60));
        assert_eq!(names(&known), ["a", "new"]);
        known.replace(vec![secret("a")], after(301));
        assert_eq!(names(&known), ["a"]);
    }

    #[test]
    fn what_was_listed_goes_with_the_list_although_it_was_described() {
        let mut known = SecretIndex::default();
        known.add(secret("a"), after(0));
        known.overlay(&secret("a"), 1, after(0));
        known.replace(Vec::new(), after(60));
        assert!(names(&known).is_empty());
    }

    #[test]
    fn what_is_gone_stays_away_until_it_is_made_anew() {
        let mut known = SecretIndex::default();
        known.add(secret("a"), after(0));
        known.add(secret("b"), after(0));
        known.forget(&secret("a").arn, after(0));
        known.replace(vec![secret("a"), secret("b")], after(60));
        assert_eq!(names(&known), ["b"]);
        assert_eq!(known.find(&secret("b").arn).unwrap().name, "b");
        known.overlay(&secret("a"), 2, after(61));
        assert_eq!(names(&known), ["b", "a"]);
    }
}
