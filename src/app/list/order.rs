//! The order of the secrets by name, kept as the list grows: pages that come are sorted and merged in.

use super::natural::{self, NaturalKeys};
use super::parallel;
use crate::secrets::Summaries;
use std::cmp::Ordering;
use std::sync::Arc;

/// The numbers of secrets in the order of their names: the natural order, then the bytes of the name, then the ARN. Cheap
/// to clone.
#[derive(Clone, Debug, Default)]
pub struct NameOrder {
    numbers: Arc<Vec<u32>>,
    /// Numbers from here on are not in the order yet.
    end: u32,
    removed: usize,
}

impl NameOrder {
    /// The numbers of the secrets, in order.
    pub(super) fn numbers(&self) -> &Arc<Vec<u32>> {
        &self.numbers
    }

    /// The order of all these secrets; this one must be of the same secrets, or of some of them.
    #[must_use]
    pub(super) fn grown(mut self, secrets: &Summaries) -> Self {
        if self.removed != secrets.removed().len() {
            self.removed = secrets.removed().len();
            Arc::make_mut(&mut self.numbers).retain(|number| !secrets.removed().contains(number));
        }
        if self.end < secrets.end() {
            let new: Vec<u32> = secrets.numbers_from(self.end).collect();
            self.end = secrets.end();
            let new = sorted(&new, secrets);
            self.numbers =
                Arc::new(if self.numbers.is_empty() { new } else { merged(&self.numbers, &new, secrets) });
        }
        self
    }
}

/// Compares two secrets by name.
pub(super) fn compare(one: u32, other: u32, secrets: &Summaries) -> Ordering {
    natural::compare(secrets.name(one), secrets.name(other)).then_with(|| compare_alike(one, other, secrets))
}

/// Compares two secrets whose names differ in case or leading zeros at most.
fn compare_alike(one: u32, other: u32, secrets: &Summaries) -> Ordering {
    let by_name = secrets.name(one).cmp(secrets.name(other));
    by_name.then_with(|| secrets.get(one).arn().cmp(&secrets.get(other).arn()))
}

fn sorted(numbers: &[u32], secrets: &Summaries) -> Vec<u32> {
    let pieces = parallel::in_pieces(numbers, |piece| {
        let mut keys = NaturalKeys::default();
        for number in piece {
            keys.push(secrets.name(*number));
        }
        (piece, keys)
    });
    let in_order = |(one_key, one): &(&[u8], u32), (other_key, other): &(&[u8], u32)| {
        one_key.cmp(other_key).then_with(|| compare_alike(*one, *other, secrets))
    };
    let mut entries = parallel::map(pieces.iter().collect(), |(piece, keys)| {
        let mut entries: Vec<_> =
            piece.iter().enumerate().map(|(i, number)| (keys.get(i), *number)).collect();
        // Pages have the order of the service, which a stable sort makes use of.
        entries.sort_by(in_order);
        entries
    })
    .concat();
    // Here it finds the sorted pieces, and only merges them.
    entries.sort_by(in_order);
    entries.into_iter().map(|(_, number)| number).collect()
}

/// Two sorted runs in one. Neighbours in the new one are mostly neighbours in the result: each is looked for near the last.
fn merged(old: &[u32], new: &[u32], secrets: &Summaries) -> Vec<u32> {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut rest = old;
    for number in new {
        let is_before = |old: &u32| compare(*old, *number, secrets) == Ordering::Less;
        let mut reach = 1;
        while reach <= rest.len() && is_before(&rest[reach - 1]) {
            reach *= 2;
        }
        let (from, to) = (reach / 2, reach.min(rest.len()));
        let at = from + rest[from..to].partition_point(is_before);
        all.extend_from_slice(&rest[..at]);
        all.push(*number);
        rest = &rest[at..];
    }
    all.extend_from_slice(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::list::samples::named;
    use crate::secrets::SummaryStore;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_order_that_grew_page_by_page_is_the_order_of_all(
            pages in vec(vec("[aAb/0-2]{0,4}", 0..6), 0..8),
            removed in vec("[aAb/0-2]{0,4}", 0..3),
        ) {
            let (mut store, mut order) = (SummaryStore::default(), NameOrder::default());
            for page in pages {
                for name in &page {
                    store.put(&named(name));
                }
                order = order.grown(store.all());
            }
            for name in &removed {
                store.remove(&named(name).arn);
            }
            order = order.grown(store.all());
            let whole = NameOrder::default().grown(store.all());
            prop_assert_eq!(order.numbers(), whole.numbers());
            prop_assert_eq!(order.numbers().len(), store.all().len());
            for pair in order.numbers().windows(2) {
                prop_assert_eq!(compare(pair[0], pair[1], store.all()), Ordering::Less);
            }
        }
    }
}
