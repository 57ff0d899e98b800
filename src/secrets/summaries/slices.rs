//! Byte strings by number, in chunks that copies share.

use std::sync::Arc;

/// Strings in a chunk. A copy that is written to copies one chunk of them, not all.
const CHUNK: usize = 512;

/// Byte strings by number, from 0. Cheap to clone: a clone shares all chunks until one is written to.
#[derive(Clone, Debug, Default)]
pub(super) struct Slices {
    chunks: Arc<Vec<Arc<Chunk>>>,
    len: usize,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Slices {
    /// The number of strings.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The string with that number, which must be below [`len`](Self::len).
    pub(super) fn get(&self, index: usize) -> &[u8] {
        let chunk = &self.chunks[index / CHUNK];
        &chunk.bytes[chunk.range(index % CHUNK)]
    }

    /// Adds a string. Its number is the length before.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let chunks = Arc::make_mut(&mut self.chunks);
        if self.len.is_multiple_of(CHUNK) {
            if let Some(full) = chunks.last_mut() {
                Arc::make_mut(full).shrink();
            }
            chunks.push(Arc::default());
        }
        if let Some(last) = chunks.last_mut() {
            let chunk = Arc::make_mut(last);
            chunk.bytes.extend_from_slice(bytes);
            chunk.ends.push(end(chunk.bytes.len()));
            self.len += 1;
        }
    }

    /// Replaces the string with that number.
    pub(super) fn set(&mut self, index: usize, bytes: &[u8]) {
        if self.get(index) == bytes {
            return;
        }
        let chunk = Arc::make_mut(&mut Arc::make_mut(&mut self.chunks)[index / CHUNK]);
        let old = chunk.range(index % CHUNK);
        let old_end = old.end;
        chunk.bytes.splice(old.clone(), bytes.iter().copied());
        for moved in &mut chunk.ends[index % CHUNK..] {
            *moved = end(*moved as usize - old_end + old.start + bytes.len());
        }
    }
}

impl Chunk {
    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }

    fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn end(length: usize) -> u32 {
    u32::try_from(length).expect("512 records of a service that answers in pages of some megabytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strings_stay_as_they_were_written_in_every_copy(
            writes in vec((any::<Option<prop::sample::Index>>(), vec(any::<u8>(), 0..4)), 0..1_500),
            copied in any::<prop::sample::Index>(),
        ) {
            let (mut slices, mut model) = (Slices::default(), Vec::new());
            let mut copy = None;
            for (i, (at, bytes)) in writes.iter().enumerate() {
                if i == copied.index(writes.len()) {
                    copy = Some((slices.clone(), model.clone()));
                }
                match at {
                    Some(at) if !model.is_empty() => {
                        let at = at.index(model.len());
                        slices.set(at, bytes);
                        model[at] = bytes.clone();
                    }
                    _ => {
                        slices.push(bytes);
                        model.push(bytes.clone());
                    }
                }
            }
            for (slices, model) in copy.into_iter().chain([(slices, model)]) {
                prop_assert_eq!(slices.len(), model.len());
                prop_assert!((0..slices.len()).all(|i| slices.get(i) == model[i]));
            }
        }
    }
}
