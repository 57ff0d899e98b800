//! Errors of seeds that can't be loaded.

use crate::embedded::{Embedded, Options, SecretError, SeedError};

fn load(secret: &str) -> Result<Embedded, SeedError> {
    let seed = format!(r#"{{"regions": {{"eu-central-1": [{secret}]}}}}"#);
    Embedded::seeded(&seed, Options::default())
}

/// The mistake in a secret. Fails unless the error names its Region.
fn mistake(secret: &str) -> SecretError {
    match load(secret).unwrap_err() {
        SeedError::Secret { region, error, .. } if region == "eu-central-1" => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_seed_with_a_mistake_names_it() {
    let version = |rest: &str| {
        format!(r#"{{"name": "s", "created": "-1d", "versions": [{{"created": "-1d", {rest}}}]}}"#)
    };
    assert!(load(&version(r#""text": "x""#)).is_ok());
    assert_eq!(mistake(&version(r#""binary": "!""#)), SecretError::Binary);
    assert_eq!(mistake(&version(r#""labels": []"#)), SecretError::Value);
    assert_eq!(mistake(&version(r#""text": "x", "json": {}"#)), SecretError::Value);
    assert!(matches!(load(&version(r#""colour": "red""#)), Err(SeedError::Format(_))));
    let yesterday = r#"{"name": "s", "created": "yesterday"}"#;
    assert_eq!(mistake(yesterday), SecretError::Time("yesterday".into()));
    let text = load(yesterday).unwrap_err().to_string();
    assert!(text.starts_with(r#"secret "s" in eu-central-1: "yesterday" is not a time"#), "{text}");
    assert!(matches!(mistake(r#"{"name": "a b", "created": "-1d"}"#), SecretError::Name(_)));
    for wrong in [r#""deletion": "+31d""#, r#""deletion": "+1d", "recoveryWindowInDays": 6"#] {
        let secret = format!(r#"{{"name": "s", "created": "-1d", {wrong}}}"#);
        assert_eq!(mistake(&secret), SecretError::RecoveryWindow);
    }
    let twice = r#"{"name": "s", "created": "-1d"}, {"name": "s", "created": "-1d"}"#;
    assert_eq!(mistake(twice), SecretError::Duplicate);
    let seed = r#"{"regions": {}, "denied": [{"operation": "MakeCoffee", "secrets": "*"}]}"#;
    let denied = Embedded::seeded(seed, Options::default());
    assert!(matches!(denied, Err(SeedError::Operation(name)) if name == "MakeCoffee"));
}
