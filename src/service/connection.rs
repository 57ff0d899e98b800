//! A connection: performs requests on one profile, Region and endpoint.

use super::api::{
    Activity, Completed, Endpoint, Identity, LoginFix, Operation, Place, Request, ServiceError,
};
use super::calls::Call;
use super::failure::Failure;
use super::watch::Watch;
use aws_config::SdkConfig;
use aws_types::region::Region;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a connection is set to.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// Where requests go.
    pub(super) place: Place,
    /// The endpoint of STS, if it isn't AWS's own.
    pub(super) sts_endpoint: Option<String>,
    /// What renews the login.
    pub(super) login: LoginFix,
    /// How long one attempt may take, answer included.
    pub(super) attempt_timeout: Duration,
}

/// A connection to Secrets Manager and to STS. Cheap to clone; its clones share connections and credentials.
#[derive(Clone, Debug)]
pub struct Connection {
    secrets: aws_sdk_secretsmanager::Client,
    sts: aws_sdk_sts::Client,
    setting: Arc<Setting>,
}

impl Connection {
    pub(super) fn new(config: &SdkConfig, setting: Setting) -> Self {
        let mut secrets = aws_sdk_secretsmanager::config::Builder::from(config);
        if let Endpoint::Url(url) = &setting.place.endpoint {
            secrets = secrets.endpoint_url(url);
        }
        let mut sts = aws_sdk_sts::config::Builder::from(config);
        if let Some(url) = &setting.sts_endpoint {
            sts = sts.endpoint_url(url);
        }
        Self {
            secrets: aws_sdk_secretsmanager::Client::from_conf(secrets.build()),
            sts: aws_sdk_sts::Client::from_conf(sts.build()),
            setting: Arc::new(setting),
        }
    }

    /// The same profile and endpoint in another Region. Requests are signed for it; an endpoint that is not AWS's own stays
    /// the one that it is.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Self {
        let region = region.to_owned();
        let secrets = self.secrets.config().to_builder().region(Region::new(region.clone()));
        let setting = Setting {
            place: Place { region, ..self.setting.place.clone() },
            ..Setting::clone(&self.setting)
        };
        Self {
            secrets: aws_sdk_secretsmanager::Client::from_conf(secrets.build()),
            sts: self.sts.clone(),
            setting: Arc::new(setting),
        }
    }

    /// Where requests go.
    pub fn place(&self) -> &Place {
        &self.setting.place
    }

    /// Performs one request, retries included, and says what came of it. Dropping the future abandons the request.
    pub async fn perform(&self, request: &Request) -> Completed {
        let watch = Watch::default();
        let began = Instant::now();
        let failure = Failure {
            activity: Operation::from(request).into(),
            permission: request.permission(),
            login: &self.setting.login,
            attempt_timeout: self.setting.attempt_timeout,
            sent: request.value(),
            watch: &watch,
        };
        let call = Call { client: &self.secrets, watch: &watch, failure: &failure };
        let result = call.make(request).await;
        Completed {
            result,
            duration: began.elapsed(),
            attempts: watch.attempts(),
            request_id: watch.request_id(),
        }
    }

    /// Asks STS who the credentials belong to. On an endpoint that serves Secrets Manager alone this fails, and
    /// nothing else does.
    ///
    /// # Errors
    /// Whatever keeps STS from answering.
    pub async fn identify(&self) -> Result<Identity, ServiceError> {
        let watch = Watch::default();
        let failure = Failure {
            activity: Activity::Identify,
            permission: "sts:GetCallerIdentity".to_owned(),
            login: &self.setting.login,
            attempt_timeout: self.setting.attempt_timeout,
            sent: None,
            watch: &watch,
        };
        let call = self.sts.get_caller_identity().customize().interceptor(watch.clone()).send();
        let answer = call.await.map_err(|error| failure.explain(&error))?;
        match (answer.account, answer.arn) {
            (Some(account), Some(arn)) => Ok(Identity { account, arn }),
            _ => Err(failure.incomplete("Account and Arn")),
        }
    }
}
