//! The embedded Secrets Manager for other programs: binds, says where it is, and serves until it is told to end.

use crate::embedded::{self, Embedded};
use std::io::{self, Write};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address can't be had.
    #[error("can't listen on {address}: {error}{}", way_out(error))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What is in the way.
        error: io::Error,
    },
    /// The system denied something else.
    #[error("can't serve: {0}")]
    System(#[from] io::Error),
}

fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "; --listen 127.0.0.1:0 picks a free port",
        _ => "",
    }
}

/// Serves `embedded` on `address` until SIGINT or SIGTERM; requests that run then may end, for up to five seconds. The
/// first line on stdout is the URL, the next ones tell how to use it.
pub fn serve(address: SocketAddr, region: &str, embedded: Embedded) -> Result<(), ServeError> {
    Builder::new_multi_thread().enable_all().build()?.block_on(listen(address, region, embedded))
}

async fn listen(address: SocketAddr, region: &str, embedded: Embedded) -> Result<(), ServeError> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen { address, error })?;
    let address = listener.local_addr()?;
    if !address.ip().to_canonical().is_loopback() {
        let _ = writeln!(
            io::stderr(),
            "strongroom: warning: whoever reaches {address} can read and change every secret"
        );
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(directions(&format!("http://{address}"), region).as_bytes())?;
    stdout.flush()?;
    drop(stdout);
    embedded::serve(listener, embedded, async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
    .await;
    Ok(())
}

/// The URL, and what to do with it.
fn directions(url: &str, region: &str) -> String {
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
    fn the_url_has_the_first_line_to_itself() {
        let text = directions("http://127.0.0.1:1", "eu-west-1");
        assert_eq!(text.lines().next(), Some("http://127.0.0.1:1"));
        assert!(text.contains("AWS_ENDPOINT_URL=http://127.0.0.1:1\n"), "{text}");
        assert!(text.contains("AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1\n"), "{text}");
    }

    #[test]
    fn a_port_in_use_is_named_with_the_way_out() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error = serve(address, "eu-west-1", Embedded::new(embedded::Options::default())).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(&address.to_string()) && text.contains("--listen 127.0.0.1:0"), "{text}");
    }
}
