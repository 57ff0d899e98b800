//! A request as the SDKs send it: what it calls, and how it is passed on.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// A request of HTTP/1.1 with a body of known length, which is all that the SDK sends.
pub struct Request {
    head: Vec<String>,
    body: Vec<u8>,
    /// The operation that it calls.
    pub operation: String,
}

impl Request {
    /// Reads the one request of a connection.
    pub fn read(client: &TcpStream) -> io::Result<Request> {
        let mut reader = BufReader::new(client);
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end() {
                "" => break,
                line => head.push(line.to_owned()),
            }
        }
        let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let operation = operation(&head, &body);
        Ok(Request { head, body, operation })
    }

    /// What it asks for, if it says so in JSON.
    pub fn parameters(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Passes it on to a server; the answer can be read from what this answers.
    pub fn ask(&self, upstream: &str) -> io::Result<TcpStream> {
        let mut server = TcpStream::connect(upstream)?;
        let mut head = String::new();
        for line in self.head.iter().filter(|line| !is_header(line, "connection")) {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("Connection: close\r\n\r\n");
        server.write_all(head.as_bytes())?;
        server.write_all(&self.body)?;
        Ok(server)
    }
}

/// The operation: in a header for Secrets Manager, in the form for STS.
fn operation(head: &[String], body: &[u8]) -> String {
    if let Some(target) = header(head, "x-amz-target") {
        return target.rsplit('.').next().unwrap_or_default().to_owned();
    }
    let form = String::from_utf8_lossy(body);
    let action = form.split('&').find_map(|field| field.strip_prefix("Action="));
    action.unwrap_or_default().to_owned()
}

fn header<'a>(head: &'a [String], name: &str) -> Option<&'a str> {
    let line = head.iter().find(|line| is_header(line, name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

fn is_header(line: &str, name: &str) -> bool {
    line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name))
}

#[test]
fn the_operation_is_read_from_the_target_or_the_form() {
    assert_eq!(operation(&[], b"Action=GetCallerIdentity&Version=2011-06-15"), "GetCallerIdentity");
    let head = ["POST / HTTP/1.1".to_owned(), "X-Amz-Target: secretsmanager.TagResource".to_owned()];
    assert_eq!(operation(&head, b"{}"), "TagResource");
}
