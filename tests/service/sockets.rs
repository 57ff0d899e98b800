//! Endpoints that are not Secrets Manager: the real HTTP client against loopback sockets.

use crate::boto;
use crate::perform::fail;
use crate::profile::Profile;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use strongroom::service::api::{ErrorKind, Request, ServiceError};

/// The error of listing secrets at `url`.
async fn list_at(url: &str) -> ServiceError {
    let profile = Profile::of(boto::connection(url));
    let connection = profile.connect().await;
    fail(&connection, Request::ListSecrets { part: None, next_token: None }).await
}

/// A port that sends `answer` to each client that has sent something, and then closes the connection.
fn listen(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback is free");
    let port = listener.local_addr().expect("a listener has an address").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.and_then(|stream| reply(stream, answer));
        }
    });
    port
}

fn reply(mut stream: TcpStream, answer: &[u8]) -> io::Result<()> {
    stream.read_exact(&mut [0])?;
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Write)?;
    // Closing a socket with unread data resets the connection, and the answer could be lost.
    io::copy(&mut stream, &mut io::sink()).map(|_| ())
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_named() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let error = list_at(&url).await;
    assert_eq!(error.kind, ErrorKind::Unreachable { endpoint: Some(url.clone()) });
    assert_eq!(error.message, format!("The connection to {url} was refused: nothing listens there."));
}

#[tokio::test]
async fn a_connection_closed_without_a_response_is_named() {
    let url = format!("http://127.0.0.1:{}", listen(b""));
    let error = list_at(&url).await;
    assert_eq!(error.kind, ErrorKind::ConnectionLost { endpoint: Some(url.clone()) }, "{error}");
    assert!(error.message.contains("closed before a response arrived"), "{error}");
}

#[tokio::test]
async fn a_server_that_does_not_speak_http_is_named() {
    let url = format!("http://127.0.0.1:{}", listen(b"SSH-2.0-OpenSSH_9.9\r\n"));
    let error = list_at(&url).await;
    assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
    assert!(error.message.contains(&url), "{error}");
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_is_named() {
    let url =
        format!("https://127.0.0.1:{}", listen(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"));
    let error = list_at(&url).await;
    assert_eq!(error.kind, ErrorKind::Unreachable { endpoint: Some(url) }, "{error}");
    assert!(error.message.contains("TLS"), "{error}");
}

#[tokio::test]
async fn a_connection_lost_in_the_middle_of_a_response_is_named() {
    let url = format!(
        "http://127.0.0.1:{}",
        listen(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: 99\r\n\r\n{\"Sec")
    );
    let error = list_at(&url).await;
    assert_eq!(error.kind, ErrorKind::ConnectionLost { endpoint: Some(url.clone()) }, "{error}");
    assert!(error.message.contains("in the middle of the response"), "{error}");
}
