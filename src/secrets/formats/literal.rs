//! Text as string literals of languages, in double quotes. Characters that a terminal or a reader would not show as they are
//! become escapes.

use crate::secrets::Untrusted;
use std::fmt::Write;

/// A language with string literals in double quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    Python,
    JavaScript,
    Go,
    /// The language of Terraform.
    Hcl,
    Yaml,
}

impl Language {
    /// The text as a literal.
    pub(super) fn literal(self, text: &str) -> String {
        let mut literal = String::with_capacity(text.len() + 2);
        literal.push('"');
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '"' => literal.push_str("\\\""),
                '\\' => literal.push_str("\\\\"),
                '\n' => literal.push_str("\\n"),
                '\r' => literal.push_str("\\r"),
                '\t' => literal.push_str("\\t"),
                // It would begin a template.
                '$' | '%' if self == Self::Hcl && rest.peek() == Some(&'{') => self.escape(c, &mut literal),
                c if matches!(Untrusted::of(c), Untrusted::Escaped(_)) || is_noncharacter(c) => {
                    self.escape(c, &mut literal);
                }
                c => literal.push(c),
            }
        }
        literal.push('"');
        literal
    }

    /// Appends the escape of a character by its number.
    fn escape(self, c: char, literal: &mut String) {
        let number = u32::from(c);
        // Writing to memory does not fail.
        let _ = match self {
            Self::Rust | Self::JavaScript => write!(literal, "\\u{{{number:x}}}"),
            Self::Python | Self::Go | Self::Hcl | Self::Yaml if number <= 0xFFFF => {
                write!(literal, "\\u{number:04x}")
            }
            Self::Python | Self::Go | Self::Hcl | Self::Yaml => write!(literal, "\\U{number:08x}"),
        };
    }
}

/// True for the numbers that stand for no character, which YAML refuses.
fn is_noncharacter(c: char) -> bool {
    let number = u32::from(c);
    number & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&number)
}
