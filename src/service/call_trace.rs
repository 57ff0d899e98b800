//! Traces a call through the SDK: the number of attempts, the endpoint, and the request ID.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The trace of one call. Its clones share what is recorded.
#[derive(Clone, Debug, Default)]
pub(super) struct CallTrace(Arc<Recorded>);

#[derive(Debug, Default)]
struct Recorded {
    /// True once any call of the connection got a response.
    was_ever_answered: Arc<AtomicBool>,
    attempts: AtomicU32,
    endpoint: Mutex<Option<String>>,
    request_id: Mutex<Option<String>>,
    clock_ahead: Mutex<Option<SignedDuration>>,
}

impl CallTrace {
    /// The trace of a call of the connection that shares `was_ever_answered`.
    pub(super) fn new(was_ever_answered: Arc<AtomicBool>) -> Self {
        Self(Arc::new(Recorded { was_ever_answered, ..Recorded::default() }))
    }

    /// True once this call or an earlier one of the connection got a response.
    pub(super) fn was_ever_answered(&self) -> bool {
        self.0.was_ever_answered.load(Ordering::Relaxed)
    }

    /// The number of times that the request was sent; 0 if it was never sent, for lack of credentials for example.
    pub(super) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    /// `x-amzn-RequestId` of the last response that had one.
    pub(super) fn request_id(&self) -> Option<String> {
        read(&self.0.request_id)
    }

    /// How far the clock of the service was ahead of this machine's, by the last response with a `Date`.
    pub(super) fn clock_ahead(&self) -> Option<SignedDuration> {
        read(&self.0.clock_ahead)
    }

    /// The scheme and host that the request was sent to; `None` if it was never sent.
    pub(super) fn endpoint(&self) -> Option<String> {
        read(&self.0.endpoint)
    }
}

fn read<T: Clone>(field: &Mutex<Option<T>>) -> Option<T> {
    field.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn record<T>(field: &Mutex<Option<T>>, value: T) {
    *field.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
}

impl Intercept for CallTrace {
    fn name(&self) -> &'static str {
        "CallTrace"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.attempts.fetch_add(1, Ordering::Relaxed);
        record(&self.0.endpoint, context.request().uri().trim_end_matches('/').to_owned());
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.was_ever_answered.store(true, Ordering::Relaxed);
        let headers = context.response().headers();
        let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
        if let Some(id) = id {
            record(&self.0.request_id, id.to_owned());
        }
        if let Some(date) = headers.get("date").and_then(|date| rfc2822::parse(date).ok()) {
            record(&self.0.clock_ahead, date.timestamp().duration_since(Timestamp::now()));
        }
        Ok(())
    }
}
