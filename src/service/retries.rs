//! How often requests are tried, from the environment or the profile. The SDK's own reading of these settings panics at values
//! that it does not know, and at `legacy`, which the AWS CLI has.

use super::api::{ErrorKind, ServiceError, SettingOrigin};
use super::config_files::DEFAULT_PROFILE;
use super::environment::AwsEnvironment;
use super::settings::Settings;
use aws_config::retry::{RetryConfig, RetryMode};

/// The retries that the environment sets, else the profile, else three attempts in the standard mode.
///
/// # Errors
/// A setting has a value that it can't have.
pub(super) fn retry_config(
    settings: &Settings,
    environment: &AwsEnvironment,
) -> Result<RetryConfig, ServiceError> {
    let profile = settings.files.profile(settings.profile.as_deref().unwrap_or(DEFAULT_PROFILE));
    let set = |variable: &'static str, option: &'static str| {
        let of_profile = || profile.and_then(|profile| profile.filled(option)).map(str::to_owned);
        let of_environment =
            environment.variable(variable).map(|value| (value, variable, SettingOrigin::Environment));
        of_environment.or_else(|| Some((of_profile()?, option, SettingOrigin::ConfigFile)))
    };
    let mut config = RetryConfig::standard();
    if let Some((value, setting, origin)) = set("AWS_MAX_ATTEMPTS", "max_attempts") {
        let attempts = value.trim().parse().ok().filter(|attempts| *attempts > 0);
        let attempts =
            attempts.ok_or_else(|| unusable(setting, origin, &value, "a number of attempts, from 1"))?;
        config = config.with_max_attempts(attempts);
    }
    if let Some((value, setting, origin)) = set("AWS_RETRY_MODE", "retry_mode") {
        let mode = match value.trim().to_ascii_lowercase().as_str() {
            "standard" | "legacy" => RetryMode::Standard,
            "adaptive" => RetryMode::Adaptive,
            _ => return Err(unusable(setting, origin, &value, "standard, adaptive or legacy")),
        };
        config = config.with_retry_mode(mode);
    }
    Ok(config)
}

fn unusable(setting: &str, origin: SettingOrigin, value: &str, wanted: &str) -> ServiceError {
    let kind = ErrorKind::UnusableSetting { setting: setting.to_owned(), origin };
    ServiceError::connecting(kind, format!("It must be {wanted}, and is `{value}`."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api::ConnectionTarget;

    fn of(variables: &[(&str, &str)], profile: &str) -> Result<RetryConfig, ServiceError> {
        let config = format!("[default]\nregion = eu-west-1\n{profile}\n");
        let environment = AwsEnvironment::fake(variables, &config);
        let settings = Settings::resolve(&ConnectionTarget::default(), &environment)?;
        retry_config(&settings, &environment)
    }

    fn unusable_setting(result: Result<RetryConfig, ServiceError>) -> String {
        match result.unwrap_err().kind {
            ErrorKind::UnusableSetting { setting, .. } => setting,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_environment_wins_over_the_profile_and_both_over_the_default() {
        let attempts = |variables: &[(&str, &str)], profile| of(variables, profile).unwrap().max_attempts();
        assert_eq!(attempts(&[], ""), 3);
        assert_eq!(attempts(&[], "max_attempts = 5"), 5);
        assert_eq!(attempts(&[("AWS_MAX_ATTEMPTS", "1")], "max_attempts = 5"), 1);
        assert_eq!(of(&[], "retry_mode = adaptive").unwrap().mode(), RetryMode::Adaptive);
        assert_eq!(of(&[], "retry_mode = legacy").unwrap().mode(), RetryMode::Standard);
        assert_eq!(of(&[("AWS_RETRY_MODE", "STANDARD")], "").unwrap().mode(), RetryMode::Standard);
    }

    #[test]
    fn a_value_that_can_t_be_is_told_with_its_setting() {
        for value in ["0", "-1", "many", "1.5", "99999999999"] {
            assert_eq!(
                unusable_setting(of(&[("AWS_MAX_ATTEMPTS", value)], "")),
                "AWS_MAX_ATTEMPTS",
                "{value}"
            );
            assert_eq!(
                unusable_setting(of(&[], &format!("max_attempts = {value}"))),
                "max_attempts",
                "{value}"
            );
        }
        assert_eq!(unusable_setting(of(&[("AWS_RETRY_MODE", "wild")], "")), "AWS_RETRY_MODE");
        assert_eq!(unusable_setting(of(&[], "retry_mode = wild")), "retry_mode");
    }
}
