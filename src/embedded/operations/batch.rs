//! Several values at once: `BatchGetSecretValue`.

use serde::{Deserialize, Serialize};

use super::filter::{self, Filter, Sought};
use super::value::{ValueEntry, read_current};
use super::{Call, Operation, Perform, check_secret_id, paging};
use crate::embedded::failure::Failure;
use crate::embedded::store::{DateKey, Order, Secret, SortKey};

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

/// The values that could be read, and why others couldn't.
#[derive(Debug, Serialize)]
pub struct Values {
    #[serde(rename = "SecretValues")]
    read: Vec<ValueEntry>,
    #[serde(rename = "Errors")]
    errors: Vec<Refused>,
    #[serde(rename = "NextToken")]
    next_token: Option<String>,
}

/// A secret that couldn't be read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Refused {
    secret_id: String,
    error_code: &'static str,
    message: String,
}

impl Perform for BatchGetSecretValue {
    type Reply = Values;

    fn perform(self, call: &mut Call<'_>) -> Result<Values, Failure> {
        let ids = self.secret_id_list.clone().filter(|ids| !ids.is_empty());
        let filters = self.filters.clone().filter(|filters| !filters.is_empty());
        match (ids, filters) {
            (Some(_), None) if self.max_results.is_some() => Err(Failure::parameter(
                "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
            )),
            (Some(ids), None) => Ok(read_all(call, ids, None)),
            (None, Some(filters)) => self.read_filtered(call, &filters),
            _ => {
                Err(Failure::parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both."))
            }
        }
    }
}

impl BatchGetSecretValue {
    fn read_filtered(&self, call: &mut Call<'_>, filters: &[Filter]) -> Result<Values, Failure> {
        filter::check(filters)?;
        let question = ("BatchGetSecretValue", call.place.clone(), filters);
        let after = paging::position(&question, self.next_token.as_deref())?;
        let size = paging::page_size(self.max_results, DEFAULT_PAGE);
        let order = Order { by: SortKey::Date(DateKey::Created), descending: false };
        let sought = Sought::new(filters);
        let (page, next_token) = match call.store.listing(&call.place) {
            Some(catalog) => {
                let found = catalog.search(&sought.demands(), order, after.as_ref());
                let matches = |secret: &Secret| secret.deletion.is_none() && sought.matches(secret);
                paging::take_page(found, matches, size, order.by, &question)
            }
            None => (Vec::new(), None),
        };
        let arns = page.iter().map(|secret| secret.arn(&call.place)).collect();
        Ok(read_all(call, arns, next_token))
    }
}

/// Reads each secret by itself, as `GetSecretValue` would.
fn read_all(call: &mut Call<'_>, ids: Vec<String>, next_token: Option<String>) -> Values {
    let mut values = Values { read: Vec::new(), errors: Vec::new(), next_token };
    for id in ids {
        let read = check_secret_id(&id)
            .and_then(|()| call.store.admit(&call.place, Operation::GetSecretValue, Some(&id)))
            .and_then(|place| read_current(&mut Call::new(call.store, place, call.now), &id));
        match read {
            Ok(value) => values.read.push(value),
            Err(failure) => values.errors.push(Refused {
                secret_id: id,
                error_code: failure.code.as_str(),
                message: failure.message,
            }),
        }
    }
    values
}
