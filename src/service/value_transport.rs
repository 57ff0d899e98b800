//! Keeps values out of connections that stay open. Their buffers keep parts of the last request and response until others
//! overwrite them, while those of a closed connection are freed, and wiped with all that is freed.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// The operations whose requests or responses carry values.
const WITH_VALUES: [&str; 6] = [
    "BatchGetSecretValue",
    "CreateSecret",
    "GetRandomPassword",
    "GetSecretValue",
    "PutSecretValue",
    "UpdateSecret",
];

/// Has the connection closed after each request that carries a value either way. The next request opens another.
#[derive(Debug)]
pub(super) struct CloseAfterValue;

impl Intercept for CloseAfterValue {
    fn name(&self) -> &'static str {
        "CloseAfterValue"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        let operation = headers.get("x-amz-target").and_then(|target| target.rsplit('.').next());
        if operation.is_some_and(|operation| WITH_VALUES.contains(&operation)) {
            // The signature doesn't cover it.
            headers.try_insert("connection", "close")?;
        }
        Ok(())
    }
}
