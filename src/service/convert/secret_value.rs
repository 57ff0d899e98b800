//! Conversion of secret values.

use super::field::{non_empty, timestamp};
use super::version::labels;
use crate::secrets::{Arn, SecretValue, ValueBody, VersionId};
use crate::service::api::{BatchError, BatchValue};
use aws_sdk_secretsmanager::operation::get_secret_value::GetSecretValueOutput;
use aws_sdk_secretsmanager::types::{ApiErrorType, SecretValueEntry};
use aws_smithy_types::Blob;

/// A value, moved out of the response without a copy. `None` without value or version ID.
pub(in crate::service) fn value(output: GetSecretValueOutput) -> Option<SecretValue> {
    Some(SecretValue {
        arn: non_empty(output.arn).map(Arn::new),
        name: non_empty(output.name),
        body: body(output.secret_string, output.secret_binary)?,
        version: VersionId(non_empty(output.version_id)?),
        labels: labels(output.version_stages),
        created: timestamp(output.created_date),
    })
}

/// A value of a batch, moved out without a copy. `None` without value, version ID, ARN or name.
pub(in crate::service) fn batch_value(entry: SecretValueEntry) -> Option<BatchValue> {
    let (arn, name) = (Arn::new(non_empty(entry.arn)?), non_empty(entry.name)?);
    let value = SecretValue {
        arn: Some(arn.clone()),
        name: Some(name.clone()),
        body: body(entry.secret_string, entry.secret_binary)?,
        version: VersionId(non_empty(entry.version_id)?),
        labels: labels(entry.version_stages),
        created: timestamp(entry.created_date),
    };
    Some(BatchValue { arn, name, value })
}

/// An error of a batch.
pub(in crate::service) fn batch_error(error: ApiErrorType) -> BatchError {
    BatchError {
        secret: error.secret_id.unwrap_or_default(),
        code: error.error_code.unwrap_or_default(),
        message: error.message.unwrap_or_default(),
    }
}

fn body(text: Option<String>, bytes: Option<Blob>) -> Option<ValueBody> {
    match (text, bytes) {
        (Some(text), _) => Some(ValueBody::text(text)),
        (None, Some(blob)) => Some(ValueBody::binary(blob.into_inner())),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_moved_not_copied() {
        let text = "hunter2".to_owned();
        let address = text.as_ptr();
        let output = GetSecretValueOutput::builder().version_id("v").secret_string(text).build();
        let ValueBody::Text(kept) = value(output).unwrap().body else { panic!("not text") };
        assert_eq!(kept.as_ptr(), address);
        assert_eq!(kept.as_str(), "hunter2");
    }

    #[test]
    fn binary_is_moved_not_copied() {
        let bytes = vec![0, 1, 255];
        let address = bytes.as_ptr();
        let output = GetSecretValueOutput::builder().version_id("v").secret_binary(Blob::new(bytes)).build();
        let ValueBody::Binary(kept) = value(output).unwrap().body else { panic!("not binary") };
        assert_eq!(kept.as_ptr(), address);
        assert_eq!(*kept, [0, 1, 255]);
    }

    #[test]
    fn a_response_without_value_or_version_is_none() {
        assert_eq!(value(GetSecretValueOutput::builder().version_id("v").build()), None);
        assert_eq!(value(GetSecretValueOutput::builder().secret_string("a").build()), None);
    }

    #[test]
    fn a_value_of_a_batch_is_moved_and_keeps_its_secret() {
        let text = "hunter2".to_owned();
        let address = text.as_ptr();
        let entry = SecretValueEntry::builder().arn("arn").name("a").version_id("v").secret_string(text);
        let BatchValue { name, value, .. } = batch_value(entry.build()).unwrap();
        let ValueBody::Text(kept) = value.body else { panic!("not text") };
        assert_eq!((name.as_str(), kept.as_ptr()), ("a", address));
    }

    #[test]
    fn a_value_of_a_batch_without_secret_version_or_value_is_none() {
        let entry = || SecretValueEntry::builder().arn("arn").name("a").version_id("v").secret_string("s");
        assert!(batch_value(entry().build()).is_some());
        for incomplete in [
            entry().set_arn(None),
            entry().set_name(None),
            entry().set_version_id(None),
            entry().set_secret_string(None),
        ] {
            assert_eq!(batch_value(incomplete.build()), None);
        }
    }

    #[test]
    fn an_error_keeps_the_fields_that_it_has() {
        let error = batch_error(ApiErrorType::builder().secret_id("a").error_code("c").build());
        assert_eq!((error.secret.as_str(), error.code.as_str(), error.message.as_str()), ("a", "c", ""));
    }
}
