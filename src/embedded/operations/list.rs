//! `ListSecrets`.

use serde::{Deserialize, Serialize};

use super::describe::{Overview, Stages, stages};
use super::filter::{self, Filter, Sought};
use super::{Call, Perform, paging};
use crate::embedded::failure::Failure;
use crate::embedded::store::{DateKey, Order, Place, Secret, SortKey};

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
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page {
    secret_list: Vec<Entry>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    #[serde(flatten)]
    overview: Overview,
    secret_versions_to_stages: Option<Stages>,
}

impl Entry {
    fn of(secret: &Secret, place: &Place) -> Self {
        Self { overview: Overview::of(secret, place), secret_versions_to_stages: stages(secret) }
    }
}

impl Perform for ListSecrets {
    type Reply = Page;

    fn perform(self, call: &mut Call<'_>) -> Result<Page, Failure> {
        let filters = self.filters.unwrap_or_default();
        filter::check(&filters)?;
        let (by, order) = (self.sort_by.unwrap_or_default(), self.sort_order.unwrap_or_default());
        let planned = self.include_planned_deletion.unwrap_or_default();
        let question = ("ListSecrets", &call.place, &filters, by, order, planned);
        let after = paging::position(&question, self.next_token.as_deref())?;
        let Some(catalog) = call.store.listing(&call.place) else {
            return Ok(Page { secret_list: Vec::new(), next_token: None });
        };

        let order = Order { by: by.into(), descending: order == SortOrder::Desc };
        let sought = Sought::new(&filters);
        let found = catalog.search(&sought.demands(), order, after.as_ref());
        let matches = |secret: &Secret| (planned || secret.deletion.is_none()) && sought.matches(secret);
        let size = paging::page_size(self.max_results, paging::DEFAULT_PAGE);
        let (page, next_token) = paging::take_page(found, matches, size, order.by, &question);
        let secret_list = page.iter().map(|secret| Entry::of(secret, &call.place)).collect();
        Ok(Page { secret_list, next_token })
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
