//! A digest of the way to credentials, made without loading them: the same digest is the same configuration.

use super::ProfileOrigin;
use super::plan::{Base, Plan, plan};
use crate::service::api::AccountOrigin;
use crate::service::config_files::DEFAULT_PROFILE;
use crate::service::environment::AwsEnvironment;
use crate::service::settings::Settings;
use sha2::{Digest, Sha256};

/// The variables by which credentials that the configuration does not name are found.
const VARIABLES: [&str; 5] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// The digest, and the source that tells the account. Neither has a secret or depends on one.
pub(in crate::service) fn fingerprint(
    settings: &Settings,
    origin: ProfileOrigin,
    environment: &AwsEnvironment,
) -> ([u8; 32], AccountOrigin) {
    let name = settings.profile.as_deref().unwrap_or(DEFAULT_PROFILE);
    let plan = plan(&settings.files, name).ok().flatten();
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    };
    add(match origin {
        ProfileOrigin::User => "user",
        ProfileOrigin::Environment => "environment",
    });
    for variable in VARIABLES {
        add(&environment.variable(variable).unwrap_or_default());
    }
    if let Some(plan) = &plan {
        add(&plan.profile);
        match &plan.base {
            Base::Keys(keys) => add(keys.access_key_id()),
            Base::WebIdentity(identity) => add(&format!("{identity:?}")),
            Base::Sso(role) => add(&format!("{role:?}")),
            Base::Login { session } => add(session),
            Base::Process { command } => add(command),
            Base::Named(source) => add(&format!("{source:?}")),
        }
        for role in &plan.roles {
            add(&format!("{role:?}"));
        }
    }
    let has_keys =
        origin == ProfileOrigin::Environment && environment.variable("AWS_ACCESS_KEY_ID").is_some();
    let is_fixed = has_keys || plan.is_some_and(|plan| fixes_account(&plan));
    let account = if is_fixed { AccountOrigin::Configuration } else { AccountOrigin::Service };
    (digest.finalize().into(), account)
}

/// True if the plan leads to the same account each time.
fn fixes_account(plan: &Plan) -> bool {
    let is_fixed = match plan.base {
        Base::Keys(_) | Base::WebIdentity(_) | Base::Sso(_) | Base::Login { .. } => true,
        Base::Process { .. } | Base::Named(_) => false,
    };
    is_fixed || plan.assumes_role()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::ConnectionTarget;

    const CONFIG: &str = "\
[default]
region = eu-west-1
aws_access_key_id = AKIDONE
aws_secret_access_key = one
[profile process]
credential_process = give
[profile role]
source_profile = process
role_arn = arn:aws:iam::111122223333:role/a
";

    fn of(env: &[(&str, &str)], config: &str, profile: Option<&str>) -> ([u8; 32], AccountOrigin) {
        let environment = AwsEnvironment::fake(env, config);
        let target = ConnectionTarget { profile: profile.map(str::to_owned), ..ConnectionTarget::default() };
        let settings = Settings::resolve(&target, &environment).unwrap();
        let origin = if profile.is_some() { ProfileOrigin::User } else { ProfileOrigin::Environment };
        fingerprint(&settings, origin, &environment)
    }

    #[test]
    fn other_keys_and_roles_are_other_credentials() {
        let default = of(&[], CONFIG, None);
        assert_eq!(default, of(&[], CONFIG, None));
        assert_eq!(default, of(&[], &CONFIG.replace("= one", "= rotated"), None), "no secret is in it");
        let all = [
            default,
            of(&[], &CONFIG.replace("AKIDONE", "AKIDTWO"), None),
            of(&[("AWS_ACCESS_KEY_ID", "AKIDTWO")], CONFIG, None),
            of(&[("AWS_ACCESS_KEY_ID", "AKIDTHREE")], CONFIG, None),
            of(&[], CONFIG, Some("process")),
            of(&[], &CONFIG.replace("give", "other"), Some("process")),
            of(&[], CONFIG, Some("role")),
            of(&[], &CONFIG.replace("111122223333", "444455556666"), Some("role")),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|other| other.0 != one.0), "{at}");
        }
    }

    #[test]
    fn a_process_may_give_credentials_of_any_account() {
        assert_eq!(of(&[], CONFIG, None).1, AccountOrigin::Configuration);
        assert_eq!(of(&[], CONFIG, Some("process")).1, AccountOrigin::Service);
        assert_eq!(of(&[], CONFIG, Some("role")).1, AccountOrigin::Configuration);
        assert_eq!(of(&[], "[default]\nregion = eu-west-1\n", None).1, AccountOrigin::Service);
    }
}
