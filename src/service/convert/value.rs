//! Values.

use super::version::labels;
use super::{text, time};
use crate::secrets::{SecretValue, ValueBody, VersionId};
use aws_sdk_secretsmanager::operation::get_secret_value::GetSecretValueOutput;

/// A value, moved out of the answer without a copy; `None` if the answer holds no value or no version.
pub(in crate::service) fn value(mut output: GetSecretValueOutput) -> Option<SecretValue> {
    let body = match (output.secret_string.take(), output.secret_binary.take()) {
        (Some(text), _) => ValueBody::text(text),
        (None, Some(blob)) => ValueBody::binary(blob.into_inner()),
        (None, None) => return None,
    };
    Some(SecretValue {
        version: VersionId(text(output.version_id)?),
        labels: labels(output.version_stages),
        created: time(output.created_date),
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::Blob;

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
    fn an_answer_without_value_or_version_is_none() {
        assert_eq!(value(GetSecretValueOutput::builder().version_id("v").build()), None);
        assert_eq!(value(GetSecretValueOutput::builder().secret_string("a").build()), None);
    }
}
