//! The environment variables and AWS config files that the AWS CLI would read.

use super::api::{Activity, ErrorKind, LoginFix, Profile, ServiceError};
use super::errors::causes;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_runtime::env_config::section::{EnvConfigSections, Profile as Section};
use aws_runtime::env_config::source;
use aws_types::os_shim_internal::{Env, Fs};
use std::path::Path;

/// The environment variables and config files. Each is read when it is needed.
#[derive(Clone, Debug)]
pub(super) struct AwsEnvironment {
    pub(super) env: Env,
    fs: Fs,
    pub(super) files: EnvConfigFiles,
}

impl AwsEnvironment {
    /// The environment of this process.
    pub(super) fn real() -> Self {
        Self { env: Env::real(), fs: Fs::real(), files: EnvConfigFiles::default() }
    }

    /// The environment of this process, with one config file in place of its config and credentials files.
    pub(super) fn with_config_file(path: &Path) -> Self {
        let files = EnvConfigFiles::builder().with_file(EnvConfigFileKind::Config, path).build();
        Self { files, ..Self::real() }
    }

    #[cfg(test)]
    pub(super) fn fake(env: &[(&str, &str)], config: &str) -> Self {
        let files = EnvConfigFiles::builder().with_contents(EnvConfigFileKind::Config, config).build();
        Self { env: Env::from_slice(env), fs: Fs::from_slice(&[]), files }
    }

    /// The value of an environment variable, if it is set and not empty.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.env.get(name).ok().filter(|value| !value.is_empty())
    }

    /// The config files with `profile` selected, or else the profile that the environment names.
    pub(super) async fn sections(&self, profile: Option<&str>) -> Result<EnvConfigSections, ServiceError> {
        let mut source = source::load(&self.env, &self.fs, &self.files).await.map_err(|e| unreadable(&e))?;
        let profile = profile.map(str::to_owned).or_else(|| self.variable("AWS_PROFILE"));
        source.profile = profile.unwrap_or_else(|| "default".to_owned()).into();
        EnvConfigSections::parse(source).map_err(|e| unreadable(&e))
    }

    /// The profiles of the config files, sorted by name with `default` first.
    pub(super) async fn profiles(&self) -> Result<Vec<Profile>, ServiceError> {
        let sections = self.sections(None).await?;
        let mut profiles: Vec<_> = sections
            .profiles()
            .filter_map(|name| sections.get_profile(name))
            .map(|section| Profile {
                name: section.name().to_owned(),
                region: section.get("region").map(str::to_owned),
                credentials: CredentialKind::of(section).map(CredentialKind::as_str),
            })
            .collect();
        profiles.sort_by(|a, b| (a.name != "default", &a.name).cmp(&(b.name != "default", &b.name)));
        Ok(profiles)
    }
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> ServiceError {
    ServiceError {
        activity: Activity::ReadConfigFiles,
        kind: ErrorKind::Other,
        code: None,
        message: causes::sentence(error),
    }
}

/// The way a profile gets its credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CredentialKind {
    AssumeRole,
    WebIdentity,
    Sso,
    Login,
    Process,
    Keys,
}

impl CredentialKind {
    /// The kind of credentials that a section configures, checked in the SDK's order of precedence.
    fn of(section: &Section) -> Option<Self> {
        let has = |key| section.get(key).is_some_and(|value| !value.is_empty());
        match () {
            () if has("role_arn") && has("web_identity_token_file") => Some(Self::WebIdentity),
            () if has("role_arn") => Some(Self::AssumeRole),
            () if has("sso_session") || has("sso_start_url") => Some(Self::Sso),
            () if has("login_session") => Some(Self::Login),
            () if has("credential_process") => Some(Self::Process),
            () if has("aws_access_key_id") => Some(Self::Keys),
            () => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::AssumeRole => "assume role",
            Self::WebIdentity => "web identity",
            Self::Sso => "sso",
            Self::Login => "login",
            Self::Process => "process",
            Self::Keys => "keys",
        }
    }
}

/// The way to renew the login of `profile`. An assumed role depends on the login of its source profile.
pub(super) fn login_fix(sections: &EnvConfigSections, profile: Option<&str>) -> LoginFix {
    let named = |name: &str| (name != "default" || profile.is_some()).then(|| name.to_owned());
    let mut name = profile.unwrap_or("default");
    let mut seen = Vec::new();
    while let Some(section) = sections.get_profile(name) {
        match CredentialKind::of(section) {
            Some(CredentialKind::Sso) => return LoginFix::SsoLogin { profile: named(name) },
            Some(CredentialKind::Login) => return LoginFix::Login { profile: named(name) },
            Some(CredentialKind::AssumeRole) if !seen.contains(&name) => {
                seen.push(name);
                match section.get("source_profile") {
                    Some(source) => name = source,
                    None => break,
                }
            }
            Some(
                CredentialKind::AssumeRole
                | CredentialKind::WebIdentity
                | CredentialKind::Process
                | CredentialKind::Keys,
            )
            | None => break,
        }
    }
    LoginFix::Configure { profile: named(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "\
[default]
region = eu-west-1
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = x
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
region = eu-central-1
[profile old-sso]
sso_start_url = https://example.awsapps.com/start
[profile prod]
role_arn = arn:aws:iam::123456789012:role/Prod
source_profile = dev
[profile circle]
role_arn = arn:aws:iam::123456789012:role/Prod
source_profile = circle
[profile console]
login_session = arn:aws:iam::123456789012:user/me
[profile tool]
credential_process = /bin/true
[profile pod]
role_arn = arn:aws:iam::123456789012:role/Pod
web_identity_token_file = /token
[profile bare]
region = us-east-1
[sso-session corp]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
";

    #[tokio::test]
    async fn profiles_are_listed_with_region_and_kind() {
        let profiles = AwsEnvironment::fake(&[], CONFIG).profiles().await.unwrap();
        let rows: Vec<_> =
            profiles.iter().map(|p| (p.name.as_str(), p.region.as_deref(), p.credentials)).collect();
        assert_eq!(
            rows,
            [
                ("default", Some("eu-west-1"), Some("keys")),
                ("bare", Some("us-east-1"), None),
                ("circle", None, Some("assume role")),
                ("console", None, Some("login")),
                ("dev", Some("eu-central-1"), Some("sso")),
                ("old-sso", None, Some("sso")),
                ("pod", None, Some("web identity")),
                ("prod", None, Some("assume role")),
                ("tool", None, Some("process")),
            ]
        );
    }

    #[tokio::test]
    async fn the_login_to_renew_follows_source_profiles() {
        let sections = AwsEnvironment::fake(&[], CONFIG).sections(None).await.unwrap();
        let command = |profile: Option<&str>| login_fix(&sections, profile).command();
        assert_eq!(command(Some("dev")), "aws sso login --profile dev");
        assert_eq!(command(Some("prod")), "aws sso login --profile dev");
        assert_eq!(command(Some("old-sso")), "aws sso login --profile old-sso");
        assert_eq!(command(Some("console")), "aws login --profile console");
        assert_eq!(command(Some("circle")), "aws configure --profile circle");
        assert_eq!(command(Some("bare")), "aws configure --profile bare");
        assert_eq!(command(None), "aws configure");
    }

    #[tokio::test]
    async fn a_config_file_that_cannot_be_parsed_says_so() {
        let error = AwsEnvironment::fake(&[], "[default\nregion = x").profiles().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Other);
        assert!(error.what().contains("config files"), "{error}");
        assert!(!error.message.is_empty());
    }

    #[tokio::test]
    async fn no_config_file_means_no_profiles() {
        assert_eq!(AwsEnvironment::fake(&[], "").profiles().await.unwrap(), []);
    }
}
