//! Completions of the term at the cursor: keys, and the values that a key takes or that secrets have.

use super::FilterKey;
use super::bookmarked::Bookmarked;
use super::choice::{Choice, ReplicaFilter, RotationFilter};
use super::lex::quote;
use super::term::{KmsFilter, OwnerFilter};
use crate::secrets::{Summaries, SummaryView};
use std::collections::BTreeSet;

/// Secrets that are searched for values at most: a completion must not make typing wait.
const SEARCHED: usize = 20_000;
/// Completions that are offered at most.
const OFFERED: usize = 100;
/// Ages that `changed:` and `accessed:` offer.
const AGES: [&str; 5] = ["<1d", "<7d", ">30d", ">90d", "never"];

/// The completions of the term at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The number of characters before the cursor that a completion replaces.
    typed: usize,
    offered: Vec<String>,
}

impl Completions {
    /// The completions of the text before the cursor, with values of these secrets.
    pub fn of(before: &str, secrets: &Summaries) -> Self {
        let term = before.rsplit(char::is_whitespace).next().unwrap_or_default().trim_start_matches('!');
        if before.matches('"').count() % 2 == 1 || term.is_empty() {
            return Self::default();
        }
        let (typed, all) = match term.split_once(':') {
            None => (term, FilterKey::ALL.map(|key| key.to_string()).to_vec()),
            Some((key, value)) => match FilterKey::named(key) {
                None => return Self::default(),
                Some(FilterKey::Tag) => tags(value, secrets),
                Some(key) => (value.rsplit('|').next().unwrap_or_default(), values(key, secrets)),
            },
        };
        let starts = |text: &String| {
            let start = text.trim_start_matches('"').get(..typed.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(typed)) && text.len() > typed.len()
        };
        let offered = all.into_iter().filter(starts).take(OFFERED).collect();
        Self { typed: typed.chars().count(), offered }
    }

    /// The completions, in the order in which they are shown.
    pub fn offered(&self) -> &[String] {
        &self.offered
    }

    /// The number of characters before the cursor to replace, and the text that all completions begin with; `None` if there
    /// is nothing to add.
    pub fn common(&self) -> Option<(usize, String)> {
        let first = self.offered.first()?;
        let common = self.offered.iter().fold(first.as_str(), |common, other| {
            let same = common.chars().zip(other.chars()).take_while(|(one, other)| one == other);
            &common[..same.map(|(c, _)| c.len_utf8()).sum()]
        });
        (common.chars().count() > self.typed).then(|| (self.typed, common.to_owned()))
    }
}

/// Tag keys, or the values of a tag key.
fn tags<'a>(value: &'a str, secrets: &Summaries) -> (&'a str, Vec<String>) {
    let searched = searched(secrets).flat_map(|secret| secret.facts().tags());
    match value.split_once('=') {
        None => (value, written(searched.map(|(key, _)| key), &[])),
        Some((wanted, value)) => {
            let of_key = searched.filter(|(key, _)| key.eq_ignore_ascii_case(wanted));
            (value.rsplit('|').next().unwrap_or_default(), written(of_key.map(|(_, value)| value), &[]))
        }
    }
}

fn values(key: FilterKey, secrets: &Summaries) -> Vec<String> {
    let chosen = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let searched = searched(secrets);
    match key {
        FilterKey::Rotation => words::<RotationFilter>(),
        FilterKey::Is => chosen(&[Bookmarked::TYPED]),
        FilterKey::Deleted => chosen(&["yes", "no", "<7d", ">20d"]),
        FilterKey::Changed | FilterKey::Accessed => chosen(&AGES),
        FilterKey::Replica => {
            let regions: BTreeSet<String> = searched.flat_map(|secret| regions(secret)).collect();
            [words::<ReplicaFilter>(), written(regions.iter().map(String::as_str), &[])].concat()
        }
        FilterKey::Owner => {
            let owners = searched.filter_map(|secret| secret.facts().owning_service());
            [chosen(&[OwnerFilter::UNMANAGED]), written(owners, &[OwnerFilter::UNMANAGED])].concat()
        }
        FilterKey::Kms => {
            let keys = searched.filter_map(|secret| secret.facts().kms_key_id());
            [chosen(&[KmsFilter::AWS_MANAGED]), written(keys, &[KmsFilter::AWS_MANAGED])].concat()
        }
        FilterKey::Tag | FilterKey::Desc => Vec::new(),
    }
}

/// The Regions of a secret's primary and of its known replicas.
fn regions(secret: SummaryView<'_>) -> Vec<String> {
    let facts = secret.facts();
    let replicas = facts.replicas().into_iter().map(|replica| replica.region);
    replicas.chain(facts.primary_region().map(str::to_owned)).collect()
}

fn words<T: Choice>() -> Vec<String> {
    T::ALL.iter().map(|word| word.as_str().to_owned()).collect()
}

/// Some of the secrets, from all over the list.
fn searched(secrets: &Summaries) -> impl Iterator<Item = SummaryView<'_>> {
    secrets.iter().step_by(secrets.len().div_ceil(SEARCHED).max(1))
}

/// Texts as they are typed, sorted, each once.
fn written<'a>(texts: impl Iterator<Item = &'a str>, keywords: &[&str]) -> Vec<String> {
    texts.collect::<BTreeSet<_>>().into_iter().map(|text| quote(text, keywords)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::list::samples::named;
    use crate::secrets::Tag;

    fn secrets() -> Summaries {
        let mut secret = named("a");
        for (key, value) in [("team", "web"), ("team", "well known"), ("tier", "1")] {
            secret.tags.push(Tag { key: key.into(), value: value.into() });
        }
        secret.owning_service = Some("rds".into());
        secret.primary_region = Some("us-east-1".into());
        [secret].into_iter().collect()
    }

    fn offered(before: &str) -> String {
        Completions::of(before, &secrets()).offered().join(" ")
    }

    fn common(before: &str) -> Option<String> {
        Completions::of(before, &secrets()).common().map(|(_, text)| text)
    }

    #[test]
    fn keys_and_values_are_offered_for_the_term_at_the_cursor() {
        assert_eq!(offered("db r"), "rotation: replica:");
        assert_eq!(offered("!rot"), "rotation:");
        assert_eq!(offered("rotation:o"), "on off overdue");
        assert_eq!(offered("rotation:on|f"), "failed");
        assert_eq!(offered("replica:"), "yes no primary none in-sync in-progress failed us-east-1");
        assert_eq!(offered("tag:T"), "team tier");
        assert_eq!(offered("tag:team=w"), "web \"well known\"");
        assert_eq!(offered("owner:"), "none rds");
        assert_eq!(offered("changed:<"), "<1d <7d");
        for before in ["", "db ", "prod", "nothing:", "desc:a", "desc:\"rot", "rotation:on"] {
            assert_eq!(offered(before), "", "{before}");
        }
    }

    #[test]
    fn a_completion_is_what_all_have_in_common() {
        assert_eq!(common("d"), Some("de".to_owned()));
        assert_eq!(common("rotation:ov"), Some("overdue".to_owned()));
        assert_eq!(common("rotation:o"), None);
        assert_eq!(common("TAG:t"), None);
        assert_eq!(common("tag:team=we"), None, "a value in quotes has another beginning");
        assert_eq!(common("tag:team=wel"), Some("\"well known\"".to_owned()));
    }
}
