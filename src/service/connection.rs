//! A connection: performs requests with one profile, in one Region, at one endpoint.

use super::api::{
    Activity, Completed, Destination, Endpoint, Identity, ListOrigin, Operation, Reply, Request, ServiceError,
};
use super::call_trace::CallTrace;
use super::calls::Call;
use super::clients::Clients;
use super::config_files::ConfigProblems;
use super::credentials::{LoadError, Loaded, RenewableCredentials};
use super::errors::ErrorTranslator;
use super::http_client::Proxies;
use super::login::CurrentLogin;
use super::value_transport::CloseAfterValue;
use crate::secrets::ValueBody;
use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_types::region::Region;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The time that connecting to an endpoint may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The configuration of a connection.
#[derive(Clone, Debug)]
pub(super) struct ConnectionConfig {
    /// The profile, Region and endpoint.
    pub(super) destination: Destination,
    /// The endpoint of STS, if it is not AWS.
    pub(super) sts_endpoint: Option<String>,
    /// The way to renew the login.
    pub(super) login: CurrentLogin,
    /// The time that an attempt may take, response included.
    pub(super) attempt_timeout: Duration,
    /// The problems of the config files that may be why credentials are missing.
    pub(super) config_problems: ConfigProblems,
    /// The origin of the lists of this connection; `None` if they must not be cached.
    pub(super) list_origin: Option<ListOrigin>,
    /// The proxies that the requests go through.
    pub(super) proxies: Proxies,
    /// The source of the credentials, in words.
    pub(super) credential_source: String,
    /// The credentials that the requests are signed with.
    pub(super) credentials: RenewableCredentials,
}

/// A connection to Secrets Manager and STS. Cheap to clone: clones share HTTP connections and credentials.
#[derive(Clone, Debug)]
pub struct Connection {
    secrets: Clients,
    sts: aws_sdk_sts::Client,
    config: Arc<ConnectionConfig>,
    /// The account of the credentials, once STS has named it, and the credentials that are known to be of it.
    account: Arc<Mutex<Option<KnownAccount>>>,
    /// True once a request was answered.
    was_ever_answered: Arc<AtomicBool>,
}

/// An account, and the credentials that are known to be of it.
#[derive(Debug)]
struct KnownAccount {
    account: String,
    credentials: Loaded,
}

impl Connection {
    pub(super) fn new(sdk_config: &SdkConfig, config: ConnectionConfig) -> Self {
        let mut secrets =
            aws_sdk_secretsmanager::config::Builder::from(sdk_config).interceptor(CloseAfterValue);
        if let Endpoint::Url(url) = &config.destination.endpoint {
            secrets = secrets.endpoint_url(url);
        }
        let mut sts = aws_sdk_sts::config::Builder::from(sdk_config);
        if let Some(url) = &config.sts_endpoint {
            sts = sts.endpoint_url(url);
        }
        Self {
            secrets: Clients::new(secrets, sdk_config.retry_config().unwrap_or(&RetryConfig::standard())),
            sts: aws_sdk_sts::Client::from_conf(sts.build()),
            config: Arc::new(config),
            account: Arc::default(),
            was_ever_answered: Arc::default(),
        }
    }

    /// The same connection in another Region. Requests are signed for that Region; an endpoint that is not AWS stays the
    /// same.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Self {
        let region = region.to_owned();
        let secrets = self.secrets.with(|config| config.region(Region::new(region.clone())));
        let config = ConnectionConfig {
            destination: Destination { region: region.clone(), ..self.config.destination.clone() },
            list_origin: self.config.list_origin.clone().map(|origin| ListOrigin {
                destination: Destination { region, ..origin.destination },
                ..origin
            }),
            ..ConnectionConfig::clone(&self.config)
        };
        Self {
            secrets,
            sts: self.sts.clone(),
            config: Arc::new(config),
            account: Arc::clone(&self.account),
            was_ever_answered: Arc::clone(&self.was_ever_answered),
        }
    }

    /// The same connection, which aborts an attempt after this time.
    #[must_use]
    pub fn with_attempt_timeout(&self, attempt_timeout: Duration) -> Self {
        let sts = self.sts.config().to_builder().timeout_config(timeouts(attempt_timeout));
        Self {
            secrets: self.secrets.with(|config| config.timeout_config(timeouts(attempt_timeout))),
            sts: aws_sdk_sts::Client::from_conf(sts.build()),
            config: Arc::new(ConnectionConfig { attempt_timeout, ..ConnectionConfig::clone(&self.config) }),
            account: Arc::clone(&self.account),
            was_ever_answered: Arc::clone(&self.was_ever_answered),
        }
    }

    /// The profile, Region and endpoint of the connection.
    pub fn destination(&self) -> &Destination {
        &self.config.destination
    }

    /// The source of the credentials in words, as the configuration tells it.
    pub fn credential_source(&self) -> &str {
        &self.config.credential_source
    }

    /// The origin of lists that are read on this connection; `None` if they must not be cached.
    pub fn list_origin(&self) -> Option<&ListOrigin> {
        self.config.list_origin.as_ref()
    }

    /// Performs a request, retries included. Waits for credentials first, so that their time is not that of an attempt.
    /// Dropping the future abandons the request.
    pub async fn perform(&self, request: &Request) -> Completed {
        let trace = CallTrace::new(Arc::clone(&self.was_ever_answered));
        let began = Instant::now();
        let activity = Operation::from(request).into();
        let errors = self.errors(activity, request.permission(), request.value(), &trace);
        let result = self.perform_or_renew(request, &trace, &errors).await;
        Completed {
            result,
            duration: began.elapsed(),
            attempts: trace.attempts(),
            open_attempts: trace.open_attempts(),
            left_out: trace.left_out(),
            request_id: trace.request_id(),
        }
    }

    /// Performs a request, and performs it once more with other credentials if the service refused those it had. A login
    /// may have been renewed meanwhile.
    async fn perform_or_renew(
        &self,
        request: &Request,
        trace: &CallTrace,
        errors: &ErrorTranslator<'_>,
    ) -> Result<Reply, ServiceError> {
        let call =
            Call { client: self.secrets.of(request), region: &self.config.destination.region, trace, errors };
        let used = self.load_credentials(errors).await?;
        self.check_account(&used, errors).await?;
        let refused = match call.perform(request).await {
            // An earlier attempt of a change may have taken effect.
            Err(error)
                if error.refuses_credentials() && (trace.open_attempts() == 0 || !request.is_mutation()) =>
            {
                error
            }
            result => return result,
        };
        let renewed = self.config.credentials.renew(&used).await;
        let renewed = renewed.map_err(|LoadError(error)| errors.translate_credentials(&error))?;
        if !renewed.differs_from(&used) {
            return Err(refused);
        }
        self.check_account(&renewed, errors).await?;
        tracing::info!(operation = request.operation(), "sent again with renewed credentials");
        call.perform(request).await
    }

    async fn load_credentials(&self, errors: &ErrorTranslator<'_>) -> Result<Loaded, ServiceError> {
        let loaded = self.config.credentials.load().await;
        loaded.map_err(|LoadError(error)| errors.translate_credentials(&error))
    }

    /// Checks that credentials which were renewed are of the account that was shown: nothing typed for one account goes to
    /// another. An endpoint without STS has no accounts to tell apart.
    async fn check_account(&self, loaded: &Loaded, errors: &ErrorTranslator<'_>) -> Result<(), ServiceError> {
        let shown = match &*self.account() {
            Some(known) if known.credentials.differs_from(loaded) => known.account.clone(),
            Some(_) | None => return Ok(()),
        };
        let Ok(now) = self.sts.get_caller_identity().send().await else { return Ok(()) };
        match now.account {
            Some(now) if now != shown => Err(errors.other_account(shown, now)),
            Some(account) => {
                *self.account() = Some(KnownAccount { account, credentials: loaded.clone() });
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn account(&self) -> MutexGuard<'_, Option<KnownAccount>> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks STS for the account and principal that the credentials belong to.
    ///
    /// # Errors
    /// STS refuses or can't be reached. An endpoint that serves only Secrets Manager fails here and nowhere else.
    pub async fn identify(&self) -> Result<Identity, ServiceError> {
        let trace = CallTrace::new(Arc::default());
        let permission = "sts:GetCallerIdentity".to_owned();
        let errors = self.errors(Activity::Identify, permission, None, &trace);
        let credentials = self.load_credentials(&errors).await?;
        let call = self.sts.get_caller_identity().customize().interceptor(trace.clone()).send();
        let output = call.await.map_err(|error| errors.translate(&error))?;
        match (output.account, output.arn) {
            (Some(account), Some(arn)) => {
                *self.account() = Some(KnownAccount { account: account.clone(), credentials });
                Ok(Identity { account, arn })
            }
            _ => Err(errors.missing_fields("Account and Arn")),
        }
    }

    fn errors<'a>(
        &'a self,
        activity: Activity,
        permission: String,
        sent_value: Option<&'a ValueBody>,
        trace: &'a CallTrace,
    ) -> ErrorTranslator<'a> {
        ErrorTranslator {
            activity,
            permission,
            login: &self.config.login,
            config_problems: &self.config.config_problems,
            attempt_timeout: self.config.attempt_timeout,
            sent_value,
            proxies: &self.config.proxies,
            trace,
        }
    }
}

/// The timeouts of the SDK, for attempts that may take `attempt`.
pub(super) fn timeouts(attempt: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT.min(attempt))
        .operation_attempt_timeout(attempt)
        .build()
}
