//! The chain of credential providers, in the AWS CLI's order.

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

/// The origin of the profile, which decides the order of the providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileOrigin {
    /// An option or a choice in the program. The profile wins over keys in the environment.
    User,
    /// `AWS_PROFILE`, or the default profile. Keys in the environment win.
    Environment,
}

/// The providers for `settings`. Credentials are loaded with the first request.
pub(super) fn provider_chain(
    settings: &Settings,
    origin: ProfileOrigin,
    files: &EnvConfigFiles,
    region: &str,
) -> CredentialsProviderChain {
    let config = ProviderConfig::without_region().with_region(Some(Region::new(region.to_owned())));
    let mut profile =
        ProfileFileCredentialsProvider::builder().configure(&config).profile_files(files.clone());
    if let Some(name) = &settings.profile {
        profile = profile.profile_name(name);
    }
    let chain = match origin {
        ProfileOrigin::User => CredentialsProviderChain::first_try("profile", profile.build()),
        ProfileOrigin::Environment => {
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
