//! A call of the SDK that is being made.

use crate::secrets::{Arn, VersionId};
use crate::service::api::{Reply, ServiceError};
use crate::service::call_trace::CallTrace;
use crate::service::errors::ErrorTranslator;
use aws_sdk_secretsmanager::Client;

/// The result of a call.
pub(super) type CallResult = Result<Reply, ServiceError>;

/// A call that is being made, with its trace and the translation of its errors.
pub(in crate::service) struct Call<'a> {
    pub(in crate::service) client: &'a Client,
    pub(in crate::service) trace: &'a CallTrace,
    pub(in crate::service) errors: &'a ErrorTranslator<'a>,
}

impl Call<'_> {
    /// The ARN of a response. Each answer about one secret has it: without it the answer is none of the service, and tells
    /// nothing about what was done.
    pub(super) fn arn(&self, arn: Option<String>) -> Result<Arn, ServiceError> {
        arn.filter(|arn| !arn.is_empty()).map(Arn::new).ok_or_else(|| self.errors.missing_fields("ARN"))
    }
}

/// The version ID of a response, if it has one.
pub(super) fn version_id(id: Option<String>) -> Option<VersionId> {
    id.filter(|id| !id.is_empty()).map(VersionId)
}
