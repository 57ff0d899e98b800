//! The demo, called by the unmodified SDK client.

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_secretsmanager::error::ProvideErrorMetadata;

use jiff::{SignedDuration, Timestamp};

use crate::embedded::{Clock, DEMO_REGIONS, Embedded, Options};

fn client(embedded: &Embedded, region: &'static str) -> Client {
    let config = aws_sdk_secretsmanager::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(Credentials::for_tests())
        .region(Region::new(region))
        .http_client(embedded.http_client())
        .build();
    Client::from_conf(config)
}

#[tokio::test]
async fn an_sdk_client_lists_describes_and_reads_the_demo() {
    let demo = Embedded::demo().unwrap();
    let client = client(&demo, DEMO_REGIONS[0]);
    let page = client.list_secrets().send().await.unwrap();
    let names: Vec<_> = page.secret_list().iter().filter_map(|secret| secret.name()).collect();
    assert!(names.contains(&"prod/payments/postgres"), "{names:?}");
    let described = client.describe_secret().secret_id("prod/payments/postgres").send().await.unwrap();
    assert!(
        described.arn().unwrap().starts_with("arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod")
    );
    let value = client.get_secret_value().secret_id("prod/payments/postgres").send().await.unwrap();
    assert!(value.secret_string().unwrap().contains("\"engine\":\"postgres\""));
}

#[tokio::test]
async fn a_denied_operation_names_principal_action_and_resource() {
    let demo = Embedded::demo().unwrap();
    let client = client(&demo, DEMO_REGIONS[0]);
    let error = client.get_secret_value().secret_id("prod/vault/root-token").send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let message = error.message().unwrap();
    assert!(message.contains("User: arn:aws:sts::123456789012:assumed-role/Developer/demo"), "{message}");
    assert!(message.contains("secretsmanager:GetSecretValue on resource: arn:aws:"), "{message}");
}

#[tokio::test]
async fn the_demo_contains_every_state_of_a_secret() {
    let demo = Embedded::demo().unwrap();
    let client = client(&demo, DEMO_REGIONS[0]);
    let mut pages =
        client.list_secrets().include_planned_deletion(true).max_results(30).into_paginator().send();
    let mut secrets = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        secrets.extend(page.secret_list.unwrap_or_default());
    }
    assert!((70..80).contains(&secrets.len()), "{} secrets", secrets.len());
    let name_lengths = secrets.iter().filter_map(|secret| secret.name()).map(str::len);
    assert_eq!(name_lengths.max(), Some(300));
    assert!(secrets.iter().any(|secret| secret.tags().len() == 50));
    assert!(secrets.iter().any(|secret| secret.deleted_date().is_some()));
    assert!(secrets.iter().any(|secret| secret.owning_service() == Some("rds")));
    assert!(secrets.iter().any(|secret| secret.secret_versions_to_stages().is_none()));
    assert!(secrets.iter().any(|secret| secret.description().is_some_and(|text| text.contains('\u{202e}'))));

    let status = async |name: &str| {
        let secret = client.describe_secret().secret_id(name).send().await.unwrap();
        secret.replication_status()[0].status().unwrap().as_str().to_owned()
    };
    assert_eq!(status("prod/payments/postgres").await, "InSync");
    assert_eq!(status("shared/smtp/ses").await, "InProgress");
    assert_eq!(status("shared/oauth/google-workspace").await, "Failed");
    let versions = client.list_secret_version_ids().secret_id("shared/generated/many-versions");
    assert_eq!(versions.include_deprecated(true).send().await.unwrap().versions().len(), 25);
}

#[tokio::test]
async fn a_demo_secret_rotates_through_its_four_steps() {
    let clock = Clock::manual(Timestamp::now());
    let options = Options { clock: clock.clone(), random_seed: Some(1), ..Options::default() };
    let demo = Embedded::demo_with(options).unwrap();
    let client = client(&demo, DEMO_REGIONS[0]);
    let name = "prod/payments/postgres";
    let read =
        async |stage: &str| client.get_secret_value().secret_id(name).version_stage(stage).send().await;

    let before = read("AWSCURRENT").await.unwrap();
    let token = client.rotate_secret().secret_id(name).send().await.unwrap().version_id.unwrap();
    assert_eq!(
        read("AWSPENDING").await.unwrap_err().code(),
        Some("ResourceNotFoundException"),
        "still empty"
    );
    clock.advance(SignedDuration::from_secs(1));
    assert_eq!(read("AWSPENDING").await.unwrap().version_id(), Some(token.as_str()));
    assert_eq!(read("AWSCURRENT").await.unwrap().version_id, before.version_id);
    clock.advance(SignedDuration::from_secs(3));
    let after = read("AWSCURRENT").await.unwrap();
    assert_eq!(after.version_id(), Some(token.as_str()));
    assert_ne!(after.secret_string, before.secret_string);
    assert_eq!(read("AWSPREVIOUS").await.unwrap().version_id, before.version_id);
    assert!(read("AWSPENDING").await.is_err(), "the label is gone");

    clock.advance(SignedDuration::from_secs(2));
    let replica =
        self::client(&demo, DEMO_REGIONS[1]).get_secret_value().secret_id(name).send().await.unwrap();
    assert_eq!(replica.secret_string, after.secret_string);
}
