//! Access for other processes: HTTP/1.1 on a socket.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::service::Embedded;

/// The limit of bytes in a request body. The service's largest request is under 200 KB.
const MAX_BODY: usize = 1024 * 1024;
/// The limit of bytes in a request head, which one read may exceed. A session token takes a few
/// thousand bytes.
const MAX_HEAD: usize = 64 * 1024;
/// The limit of connections that are served at a time. Further connections wait to be accepted.
const MAX_CONNECTIONS: usize = 1024;
/// The time limit for a client to send its headers, and again for its body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that requests in progress get to finish when the server shuts down.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);
/// The pause after the system failed to accept a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves an embedded service on a listener until `shutdown` is ready. Requests in progress then get
/// five seconds to finish. Connections are kept alive; bodies over 1 MiB are refused.
///
/// Signatures are required but not verified, so anyone who can reach the listener can read every
/// secret. Bind it to a loopback address.
pub async fn serve(listener: TcpListener, embedded: Embedded, shutdown: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &connections) => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, permit)) => spawn_connection(stream, permit, embedded.clone(), &graceful),
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

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(connections).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, permit))
}

fn spawn_connection(
    stream: TcpStream,
    permit: OwnedSemaphorePermit,
    embedded: Embedded,
    graceful: &GracefulShutdown,
) {
    let service = service_fn(move |request| respond(embedded.clone(), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection failed");
        }
        drop(permit);
    });
}

async fn respond(
    embedded: Embedded,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    if body.size_hint().lower() > MAX_BODY as u64 {
        return Ok(empty_response(StatusCode::PAYLOAD_TOO_LARGE).map(|body| Full::new(Bytes::from(body))));
    }
    let body = tokio::time::timeout(READ_TIMEOUT, Limited::new(body, MAX_BODY).collect()).await;
    let response = match body {
        Ok(Ok(body)) => embedded.respond(Request::from_parts(parts, body.to_bytes().to_vec())).await,
        Ok(Err(error)) if error.is::<LengthLimitError>() => empty_response(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => empty_response(StatusCode::BAD_REQUEST),
        Err(_) => empty_response(StatusCode::REQUEST_TIMEOUT),
    };
    Ok(response.map(|body| Full::new(Bytes::from(body))))
}

/// A response without a body that closes the connection.
fn empty_response(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response.headers_mut().insert(http::header::CONNECTION, http::HeaderValue::from_static("close"));
    response
}
