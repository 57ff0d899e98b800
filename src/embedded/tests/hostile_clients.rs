//! Clients that send malformed HTTP: the server responds or disconnects, and keeps serving others.

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::http_server::start;

/// A valid HTTP request without a signature.
const UNSIGNED: &str = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}";

/// Sends bytes, closes the sending side, and returns everything that the server sends until it
/// disconnects.
async fn send(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may disconnect before it has read everything.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    read(&mut stream).await
}

async fn read(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8_lossy(&response).into_owned()
}

fn statuses(responses: &str) -> Vec<&str> {
    responses.lines().filter_map(|line| line.split("HTTP/1.1 ").nth(1)?.get(..3)).collect()
}

async fn assert_still_serving(address: &str) {
    assert_eq!(statuses(&send(address, UNSIGNED.as_bytes()).await), ["400"]);
}

#[tokio::test]
async fn malformed_http_is_refused() {
    let (address, _stop, _server) = start().await;
    for request in [
        "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03 a TLS greeting",
        "POST\r\n\r\n",
        "POST / HTTP/9.9\r\n\r\n",
        "POST / HTTP/1.1\r\nno colon here\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 99999999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
        "POST / HTTP/1.1\r\ntransfer-encoding: sideways\r\n\r\n{}",
        "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 50\r\n\r\n{}",
    ] {
        let response = send(&address, request.as_bytes()).await;
        assert!(matches!(statuses(&response)[..], [] | ["400"]), "{request:?}: {response}");
        assert_still_serving(&address).await;
    }
}

#[tokio::test]
async fn the_sizes_of_heads_and_bodies_are_limited() {
    let (address, _stop, _server) = start().await;
    let many = "x-header: 1\r\n".repeat(1_000);
    let some = "x-header: 1\r\n".repeat(90);
    let long = "x".repeat(1024 * 1024);
    let token = "x".repeat(50_000);
    let chunk = format!("{:x}\r\n{long}\r\n", long.len());
    for (request, status) in [
        (format!("POST / HTTP/1.1\r\n{many}\r\n"), "431"),
        (format!("POST / HTTP/1.1\r\nhost: localhost\r\n{some}\r\n"), "400"),
        (format!("POST / HTTP/1.1\r\nhost: localhost\r\nx-header: {}\r\n\r\n", &token[..30_000]), "400"),
        (format!("POST / HTTP/1.1\r\nhost: localhost\r\nx-header: {}\r\n\r\n", &token[..33_000]), "431"),
        (format!("POST / HTTP/1.1\r\nx-header: {token}\r\n\r\n"), "431"),
        (format!("POST / HTTP/1.1\r\nx-header: {}\r\n\r\n", token.repeat(4)), "431"),
        (format!("POST / HTTP/1.1\r\nx-header: {long}\r\n\r\n"), "431"),
        (format!("POST /{long} HTTP/1.1\r\n\r\n"), "4"),
        (
            format!(
                "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"
            ),
            "413",
        ),
        (
            format!(
                "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{long}{long}",
                2 * long.len()
            ),
            "413",
        ),
    ] {
        let response = send(&address, request.as_bytes()).await;
        // The client may miss the response if the server disconnects before it has read everything.
        assert!(statuses(&response).iter().all(|found| found.starts_with(status)), "{status}: {response}");
        assert_still_serving(&address).await;
    }
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let (address, _stop, _server) = start().await;
    let responses = send(&address, UNSIGNED.repeat(20).as_bytes()).await;
    assert_eq!(statuses(&responses), ["400"; 20]);
    assert_eq!(responses.matches("MissingAuthenticationTokenException").count(), 20);
    // The bytes after a body are parsed as the next request.
    let responses = send(&address, format!("{UNSIGNED}}}}}\r\n\r\n{UNSIGNED}").as_bytes()).await;
    assert_eq!(responses.matches("MissingAuthenticationTokenException").count(), 1, "{responses}");
}

#[tokio::test(start_paused = true)]
async fn a_stalled_client_is_disconnected() {
    let (address, _stop, _server) = start().await;
    for (sent, status) in [
        ("", &[][..]),
        ("PO", &[]),
        ("POST / HTTP/1.1\r\nhost: localhost\r\nx-slow:", &[]),
        ("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 50\r\n\r\n{", &["408"]),
        ("POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{", &["408"]),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let response = read(&mut stream).await;
        assert_eq!(statuses(&response), status, "{sent:?}: {response}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_on_the_socket_get_a_response_or_a_disconnect(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..50),
                Just(b"POST / HTTP/1.1\r\n".to_vec()),
                "(content-length|transfer-encoding|expect|connection|upgrade): [ -~]{0,12}\r\n"
                    .prop_map(String::into_bytes),
                "content-length: [0-9]{1,4}\r\n".prop_map(String::into_bytes),
                Just(b"transfer-encoding: chunked\r\n".to_vec()),
                Just(b"\r\n".to_vec()),
                Just(b"2\r\n{}\r\n0\r\n\r\n".to_vec()),
                Just(UNSIGNED.as_bytes().to_vec()),
            ],
            0..12,
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let responses = runtime.block_on(async {
            let (address, _stop, _server) = start().await;
            let responses = send(&address, &pieces.concat()).await;
            assert_still_serving(&address).await;
            responses
        });
        prop_assert!(statuses(&responses).iter().all(|status| ["100", "4"].iter().any(|good| status.starts_with(good))), "{}", responses);
    }
}
