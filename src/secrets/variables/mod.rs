//! The members of secrets as environment variables, and as lines of a `.env` file.

mod dotenv;
mod name;

use super::json::JsonKind;
use super::members::{Member, MemberValue, Members};
use super::value::ValueBody;
use std::collections::HashMap;
use zeroize::Zeroizing;

pub use dotenv::{dotenv_file, dotenv_line, dotenv_value};
pub use name::NameFault;

/// The members that become variables, and the names of those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VariableChoice {
    /// The text before each key; a name of `names` stays as it is.
    pub prefix: Option<String>,
    /// The keys of the members, even if a name decides which code programs run; empty for all members.
    pub only: Vec<String>,
    /// The names for values that are no JSON object, in the order of the values.
    pub names: Vec<String>,
}

/// A variable.
#[derive(PartialEq, Eq)]
pub struct Variable {
    /// The name, which all shells take.
    pub name: String,
    /// The value: any text without NUL.
    pub value: Zeroizing<String>,
    /// The origin, for errors.
    pub origin: Origin,
}

/// The secret and the member that a variable comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    secret: String,
    /// The key of the member; `None` for a whole value.
    key: Option<String>,
}

/// Why secrets make no variables. Never quotes a value.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariablesError {
    /// The value is bytes.
    #[error("The value of `{0}` is binary")]
    Binary(String),
    /// The value is no JSON object, and no name is left for it.
    #[error("The value of `{0}` is not a JSON object, so it has no members to name variables")]
    Unnamed(String),
    /// There are more names than values that need one.
    #[error("No value is left for the name `{0}`")]
    UnusedName(String),
    /// No secret has this member.
    #[error("No secret has a member `{0}`")]
    NoSuchMember(String),
    /// Readers of the object differ in which of the members they take.
    #[error("{0} is there more than once")]
    Ambiguous(Origin),
    /// The member is a string with escapes that stand for no character.
    #[error("{0} is not Unicode text")]
    NotUnicode(Origin),
    /// No variable can hold the value.
    #[error("{0} has a NUL character")]
    Nul(Origin),
    /// No variable can have the name, or it may not.
    #[error("{origin} can't be the variable `{name}`")]
    Name {
        /// The member.
        origin: Origin,
        /// The name that the variable would have.
        name: String,
        /// The mistake in the name.
        fault: NameFault,
    },
    /// Two members make the same variable.
    #[error("{first} and {second} both make the variable `{name}`")]
    Collision {
        /// The name of the variable.
        name: String,
        /// The first member.
        first: Origin,
        /// The second member.
        second: Origin,
    },
}

/// Makes variables of values: of each member of a JSON object, else of the whole value under the next of the given names.
pub fn variables_of(
    values: &[(String, ValueBody)],
    choice: &VariableChoice,
) -> Result<Vec<Variable>, VariablesError> {
    let mut names = choice.names.iter();
    let mut variables = Vec::new();
    for (secret, body) in values {
        let text = body.as_text().ok_or_else(|| VariablesError::Binary(secret.clone()))?;
        if let Ok(members) = Members::parse(text) {
            for member in members.0.iter().filter(|member| is_chosen(&member.key, choice)) {
                variables.push(of_member(secret, member, &members, choice)?);
            }
        } else {
            let name = names.next().ok_or_else(|| VariablesError::Unnamed(secret.clone()))?;
            let origin = Origin { secret: secret.clone(), key: None };
            variables.push(Variable::checked(name.clone(), text.to_owned().into(), origin, Named::Yes)?);
        }
    }
    if let Some(name) = names.next() {
        return Err(VariablesError::UnusedName(name.clone()));
    }
    let has = |key: &&String| variables.iter().any(|variable| variable.origin.key.as_ref() == Some(key));
    if let Some(missing) = choice.only.iter().find(|key| !has(key)) {
        return Err(VariablesError::NoSuchMember(missing.clone()));
    }
    refuse_collisions(&variables)?;
    Ok(variables)
}

fn is_chosen(key: &str, choice: &VariableChoice) -> bool {
    choice.only.is_empty() || choice.only.iter().any(|only| only == key)
}

fn of_member(
    secret: &str,
    member: &Member,
    members: &Members,
    choice: &VariableChoice,
) -> Result<Variable, VariablesError> {
    let origin = Origin { secret: secret.to_owned(), key: Some(member.key.clone()) };
    let value = text_of(member, members, &origin)?;
    let name = format!("{}{}", choice.prefix.as_deref().unwrap_or_default(), member.key);
    let named = if choice.only.is_empty() { Named::No } else { Named::Yes };
    Variable::checked(name, value, origin, named)
}

/// The text of a member: a string without quotes and escapes, anything else as it is written.
fn text_of(member: &Member, members: &Members, origin: &Origin) -> Result<Zeroizing<String>, VariablesError> {
    if members.duplicates().contains(&member.key.as_str()) {
        return Err(VariablesError::Ambiguous(origin.clone()));
    }
    match &member.value {
        MemberValue::Json(written) if JsonKind::of(written) == JsonKind::String => {
            Err(VariablesError::NotUnicode(origin.clone()))
        }
        MemberValue::Json(text) | MemberValue::Text(text) => Ok(text.clone()),
    }
}

/// Makes a variable of one member, or of a value that is no JSON object. A key that no variable can have as its name is
/// made one: `db-host` is `DB_HOST`. A value without a key has the last part of the secret's name.
pub fn variable_of(secret: &str, body: &ValueBody, key: Option<&str>) -> Result<Variable, VariablesError> {
    let text = body.as_text().ok_or_else(|| VariablesError::Binary(secret.to_owned()))?;
    let origin = Origin { secret: secret.to_owned(), key: key.map(str::to_owned) };
    let Some(key) = key else {
        let last = secret.rsplit('/').next().unwrap_or(secret);
        return Variable::checked(variable_name(last), text.to_owned().into(), origin, Named::Yes);
    };
    let missing = || VariablesError::NoSuchMember(key.to_owned());
    let members = Members::parse(text).map_err(|_| missing())?;
    let member = members.0.iter().find(|member| member.key == key).ok_or_else(missing)?;
    let value = text_of(member, &members, &origin)?;
    let is_name = name::fault_of(key) != Some(NameFault::Invalid);
    let name = if is_name { key.to_owned() } else { variable_name(key) };
    Variable::checked(name, value, origin, Named::Yes)
}

/// A text as the name of a variable: in upper case, with underscores for what no name has.
fn variable_name(text: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = text.chars().map(sign).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// How a variable was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// By its name.
    Yes,
    /// With all other members of its secret.
    No,
}

impl Variable {
    /// A variable of the member that has its name.
    #[cfg(test)]
    pub(crate) fn of_test(name: &str, value: &str) -> Self {
        let origin = Origin { secret: "app/test".to_owned(), key: Some(name.to_owned()) };
        Self { name: name.to_owned(), value: Zeroizing::new(value.to_owned()), origin }
    }

    fn checked(
        name: String,
        value: Zeroizing<String>,
        origin: Origin,
        named: Named,
    ) -> Result<Self, VariablesError> {
        match name::fault_of(&name) {
            None => {}
            Some(NameFault::Powerful) if named == Named::Yes => {}
            Some(fault) => return Err(VariablesError::Name { origin, name, fault }),
        }
        if value.contains('\0') {
            return Err(VariablesError::Nul(origin));
        }
        Ok(Self { name, value, origin })
    }
}

fn refuse_collisions(variables: &[Variable]) -> Result<(), VariablesError> {
    let mut seen: HashMap<&str, &Origin> = HashMap::new();
    for Variable { name, origin, .. } in variables {
        if let Some(first) = seen.insert(name, origin) {
            let (first, second) = (first.clone(), origin.clone());
            return Err(VariablesError::Collision { name: name.clone(), first, second });
        }
    }
    Ok(())
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            Some(key) => write!(f, "`{key}` of `{}`", self.secret),
            None => write!(f, "`{}`", self.secret),
        }
    }
}

#[cfg(test)]
mod tests;
