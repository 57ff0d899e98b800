//! The differences between two policies, line by line.

use crate::app::form::{Note, Tone};
use crate::secrets::indented;
use similar::{ChangeTag, TextDiff};

/// Lines around a change that are shown with it.
const AROUND: usize = 2;

/// The differences as notes, both policies laid out alike; lines far from any change are left out.
pub fn diff(before: Option<&str>, after: &str) -> Vec<Note> {
    let (before, after) = (laid_out(before.unwrap_or_default()), laid_out(after));
    let diff = TextDiff::from_lines(&before, &after);
    let mut notes = Vec::new();
    for (nth, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if nth > 0 {
            notes.push(Note::new(Tone::Dim, "  ⋮"));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = change.value().trim_end_matches('\n');
            notes.push(match change.tag() {
                ChangeTag::Equal => Note::new(Tone::Dim, format!("  {line}")),
                ChangeTag::Delete => Note::new(Tone::Removed, line),
                ChangeTag::Insert => Note::new(Tone::Added, line),
            });
        }
    }
    notes
}

/// A policy laid out for reading, where only spaces differ; a text that is not JSON stays as it is.
pub fn laid_out(text: &str) -> String {
    indented(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(tone: Tone, notes: &[Note]) -> Vec<&str> {
        notes.iter().filter(|note| note.tone == tone).map(|note| note.text.trim()).collect()
    }

    #[test]
    fn only_what_differs_and_what_is_around_it_is_shown() {
        let before = r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}"#;
        let after = r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":7}"#;
        let notes = diff(Some(before), after);
        assert_eq!(of(Tone::Removed, &notes), ["\"f\": 6"]);
        assert_eq!(of(Tone::Added, &notes), ["\"f\": 7"]);
        assert_eq!(of(Tone::Dim, &notes), ["\"d\": 4,", "\"e\": 5,", "}"]);
        assert_eq!(of(Tone::Added, &diff(None, r#"{"a":1}"#)), ["{", "\"a\": 1", "}"]);
    }

    proptest! {
        #[test]
        fn what_is_removed_was_there_and_what_is_added_is_there(
            before in "[ab\n]{0,20}", after in "[ab\n]{0,20}"
        ) {
            let notes = diff(Some(&before), &after);
            prop_assert_eq!(notes.is_empty(), before == after);
            for note in notes {
                match note.tone {
                    Tone::Removed => prop_assert!(before.lines().any(|line| line == note.text)),
                    Tone::Added => prop_assert!(after.lines().any(|line| line == note.text)),
                    _ => {}
                }
            }
        }
    }
}
