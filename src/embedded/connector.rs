//! Access for an SDK client in the same process: the SDK's HTTP client traits, without a socket.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use super::service::Embedded;
use std::fmt;
use std::sync::{Arc, LazyLock};
use tokio::task::spawn_blocking;

impl Embedded {
    /// The HTTP client to give to an SDK client, which then calls this service in process, without a
    /// socket. It serves Secrets Manager and STS.
    pub fn http_client(&self) -> SharedHttpClient {
        let service = self.clone();
        Self::http_client_of(move || service)
    }

    /// Like [`Embedded::http_client`], for a service that the first request creates: on a thread that may block, since many
    /// secrets take their time.
    pub fn http_client_of(create: impl FnOnce() -> Self + Send + 'static) -> SharedHttpClient {
        let create: Create = Box::new(create);
        SharedHttpClient::new(InProcessClient { service: Arc::new(LazyLock::new(create)) })
    }
}

type Create = Box<dyn FnOnce() -> Embedded + Send>;

/// Hands each request to the service and returns its response.
#[derive(Clone)]
struct InProcessClient {
    service: Arc<LazyLock<Embedded, Create>>,
}

impl fmt::Debug for InProcessClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcessClient").finish_non_exhaustive()
    }
}

impl InProcessClient {
    /// The service, created if it is not yet.
    async fn service(&self) -> Embedded {
        if let Some(service) = LazyLock::get(&self.service) {
            return service.clone();
        }
        let service = Arc::clone(&self.service);
        spawn_blocking(move || LazyLock::force(&service).clone())
            .await
            .expect("creating a service does not panic")
    }

    async fn exchange(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
        let (parts, body) = request.into_parts();
        let body = body.bytes().ok_or_else(|| ConnectorError::user("a streaming body".into()))?.to_vec();
        let response = self.service().await.respond(http::Request::from_parts(parts, body)).await;
        HttpResponse::try_from(response.map(SdkBody::from))
            .map_err(|error| ConnectorError::other(error.into(), None))
    }
}

impl HttpConnector for InProcessClient {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().exchange(request))
    }
}

impl HttpClient for InProcessClient {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
