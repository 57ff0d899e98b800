//! Resource policies, and how broad their access is.

use super::json::indented;
use serde_json::Value;

/// A resource policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The text as the service has it; this is what is copied.
    pub text: String,
    /// The lines to show: JSON indented, its keys and values as they are written, or the text itself if it is not JSON.
    pub lines: Vec<String>,
    /// The principals it allows.
    pub breadth: Breadth,
}

/// The principals that a policy allows. A hint for the reader, not IAM's judgement: conditions are not weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// No statement allows everyone something without a condition.
    Named,
    /// A statement allows the principal `*` something, without a condition.
    Everyone,
}

impl Policy {
    /// Lays the policy out for reading.
    pub fn new(text: String) -> Self {
        let json = serde_json::from_str::<Value>(&text).ok();
        let lines = indented(&text).as_deref().unwrap_or(&text).lines().map(str::to_owned).collect();
        let breadth = json.as_ref().map_or(Breadth::Named, breadth);
        Self { text, lines, breadth }
    }
}

/// True if two texts are the same policy, spaces aside.
pub fn is_same_policy(one: &str, other: &str) -> bool {
    one == other
        || matches!(
            (serde_json::from_str::<Value>(one), serde_json::from_str::<Value>(other)),
            (Ok(one), Ok(other)) if one == other
        )
}

fn breadth(policy: &Value) -> Breadth {
    let allows_everyone = |statement: &Value| {
        statement["Effect"] == "Allow"
            && names_everyone(&statement["Principal"])
            && statement.get("Condition").is_none()
    };
    let statement = &policy["Statement"];
    let found = match statement {
        Value::Array(statements) => statements.iter().any(allows_everyone),
        one => allows_everyone(one),
    };
    if found { Breadth::Everyone } else { Breadth::Named }
}

fn names_everyone(principal: &Value) -> bool {
    match principal {
        Value::String(name) => name == "*",
        Value::Array(names) => names.iter().any(names_everyone),
        Value::Object(kinds) => kinds.get("AWS").is_some_and(names_everyone),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breadth_of(statement: &str) -> Breadth {
        Policy::new(format!(r#"{{"Statement":{statement}}}"#)).breadth
    }

    #[test]
    fn everyone_is_found_in_each_spelling_unless_a_condition_narrows_it() {
        let open = r#"{"Effect":"Allow","Principal":"*","Action":"*"}"#;
        assert_eq!(breadth_of(open), Breadth::Everyone);
        assert_eq!(
            breadth_of(
                r#"[{"Effect":"Deny","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":["a","*"]}}]"#
            ),
            Breadth::Everyone
        );
        assert_eq!(breadth_of(r#"{"Effect":"Deny","Principal":"*"}"#), Breadth::Named);
        assert_eq!(breadth_of(r#"{"Effect":"Allow","Principal":"*","Condition":{}}"#), Breadth::Named);
        assert_eq!(Policy::new("no JSON".into()).breadth, Breadth::Named);
    }

    #[test]
    fn spaces_and_the_order_of_keys_make_no_other_policy() {
        assert!(is_same_policy(r#"{"a":1,"b":[2]}"#, "{ \"b\": [2],\n\"a\": 1 }"));
        assert!(!is_same_policy(r#"{"a":[1,2]}"#, r#"{"a":[2,1]}"#));
        assert!(is_same_policy("no JSON", "no JSON") && !is_same_policy("no JSON", "no json"));
    }
}
