//! Watches one call as the SDK makes it: how often it was sent, where to, and the id that the service gave it.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of a call while it runs; its clones watch the same call.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    sent: AtomicU32,
    endpoint: Mutex<Option<String>>,
    request_id: Mutex<Option<String>>,
}

impl Watch {
    /// How often the request was sent; 0 if it never left, as without credentials.
    pub(super) fn attempts(&self) -> u32 {
        self.0.sent.load(Ordering::Relaxed)
    }

    /// `x-amzn-RequestId` of the last answer that had one.
    pub(super) fn request_id(&self) -> Option<String> {
        read(&self.0.request_id)
    }

    /// Scheme and host that the request was sent to; `None` if it never left.
    pub(super) fn endpoint(&self) -> Option<String> {
        read(&self.0.endpoint)
    }
}

fn read(seen: &Mutex<Option<String>>) -> Option<String> {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn note(seen: &Mutex<Option<String>>, value: String) {
    *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
}

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "Watch"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.sent.fetch_add(1, Ordering::Relaxed);
        note(&self.0.endpoint, context.request().uri().trim_end_matches('/').to_owned());
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.response().headers();
        let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
        if let Some(id) = id {
            note(&self.0.request_id, id.to_owned());
        }
        Ok(())
    }
}
