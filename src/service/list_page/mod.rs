//! Pages of `ListSecrets`, decoded and packed at once: the SDK's types for the entries of a long list, or a summary of each,
//! cost more time than all else that is done with it.
//!
//! The client, its signatures, retries and errors stay the SDK's; only its decoder is replaced, for this one operation. A
//! response that is not plainly a page is left to the SDK's decoder: what is odd is understood, or refused, as ever.

mod entry;
mod json;

pub(super) use entry::ListPage;

use aws_sdk_secretsmanager::operation::list_secrets::{ListSecrets, ListSecretsOutput};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, Output, OutputOrError,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::config_bag::ConfigBag;
use std::sync::{Arc, Mutex, PoisonError};

/// Takes the place of the SDK's decoder in a call of `ListSecrets`. The page is handed on beside the SDK's output, which
/// stays empty. Clones share the page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageDecoder(Arc<Mutex<Option<ListPage>>>);

impl PageDecoder {
    /// The page of the last response; `None` if the SDK decoded it.
    pub(super) fn take(&self) -> Option<ListPage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, page: Option<ListPage>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = page;
    }
}

impl Intercept for PageDecoder {
    fn name(&self) -> &'static str {
        "PageDecoder"
    }

    fn read_before_deserialization(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        config.interceptor_state().store_put(SharedResponseDeserializer::new(self.clone()));
        Ok(())
    }
}

impl DeserializeResponse for PageDecoder {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> OutputOrError {
        let body = response.body().bytes().filter(|_| response.status().is_success());
        let page = body.and_then(entry::page);
        let is_decoded = page.is_some();
        self.put(page);
        if is_decoded {
            Ok(Output::erase(ListSecretsOutput::builder().build()))
        } else {
            decode_with_sdk(response, config)
        }
    }
}

fn decode_with_sdk(response: &HttpResponse, config: &ConfigBag) -> OutputOrError {
    let operation = ListSecrets::new().config();
    match operation.as_ref().and_then(|layer| layer.load::<SharedResponseDeserializer>()) {
        Some(decoder) => decoder.deserialize_nonstreaming_with_config(response, config),
        None => Err(OrchestratorError::other("the SDK has no decoder for ListSecrets")),
    }
}

#[cfg(test)]
mod tests;
