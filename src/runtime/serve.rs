//! Serves the embedded Secrets Manager over HTTP until the process is told to end.

use super::resources::{self, Lacking};
use crate::embedded::{self, Embedded};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::num::NonZero;
use std::thread::available_parallelism;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

/// The reason why the service can't be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address can't be listened on.
    #[error("can't listen on {address}: {error}{}", hint(error))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the system.
        error: io::Error,
    },
    /// The system leaves too little to start.
    #[error(transparent)]
    Lacking(#[from] Lacking),
    /// Another error of the system.
    #[error("can't serve: {0}")]
    System(#[from] io::Error),
}

/// The advice for an error, to be appended to its message.
fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "; --listen 127.0.0.1:0 picks a free port",
        _ => "",
    }
}

/// Serves `embedded` on `address` until SIGINT or SIGTERM; requests in progress then have five seconds to finish. Prints the
/// URL on the first line of stdout, and instructions below it. `allowed` are host names that requests may be addressed to,
/// besides loopback names, the address and AWS's.
pub fn serve(
    address: SocketAddr,
    allowed: Vec<String>,
    region: &str,
    embedded: Embedded,
) -> Result<(), ServeError> {
    let workers = available_parallelism().map_or(1, NonZero::get);
    resources::check(workers + resources::THREADS)?;
    let runtime = Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    runtime.block_on(listen(address, allowed, region, embedded))
}

async fn listen(
    address: SocketAddr,
    allowed: Vec<String>,
    region: &str,
    embedded: Embedded,
) -> Result<(), ServeError> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen { address, error })?;
    let address = listener.local_addr()?;
    if !address.ip().to_canonical().is_loopback() {
        let _ = writeln!(
            io::stderr(),
            "strongroom: warning: anyone who can reach {address} can read and change every secret"
        );
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(instructions(&format!("http://{address}"), region).as_bytes())?;
    stdout.flush()?;
    drop(stdout);
    embedded::serve(listener, embedded, allowed, async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
    .await;
    Ok(())
}

/// The URL on a line of its own, and instructions for its use.
fn instructions(url: &str, region: &str) -> String {
    format!(
        "{url}\n\
         \n\
         For the AWS CLI and the SDKs, in another shell:\n  \
           export AWS_ENDPOINT_URL={url}\n  \
           export AWS_REGION={region} AWS_DEFAULT_REGION={region}\n  \
           export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local\n  \
           aws secretsmanager list-secrets\n\
         With those set, `strongroom` shows it. Any Region and any keys will do. Ctrl-c ends it.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_alone_on_the_first_line() {
        let text = instructions("http://127.0.0.1:1", "eu-west-1");
        assert_eq!(text.lines().next(), Some("http://127.0.0.1:1"));
        assert!(text.contains("AWS_ENDPOINT_URL=http://127.0.0.1:1\n"), "{text}");
        assert!(text.contains("AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1\n"), "{text}");
    }

    #[test]
    fn a_port_in_use_is_named_with_a_hint() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error =
            serve(address, Vec::new(), "eu-west-1", Embedded::new(embedded::Options::default())).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(&address.to_string()) && text.contains("--listen 127.0.0.1:0"), "{text}");
    }
}
