//! The embedded Secrets Manager beside moto, another hand's idea of the same service, and beside the
//! limits of the SDK's model.
//!
//! Needs the Python environment that `tests/run` makes in `target/venv`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use strongroom::embedded::{DEMO_REGIONS, Embedded, Options, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Runs a script of this directory against a service, and fails with what it says.
async fn run_script(name: &str, embedded: Embedded) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, embedded, async move {
        let _ = stopped.await;
    }));

    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/venv/bin/python");
    assert!(python.exists(), "there is no {}: tests/run makes it", python.display());
    let script = root.join("tests/embedded").join(name);
    let output = tokio::task::spawn_blocking(move || {
        Command::new(python).arg(script).arg(url).arg(DEMO_REGIONS[0]).output()
    });
    let output = output.await.unwrap().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{name} failed:\n{}", String::from_utf8_lossy(&said));

    stop.send(()).unwrap();
    server.await.unwrap();
}

/// What there is before the stories of the differential test: a rotation function.
const FUNCTION: &str =
    r#"{"functions": {"arn:aws:lambda:eu-central-1:123456789012:function:rotates": {}}, "regions": {}}"#;

#[tokio::test]
async fn it_differs_from_moto_only_where_aws_sides_with_us() {
    // Replicas are there and rotations are over by the next request.
    let options =
        Options { replication_delay: Duration::ZERO, rotation_step: Duration::ZERO, ..Options::default() };
    run_script("differential.py", Embedded::seeded(FUNCTION, options).unwrap()).await;
}

#[tokio::test]
async fn every_limit_of_the_model_holds_at_its_edge_and_not_past_it() {
    run_script("limits.py", Embedded::new(Options::default())).await;
}
