//! The one room that knows the AWS SDK: a [`Request`](api::Request) goes in, a [`Completed`](api::Completed) comes out.
//!
//! [`api`] is plain data, which the dashboard speaks as well. A [`Connector`] makes a [`Connection`], which performs
//! requests: it turns them into SDK calls, and what comes of those back into data.

pub mod api;
mod calls;
mod connection;
mod connector;
mod convert;
mod credentials;
mod endpoints;
mod failure;
mod settings;
mod surroundings;
#[cfg(test)]
mod tests;
mod watch;

pub use connection::Connection;
pub use connector::Connector;
