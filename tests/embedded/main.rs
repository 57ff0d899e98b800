//! Compares the embedded Secrets Manager with moto, an independent implementation of the same service,
//! and with the limits in the SDK's model.
//!
//! Needs the Python environment that `tests/run` creates in `target/venv`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use strongroom::embedded::{DEMO_REGIONS, Embedded, Options, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Runs a script of this directory against a service. Fails with the script's output.
async fn run_script(name: &str, embedded: Embedded) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, embedded, Vec::new(), async move {
        let _ = stopped.await;
    }));

    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/venv/bin/python");
    assert!(python.exists(), "{} is missing: tests/run creates it", python.display());
    let script = root.join("tests/embedded").join(name);
    let output = tokio::task::spawn_blocking(move || {
        Command::new(python).arg(script).arg(url).arg(DEMO_REGIONS[0]).output()
    });
    let output = output.await.unwrap().unwrap();
    let text = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{name} failed:\n{}", String::from_utf8_lossy(&text));

    stop.send(()).unwrap();
    server.await.unwrap();
}

/// The seed of the differential test: a rotation function.
const FUNCTION: &str =
    r#"{"functions": {"arn:aws:lambda:eu-central-1:123456789012:function:rotates": {}}, "regions": {}}"#;

#[tokio::test]
async fn it_differs_from_moto_only_where_aws_does() {
    // Replication and rotation end before the next request.
    let options =
        Options { replication_delay: Duration::ZERO, rotation_step: Duration::ZERO, ..Options::default() };
    run_script("differential.py", Embedded::seeded(FUNCTION, options).unwrap()).await;
}

#[tokio::test]
async fn the_last_value_within_each_limit_is_valid_and_the_next_one_is_not() {
    run_script("limits.py", Embedded::new(Options::default())).await;
}
