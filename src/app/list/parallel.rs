//! Work on long lists, in pieces on several threads.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

/// The least number of items worth a thread: fewer are done before a thread has started.
const LEAST_ITEMS: usize = 8_192;

/// Works on the list in pieces, in parallel if the list is long. The results have the order of the pieces.
pub(super) fn in_pieces<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a [T]) -> R + Sync) -> Vec<R> {
    let numbers = 0..u32::try_from(items.len()).expect("lists have fewer items than numbers");
    in_ranges(numbers, |piece| work(&items[piece.start as usize..piece.end as usize]))
}

/// Works on a range of numbers in pieces, in parallel if it is long. The results have the order of the pieces.
pub(super) fn in_ranges<R: Send>(numbers: Range<u32>, work: impl Fn(Range<u32>) -> R + Sync) -> Vec<R> {
    let pieces = pieces(numbers.len());
    if pieces < 2 {
        return vec![work(numbers)];
    }
    let length = numbers.len().div_ceil(pieces);
    map(
        numbers
            .clone()
            .step_by(length)
            .map(|start| {
                let end = start as usize + length;
                start..u32::try_from(end).map_or(numbers.end, |end| end.min(numbers.end))
            })
            .collect(),
        work,
    )
}

/// The number of pieces in which so many items are worked on: at least 1, and one for each thread at most.
pub(super) fn pieces(items: usize) -> usize {
    let threads = || thread::available_parallelism().map_or(1, NonZero::get);
    if items < 2 * LEAST_ITEMS { 1 } else { (items / LEAST_ITEMS).min(threads()) }
}

/// Works on each item in parallel. The results have the order of the items.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if items.len() < 2 {
        return items.into_iter().map(work).collect();
    }
    thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = items.into_iter().map(|item| scope.spawn(move || work(item))).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_the_order_is_kept() {
        for length in [0, 1, LEAST_ITEMS, 2 * LEAST_ITEMS, 5 * LEAST_ITEMS + 3] {
            let items: Vec<usize> = (0..length).collect();
            assert_eq!(in_pieces(&items, <[usize]>::to_vec).concat(), items);
            let numbers = 3..u32::try_from(length).unwrap() + 3;
            assert_eq!(
                in_ranges(numbers.clone(), Iterator::collect::<Vec<u32>>).concat(),
                numbers.collect::<Vec<_>>()
            );
        }
        assert_eq!(map((0..9).collect(), |i| i * 2), [0, 2, 4, 6, 8, 10, 12, 14, 16]);
    }
}
