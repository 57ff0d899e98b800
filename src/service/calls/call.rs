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
    /// The Region that is asked.
    pub(in crate::service) region: &'a str,
    pub(in crate::service) trace: &'a CallTrace,
    pub(in crate::service) errors: &'a ErrorTranslator<'a>,
}

impl Call<'_> {
    /// The ARN of a response to a request about `secret`. Each answer about one secret has it: without it the answer is none
    /// of the service, and tells nothing about what was done. Nor does the answer about another secret, which a cache in
    /// between may give.
    pub(super) fn arn(&self, secret: &str, arn: Option<String>) -> Result<Arn, ServiceError> {
        let arn = arn.filter(|arn| !arn.is_empty()).map(Arn::new);
        let arn = arn.ok_or_else(|| self.errors.missing_fields("ARN"))?;
        if arn.may_be(secret) && arn.may_be_at(secret, self.region) {
            Ok(arn)
        } else {
            Err(self.errors.other_secret(&arn))
        }
    }

    /// Checks that a response to a request about `secret` is not about another secret. One without an ARN is left to the
    /// caller.
    pub(super) fn check_subject(&self, secret: &str, arn: Option<&str>) -> Result<(), ServiceError> {
        match arn.filter(|arn| !arn.is_empty()) {
            Some(arn) => self.arn(secret, Some(arn.to_owned())).map(drop),
            None => Ok(()),
        }
    }
}

/// The version ID of a response, if it has one.
pub(super) fn version_id(id: Option<String>) -> Option<VersionId> {
    id.filter(|id| !id.is_empty()).map(VersionId)
}
