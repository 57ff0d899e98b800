//! Several values in one request, and random passwords.

use crate::perform::perform;
use crate::stand::Stand;
use serde_json::json;
use strongroom::secrets::ValueBody;
use strongroom::service::api::{EachType, Inclusion, PasswordOptions, Reply, Request};

pub async fn several_values_are_read_at_once(stand: &Stand) {
    batch(stand).await;
    passwords(stand).await;
}

async fn batch(stand: &Stand) {
    stand.boto().create(&json!([
        { "name": "text", "text": "hunter2" },
        { "name": "raw", "base64": "AAH/" },
        { "name": "gone", "text": "t", "deleted": 7 },
    ]));
    stand.boto().create_many("bulk/", 15);
    let mut secrets = ["text", "raw", "gone", "missing"].map(str::to_owned).to_vec();
    secrets.extend((0..15).map(|number| format!("bulk/{number:04}")));
    let reply = perform(stand.connection(), Request::BatchGetSecretValue { secrets }).await;
    let Reply::BatchGetSecretValue { values, errors } = reply else { panic!("{reply:?}") };
    assert_eq!(values.len(), 17);
    let body = |name: &str| &values.iter().find(|value| value.name == name).unwrap().value.body;
    assert_eq!(*body("text"), ValueBody::text("hunter2".into()));
    assert_eq!(*body("raw"), ValueBody::binary(vec![0, 1, 255]));
    assert_eq!(*body("bulk/0014"), ValueBody::text("value 14".into()));
    let mut failed: Vec<_> = errors.iter().map(|e| (e.secret.as_str(), e.code.as_str())).collect();
    failed.sort_unstable();
    assert_eq!(failed, [("gone", "InvalidRequestException"), ("missing", "ResourceNotFoundException")]);
    assert!(errors.iter().all(|error| !error.message.is_empty()), "{errors:?}");
}

async fn passwords(stand: &Stand) {
    let digits = PasswordOptions {
        length: 200,
        exclude_characters: "13579".into(),
        punctuation: Inclusion::Excluded,
        uppercase: Inclusion::Excluded,
        lowercase: Inclusion::Excluded,
        each_type: EachType::Optional,
        ..PasswordOptions::default()
    };
    let password = ask(stand, digits).await;
    assert_eq!(password.len(), 200);
    assert!(password.chars().all(|c| "02468".contains(c)), "{password}");
    let ordinary = ask(stand, PasswordOptions::default()).await;
    assert_eq!(ordinary.len(), 32);
    assert!(ordinary.chars().any(|c| c.is_ascii_punctuation()), "{ordinary}");
    assert_ne!(ordinary, ask(stand, PasswordOptions::default()).await);
}

async fn ask(stand: &Stand, options: PasswordOptions) -> String {
    match perform(stand.connection(), Request::GetRandomPassword(options)).await {
        Reply::GetRandomPassword(ValueBody::Text(password)) => password.to_string(),
        reply => panic!("{reply:?}"),
    }
}
