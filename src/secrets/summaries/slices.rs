//! Strings by number, in chunks that copies share. Each can have a mark.

use super::ends::Ends;
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
    ends: Ends,
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
    fn clear(&mut self);
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

    fn clear(&mut self) {
        self.clear();
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

    fn clear(&mut self) {
        self.clear();
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
        chunk.strings.part(chunk.ends.range(index % CHUNK))
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
            let full = chunks.last_mut().map(Arc::make_mut);
            let next = full.map_or_else(Chunk::default, Chunk::next);
            chunks.push(Arc::new(next));
        }
        if let Some(last) = chunks.last_mut() {
            let chunk = Arc::make_mut(last);
            chunk.strings.push_part(string);
            chunk.ends.push(chunk.strings.len());
            self.len += 1;
        }
    }

    /// Replaces the string with that number, whose mark stays; `false` if it is the same.
    pub(super) fn set(&mut self, index: usize, string: &S::Part) -> bool {
        if self.get(index) == string {
            return false;
        }
        let chunk = Arc::make_mut(&mut Arc::make_mut(&mut self.chunks)[index / CHUNK]);
        let before = chunk.strings.len();
        chunk.strings.replace_part(chunk.ends.range(index % CHUNK), string);
        chunk.ends.shift(index % CHUNK, before, chunk.strings.len());
        true
    }
}

impl<S: Joined> Chunk<S> {
    fn with_capacity(strings: usize, bytes: usize) -> Self {
        let (strings, ends) = (S::with_capacity(bytes), Ends::with_capacity(strings));
        Self { strings, ends, marks: Default::default() }
    }

    /// An empty chunk with the memory of this one, whose strings move to memory of just their size: shrunk in place, each
    /// chunk would leave a gap that is too small for another.
    fn next(&mut self) -> Self {
        let exact = self.clone();
        let mut next = std::mem::replace(self, exact);
        next.strings.clear();
        next.ends.clear();
        next.marks = Default::default();
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strings_stay_as_they_were_written_in_every_copy(
            mut writes in vec((any::<Option<prop::sample::Index>>(), "[aé]{0,3}", any::<bool>()), 0..1_500),
            long in proptest::option::weighted(0.2, (any::<prop::sample::Index>(), 20_000usize..80_000)),
            copied in any::<prop::sample::Index>(),
        ) {
            let (mut slices, mut texts, mut model) = (Slices::<Vec<u8>>::default(), Slices::<String>::default(), Vec::new());
            let mut copy = None;
            if let Some((at, length)) = long && let Some((_, text, _)) = writes.get_mut(at.index(1_500)) {
                *text = "é".repeat(length);
            }
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
