//! The index of secrets: the answers of `ListSecrets`, overlaid with newer knowledge.
//!
//! `ListSecrets` lags behind by minutes. During that time a description overrides the list, a created secret is in the
//! index although no list has it, and a deleted secret stays out.

use super::folders::Folders;
use super::order::NameOrder;
use crate::secrets::{Arn, Summaries, Summary, SummaryPage, SummaryStore, SummaryView};
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
    folders: Folders,
    /// For each secret by its number: seen by the list that is loading, or not.
    seen: Vec<Seen>,
    /// The number of those that it has not seen.
    unseen: usize,
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

/// The part of a secret in the list that is loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// A page had the secret.
    Yes,
    /// The secret is of an earlier list, or was described, and no page has had it yet.
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
    /// Every secret. Cheap to clone.
    pub fn all(&self) -> &Summaries {
        self.store.all()
    }

    /// The order of the secrets by name, as far as it is known. Cheap to clone.
    pub fn by_name(&self) -> &NameOrder {
        &self.by_name
    }

    /// The folders of the secrets, as far as they are known. Cheap to clone.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Keeps what a job knows of the order and the folders, if it was about these secrets.
    pub fn keep(&mut self, by_name: NameOrder, folders: Folders, secrets: &Summaries) {
        if secrets.has_numbers_of(self.all()) {
            (self.by_name, self.folders) = (by_name, folders);
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
                let described = Arc::clone(&described.summary);
                self.put(&described);
            }
            _ if self.with_replicas.contains(&listed.arn) => {
                let known = self.find(&listed.arn);
                self.put(&with_known_replicas(listed, known.as_deref()));
            }
            _ => self.put(listed),
        }
    }

    /// Adds the secrets of a page, as [`add`](Self::add) does.
    pub fn add_page(&mut self, page: &SummaryPage, now: Timestamp) {
        let known = self.described.keys().chain(self.deleted.keys()).chain(&self.with_replicas);
        let newer: Vec<Summary> = page.with_arns(known).map(SummaryView::to_summary).collect();
        let is_newer = |secret: SummaryView<'_>| newer.iter().any(|other| secret.has_arn(&other.arn));
        let mut merge = self.store.merge(page);
        for (at, secret) in page.iter().enumerate() {
            if !newer.is_empty() && is_newer(secret) {
                continue;
            }
            let known = merge.find(at);
            if let Some(number) = known {
                self.unseen -= see(&mut self.seen, number);
            }
            let number = merge.put(at, known) as usize;
            if number == self.seen.len() {
                self.seen.push(Seen::Yes);
            }
        }
        for secret in newer {
            self.add(&secret, now);
        }
    }

    /// Replaces the list by a new one.
    pub fn replace(&mut self, listed: SummaryStore, now: Timestamp) {
        self.described.retain(|_, described| is_recent(described.at, now));
        self.deleted.retain(|_, at| is_recent(*at, now));
        let old = std::mem::replace(&mut self.store, listed);
        (self.by_name, self.folders) = (NameOrder::default(), Folders::default());
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
        self.seen = vec![Seen::Yes; self.all().end() as usize];
        self.unseen = 0;
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
        self.put_described(&summary);
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
        self.remove(arn);
    }

    /// The number of secrets that the list being loaded has so far.
    pub fn seen(&self) -> usize {
        self.all().len() - self.unseen
    }

    /// Takes all secrets for those of an earlier list: each must be seen again, or [`drop_unseen`](Self::drop_unseen)
    /// removes it.
    pub fn expect_again(&mut self) {
        self.seen.fill(Seen::NotYet);
        self.unseen = self.all().len();
    }

    /// Adds a secret of an earlier list, unless it is known already, or was deleted recently.
    pub fn add_earlier(&mut self, earlier: &Summary, now: Timestamp) {
        let deleted = self.deleted.get(&earlier.arn).is_some_and(|at| is_recent(*at, now));
        if !deleted && self.number(&earlier.arn).is_none() {
            self.store.put(earlier);
            self.seen.push(Seen::NotYet);
            self.unseen += 1;
        }
    }

    /// Removes the secrets of an earlier list that the list being loaded has not had, but for those that were described
    /// recently.
    pub fn drop_unseen(&mut self, now: Timestamp) {
        let is_new =
            |described: &Described| described.origin == Origin::Described && is_recent(described.at, now);
        let kept: HashSet<u32> = self
            .described
            .iter()
            .filter(|(_, described)| is_new(described))
            .filter_map(|(arn, _)| self.number(arn))
            .collect();
        let is_gone = |number: &u32| self.seen[*number as usize] == Seen::NotYet && !kept.contains(number);
        let gone = self.all().numbers_from(0).filter(is_gone);
        let gone: Vec<Arn> = gone.map(|number| self.all().get(number).arn()).collect();
        for arn in &gone {
            self.remove(arn);
        }
    }

    fn put(&mut self, secret: &Summary) {
        self.see(&secret.arn);
        self.store.put(secret);
        self.seen.resize(self.all().end() as usize, Seen::Yes);
    }

    /// Puts a secret that no page has had by this: a list that stops then has as few secrets as before.
    fn put_described(&mut self, secret: &Summary) {
        let before = self.number(&secret.arn).map(|number| self.seen[number as usize]);
        self.put(secret);
        if before != Some(Seen::Yes)
            && let Some(number) = self.number(&secret.arn)
        {
            self.seen[number as usize] = Seen::NotYet;
            self.unseen += 1;
        }
    }

    fn remove(&mut self, arn: &Arn) {
        self.see(arn);
        self.store.remove(arn);
    }

    /// Takes a secret for one that the list being loaded has.
    fn see(&mut self, arn: &Arn) {
        if let Some(number) = self.number(arn) {
            self.unseen -= see(&mut self.seen, number);
        }
    }
}

/// Takes a secret for one that the list being loaded has. Returns the number of secrets that it had not, 1 or 0.
fn see(seen: &mut [Seen], number: u32) -> usize {
    let before = std::mem::replace(&mut seen[number as usize], Seen::Yes);
    usize::from(before == Seen::NotYet)
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

    fn listed(names: &[&str]) -> SummaryStore {
        let mut store = SummaryStore::default();
        for name in names {
            store.put(&secret(name));
        }
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
    fn secrets_of_an_earlier_list_stay_until_the_new_one_lacks_them() {
        let mut known = SecretIndex::default();
        known.add(&secret("b"), after(0));
        for name in ["a", "b", "c", "d"] {
            known.add_earlier(&Summary { description: Some("earlier".into()), ..secret(name) }, after(0));
        }
        assert_eq!((names(&known), known.seen()), (vec!["b", "a", "c", "d"], 1));
        assert_eq!(known.all().get(0).to_summary().description, None, "a page is newer than an earlier list");
        known.add(&secret("c"), after(1));
        known.overlay(&secret("new"), 1, after(1));
        known.forget(&secret("d").arn, after(1));
        known.add_earlier(&secret("d"), after(1));
        assert_eq!((names(&known), known.seen()), (vec!["b", "a", "c", "new"], 2), "no page had the new one");
        assert_eq!(known.all().get(2).to_summary().description, None);
        known.drop_unseen(after(2));
        assert_eq!((names(&known), known.seen()), (vec!["b", "c", "new"], 2));
        known.expect_again();
        known.overlay(&secret("c"), 2, after(3));
        assert_eq!(known.seen(), 0, "a description is not a page");
        known.overlay(&Summary { name: "ü".into(), ..secret("c") }, 3, after(3));
        assert_eq!(known.seen(), 0, "whatever its number");
        known.overlay(&secret("c"), 4, after(3));
        known.add(&secret("c"), after(3));
        known.drop_unseen(after(4));
        assert_eq!(names(&known), ["new", "c"], "what was just created may not be listed yet");
        assert_eq!(known.find(&secret("new").arn).unwrap().name, "new");
    }

    #[test]
    fn a_page_does_not_override_what_is_newer() {
        let mut known = SecretIndex::default();
        let in_page = |name: &str| Summary { description: Some("page".into()), ..secret(name) };
        known.overlay(&Summary { replicas: Some(Vec::new()), ..secret("described") }, 1, after(0));
        known.forget(&secret("deleted").arn, after(0));
        known.add_earlier(&secret("earlier"), after(0));
        let page: SummaryPage =
            ["new", "described", "deleted", "earlier", "new"].map(in_page).into_iter().collect();
        known.add_page(&page, after(1));
        let told =
            |known: &SecretIndex, name| known.find(&secret(name).arn).map(|found| found.description.clone());
        assert_eq!((names(&known), known.seen()), (vec!["described", "earlier", "new"], 3));
        assert_eq!(told(&known, "described"), Some(None));
        assert_eq!(told(&known, "earlier"), Some(Some("page".into())));
        known.add_page(&page, after(301));
        assert_eq!((names(&known), known.seen()), (vec!["described", "earlier", "new", "deleted"], 4));
        assert_eq!(told(&known, "described"), Some(Some("page".into())));
        assert_eq!(known.find(&secret("described").arn).unwrap().replicas, Some(Vec::new()));
    }

    #[test]
    fn an_arn_with_another_name_is_listed_once_under_the_new_one() {
        let mut known = SecretIndex::default();
        known.add(&secret("a/b"), after(0));
        known.expect_again();
        known.add(&Summary { name: "ü".into(), ..secret("a/b") }, after(1));
        assert_eq!((names(&known), known.seen()), (vec!["ü"], 1));
        known.drop_unseen(after(1));
        assert_eq!(names(&known), ["ü"]);
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
