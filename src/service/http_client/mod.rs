//! The HTTP client of a connection: with the proxies and the trusted certificates that the AWS CLI would use.

mod ca_bundle;
mod limit;
mod proxies;

pub(super) use ca_bundle::CaBundle;
pub(super) use limit::RESPONSE_LIMIT;
pub(super) use proxies::{Proxies, ProxyName};

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext};
use aws_smithy_http_client::{Builder, ConnectorBuilder};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use http::Uri;
use limit::WithLimit;
use proxies::is_https;

/// A client that goes through `proxies` and trusts `ca_bundle`, or else the certificates of this machine, and that reads no
/// response beyond the limit. Nothing is opened before the first request.
pub(super) fn client(proxies: Proxies, ca_bundle: Option<&CaBundle>) -> SharedHttpClient {
    WithLimit(routed(proxies, ca_bundle)).into_shared()
}

fn routed(proxies: Proxies, ca_bundle: Option<&CaBundle>) -> SharedHttpClient {
    let tls = ca_bundle.map(CaBundle::tls_context).unwrap_or_default();
    let direct = through(ProxyConfig::disabled(), tls.clone());
    if proxies.is_empty() {
        return direct;
    }
    let client = |proxy: &ProxyConfig| through(proxy.clone(), tls.clone());
    let [http, https] = [proxies.http().map(client), proxies.https().map(client)];
    Routed { proxies, direct, http, https }.into_shared()
}

/// Loads the certificates of this machine, which all later clients share. Blocks while it reads files; without it the first
/// request would.
pub(super) fn load_system_certificates() {
    drop(ConnectorBuilder::default().tls_provider(tls_provider()).build());
}

/// TLS with AWS's own cryptography, whose key exchange withstands quantum computers too.
fn tls_provider() -> Provider {
    Provider::rustls(CryptoMode::AwsLc)
}

/// A client that goes through one proxy, or through none.
fn through(proxy: ProxyConfig, tls: TlsContext) -> SharedHttpClient {
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = ConnectorBuilder::default()
            .tls_provider(tls_provider())
            .tls_context(tls.clone())
            .proxy_config(proxy.clone());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        connector.build()
    })
}

/// Clients or connectors for each way to a host.
#[derive(Debug)]
struct Routed<T> {
    proxies: Proxies,
    direct: T,
    http: Option<T>,
    https: Option<T>,
}

impl<T> Routed<T> {
    /// The way to `uri`.
    fn route(&self, uri: &Uri) -> &T {
        let proxied = if is_https(uri) { self.https.as_ref() } else { self.http.as_ref() };
        proxied.filter(|_| !self.proxies.are_bypassed(uri)).unwrap_or(&self.direct)
    }
}

impl HttpClient for Routed<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = |client: &SharedHttpClient| client.http_connector(settings, components);
        Routed {
            proxies: self.proxies.clone(),
            direct: connector(&self.direct),
            http: self.http.as_ref().map(connector),
            https: self.https.as_ref().map(connector),
        }
        .into_shared()
    }
}

impl HttpConnector for Routed<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match request.uri().parse::<Uri>() {
            Ok(uri) => self.route(&uri).call(request),
            Err(_) => self.direct.call(request),
        }
    }
}
