//! Seeds that can't be planted say why.

use crate::embedded::{Embedded, Options, SecretError, SeedError};

fn planted(secret: &str) -> Result<Embedded, SeedError> {
    let seed = format!(r#"{{"regions": {{"eu-central-1": [{secret}]}}}}"#);
    Embedded::seeded(&seed, Options::default())
}

/// What is wrong with the secret, once it is clear that the error names it.
fn mistake(secret: &str) -> SecretError {
    match planted(secret).unwrap_err() {
        SeedError::Secret { region, error, .. } if region == "eu-central-1" => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_seed_with_a_mistake_names_it() {
    let version = |rest: &str| {
        format!(r#"{{"name": "s", "created": "-1d", "versions": [{{"created": "-1d", {rest}}}]}}"#)
    };
    assert!(planted(&version(r#""text": "x""#)).is_ok());
    assert_eq!(mistake(&version(r#""binary": "!""#)), SecretError::Binary);
    assert_eq!(mistake(&version(r#""labels": []"#)), SecretError::Value);
    assert_eq!(mistake(&version(r#""text": "x", "json": {}"#)), SecretError::Value);
    assert!(matches!(planted(&version(r#""colour": "red""#)), Err(SeedError::Form(_))));
    let yesterday = r#"{"name": "s", "created": "yesterday"}"#;
    assert_eq!(mistake(yesterday), SecretError::Time("yesterday".into()));
    let said = planted(yesterday).unwrap_err().to_string();
    assert!(said.starts_with(r#"the secret "s" of eu-central-1: "yesterday" is no time"#), "{said}");
    assert!(matches!(mistake(r#"{"name": "a b", "created": "-1d"}"#), SecretError::Name(_)));
    let twice = r#"{"name": "s", "created": "-1d"}, {"name": "s", "created": "-1d"}"#;
    assert_eq!(mistake(twice), SecretError::Twice);
    let denied = r#"{"regions": {}, "denied": [{"operation": "MakeCoffee", "secrets": "*"}]}"#;
    let denied = Embedded::seeded(denied, Options::default());
    assert!(matches!(denied, Err(SeedError::Operation(name)) if name == "MakeCoffee"));
}
