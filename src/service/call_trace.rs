//! Traces a call through the SDK: the attempts and how they ended, the endpoint, and the request ID.

use super::api::LeftOut;
use super::arrival::changed_nothing;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextRef,
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
    /// Attempts that may have taken effect.
    open_attempts: AtomicU32,
    left_out: Mutex<Vec<LeftOut>>,
    /// An attempt has begun to be sent and has not ended.
    is_sending: AtomicBool,
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

    /// The number of attempts that may have taken effect, whatever the last one was answered.
    pub(super) fn open_attempts(&self) -> u32 {
        self.0.open_attempts.load(Ordering::Relaxed)
    }

    /// Records the number of entries of the response that are not in the reply, if there are any.
    pub(super) fn leave_out(&self, entries: &'static str, count: usize) {
        if count > 0 {
            let mut left_out = self.0.left_out.lock().unwrap_or_else(PoisonError::into_inner);
            left_out.push(LeftOut { entries, count });
        }
    }

    /// The entries of the response that are not in the reply.
    pub(super) fn left_out(&self) -> Vec<LeftOut> {
        self.0.left_out.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
        // Open until its end proves that it changed nothing.
        self.0.open_attempts.fetch_add(1, Ordering::Relaxed);
        self.0.is_sending.store(true, Ordering::Relaxed);
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

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if self.0.is_sending.swap(false, Ordering::Relaxed) && changed_nothing(context) {
            self.0.open_attempts.fetch_sub(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
