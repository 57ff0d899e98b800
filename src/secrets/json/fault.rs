//! Where a text is not valid JSON.

use super::SPACES;
use serde_json::value::RawValue;

/// A syntax error in a JSON text. Never quotes the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {line}, column {column}: {what}.")]
pub struct JsonFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in bytes, counted from 1.
    pub column: usize,
    /// The parser's description of the error.
    pub what: String,
}

impl From<serde_json::Error> for JsonFault {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self { line: error.line(), column: error.column(), what }
    }
}

/// The syntax error in a text; `None` if it is JSON.
pub fn json_fault(text: &str) -> Option<JsonFault> {
    let trimmed = text.trim_start_matches(SPACES);
    serde_json::from_str::<&RawValue>(trimmed).err().map(|error| {
        let skipped = &text[..text.len() - trimmed.len()];
        let mut fault = JsonFault::from(error);
        if fault.line == 1 {
            fault.column += skipped.len() - skipped.rfind('\n').map_or(0, |at| at + 1);
        }
        fault.line += skipped.matches('\n').count();
        fault
    })
}

/// True if a text begins like a JSON object or array, correct or not.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leading_spaces_count_in_the_column_of_an_error() {
        let fault = json_fault("   {x}").unwrap();
        assert_eq!((fault.line, fault.column), (1, 5));
        assert_eq!(json_fault("{} x").unwrap().what, "trailing characters");
    }

    #[test]
    fn only_the_spaces_of_json_may_lead() {
        assert_eq!(json_fault("\r\n\t {}"), None);
        assert!(json_fault("\u{a0}{}").is_some() && json_fault("\u{feff}{}").is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in ".*") {
            prop_assert_eq!(json_fault(&text).is_none(), serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
    }
}
