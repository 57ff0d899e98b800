//! `ListSecrets`.

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Perform};
use super::describe::{SecretMetadata, Stages, stages};
use super::filter::{self, CompiledFilters, Filter};
use super::paging;
use crate::embedded::error::ApiError;
use crate::embedded::store::{DateKey, Location, Order, Secret, SortKey};

/// `ListSecrets`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListSecrets {
    filters: Option<Vec<Filter>>,
    include_planned_deletion: Option<bool>,
    max_results: Option<i64>,
    next_token: Option<String>,
    sort_by: Option<SortBy>,
    sort_order: Option<SortOrder>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SortBy {
    #[default]
    CreatedDate,
    LastAccessedDate,
    LastChangedDate,
    Name,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SortOrder {
    #[default]
    Asc,
    Desc,
}

/// A page of secrets.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListSecretsResponse {
    secret_list: Vec<SecretListEntry>,
    next_token: Option<String>,
}

#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SecretListEntry {
    #[serde(flatten)]
    metadata: SecretMetadata,
    secret_versions_to_stages: Option<Stages>,
}

impl SecretListEntry {
    fn of(secret: &Secret, location: &Location) -> Self {
        Self { metadata: SecretMetadata::of(secret, location), secret_versions_to_stages: stages(secret) }
    }
}

impl Perform for ListSecrets {
    type Reply = ListSecretsResponse;

    fn perform(self, call: &mut Call<'_>) -> Result<ListSecretsResponse, ApiError> {
        let filters = self.filters.unwrap_or_default();
        filter::check(&filters)?;
        let (by, order) = (self.sort_by.unwrap_or_default(), self.sort_order.unwrap_or_default());
        let planned = self.include_planned_deletion.unwrap_or_default();
        let query = ("ListSecrets", &call.location, &filters, by, order, planned);
        let after = paging::decode_token(&query, self.next_token.as_deref())?;
        let Some(catalog) = call.store.listing(&call.location) else {
            return Ok(ListSecretsResponse { secret_list: Vec::new(), next_token: None });
        };

        let order = Order { by: by.into(), descending: order == SortOrder::Desc };
        let filters = CompiledFilters::new(&filters);
        let found = catalog.search(&filters.criteria(), order, after.as_ref());
        let matches = |secret: &Secret| (planned || secret.deletion.is_none()) && filters.matches(secret);
        let size = paging::page_size(self.max_results, paging::DEFAULT_PAGE);
        let (page, next_token) = paging::take_page(found, matches, size, order.by, &query);
        let secret_list = page.iter().map(|secret| SecretListEntry::of(secret, &call.location)).collect();
        Ok(ListSecretsResponse { secret_list, next_token })
    }
}

impl From<SortBy> for SortKey {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Name => Self::Name,
            SortBy::CreatedDate => Self::Date(DateKey::Created),
            SortBy::LastChangedDate => Self::Date(DateKey::Changed),
            SortBy::LastAccessedDate => Self::Date(DateKey::Accessed),
        }
    }
}
