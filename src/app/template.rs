//! Texts with placeholders, of which the user's own commands are made: `--secret={name}`.

use crate::secrets::{Members, ValueBody};
use std::str::FromStr;
use thiserror::Error;
use zeroize::Zeroizing;

/// A text with placeholders. A brace that is meant is written twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Place(Placeholder),
}

/// A placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The secret's name.
    Name,
    /// The secret's ARN.
    Arn,
    /// The Region in use.
    Region,
    /// The profile in use.
    Profile,
    /// The whole value.
    Value,
    /// The member of the value under the cursor.
    Member,
    /// The member of the value with this key.
    MemberOf(String),
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// There is no such placeholder.
    #[error(
        "there is no placeholder `{{{0}}}`; there are {{name}}, {{arn}}, {{region}}, {{profile}}, {{value}}, {{member}} and {{member:KEY}}"
    )]
    Unknown(String),
    /// A brace stands alone.
    #[error("a brace that is meant is written twice: `{{{{` or `}}}}`")]
    Brace,
}

/// Why a template can't be filled in. Never quotes a value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FillError {
    /// No member of the value is under the cursor.
    #[error("No member of the value is under the cursor")]
    NoMember,
    /// The value has no such member.
    #[error("The value has no member {0:?}")]
    Missing(String),
    /// The value has the member more than once.
    #[error("The value has the member {0:?} more than once")]
    Ambiguous(String),
    /// The value is not text.
    #[error("The value is binary")]
    Binary,
}

/// The facts that fill in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFacts {
    /// The secret's name.
    pub name: String,
    /// The secret's ARN.
    pub arn: String,
    /// The Region in use; empty until it is known.
    pub region: String,
    /// The profile in use.
    pub profile: String,
    /// The key of the member under the cursor.
    pub key: Option<String>,
}

impl Placeholder {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "arn" => Self::Arn,
            "region" => Self::Region,
            "profile" => Self::Profile,
            "value" => Self::Value,
            "member" => Self::Member,
            _ => Self::MemberOf(name.strip_prefix("member:")?.to_owned()),
        })
    }

    /// True if secret data stands in its place.
    pub fn is_secret(&self) -> bool {
        match self {
            Self::Value | Self::Member | Self::MemberOf(_) => true,
            Self::Name | Self::Arn | Self::Region | Self::Profile => false,
        }
    }

    /// The placeholder as it is written.
    pub fn written(&self) -> String {
        match self {
            Self::Name => "{name}".into(),
            Self::Arn => "{arn}".into(),
            Self::Region => "{region}".into(),
            Self::Profile => "{profile}".into(),
            Self::Value => "{value}".into(),
            Self::Member => "{member}".into(),
            Self::MemberOf(key) => format!("{{member:{key}}}"),
        }
    }
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            let after = &rest[at + 1..];
            if let Some(doubled) = after.strip_prefix(brace) {
                plain.push_str(brace);
                rest = doubled;
                continue;
            }
            let (name, behind) =
                after.split_once('}').filter(|_| brace == "{").ok_or(TemplateError::Brace)?;
            let place = Placeholder::named(name).ok_or_else(|| TemplateError::Unknown(name.to_owned()))?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Place(place));
            rest = behind;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }
}

impl Template {
    /// The first placeholder for secret data.
    pub fn secret(&self) -> Option<&Placeholder> {
        self.0.iter().find_map(|piece| match piece {
            Piece::Place(place) if place.is_secret() => Some(place),
            Piece::Place(_) | Piece::Text(_) => None,
        })
    }

    /// True if it needs the member under the cursor.
    pub fn needs_member(&self) -> bool {
        self.0.contains(&Piece::Place(Placeholder::Member))
    }

    /// True if it begins with a placeholder.
    pub fn begins_with_placeholder(&self) -> bool {
        matches!(self.0.first(), Some(Piece::Place(_)))
    }

    /// The text with everything in its place. `value` is the value that was read, if one was.
    pub fn filled(
        &self,
        facts: &TemplateFacts,
        value: Option<&ValueBody>,
    ) -> Result<Zeroizing<String>, FillError> {
        let mut pieces = Vec::with_capacity(self.0.len());
        for piece in &self.0 {
            pieces.push(match piece {
                Piece::Text(text) => Zeroizing::new(text.clone()),
                Piece::Place(place) => facts.text(place, value)?,
            });
        }
        // Room for all: a text that grows leaves unwiped copies behind.
        let mut text = Zeroizing::new(String::with_capacity(pieces.iter().map(|piece| piece.len()).sum()));
        text.extend(pieces.iter().map(|piece| piece.as_str()));
        Ok(text)
    }
}

impl TemplateFacts {
    fn text(&self, place: &Placeholder, value: Option<&ValueBody>) -> Result<Zeroizing<String>, FillError> {
        let plain = |text: &str| Ok(Zeroizing::new(text.to_owned()));
        match place {
            Placeholder::Name => plain(&self.name),
            Placeholder::Arn => plain(&self.arn),
            Placeholder::Region => plain(&self.region),
            Placeholder::Profile => plain(&self.profile),
            Placeholder::Value => plain(text_of(value)?),
            Placeholder::Member => self.member(value),
            Placeholder::MemberOf(key) => member(value, key),
        }
    }

    /// The member under the cursor.
    pub fn member(&self, value: Option<&ValueBody>) -> Result<Zeroizing<String>, FillError> {
        member(value, self.key.as_deref().ok_or(FillError::NoMember)?)
    }
}

fn text_of(value: Option<&ValueBody>) -> Result<&str, FillError> {
    value.and_then(ValueBody::as_text).ok_or(FillError::Binary)
}

fn member(value: Option<&ValueBody>, key: &str) -> Result<Zeroizing<String>, FillError> {
    let members = Members::parse(text_of(value)?).map_err(|_| FillError::Missing(key.to_owned()))?;
    if members.duplicates().contains(&key) {
        return Err(FillError::Ambiguous(key.to_owned()));
    }
    members.get(key).map(|member| member.text().clone()).ok_or_else(|| FillError::Missing(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> TemplateFacts {
        TemplateFacts {
            name: "prod/db".into(),
            arn: "arn:1".into(),
            region: "eu-west-1".into(),
            profile: "dev".into(),
            key: Some("password".into()),
        }
    }

    fn filled(text: &str) -> Result<String, FillError> {
        let value = ValueBody::text(r#"{"user":"ada","password":"a{b}","n":1,"n":2}"#.to_owned());
        let template: Template = text.parse().unwrap();
        template.filled(&facts(), Some(&value)).map(|text| text.to_string())
    }

    #[test]
    fn placeholders_are_filled_in_once() {
        assert_eq!(filled("{name}@{region}/{profile}:{arn}").unwrap(), "prod/db@eu-west-1/dev:arn:1");
        assert_eq!(filled("{member:user}:{member}").unwrap(), "ada:a{b}", "what is filled in is no template");
        assert_eq!(filled("{{name}} }}{{").unwrap(), "{name} }{");
        assert_eq!(filled("{member:nope}"), Err(FillError::Missing("nope".into())));
        assert_eq!(filled("{member:n}"), Err(FillError::Ambiguous("n".into())));
    }

    #[test]
    fn other_braces_are_mistakes() {
        let parsed = |text: &str| text.parse::<Template>();
        assert_eq!(parsed("{nam}"), Err(TemplateError::Unknown("nam".into())));
        assert_eq!(parsed("{"), Err(TemplateError::Brace));
        assert_eq!(parsed("a}"), Err(TemplateError::Brace));
        assert_eq!(parsed("{name"), Err(TemplateError::Brace));
    }

    proptest! {
        #[test]
        fn any_text_is_itself_once_its_braces_are_doubled(text in any::<String>()) {
            let template: Template = text.replace('{', "{{").replace('}', "}}").parse().unwrap();
            prop_assert!(template.secret().is_none());
            let filled = template.filled(&facts(), None).unwrap();
            prop_assert_eq!(filled.as_str(), text);
        }
    }
}
