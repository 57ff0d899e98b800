//! The settings of a connection: profile, Region and endpoints, found in the AWS CLI's order of precedence.

use super::api::{Activity, ConnectionTarget, ErrorKind, LoginFix, ServiceError, SettingOrigin};
use super::config_files::{ConfigFiles, ConfigProblems, DEFAULT_PROFILE};
use super::endpoints::Endpoints;
use super::environment::{AwsEnvironment, login_fix, unreadable};
use super::http_client::{CaBundle, Proxies};
use crate::secrets::is_region_name;
use aws_config::imds;
use aws_config::imds::region::ImdsRegionProvider;
use std::time::Duration;

/// A connection target completed by the environment and the config files.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// The profile; `None` if the default profile is used without being named.
    pub(super) profile: Option<String>,
    /// The Region; `None` if only the instance metadata may have it.
    pub(super) region: Option<String>,
    /// The custom endpoints.
    pub(super) endpoints: Endpoints,
    /// The way to renew the login.
    pub(super) login: LoginFix,
    /// The config files.
    pub(super) files: ConfigFiles,
    /// The certificates to trust in place of those of this machine.
    pub(super) ca_bundle: Option<CaBundle>,
    /// The proxies of the environment.
    pub(super) proxies: Proxies,
}

impl Settings {
    /// Completes `target` from `environment`.
    pub(super) fn resolve(
        target: &ConnectionTarget,
        environment: &AwsEnvironment,
    ) -> Result<Self, ServiceError> {
        let profile = target.profile.clone().or_else(|| environment.profile());
        let files = environment.config_files();
        if let Some(profile) = profile.as_ref().filter(|name| files.profile(name).is_none()) {
            return Err(no_such_profile(profile, &files));
        }
        let selected = files.profile(profile.as_deref().unwrap_or(DEFAULT_PROFILE));
        let region = target
            .region
            .clone()
            .filter(|region| !region.is_empty())
            .or_else(|| environment.variable("AWS_REGION"))
            .or_else(|| environment.variable("AWS_DEFAULT_REGION"))
            .or_else(|| selected.and_then(|profile| profile.filled("region")).map(str::to_owned));
        let endpoints = Endpoints::resolve(target, environment, &files, selected)?;
        if let Some(region) = &region {
            let is_custom = endpoints.secrets_manager.is_some();
            let endpoint = if is_custom { EndpointKind::Custom } else { EndpointKind::Aws };
            check_region(region, endpoint)?;
        }
        let keys_in_environment =
            target.profile.is_none() && environment.variable("AWS_ACCESS_KEY_ID").is_some();
        let login =
            if keys_in_environment { LoginFix::Environment } else { login_fix(&files, profile.as_deref()) };
        let variables =
            ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"].map(|name| (name, environment.variable(name)));
        let [of_aws, of_requests] =
            variables.map(|(name, path)| path.map(|path| (path, name, SettingOrigin::Environment)));
        let of_profile = selected
            .and_then(|profile| profile.filled("ca_bundle"))
            .map(|path| (path.to_owned(), "ca_bundle", SettingOrigin::ConfigFile));
        let ca_bundle = of_aws.or(of_profile).or(of_requests);
        let ca_bundle = ca_bundle.map(|(path, setting, origin)| CaBundle::read(&path, setting, origin));
        let proxies = Proxies::of(|name| environment.set_variable(name))?;
        Ok(Self { profile, region, endpoints, login, ca_bundle: ca_bundle.transpose()?, proxies, files })
    }

    /// The problems of the config files that may be why something is missing.
    pub(super) fn config_problems(&self) -> ConfigProblems {
        let profile = self.profile.as_deref().unwrap_or(DEFAULT_PROFILE);
        ConfigProblems::of(self.files.problems_of(profile))
    }

    /// The error if no source has a Region.
    pub(super) fn no_region(&self) -> ServiceError {
        if let Some(problem) = self.files.problems().iter().find(|problem| problem.is_of_file()) {
            return unreadable(problem, Activity::Connect);
        }
        let error = no_region();
        ServiceError { message: self.config_problems().after(error.message), ..error }
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
        ErrorKind::UnusableSetting { setting: "The Region".to_owned(), origin: SettingOrigin::Chosen },
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

fn no_such_profile(profile: &str, files: &ConfigFiles) -> ServiceError {
    let mut names: Vec<_> = files.profiles().map(|(name, _)| name).collect();
    if let Some(problem) = files.problems().iter().find(|problem| problem.is_of_file()) {
        return unreadable(problem, Activity::Connect);
    }
    names.sort_unstable();
    let message = if files.lacks_prefix(profile) {
        format!("The AWS config file has [{profile}]; the AWS CLI reads it only as [profile {profile}].")
    } else if names.is_empty() {
        "The AWS config files have no profiles.".to_owned()
    } else {
        format!("The AWS config files have: {}.", names.join(", "))
    };
    let message = ConfigProblems::of(files.problems().iter()).after(message);
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

    fn resolve(env: &[(&str, &str)], target: &ConnectionTarget) -> Settings {
        Settings::resolve(target, &AwsEnvironment::fake(env, CONFIG)).unwrap()
    }

    fn profile(name: &str) -> ConnectionTarget {
        ConnectionTarget { profile: Some(name.into()), ..ConnectionTarget::default() }
    }

    #[test]
    fn the_region_comes_from_option_then_environment_then_profile() {
        let region = |env, target| resolve(env, &target).region;
        let named = ConnectionTarget { region: Some("sa-east-1".into()), ..profile("local") };
        let env: &[_] = &[("AWS_REGION", "ap-east-1"), ("AWS_DEFAULT_REGION", "ap-east-2")];
        assert_eq!(region(env, named).as_deref(), Some("sa-east-1"));
        assert_eq!(region(env, profile("local")).as_deref(), Some("ap-east-1"));
        assert_eq!(region(&env[1..], profile("local")).as_deref(), Some("ap-east-2"));
        assert_eq!(region(&[], profile("local")).as_deref(), Some("us-west-2"));
        assert_eq!(region(&[], ConnectionTarget::default()).as_deref(), Some("eu-west-1"));
        assert_eq!(region(&[], profile("general")), None);
        assert_eq!(region(&[("AWS_REGION", "")], profile("general")), None);
    }

    #[test]
    fn the_profile_comes_from_option_then_environment() {
        let env: &[_] = &[("AWS_PROFILE", "local")];
        assert_eq!(resolve(env, &profile("general")).profile.as_deref(), Some("general"));
        let from_environment = resolve(env, &ConnectionTarget::default());
        assert_eq!(from_environment.profile.as_deref(), Some("local"));
        assert_eq!(from_environment.region.as_deref(), Some("us-west-2"));
        assert_eq!(resolve(&[], &ConnectionTarget::default()).profile, None);
    }

    #[test]
    fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
        let environment = AwsEnvironment::fake(&[("AWS_PROFILE", "typo")], CONFIG);
        let error = Settings::resolve(&ConnectionTarget::default(), &environment).unwrap_err();
        assert_eq!(error.kind, ErrorKind::NoSuchProfile { profile: "typo".into() });
        assert!(error.message.contains("default, general, local"), "{error}");
    }

    #[test]
    fn a_region_that_cannot_be_in_a_host_name_is_refused() {
        for region in ["eu west 1", "a/b", "-x", "x-", "é"] {
            let target = ConnectionTarget { region: Some(region.into()), ..ConnectionTarget::default() };
            let error = Settings::resolve(&target, &AwsEnvironment::fake(&[], CONFIG)).unwrap_err();
            assert!(error.message.contains(region), "{error}");
        }
    }

    #[test]
    fn keys_in_the_environment_are_renewed_there_unless_a_profile_is_named() {
        let env: &[_] = &[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_PROFILE", "local")];
        assert_eq!(resolve(env, &ConnectionTarget::default()).login, LoginFix::Environment);
        let named = resolve(env, &profile("general")).login;
        assert_eq!(named, LoginFix::Configure { profile: Some("general".into()) });
    }

    #[test]
    fn a_profile_that_cannot_be_found_says_what_is_wrong_with_the_files() {
        let find = |config: &str| {
            let environment = AwsEnvironment::fake(&[], config);
            Settings::resolve(&profile("x"), &environment).unwrap_err()
        };
        let error = find("[x]\nregion = r\n");
        assert!(error.message.contains("the AWS CLI reads it only as [profile x]"), "{error}");
        let error = find("[profile a]\nregion = r\n[profile x\nregion = s\n");
        assert!(error.message.contains("config, line 3"), "{error}");

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().display().to_string();
        let environment = AwsEnvironment::fake_variables(&[("AWS_CONFIG_FILE", &path), ("HOME", "/nowhere")]);
        let error = Settings::resolve(&profile("x"), &environment).unwrap_err();
        assert_eq!(error.kind, ErrorKind::UnreadableConfig { path: path.clone() });
        let settings = Settings::resolve(&ConnectionTarget::default(), &environment).unwrap();
        let error = settings.no_region();
        assert_eq!(error.kind, ErrorKind::UnreadableConfig { path });
        assert!(error.message.contains("it is a directory"), "{error}");

        let gone = AwsEnvironment::fake_variables(&[("AWS_CONFIG_FILE", "/no/config"), ("HOME", "/nowhere")]);
        let error = Settings::resolve(&ConnectionTarget::default(), &gone).unwrap().no_region();
        assert!(error.message.contains("/no/config, which AWS_CONFIG_FILE names, does not exist"), "{error}");
    }

    #[test]
    fn profiles_with_spaces_and_quotes_are_found() {
        let config = "[profile 'Team Prod'] /* note */\n  region = eu-west-3\n[profile \"it's\"]\nregion = eu-west-1\n";
        for (name, region) in [("Team Prod", "eu-west-3"), ("it's", "eu-west-1")] {
            let settings = Settings::resolve(&profile(name), &AwsEnvironment::fake(&[], config)).unwrap();
            assert_eq!(settings.region.as_deref(), Some(region));
        }
    }

    #[test]
    fn a_ca_bundle_that_cannot_be_used_names_its_setting() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().display().to_string();
        let cases = [
            (vec![("AWS_CA_BUNDLE", "/no/bundle")], String::new(), "AWS_CA_BUNDLE"),
            (vec![("REQUESTS_CA_BUNDLE", "/no/bundle")], String::new(), "REQUESTS_CA_BUNDLE"),
            (vec![], "[default]\nca_bundle = /no/bundle\n".to_owned(), "ca_bundle"),
            (vec![], format!("[default]\nca_bundle = {path}\n"), "ca_bundle"),
        ];
        for (env, config, setting) in cases {
            let environment = AwsEnvironment::fake(&env, &config);
            let error = Settings::resolve(&ConnectionTarget::default(), &environment).unwrap_err();
            assert!(error.what().contains(setting) && error.message.contains('/'), "{error}");
        }
    }
}
