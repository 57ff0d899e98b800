//! Seeds that can't be planted say why.

use crate::embedded::{Embedded, Options, SeedError};

fn planted(secret: &str) -> Result<Embedded, SeedError> {
    let seed = format!(r#"{{"regions": {{"eu-central-1": [{secret}]}}}}"#);
    Embedded::seeded(&seed, Options::default())
}

#[test]
fn a_seed_with_a_mistake_names_it() {
    let version = |rest: &str| {
        planted(&format!(r#"{{"name": "s", "created": "-1d", "versions": [{{"created": "-1d", {rest}}}]}}"#))
    };
    assert!(version(r#""text": "x""#).is_ok());
    assert!(matches!(version(r#""binary": "!""#), Err(SeedError::Binary(name)) if name == "s"));
    assert!(matches!(version(r#""labels": []"#), Err(SeedError::Value(name)) if name == "s"));
    assert!(matches!(version(r#""text": "x", "json": {}"#), Err(SeedError::Value(_))));
    assert!(matches!(version(r#""colour": "red""#), Err(SeedError::Form(_))));
    let yesterday = planted(r#"{"name": "s", "created": "yesterday"}"#);
    assert!(matches!(yesterday, Err(SeedError::Time(text)) if text == "yesterday"));
    let spaced = planted(r#"{"name": "a b", "created": "-1d"}"#);
    assert!(matches!(spaced, Err(SeedError::Name { name, .. }) if name == "a b"));
    let twice = planted(r#"{"name": "s", "created": "-1d"}, {"name": "s", "created": "-1d"}"#);
    assert!(matches!(twice, Err(SeedError::Name { reason, .. }) if reason == "it is taken"));
    let denied = r#"{"regions": {}, "denied": [{"operation": "MakeCoffee", "secrets": "*"}]}"#;
    let denied = Embedded::seeded(denied, Options::default());
    assert!(matches!(denied, Err(SeedError::Operation(name)) if name == "MakeCoffee"));
}
