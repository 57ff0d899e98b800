//! Starts `strongroom serve` for a test, and sends it requests over plain HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// The time after which waiting for the server fails a test.
const TIMEOUT: Duration = Duration::from_mins(1);

/// The program with these arguments and an empty environment.
pub fn strongroom(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_strongroom"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// A running server; killed on drop.
pub struct RunningServer {
    child: Child,
    /// The output of the server, up to the last line of its directions.
    pub directions: String,
}

impl RunningServer {
    /// Starts `strongroom serve --listen 127.0.0.1:0` with more options, and waits for its directions.
    pub fn start(options: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], options].concat();
        let mut child = strongroom(&arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
        let stdout = BufReader::new(child.stdout.take().expect("its output is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Self { child, directions: String::new() };
        while !server.directions.contains("Ctrl-c ends it") {
            let line = lines.recv_timeout(TIMEOUT).expect("the server prints its directions");
            server.directions.push_str(&line);
            server.directions.push('\n');
        }
        server
    }

    /// The URL of the server: the first line of its directions.
    pub fn url(&self) -> &str {
        self.directions.lines().next().unwrap_or_default()
    }

    /// The environment variables that the directions say to export.
    pub fn exports(&self) -> Vec<(&str, &str)> {
        let exported = self.directions.lines().filter_map(|line| line.trim().strip_prefix("export "));
        exported.flat_map(str::split_whitespace).filter_map(|word| word.split_once('=')).collect()
    }

    /// Connects to the server.
    pub fn connect(&self) -> Connection {
        let address = self.url().strip_prefix("http://").expect("a URL");
        let stream = TcpStream::connect(address).expect("the server accepts");
        stream.set_read_timeout(Some(TIMEOUT)).expect("a timeout can be set");
        Connection { stream }
    }

    /// Sends a signal and waits for the server to exit.
    pub fn stop(mut self, signal: Signal) -> ExitStatus {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).expect("the server can be signalled");
        self.child.wait().expect("the server can be waited for")
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that stays open between requests.
pub struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// Calls an operation. Returns the HTTP status and the JSON body.
    pub fn call(&mut self, operation: &str, parameters: &Value) -> (u16, Value) {
        self.call_with("host: localhost\r\n", operation, parameters)
    }

    /// The same, with these headers instead of the host.
    pub fn call_with(&mut self, headers: &str, operation: &str, parameters: &Value) -> (u16, Value) {
        let body = parameters.to_string();
        let request = format!(
            "POST / HTTP/1.1\r\n{headers}content-type: application/x-amz-json-1.1\r\n\
             x-amz-target: secretsmanager.{operation}\r\nx-amz-date: 20260101T000000Z\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/secretsmanager/aws4_request, \
             SignedHeaders=host, Signature=00\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).expect("the request can be sent");
        self.read_response()
    }

    fn read_response(&mut self) -> (u16, Value) {
        let mut reader = BufReader::new(&mut self.stream);
        let (mut status, mut length, mut line) = (String::new(), 0, String::new());
        reader.read_line(&mut status).expect("a response arrives");
        loop {
            line.clear();
            reader.read_line(&mut line).expect("the headers arrive");
            let Some((name, value)) = line.split_once(':') else { break };
            if name == "content-length" {
                length = value.trim().parse().expect("a length is a number");
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the body arrives");
        let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status is a number"), serde_json::from_slice(&body).expect("the body is JSON"))
    }
}
