//! Work on long lists, in pieces on several threads.

use std::iter;
use std::num::NonZero;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The least number of items worth a thread: fewer are done before a thread has started.
const LEAST_ITEMS: usize = 8_192;

/// Items of a part: threads that are done, or have a faster core, take another.
const PART: usize = 32_768;

/// Works on the list in as many pieces as threads, in parallel if the list is long. The results have the order of the pieces.
pub(super) fn in_pieces<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a [T]) -> R + Sync) -> Vec<R> {
    let length = items.len().div_ceil(pieces(items.len())).max(1);
    map(items.chunks(length).collect(), work)
}

/// Works on the list in parts, in parallel if it is long. The results have the order of the parts.
pub(super) fn in_parts<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a [T]) -> R + Sync) -> Vec<R> {
    map(items.chunks(part(items.len())).collect(), work)
}

/// The same for a range of numbers.
pub(super) fn in_ranges<R: Send>(numbers: Range<u32>, work: impl Fn(Range<u32>) -> R + Sync) -> Vec<R> {
    let length = part(numbers.len());
    let behind =
        |start: u32| u32::try_from(start as usize + length).map_or(numbers.end, |end| end.min(numbers.end));
    map(numbers.clone().step_by(length).map(|start| start..behind(start)).collect(), work)
}

/// The number of items in a part of so many.
fn part(items: usize) -> usize {
    items.div_ceil(pieces(items)).clamp(1, PART)
}

/// The number of pieces in which so many items are worked on: at least 1, and one for each thread at most.
pub(super) fn pieces(items: usize) -> usize {
    if items < 2 * LEAST_ITEMS { 1 } else { (items / LEAST_ITEMS).min(threads()) }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Works on each item, on this thread and others. The results have the order of the items.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if items.len() < 2 {
        return items.into_iter().map(work).collect();
    }
    let others = items.len().min(threads()) - 1;
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || iter::from_fn(next).map(|(at, item)| (at, work(item))).collect::<Vec<_>>();
    let mut done = thread::scope(|scope| {
        let running: Vec<_> = (0..others).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for thread in running {
            done.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_the_order_is_kept() {
        for length in [0, 1, LEAST_ITEMS, 2 * LEAST_ITEMS, 5 * LEAST_ITEMS + 3, 3 * PART + 5] {
            let items: Vec<usize> = (0..length).collect();
            assert_eq!(in_pieces(&items, <[usize]>::to_vec).concat(), items);
            assert_eq!(in_parts(&items, <[usize]>::to_vec).concat(), items);
            let numbers = 3..u32::try_from(length).unwrap() + 3;
            assert_eq!(
                in_ranges(numbers.clone(), Iterator::collect::<Vec<u32>>).concat(),
                numbers.collect::<Vec<_>>()
            );
        }
        assert_eq!(map((0..9).collect(), |i| i * 2), [0, 2, 4, 6, 8, 10, 12, 14, 16]);
    }
}
