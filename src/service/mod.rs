//! The only room that knows the AWS SDK. Takes a [`Request`](api::Request), returns a [`Completed`](api::Completed).
//!
//! [`api`] is the plain data that other rooms use too. A [`Connector`] makes a [`Connection`], which turns requests into
//! SDK calls and their results back into data.

pub mod api;
mod arrival;
mod call_trace;
mod calls;
mod clients;
mod config_files;
mod connection;
mod connector;
mod convert;
mod credentials;
mod endpoints;
mod environment;
mod errors;
mod http_client;
mod list_page;
mod login;
mod retries;
mod sdk_profile;
mod settings;
#[cfg(test)]
mod tests;
mod value_transport;

pub use connection::Connection;
pub use connector::Connector;
pub use errors::{is_redacted_by_line, redact_output};
pub use login::PreparedLogin;
