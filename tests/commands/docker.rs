//! docker's client, which speaks to a daemon of this test: it shows what the client read from an `--env-file`.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

/// The variables that the client gives to a container; `None` where it is not installed.
pub fn variables_of(env_file: &Path) -> Option<Vec<String>> {
    let daemon = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let host = format!("tcp://{}", daemon.local_addr().expect("it is bound"));
    let mut client = Command::new("docker");
    client.args(["--host", &host, "create", "--pull", "never", "--env-file"]).arg(env_file).arg("image");
    client
        .env_clear()
        .env("HOME", "/nonexistent")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::null());
    client.env("PATH", std::env::var_os("PATH").expect("PATH is set"));
    let mut client = client.spawn().ok()?;
    let (created, container) = channel();
    thread::spawn(move || {
        for connection in daemon.incoming().flatten() {
            let created = created.clone();
            thread::spawn(move || serve(connection, &|container| drop(created.send(container))));
        }
    });
    let container =
        container.recv_timeout(std::time::Duration::from_secs(30)).expect("a container is asked for");
    client.wait().expect("the client ends");
    let variables = container["Env"].as_array().expect("the container has variables");
    Some(variables.iter().map(|variable| variable.as_str().expect("it is text").to_owned()).collect())
}

/// Answers requests until the client goes away.
fn serve(connection: TcpStream, created: &dyn Fn(Value)) {
    let mut writer = connection.try_clone().expect("a socket can be cloned");
    let mut reader = BufReader::new(connection);
    while let Some((head, body)) = request(&mut reader) {
        if head.contains("/containers/create") {
            created(serde_json::from_slice(&body).expect("the client sends JSON"));
        }
        let answer = if head.contains("/_ping") { "OK" } else { r#"{"Id":"1","Warnings":[]}"# };
        let status = if head.contains("/containers/create") { "201 Created" } else { "200 OK" };
        let length = answer.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\nApi-Version: 1.50\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{answer}"
        );
        if writer.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// The head and the body of the next request.
fn request(reader: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}
