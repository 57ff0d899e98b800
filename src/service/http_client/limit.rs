//! A limit on the size of a response: an endpoint that never stops sending must not fill the memory.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_types::body::SdkBody;
use http_body_util::Limited;

/// The most bytes of a response. A page of 100 secrets, each with 50 long tags, or 20 of the longest values stays below.
pub(in crate::service) const RESPONSE_LIMIT: usize = 32 << 20;

/// A client or a connector that reads no response beyond the limit.
#[derive(Debug)]
pub(super) struct WithLimit<T>(pub(super) T);

impl HttpClient for WithLimit<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        WithLimit(self.0.http_connector(settings, components)).into_shared()
    }
}

impl HttpConnector for WithLimit<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let response = self.0.call(request);
        HttpConnectorFuture::new(async move { Ok(limited(response.await?)) })
    }
}

fn limited(mut response: HttpResponse) -> HttpResponse {
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    *response.body_mut() = SdkBody::from_body_1_x(Limited::new(body, RESPONSE_LIMIT));
    response
}
