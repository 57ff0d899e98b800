//! The settings of a connection: profile, Region and endpoints, found in the AWS CLI's order of precedence.

use super::api::{ConnectionTarget, ErrorKind, LoginFix, ServiceError};
use super::endpoints::Endpoints;
use super::environment::{AwsEnvironment, login_fix};
use crate::secrets::is_region_name;
use aws_config::imds;
use aws_config::imds::region::ImdsRegionProvider;
use aws_runtime::env_config::section::EnvConfigSections;
use std::time::Duration;

/// A connection target completed by the environment and the config files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The profile; `None` if the default profile is used without being named.
    pub(super) profile: Option<String>,
    /// The Region; `None` if only the instance metadata may have it.
    pub(super) region: Option<String>,
    /// The custom endpoints.
    pub(super) endpoints: Endpoints,
    /// The way to renew the login.
    pub(super) login: LoginFix,
}

impl Settings {
    /// Completes `target` from `environment`.
    pub(super) async fn resolve(
        target: &ConnectionTarget,
        environment: &AwsEnvironment,
    ) -> Result<Self, ServiceError> {
        let profile = target.profile.clone().or_else(|| environment.variable("AWS_PROFILE"));
        let sections = environment.sections(profile.as_deref()).await?;
        if let Some(profile) = profile.as_ref().filter(|name| sections.get_profile(name).is_none()) {
            return Err(no_such_profile(profile, &sections));
        }
        let region = target
            .region
            .clone()
            .filter(|region| !region.is_empty())
            .or_else(|| environment.variable("AWS_REGION"))
            .or_else(|| environment.variable("AWS_DEFAULT_REGION"))
            .or_else(|| sections.get("region").filter(|region| !region.is_empty()).map(str::to_owned));
        let endpoints = Endpoints::resolve(target, environment, &sections)?;
        if let Some(region) = &region {
            let is_custom = endpoints.secrets_manager.is_some();
            let endpoint = if is_custom { EndpointKind::Custom } else { EndpointKind::Aws };
            check_region(region, endpoint)?;
        }
        let keys_in_environment =
            target.profile.is_none() && environment.variable("AWS_ACCESS_KEY_ID").is_some();
        let login = if keys_in_environment {
            LoginFix::Environment
        } else {
            login_fix(&sections, profile.as_deref())
        };
        Ok(Self { profile, region, endpoints, login })
    }
}

/// Checks the form of a Region's name before anything is sent. A custom endpoint may use names of its own: they need only
/// be fit for a host name, like those of the AWS CLI.
pub(super) fn check_region(region: &str, endpoint: EndpointKind) -> Result<(), ServiceError> {
    let is_plain = region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && region.len() <= 63
        && !region.starts_with('-')
        && !region.ends_with('-');
    let is_region = match endpoint {
        EndpointKind::Aws => is_region_name(region),
        EndpointKind::Custom => is_plain,
    };
    if is_region {
        return Ok(());
    }
    Err(ServiceError::connecting(
        ErrorKind::Other,
        format!("`{region}` is not a Region. A Region looks like eu-central-1."),
    ))
}

/// The kind of the endpoint that a Region's name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EndpointKind {
    /// AWS's own, or the embedded service.
    Aws,
    /// An URL that the user gave.
    Custom,
}

fn no_such_profile(profile: &str, sections: &EnvConfigSections) -> ServiceError {
    let mut names: Vec<_> = sections.profiles().collect();
    names.sort_unstable();
    let message = if names.is_empty() {
        "The AWS config files have no profiles.".to_owned()
    } else {
        format!("The AWS config files have: {}.", names.join(", "))
    };
    ServiceError::connecting(ErrorKind::NoSuchProfile { profile: profile.to_owned() }, message)
}

/// The error if no source has a Region.
pub(super) fn no_region() -> ServiceError {
    ServiceError::connecting(
        ErrorKind::NoRegion,
        "Neither --region, AWS_REGION nor the profile sets one, and this is not an EC2 instance.".to_owned(),
    )
}

/// A client of the EC2 instance metadata service. The timeouts are short, as nothing responds outside of EC2.
pub(super) fn instance_metadata() -> imds::Client {
    imds::Client::builder()
        .max_attempts(1)
        .connect_timeout(Duration::from_secs(1))
        .operation_timeout(Duration::from_secs(2))
        .build()
}

/// The Region of the EC2 instance that the program runs on, if it runs on one.
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
[profile general]
output = json
";

    async fn resolve(env: &[(&str, &str)], target: ConnectionTarget) -> Settings {
        Settings::resolve(&target, &AwsEnvironment::fake(env, CONFIG)).await.unwrap()
    }

    fn profile(name: &str) -> ConnectionTarget {
        ConnectionTarget { profile: Some(name.into()), ..ConnectionTarget::default() }
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
        let environment = AwsEnvironment::fake(&[("AWS_PROFILE", "typo")], CONFIG);
        let error = Settings::resolve(&ConnectionTarget::default(), &environment).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NoSuchProfile { profile: "typo".into() });
        assert!(error.message.contains("default, general, local"), "{error}");
    }

    #[tokio::test]
    async fn a_region_that_cannot_be_in_a_host_name_is_refused() {
        for region in ["eu west 1", "a/b", "-x", "x-", "é"] {
            let target = ConnectionTarget { region: Some(region.into()), ..ConnectionTarget::default() };
            let error = Settings::resolve(&target, &AwsEnvironment::fake(&[], CONFIG)).await.unwrap_err();
            assert!(error.message.contains(region), "{error}");
        }
    }

    #[tokio::test]
    async fn keys_in_the_environment_are_renewed_there_unless_a_profile_is_named() {
        let env: &[_] = &[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_PROFILE", "local")];
        assert_eq!(resolve(env, ConnectionTarget::default()).await.login, LoginFix::Environment);
        let named = resolve(env, profile("general")).await.login;
        assert_eq!(named, LoginFix::Configure { profile: Some("general".into()) });
    }
}
