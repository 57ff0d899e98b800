//! The AWS CLI equivalents of requests.

use super::*;
use crate::service::api::ClientRequestToken;

fn token() -> ClientRequestToken {
    ClientRequestToken::new("t")
}

#[test]
fn lines_are_quoted_and_named_as_the_cli_names_them() {
    let request = Request::UpdateSecretVersionStage {
        secret: "it's!".into(),
        label: StagingLabel::current(),
        move_to: Some(VersionId("b".into())),
        remove_from: Some(VersionId("a".into())),
    };
    assert_eq!(
        request.cli_equivalent(),
        r"aws secretsmanager update-secret-version-stage --secret-id 'it'\''s!' --version-stage AWSCURRENT --move-to-version-id b --remove-from-version-id a"
    );
    let list = Request::ListSecretVersionIds {
        secret: "a".into(),
        include_deprecated: true,
        next_token: Some("n==".into()),
    };
    assert_eq!(
        list.cli_equivalent(),
        "aws secretsmanager list-secret-version-ids --secret-id a --include-deprecated --next-token n=="
    );
}

#[test]
fn another_region_is_an_option_of_the_command() {
    let request = Request::RestoreSecret { secret: "a".into() };
    let there = CliDestination { region: Some("us-west-2".into()), ..CliDestination::default() };
    assert_eq!(
        request.cli_equivalent_at(&there),
        "aws secretsmanager restore-secret --secret-id a --region us-west-2"
    );
}

#[test]
fn the_destination_stands_before_the_token() {
    let rotate = Request::RotateSecret { secret: "a".into(), settings: None, token: token() };
    let there = CliDestination {
        profile: Some("Team Prod".into()),
        region: Some("us-west-2".into()),
        endpoint_url: Some("http://127.0.0.1:5000".into()),
    };
    assert_eq!(
        rotate.cli_equivalent_at(&there),
        "aws secretsmanager rotate-secret --secret-id a --region us-west-2 --profile 'Team Prod' --endpoint-url http://127.0.0.1:5000 --client-request-token t"
    );
    let other = there.in_region(Some("eu-west-1"));
    assert_eq!((other.region.as_deref(), &other.profile), (Some("eu-west-1"), &there.profile));
    assert_eq!(there.in_region(None), there);
}

fn described_as(description: &str) -> String {
    let request = Request::UpdateSecret {
        secret: "a".into(),
        description: Some(description.into()),
        kms_key_id: None,
        value: None,
        token: token(),
    };
    request.cli_equivalent()
}

#[test]
fn what_the_cli_would_read_or_fetch_is_given_as_json() {
    for pointer in ["file:///etc/passwd", "fileb://x", "http://localhost", "https://localhost"] {
        assert_eq!(
            described_as(pointer),
            format!(
                r#"aws secretsmanager update-secret --secret-id a --cli-input-json '{{"Description":"{pointer}"}}'"#
            )
        );
    }
    let untag =
        |key: &str| Request::UntagResource { secret: "a".into(), keys: vec![key.into()] }.cli_equivalent();
    for key in ["file:///etc/passwd", "[1", "{", "@x", "~", "=ls", "", "a b"] {
        let json = serde_json::json!([key]);
        assert_eq!(
            untag(key),
            format!("aws secretsmanager untag-resource --secret-id a --tag-keys '{json}'")
        );
    }
}

#[test]
fn no_byte_of_a_command_acts_on_a_terminal() {
    let all: String = (0..0x100).filter_map(char::from_u32).chain("\u{202e}\u{2028}".chars()).collect();
    let profile = Some(all.clone());
    let line = Request::PutResourcePolicy { secret: all.clone(), policy: all, public: PublicPolicy::Block }
        .cli_equivalent_at(&CliDestination { profile, ..CliDestination::default() });
    for c in line.chars() {
        assert!(!c.is_control() && c != '\u{202e}' && c != '\u{2028}', "{c:?} in {line}");
    }
    assert!(described_as("a\nb\u{7f}\u{9b}").ends_with(r#"'{"Description":"a\nb\u007f\u009b"}'"#));
}

#[test]
fn a_value_is_never_in_the_command() {
    let new = NewSecret {
        name: "prod/db".into(),
        description: None,
        kms_key_id: None,
        value: Some(ValueBody::text("hunter2".into())),
        tags: vec![Tag { key: "team".into(), value: "a b".into() }],
        replicas: vec![ReplicaRegion { region: "eu-west-1".into(), kms_key_id: Some("alias/x".into()) }],
        overwrite: Overwrite::Overwrite,
        token: token(),
    };
    assert_eq!(
        Request::CreateSecret(Box::new(new)).cli_equivalent(),
        "aws secretsmanager create-secret --name prod/db --secret-string file://VALUE --tags '[{\"Key\":\"team\",\"Value\":\"a b\"}]' --add-replica-regions '[{\"Region\":\"eu-west-1\",\"KmsKeyId\":\"alias/x\"}]' --force-overwrite-replica-secret --client-request-token t"
    );
    let put = Request::PutSecretValue {
        secret: "a".into(),
        value: ValueBody::binary(vec![1]),
        labels: vec![StagingLabel("BLUE".into())],
        token: token(),
    };
    assert_eq!(
        put.cli_equivalent(),
        "aws secretsmanager put-secret-value --secret-id a --secret-binary fileb://VALUE --version-stages BLUE --client-request-token t"
    );
}

#[test]
fn values_that_begin_with_a_dash_are_not_read_as_options() {
    let options = PasswordOptions { exclude_characters: "-'".into(), ..PasswordOptions::default() };
    assert_eq!(
        Request::GetRandomPassword(options).cli_equivalent(),
        r"aws secretsmanager get-random-password --password-length 32 --exclude-characters='-'\'''"
    );
    let untag = Request::UntagResource { secret: "-a".into(), keys: vec!["b".into(), "-c".into()] };
    assert_eq!(
        untag.cli_equivalent(),
        r#"aws secretsmanager untag-resource --secret-id=-a --tag-keys '["b","-c"]'"#
    );
}

#[test]
fn only_given_parameters_are_in_the_command() {
    let update = Request::UpdateSecret {
        secret: "a".into(),
        description: Some(String::new()),
        kms_key_id: None,
        value: None,
        token: token(),
    };
    assert_eq!(update.cli_equivalent(), "aws secretsmanager update-secret --secret-id a --description ''");
    let settings = RotationSettings {
        lambda_arn: None,
        rules: RotationRules::default(),
        start: RotationStart::NextWindow,
    };
    let rotate = Request::RotateSecret { secret: "a".into(), settings: Some(settings), token: token() };
    assert_eq!(
        rotate.cli_equivalent(),
        "aws secretsmanager rotate-secret --secret-id a --no-rotate-immediately --client-request-token t"
    );
    let validate = Request::ValidateResourcePolicy { secret: None, policy: "{}".into() };
    assert_eq!(
        validate.cli_equivalent(),
        "aws secretsmanager validate-resource-policy --resource-policy '{}'"
    );
}

#[test]
fn a_value_or_a_member_is_printed_alone() {
    let request = Request::GetSecretValue { secret: "prod/db".into(), version: VersionSelector::Current };
    let at = CliDestination { region: Some("eu-central-1".into()), ..CliDestination::default() };
    let line = "aws secretsmanager get-secret-value --secret-id prod/db --region eu-central-1 --query";
    let printing = |key, kind| request.cli_printing(&at, key, kind);
    assert_eq!(printing(None, FormatKind::Text), format!("{line} SecretString --output text"));
    assert_eq!(
        printing(Some("it's\n"), FormatKind::Unknown),
        format!(r#"{line} SecretString --output text | jq -r '.["it'\''s\n"]'"#)
    );
    assert_eq!(
        printing(None, FormatKind::Binary),
        format!("{line} SecretBinary --output text | base64 --decode")
    );
}
