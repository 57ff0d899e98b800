//! Where credentials come from, in words.

use super::ProfileOrigin;
use super::plan::{Base, Plan};
use super::{name_of, plan_of};
use crate::service::environment::AwsEnvironment;
use crate::service::settings::Settings;

/// The source that the chain of providers asks first, as far as the configuration tells without a request.
pub(in crate::service) fn source_in_words(
    settings: &Settings,
    origin: ProfileOrigin,
    environment: &AwsEnvironment,
) -> String {
    let is_set = |name| environment.variable(name).is_some();
    if origin == ProfileOrigin::Environment && is_set("AWS_ACCESS_KEY_ID") {
        return "keys in the environment (AWS_ACCESS_KEY_ID)".to_owned();
    }
    let plan = plan_of(settings).ok().flatten();
    let has_token = is_set("AWS_WEB_IDENTITY_TOKEN_FILE");
    match plan {
        Some(plan) if !has_token || origin == ProfileOrigin::User || plan.assumes_role() => {
            format!("profile {}: {}", name_of(settings), of_plan(&plan))
        }
        Some(_) | None if has_token => "web identity (AWS_WEB_IDENTITY_TOKEN_FILE)".to_owned(),
        Some(_) | None if is_set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") => container(),
        Some(_) | None if is_set("AWS_CONTAINER_CREDENTIALS_FULL_URI") => container(),
        Some(_) | None => "instance metadata, as nothing else is configured".to_owned(),
    }
}

fn container() -> String {
    "the container's endpoint".to_owned()
}

fn of_plan(plan: &Plan) -> String {
    let base = match &plan.base {
        Base::Keys(_) => "keys",
        Base::WebIdentity(_) => "web identity",
        Base::Sso(_) => "IAM Identity Center",
        Base::Login { .. } => "aws login",
        Base::Process { .. } => "credential_process",
        Base::Named(_) => "a named source",
    };
    let from = if plan.profile.is_empty() { String::new() } else { format!(" of profile {}", plan.profile) };
    let roles: Vec<_> = plan.roles.iter().map(|role| format!(", then the role {}", role.role)).collect();
    format!("{base}{from}{}", roles.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::ConnectionTarget;

    #[test]
    fn the_source_is_that_which_the_chain_takes() {
        let config = "[default]\nregion=eu-west-1\naws_access_key_id=A\naws_secret_access_key=b\n\
                      [profile admin]\nrole_arn=arn:aws:iam::111122223333:role/admin\nsource_profile=default\n";
        let of = |variables: &[(&str, &str)], profile: Option<&str>| {
            let environment = AwsEnvironment::fake(variables, config);
            let target =
                ConnectionTarget { profile: profile.map(str::to_owned), ..ConnectionTarget::default() };
            let settings = Settings::resolve(&target, &environment).unwrap();
            let origin = if profile.is_some() { ProfileOrigin::User } else { ProfileOrigin::Environment };
            source_in_words(&settings, origin, &environment)
        };
        assert_eq!(of(&[], None), "profile default: keys of profile default");
        assert_eq!(of(&[("AWS_ACCESS_KEY_ID", "x")], None), "keys in the environment (AWS_ACCESS_KEY_ID)");
        assert_eq!(
            of(&[("AWS_ACCESS_KEY_ID", "x")], Some("admin")),
            "profile admin: keys of profile default, then the role arn:aws:iam::111122223333:role/admin"
        );
        assert!(of(&[("AWS_WEB_IDENTITY_TOKEN_FILE", "/t")], None).starts_with("web identity"));
    }
}
