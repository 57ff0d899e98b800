//! Trusted certificates and proxies: the real HTTP client, on the loopback.

use crate::service::Connector;
use crate::service::api::{ConnectionTarget, ErrorKind, Reply, Request, ServiceError, TlsProblem};
use crate::service::environment::AwsEnvironment;
use crate::service::http_client::RESPONSE_LIMIT;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use tempfile::TempDir;

/// An HTTPS server with a certificate of its own CA.
struct TlsServer {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl TlsServer {
    fn start() -> Self {
        Self::of_kind("good")
    }

    /// A server with a fault; `tls_server.py` lists the kinds.
    fn of_kind(kind: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = root.join("target/venv/bin/python");
        assert!(python.exists(), "{} is missing: tests/run installs it", python.display());
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(python)
            .arg(root.join("src/service/tests/tls_server.py"))
            .arg(folder.path().join("ca.pem"))
            .arg(kind)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the server prints its port");
        Self { process, port, folder }
    }

    /// The file with its CA.
    fn ca(&self) -> String {
        self.folder.path().join("ca.pem").display().to_string()
    }

    fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A proxy that keeps the first lines and the `proxy-authorization` of what it is asked.
struct Proxy {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// A proxy that leads to `port`, whatever host it is asked for; without a port it answers requests itself.
    fn start(port: Option<u16>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self { port: listener.local_addr().unwrap().port(), asked: Arc::default() };
        let asked = proxy.asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let asked = asked.clone();
                thread::spawn(move || serve(stream, port, &asked));
            }
        });
        proxy
    }

    fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, port: Option<u16>, asked: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    let mut said = first.trim_end().to_owned();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.starts_with("proxy-authorization") {
            said = format!("{said} {}", line.trim_end());
        }
        if let Some(value) = header.strip_prefix("content-length: ") {
            length = value.parse().map_err(io::Error::other)?;
        }
        if header.is_empty() {
            break;
        }
    }
    asked.lock().unwrap().push(said);
    let Some(port) = port else {
        reader.read_exact(&mut vec![0; length])?;
        let body = r#"{"SecretList":[]}"#;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length:";
        return reader.get_mut().write_all(format!("{head} {}\r\n\r\n{body}", body.len()).as_bytes());
    };
    let mut client = reader.into_inner();
    let mut server = TcpStream::connect(("127.0.0.1", port))?;
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(Shutdown::Both);
    });
    io::copy(&mut server, &mut client).map(drop)
}

/// A service that answers each request with a secret, or refuses its access key. Keeps the access keys.
pub(super) struct Recorder {
    port: u16,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    access_keys: Vec<String>,
    refused: Vec<String>,
}

impl Recorder {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let recorder = Self { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let seen = recorder.seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                thread::spawn(move || answer(stream, &seen));
            }
        });
        recorder
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Refuses an access key from now on.
    pub(super) fn refuse(&self, access_key: &str) {
        self.seen.lock().unwrap().refused.push(access_key.to_owned());
    }

    /// The access keys of the requests.
    pub(super) fn access_keys(&self) -> Vec<String> {
        self.seen.lock().unwrap().access_keys.clone()
    }
}

fn answer(stream: TcpStream, seen: &Mutex<Seen>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut access_key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some((_, rest)) = line.split_once("Credential=") {
            access_key = rest.split('/').next().unwrap_or_default().to_owned();
        }
        if let Some(value) = line.to_ascii_lowercase().trim_end().strip_prefix("content-length: ") {
            length = value.parse().map_err(io::Error::other)?;
        }
        if line.trim_end().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    let is_refused = {
        let mut seen = seen.lock().unwrap();
        seen.access_keys.push(access_key.clone());
        seen.refused.contains(&access_key)
    };
    let (status, body) = if is_refused {
        ("400 Bad Request", r#"{"__type":"ExpiredTokenException","message":"expired"}"#)
    } else {
        (
            "200 OK",
            r#"{"ARN":"arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf","Name":"a","SecretList":[]}"#,
        )
    };
    let head =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/x-amz-json-1.1\r\n");
    let head = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    reader.get_mut().write_all(head.as_bytes())
}

/// Lists the secrets at `url` in this environment.
async fn list(url: &str, env: &[(&str, &str)], config: &str) -> Result<Reply, ServiceError> {
    let config = format!("[profile x]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = x\n{config}");
    let target = ConnectionTarget {
        profile: Some("x".to_owned()),
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(url.to_owned()),
    };
    let connector = Connector::in_environment(AwsEnvironment::fake(env, &config));
    connector
        .connect(&target)
        .await?
        .perform(&Request::ListSecrets { part: None, next_token: None })
        .await
        .result
}

#[tokio::test]
async fn certificates_of_the_environment_or_the_config_file_are_trusted() {
    let server = TlsServer::start();
    let (url, ca) = (server.url(), server.ca());
    let error = list(&url, &[], "").await.unwrap_err();
    let problem = TlsProblem::UnknownIssuer;
    assert_eq!(error.kind, ErrorKind::Tls { endpoint: Some(url.clone()), problem }, "{error}");
    assert!(error.message.contains("certificate"), "{error}");
    assert!(error.next().contains("AWS_CA_BUNDLE"), "{error}");
    assert!(error.wants_reconnect(), "a refresh must read the certificates again");
    list(&url, &[("AWS_CA_BUNDLE", &ca)], "").await.unwrap();
    list(&url, &[("REQUESTS_CA_BUNDLE", &ca)], "").await.unwrap();
    list(&url, &[], &format!("ca_bundle = {ca}\n")).await.unwrap();
    // The environment wins over the config file.
    list(&url, &[("AWS_CA_BUNDLE", &ca)], "ca_bundle = /no/bundle\n").await.unwrap();
}

#[tokio::test]
async fn each_fault_of_a_certificate_is_told_in_words_with_what_to_do() {
    for (kind, problem, says, next) in [
        ("self-signed", TlsProblem::UnknownIssuer, "self-signed, or of a private CA", "AWS_CA_BUNDLE"),
        ("ca-as-server", TlsProblem::CaCertificate, "one of a CA, probably self-signed", "AWS_CA_BUNDLE"),
        ("other-ca", TlsProblem::UnknownIssuer, "no CA that is trusted here", "AWS_CA_BUNDLE"),
        ("expired", TlsProblem::Expired, "has expired: it was valid until 20", "Check the clock"),
        (
            "not-yet-valid",
            TlsProblem::NotYetValid,
            "is not valid yet: it is valid from 20",
            "Check the clock",
        ),
        (
            "other-name",
            TlsProblem::OtherName,
            "is for elsewhere.test and 127.0.0.9, not for 127.0.0.1",
            "--endpoint-url",
        ),
        ("client-purpose", TlsProblem::UnusableCertificate, "is not one for servers", "another certificate"),
        ("old-tls", TlsProblem::NothingInCommon, "TLS", "TLS 1.2 or 1.3"),
        ("client-certificate", TlsProblem::ClientCertificate, "a certificate of its clients", "endpoint"),
    ] {
        let server = TlsServer::of_kind(kind);
        let ca = server.ca();
        let env = [("AWS_CA_BUNDLE", ca.as_str())];
        let error = list(&server.url(), &env, "").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Tls { endpoint: Some(server.url()), problem }, "{kind}: {error}");
        assert!(error.message.contains(says), "{kind}: {error}");
        assert!(error.next().contains(next), "{kind}: {error}");
        for name in ["Error", "CaUsed", "(UNIX)", "DnsName"] {
            assert!(!error.to_string().contains(name), "{kind}: {error}");
        }
    }
}

#[tokio::test]
async fn a_tunnel_through_a_proxy_trusts_the_same_certificates() {
    let server = TlsServer::start();
    let proxy = Proxy::start(Some(server.port));
    let (ca, address) = (server.ca(), proxy.address());
    let env = [("AWS_CA_BUNDLE", ca.as_str()), ("HTTPS_PROXY", &address)];
    list("https://secrets.test:7443", &env, "").await.unwrap();
    assert_eq!(proxy.asked(), ["CONNECT secrets.test:7443 HTTP/1.1"]);
}

#[tokio::test]
async fn requests_over_http_go_through_their_proxy_with_its_password() {
    let proxy = Proxy::start(None);
    let url = format!("http://user:p%40ss@{}", proxy.address());
    list("http://secrets.test:7000", &[("http_proxy", &url)], "").await.unwrap();
    let asked = proxy.asked().join("\n");
    assert!(asked.starts_with("POST http://secrets.test:7000/ HTTP/1.1"), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpwqhnz"), "{asked}");
}

#[tokio::test]
async fn the_loopback_goes_past_a_proxy_only_if_no_proxy_says_so() {
    let (proxy, server) = (Proxy::start(None), Proxy::start(None));
    let (through, url) = (proxy.address(), format!("http://{}", server.address()));
    list(&url, &[("HTTP_PROXY", &through)], "").await.unwrap();
    assert_eq!((proxy.asked().len(), server.asked().len()), (1, 0));
    list(&url, &[("HTTP_PROXY", &through), ("NO_PROXY", "localhost, 127.0.0.1")], "").await.unwrap();
    assert_eq!((proxy.asked().len(), server.asked().len()), (1, 1));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_in_the_advice() {
    let env = [("HTTP_PROXY", "127.0.0.1:9")];
    let error = list("http://secrets.test", &env, "").await.unwrap_err();
    assert_eq!(error.what(), "Can't get through the proxy http://127.0.0.1:9", "{error}");
    assert!(error.next().contains("HTTP_PROXY"), "{error}");
    let env = [("https_proxy", "http://user:hunter2@127.0.0.1:9")];
    let error = list("https://secrets.test", &env, "").await.unwrap_err();
    assert_eq!(error.what(), "Can't get through the proxy http://127.0.0.1:9", "{error}");
    assert!(error.next().contains("https_proxy") && !error.to_string().contains("hunter2"), "{error}");
}

/// A server that answers every request with this.
fn answering(response: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || respond(stream, response));
        }
    });
    address
}

fn respond(mut stream: TcpStream, response: &str) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && !line.trim_end().is_empty() {
        line.clear();
    }
    stream.write_all(response.as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    io::copy(&mut reader, &mut io::sink()).map(drop)
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named_instead_of_the_endpoint() {
    for (response, words) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
            "wants a login (HTTP 407)",
        ),
        ("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", "did not connect to https://secrets.test"),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", "did not connect to https://secrets.test"),
        ("", "did not connect to https://secrets.test"),
    ] {
        let proxy = answering(response);
        let url = format!("http://user:hunter2@{proxy}");
        let error = list("https://secrets.test", &[("HTTPS_PROXY", &url)], "").await.unwrap_err();
        assert_eq!(error.what(), format!("Can't get through the proxy http://{proxy}"), "{error}");
        assert!(error.message.contains(words) && error.message.contains("HTTPS_PROXY"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
    let proxy = answering("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    let error = list("http://secrets.test", &[("HTTP_PROXY", &proxy)], "").await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Proxy { .. }), "{error}");
    let proxy =
        answering("HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 7\r\n\r\n<html>x");
    let error = list("http://secrets.test", &[("HTTP_PROXY", &proxy)], "").await.unwrap_err();
    assert!(error.message.contains(&format!("The proxy http://{proxy}, or the endpoint")), "{error}");
}

#[tokio::test]
async fn a_wrong_scheme_is_hinted_at() {
    let server = TlsServer::start();
    let error = list(&format!("http://127.0.0.1:{}", server.port), &[], "").await.unwrap_err();
    assert!(error.message.contains("begin its URL with https://"), "{error}");
    let page = "HTTP/1.1 400 Bad Request\r\ncontent-length: 48\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    let error = list(&format!("http://{}", answering(page)), &[], "").await.unwrap_err();
    assert!(error.message.contains("begin its URL with https://"), "{error}");

    let plain = Recorder::start();
    let error = list(&plain.url().replace("http:", "https:"), &[], "").await.unwrap_err();
    assert!(error.message.contains("begin its URL with http://"), "{error}");
    let talking = answering("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    let error = list(&format!("https://{talking}"), &[], "").await.unwrap_err();
    assert!(error.message.contains("begin its URL with http://"), "{error}");
    let closing = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closing.local_addr().unwrap().port();
    thread::spawn(move || closing.incoming().for_each(drop));
    let error = list(&format!("https://127.0.0.1:{port}"), &[], "").await.unwrap_err();
    assert!(error.message.contains("begin its URL with http://"), "{error}");
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_with_how_far() {
    let body = r#"{"__type":"InvalidSignatureException","message":"Signature expired: x"}"#;
    let response = format!(
        "HTTP/1.1 400 Bad Request\r\ndate: Thu, 01 Jan 2099 00:00:00 GMT\r\ncontent-type: application/x-amz-json-1.1\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let error = list(&format!("http://{}", answering(response.leak())), &[], "").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::ClockSkew, "{error}");
    assert!(error.message.contains("days behind that of the service"), "{error}");
    assert!(error.next().contains("clock"), "{error}");
}

#[tokio::test]
async fn an_unreadable_credentials_file_is_told_instead_of_no_credentials() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join(".aws/credentials")).unwrap();
    let path = home.path().display().to_string();
    let env = [("HOME", path.as_str()), ("AWS_EC2_METADATA_DISABLED", "true")];
    let target = ConnectionTarget { region: Some("eu-west-1".to_owned()), ..ConnectionTarget::default() };
    let connector = Connector::in_environment(AwsEnvironment::fake_variables(&env));
    let connection = connector.connect(&target).await.unwrap();
    let error =
        connection.perform(&Request::ListSecrets { part: None, next_token: None }).await.result.unwrap_err();
    assert_eq!(error.kind, ErrorKind::UnreadableConfig { path: "~/.aws/credentials".into() }, "{error}");
    assert!(error.message.contains("it is a directory"), "{error}");
}

/// A server whose answer to every request has no end. Counts the bytes that it could send.
fn endless(headers: &'static str) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let counter = Arc::clone(&counter);
            thread::spawn(move || -> io::Result<()> {
                let mut request = BufReader::new(stream.try_clone()?);
                while request.read_line(&mut String::new())? > 2 {}
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\n{headers}\r\n"
                )?;
                let spaces = vec![b' '; 1 << 16];
                loop {
                    stream.write_all(&spaces)?;
                    counter.fetch_add(spaces.len(), Ordering::Relaxed);
                }
            });
        }
    });
    (port, sent)
}

#[tokio::test]
async fn an_answer_without_end_is_read_no_further_than_the_limit() {
    for headers in ["connection: close\r\n", "content-length: 1000000000\r\n"] {
        let (port, sent) = endless(headers);
        let error = list(&format!("http://127.0.0.1:{port}"), &[], "").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
        assert!(error.message.contains("larger than 32 MB"), "{error}");
        // The SDK asks three times; what the sockets buffer comes on top.
        let sent = sent.load(Ordering::Relaxed);
        assert!(sent < 3 * (RESPONSE_LIMIT + (16 << 20)), "{sent} bytes were taken");
    }
}
