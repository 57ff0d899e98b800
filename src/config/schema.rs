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
    let properties = node_at(schema, path).and_then(|node| node["properties"].as_object());
    properties.into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// The words that the value at `path` is one of, if it is a choice.
pub(super) fn choices_at(schema: &Value, path: &[String]) -> Vec<String> {
    let Some(node) = node_at(schema, path) else { return Vec::new() };
    let plain = node["enum"].as_array().into_iter().flatten();
    let explained = node["oneOf"].as_array().into_iter().flatten();
    let explained = explained.flat_map(|choice| {
        let several = choice["enum"].as_array().into_iter().flatten();
        several.chain(choice.get("const"))
    });
    plain.chain(explained).filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

/// True if the value at `path` is true or false.
pub(super) fn is_bool_at(schema: &Value, path: &[String]) -> bool {
    node_at(schema, path).is_some_and(|node| has_type(node, "boolean"))
}

/// The number of steps of `path` that lead through tables.
pub(super) fn table_depth(schema: &Value, path: &[String]) -> usize {
    let is_table = |end: &usize| node_at(schema, &path[..*end]).is_some_and(|node| has_type(node, "object"));
    (1..=path.len()).take_while(is_table).count()
}

/// The schema of the value at `path`.
fn node_at<'a>(schema: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(schema, |at, step| {
        [&at["properties"][step], &at["additionalProperties"]].into_iter().find(|node| node.is_object())
    })
}

/// True if a schema allows values of this type.
fn has_type(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    }
}
