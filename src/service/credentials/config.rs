//! The way in which credentials are asked for.

use super::process::CredentialProcesses;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::region::Region;

/// The way in which credentials are asked for.
#[derive(Clone, Debug)]
pub(in crate::service) struct CredentialConfig {
    /// The Region of STS.
    pub(in crate::service) region: String,
    /// The endpoint of STS, if the environment or a config file sets one.
    pub(in crate::service) sts_endpoint: Option<String>,
    /// The HTTP client, which knows proxies and trusted certificates.
    pub(in crate::service) http_client: SharedHttpClient,
    /// The timeouts of an attempt.
    pub(in crate::service) timeouts: TimeoutConfig,
    /// The credential processes that run.
    pub(in crate::service) processes: CredentialProcesses,
}

impl CredentialConfig {
    /// The configuration of providers that ask AWS.
    pub(super) fn provider_config(&self) -> ProviderConfig {
        self.local_provider_config()
            .with_http_client(self.http_client.clone())
            .with_timeout_config(self.timeouts.clone())
    }

    /// The configuration of providers that ask this machine.
    pub(super) fn local_provider_config(&self) -> ProviderConfig {
        ProviderConfig::without_region().with_region(Some(Region::new(self.region.clone())))
    }

    /// STS for these credentials.
    pub(super) fn sts(&self, credentials: Credentials) -> aws_sdk_sts::Client {
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.http_client.clone())
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .retry_config(RetryConfig::standard())
            .timeout_config(self.timeouts.clone());
        config.set_endpoint_url(self.sts_endpoint.clone());
        aws_sdk_sts::Client::new(&config.build())
    }
}
