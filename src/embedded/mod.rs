//! The embedded Secrets Manager: the service itself, in process.
