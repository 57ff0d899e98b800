//! The server on a loopback socket.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};

use crate::embedded::{Embedded, Options, serve};

/// Starts a server. Returns its address, a channel that stops it, and its task.
pub(super) async fn start() -> (String, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel();
    let embedded = Embedded::new(Options::default());
    let server = tokio::spawn(serve(listener, embedded, Vec::new(), async move {
        let _ = stopped.await;
    }));
    (address, stop, server)
}

async fn exchange(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).await.unwrap();
        response.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&response).into_owned();
        let complete = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            length.is_some_and(|length| body.len() >= length.parse().unwrap())
        });
        if complete || read == 0 {
            return text;
        }
    }
}

#[tokio::test]
async fn an_sdk_client_works_over_the_socket() {
    let (address, stop, server) = start().await;
    let config = aws_sdk_secretsmanager::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(Credentials::for_tests())
        .region(Region::new("eu-central-1"))
        .endpoint_url(format!("http://{address}"))
        .build();
    let client = Client::from_conf(config);
    client.create_secret().name("s").secret_string("value").send().await.unwrap();
    let value = client.get_secret_value().secret_id("s").send().await.unwrap();
    assert_eq!(value.secret_string(), Some("value"));
    drop(client);
    stop.send(()).unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn a_connection_carries_several_requests_and_unsigned_ones_are_refused() {
    let (address, _stop, _server) = start().await;
    let mut stream = TcpStream::connect(&address).await.unwrap();
    for _ in 0..3 {
        let response =
            exchange(&mut stream, "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}").await;
        assert!(response.starts_with("HTTP/1.1 400"), "{response}");
        assert!(response.contains("MissingAuthenticationTokenException"), "{response}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let (address, _stop, _server) = start().await;
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999\r\n\r\n";
    let response = exchange(&mut stream, head).await;
    assert!(response.starts_with("HTTP/1.1 413"), "{response}");
}
