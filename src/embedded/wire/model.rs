//! The constraints of the service's model (API version 2017-10-17), member by member.

use crate::embedded::operations::Operation;

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
            Self::List { .. } => "List",
            Self::Structure(_) => "Structure",
        }
    }
}

const fn text(min: usize, max: usize) -> Text {
    Text { min, max, pattern: None, one_of: &[], sensitive: false }
}

const fn string(min: usize, max: usize) -> Shape {
    Shape::Text(text(min, max))
}

const fn one_of(values: &'static [&'static str]) -> Shape {
    Shape::Text(Text { one_of: values, ..text(0, usize::MAX) })
}

const fn shaped(min: usize, max: usize, text_: &'static str, accepts: fn(&str) -> bool) -> Shape {
    Shape::Text(Text { pattern: Some(Pattern { text: text_, accepts }), ..text(min, max) })
}

const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, required: true, shape }
}

const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, required: false, shape }
}

const ANY: usize = usize::MAX;
const SECRET_ID: Member = required("SecretId", string(1, 2048));
const TOKEN: Member = optional("ClientRequestToken", string(32, 64));
const NEXT_TOKEN: Member = optional("NextToken", string(1, 4096));
const MAX_RESULTS: Member = optional("MaxResults", Shape::Number { min: 1, max: 100 });
const VERSION_ID: Shape = string(32, 64);
const VERSION_STAGE: Shape = string(1, 256);

const FILTER_KEYS: &[&str] =
    &["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"];
const FILTER_VALUE: Shape = shaped(0, 512, "^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$", |value| {
    value.chars().all(|c| c.is_ascii_alphanumeric() || " :_@/+=.-!".contains(c))
});
const FILTER: Shape = Shape::Structure(&[
    optional("Key", one_of(FILTER_KEYS)),
    optional("Values", Shape::List { min: 1, max: 10, item: &FILTER_VALUE }),
]);
const FILTERS: Member = optional("Filters", Shape::List { min: 0, max: 10, item: &FILTER });

const DURATION: Shape = shaped(2, 3, "[0-9]+h", |value| {
    value
        .strip_suffix('h')
        .is_some_and(|hours| !hours.is_empty() && hours.bytes().all(|b| b.is_ascii_digit()))
});
const SCHEDULE: Shape = shaped(1, 256, "[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+", |value| {
    value.chars().all(|c| c.is_ascii_alphanumeric() || "()#?*-/, ".contains(c))
});
const ROTATION_RULES: Shape = Shape::Structure(&[
    optional("AutomaticallyAfterDays", Shape::Number { min: 1, max: 1000 }),
    optional("Duration", DURATION),
    optional("ScheduleExpression", SCHEDULE),
]);
const METADATA: Shape =
    Shape::Structure(&[required("Key", string(1, 256)), required("Value", string(1, 2048))]);

/// The members of an operation's request, in the model's order.
pub fn members(operation: Operation) -> &'static [Member] {
    match operation {
        Operation::CancelRotateSecret
        | Operation::DescribeSecret
        | Operation::GetResourcePolicy
        | Operation::RestoreSecret => const { &[SECRET_ID] },
        Operation::GetSecretValue => {
            const { &[SECRET_ID, optional("VersionId", VERSION_ID), optional("VersionStage", VERSION_STAGE)] }
        }
        Operation::ListSecretVersionIds => {
            const { &[SECRET_ID, MAX_RESULTS, NEXT_TOKEN, optional("IncludeDeprecated", Shape::Flag)] }
        }
        Operation::ListSecrets => {
            const {
                &[
                    optional("IncludePlannedDeletion", Shape::Flag),
                    MAX_RESULTS,
                    NEXT_TOKEN,
                    FILTERS,
                    optional("SortOrder", one_of(&["asc", "desc"])),
                    optional(
                        "SortBy",
                        one_of(&["created-date", "last-accessed-date", "last-changed-date", "name"]),
                    ),
                ]
            }
        }
        Operation::RotateSecret => {
            const {
                &[
                    SECRET_ID,
                    TOKEN,
                    optional("RotationLambdaARN", string(0, 2048)),
                    optional("RotationRules", ROTATION_RULES),
                    optional(
                        "ExternalSecretRotationMetadata",
                        Shape::List { min: 0, max: ANY, item: &METADATA },
                    ),
                    optional("ExternalSecretRotationRoleArn", string(20, 2048)),
                    optional("RotateImmediately", Shape::Flag),
                ]
            }
        }
        Operation::UpdateSecretVersionStage => {
            const {
                &[
                    SECRET_ID,
                    required("VersionStage", VERSION_STAGE),
                    optional("RemoveFromVersionId", VERSION_ID),
                    optional("MoveToVersionId", VERSION_ID),
                ]
            }
        }
    }
}
