//! Access for other processes: HTTP/1.1 on a socket.

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::request::Parts;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use super::allowed_hosts::{AllowedHosts, Refusal};
use super::connections::{Connections, OpenConnection};
use super::service::Embedded;

/// The limit of bytes in a request body. The service's largest request is under 200 KB.
const MAX_BODY: usize = 1024 * 1024;
/// The limit of bytes in a request head. A session token takes a few thousand bytes.
const MAX_HEAD: usize = 32 * 1024;
/// The limit of headers in a request head. Clients of AWS send a dozen.
const MAX_HEADERS: usize = 100;
/// The time limit for a client to send its headers, and again for its body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that requests in progress get to finish when the server shuts down.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);
/// The pause after the system failed to accept a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves an embedded service on a listener until `shutdown` is ready. Requests in progress then get
/// five seconds to finish. Connections are kept alive; bodies over 1 MiB are refused. Besides loopback
/// names, the listened address and AWS's, requests may be addressed to the host names in `allowed`.
///
/// Signatures are required but not verified, so anyone who can reach the listener can read every
/// secret. Bind it to a loopback address.
pub async fn serve(
    listener: TcpListener,
    embedded: Embedded,
    allowed: Vec<String>,
    shutdown: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let connections = Connections::default();
    let listening = listener.local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip());
    let server = Arc::new(Server { embedded, hosts: AllowedHosts::new(listening, allowed) });
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = connections.accept(&listener) => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, connection)) => spawn_connection(stream, connection, Arc::clone(&server), &graceful),
            Err(error) => {
                tracing::warn!(%error, "failed to accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(SHUTDOWN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were aborted");
    }
}

/// The service, and the hosts that requests to it may name.
struct Server {
    embedded: Embedded,
    hosts: AllowedHosts,
}

fn spawn_connection(
    stream: TcpStream,
    open: OpenConnection,
    server: Arc<Server>,
    graceful: &GracefulShutdown,
) {
    let open = Arc::new(open);
    let used = Arc::clone(&open);
    let service = service_fn(move |request| respond(Arc::clone(&server), Arc::clone(&used), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                tracing::debug!(%error, "a connection failed");
            },
            () = open.closed() => tracing::debug!("an idle connection was closed to make room for another"),
        }
    });
}

async fn respond(
    server: Arc<Server>,
    open: Arc<OpenConnection>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let response = match read_body(&server.hosts, &parts, body).await {
        Ok(body) => open.answer(server.embedded.respond(Request::from_parts(parts, body))).await,
        Err(refused) => refused,
    };
    Ok(response.map(|body| Full::new(Bytes::from(body))))
}

/// Reads the body of a request that may be answered. Otherwise returns the response that refuses it.
async fn read_body(hosts: &AllowedHosts, head: &Parts, body: Incoming) -> Result<Vec<u8>, Response<Vec<u8>>> {
    if head_size(head) > MAX_HEAD {
        return Err(empty_response(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
    }
    hosts.check(head).map_err(|refusal| forbidden(&refusal))?;
    if body.size_hint().lower() > MAX_BODY as u64 {
        return Err(empty_response(StatusCode::PAYLOAD_TOO_LARGE));
    }
    match tokio::time::timeout(READ_TIMEOUT, Limited::new(body, MAX_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes().to_vec()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(empty_response(StatusCode::PAYLOAD_TOO_LARGE))
        }
        Ok(Err(_)) => Err(empty_response(StatusCode::BAD_REQUEST)),
        Err(_) => Err(empty_response(StatusCode::REQUEST_TIMEOUT)),
    }
}

/// The bytes of the request line and the headers, with the separators between them.
fn head_size(head: &Parts) -> usize {
    let headers = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let line = head.method.as_str().len() + head.uri.to_string().len() + "  HTTP/1.1\r\n\r\n".len();
    line + headers.sum::<usize>()
}

/// The response to a request that a web page may have sent. An AWS client shows its message.
fn forbidden(refusal: &Refusal) -> Response<Vec<u8>> {
    tracing::warn!(%refusal, "a request was refused");
    let mut response = empty_response(StatusCode::FORBIDDEN);
    let body = json!({ "__type": "AccessDeniedException", "Message": refusal.to_string() });
    *response.body_mut() = body.to_string().into_bytes();
    let content_type = HeaderValue::from_static("application/x-amz-json-1.1");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

/// A response without a body that closes the connection.
fn empty_response(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
