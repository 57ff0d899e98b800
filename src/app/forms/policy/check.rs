//! The checks of a policy that need no service.

use super::template::PLACEHOLDERS;
use crate::secrets::json_fault;
use serde_json::Value;

/// Characters that a policy may have.
pub const LIMIT: usize = 20_480;

/// A fault of a policy, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// There is none.
    #[error(
        "Empty. A policy is a JSON object; a template fills one in. To delete the policy, use the action of the pane."
    )]
    Empty,
    /// It is not valid JSON.
    #[error("{0}")]
    Json(#[from] crate::secrets::JsonFault),
    /// It is JSON, but not an object with statements.
    #[error("A policy is a JSON object with \"Version\" and \"Statement\".")]
    NoPolicy,
    /// It is too long.
    #[error("{0} characters; {LIMIT} at most.")]
    TooLong(usize),
    /// A template's placeholder is still in it.
    #[error("Line {line}, column {column}: replace {placeholder} with {what}.")]
    Placeholder {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in characters.
        column: usize,
        /// The placeholder.
        placeholder: &'static str,
        /// The text that belongs there.
        what: &'static str,
    },
}

impl PolicyFault {
    /// Line and column, both from 1, if it is at one place.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Json(fault) => Some((fault.line, fault.column)),
            Self::Placeholder { line, column, .. } => Some((*line, *column)),
            Self::Empty | Self::NoPolicy | Self::TooLong(_) => None,
        }
    }
}

/// Finds the first fault for which the service would refuse the policy.
pub fn check(text: &str) -> Result<(), PolicyFault> {
    if text.trim().is_empty() {
        return Err(PolicyFault::Empty);
    }
    if let Some(fault) = json_fault(text) {
        return Err(fault.into());
    }
    let policy: Value = serde_json::from_str(text).unwrap_or_default();
    if policy.get("Statement").is_none() {
        return Err(PolicyFault::NoPolicy);
    }
    let length = text.chars().count();
    if length > LIMIT {
        return Err(PolicyFault::TooLong(length));
    }
    first_placeholder(text).map_or(Ok(()), Err)
}

/// The first placeholder of a template that is still there.
pub fn first_placeholder(text: &str) -> Option<PolicyFault> {
    let found = PLACEHOLDERS.iter().filter_map(|pair| text.find(pair.0).map(|at| (at, pair)));
    let (at, &(placeholder, what)) = found.min_by_key(|(at, _)| *at)?;
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let (line, column) = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
    Some(PolicyFault::Placeholder { line, column, placeholder, what })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> String {
        check(text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert!(said(" \n").starts_with("Empty."));
        assert!(said("{\n  \"Statement\": [,]\n}").starts_with("Line 2, column 17: "), "{}", said("{,"));
        assert!(said("[1]").contains("\"Statement\""));
        assert!(said("{}").contains("\"Statement\""));
        let long = format!("{{\"Statement\":\"{}\"}}", "é".repeat(LIMIT));
        assert_eq!(said(&long), format!("{} characters; 20480 at most.", LIMIT + 16));
        let fault = check("{\"Statement\":\n  \"é<role name>\"}").unwrap_err();
        assert_eq!(fault.place(), Some((2, 5)));
        assert!(fault.to_string().contains("<role name>"));
        assert_eq!(check(r#"{"Statement":[]}"#), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "[{}\\[\\]\":,a\n <>é]{0,40}") {
            if let Err(fault) = check(&text) {
                let lines = text.split('\n').count();
                prop_assert!(fault.place().is_none_or(|(line, _)| line <= lines));
            }
        }
    }
}
