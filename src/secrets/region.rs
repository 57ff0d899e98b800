//! The Regions that have Secrets Manager: what the pick list offers, and how their names are read. A Region that is not
//! in the list can still be named.

/// Regions of the partitions `aws`, `aws-us-gov`, `aws-cn` and `aws-eusc`, nearest relatives together.
pub const REGIONS: &[&str] = &[
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "ca-west-1",
    "mx-central-1",
    "sa-east-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "af-south-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "us-gov-east-1",
    "us-gov-west-1",
    "cn-north-1",
    "cn-northwest-1",
];

/// Whether a text can name a Region: small letters, digits and hyphens, a digit last.
pub fn names_region(text: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.contains('-')
        && text.chars().all(of_a_name)
}

/// The partition that a Region is in, by the beginning of its name: credentials, replicas and ARNs stay within one.
pub fn partition(region: &str) -> &'static str {
    ["us-gov-", "cn-", "eusc-", "us-iso"].into_iter().find(|start| region.starts_with(start)).unwrap_or("aws")
}

/// The beginning that all these Regions share: what typing can be completed to. `None` if there are none.
pub fn shared_beginning(regions: &[&'static str]) -> Option<&'static str> {
    let first = regions.first()?;
    let agreement = |other: &&str| first.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let agreed = regions.iter().map(agreement).min().unwrap_or(first.len());
    first.get(..agreed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_the_name_of_one() {
        assert!(REGIONS.iter().all(|region| names_region(region)));
        for text in ["", "Frankfurt", "eu-west-", "eu west 1", "eu-west-1a", "-1"] {
            assert!(!names_region(text), "{text}");
        }
    }

    #[test]
    fn what_regions_share_is_their_beginning() {
        assert_eq!(shared_beginning(&["ap-south-1", "ap-southeast-1"]), Some("ap-south"));
        assert_eq!(shared_beginning(&["us-east-2"]), Some("us-east-2"));
        assert_eq!(shared_beginning(&[]), None);
    }
}
