//! The index of secrets: the answers of `ListSecrets`, overlaid with newer knowledge.
//!
//! `ListSecrets` lags behind by minutes. During that time a description overrides the list, a created secret is in the
//! index although no list has it, and a deleted secret stays out.

use crate::secrets::{Arn, Summary};
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The longest time that `ListSecrets` lags behind a change.
const LIST_LAG: SignedDuration = SignedDuration::from_mins(5);

/// The index of secrets.
#[derive(Debug, Default)]
pub struct SecretIndex {
    all: Arc<Vec<Arc<Summary>>>,
    /// Indices into `all`.
    positions: HashMap<Arn, usize>,
    /// For each of `all`: seen by the list that is loading, or not.
    seen: Vec<Seen>,
    /// The number of those that it has not seen.
    unseen: usize,
    described: HashMap<Arn, Described>,
    deleted: HashMap<Arn, Timestamp>,
}

/// A secret as it was described, newer than the list.
#[derive(Debug)]
struct Described {
    summary: Arc<Summary>,
    /// The sequence number of the request.
    sequence: u64,
    at: Timestamp,
    origin: Origin,
}

/// The part of a secret in the list that is loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// A page had the secret, or it was described.
    Yes,
    /// The secret is of an earlier list, and no page has had it yet.
    NotYet,
}

/// The source of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A list had the secret.
    Listed,
    /// The secret was described, and no list has had it yet.
    Described,
}

impl SecretIndex {
    /// Every secret, in the order in which they came. Cheap to clone.
    pub fn all(&self) -> &Arc<Vec<Arc<Summary>>> {
        &self.all
    }

    /// The newest summary of a secret.
    pub fn find(&self, arn: &Arn) -> Option<&Arc<Summary>> {
        self.positions.get(arn).map(|position| &self.all[*position])
    }

    /// Adds a listed secret, unless it was described or deleted recently.
    pub fn add(&mut self, listed: Summary, now: Timestamp) {
        if self.deleted.get(&listed.arn).is_some_and(|at| is_recent(*at, now)) {
            return;
        }
        let newest = match self.described.get_mut(&listed.arn) {
            Some(described) if is_recent(described.at, now) => {
                described.origin = Origin::Listed;
                described.summary.clone()
            }
            _ => Arc::new(self.with_known_replicas(listed)),
        };
        self.put(newest);
    }

    /// A listed secret with the replicas that were known of it, which a list does not tell.
    fn with_known_replicas(&self, listed: Summary) -> Summary {
        let known = self.find(&listed.arn).filter(|known| known.primary_region == listed.primary_region);
        let replicas = known.and_then(|known| known.replicas.clone());
        Summary { replicas: listed.replicas.clone().or(replicas), ..listed }
    }

    /// Replaces the list by a new one.
    pub fn replace(&mut self, listed: impl IntoIterator<Item = Summary>, now: Timestamp) {
        let listed: Vec<_> = listed.into_iter().map(|listed| self.with_known_replicas(listed)).collect();
        self.described.retain(|_, described| is_recent(described.at, now));
        self.deleted.retain(|_, at| is_recent(*at, now));
        self.all = Arc::default();
        self.positions.clear();
        self.seen.clear();
        self.unseen = 0;
        for secret in listed {
            self.add(secret, now);
        }
        let unlisted = self.described.values().filter(|described| described.origin == Origin::Described);
        let unlisted: Vec<_> = unlisted.map(|described| described.summary.clone()).collect();
        for secret in unlisted {
            self.put(secret);
        }
    }

    /// Overlays the list with a description; `false` if a later request has described the secret already.
    pub fn overlay(&mut self, summary: &Summary, sequence: u64, now: Timestamp) -> bool {
        let known = self.described.get(&summary.arn);
        if known.is_some_and(|known| known.sequence > sequence) {
            return false;
        }
        let listed = self.positions.contains_key(&summary.arn)
            && known.is_none_or(|known| known.origin == Origin::Listed);
        let origin = if listed { Origin::Listed } else { Origin::Described };
        let summary = Arc::new(summary.clone());
        self.deleted.remove(&summary.arn);
        self.put(summary.clone());
        self.described.insert(summary.arn.clone(), Described { summary, sequence, at: now, origin });
        true
    }

    /// Removes a deleted secret; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, now: Timestamp) {
        self.deleted.insert(arn.clone(), now);
        self.described.remove(arn);
        self.retain(|secret, _| secret.arn != *arn);
    }

    /// The number of secrets that the list being loaded has so far.
    pub fn seen(&self) -> usize {
        self.all.len() - self.unseen
    }

    /// Takes all secrets for those of an earlier list: each must be seen again, or [`drop_unseen`](Self::drop_unseen)
    /// removes it.
    pub fn expect_again(&mut self) {
        self.seen.fill(Seen::NotYet);
        self.unseen = self.seen.len();
    }

    /// Adds a secret of an earlier list, unless it is known already, or was deleted recently.
    pub fn add_earlier(&mut self, earlier: Summary, now: Timestamp) {
        let deleted = self.deleted.get(&earlier.arn).is_some_and(|at| is_recent(*at, now));
        if !deleted && !self.positions.contains_key(&earlier.arn) {
            self.push(Arc::new(earlier), Seen::NotYet);
        }
    }

    /// Removes the secrets of an earlier list that the list being loaded has not had, but for those that were described
    /// recently.
    pub fn drop_unseen(&mut self, now: Timestamp) {
        let is_new =
            |described: &Described| described.origin == Origin::Described && is_recent(described.at, now);
        let new = self.described.iter().filter(|(_, described)| is_new(described));
        let kept: HashSet<Arn> = new.map(|(arn, _)| arn.clone()).collect();
        self.retain(|secret, seen| seen == Seen::Yes || kept.contains(&secret.arn));
    }

    fn retain(&mut self, keep: impl Fn(&Summary, Seen) -> bool) {
        let kept = self.all.iter().zip(&self.seen).filter(|(secret, seen)| keep(secret, **seen));
        let (left, seen): (Vec<_>, Vec<_>) = kept.map(|(secret, seen)| (secret.clone(), *seen)).unzip();
        self.positions =
            left.iter().enumerate().map(|(position, secret)| (secret.arn.clone(), position)).collect();
        self.unseen = seen.iter().filter(|seen| **seen == Seen::NotYet).count();
        (self.all, self.seen) = (Arc::new(left), seen);
    }

    fn put(&mut self, secret: Arc<Summary>) {
        let Some(position) = self.positions.get(&secret.arn) else { return self.push(secret, Seen::Yes) };
        Arc::make_mut(&mut self.all)[*position] = secret;
        if std::mem::replace(&mut self.seen[*position], Seen::Yes) == Seen::NotYet {
            self.unseen -= 1;
        }
    }

    fn push(&mut self, secret: Arc<Summary>, seen: Seen) {
        self.positions.insert(secret.arn.clone(), self.all.len());
        Arc::make_mut(&mut self.all).push(secret);
        self.seen.push(seen);
        self.unseen += usize::from(seen == Seen::NotYet);
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
    fn a_created_secret_stays_until_the_list_has_had_time_to_catch_up() {
        let mut known = SecretIndex::default();
        known.add(secret("a"), after(0));
        known.overlay(&secret("new"), 1, after(0));
        known.replace(vec![secret("a")], after(60));
        assert_eq!(names(&known), ["a", "new"]);
        known.replace(vec![secret("a")], after(301));
        assert_eq!(names(&known), ["a"]);
    }

    #[test]
    fn a_listed_secret_goes_with_the_list_although_it_was_described() {
        let mut known = SecretIndex::default();
        known.add(secret("a"), after(0));
        known.overlay(&secret("a"), 1, after(0));
        known.replace(Vec::new(), after(60));
        assert!(names(&known).is_empty());
    }

    #[test]
    fn secrets_of_an_earlier_list_stay_until_the_new_one_lacks_them() {
        let mut known = SecretIndex::default();
        known.add(secret("b"), after(0));
        for name in ["a", "b", "c", "d"] {
            known.add_earlier(Summary { description: Some("earlier".into()), ..secret(name) }, after(0));
        }
        assert_eq!((names(&known), known.seen()), (vec!["b", "a", "c", "d"], 1));
        assert_eq!(known.all()[0].description, None, "a page is newer than an earlier list");
        known.add(secret("c"), after(1));
        known.overlay(&secret("new"), 1, after(1));
        known.forget(&secret("d").arn, after(1));
        known.add_earlier(secret("d"), after(1));
        assert_eq!((names(&known), known.seen()), (vec!["b", "a", "c", "new"], 3));
        assert_eq!(known.all()[2].description, None);
        known.drop_unseen(after(2));
        assert_eq!((names(&known), known.seen()), (vec!["b", "c", "new"], 3));
        known.expect_again();
        known.add(secret("c"), after(3));
        known.drop_unseen(after(4));
        assert_eq!(names(&known), ["c", "new"], "what was just created may not be listed yet");
        assert_eq!(known.find(&secret("new").arn).unwrap().name, "new");
    }

    #[test]
    fn a_deleted_secret_stays_out_until_it_is_created_again() {
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
