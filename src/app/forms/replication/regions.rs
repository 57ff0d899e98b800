//! Regions as they are typed: checked, and completed.

use crate::app::form::{Mask, PairRow, Pairs};
use crate::app::text_line::TextLine;
use crate::secrets::{REGIONS, Replica, ReplicaStatus, common_prefix, is_region_name, partition};
use crate::service::api::ReplicaRegion;

/// Regions that are offered at a time.
const OFFERED: usize = 8;

/// The Regions where a secret is already.
#[derive(Debug)]
pub(super) struct Taken {
    /// Its own Region.
    pub(super) own: Option<String>,
    /// Its replicas.
    pub(super) replicas: Vec<Replica>,
}

impl Taken {
    /// Reads a table of Regions and KMS keys; says what is wrong with the first row that is.
    pub(super) fn read(&self, pairs: &Pairs) -> Result<Vec<ReplicaRegion>, String> {
        let mut found: Vec<ReplicaRegion> = Vec::new();
        for row in pairs.rows() {
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
        if found.is_empty() { Err("Name a Region, such as us-east-1.".into()) } else { Ok(found) }
    }

    fn check(&self, region: &str) -> Result<(), String> {
        if !is_region_name(region) {
            return Err(format!("{region:?} is no name of a Region; one is like us-east-1."));
        }
        let Some(own) = self.own.as_deref() else { return Ok(()) };
        if region == own {
            return Err(format!("{region} is the secret's own Region; a replica is in another one."));
        }
        if partition(region) != partition(own) {
            return Err(format!("{region} is in another partition than {own}: replicas stay within one."));
        }
        match self.replicas.iter().find(|replica| replica.region == region) {
            Some(replica) if replica.status != ReplicaStatus::Failed => Err(format!(
                "{region} has a replica already ({}). For another key, remove it first.",
                replica.status.as_str()
            )),
            _ => Ok(()),
        }
    }

    /// Regions that what is typed may become: those that have no replica yet.
    pub(super) fn offers(&self, typed: &str) -> Vec<&'static str> {
        let typed = typed.trim();
        let fits = |region: &&&str| region.starts_with(typed) && self.check(region).is_ok();
        REGIONS.iter().filter(fits).copied().take(OFFERED).collect()
    }
}

/// Completes the Region under the cursor: as far as all that fit agree, or to the one that fits.
pub(super) fn complete(pairs: &mut Pairs, taken: &Taken) {
    let Some(row) = pairs.open_row() else { return };
    if let Some(agreed) = common_prefix(&taken.offers(row.key.text())) {
        row.key = TextLine::new(agreed);
    }
}

/// The same for a secret that is yet to be made, in the Region `own`.
pub fn complete_region(pairs: &mut Pairs, own: Option<&str>) {
    complete(pairs, &Taken { own: own.map(str::to_owned), replicas: Vec::new() });
}

/// A row of the table: Region and KMS key, neither a secret.
pub(super) fn row(region: &str, kms_key_id: Option<&str>) -> PairRow {
    let mut row = PairRow::new(region, kms_key_id.unwrap_or_default().to_owned());
    row.value.mask = Mask::Revealed;
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken() -> Taken {
        let replica = |region: &str, status| Replica {
            region: region.into(),
            kms_key_id: None,
            status,
            message: None,
            last_accessed: None,
        };
        let replicas =
            vec![replica("us-east-1", ReplicaStatus::InSync), replica("us-west-1", ReplicaStatus::Failed)];
        Taken { own: Some("eu-west-1".into()), replicas }
    }

    fn table(rows: &[(&str, &str)]) -> Pairs {
        let rows = rows.iter().map(|(region, key)| row(region, Some(key))).collect();
        Pairs::new(rows, Mask::Revealed)
    }

    #[test]
    fn regions_that_have_the_secret_are_refused_with_why() {
        let why = |rows: &[(&str, &str)]| taken().read(&table(rows)).unwrap_err();
        assert!(why(&[]).contains("Name a Region"));
        assert!(why(&[("eu-west-1", "")]).contains("own Region"));
        assert!(why(&[("us-east-1", "")]).contains("already (InSync)"));
        assert!(why(&[("us-east-2", ""), ("us-east-2", "")]).contains("twice"));
        assert!(why(&[("cn-north-1", "")]).contains("partition"));
        assert!(why(&[("", "alias/key")]).contains("no name"));
        assert!(why(&[("Frankfurt", "")]).contains("no name"));
    }

    #[test]
    fn one_that_failed_can_be_tried_again_and_empty_rows_are_nothing() {
        let found = taken().read(&table(&[("us-west-1", " alias/key "), ("", "")])).unwrap();
        let kms_key_id = Some("alias/key".to_owned());
        assert_eq!(found, [ReplicaRegion { region: "us-west-1".into(), kms_key_id }]);
    }

    #[test]
    fn a_region_is_completed_as_far_as_all_that_fit_agree() {
        let completed = |typed: &str| {
            let mut pairs = table(&[(typed, "")]);
            complete(&mut pairs, &taken());
            pairs.rows()[0].key.text().to_owned()
        };
        assert_eq!(completed("us-e"), "us-east-2", "us-east-1 has the secret already");
        assert_eq!(completed("ap-so"), "ap-south");
        assert_eq!(completed("mars"), "mars");
    }
}
