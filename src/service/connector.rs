//! Makes connections: to AWS, to an endpoint that speaks its protocol, or to the embedded service.

use super::api::{ConnectionTarget, Endpoint, LoginFix, Place, Profile, ServiceError};
use super::connection::{Connection, Setting};
use super::credentials::{self, ProfileChoice};
use super::settings::{Settings, instance_region, no_region};
use super::surroundings::Surroundings;
use crate::secrets::REGIONS;
use aws_config::identity::IdentityCache;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::region::Region;
use std::path::Path;
use std::time::Duration;

/// The profile that the embedded service is shown under.
const DEMO_PROFILE: &str = "demo";

/// How long making a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one attempt may take, answer included, unless the user says otherwise.
pub(super) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);

/// Makes connections. Cheap to make and to clone: files, TLS roots and the network are first touched by
/// [`Connector::connect`].
#[derive(Clone, Debug)]
pub struct Connector {
    source: Source,
    attempt_timeout: Duration,
}

#[derive(Clone, Debug)]
enum Source {
    Aws(Surroundings),
    InProcess { client: SharedHttpClient, regions: &'static [&'static str] },
}

impl Connector {
    /// AWS, or the endpoint that a target, the environment or a config file names.
    pub fn aws() -> Self {
        Self::of(Source::Aws(Surroundings::real()))
    }

    /// As [`Connector::aws`], with one config file in place of those that the environment names.
    pub fn aws_with_config_file(path: &Path) -> Self {
        Self::of(Source::Aws(Surroundings::with_config_file(path)))
    }

    /// The embedded service behind `client`, which has `regions`; the first one is the default. Nothing of the
    /// environment is read.
    pub fn in_process(client: SharedHttpClient, regions: &'static [&'static str]) -> Self {
        Self::of(Source::InProcess { client, regions })
    }

    fn of(source: Source) -> Self {
        Self { source, attempt_timeout: ATTEMPT_TIMEOUT }
    }

    /// The same, giving an attempt up after this time; after 20 seconds where nothing is said.
    #[must_use]
    pub fn with_attempt_timeout(self, attempt_timeout: Option<Duration>) -> Self {
        Self { attempt_timeout: attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT), ..self }
    }

    /// Connects to `target`. Reads the config files; credentials and the network wait for the first request, but
    /// where no Region is set the EC2 instance metadata is asked, for two seconds at most.
    ///
    /// # Errors
    /// No Region, no such profile, config files that can't be read, or an endpoint that is no URL.
    pub async fn connect(&self, target: &ConnectionTarget) -> Result<Connection, ServiceError> {
        match &self.source {
            Source::Aws(surroundings) => connect_aws(surroundings, target, self.attempt_timeout).await,
            Source::InProcess { client, regions } => {
                connect_in_process(client, regions, target, self.attempt_timeout)
            }
        }
    }

    /// The profiles of the AWS config files; `default` first, the others by name.
    ///
    /// # Errors
    /// Config files that can't be read.
    pub async fn profiles(&self) -> Result<Vec<Profile>, ServiceError> {
        match &self.source {
            Source::Aws(surroundings) => surroundings.profiles().await,
            Source::InProcess { regions, .. } => Ok(vec![Profile {
                name: DEMO_PROFILE.to_owned(),
                region: regions.first().map(|region| (*region).to_owned()),
                credentials: None,
            }]),
        }
    }

    /// The Regions to pick from.
    pub fn regions(&self) -> Vec<&'static str> {
        match &self.source {
            Source::Aws(_) => REGIONS.to_vec(),
            Source::InProcess { regions, .. } => regions.to_vec(),
        }
    }
}

async fn connect_aws(
    surroundings: &Surroundings,
    target: &ConnectionTarget,
    attempt_timeout: Duration,
) -> Result<Connection, ServiceError> {
    let settings = Settings::resolve(target, surroundings).await?;
    let region = match settings.region.clone() {
        Some(region) => region,
        None => instance_region().await.ok_or_else(no_region)?,
    };
    let choice = if target.profile.is_some() { ProfileChoice::Named } else { ProfileChoice::Found };
    let credentials = credentials::chain(&settings, choice, &surroundings.files, &region);
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .profile_files(surroundings.files.clone())
        .region(Region::new(region.clone()))
        .credentials_provider(credentials)
        .timeout_config(timeouts(attempt_timeout))
        .identity_cache(IdentityCache::lazy().load_timeout(Duration::from_secs(30)).build());
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile);
    }
    let endpoint = settings.endpoints.secrets_manager.map_or(Endpoint::Aws, Endpoint::Url);
    let setting = Setting {
        place: Place { profile: settings.profile, region, endpoint },
        sts_endpoint: settings.endpoints.sts,
        login: settings.login,
        attempt_timeout,
    };
    Ok(Connection::new(&loader.load().await, setting))
}

fn connect_in_process(
    client: &SharedHttpClient,
    regions: &[&'static str],
    target: &ConnectionTarget,
    attempt_timeout: Duration,
) -> Result<Connection, ServiceError> {
    let default = || regions.first().map(|region| (*region).to_owned());
    let region = target.region.clone().or_else(default).ok_or_else(no_region)?;
    let credentials = Credentials::new("AKIADEMO0DEMO0DEMO00", "demo", None, None, "demo");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(client.clone())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .retry_config(RetryConfig::standard())
        .timeout_config(timeouts(attempt_timeout))
        .build();
    let profile = Some(DEMO_PROFILE.to_owned());
    let setting = Setting {
        place: Place { profile, region, endpoint: Endpoint::Demo },
        sts_endpoint: None,
        login: LoginFix::Configure { profile: None },
        attempt_timeout,
    };
    Ok(Connection::new(&config, setting))
}

/// How long to wait for a connection, and for the answer to one attempt.
pub(super) fn timeouts(attempt: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT.min(attempt))
        .operation_attempt_timeout(attempt)
        .build()
}
