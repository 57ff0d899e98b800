//! The form for a resource policy.

use super::samples::{NARROW, database_in};
use super::{picture, picture_between, picture_in_style, picture_in_style_between};
use crate::service::api::{PolicyFinding, Reply};

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;

#[test]
fn a_policy_that_someone_else_changed_meanwhile() {
    let mut world = database_in(NARROW, '5');
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(POLICY.into())));
    world.keys("e tab right right right right ctrl-s");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    let theirs = POLICY.replace("role/app", "role/theirs");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(theirs)));
    picture("policy-conflict", &world);
}

#[test]
fn a_policy_is_written_and_reviewed() {
    let mut world = database_in(NARROW, '5');
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(POLICY.into())));
    world.keys("e");
    picture_in_style_between("policy-form", &world);
    world.keys("tab right");
    picture_between("policy-form-template", &world);
    world.keys("ctrl-s");
    picture("policy-form-placeholder", &world);
    world.keys("tab left left ctrl-s");
    let message = "This resource policy would prevent you from managing the policy of the secret.";
    let finding = PolicyFinding { check: "LOCKOUT".into(), message: message.into() };
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(vec![finding]));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(POLICY.into())));
    picture_in_style("policy-review", &world);
}
