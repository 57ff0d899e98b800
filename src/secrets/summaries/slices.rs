//! Strings by number, in chunks that copies share. Each can have a mark.

use std::ops::Range;
use std::sync::Arc;

/// Strings in a chunk. A copy that is written to copies one chunk of them, not all.
const CHUNK: usize = 512;

/// Strings of bytes or characters by number, from 0. Cheap to clone: a clone shares all chunks until one is written to.
#[derive(Clone, Debug, Default)]
pub(super) struct Slices<S> {
    chunks: Arc<Vec<Arc<Chunk<S>>>>,
    len: usize,
}

#[derive(Clone, Debug, Default)]
struct Chunk<S> {
    strings: S,
    ends: Vec<u32>,
    marks: [u64; CHUNK / 64],
}

/// Many strings in one piece: bytes in a `Vec`, or characters in a `String`, of which a part need not be checked again.
pub(super) trait Joined: Clone + Default {
    type Part: PartialEq + ?Sized;

    fn with_capacity(bytes: usize) -> Self;
    fn len(&self) -> usize;
    fn part(&self, at: Range<usize>) -> &Self::Part;
    fn push_part(&mut self, part: &Self::Part);
    fn replace_part(&mut self, at: Range<usize>, part: &Self::Part);
    fn shrink(&mut self);
}

impl Joined for Vec<u8> {
    type Part = [u8];

    fn with_capacity(bytes: usize) -> Self {
        Self::with_capacity(bytes)
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn part(&self, at: Range<usize>) -> &[u8] {
        &self[at]
    }

    fn push_part(&mut self, part: &[u8]) {
        self.extend_from_slice(part);
    }

    fn replace_part(&mut self, at: Range<usize>, part: &[u8]) {
        self.splice(at, part.iter().copied());
    }

    fn shrink(&mut self) {
        self.shrink_to_fit();
    }
}

impl Joined for String {
    type Part = str;

    fn with_capacity(bytes: usize) -> Self {
        Self::with_capacity(bytes)
    }

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn part(&self, at: Range<usize>) -> &str {
        &self[at]
    }

    fn push_part(&mut self, part: &str) {
        self.push_str(part);
    }

    fn replace_part(&mut self, at: Range<usize>, part: &str) {
        self.replace_range(at, part);
    }

    fn shrink(&mut self) {
        self.shrink_to_fit();
    }
}

impl<S: Joined> Slices<S> {
    /// No strings yet, with memory for some: at most as many as are in a chunk.
    pub(super) fn with_capacity(strings: usize, bytes: usize) -> Self {
        Self { chunks: Arc::new(vec![Arc::new(Chunk::with_capacity(strings, bytes))]), len: 0 }
    }

    /// The number of strings.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The string with that number, which must be below [`len`](Self::len).
    #[inline]
    pub(super) fn get(&self, index: usize) -> &S::Part {
        let chunk = &self.chunks[index / CHUNK];
        chunk.strings.part(chunk.range(index % CHUNK))
    }

    /// The strings, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &S::Part> {
        (0..self.len).map(|index| self.get(index))
    }

    /// True if the string with that number is marked.
    #[inline]
    pub(super) fn is_marked(&self, index: usize) -> bool {
        let (word, bit) = (index % CHUNK / 64, index % 64);
        self.chunks[index / CHUNK].marks[word] >> bit & 1 == 1
    }

    /// Marks the string with that number, or takes the mark away.
    pub(super) fn mark(&mut self, index: usize, mark: bool) {
        if self.is_marked(index) != mark {
            let chunk = Arc::make_mut(&mut Arc::make_mut(&mut self.chunks)[index / CHUNK]);
            chunk.marks[index % CHUNK / 64] ^= 1 << (index % 64);
        }
    }

    /// Adds a string without a mark. Its number is the length before.
    pub(super) fn push(&mut self, string: &S::Part) {
        let chunks = Arc::make_mut(&mut self.chunks);
        if self.len == chunks.len() * CHUNK {
            // Chunks are of about the same size: grown by doubling, each would be copied a dozen times.
            let full = chunks.last_mut().map(Arc::make_mut);
            let bytes = full.map_or(0, |full| {
                full.shrink();
                full.strings.len() + full.strings.len() / 8
            });
            chunks.push(Arc::new(Chunk::with_capacity(CHUNK, bytes)));
        }
        if let Some(last) = chunks.last_mut() {
            let chunk = Arc::make_mut(last);
            chunk.strings.push_part(string);
            chunk.ends.push(end(chunk.strings.len()));
            self.len += 1;
        }
    }

    /// Replaces the string with that number, whose mark stays; `false` if it is the same.
    pub(super) fn set(&mut self, index: usize, string: &S::Part) -> bool {
        if self.get(index) == string {
            return false;
        }
        let chunk = Arc::make_mut(&mut Arc::make_mut(&mut self.chunks)[index / CHUNK]);
        let (old, length) = (chunk.range(index % CHUNK), chunk.strings.len());
        chunk.strings.replace_part(old, string);
        for moved in &mut chunk.ends[index % CHUNK..] {
            *moved = end(*moved as usize + chunk.strings.len() - length);
        }
        true
    }
}

impl<S: Joined> Chunk<S> {
    fn with_capacity(strings: usize, bytes: usize) -> Self {
        let (strings, ends) = (S::with_capacity(bytes), Vec::with_capacity(strings));
        Self { strings, ends, marks: Default::default() }
    }

    #[inline]
    fn range(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }

    fn shrink(&mut self) {
        self.strings.shrink();
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
            writes in vec((any::<Option<prop::sample::Index>>(), "[aé]{0,3}", any::<bool>()), 0..1_500),
            copied in any::<prop::sample::Index>(),
        ) {
            let (mut slices, mut texts, mut model) = (Slices::<Vec<u8>>::default(), Slices::<String>::default(), Vec::new());
            let mut copy = None;
            for (i, (at, text, mark)) in writes.iter().enumerate() {
                let bytes = text.as_bytes();
                if i == copied.index(writes.len()) {
                    copy = Some((slices.clone(), texts.clone(), model.clone()));
                }
                match at {
                    Some(at) if !model.is_empty() => {
                        let at = at.index(model.len());
                        slices.set(at, bytes);
                        texts.set(at, text);
                        texts.mark(at, *mark);
                        model[at] = (text.clone(), *mark);
                    }
                    _ => {
                        slices.push(bytes);
                        texts.push(text);
                        texts.mark(model.len(), *mark);
                        model.push((text.clone(), *mark));
                    }
                }
            }
            for (slices, texts, model) in copy.into_iter().chain([(slices, texts, model)]) {
                prop_assert_eq!((slices.len(), texts.len()), (model.len(), model.len()));
                prop_assert!((0..slices.len()).all(|i| slices.get(i) == model[i].0.as_bytes()));
                prop_assert!((0..texts.len()).all(|i| (texts.get(i), texts.is_marked(i)) == (&model[i].0, model[i].1)));
            }
        }
    }
}
