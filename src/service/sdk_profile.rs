//! The profile in use, written for the SDK, whose own reading of config files is stricter than that of the AWS CLI.

use super::config_files::{DEFAULT_PROFILE, Profile, Setting};
use super::settings::Settings;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};

/// The name of the profile for the SDK, which allows fewer characters than the AWS CLI.
pub(super) const NAME: &str = DEFAULT_PROFILE;

/// A config file in memory with the profile in use: the settings of FIPS and the like. Credentials are left
/// out, since they are not the SDK's to find.
pub(super) fn files(settings: &Settings) -> EnvConfigFiles {
    let profile = settings.files.profile(settings.profile.as_deref().unwrap_or(DEFAULT_PROFILE));
    let mut text = format!("[{NAME}]\n");
    for (option, setting) in profile.into_iter().flat_map(Profile::options) {
        match setting {
            Setting::Text(value) if is_plain(option, value) => {
                text.extend([option, " = ", value, "\n"]);
            }
            Setting::Text(_) | Setting::Block(_) => {}
        }
    }
    EnvConfigFiles::builder().with_contents(EnvConfigFileKind::Config, text).build()
}

fn is_plain(option: &str, value: &str) -> bool {
    let is_identifier =
        |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "_-/.%@:+".contains(c));
    let is_credential = option.starts_with("aws_") || option.starts_with("credential_");
    is_identifier(option) && !is_credential && !value.is_empty() && !value.contains(['\n', '#', ';'])
}
