//! Regions as they are typed: checked, offered and completed.

use crate::app::form::{Cell, Note, Table, TableRow, Tone};
use crate::secrets::{REGIONS, Replica, ReplicaStatus, check_region, common_prefix, unknown_region};
use crate::service::api::ReplicaRegion;

/// Regions that are offered at a time.
const OFFERED: usize = 8;

/// The Regions that a text may be completed to, among those that fit: the `preferred` ones first, in their order.
pub(super) fn offers(typed: &str, preferred: &[String], fits: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let place = |code: &str| preferred.iter().position(|region| region == code).unwrap_or(preferred.len());
    let mut found: Vec<&'static str> = REGIONS.to_vec();
    found.retain(|region| region.starts_with(typed.trim()) && fits(region));
    found.sort_by_key(|region| place(region));
    found.truncate(OFFERED);
    found
}

/// A warning about each Region that is well-formed but not known here: it may be a new one, or a slip.
pub(super) fn unknown_regions<'a>(regions: impl IntoIterator<Item = &'a str>) -> Vec<Note> {
    let unknown = regions.into_iter().filter(|region| !REGIONS.contains(region));
    unknown.map(|region| Note::new(Tone::Warning, unknown_region(region))).collect()
}

/// The Regions that a secret can be replicated to.
#[derive(Debug, Default)]
pub(super) struct ReplicaRegions {
    /// The secret's own Region.
    pub(super) own: Option<String>,
    /// The replicas that it has.
    pub(super) replicas: Vec<Replica>,
}

impl ReplicaRegions {
    /// The Regions for a secret that is yet to be created in the Region `own`.
    pub(super) fn of_new(own: Option<&str>) -> Self {
        Self { own: own.map(str::to_owned), replicas: Vec::new() }
    }

    /// Reads a table of Regions and KMS keys; says what is wrong with the first row that is.
    pub(super) fn read(&self, table: &Table) -> Result<Vec<ReplicaRegion>, String> {
        let mut found: Vec<ReplicaRegion> = Vec::new();
        for row in table.rows() {
            let (region, key) = (row.key.text().trim(), row.value.text().trim());
            if region.is_empty() && key.is_empty() {
                continue;
            }
            if found.iter().any(|earlier| earlier.region == region) {
                return Err(format!("{region} is named twice."));
            }
            self.check(region)?;
            let kms_key_id = Some(key).filter(|key| !key.is_empty()).map(str::to_owned);
            found.push(ReplicaRegion { region: region.to_owned(), kms_key_id });
        }
        Ok(found)
    }

    fn check(&self, region: &str) -> Result<(), String> {
        let own = self.own.as_deref();
        check_region(region, own).map_err(|error| error.to_string())?;
        if own == Some(region) {
            return Err(format!("{region} is the secret's own Region; a replica is in another one."));
        }
        match self.replicas.iter().find(|replica| replica.region == region) {
            Some(replica) if replica.status != ReplicaStatus::Failed => Err(format!(
                "{region} has a replica already ({}). To change its key, remove it first.",
                replica.status.as_str()
            )),
            _ => Ok(()),
        }
    }

    /// The Regions that the text in the row under the cursor may be completed to.
    pub(super) fn offers(&self, typed: &str, preferred: &[String]) -> Vec<&'static str> {
        offers(typed, preferred, |region| self.check(region).is_ok())
    }

    /// The Regions that the row under the cursor may be completed to, for the line below the fields.
    pub(super) fn note(&self, table: &Table, preferred: &[String]) -> Option<Note> {
        let typed = table.row_under_cursor().map_or("", |row| row.key.text().trim());
        if REGIONS.contains(&typed) {
            return self.read(table).err().map(|text| Note::new(Tone::Danger, text));
        }
        let offers = self.offers(typed, preferred);
        Some(if offers.is_empty() && !typed.is_empty() {
            Note::new(Tone::Warning, format!("No known Region begins with {typed}."))
        } else {
            Note::new(Tone::Dim, format!("Regions: {}", offers.join("  ")))
        })
    }

    /// Completes the Region in the row under the cursor up to the point where the matching Regions differ.
    pub(super) fn complete(&self, table: &mut Table) {
        if table.cell != Cell::Key {
            return;
        }
        let Some(row) = table.open_row() else { return };
        if let Some(agreed) = common_prefix(&self.offers(row.key.text(), &[])) {
            row.key.replace(agreed);
        }
    }
}

/// A row of such a table.
pub(super) fn row(region: &str, kms_key_id: Option<&str>) -> TableRow {
    TableRow::open(region, kms_key_id.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::Mask;

    fn regions() -> ReplicaRegions {
        let replica = |region: &str, status| Replica {
            region: region.into(),
            kms_key_id: None,
            status,
            message: None,
            last_accessed: None,
        };
        let replicas =
            vec![replica("us-east-1", ReplicaStatus::InSync), replica("us-west-1", ReplicaStatus::Failed)];
        ReplicaRegions { own: Some("eu-west-1".into()), replicas }
    }

    fn table(rows: &[(&str, &str)]) -> Table {
        let rows = rows.iter().map(|(region, key)| row(region, Some(key))).collect();
        Table::new(rows, Mask::Revealed)
    }

    #[test]
    fn regions_that_have_the_secret_are_refused_with_the_reason() {
        let why = |rows: &[(&str, &str)]| regions().read(&table(rows)).unwrap_err();
        assert!(why(&[("eu-west-1", "")]).contains("own Region"));
        assert!(why(&[("us-east-1", "")]).contains("already (InSync)"));
        assert!(why(&[("us-east-2", ""), ("us-east-2", "")]).contains("twice"));
        assert!(why(&[("cn-north-1", "")]).contains("partition"));
        assert!(why(&[("", "alias/key")]).contains("is not a Region"));
        for wrong in ["Frankfurt", "Mars", "us-east", "us-east-1x", "-1"] {
            assert!(why(&[(wrong, "")]).contains("is not a Region"), "{wrong}");
        }
    }

    #[test]
    fn a_new_secret_is_replicated_to_other_regions_each_once() {
        let of = |rows: &[(&str, &str)]| ReplicaRegions::of_new(Some("eu-west-1")).read(&table(rows));
        let right = of(&[("us-east-1", " "), ("us-east-2", "alias/k")]).unwrap();
        assert_eq!(right[0].kms_key_id, None);
        assert_eq!(right[1].kms_key_id.as_deref(), Some("alias/k"));
        assert!(of(&[("eu-west-1", "")]).is_err());
        assert!(of(&[("us-east-1", ""), ("us-east-1", "")]).is_err());
    }

    #[test]
    fn one_that_failed_can_be_tried_again_and_empty_rows_are_nothing() {
        let found = regions().read(&table(&[("us-west-1", " alias/key "), ("", "")])).unwrap();
        let kms_key_id = Some("alias/key".to_owned());
        assert_eq!(found, [ReplicaRegion { region: "us-west-1".into(), kms_key_id }]);
        assert_eq!(regions().read(&table(&[])), Ok(Vec::new()));
    }

    #[test]
    fn preferred_regions_are_offered_first_where_they_fit() {
        let preferred = ["us-west-2", "eu-west-1", "ap-south-1"].map(str::to_owned);
        let offered = regions().offers("", &preferred);
        assert_eq!(offered[..2], ["us-west-2", "ap-south-1"], "eu-west-1 is the secret's own");
        assert_eq!(offered.len(), OFFERED);
        assert_eq!(regions().offers("us-w", &preferred), ["us-west-2", "us-west-1"]);
        assert_eq!(regions().offers("us-w", &[]), ["us-west-1", "us-west-2"]);
    }

    #[test]
    fn a_region_is_completed_as_far_as_all_that_fit_agree() {
        let completed = |typed: &str| {
            let mut table = table(&[(typed, "")]);
            table.cell = Cell::Key;
            regions().complete(&mut table);
            table.rows()[0].key.text().to_owned()
        };
        assert_eq!(completed("us-e"), "us-east-2", "us-east-1 has the secret already");
        assert_eq!(completed("ap-so"), "ap-south");
        assert_eq!(completed("mars"), "mars");
    }
}
