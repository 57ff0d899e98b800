//! How a model says what a member must be.

/// A member of a request or structure.
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it must be.
    pub shape: Shape,
}

/// What a member must be.
pub enum Shape {
    /// A string.
    Text(Text),
    /// An integer in a range.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A boolean.
    Flag,
    /// Bytes in base64, at least one.
    Blob {
        /// The most bytes.
        max: usize,
    },
    /// A list with a range of lengths.
    List {
        /// The least items.
        min: usize,
        /// The most items.
        max: usize,
        /// What each item must be.
        item: &'static Shape,
    },
    /// An object.
    Structure(&'static [Member]),
}

/// The constraints of a string.
pub struct Text {
    /// The least characters.
    pub min: usize,
    /// The most characters.
    pub max: usize,
    /// What it must look like.
    pub pattern: Option<Pattern>,
    /// The values of an enumeration; empty when it is none.
    pub one_of: &'static [&'static str],
    /// Whether messages leave the value out.
    pub sensitive: bool,
}

/// A regular expression of the model, and the check that stands for it.
pub struct Pattern {
    /// As the model writes it.
    pub text: &'static str,
    /// Whether a string matches.
    pub accepts: fn(&str) -> bool,
}

impl Shape {
    /// The type that messages about a wrong JSON type name.
    pub fn java_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "String",
            Self::Number { .. } => "Integer",
            Self::Flag => "Boolean",
            Self::Blob { .. } => "ByteBuffer",
            Self::List { .. } => "List",
            Self::Structure(_) => "Structure",
        }
    }
}

/// A string within these lengths, in characters.
pub const fn text(min: usize, max: usize) -> Text {
    Text { min, max, pattern: None, one_of: &[], sensitive: false }
}

/// The shape of such a string.
pub const fn string(min: usize, max: usize) -> Shape {
    Shape::Text(text(min, max))
}

/// A string that messages leave out.
pub const fn sensitive(min: usize, max: usize) -> Shape {
    Shape::Text(Text { sensitive: true, ..text(min, max) })
}

/// A value of an enumeration.
pub const fn one_of(values: &'static [&'static str]) -> Shape {
    Shape::Text(Text { one_of: values, ..text(0, usize::MAX) })
}

/// A string that matches a pattern.
pub const fn shaped(min: usize, max: usize, text_: &'static str, accepts: fn(&str) -> bool) -> Shape {
    Shape::Text(Text { pattern: Some(Pattern { text: text_, accepts }), ..text(min, max) })
}

/// A member that must be there.
pub const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, required: true, shape }
}

/// A member that may be left out.
pub const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, required: false, shape }
}
