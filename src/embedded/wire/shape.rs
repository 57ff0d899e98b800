//! The shapes of the service's model: types and constraints of members.

/// A member of a request or structure.
pub struct Member {
    /// The name on the wire.
    pub name: &'static str,
    /// A request must have the member.
    pub required: bool,
    /// The type and its constraints.
    pub shape: Shape,
}

/// The type of a member and its constraints.
pub enum Shape {
    /// A string.
    String(StringShape),
    /// An integer in a range.
    Integer {
        /// The lowest value.
        min: i64,
        /// The highest value.
        max: i64,
    },
    /// A boolean.
    Boolean,
    /// Bytes in base64, at least one.
    Blob {
        /// The highest number of bytes.
        max: usize,
    },
    /// A list with a range of lengths.
    List {
        /// The lowest number of items.
        min: usize,
        /// The highest number of items.
        max: usize,
        /// The shape of each item.
        item: &'static Shape,
    },
    /// An object.
    Structure(&'static [Member]),
}

/// The constraints of a string.
pub struct StringShape {
    /// The lowest number of characters.
    pub min: usize,
    /// The highest number of characters.
    pub max: usize,
    /// The pattern that the string must match.
    pub pattern: Option<Pattern>,
    /// The values of an enumeration; empty if any string is allowed.
    pub one_of: &'static [&'static str],
    /// Messages leave the value out.
    pub sensitive: bool,
}

/// A regular expression of the model, and a function that checks the same.
pub struct Pattern {
    /// The regular expression, as messages quote it.
    pub regex: &'static str,
    /// Returns true if a string matches.
    pub accepts: fn(&str) -> bool,
}

impl Shape {
    /// The Java type that messages about a wrong JSON type name.
    pub fn java_name(&self) -> &'static str {
        match self {
            Self::String(_) => "String",
            Self::Integer { .. } => "Integer",
            Self::Boolean => "Boolean",
            Self::Blob { .. } => "ByteBuffer",
            Self::List { .. } => "List",
            Self::Structure(_) => "Structure",
        }
    }
}

/// The constraints of a string with a range of lengths, in characters.
pub const fn length(min: usize, max: usize) -> StringShape {
    StringShape { min, max, pattern: None, one_of: &[], sensitive: false }
}

/// A string with a range of lengths, in characters.
pub const fn string(min: usize, max: usize) -> Shape {
    Shape::String(length(min, max))
}

/// A string that messages leave out, with a range of lengths in characters.
pub const fn sensitive(min: usize, max: usize) -> Shape {
    Shape::String(StringShape { sensitive: true, ..length(min, max) })
}

/// A value of an enumeration.
pub const fn one_of(values: &'static [&'static str]) -> Shape {
    Shape::String(StringShape { one_of: values, ..length(0, usize::MAX) })
}

/// A string that matches a pattern, with a range of lengths in characters.
pub const fn matching(min: usize, max: usize, regex: &'static str, accepts: fn(&str) -> bool) -> Shape {
    Shape::String(StringShape { pattern: Some(Pattern { regex, accepts }), ..length(min, max) })
}

/// A member that a request must have.
pub const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, required: true, shape }
}

/// A member that a request may leave out.
pub const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, required: false, shape }
}
