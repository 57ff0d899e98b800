//! Checks a request against the service's model, and reports all violations in one message.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::model::members;
use super::shape::{Member, Shape, StringShape};
use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::operation::Operation;
use crate::secrets::lower_first;

/// Checks the members of a request. A wrong JSON type is reported alone, before any violation.
pub fn check(operation: Operation, request: &Value) -> Result<(), ApiError> {
    let mut violations = Vec::new();
    check_members(members(operation), request, "", &mut violations)?;
    if violations.is_empty() {
        return Ok(());
    }
    let (count, errors) = (violations.len(), if violations.len() == 1 { "error" } else { "errors" });
    Err(ApiError::validation(format!("{count} validation {errors} detected: {}", violations.join("; "))))
}

/// A member of a request, as messages describe it.
struct Subject<'a> {
    path: &'a str,
    /// None if messages leave the value out.
    value: Option<String>,
}

impl Subject<'_> {
    /// The message that this member violates a constraint.
    fn violates(&self, constraint: &str) -> String {
        let path = self.path;
        match &self.value {
            Some(value) => format!("Value '{value}' at '{path}' failed to satisfy constraint: {constraint}"),
            None => format!("Value at '{path}' failed to satisfy constraint: {constraint}"),
        }
    }
}

fn check_members(
    members: &[Member],
    object: &Value,
    prefix: &str,
    violations: &mut Vec<String>,
) -> Result<(), ApiError> {
    for member in members {
        let path = format!("{prefix}{}", lower_first(member.name));
        match object.get(member.name) {
            None | Some(Value::Null) if member.required => {
                violations.push(format!(
                    "Value null at '{path}' failed to satisfy constraint: Member must not be null"
                ));
            }
            None | Some(Value::Null) => {}
            Some(value) => check_shape(&member.shape, value, &path, violations)?,
        }
    }
    Ok(())
}

fn check_shape(
    shape: &Shape,
    value: &Value,
    path: &str,
    violations: &mut Vec<String>,
) -> Result<(), ApiError> {
    match (shape, value) {
        (Shape::String(shape), Value::String(string)) => {
            let subject = Subject { path, value: (!shape.sensitive).then(|| string.clone()) };
            violations.extend(
                violated_constraints(shape, string).iter().map(|constraint| subject.violates(constraint)),
            );
        }
        (Shape::Integer { min, max }, Value::Number(number)) if number.is_i64() || number.is_f64() => {
            let subject = Subject { path, value: Some(number.to_string()) };
            let number = number.as_f64().unwrap_or(0.0);
            violations
                .extend(range_violation(number, *min, *max).map(|constraint| subject.violates(&constraint)));
        }
        (Shape::Boolean, Value::Bool(_)) => {}
        (Shape::Blob { max }, Value::String(base64)) => {
            let length = STANDARD.decode(base64).map_err(|_| type_mismatch(value, "ByteBuffer"))?.len();
            let subject = Subject { path, value: None };
            violations
                .extend(length_violation(length, 1, *max).map(|constraint| subject.violates(&constraint)));
        }
        (Shape::List { min, max, item }, Value::Array(items)) => {
            let subject = Subject { path, value: Some(render(value)) };
            violations.extend(
                length_violation(items.len(), *min, *max).map(|constraint| subject.violates(&constraint)),
            );
            check_items(item, items, &subject, violations)?;
        }
        (Shape::Structure(members), Value::Object(_)) => {
            check_members(members, value, &format!("{path}."), violations)?;
        }
        (shape, _) => return Err(type_mismatch(value, shape.java_name())),
    }
    Ok(())
}

/// Checks the items of a list. Invalid strings are reported once, with the path of the list and all
/// constraints of an item; invalid structures each with a path of their own.
fn check_items(
    item: &Shape,
    items: &[Value],
    subject: &Subject<'_>,
    violations: &mut Vec<String>,
) -> Result<(), ApiError> {
    let mut invalid = None;
    for (index, value) in items.iter().enumerate() {
        match (item, value) {
            (Shape::String(shape), Value::String(string)) => {
                if !violated_constraints(shape, string).is_empty() {
                    invalid = Some(shape);
                }
            }
            (_, Value::Null) => {}
            _ => check_shape(item, value, &format!("{}.{}.member", subject.path, index + 1), violations)?,
        }
    }
    if let Some(shape) = invalid {
        let all = all_constraints(shape).join(", ");
        violations.push(subject.violates(&format!("Member must satisfy constraint: [{all}]")));
    }
    Ok(())
}

fn violated_constraints(shape: &StringShape, string: &str) -> Vec<String> {
    let mut constraints = Vec::new();
    constraints.extend(length_violation(string.chars().count(), shape.min, shape.max));
    if let Some(pattern) = &shape.pattern
        && !(pattern.accepts)(string)
    {
        constraints.push(format!("Member must satisfy regular expression pattern: {}", pattern.regex));
    }
    if !shape.one_of.is_empty() && !shape.one_of.contains(&string) {
        constraints.push(format!("Member must satisfy enum value set: [{}]", shape.one_of.join(", ")));
    }
    constraints
}

/// All constraints of a string.
fn all_constraints(shape: &StringShape) -> Vec<String> {
    let mut constraints = vec![
        format!("Member must have length less than or equal to {}", shape.max),
        format!("Member must have length greater than or equal to {}", shape.min),
    ];
    let pattern = shape.pattern.as_ref();
    constraints.extend(
        pattern.map(|pattern| format!("Member must satisfy regular expression pattern: {}", pattern.regex)),
    );
    constraints
}

fn length_violation(length: usize, min: usize, max: usize) -> Option<String> {
    if length > max {
        Some(format!("Member must have length less than or equal to {max}"))
    } else if length < min {
        Some(format!("Member must have length greater than or equal to {min}"))
    } else {
        None
    }
}

#[allow(clippy::cast_precision_loss, reason = "the bounds of the model are small")]
fn range_violation(number: f64, min: i64, max: i64) -> Option<String> {
    if number > max as f64 {
        Some(format!("Member must have value less than or equal to {max}"))
    } else if number < min as f64 {
        Some(format!("Member must have value greater than or equal to {min}"))
    } else {
        None
    }
}

/// The error for a value of the wrong JSON type.
fn type_mismatch(value: &Value, wanted: &str) -> ApiError {
    let found = match value {
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(number) if number.is_f64() => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => {
            return ApiError::new(ErrorCode::Serialization, "Unrecognized collection type class");
        }
        Value::Object(_) => {
            return ApiError::new(
                ErrorCode::Serialization,
                "Start of structure or map found where not expected.",
            );
        }
    };
    ApiError::new(ErrorCode::Serialization, format!("{found} can not be converted to {wanted}"))
}

/// A value as messages of the service print it.
fn render(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(render).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let mut text = String::from("(");
            for (index, (name, member)) in members.iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                let _ = write!(text, "{comma}{}={}", lower_first(name), render(member));
            }
            text + ")"
        }
        other => other.to_string(),
    }
}
