//! The environment variables and AWS config files that the AWS CLI would read.

use super::api::{Activity, ErrorKind, LoginFix, Profile, ServiceError};
use super::config_files::{
    ConfigFiles, Contents, DEFAULT_PROFILE, FileKind, Location, Problem, Profile as Section,
};
use crate::secrets::Arn;
use aws_types::os_shim_internal::Env;
use std::path::{Path, PathBuf};

/// The environment variables and config files. Each is read when it is needed.
#[derive(Clone, Debug)]
pub(super) struct AwsEnvironment {
    pub(super) env: Env,
    files: Files,
}

/// The config files to read.
#[derive(Clone, Debug)]
enum Files {
    /// Those that the environment names.
    OfEnvironment,
    /// One file in place of both.
    Given(PathBuf),
    /// The text of a config file.
    #[cfg(test)]
    Text(String),
}

impl AwsEnvironment {
    /// The environment of this process.
    pub(super) fn real() -> Self {
        Self { env: Env::real(), files: Files::OfEnvironment }
    }

    /// The environment of this process, with one config file in place of its config and credentials files.
    pub(super) fn with_config_file(path: &Path) -> Self {
        Self { env: Env::real(), files: Files::Given(path.to_owned()) }
    }

    #[cfg(test)]
    pub(super) fn fake(env: &[(&str, &str)], config: &str) -> Self {
        Self { env: Env::from_slice(env), files: Files::Text(config.to_owned()) }
    }

    /// The real files, found by these variables.
    #[cfg(test)]
    pub(super) fn fake_variables(env: &[(&str, &str)]) -> Self {
        Self { env: Env::from_slice(env), files: Files::OfEnvironment }
    }

    /// The value of an environment variable, if it is set and not empty.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.set_variable(name).filter(|value| !value.is_empty())
    }

    /// The value of an environment variable, if it is set.
    pub(super) fn set_variable(&self, name: &str) -> Option<String> {
        self.env.get(name).ok()
    }

    /// The profile that the environment names.
    pub(super) fn profile(&self) -> Option<String> {
        self.variable("AWS_PROFILE").or_else(|| self.variable("AWS_DEFAULT_PROFILE"))
    }

    /// The config files. Their problems are in them.
    pub(super) fn config_files(&self) -> ConfigFiles {
        let files = match &self.files {
            Files::OfEnvironment => {
                let read = |kind| Location::of(kind, &|name| self.set_variable(name)).read();
                ConfigFiles::read(read(FileKind::Config), read(FileKind::Credentials))
            }
            Files::Given(path) => ConfigFiles::read(Location::given(path).read(), Contents::none()),
            #[cfg(test)]
            Files::Text(text) => ConfigFiles::read(Contents::of("config", text.as_bytes()), Contents::none()),
        };
        for problem in files.problems() {
            tracing::warn!(%problem, "AWS config files");
        }
        files
    }

    /// The profiles of the config files, sorted by name with `default` first.
    ///
    /// # Errors
    /// There are none, and a file can't be read.
    pub(super) fn profiles(&self) -> Result<Vec<Profile>, ServiceError> {
        let files = self.config_files();
        let mut profiles: Vec<_> = files
            .profiles()
            .map(|(name, section)| Profile {
                name: name.to_owned(),
                region: section.filled("region").map(str::to_owned),
                credentials: CredentialKind::of(section).map(CredentialKind::as_str),
                account_role: account_role(section),
                problem: files
                    .problems_of(name)
                    .find(|problem| problem.is_of_section())
                    .map(ToString::to_string),
            })
            .collect();
        profiles
            .sort_by(|a, b| (a.name != DEFAULT_PROFILE, &a.name).cmp(&(b.name != DEFAULT_PROFILE, &b.name)));
        match files.problems().iter().find(|problem| problem.is_of_file()) {
            Some(problem) if profiles.is_empty() => Err(unreadable(problem, Activity::ReadConfigFiles)),
            Some(_) | None => Ok(profiles),
        }
    }
}

/// The error for a config file that can't be read.
pub(super) fn unreadable(problem: &Problem, activity: Activity) -> ServiceError {
    let kind = ErrorKind::UnreadableConfig { path: problem.path().to_owned() };
    ServiceError { activity, kind, code: None, message: format!("{problem}.") }
}

/// The account and the role that a profile names.
fn account_role(section: &Section) -> Option<String> {
    let of_arn = |arn: &str| {
        let account = Arn::new(arn).account().unwrap_or_default().to_owned();
        let name = arn.rsplit(['/', ':']).next().unwrap_or_default();
        format!("{account} {name}").trim().to_owned()
    };
    let joined = |account: Option<&str>, role: Option<&str>| {
        let parts: Vec<&str> = [account, role].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    match CredentialKind::of(section) {
        Some(CredentialKind::AssumeRole | CredentialKind::WebIdentity) => {
            section.filled("role_arn").map(of_arn)
        }
        Some(CredentialKind::Sso) => {
            joined(section.filled("sso_account_id"), section.filled("sso_role_name"))
        }
        Some(CredentialKind::Login) => section.filled("login_session").map(of_arn),
        Some(CredentialKind::Process | CredentialKind::Keys) | None => {
            joined(section.filled("aws_account_id"), None)
        }
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
    /// The kind of credentials that a section configures, checked in the AWS CLI's order of precedence.
    fn of(section: &Section) -> Option<Self> {
        let has = |key| section.filled(key).is_some();
        match () {
            () if has("role_arn") && has("web_identity_token_file") => Some(Self::WebIdentity),
            () if has("role_arn") => Some(Self::AssumeRole),
            () if has("sso_session") || has("sso_start_url") => Some(Self::Sso),
            () if section.of_credentials().text("aws_access_key_id").is_some() => Some(Self::Keys),
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
pub(super) fn login_fix(files: &ConfigFiles, profile: Option<&str>) -> LoginFix {
    let named = |name: &str| (name != DEFAULT_PROFILE || profile.is_some()).then(|| name.to_owned());
    let mut name = profile.unwrap_or(DEFAULT_PROFILE);
    let mut seen = Vec::new();
    while let Some(section) = files.profile(name) {
        match CredentialKind::of(section) {
            Some(CredentialKind::Sso) => return LoginFix::SsoLogin { profile: named(name) },
            Some(CredentialKind::Login) => return LoginFix::Login { profile: named(name) },
            Some(CredentialKind::Process) => return LoginFix::Process { profile: name.to_owned() },
            Some(CredentialKind::AssumeRole) if !seen.contains(&name) => {
                seen.push(name);
                match section.text("source_profile") {
                    Some(source) => name = source,
                    None => break,
                }
            }
            Some(CredentialKind::AssumeRole | CredentialKind::WebIdentity | CredentialKind::Keys) | None => {
                break;
            }
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

    #[test]
    fn profiles_are_listed_with_region_and_kind() {
        let profiles = AwsEnvironment::fake(&[], CONFIG).profiles().unwrap();
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

    #[test]
    fn the_login_to_renew_follows_source_profiles() {
        let files = AwsEnvironment::fake(&[], CONFIG).config_files();
        let fix = |profile: Option<&str>| login_fix(&files, profile);
        let named = |profile: &str| Some(profile.to_owned());
        assert_eq!(fix(Some("dev")), LoginFix::SsoLogin { profile: named("dev") });
        assert_eq!(fix(Some("prod")), LoginFix::SsoLogin { profile: named("dev") });
        assert_eq!(fix(Some("old-sso")), LoginFix::SsoLogin { profile: named("old-sso") });
        assert_eq!(fix(Some("console")), LoginFix::Login { profile: named("console") });
        assert_eq!(fix(Some("tool")), LoginFix::Process { profile: "tool".to_owned() });
        assert_eq!(fix(Some("circle")), LoginFix::Configure { profile: named("circle") });
        assert_eq!(fix(Some("bare")), LoginFix::Configure { profile: named("bare") });
        assert_eq!(fix(None), LoginFix::Configure { profile: None });
    }

    #[test]
    fn no_config_file_means_no_profiles() {
        assert_eq!(AwsEnvironment::fake(&[], "").profiles().unwrap(), []);
    }

    /// A home with these files, and the environment of its user.
    fn home(files: &[(&str, &str)], env: &[(&str, &str)]) -> (tempfile::TempDir, AwsEnvironment) {
        let home = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = home.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let home_path = home.path().display().to_string();
        let variables: Vec<_> = env.iter().copied().chain([("HOME", home_path.as_str())]).collect();
        let environment = AwsEnvironment::fake_variables(&variables);
        (home, environment)
    }

    fn names(environment: &AwsEnvironment) -> Vec<String> {
        environment.profiles().unwrap().into_iter().map(|profile| profile.name).collect()
    }

    #[test]
    fn files_are_found_in_the_home_and_where_the_environment_says() {
        let files = [
            (".aws/config", "[profile a]\n"),
            (".aws/credentials", "[b]\n"),
            ("other/config", "[profile c]\n"),
            ("other/keys", "[d]\n"),
        ];
        let at = |env| names(&home(&files, env).1);
        assert_eq!(at(&[]), ["a", "b"]);
        assert_eq!(at(&[("AWS_CONFIG_FILE", "~/other/config")]), ["b", "c"]);
        assert_eq!(at(&[("AWS_CONFIG_FILE", "${HOME}/other/config"), ("X", "y")]), ["b", "c"]);
        assert_eq!(at(&[("AWS_SHARED_CREDENTIALS_FILE", "$HOME/$D/keys"), ("D", "other")]), ["a", "d"]);
        assert_eq!(at(&[("AWS_CONFIG_FILE", "")]), ["b"], "an empty path is no file");
        assert_eq!(at(&[("AWS_CONFIG_FILE", "~/gone")]), ["b"], "a missing file is no error");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_and_takes_no_profile_of_the_other_down() {
        let files = [(".aws/config/x", ""), (".aws/credentials", "[b]\nregion = r\n")];
        let (_home, environment) = home(&files, &[]);
        assert_eq!(names(&environment), ["b"]);
        let files = environment.config_files();
        assert_eq!(files.problems()[0].to_string(), "~/.aws/config can't be read: it is a directory");

        let (_home, environment) = home(&[(".aws/config/x", "")], &[]);
        let error = environment.profiles().unwrap_err();
        assert_eq!(error.kind, ErrorKind::UnreadableConfig { path: "~/.aws/config".into() });
        assert_eq!(error.message, "~/.aws/config can't be read: it is a directory.");
    }
}
