//! The grammar of an IAM resource policy.

use serde_json::{Map, Value};

use crate::embedded::error::{ApiError, ErrorCode};

const VERSIONS: [&str; 2] = ["2012-10-17", "2008-10-17"];
const SERVICE: &str = "secretsmanager:";

/// A policy that follows IAM's grammar.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The statements, in their order.
    pub statements: Vec<Statement>,
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// `Effect`: true for `Allow`, false for `Deny`.
    pub allows: bool,
    /// The principals that the statement applies to.
    pub principal: Principal,
    /// The actions that the statement applies to.
    pub actions: Patterns,
    /// The resources that the statement applies to.
    pub resources: Patterns,
    /// The conditions under which the statement applies.
    pub conditions: Vec<Condition>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The principals with these names: ARNs, account ids, services, or `*`.
    Only(Vec<String>),
    /// All principals but these.
    AllBut(Vec<String>),
}

/// `Action` or `NotAction`, `Resource` or `NotResource`: a list of patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patterns {
    /// Names that match one of the patterns.
    Only(Vec<String>),
    /// Names that match none of the patterns.
    AllBut(Vec<String>),
}

/// An operator applied to a condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The operator, such as `StringEquals`.
    pub operator: String,
    /// The condition key, such as `aws:SourceVpc`.
    pub key: String,
    /// The values that the key is compared with.
    pub values: Vec<String>,
}

impl Document {
    /// Parses a policy. The error is the service's.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let json: Value = serde_json::from_str(text)
            .map_err(|_| malformed("This resource policy contains invalid Json."))?;
        let document = json
            .as_object()
            .and_then(document)
            .ok_or_else(|| malformed("This resource policy contains a syntax error."))?;
        let named = document.statements.iter().flat_map(|statement| statement.principal.names());
        if named.into_iter().all(|name| is_principal(name)) {
            Ok(document)
        } else {
            Err(malformed("This resource policy contains an unsupported principal."))
        }
    }
}

impl Principal {
    /// The names in `Principal` or `NotPrincipal`.
    pub fn names(&self) -> &[String] {
        match self {
            Self::Only(names) | Self::AllBut(names) => names,
        }
    }
}

fn malformed(message: &str) -> ApiError {
    ApiError::new(ErrorCode::MalformedPolicyDocument, message)
}

fn document(members: &Map<String, Value>) -> Option<Document> {
    only(members, &["Version", "Id", "Statement"])?;
    if let Some(version) = members.get("Version")
        && !version.as_str().is_some_and(|version| VERSIONS.contains(&version))
    {
        return None;
    }
    let statements = match members.get("Statement")? {
        Value::Array(statements) if !statements.is_empty() => statements.iter().collect(),
        statement @ Value::Object(_) => vec![statement],
        _ => return None,
    };
    let statements = statements.into_iter().map(|statement| self::statement(statement.as_object()?));
    Some(Document { statements: statements.collect::<Option<_>>()? })
}

fn statement(members: &Map<String, Value>) -> Option<Statement> {
    let known = [
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];
    only(members, &known)?;
    if members.get("Sid").is_some_and(|sid| !sid.is_string()) {
        return None;
    }
    let allows = match members.get("Effect")?.as_str()? {
        "Allow" => true,
        "Deny" => false,
        _ => return None,
    };
    let principal = match one_of(members, "Principal", "NotPrincipal")? {
        (value, true) => Principal::Only(principals(value)?),
        (value, false) => Principal::AllBut(principals(value)?),
    };
    let actions = patterns(one_of(members, "Action", "NotAction")?)?;
    let (Patterns::Only(named) | Patterns::AllBut(named)) = &actions;
    if !named.iter().all(|action| is_action(action)) {
        return None;
    }
    let resources = patterns(one_of(members, "Resource", "NotResource")?)?;
    let conditions = members.get("Condition").map_or(Some(Vec::new()), conditions)?;
    Some(Statement { allows, principal, actions, resources, conditions })
}

fn patterns((value, included): (&Value, bool)) -> Option<Patterns> {
    let patterns = strings(value)?;
    Some(if included { Patterns::Only(patterns) } else { Patterns::AllBut(patterns) })
}

/// The one of two members that is present, and true if it is the first. None if both or neither are.
fn one_of<'a>(members: &'a Map<String, Value>, this: &str, that: &str) -> Option<(&'a Value, bool)> {
    match (members.get(this), members.get(that)) {
        (Some(value), None) => Some((value, true)),
        (None, Some(value)) => Some((value, false)),
        _ => None,
    }
}

fn only(members: &Map<String, Value>, known: &[&str]) -> Option<()> {
    members.keys().all(|name| known.contains(&name.as_str())).then_some(())
}

/// Parses `"*"`, or a map from the kind of principal to one or several names.
fn principals(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(everyone) if everyone == "*" => Some(vec![everyone.clone()]),
        Value::Object(kinds) if !kinds.is_empty() => {
            only(kinds, &["AWS", "Service", "Federated", "CanonicalUser"])?;
            let names = kinds.values().map(strings).collect::<Option<Vec<_>>>()?;
            Some(names.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Returns true for `*`, an account id, an ARN, a service, or a unique id of IAM.
fn is_principal(name: &str) -> bool {
    let is_account = name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_digit());
    let is_unique_id = name.len() >= 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_domain = name.contains('.') && !name.contains(':');
    name == "*"
        || is_account
        || is_unique_id
        || is_domain
        || (name.starts_with("arn:") && name.split(':').count() >= 6)
}

fn is_action(action: &str) -> bool {
    let has_service = action.get(..SERVICE.len()).is_some_and(|start| start.eq_ignore_ascii_case(SERVICE));
    action == "*" || (has_service && action.len() > SERVICE.len())
}

fn conditions(value: &Value) -> Option<Vec<Condition>> {
    let mut conditions = Vec::new();
    for (operator, keys) in value.as_object()? {
        for (key, values) in keys.as_object()? {
            conditions.push(Condition {
                operator: operator.clone(),
                key: key.clone(),
                values: scalars(values)?,
            });
        }
    }
    Some(conditions)
}

/// Parses a string, or a list of at least one string.
fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) if !text.is_empty() => Some(vec![text.clone()]),
        Value::Array(items) if !items.is_empty() => {
            items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        }
        _ => None,
    }
}

/// Parses a scalar or a list of scalars. Numbers and booleans become strings.
fn scalars(value: &Value) -> Option<Vec<String>> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    };
    match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        value => Some(vec![scalar(value)?]),
    }
}
