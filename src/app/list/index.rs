//! The index of secrets: the answers of `ListSecrets`, overlaid with newer knowledge.
//!
//! `ListSecrets` lags behind by minutes. During that time a description overrides the list, a created secret is in the
//! index although no list has it, and a deleted secret stays out.

use super::order::NameOrder;
use crate::secrets::{Arn, Summaries, Summary, SummaryStore};
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The longest time that `ListSecrets` lags behind a change.
const LIST_LAG: SignedDuration = SignedDuration::from_mins(5);

/// The index of secrets.
#[derive(Debug, Default)]
pub struct SecretIndex {
    store: SummaryStore,
    by_name: NameOrder,
    described: HashMap<Arn, Described>,
    deleted: HashMap<Arn, Timestamp>,
    /// Secrets with known replicas, which a list does not tell.
    with_replicas: HashSet<Arn>,
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

/// The source of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A list had the secret.
    Listed,
    /// The secret was described, and no list has had it yet.
    Described,
}

impl SecretIndex {
    /// Every secret. Cheap to clone.
    pub fn all(&self) -> &Summaries {
        self.store.all()
    }

    /// The order of the secrets by name, as far as it is known. Cheap to clone.
    pub fn by_name(&self) -> &NameOrder {
        &self.by_name
    }

    /// Keeps the order of the secrets by name, if it is of these secrets.
    pub fn keep_order(&mut self, by_name: NameOrder, secrets: &Summaries) {
        if secrets.has_numbers_of(self.all()) {
            self.by_name = by_name;
        }
    }

    /// The number of a secret.
    pub fn number(&self, arn: &Arn) -> Option<u32> {
        self.store.find(arn)
    }

    /// The newest summary of a secret.
    pub fn find(&self, arn: &Arn) -> Option<Arc<Summary>> {
        self.number(arn).map(|number| Arc::new(self.all().get(number).to_summary()))
    }

    /// Adds a listed secret, unless it was described or deleted recently.
    pub fn add(&mut self, listed: &Summary, now: Timestamp) {
        if self.deleted.get(&listed.arn).is_some_and(|at| is_recent(*at, now)) {
            return;
        }
        match self.described.get_mut(&listed.arn) {
            Some(described) if is_recent(described.at, now) => {
                described.origin = Origin::Listed;
                self.store.put(&described.summary);
            }
            _ if self.with_replicas.contains(&listed.arn) => {
                let known = self.find(&listed.arn);
                self.store.put(&with_known_replicas(listed, known.as_deref()));
            }
            _ => _ = self.store.put(listed),
        }
    }

    /// Replaces the list by a new one.
    pub fn replace(&mut self, listed: SummaryStore, now: Timestamp) {
        self.described.retain(|_, described| is_recent(described.at, now));
        self.deleted.retain(|_, at| is_recent(*at, now));
        let old = std::mem::replace(&mut self.store, listed);
        self.by_name = NameOrder::default();
        self.with_replicas.retain(|arn| self.store.find(arn).is_some());
        for arn in &self.with_replicas {
            let summary =
                |store: &SummaryStore| store.find(arn).map(|number| store.all().get(number).to_summary());
            if let (Some(listed), known) = (summary(&self.store), summary(&old)) {
                self.store.put(&with_known_replicas(&listed, known.as_ref()));
            }
        }
        for arn in self.deleted.keys() {
            self.store.remove(arn);
        }
        for described in self.described.values_mut() {
            if self.store.find(&described.summary.arn).is_some() {
                described.origin = Origin::Listed;
                self.store.put(&described.summary);
            } else if described.origin == Origin::Described {
                self.store.put(&described.summary);
            }
        }
    }

    /// Overlays the list with a description; `false` if a later request has described the secret already.
    pub fn overlay(&mut self, summary: &Summary, sequence: u64, now: Timestamp) -> bool {
        let known = self.described.get(&summary.arn);
        if known.is_some_and(|known| known.sequence > sequence) {
            return false;
        }
        let listed =
            self.number(&summary.arn).is_some() && known.is_none_or(|known| known.origin == Origin::Listed);
        let origin = if listed { Origin::Listed } else { Origin::Described };
        let summary = Arc::new(summary.clone());
        self.deleted.remove(&summary.arn);
        self.store.put(&summary);
        if summary.replicas.is_some() {
            self.with_replicas.insert(summary.arn.clone());
        }
        self.described.insert(summary.arn.clone(), Described { summary, sequence, at: now, origin });
        true
    }

    /// Removes a deleted secret; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, now: Timestamp) {
        self.deleted.insert(arn.clone(), now);
        self.described.remove(arn);
        self.store.remove(arn);
    }
}

/// A listed secret with the replicas that were known of it.
fn with_known_replicas(listed: &Summary, known: Option<&Summary>) -> Summary {
    let known = known.filter(|known| known.primary_region == listed.primary_region);
    let replicas = known.and_then(|known| known.replicas.clone());
    Summary { replicas: listed.replicas.clone().or(replicas), ..listed.clone() }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < LIST_LAG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::SummaryView;

    fn listed(names: &[&str]) -> SummaryStore {
        let mut store = SummaryStore::default();
        names.iter().for_each(|name| _ = store.put(&secret(name)));
        store
    }

    fn secret(name: &str) -> Summary {
        let arn = format!("arn:aws:secretsmanager:eu-west-1:1:secret:{name}-AbCdEf");
        Summary::new(Arn::new(arn), name)
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn names(known: &SecretIndex) -> Vec<&str> {
        known.all().iter().map(SummaryView::name).collect()
    }

    #[test]
    fn a_created_secret_stays_until_the_list_has_had_time_to_catch_up() {
        let mut known = SecretIndex::default();
        known.add(&secret("a"), after(0));
        known.overlay(&secret("new"), 1, after(0));
        known.replace(listed(&["a"]), after(60));
        assert_eq!(names(&known), ["a", "new"]);
        known.replace(listed(&["a"]), after(301));
        assert_eq!(names(&known), ["a"]);
    }

    #[test]
    fn a_listed_secret_goes_with_the_list_although_it_was_described() {
        let mut known = SecretIndex::default();
        known.add(&secret("a"), after(0));
        known.overlay(&secret("a"), 1, after(0));
        known.replace(listed(&[]), after(60));
        assert!(names(&known).is_empty());
    }

    #[test]
    fn a_deleted_secret_stays_out_until_it_is_created_again() {
        let mut known = SecretIndex::default();
        known.add(&secret("a"), after(0));
        known.add(&secret("b"), after(0));
        known.forget(&secret("a").arn, after(0));
        known.replace(listed(&["a", "b"]), after(60));
        assert_eq!(names(&known), ["b"]);
        assert_eq!(known.find(&secret("b").arn).unwrap().name, "b");
        known.overlay(&secret("a"), 2, after(61));
        assert_eq!(names(&known), ["b", "a"]);
    }
}
