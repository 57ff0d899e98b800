//! Decides where to connect: profile, Region and endpoints, in the AWS CLI's order of precedence.

use super::surroundings::{Surroundings, login_fix};
use super::{ConnectionTarget, ErrorKind, LoginFix, ServiceError};
use aws_config::imds;
use aws_config::imds::region::ImdsRegionProvider;
use aws_runtime::env_config::EnvConfigValue;
use aws_runtime::env_config::property::PropertiesKey;
use aws_runtime::env_config::section::EnvConfigSections;
use http::Uri;
use std::time::Duration;

/// What a target comes to, with all that the environment and the config files add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The profile that is in force by name.
    pub(super) profile: Option<String>,
    /// The Region, if any source but the instance metadata names one.
    pub(super) region: Option<String>,
    /// An endpoint of Secrets Manager other than AWS's own.
    pub(super) endpoint: Option<String>,
    /// An endpoint of STS other than AWS's own.
    pub(super) sts_endpoint: Option<String>,
    /// What renews the login.
    pub(super) login: LoginFix,
}

impl Settings {
    /// Resolves `target` in `surroundings`.
    pub(super) async fn resolve(
        target: &ConnectionTarget,
        surroundings: &Surroundings,
    ) -> Result<Self, ServiceError> {
        let profile = target.profile.clone().or_else(|| surroundings.variable("AWS_PROFILE"));
        let sections = surroundings.sections(profile.as_deref()).await?;
        if let Some(profile) = profile.as_ref().filter(|name| sections.get_profile(name).is_none()) {
            return Err(no_such_profile(profile, &sections));
        }
        let region = target
            .region
            .clone()
            .or_else(|| surroundings.variable("AWS_REGION"))
            .or_else(|| surroundings.variable("AWS_DEFAULT_REGION"))
            .or_else(|| sections.get("region").map(str::to_owned))
            .filter(|region| !region.is_empty());
        let configured = |service| configured_endpoint(surroundings, &sections, service);
        let endpoint = target.endpoint_url.clone().or_else(|| configured("Secrets Manager"));
        let sts_endpoint = match surroundings.variable("AWS_ENDPOINT_URL_STS") {
            Some(url) => Some(url),
            None => target.endpoint_url.clone().or_else(|| configured("STS")),
        };
        for url in [&endpoint, &sts_endpoint].into_iter().flatten() {
            check_endpoint(url)?;
        }
        if let Some(region) = &region {
            check_region(region)?;
        }
        let keys_in_environment =
            target.profile.is_none() && surroundings.variable("AWS_ACCESS_KEY_ID").is_some();
        let login = if keys_in_environment {
            LoginFix::Environment
        } else {
            login_fix(&sections, profile.as_deref())
        };
        Ok(Self { profile, region, endpoint, sts_endpoint, login })
    }
}

/// Looks where the SDK looks: the service's variable, the general one, the profile's `services` section, the profile.
fn configured_endpoint(
    surroundings: &Surroundings,
    sections: &EnvConfigSections,
    service: &str,
) -> Option<String> {
    let ignored = surroundings
        .variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .or_else(|| sections.get("ignore_configured_endpoint_urls").map(str::to_owned))
        .is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if ignored {
        return None;
    }
    let variables = EnvConfigValue::new().env("AWS_ENDPOINT_URL").service_id(service);
    let variable = variables.load(&surroundings.env, None).map(|(url, _)| url.into_owned());
    let url = variable
        .or_else(|| services_endpoint(sections, &service.to_lowercase()))
        .or_else(|| sections.get("endpoint_url").map(str::to_owned));
    url.filter(|url| !url.is_empty())
}

/// The endpoint in the profile's `services` section. The CLI spells the service `secrets_manager` there, where the
/// SDK expects `secrets-manager`; both are understood.
fn services_endpoint(sections: &EnvConfigSections, service: &str) -> Option<String> {
    let name = sections.get("services")?;
    ["_", "-"].into_iter().find_map(|space| {
        let key = PropertiesKey::builder()
            .section_key("services")
            .section_name(name)
            .property_name(service.replace(' ', space))
            .sub_property_name("endpoint_url")
            .build()
            .ok()?;
        sections.other_sections().get(&key).cloned()
    })
}

fn check_region(region: &str) -> Result<(), ServiceError> {
    let plain = region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && region.len() <= 63 && !region.starts_with('-') && !region.ends_with('-') {
        return Ok(());
    }
    Err(connecting(
        ErrorKind::Other,
        format!("`{region}` is not the name of a Region, such as eu-central-1."),
    ))
}

fn check_endpoint(url: &str) -> Result<(), ServiceError> {
    let valid = url
        .parse::<Uri>()
        .is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some());
    if valid {
        return Ok(());
    }
    Err(connecting(
        ErrorKind::Other,
        format!(
            "`{url}` is not the URL of an endpoint: it must begin with http:// or https:// and name a host."
        ),
    ))
}

fn no_such_profile(profile: &str, sections: &EnvConfigSections) -> ServiceError {
    let mut names: Vec<_> = sections.profiles().collect();
    names.sort_unstable();
    let message = if names.is_empty() {
        "The AWS config files define no profile.".to_owned()
    } else {
        format!("The AWS config files define: {}.", names.join(", "))
    };
    connecting(ErrorKind::NoSuchProfile { profile: profile.to_owned() }, message)
}

/// No source names a Region.
pub(super) fn no_region() -> ServiceError {
    connecting(
        ErrorKind::NoRegion,
        "Neither --region nor AWS_REGION nor the profile names one, and this is no EC2 instance.".to_owned(),
    )
}

fn connecting(kind: ErrorKind, message: String) -> ServiceError {
    ServiceError { operation: "Connecting".to_owned(), kind, code: None, message }
}

/// The client of the instance metadata service. Away from EC2 nothing answers there, and one second says so.
pub(super) fn instance_metadata() -> imds::Client {
    imds::Client::builder()
        .max_attempts(1)
        .connect_timeout(Duration::from_secs(1))
        .operation_timeout(Duration::from_secs(2))
        .build()
}

/// The Region of the EC2 instance that this runs on, if it is one.
pub(super) async fn instance_region() -> Option<String> {
    let provider = ImdsRegionProvider::builder().imds_client(instance_metadata()).build();
    provider.region().await.map(|region| region.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "\
[default]
region = eu-west-1
[profile local]
region = us-west-2
endpoint_url = http://general:1
services = local-services
[profile general]
endpoint_url = http://general:1
[profile heedless]
endpoint_url = http://general:1
ignore_configured_endpoint_urls = true
[services local-services]
secrets_manager =
  endpoint_url = http://secrets:2
";

    async fn resolve(env: &[(&str, &str)], target: ConnectionTarget) -> Settings {
        Settings::resolve(&target, &Surroundings::fake(env, CONFIG)).await.unwrap()
    }

    fn profile(name: &str) -> ConnectionTarget {
        ConnectionTarget { profile: Some(name.into()), ..ConnectionTarget::default() }
    }

    fn at(url: &str) -> ConnectionTarget {
        ConnectionTarget { endpoint_url: Some(url.into()), ..ConnectionTarget::default() }
    }

    fn endpoints(settings: &Settings) -> (Option<&str>, Option<&str>) {
        (settings.endpoint.as_deref(), settings.sts_endpoint.as_deref())
    }

    #[tokio::test]
    async fn the_region_comes_from_option_then_environment_then_profile() {
        let region = async |env, target| resolve(env, target).await.region;
        let named = ConnectionTarget { region: Some("sa-east-1".into()), ..profile("local") };
        let env: &[_] = &[("AWS_REGION", "ap-east-1"), ("AWS_DEFAULT_REGION", "ap-east-2")];
        assert_eq!(region(env, named).await.as_deref(), Some("sa-east-1"));
        assert_eq!(region(env, profile("local")).await.as_deref(), Some("ap-east-1"));
        assert_eq!(region(&env[1..], profile("local")).await.as_deref(), Some("ap-east-2"));
        assert_eq!(region(&[], profile("local")).await.as_deref(), Some("us-west-2"));
        assert_eq!(region(&[], ConnectionTarget::default()).await.as_deref(), Some("eu-west-1"));
        assert_eq!(region(&[], profile("general")).await, None);
        assert_eq!(region(&[("AWS_REGION", "")], profile("general")).await, None);
    }

    #[tokio::test]
    async fn the_profile_comes_from_option_then_environment() {
        let env: &[_] = &[("AWS_PROFILE", "local")];
        assert_eq!(resolve(env, profile("general")).await.profile.as_deref(), Some("general"));
        let from_environment = resolve(env, ConnectionTarget::default()).await;
        assert_eq!(from_environment.profile.as_deref(), Some("local"));
        assert_eq!(from_environment.region.as_deref(), Some("us-west-2"));
        assert_eq!(resolve(&[], ConnectionTarget::default()).await.profile, None);
    }

    #[tokio::test]
    async fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
        let surroundings = Surroundings::fake(&[("AWS_PROFILE", "typo")], CONFIG);
        let error = Settings::resolve(&ConnectionTarget::default(), &surroundings).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NoSuchProfile { profile: "typo".into() });
        assert!(error.message.contains("default, general, heedless, local"), "{error}");
    }

    #[tokio::test]
    async fn an_endpoint_option_serves_sts_too_unless_sts_has_its_own() {
        let env: &[_] = &[("AWS_ENDPOINT_URL", "http://env:9")];
        assert_eq!(
            endpoints(&resolve(env, at("http://o:1")).await),
            (Some("http://o:1"), Some("http://o:1"))
        );
        let env: &[_] = &[("AWS_ENDPOINT_URL_STS", "http://sts:9")];
        assert_eq!(
            endpoints(&resolve(env, at("http://o:1")).await),
            (Some("http://o:1"), Some("http://sts:9"))
        );
    }

    #[tokio::test]
    async fn endpoints_come_from_environment_then_config_file() {
        let none = ConnectionTarget::default();
        let general: &[_] = &[("AWS_ENDPOINT_URL", "http://env:9")];
        let found = resolve(general, profile("local")).await;
        assert_eq!(endpoints(&found), (Some("http://env:9"), Some("http://env:9")));
        let own: &[_] = &[("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://sm:8")];
        assert_eq!(endpoints(&resolve(own, none).await), (Some("http://sm:8"), None));
        let found = resolve(&[], profile("local")).await;
        assert_eq!(endpoints(&found), (Some("http://secrets:2"), Some("http://general:1")));
        let found = resolve(&[], profile("general")).await;
        assert_eq!(endpoints(&found), (Some("http://general:1"), Some("http://general:1")));
    }

    #[tokio::test]
    async fn configured_endpoints_can_be_ignored_but_not_an_option() {
        assert_eq!(endpoints(&resolve(&[], profile("heedless")).await), (None, None));
        let env: &[_] =
            &[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE"), ("AWS_ENDPOINT_URL", "http://env:9")];
        assert_eq!(endpoints(&resolve(env, ConnectionTarget::default()).await), (None, None));
        assert_eq!(resolve(env, at("http://o:1")).await.endpoint.as_deref(), Some("http://o:1"));
    }

    #[tokio::test]
    async fn a_region_that_cannot_be_one_is_refused_at_once() {
        for region in ["eu west 1", "a/b", "-x", "x-", "é"] {
            let target = ConnectionTarget { region: Some(region.into()), ..ConnectionTarget::default() };
            let error = Settings::resolve(&target, &Surroundings::fake(&[], CONFIG)).await.unwrap_err();
            assert!(error.message.contains(region), "{error}");
        }
    }

    #[tokio::test]
    async fn keys_in_the_environment_are_mended_there_unless_a_profile_is_named() {
        let env: &[_] = &[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_PROFILE", "local")];
        assert_eq!(resolve(env, ConnectionTarget::default()).await.login, LoginFix::Environment);
        let named = resolve(env, profile("general")).await.login;
        assert_eq!(named, LoginFix::Configure { profile: Some("general".into()) });
    }

    #[tokio::test]
    async fn an_endpoint_that_is_no_url_is_refused_at_once() {
        for url in ["localhost:4566", "ftp://host", "http://", "not a url"] {
            let error = Settings::resolve(&at(url), &Surroundings::fake(&[], CONFIG)).await.unwrap_err();
            assert!(error.message.contains(url), "{error}");
        }
    }
}
