//! The JSON schema of the config file, and what it knows of a key.

use super::options::Options;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The JSON schema of the config file.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = generator.into_generator().into_root_schema_for::<Options>().to_value();
    remove_null(&mut schema);
    schema
}

/// Removes the type of a missing value: in TOML a key that is not set is left out.
fn remove_null(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::Array(values) if name == "type" || name == "enum" => {
                        values.retain(|value| *value != Value::Null && value != "null");
                    }
                    member => remove_null(member),
                }
            }
            if let Some(Value::Array(types)) = members.get("type")
                && let [one] = types.as_slice()
            {
                let one = one.clone();
                members.insert("type".to_owned(), one);
            }
            if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
                choices.retain(|choice| choice["type"] != "null");
            }
            if let Some(Value::Array(choices)) = members.get("anyOf")
                && let [Value::Object(one)] = choices.as_slice()
            {
                let one = one.clone();
                members.remove("anyOf");
                for (name, value) in one {
                    members.entry(name).or_insert(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(remove_null),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A key of the top level that is written as `key = value`.
pub(super) struct ScalarKey {
    pub(super) name: String,
    pub(super) is_bool: bool,
}

/// The keys that flags and variables can set too, in order.
pub(super) fn scalar_keys(schema: &Value) -> Vec<ScalarKey> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .filter(|(_, property)| !has_type(property, "object") && !has_type(property, "array"))
        .map(|(name, property)| ScalarKey { name: name.clone(), is_bool: has_type(property, "boolean") })
        .collect()
}

/// The names of the keys that a table at `path` may have.
pub(super) fn names_at(schema: &Value, path: &[String]) -> Vec<String> {
    let mut at = schema;
    for step in path {
        let own = [&at["properties"][step], &at["additionalProperties"], &at["items"]];
        let Some(next) = own.into_iter().find(|schema| schema.is_object()) else { return Vec::new() };
        at = if next["items"].is_object() { &next["items"] } else { next };
    }
    at["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// True if a schema allows values of this type.
fn has_type(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    }
}
