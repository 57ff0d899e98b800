//! Custom endpoints, from an option, the environment or a config file.

use super::api::{
    ConnectionTarget, ErrorKind, ServiceError, SettingOrigin, is_endpoint_url, without_userinfo,
};
use super::config_files::{ConfigFiles, Profile};
use super::environment::AwsEnvironment;
use aws_runtime::env_config::EnvConfigValue;

/// The environment variable for all services; one for a service has its name behind it.
const VARIABLE: &str = "AWS_ENDPOINT_URL";

/// The URLs that requests go to instead of AWS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Endpoints {
    /// The endpoint of Secrets Manager; `None` for AWS.
    pub(super) secrets_manager: Option<String>,
    /// The endpoint of STS; `None` for AWS.
    pub(super) sts: Option<String>,
    /// The endpoint of STS for assuming roles; `None` for AWS. An option does not change it, as it is about Secrets
    /// Manager.
    pub(super) roles: Option<String>,
}

impl Endpoints {
    /// The endpoints for `target`. Its endpoint serves STS too, unless STS has its own variable in the environment.
    pub(super) fn resolve(
        target: &ConnectionTarget,
        environment: &AwsEnvironment,
        files: &ConfigFiles,
        profile: Option<&Profile>,
    ) -> Result<Self, ServiceError> {
        let requested = target.endpoint_url.as_deref().filter(|url| !url.is_empty());
        let requested = requested
            .map(|url| checked(url, "--endpoint-url".to_owned(), SettingOrigin::Chosen))
            .transpose()?;
        let ignored = ignores_configured(environment, profile);
        let configured =
            |service| if ignored { None } else { configured(environment, files, profile, service) };
        let of_sts = configured("STS").transpose()?;
        let own_sts = environment.variable("AWS_ENDPOINT_URL_STS").and_then(|_| of_sts.clone());
        let secrets_manager = match requested.clone() {
            Some(url) => Some(url),
            None => configured("Secrets Manager").transpose()?,
        };
        Ok(Self { secrets_manager, sts: own_sts.or(requested).or_else(|| of_sts.clone()), roles: of_sts })
    }
}

/// An endpoint's URL, which can be used; or the reason why not.
type Checked = Result<String, ServiceError>;

/// True if the user wants configured endpoints to be ignored. The endpoint of an option still holds.
fn ignores_configured(environment: &AwsEnvironment, profile: Option<&Profile>) -> bool {
    environment
        .variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .or_else(|| profile?.text("ignore_configured_endpoint_urls").map(str::to_owned))
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// The configured endpoint of `service`, in the SDK's order: the service's variable, the general variable, the profile's
/// `services` section, the profile.
fn configured(
    environment: &AwsEnvironment,
    files: &ConfigFiles,
    profile: Option<&Profile>,
    service: &str,
) -> Option<Checked> {
    let variables = EnvConfigValue::new().env(VARIABLE).service_id(service);
    let (url, setting, origin) = if let Some((url, _)) = variables.load(&environment.env, None) {
        let own = format!("{VARIABLE}_{}", service.replace(' ', "_").to_uppercase());
        let name = if environment.variable(&own).is_some() { own } else { VARIABLE.to_owned() };
        (url.into_owned(), name, SettingOrigin::Environment)
    } else {
        let profile = profile?;
        let url = services_endpoint(files, profile, &service.to_lowercase());
        let url = url.or_else(|| profile.text("endpoint_url"))?;
        (url.to_owned(), "endpoint_url".to_owned(), SettingOrigin::ConfigFile)
    };
    (!url.is_empty()).then(|| checked(&url, setting, origin))
}

/// The endpoint in the profile's `services` section. The CLI writes `secrets_manager` there, the SDK `secrets-manager`;
/// both are accepted.
fn services_endpoint<'a>(files: &'a ConfigFiles, profile: &Profile, service: &str) -> Option<&'a str> {
    let section = files.services(profile.text("services")?)?;
    ["_", "-"].into_iter().find_map(|space| section.nested(&service.replace(' ', space), "endpoint_url"))
}

/// The URL of a setting without a user and password, if it can be used.
fn checked(url: &str, setting: String, origin: SettingOrigin) -> Checked {
    let url = without_userinfo(url);
    if is_endpoint_url(&url) {
        return Ok(url);
    }
    Err(ServiceError::connecting(
        ErrorKind::UnusableSetting { setting, origin },
        format!(
            "`{url}` is not an endpoint URL. It must begin with http:// or https:// and name a host, \
             and a port up to 65535 if any; it has no query and no fragment."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "\
[default]
region = eu-west-1
[profile local]
endpoint_url = http://general:1
services = local-services
[profile general]
endpoint_url = http://general:1
[profile ignoring]
endpoint_url = http://general:1
ignore_configured_endpoint_urls = true
[services local-services]
secrets_manager =
  endpoint_url = http://secrets:2
";

    fn resolve(env: &[(&str, &str)], target: &ConnectionTarget) -> Result<Endpoints, ServiceError> {
        let environment = AwsEnvironment::fake(env, CONFIG);
        let files = environment.config_files();
        let profile = files.profile(target.profile.as_deref().unwrap_or("default"));
        Endpoints::resolve(target, &environment, &files, profile)
    }

    /// The endpoints of Secrets Manager and STS, `-` for AWS.
    fn shown(env: &[(&str, &str)], target: &ConnectionTarget) -> [String; 2] {
        let found = resolve(env, target).unwrap();
        [found.secrets_manager, found.sts].map(|url| url.unwrap_or_else(|| "-".to_owned()))
    }

    fn profile(name: &str) -> ConnectionTarget {
        ConnectionTarget { profile: Some(name.into()), ..ConnectionTarget::default() }
    }

    fn at(url: &str) -> ConnectionTarget {
        ConnectionTarget { endpoint_url: Some(url.into()), ..ConnectionTarget::default() }
    }

    #[test]
    fn an_endpoint_option_serves_sts_too_unless_sts_has_its_own() {
        let env: &[_] = &[("AWS_ENDPOINT_URL", "http://env:9")];
        assert_eq!(shown(env, &at("http://o:1")), ["http://o:1", "http://o:1"]);
        let env: &[_] = &[("AWS_ENDPOINT_URL_STS", "http://sts:9")];
        assert_eq!(shown(env, &at("http://o:1")), ["http://o:1", "http://sts:9"]);
    }

    #[test]
    fn endpoints_come_from_environment_then_config_file() {
        let env: &[_] = &[("AWS_ENDPOINT_URL", "http://env:9")];
        assert_eq!(shown(env, &profile("local")), ["http://env:9", "http://env:9"]);
        let env: &[_] = &[("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://sm:8")];
        assert_eq!(shown(env, &ConnectionTarget::default()), ["http://sm:8", "-"]);
        assert_eq!(shown(env, &profile("general")), ["http://sm:8", "http://general:1"]);
        assert_eq!(shown(&[], &profile("local")), ["http://secrets:2", "http://general:1"]);
        assert_eq!(shown(&[], &profile("general")), ["http://general:1", "http://general:1"]);
        assert_eq!(shown(&[], &ConnectionTarget::default()), ["-", "-"]);
    }

    #[test]
    fn configured_endpoints_can_be_ignored_but_not_an_option() {
        assert_eq!(shown(&[], &profile("ignoring")), ["-", "-"]);
        let env: &[_] = &[
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE"),
            ("AWS_ENDPOINT_URL", "http://env:9"),
            ("AWS_ENDPOINT_URL_STS", "http://sts:9"),
        ];
        assert_eq!(shown(env, &ConnectionTarget::default()), ["-", "-"]);
        assert_eq!(shown(env, &at("http://o:1")), ["http://o:1", "http://o:1"]);
    }

    #[test]
    fn an_empty_option_is_no_option() {
        assert_eq!(shown(&[], &at("")), ["-", "-"]);
    }

    #[test]
    fn a_password_in_an_endpoint_is_dropped_before_anyone_sees_it() {
        assert_eq!(shown(&[], &at("http://user:hunter2@o:1/x")), ["http://o:1/x", "http://o:1/x"]);
        let env: &[_] = &[("AWS_ENDPOINT_URL", "https://user:hunter2@env:9")];
        assert_eq!(shown(env, &ConnectionTarget::default()), ["https://env:9", "https://env:9"]);
        for url in [
            "user:hunter2@host",
            "ftp://user:hunter2@host",
            "http://user:hunter/2@h o",
            "http://a:hunt@er2@h o",
        ] {
            let error = resolve(&[], &at(url)).unwrap_err();
            assert!(!error.to_string().contains("hunt") && !error.to_string().contains("er2"), "{error}");
        }
    }

    #[test]
    fn an_endpoint_that_is_no_url_is_refused_at_once() {
        for url in ["localhost:4566", "ftp://host", "http://", "not a url"] {
            let error = resolve(&[], &at(url)).unwrap_err();
            assert!(error.message.contains(url), "{error}");
            for (variable, value) in [
                ("AWS_ENDPOINT_URL", url),
                ("AWS_ENDPOINT_URL_SECRETS_MANAGER", url),
                ("AWS_ENDPOINT_URL_STS", url),
            ] {
                let error = resolve(&[(variable, value)], &ConnectionTarget::default()).unwrap_err();
                let (setting, origin) = (variable.to_owned(), SettingOrigin::Environment);
                assert_eq!(error.kind, ErrorKind::UnusableSetting { setting, origin }, "{error}");
                assert!(error.next().contains(variable), "{error}");
            }
        }
        let environment = AwsEnvironment::fake(&[], "[default]\nendpoint_url = nowhere\n");
        let files = environment.config_files();
        let target = ConnectionTarget::default();
        let error = Endpoints::resolve(&target, &environment, &files, files.profile("default")).unwrap_err();
        let (setting, origin) = ("endpoint_url".to_owned(), SettingOrigin::ConfigFile);
        assert_eq!(error.kind, ErrorKind::UnusableSetting { setting, origin }, "{error}");
    }
}
