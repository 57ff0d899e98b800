//! Checks a request's members against the service's model, and reports all that break it at once.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::model::members;
use super::shape::{Member, Shape, Text};
use crate::embedded::failure::{Code, Failure};
use crate::embedded::operation::Operation;

/// Checks types first, then constraints.
pub fn check(operation: Operation, request: &Value) -> Result<(), Failure> {
    let mut broken = Vec::new();
    check_members(members(operation), request, "", &mut broken)?;
    if broken.is_empty() {
        return Ok(());
    }
    let (count, errors) = (broken.len(), if broken.len() == 1 { "error" } else { "errors" });
    Err(Failure::validation(format!("{count} validation {errors} detected: {}", broken.join("; "))))
}

/// Where a member stands in the request, and the constraints that it breaks.
struct Finding<'a> {
    path: &'a str,
    value: Option<String>,
}

impl Finding<'_> {
    fn breaks(&self, constraint: &str) -> String {
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
    broken: &mut Vec<String>,
) -> Result<(), Failure> {
    for member in members {
        let path = format!("{prefix}{}", camel_case(member.name));
        match object.get(member.name) {
            None | Some(Value::Null) if member.required => {
                broken.push(format!(
                    "Value null at '{path}' failed to satisfy constraint: Member must not be null"
                ));
            }
            None | Some(Value::Null) => {}
            Some(value) => check_shape(&member.shape, value, &path, broken)?,
        }
    }
    Ok(())
}

fn check_shape(shape: &Shape, value: &Value, path: &str, broken: &mut Vec<String>) -> Result<(), Failure> {
    match (shape, value) {
        (Shape::Text(text), Value::String(string)) => {
            let finding = Finding { path, value: (!text.sensitive).then(|| string.clone()) };
            broken.extend(text_breaks(text, string).iter().map(|constraint| finding.breaks(constraint)));
        }
        (Shape::Number { min, max }, Value::Number(number)) if number.is_i64() || number.is_f64() => {
            let finding = Finding { path, value: Some(number.to_string()) };
            let number = number.as_f64().unwrap_or(0.0);
            broken.extend(range_break(number, *min, *max).map(|constraint| finding.breaks(&constraint)));
        }
        (Shape::Flag, Value::Bool(_)) => {}
        (Shape::Blob { max }, Value::String(base64)) => {
            let length = STANDARD.decode(base64).map_err(|_| mismatch(value, "ByteBuffer"))?.len();
            let finding = Finding { path, value: None };
            broken.extend(length_break(length, 1, *max).map(|constraint| finding.breaks(&constraint)));
        }
        (Shape::List { min, max, item }, Value::Array(items)) => {
            let finding = Finding { path, value: Some(render(value)) };
            broken
                .extend(length_break(items.len(), *min, *max).map(|constraint| finding.breaks(&constraint)));
            check_items(item, items, &finding, broken)?;
        }
        (Shape::Structure(members), Value::Object(_)) => {
            check_members(members, value, &format!("{path}."), broken)?;
        }
        (shape, _) => return Err(mismatch(value, shape.java_name())),
    }
    Ok(())
}

/// Items that are plain texts are reported on the list, with all that an item must satisfy;
/// structures on their own path.
fn check_items(
    item: &Shape,
    items: &[Value],
    finding: &Finding<'_>,
    broken: &mut Vec<String>,
) -> Result<(), Failure> {
    let mut wanted = None;
    for (index, value) in items.iter().enumerate() {
        match (item, value) {
            (Shape::Text(text), Value::String(string)) => {
                if !text_breaks(text, string).is_empty() {
                    wanted = Some(text);
                }
            }
            (_, Value::Null) => {}
            _ => check_shape(item, value, &format!("{}.{}.member", finding.path, index + 1), broken)?,
        }
    }
    if let Some(text) = wanted {
        let all = text_constraints(text).join(", ");
        broken.push(finding.breaks(&format!("Member must satisfy constraint: [{all}]")));
    }
    Ok(())
}

fn text_breaks(text: &Text, string: &str) -> Vec<String> {
    let mut constraints = Vec::new();
    constraints.extend(length_break(string.chars().count(), text.min, text.max));
    if let Some(pattern) = &text.pattern
        && !(pattern.accepts)(string)
    {
        constraints.push(format!("Member must satisfy regular expression pattern: {}", pattern.text));
    }
    if !text.one_of.is_empty() && !text.one_of.contains(&string) {
        constraints.push(format!("Member must satisfy enum value set: [{}]", text.one_of.join(", ")));
    }
    constraints
}

/// All that a text must satisfy.
fn text_constraints(text: &Text) -> Vec<String> {
    let mut constraints = vec![
        format!("Member must have length less than or equal to {}", text.max),
        format!("Member must have length greater than or equal to {}", text.min),
    ];
    let pattern = text.pattern.as_ref();
    constraints.extend(
        pattern.map(|pattern| format!("Member must satisfy regular expression pattern: {}", pattern.text)),
    );
    constraints
}

fn length_break(length: usize, min: usize, max: usize) -> Option<String> {
    if length > max {
        Some(format!("Member must have length less than or equal to {max}"))
    } else if length < min {
        Some(format!("Member must have length greater than or equal to {min}"))
    } else {
        None
    }
}

#[allow(clippy::cast_precision_loss, reason = "the bounds of the model are small")]
fn range_break(number: f64, min: i64, max: i64) -> Option<String> {
    if number > max as f64 {
        Some(format!("Member must have value less than or equal to {max}"))
    } else if number < min as f64 {
        Some(format!("Member must have value greater than or equal to {min}"))
    } else {
        None
    }
}

/// A JSON type that is not the member's.
fn mismatch(value: &Value, wanted: &str) -> Failure {
    let found = match value {
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(number) if number.is_f64() => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => return Failure::new(Code::Serialization, "Unrecognized collection type class"),
        Value::Object(_) => {
            return Failure::new(Code::Serialization, "Start of structure or map found where not expected.");
        }
    };
    Failure::new(Code::Serialization, format!("{found} can not be converted to {wanted}"))
}

/// A value as the service prints it in its messages.
fn render(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(render).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let mut text = String::from("(");
            for (index, (name, member)) in members.iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                let _ = write!(text, "{comma}{}={}", camel_case(name), render(member));
            }
            text + ")"
        }
        other => other.to_string(),
    }
}

fn camel_case(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
