//! `BatchGetSecretValue`.

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Perform, check_secret_id};
use super::filter::{self, CompiledFilters, Filter};
use super::paging;
use super::value::{SecretValueEntry, read_current};
use crate::embedded::error::ApiError;
use crate::embedded::operation::Operation;
use crate::embedded::store::{DateKey, Order, Secret, SortKey};

/// The page size if the request sets none.
const DEFAULT_PAGE: usize = 20;

/// `BatchGetSecretValue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct BatchGetSecretValue {
    secret_id_list: Option<Vec<String>>,
    filters: Option<Vec<Filter>>,
    max_results: Option<i64>,
    next_token: Option<String>,
}

/// The values that were read, and the errors of the other secrets.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BatchGetSecretValueResponse {
    secret_values: Vec<SecretValueEntry>,
    errors: Vec<ApiErrorEntry>,
    next_token: Option<String>,
}

/// `APIErrorType`: a secret that couldn't be read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ApiErrorEntry {
    secret_id: String,
    error_code: &'static str,
    message: String,
}

impl Perform for BatchGetSecretValue {
    type Reply = BatchGetSecretValueResponse;

    fn perform(self, call: &mut Call<'_>) -> Result<BatchGetSecretValueResponse, ApiError> {
        let ids = self.secret_id_list.clone().filter(|ids| !ids.is_empty());
        let filters = self.filters.clone().filter(|filters| !filters.is_empty());
        match (ids, filters) {
            (Some(_), None) if self.max_results.is_some() => Err(ApiError::invalid_parameter(
                "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
            )),
            (Some(ids), None) => Ok(read_all(call, ids, None)),
            (None, Some(filters)) => self.read_filtered(call, &filters),
            _ => Err(ApiError::invalid_parameter(
                "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
            )),
        }
    }
}

impl BatchGetSecretValue {
    fn read_filtered(
        &self,
        call: &mut Call<'_>,
        filters: &[Filter],
    ) -> Result<BatchGetSecretValueResponse, ApiError> {
        filter::check(filters)?;
        let query = ("BatchGetSecretValue", call.location.clone(), filters);
        let after = paging::decode_token(&query, self.next_token.as_deref())?;
        let size = paging::page_size(self.max_results, DEFAULT_PAGE);
        let order = Order { by: SortKey::Date(DateKey::Created), descending: false };
        let filters = CompiledFilters::new(filters);
        let (page, next_token) = match call.store.listing(&call.location) {
            Some(catalog) => {
                let found = catalog.search(&filters.criteria(), order, after.as_ref());
                let matches = |secret: &Secret| secret.deletion.is_none() && filters.matches(secret);
                paging::take_page(found, matches, size, order.by, &query)
            }
            None => (Vec::new(), None),
        };
        let arns = page.iter().map(|secret| secret.arn(&call.location)).collect();
        Ok(read_all(call, arns, next_token))
    }
}

/// Reads the current value of each secret, with the checks of `GetSecretValue`.
fn read_all(
    call: &mut Call<'_>,
    ids: Vec<String>,
    next_token: Option<String>,
) -> BatchGetSecretValueResponse {
    let mut response =
        BatchGetSecretValueResponse { secret_values: Vec::new(), errors: Vec::new(), next_token };
    for id in ids {
        let read = check_secret_id(&id)
            .and_then(|()| call.store.authorize(&call.location, Operation::GetSecretValue, Some(&id)))
            .and_then(|location| read_current(&mut Call::new(call.store, location, call.now), &id));
        match read {
            Ok(value) => response.secret_values.push(value),
            Err(error) => response.errors.push(ApiErrorEntry {
                secret_id: id,
                error_code: error.code.as_str(),
                message: error.message,
            }),
        }
    }
    response
}
