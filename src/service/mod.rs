//! The one room that knows the AWS SDK.
