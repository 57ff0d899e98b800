//! Errors of the network: endpoints that can't be reached, and connections that are lost.

use super::{causes, tls};
use crate::service::api::ErrorKind;
use crate::service::http_client::ProxyName;
use std::error::Error;
use std::io;

/// The hint for a server that expects TLS.
pub(super) const TRY_HTTPS: &str = "If it expects TLS, begin its URL with https://.";

/// Phrases of the HTTP library, in lower case, for the head of a response that breaks its rules.
const BAD_HEAD: [&str; 3] =
    ["content-length parsed", "transfer-encoding parsed", "message head is too large"];

/// The hint for a server that does not speak TLS.
pub(super) const TRY_HTTP: &str = "If it does not speak TLS, begin its URL with http://.";

/// Explains a failure to connect, or a connection that was lost before the response. Names the endpoint.
///
/// A connection through a `proxy` fails there first: then it is named instead.
pub(super) fn explain(
    error: &(dyn Error + 'static),
    endpoint: Option<String>,
    proxy: Option<&ProxyName>,
) -> (ErrorKind, String) {
    if let Some(explained) = proxy.and_then(|proxy| explain_proxy(error, proxy, endpoint.as_deref())) {
        return explained;
    }
    if let Some(error) = causes::find::<rustls::Error>(error) {
        let server = endpoint.as_deref().unwrap_or("the endpoint");
        if let Some((problem, words)) = tls::explain(error, server) {
            return (ErrorKind::Tls { endpoint, problem }, words);
        }
    }
    let is_plain = endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    let to = endpoint.as_deref().map(|endpoint| format!(" to {endpoint}")).unwrap_or_default();
    let details = causes::one_line(error);
    let text = details.to_lowercase();
    if text.contains("handshake eof") || (!is_plain && text.contains("tls") && text.contains("eof")) {
        let words = format!("The connection{to} was closed while TLS was agreed on. {TRY_HTTP}");
        return (ErrorKind::Unreachable { endpoint }, words);
    }
    if is_lost(error, &text) {
        let words = format!("The connection{to} was closed before a response arrived.");
        return (ErrorKind::ConnectionLost { endpoint }, words);
    }
    let words = match io_kind(error) {
        Some(io::ErrorKind::ConnectionRefused) => {
            format!("The connection{to} was refused: nothing listens there.")
        }
        _ if text.contains("invalid http") || text.contains("unexpected message") => {
            let hint = if is_plain { format!(" {TRY_HTTPS}") } else { String::new() };
            return (
                ErrorKind::InvalidResponse,
                format!("The server does not speak HTTP, connecting{to}: {details}.{hint}"),
            );
        }
        _ if BAD_HEAD.iter().any(|phrase| text.contains(phrase)) => {
            let from = endpoint.as_deref().map(|endpoint| format!(" from {endpoint}")).unwrap_or_default();
            let words = format!("The response{from} is not valid HTTP: {details}.");
            return (ErrorKind::InvalidResponse, words);
        }
        _ if text.contains("invalidcontenttype") => {
            format!("The server does not speak TLS, connecting{to}. {TRY_HTTP}")
        }
        _ if text.contains("dns error") || text.contains("failed to lookup address") => {
            format!("The host name could not be resolved, connecting{to}: {details}.")
        }
        _ if text.contains("connect timeout") => format!("The connection{to} timed out: {details}."),
        _ if text.contains("certificate") || text.contains("tls") || text.contains("handshake") => {
            format!("No secure connection{to} could be made: {details}.")
        }
        _ => format!("The connection{to} failed: {details}."),
    };
    (ErrorKind::Unreachable { endpoint }, words)
}

/// Explains a proxy that can't be reached, or that refuses to connect; `None` for what went wrong behind it.
fn explain_proxy(
    error: &(dyn Error + 'static),
    proxy: &ProxyName,
    endpoint: Option<&str>,
) -> Option<(ErrorKind, String)> {
    let details = causes::one_line(error);
    let text = details.to_lowercase();
    let ProxyName { url, variable } = proxy;
    let to = endpoint.unwrap_or("the endpoint");
    let words = match io_kind(error) {
        _ if text.contains("authorization required") => return Some(login_to_proxy(proxy)),
        _ if text.contains("tunnel") => {
            format!("The proxy {url} ({variable}) did not connect to {to}: {details}.")
        }
        Some(io::ErrorKind::ConnectionRefused) => {
            format!("The connection to the proxy {url} ({variable}) was refused: nothing listens there.")
        }
        _ if text.contains("dns error") || text.contains("failed to lookup address") => {
            format!("The host name of the proxy {url} ({variable}) could not be resolved: {details}.")
        }
        _ if text.contains("connect timeout") => {
            format!("The connection to the proxy {url} ({variable}) timed out: {details}.")
        }
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable) => {
            format!("The proxy {url} ({variable}) can't be reached: {details}.")
        }
        _ => return None,
    };
    Some((kind(proxy), words))
}

/// Explains a proxy that wants a login (HTTP 407).
pub(super) fn login_to_proxy(proxy: &ProxyName) -> (ErrorKind, String) {
    let ProxyName { url, variable } = proxy;
    let words = format!(
        "The proxy {url} wants a login (HTTP 407), which {variable} lacks or has wrong: http://USER:PASSWORD@HOST:PORT."
    );
    (kind(proxy), words)
}

fn kind(ProxyName { url, variable }: &ProxyName) -> ErrorKind {
    ErrorKind::Proxy { proxy: url.clone(), variable: variable.clone() }
}

/// Explains a connection that was lost in the middle of the response.
pub(super) fn lost_in_response(endpoint: Option<String>) -> (ErrorKind, String) {
    let to = endpoint.as_deref().map(|endpoint| format!(" to {endpoint}")).unwrap_or_default();
    (
        ErrorKind::ConnectionLost { endpoint },
        format!("The connection{to} was closed in the middle of the response."),
    )
}

/// True if the connection was made, and lost before the response.
fn is_lost(error: &(dyn Error + 'static), text: &str) -> bool {
    matches!(
        io_kind(error),
        Some(
            io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof
        )
    ) || text.contains("message completed")
        || text.contains("connection closed")
}

/// The kind of the innermost I/O error.
fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    causes::chain(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).last().map(io::Error::kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(error: &io::Error) -> String {
        explain(error, Some("http://127.0.0.1:9".into()), None).1
    }

    #[test]
    fn the_endpoint_is_named_with_the_reason() {
        let refused = words(&io::ErrorKind::ConnectionRefused.into());
        assert_eq!(refused, "The connection to http://127.0.0.1:9 was refused: nothing listens there.");
        let reset = words(&io::ErrorKind::ConnectionReset.into());
        assert!(reset.contains("http://127.0.0.1:9 was closed"), "{reset}");
        let name = words(&io::Error::other("dns error: failed to lookup address information"));
        assert!(name.contains("could not be resolved") && name.contains("http://127.0.0.1:9"), "{name}");
        let tls = words(&io::Error::other("invalid peer certificate: UnknownIssuer"));
        assert!(tls.contains("secure connection") && tls.contains("UnknownIssuer"), "{tls}");
        let plain = words(&io::Error::other("received corrupt message of type InvalidContentType"));
        assert!(plain.contains("does not speak TLS"), "{plain}");
        let other = words(&io::Error::other("network is unreachable"));
        assert!(other.contains("network is unreachable"), "{other}");
    }

    #[test]
    fn a_server_that_does_not_speak_http_gives_an_invalid_response() {
        for text in ["invalid HTTP version parsed", "received unexpected message from connection"] {
            assert_eq!(explain(&io::Error::other(text), None, None).0, ErrorKind::InvalidResponse, "{text}");
        }
        for text in [
            "invalid content-length parsed",
            "unexpected transfer-encoding parsed",
            "message head is too large",
        ] {
            let words = words(&io::Error::other(text));
            assert!(words.starts_with("The response from http://127.0.0.1:9 is not valid HTTP: "), "{words}");
        }
    }
}
