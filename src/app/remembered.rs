//! Bookmarks, recent secrets and filters of an account in a Region: names and filters, never a value.

use serde::{Deserialize, Serialize};

/// The most bookmarks that are kept.
const MOST_BOOKMARKS: usize = 500;
/// The most recent secrets that are kept.
const MOST_RECENTS: usize = 30;
/// The most saved filters that are kept.
const MOST_SAVED: usize = 100;
/// The most typed filters that are kept.
const MOST_TYPED: usize = 100;
/// The longest filter that is kept, in bytes: a pasted text is no filter that one types again.
const LONGEST_FILTER: usize = 1_024;

/// The account, Region and endpoint that bookmarks and filters belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPlace {
    /// The id of the account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The URL of the endpoint, if it is not AWS.
    pub endpoint: Option<String>,
}

/// A filter with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// The name.
    pub name: String,
    /// The filter as it is typed.
    pub filter: String,
}

/// Bookmarks, recent secrets and filters of a place. Secrets are known by their names, which never change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The bookmarked secrets, the oldest bookmark first.
    pub bookmarks: Vec<String>,
    /// The secrets that were opened, the last one first.
    pub recents: Vec<String>,
    /// The filters with names, in the order of the names.
    pub saved: Vec<SavedFilter>,
    /// The filters that were typed and accepted, the last one first.
    pub typed: Vec<String>,
}

/// A change of what is remembered. It is merged with what other dashboards have changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryChange {
    /// A secret gets a bookmark.
    Bookmark(String),
    /// A secret loses its bookmark.
    RemoveBookmark(String),
    /// A secret was opened.
    Opened(String),
    /// A secret is taken out of the recent ones.
    RemoveRecent(String),
    /// A filter is saved, in place of one with the same name.
    SaveFilter(SavedFilter),
    /// The saved filter of this name is deleted.
    DeleteFilter(String),
    /// A filter was typed and accepted.
    Typed(String),
    /// All of it is forgotten.
    Forget,
}

/// The result of reading or changing what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryRead {
    /// The state of the file now.
    Ready(Remembered),
    /// The file was damaged and was dropped. What is kept now.
    Damaged(Remembered),
    /// Nothing can be kept, for this reason.
    Failed(String),
}

impl Remembered {
    /// Makes a change.
    pub fn apply(&mut self, change: &HistoryChange) {
        match change {
            HistoryChange::Bookmark(name) => {
                if !self.bookmarks.contains(name) {
                    self.bookmarks.push(name.clone());
                }
                let excess = self.bookmarks.len().saturating_sub(MOST_BOOKMARKS);
                self.bookmarks.drain(..excess);
            }
            HistoryChange::RemoveBookmark(name) => self.bookmarks.retain(|other| other != name),
            HistoryChange::Opened(name) => to_front(&mut self.recents, name, MOST_RECENTS),
            HistoryChange::RemoveRecent(name) => self.recents.retain(|other| other != name),
            HistoryChange::SaveFilter(saved) => {
                self.saved.retain(|other| other.name != saved.name);
                self.saved.push(saved.clone());
                self.saved.sort_by(|one, other| one.name.cmp(&other.name));
                self.saved.truncate(MOST_SAVED);
            }
            HistoryChange::DeleteFilter(name) => self.saved.retain(|other| other.name != *name),
            HistoryChange::Typed(filter) => {
                if filter.len() <= LONGEST_FILTER {
                    to_front(&mut self.typed, filter, MOST_TYPED);
                }
            }
            HistoryChange::Forget => *self = Self::default(),
        }
    }

    /// True if nothing is remembered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Puts a text in front of the others, once.
fn to_front(texts: &mut Vec<String>, text: &str, most: usize) {
    texts.retain(|other| other != text);
    texts.insert(0, text.to_owned());
    texts.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change() -> impl Strategy<Value = HistoryChange> {
        let text = || "[a-d]{1,2}";
        prop_oneof![
            text().prop_map(HistoryChange::Bookmark),
            text().prop_map(HistoryChange::RemoveBookmark),
            text().prop_map(HistoryChange::Opened),
            text().prop_map(HistoryChange::RemoveRecent),
            (text(), text())
                .prop_map(|(name, filter)| HistoryChange::SaveFilter(SavedFilter { name, filter })),
            text().prop_map(HistoryChange::DeleteFilter),
            text().prop_map(HistoryChange::Typed),
        ]
    }

    fn distinct<T: Clone + Ord>(items: &[T]) -> bool {
        let mut sorted = items.to_vec();
        sorted.sort();
        sorted.dedup();
        sorted.len() == items.len()
    }

    proptest! {
        #[test]
        fn nothing_is_remembered_twice_and_a_change_made_twice_is_made_once(
            changes in proptest::collection::vec(change(), 0..40),
        ) {
            let mut remembered = Remembered::default();
            for change in &changes {
                remembered.apply(change);
                let once = remembered.clone();
                remembered.apply(change);
                prop_assert_eq!(&once, &remembered, "{:?}", change);
            }
            prop_assert!(distinct(&remembered.bookmarks) && distinct(&remembered.recents));
            prop_assert!(distinct(&remembered.typed));
            let names: Vec<_> = remembered.saved.iter().map(|saved| saved.name.clone()).collect();
            prop_assert!(distinct(&names) && names.is_sorted());
        }
    }

    #[test]
    fn the_last_one_opened_comes_first_and_the_oldest_is_dropped() {
        let mut remembered = Remembered::default();
        for nth in 0..40 {
            remembered.apply(&HistoryChange::Opened(nth.to_string()));
        }
        assert_eq!((remembered.recents.len(), remembered.recents[0].as_str()), (MOST_RECENTS, "39"));
        remembered.apply(&HistoryChange::Typed("x".repeat(LONGEST_FILTER + 1)));
        assert!(remembered.typed.is_empty());
    }
}
