//! Makes connections to AWS, to custom endpoints, or to the embedded service.

use super::api::{
    ConnectionTarget, CredentialProcess, Destination, Endpoint, ListOrigin, LoginFix, LoginProgram, Profile,
    ServiceError,
};
use super::config_files::ConfigProblems;
use super::connection::{Connection, ConnectionConfig, timeouts};
use super::credentials::{
    Configured, CredentialConfig, CredentialProcesses, ProfileOrigin, RenewableCredentials, fingerprint,
    source_in_words,
};
use super::environment::AwsEnvironment;
use super::http_client;
use super::login::{CurrentLogin, PreparedLogin};
use super::retries::retry_config;
use super::sdk_profile;
use super::settings::{EndpointKind, Settings, check_region, instance_region, no_region};
use crate::secrets::REGIONS;
use aws_config::identity::IdentityCache;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::region::Region;
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

/// The profile name shown for the embedded service.
const DEMO_PROFILE: &str = "demo";

/// The time that an attempt may take, response included, unless the user sets another.
pub(super) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);

/// Makes connections. Cheap to create and clone: files, TLS roots and the network are not touched before
/// [`Connector::connect`].
#[derive(Clone, Debug)]
pub struct Connector {
    source: Source,
    attempt_timeout: Duration,
    processes: CredentialProcesses,
}

#[derive(Clone, Debug)]
enum Source {
    Aws(AwsEnvironment),
    InProcess { client: SharedHttpClient, regions: &'static [&'static str] },
}

impl Connector {
    /// Connects to AWS, or to the endpoint that a target, the environment or a config file sets.
    pub fn aws() -> Self {
        Self::new(Source::Aws(AwsEnvironment::real()))
    }

    /// Like [`Connector::aws`], with one config file in place of those that the environment names.
    pub fn aws_with_config_file(path: &Path) -> Self {
        Self::new(Source::Aws(AwsEnvironment::with_config_file(path)))
    }

    /// Connects to the embedded service behind `client`. It has these Regions, the first being the default. Reads nothing
    /// from the environment.
    pub fn in_process(client: SharedHttpClient, regions: &'static [&'static str]) -> Self {
        Self::new(Source::InProcess { client, regions })
    }

    /// Connects as in this environment.
    #[cfg(test)]
    pub(super) fn in_environment(environment: AwsEnvironment) -> Self {
        Self::new(Source::Aws(environment))
    }

    fn new(source: Source) -> Self {
        Self { source, attempt_timeout: ATTEMPT_TIMEOUT, processes: CredentialProcesses::default() }
    }

    /// The same connector with this timeout for an attempt; `None` for the default of 20 seconds.
    #[must_use]
    pub fn with_attempt_timeout(self, attempt_timeout: Option<Duration>) -> Self {
        Self { attempt_timeout: attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT), ..self }
    }

    /// The time after which an attempt is aborted, unless a connection has its own.
    pub fn attempt_timeout(&self) -> Duration {
        self.attempt_timeout
    }

    /// Connects to `target`. Reads the config files. Credentials and the network are left for the first request, except
    /// that the EC2 instance metadata is asked for the Region if none is set, for at most two seconds.
    ///
    /// # Errors
    /// No Region, an unknown profile, config files that can't be read, or an invalid Region or endpoint URL.
    pub async fn connect(&self, target: &ConnectionTarget) -> Result<Connection, ServiceError> {
        // A process of the last connection has nobody left to wait for it.
        self.processes.stop();
        match &self.source {
            Source::Aws(environment) => {
                connect_aws(environment, target, self.attempt_timeout, &self.processes).await
            }
            Source::InProcess { client, regions } => {
                connect_in_process(client, regions, target, self.attempt_timeout)
            }
        }
    }

    /// The origin of the lists of a connection to `target`, found in files alone: nothing is asked, and a Region must be set.
    pub fn list_origin(&self, target: &ConnectionTarget) -> Option<ListOrigin> {
        let Source::Aws(environment) = &self.source else { return None };
        let settings = Settings::resolve(target, environment).ok()?;
        let region = settings.region.clone()?;
        Some(list_origin(&settings, region, origin_of(target), environment))
    }

    /// The credential process that runs, `None` while none does.
    pub fn credential_process(&self) -> watch::Receiver<Option<CredentialProcess>> {
        self.processes.watch()
    }

    /// Stops the credential process that runs: the requests that wait for its credentials fail.
    pub fn stop_credential_process(&self) {
        self.processes.stop();
    }

    /// Prepares a program that logs in to get the terminal.
    ///
    /// # Errors
    /// There is no such program, in words.
    pub async fn prepare_login(&self, program: &LoginProgram) -> Result<PreparedLogin, String> {
        let Source::Aws(environment) = &self.source else {
            return Err("There is nothing to log in to here".to_owned());
        };
        let (program, environment) = (program.clone(), environment.clone());
        let processes = self.processes.clone();
        read_files(move || PreparedLogin::of(&program, &environment, &processes)).await
    }

    /// Kills the credential process that runs, with its children. For the end of the program.
    pub fn kill_credential_process(&self) {
        self.processes.kill();
    }

    /// The profiles of the AWS config files, sorted by name with `default` first.
    ///
    /// # Errors
    /// The config files can't be read.
    pub async fn profiles(&self) -> Result<Vec<Profile>, ServiceError> {
        match &self.source {
            Source::Aws(environment) => {
                let environment = environment.clone();
                read_files(move || environment.profiles()).await
            }
            Source::InProcess { regions, .. } => Ok(vec![Profile {
                name: DEMO_PROFILE.to_owned(),
                region: regions.first().map(|region| (*region).to_owned()),
                credentials: None,
                account_role: None,
                problem: None,
            }]),
        }
    }

    /// The Regions to offer for choice.
    pub fn regions(&self) -> Vec<&'static str> {
        match &self.source {
            Source::Aws(_) => REGIONS.to_vec(),
            Source::InProcess { regions, .. } => regions.to_vec(),
        }
    }
}

async fn connect_aws(
    environment: &AwsEnvironment,
    target: &ConnectionTarget,
    attempt_timeout: Duration,
    processes: &CredentialProcesses,
) -> Result<Connection, ServiceError> {
    let (wanted, read_from) = (target.clone(), environment.clone());
    // Beside the config files, which take as long on a slow disk. A profile with certificates of its own does not wait.
    let certificates = spawn_blocking(http_client::load_system_certificates);
    let settings = read_files(move || Settings::resolve(&wanted, &read_from)).await?;
    if settings.ca_bundle.is_none() {
        // Without certificates it is the requests that fail, and tell why.
        let _ = certificates.await;
    }
    let region = match settings.region.clone() {
        Some(region) => region,
        None => instance_region().await.ok_or_else(|| settings.no_region())?,
    };
    let http_client = http_client::client(settings.proxies.clone(), settings.ca_bundle.as_ref());
    let timeouts = timeouts(attempt_timeout);
    let credential_config = CredentialConfig {
        region: region.clone(),
        sts_endpoint: settings.endpoints.roles.clone(),
        http_client: http_client.clone(),
        timeouts: timeouts.clone(),
        processes: processes.clone(),
    };
    let origin = origin_of(target);
    let login = CurrentLogin::new(settings.login.clone());
    let credentials = RenewableCredentials::configured(Configured {
        target: target.clone(),
        environment: environment.clone(),
        settings: settings.clone(),
        origin,
        login: login.clone(),
        config: credential_config,
    });
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .profile_files(sdk_profile::files(&settings))
        .profile_name(sdk_profile::NAME)
        .http_client(http_client)
        .region(Region::new(region.clone()))
        .credentials_provider(credentials.clone())
        .retry_config(retry_config(&settings, environment)?)
        .timeout_config(timeouts)
        .identity_cache(IdentityCache::no_cache());
    let config_problems = settings.config_problems();
    let credential_source = source_in_words(&settings, origin, environment);
    let list_origin = list_origin(&settings, region, origin, environment);
    let connection_config = ConnectionConfig {
        config_problems,
        sts_endpoint: settings.endpoints.sts,
        destination: list_origin.destination.clone(),
        list_origin: Some(list_origin),
        login,
        attempt_timeout,
        proxies: settings.proxies,
        credential_source,
        credentials,
    };
    Ok(Connection::new(&loader.load().await, connection_config))
}

fn origin_of(target: &ConnectionTarget) -> ProfileOrigin {
    if target.profile.is_some() { ProfileOrigin::User } else { ProfileOrigin::Environment }
}

/// The origin of the lists of a connection with these settings.
fn list_origin(
    settings: &Settings,
    region: String,
    origin: ProfileOrigin,
    environment: &AwsEnvironment,
) -> ListOrigin {
    let endpoint = settings.endpoints.secrets_manager.clone().map_or(Endpoint::Aws, Endpoint::Url);
    let destination = Destination { profile: settings.profile.clone(), region, endpoint };
    let (credentials, account) = fingerprint(settings, origin, environment);
    ListOrigin { destination, credentials, account }
}

/// Reads files on a thread that may block: a home on the network can take its time.
async fn read_files<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> T {
    spawn_blocking(read).await.expect("no file makes reading panic")
}

fn connect_in_process(
    client: &SharedHttpClient,
    regions: &[&'static str],
    target: &ConnectionTarget,
    attempt_timeout: Duration,
) -> Result<Connection, ServiceError> {
    let default = || regions.first().map(|region| (*region).to_owned());
    let region = target.region.clone().or_else(default).ok_or_else(no_region)?;
    check_region(&region, EndpointKind::Aws)?;
    let credentials = Credentials::new("AKIADEMO0DEMO0DEMO00", "demo", None, None, "demo");
    let credentials = RenewableCredentials::of_provider(credentials);
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials.clone()))
        .identity_cache(IdentityCache::no_cache())
        .http_client(client.clone())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .retry_config(RetryConfig::standard())
        .timeout_config(timeouts(attempt_timeout))
        .build();
    let profile = Some(DEMO_PROFILE.to_owned());
    let connection_config = ConnectionConfig {
        destination: Destination { profile, region, endpoint: Endpoint::Demo },
        sts_endpoint: None,
        config_problems: ConfigProblems::default(),
        login: CurrentLogin::new(LoginFix::Configure { profile: None }),
        attempt_timeout,
        list_origin: None,
        proxies: http_client::Proxies::default(),
        credential_source: "the demo".to_owned(),
        credentials,
    };
    Ok(Connection::new(&config, connection_config))
}
