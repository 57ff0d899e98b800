//! Several values in one text for the clipboard: environment variables, or JSON by secret.

use super::held::Held;
use crate::secrets::{ValueBody, json_fault};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// A variable on its way to the text.
struct Variable {
    /// Its name, unless another secret has one of that name.
    name: String,
    /// Its name behind that of its secret.
    long: String,
    value: Zeroizing<String>,
}

/// A line a variable, a comment a secret. Where two secrets have a variable of one name, the names of the secrets come first.
pub fn env(held: &[Held]) -> Zeroizing<String> {
    let all: Vec<Vec<Variable>> = held.iter().map(variables).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for variable in all.iter().flatten() {
        *uses.entry(&variable.name).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut parts = Vec::new();
    for (secret, variables) in held.iter().zip(&all) {
        parts.push(Zeroizing::new(format!("# {}\n", secret.name.replace(['\n', '\r'], " "))));
        for variable in variables {
            let name = if uses[variable.name.as_str()] > 1 { &variable.long } else { &variable.name };
            let times = taken.entry(name.clone()).or_default();
            *times += 1;
            let name = if *times > 1 { format!("{name}_{times}") } else { name.clone() };
            parts.extend([
                Zeroizing::new(format!("{name}=")),
                quoted(&variable.value),
                "\n".to_owned().into(),
            ]);
        }
    }
    joined(&parts)
}

/// An object with a member a secret: its value as it is if it is JSON, else as a string.
pub fn json(held: &[Held]) -> Zeroizing<String> {
    let mut parts = vec![Zeroizing::new("{".to_owned())];
    for (nth, secret) in held.iter().enumerate() {
        let comma = if nth == 0 { "\n  " } else { ",\n  " };
        parts.push(Zeroizing::new(format!("{comma}{}: ", json_string(&secret.name).as_str())));
        parts.push(match &secret.body {
            ValueBody::Text(text) if json_fault(text).is_none() => Zeroizing::new(text.trim().to_owned()),
            body => json_string(&plain(body)),
        });
    }
    parts.push(Zeroizing::new("\n}\n".to_owned()));
    joined(&parts)
}

fn variables(secret: &Held) -> Vec<Variable> {
    let whole = variable_name(&secret.name);
    let Some(members) = &secret.members else {
        return vec![Variable { name: whole.clone(), long: whole, value: plain(&secret.body) }];
    };
    let variable = |key: &str, value: &str| {
        let name = variable_name(key);
        Variable { long: format!("{whole}_{name}"), name, value: Zeroizing::new(value.to_owned()) }
    };
    members.0.iter().map(|member| variable(&member.key, member.value.text())).collect()
}

/// A value as text; one that is binary in base64.
pub fn plain(body: &ValueBody) -> Zeroizing<String> {
    match body {
        ValueBody::Text(text) => Zeroizing::new(text.to_string()),
        ValueBody::Binary(bytes) => Zeroizing::new(STANDARD.encode(bytes)),
    }
}

/// A name that shells take: capital letters, digits and underscores.
fn variable_name(text: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = text.chars().map(sign).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() { format!("_{name}") } else { name }
}

/// A value as `.env` files have it: bare if it can be, else in double quotes.
fn quoted(value: &str) -> Zeroizing<String> {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "_./:@%+,=-".contains(c);
    if !value.is_empty() && value.chars().all(is_bare) {
        return Zeroizing::new(value.to_owned());
    }
    let mut text = Zeroizing::new(String::with_capacity(2 * value.len() + 2));
    text.push('"');
    for c in value.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '"' | '\\' | '$' | '`' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

fn json_string(text: &str) -> Zeroizing<String> {
    Zeroizing::new(serde_json::to_string(text).expect("a string can be written as JSON"))
}

/// All parts in one, made at once: a text that grows leaves copies of its beginning behind.
fn joined(parts: &[Zeroizing<String>]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn held(name: &str, text: &str) -> Held {
        Held::new(name.to_owned(), ValueBody::text(text.to_owned()))
    }

    #[test]
    fn names_of_variables_are_those_of_keys_unless_two_secrets_share_one() {
        let all = [
            held("prod/db", r#"{"user":"a","port":1}"#),
            held("9-key", "s p"),
            held("dev/db", r#"{"user":"b$"}"#),
        ];
        let text = env(&all);
        let expected =
            "# prod/db\nPROD_DB_USER=a\nPORT=1\n# 9-key\n_9_KEY=\"s p\"\n# dev/db\nDEV_DB_USER=\"b\\$\"\n";
        assert_eq!(text.as_str(), expected);
    }

    #[test]
    fn json_keeps_json_as_it_is_and_binary_as_base64() {
        let binary = Held::new("bin".to_owned(), ValueBody::binary(vec![0, 1, 2]));
        let text = json(&[held("a\"b", r#"{"n":1.50}"#), held("t", "x\ny"), binary]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["a\"b"]["n"].to_string(), "1.50");
        assert_eq!((value["t"].as_str(), value["bin"].as_str()), (Some("x\ny"), Some("AAEC")));
    }

    proptest! {
        #[test]
        fn every_variable_has_a_line_and_a_name_of_its_own(values in proptest::collection::vec(".{0,12}", 1..6)) {
            let all: Vec<Held> = values.iter().map(|value| held("same/name", value)).collect();
            let text = env(&all);
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            let names: std::collections::HashSet<_> = lines.iter().filter_map(|line| line.split('=').next()).collect();
            prop_assert_eq!(names.len(), lines.len());
        }

        #[test]
        fn any_values_come_to_json(values in proptest::collection::vec("\\PC{0,12}", 0..5)) {
            let all: Vec<Held> = values.iter().enumerate().map(|(nth, text)| held(&nth.to_string(), text)).collect();
            let value: serde_json::Value = serde_json::from_str(&json(&all)).unwrap();
            prop_assert_eq!(value.as_object().map(serde_json::Map::len), Some(values.len()));
        }
    }
}
