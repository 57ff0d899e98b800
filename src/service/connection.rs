//! A connection: performs requests with one profile, in one Region, at one endpoint.

use super::api::{
    Activity, Completed, Destination, Endpoint, Identity, ListOrigin, LoginFix, Operation, Request,
    ServiceError,
};
use super::call_trace::CallTrace;
use super::calls::Call;
use super::config_files::ConfigProblems;
use super::errors::ErrorTranslator;
use super::value_transport::CloseAfterValue;
use aws_config::SdkConfig;
use aws_sdk_secretsmanager::config::retry::RetryPartition;
use aws_types::region::Region;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The configuration of a connection.
#[derive(Clone, Debug)]
pub(super) struct ConnectionConfig {
    /// The profile, Region and endpoint.
    pub(super) destination: Destination,
    /// The endpoint of STS, if it is not AWS.
    pub(super) sts_endpoint: Option<String>,
    /// The way to renew the login.
    pub(super) login: LoginFix,
    /// The time that an attempt may take, response included.
    pub(super) attempt_timeout: Duration,
    /// The problems of the config files that may be why credentials are missing.
    pub(super) config_problems: ConfigProblems,
    /// The origin of the lists of this connection; `None` if they must not be cached.
    pub(super) list_origin: Option<ListOrigin>,
}

/// A connection to Secrets Manager and STS. Cheap to clone: clones share HTTP connections and credentials.
#[derive(Clone, Debug)]
pub struct Connection {
    secrets: aws_sdk_secretsmanager::Client,
    /// The client for pages of the list. They have a retry quota of their own: a list that is throttled must not use up
    /// that of the user's requests.
    lists: aws_sdk_secretsmanager::Client,
    sts: aws_sdk_sts::Client,
    config: Arc<ConnectionConfig>,
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
        let lists = secrets.clone().retry_partition(RetryPartition::custom("lists").build());
        Self {
            secrets: aws_sdk_secretsmanager::Client::from_conf(secrets.build()),
            lists: aws_sdk_secretsmanager::Client::from_conf(lists.build()),
            sts: aws_sdk_sts::Client::from_conf(sts.build()),
            config: Arc::new(config),
        }
    }

    /// The same connection in another Region. Requests are signed for that Region; an endpoint that is not AWS stays the
    /// same.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Self {
        let region = region.to_owned();
        let there = |client: &aws_sdk_secretsmanager::Client| {
            let config = client.config().to_builder().region(Region::new(region.clone()));
            aws_sdk_secretsmanager::Client::from_conf(config.build())
        };
        let (secrets, lists) = (there(&self.secrets), there(&self.lists));
        let config = ConnectionConfig {
            destination: Destination { region: region.clone(), ..self.config.destination.clone() },
            list_origin: self.config.list_origin.clone().map(|origin| ListOrigin {
                destination: Destination { region, ..origin.destination },
                ..origin
            }),
            ..ConnectionConfig::clone(&self.config)
        };
        Self { secrets, lists, sts: self.sts.clone(), config: Arc::new(config) }
    }

    /// The profile, Region and endpoint of the connection.
    pub fn destination(&self) -> &Destination {
        &self.config.destination
    }

    /// The origin of lists that are read on this connection; `None` if they must not be cached.
    pub fn list_origin(&self) -> Option<&ListOrigin> {
        self.config.list_origin.as_ref()
    }

    /// Performs a request, retries included. Dropping the future abandons the request.
    pub async fn perform(&self, request: &Request) -> Completed {
        let trace = CallTrace::default();
        let began = Instant::now();
        let errors = ErrorTranslator {
            activity: Operation::from(request).into(),
            permission: request.permission(),
            login: &self.config.login,
            config_problems: &self.config.config_problems,
            attempt_timeout: self.config.attempt_timeout,
            sent_value: request.value(),
            trace: &trace,
        };
        let is_page = matches!(request, Request::ListSecrets { .. });
        let client = if is_page { &self.lists } else { &self.secrets };
        let result = Call { client, trace: &trace, errors: &errors }.perform(request).await;
        Completed {
            result,
            duration: began.elapsed(),
            attempts: trace.attempts(),
            open_attempts: trace.open_attempts(),
            request_id: trace.request_id(),
        }
    }

    /// Asks STS for the account and principal that the credentials belong to.
    ///
    /// # Errors
    /// STS refuses or can't be reached. An endpoint that serves only Secrets Manager fails here and nowhere else.
    pub async fn identify(&self) -> Result<Identity, ServiceError> {
        let trace = CallTrace::default();
        let errors = ErrorTranslator {
            activity: Activity::Identify,
            permission: "sts:GetCallerIdentity".to_owned(),
            login: &self.config.login,
            config_problems: &self.config.config_problems,
            attempt_timeout: self.config.attempt_timeout,
            sent_value: None,
            trace: &trace,
        };
        let call = self.sts.get_caller_identity().customize().interceptor(trace.clone()).send();
        let output = call.await.map_err(|error| errors.translate(&error))?;
        match (output.account, output.arn) {
            (Some(account), Some(arn)) => Ok(Identity { account, arn }),
            _ => Err(errors.missing_fields("Account and Arn")),
        }
    }
}
