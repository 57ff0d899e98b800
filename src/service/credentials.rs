//! The order in which credentials are looked for, as the AWS CLI has it.

use super::settings::{Settings, instance_metadata};
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_types::region::Region;

/// Whether the profile was named to this program, or found in the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileChoice {
    /// Named by option or from a pick list: it wins over keys in the environment.
    Named,
    /// From `AWS_PROFILE`, or none: keys in the environment win.
    Found,
}

/// The chain for `settings`; nothing is loaded before the first request.
pub(super) fn chain(
    settings: &Settings,
    choice: ProfileChoice,
    files: &EnvConfigFiles,
    region: &str,
) -> CredentialsProviderChain {
    let config = ProviderConfig::without_region().with_region(Some(Region::new(region.to_owned())));
    let mut profile =
        ProfileFileCredentialsProvider::builder().configure(&config).profile_files(files.clone());
    if let Some(name) = &settings.profile {
        profile = profile.profile_name(name);
    }
    let chain = match choice {
        ProfileChoice::Named => CredentialsProviderChain::first_try("profile", profile.build()),
        ProfileChoice::Found => {
            let environment = EnvironmentVariableCredentialsProvider::new();
            let web_identity = WebIdentityTokenCredentialsProvider::builder().configure(&config).build();
            CredentialsProviderChain::first_try("environment", environment)
                .or_else("profile", profile.build())
                .or_else("web identity", web_identity)
        }
    };
    let instance = ImdsCredentialsProvider::builder().configure(&config).imds_client(instance_metadata());
    chain
        .or_else("container", EcsCredentialsProvider::builder().configure(&config).build())
        .or_else("instance metadata", instance.build())
}
