//! Text searches: part, prefix and whole text. Case matters if the user typed a capital letter.

/// Working memory of searches, reused for many secrets.
#[derive(Default)]
pub(in crate::app::list) struct Scratch {
    /// A description.
    pub(super) description: String,
    lower: String,
}

/// A text to search for in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    text: String,
    case: Case,
}

/// The treatment of case in a search.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Case {
    /// Case matters.
    Sensitive,
    /// Case does not matter; the text in lower case.
    Insensitive(String),
}

impl Text {
    /// A search that minds case if `text` has a capital letter.
    pub(super) fn new(text: String) -> Self {
        let case = if text.chars().any(char::is_uppercase) {
            Case::Sensitive
        } else {
            Case::Insensitive(text.chars().flat_map(char::to_lowercase).collect())
        };
        Self { text, case }
    }

    /// The text as typed.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// True if `text` contains this text.
    pub(super) fn is_part_of(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text.contains(this)
    }

    /// True if `text` begins with this text.
    pub(super) fn is_prefix_of(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text.starts_with(this)
    }

    /// True if `text` equals this text.
    pub(super) fn equals(&self, text: &str, scratch: &mut Scratch) -> bool {
        let (text, this) = self.comparable(text, scratch);
        text == this
    }

    /// The other text and this one, ready to compare: both in lower case if case does not matter.
    fn comparable<'a>(&'a self, text: &'a str, scratch: &'a mut Scratch) -> (&'a str, &'a str) {
        let Case::Insensitive(this) = &self.case else { return (text, &self.text) };
        let lower = &mut scratch.lower;
        lower.clear();
        if text.is_ascii() {
            lower.push_str(text);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(text.chars().flat_map(char::to_lowercase));
        }
        (lower, this)
    }
}
