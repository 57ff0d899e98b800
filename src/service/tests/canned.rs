//! An HTTP client that responds from a script, and a clock on which waiting takes no time.

use crate::service::api::{Destination, Endpoint, LoginFix};
use crate::service::connection::timeouts;
use crate::service::connection::{Connection, ConnectionConfig};
use crate::service::connector::ATTEMPT_TIMEOUT;
use crate::service::credentials::RenewableCredentials;
use crate::service::http_client::Proxies;
use crate::service::login::CurrentLogin;
use aws_config::identity::IdentityCache;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_types::region::Region;
use serde_json::Value;
use std::future::{pending, ready};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The scripted outcome of a request.
#[derive(Clone, Debug)]
pub(super) enum Canned {
    /// A response: status, content type, body.
    Response(u16, &'static str, String),
    /// An I/O error.
    Io(io::ErrorKind),
    /// No response, ever.
    NoResponse,
}

impl Canned {
    /// A successful response of the service.
    pub(super) fn ok(body: &Value) -> Self {
        Self::Response(200, JSON, body.to_string())
    }

    /// An error response of the service, as AWS writes it.
    pub(super) fn error(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "__type": code, "Message": message });
        Self::Response(status, JSON, body.to_string())
    }

    /// A web page.
    pub(super) fn page(status: u16) -> Self {
        Self::Response(status, "text/html", "<html><title>Sign in</title></html>".to_owned())
    }
}

const JSON: &str = "application/x-amz-json-1.1";

/// A service that responds from a script. Its last response repeats.
#[derive(Clone, Debug)]
pub(super) struct Script {
    responses: Arc<Vec<Canned>>,
    received: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Script {
    pub(super) fn new(responses: impl IntoIterator<Item = Canned>) -> Self {
        Self { responses: Arc::new(responses.into_iter().collect()), received: Arc::default() }
    }

    /// The requests received: operations with their parameters.
    pub(super) fn received(&self) -> Vec<(String, Value)> {
        self.received.lock().unwrap().clone()
    }

    /// A connection to this service.
    pub(super) fn connect(&self) -> Connection {
        let keys = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
        self.connect_with(keys)
    }

    /// A connection to this service with these credentials.
    pub(super) fn connect_with(&self, credentials: impl ProvideCredentials + 'static) -> Connection {
        let credentials = RenewableCredentials::of_provider(credentials);
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials.clone()))
            .identity_cache(IdentityCache::no_cache())
            .http_client(SharedHttpClient::new(self.clone()))
            .sleep_impl(SharedAsyncSleep::new(NoWait))
            .retry_config(RetryConfig::standard())
            .timeout_config(timeouts(ATTEMPT_TIMEOUT))
            .build();
        let endpoint = Endpoint::Url(ENDPOINT.to_owned());
        let destination = Destination { profile: None, region: "eu-west-1".to_owned(), endpoint };
        let login = CurrentLogin::new(LoginFix::SsoLogin { profile: Some("dev".to_owned()) });
        Connection::new(
            &config,
            ConnectionConfig {
                destination,
                sts_endpoint: Some(ENDPOINT.to_owned()),
                config_problems: crate::service::config_files::ConfigProblems::default(),
                login,
                attempt_timeout: ATTEMPT_TIMEOUT,
                list_origin: None,
                proxies: Proxies::default(),
                credential_source: "the test".into(),
                credentials,
            },
        )
    }

    fn receive(&self, request: &HttpRequest) -> Canned {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.trim_start_matches("secretsmanager.").to_owned();
        let body = serde_json::from_slice(request.body().bytes().unwrap_or_default()).unwrap_or_default();
        let mut received = self.received.lock().unwrap();
        received.push((operation, body));
        self.responses[(received.len() - 1).min(self.responses.len() - 1)].clone()
    }
}

/// The URL of the scripted service.
pub(super) const ENDPOINT: &str = "http://secrets.test:4566";

impl HttpConnector for Script {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let count = self.received.lock().unwrap().len() + 1;
        match self.receive(&request) {
            Canned::Response(status, content_type, body) => {
                let response = http::Response::builder()
                    .status(status)
                    .header("content-type", content_type)
                    .header("x-amzn-RequestId", format!("request-{count}"))
                    .body(SdkBody::from(body))
                    .unwrap();
                HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response).unwrap()))
            }
            Canned::Io(kind) => {
                HttpConnectorFuture::ready(Err(ConnectorError::io(io::Error::from(kind).into())))
            }
            Canned::NoResponse => HttpConnectorFuture::new(pending()),
        }
    }
}

impl HttpClient for Script {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// A clock on which no wait takes any time: neither the pauses between attempts nor a timeout.
#[derive(Debug)]
struct NoWait;

impl AsyncSleep for NoWait {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(ready(()))
    }
}
