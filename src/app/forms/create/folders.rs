//! Completing a name by the folders that listed names are in.

use crate::app::form::{FormContext, LineField, Note, Tone};
use crate::secrets::{Summaries, SummaryView};
use std::collections::BTreeSet;

/// Folders that are named below the form at most.
const FOLDERS_SHOWN: usize = 8;

/// The folders that begin with `typed`, up to their next slash; `most` of them at most.
pub fn folders<'a>(typed: &str, secrets: &'a Summaries, most: usize) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for name in secrets.iter().map(SummaryView::name) {
        if let Some(rest) = name.strip_prefix(typed)
            && let Some(end) = rest.find('/')
        {
            found.insert(&name[..=typed.len() + end]);
            if found.len() > most {
                break;
            }
        }
    }
    found
}

/// The text that `typed` can be completed to: the common beginning of all folders that begin with it.
pub fn complete(typed: &str, secrets: &Summaries) -> Option<String> {
    let found = folders(typed, secrets, usize::MAX);
    let (first, last) = (found.first()?, found.last()?);
    // The folders are sorted: what the first and the last have in common, all have.
    let common = first.char_indices().zip(last.chars()).find(|((_, a), b)| a != b);
    let end = common.map_or(first.len().min(last.len()), |((at, _), _)| at);
    (end > typed.len()).then(|| first[..end].to_owned())
}

/// Names the folders that a name may go on with.
pub(super) fn folder_note(name: &str, cx: &FormContext<'_>) -> Option<Note> {
    let found = folders(name, cx.secrets, FOLDERS_SHOWN);
    if found.is_empty() {
        return None;
    }
    let more = if found.len() > FOLDERS_SHOWN { " …" } else { "" };
    let shown: Vec<&str> = found.into_iter().take(FOLDERS_SHOWN).collect();
    Some(Note::new(Tone::Dim, format!("Folders: {}{more}", shown.join("  "))))
}

/// Completes a name to the next slash that listed names share.
pub(in crate::app::forms) fn complete_folder(name: &mut LineField, cx: &FormContext<'_>) {
    if let Some(completed) = complete(name.text(), cx.secrets) {
        name.input.replace(completed);
        name.error = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{Arn, Summary};
    use proptest::prelude::*;

    fn listed(names: &[&str]) -> Summaries {
        names.iter().map(|name| Summary::new(Arn::new(*name), *name)).collect()
    }

    #[test]
    fn a_name_is_completed_up_to_the_next_slash() {
        let secrets = listed(&["prod/payments/db", "prod/payroll/db", "prod/api", "staging/x"]);
        assert_eq!(complete("pr", &secrets).as_deref(), Some("prod/"));
        assert_eq!(complete("prod/", &secrets).as_deref(), Some("prod/pay"));
        assert_eq!(complete("prod/paym", &secrets).as_deref(), Some("prod/payments/"));
        assert_eq!(complete("prod/payments/", &secrets), None, "secrets are no folders");
        assert_eq!(complete("", &secrets), None, "nothing in common");
        assert_eq!(
            folders("prod/", &secrets, 9).into_iter().collect::<Vec<_>>(),
            ["prod/payments/", "prod/payroll/"]
        );
    }

    proptest! {
        #[test]
        fn what_is_completed_begins_every_folder(names in proptest::collection::vec("[aé/]{1,6}", 0..8), typed in "[aé/]{0,2}") {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let secrets = listed(&names);
            if let Some(completed) = complete(&typed, &secrets) {
                prop_assert!(completed.starts_with(&typed) && completed.len() > typed.len());
                prop_assert!(folders(&typed, &secrets, 99).iter().all(|folder| folder.starts_with(&completed)));
            }
        }
    }
}
