//! The door for clients in other processes: HTTP/1.1 on a socket.

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

use super::Embedded;

/// The largest body that is read, in bytes. The service's largest request is under 200 KB.
const MAX_BODY: usize = 1024 * 1024;
/// About the longest head of a request, in bytes: what came in one read more is let through. A session
/// token takes a few thousand.
const MAX_HEAD: usize = 64 * 1024;
/// How many connections are served at a time; more wait to be accepted.
const MAX_CONNECTIONS: usize = 1024;
/// How long a client may take for its headers, and again for its body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How long running requests may take to end when the server shuts down.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait before accepting again when the machine refused to.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves an embedded service on a listener until `shutdown` is ready; requests that run then may
/// end, for up to five seconds. Connections are kept alive, bodies over 1 MiB are refused.
///
/// It checks that requests are signed, not by whom: whoever reaches the listener reads every
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
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(SHUTDOWN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
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
            tracing::debug!(%error, "a connection broke");
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
        return Ok(bare(StatusCode::PAYLOAD_TOO_LARGE).map(|body| Full::new(Bytes::from(body))));
    }
    let body = tokio::time::timeout(READ_TIMEOUT, Limited::new(body, MAX_BODY).collect()).await;
    let answer = match body {
        Ok(Ok(body)) => embedded.answer(Request::from_parts(parts, body.to_bytes().to_vec())).await,
        Ok(Err(error)) if error.is::<LengthLimitError>() => bare(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => bare(StatusCode::BAD_REQUEST),
        Err(_) => bare(StatusCode::REQUEST_TIMEOUT),
    };
    Ok(answer.map(|body| Full::new(Bytes::from(body))))
}

/// An answer with no body, on a connection that ends with it.
fn bare(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response.headers_mut().insert(http::header::CONNECTION, http::HeaderValue::from_static("close"));
    response
}
