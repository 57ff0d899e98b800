//! Clients that send what no SDK would: the server answers or hangs up, and goes on serving others.

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::served::start;

/// A request that is understood, though not signed.
const UNSIGNED: &str = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}";

/// Sends bytes and no more after them; all that comes back until the server hangs up.
async fn send(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may hang up before it has read all, or with something unread.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    read(&mut stream).await
}

async fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answers: &str) -> Vec<&str> {
    answers.lines().filter_map(|line| line.split("HTTP/1.1 ").nth(1)?.get(..3)).collect()
}

async fn assert_it_still_serves(address: &str) {
    assert_eq!(statuses(&send(address, UNSIGNED.as_bytes()).await), ["400"]);
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
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
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\ncontent-length: 50\r\n\r\n{}",
    ] {
        let answer = send(&address, request.as_bytes()).await;
        assert!(matches!(statuses(&answer)[..], [] | ["400"]), "{request:?}: {answer}");
        assert_it_still_serves(&address).await;
    }
}

#[tokio::test]
async fn heads_and_bodies_are_bounded() {
    let (address, _stop, _server) = start().await;
    let many = "x-header: 1\r\n".repeat(1_000);
    let long = "x".repeat(1024 * 1024);
    let token = "x".repeat(50_000);
    let chunk = format!("{:x}\r\n{long}\r\n", long.len());
    for (request, status) in [
        (format!("POST / HTTP/1.1\r\n{many}\r\n"), "431"),
        (format!("POST / HTTP/1.1\r\nx-header: {token}\r\n\r\n"), "400"),
        (format!("POST / HTTP/1.1\r\nx-header: {}\r\n\r\n", token.repeat(4)), "431"),
        (format!("POST / HTTP/1.1\r\nx-header: {long}\r\n\r\n"), "431"),
        (format!("POST /{long} HTTP/1.1\r\n\r\n"), "4"),
        (format!("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"), "413"),
        (format!("POST / HTTP/1.1\r\ncontent-length: {}\r\n\r\n{long}{long}", 2 * long.len()), "413"),
    ] {
        let answer = send(&address, request.as_bytes()).await;
        // Hanging up with something unread can cost the client the answer.
        assert!(statuses(&answer).iter().all(|found| found.starts_with(status)), "{status}: {answer}");
        assert_it_still_serves(&address).await;
    }
}

#[tokio::test]
async fn requests_sent_at_once_are_answered_in_turn() {
    let (address, _stop, _server) = start().await;
    let answers = send(&address, UNSIGNED.repeat(20).as_bytes()).await;
    assert_eq!(statuses(&answers), ["400"; 20]);
    assert_eq!(answers.matches("MissingAuthenticationTokenException").count(), 20);
    // What stands after a body is the next request, whatever it looks like.
    let answers = send(&address, format!("{UNSIGNED}}}}}\r\n\r\n{UNSIGNED}").as_bytes()).await;
    assert_eq!(answers.matches("MissingAuthenticationTokenException").count(), 1, "{answers}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_goes_on_is_hung_up_on() {
    let (address, _stop, _server) = start().await;
    for (begun, status) in [
        ("", &[][..]),
        ("PO", &[]),
        ("POST / HTTP/1.1\r\nhost: x\r\nx-slow:", &[]),
        ("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{", &["408"]),
        ("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{", &["408"]),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        let answer = read(&mut stream).await;
        assert_eq!(statuses(&answer), status, "{begun:?}: {answer}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_on_the_socket_are_answered_or_hung_up_on(
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
        let answers = runtime.block_on(async {
            let (address, _stop, _server) = start().await;
            let answers = send(&address, &pieces.concat()).await;
            assert_it_still_serves(&address).await;
            answers
        });
        prop_assert!(statuses(&answers).iter().all(|status| ["100", "4"].iter().any(|good| status.starts_with(good))), "{}", answers);
    }
}
