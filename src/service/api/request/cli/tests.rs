//! The AWS CLI equivalents of requests.

use super::*;

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
    assert_eq!(
        request.cli_equivalent_in("us-west-2"),
        "aws secretsmanager restore-secret --secret-id a --region us-west-2"
    );
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
        "aws secretsmanager create-secret --name prod/db --secret-string file://VALUE --tags '[{\"Key\":\"team\",\"Value\":\"a b\"}]' --add-replica-regions Region=eu-west-1,KmsKeyId=alias/x --force-overwrite-replica-secret --client-request-token t"
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
