//! Strongroom: a terminal dashboard for AWS Secrets Manager.
//!
//! The map, from the inside out; imports point one way only, and `tests/architecture.rs` holds it.
//!
//! - [`secrets`]: what a secret is. Plain types and rules; imports nothing of ours.
//! - [`service`]: the one room that knows the AWS SDK. A [`service::api::Request`] goes in, a
//!   [`service::api::Completed`] comes out.
//! - [`embedded`]: a Secrets Manager in process. Knows nothing of the dashboard.
//! - [`app`]: the whole state of the dashboard, and the one function that changes it.
//! - [`ui`]: draws that state.
//! - [`runtime`]: terminal, event loop, tasks, clipboard, signals, logging.
//! - [`config`]: the config file, environment variables and flags, parsed, checked and explained.
//! - [`cli`]: the command line.
//!
//! One loop runs through them: terminal events, timers and task results become messages;
//! `app::update` answers each with effects; the runtime performs them and sends their results as
//! messages again. `docs/architecture.md` tells more.

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod embedded;
pub mod runtime;
pub mod secrets;
pub mod service;
pub mod ui;
