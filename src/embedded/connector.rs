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

impl Embedded {
    /// The HTTP client to give to an SDK client, which then calls this service in process, without a
    /// socket. It serves Secrets Manager and STS.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(InProcessClient { service: self.clone() })
    }
}

/// Hands each request to the service and returns its response.
#[derive(Clone, Debug)]
struct InProcessClient {
    service: Embedded,
}

impl InProcessClient {
    async fn exchange(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
        let (parts, body) = request.into_parts();
        let body = body.bytes().ok_or_else(|| ConnectorError::user("a streaming body".into()))?.to_vec();
        let response = self.service.respond(http::Request::from_parts(parts, body)).await;
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
