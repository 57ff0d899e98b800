//! The embedded service through the unmodified SDK client.

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_secretsmanager::error::ProvideErrorMetadata;

use super::{DEMO_REGIONS, Embedded};

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
async fn the_demo_lists_and_describes_through_the_sdk() {
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
