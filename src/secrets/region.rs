//! AWS Regions: the list to choose from, the form of their names, and their partitions.

use thiserror::Error;

/// The Regions that have Secrets Manager, neighbours together, to be offered for choice. Not a limit: Regions that open
/// later are accepted by their name's form.
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

/// The reason why a text is not accepted as a Region.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RegionError {
    /// The text does not have the form of a Region's name.
    #[error("{0:?} is not a Region. Enter one such as us-east-1.")]
    Name(String),
    /// The Region is in another partition than the one it must share.
    #[error("{region} is in another partition ({}) than {home} ({}).", partition(region), partition(home))]
    Partition {
        /// The Region that was checked.
        region: String,
        /// The Region whose partition it must share.
        home: String,
    },
}

/// Checks that `region` has the form of a Region's name and is in the same partition as `home`, if there is a `home`.
/// Accounts, credentials and replicas never reach into another partition. `home` itself is accepted.
///
/// # Errors
/// The text is not a Region's name, or names a Region of another partition.
pub fn check_region(region: &str, home: Option<&str>) -> Result<(), RegionError> {
    if !is_region_name(region) {
        return Err(RegionError::Name(region.to_owned()));
    }
    match home {
        Some(home) if partition(home) != partition(region) => {
            Err(RegionError::Partition { region: region.to_owned(), home: home.to_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

/// A sentence on a Region that has the form of one and is not in [`REGIONS`].
pub fn unknown_region(region: &str) -> String {
    format!(
        "{region} is not a Region known here. If it is new, all works as elsewhere; if not, check its name."
    )
}

/// True if a text has the form of a Region's name: words of lower-case letters, then a number, joined by hyphens.
pub fn is_region_name(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    let is_number = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    words.contains('-') && words.split('-').all(is_word) && is_number(number)
}

/// The partition of a Region as its ARNs name it, derived from the Region's name.
pub fn partition(region: &str) -> &'static str {
    const PREFIXES: [(&str, &str); 7] = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("eusc-", "aws-eusc"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
    ];
    PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}

/// The longest prefix that all these Regions have in common; `None` for no Regions.
pub fn common_prefix(regions: &[&'static str]) -> Option<&'static str> {
    let first = regions.first()?;
    let common = |other: &&str| first.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let length = regions.iter().map(common).min().unwrap_or(first.len());
    first.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_region_has_the_form_of_one() {
        assert!(REGIONS.iter().all(|region| is_region_name(region)));
        assert!(is_region_name("us-isob-east-1") && is_region_name("xx-new-west-10"));
    }

    #[test]
    fn other_texts_do_not_have_the_form_of_a_region() {
        let texts = [
            "",
            "-",
            "-1",
            "Frankfurt",
            "Mars",
            "us-east",
            "us-east1",
            "eu-west-",
            "eu--1",
            "eu-west-1a",
            "us-east-1x",
            "eu west 1",
            "EU-WEST-1",
            "eu-west-+1",
            "eu-west-1 ",
            "us-1",
            "é-west-1",
            "us-east-1-",
        ];
        for text in texts {
            assert!(!is_region_name(text), "{text}");
            assert_eq!(check_region(text, None), Err(RegionError::Name(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn partitions_are_named_as_in_arns() {
        let expected = [
            ("eu-west-1", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("cn-northwest-1", "aws-cn"),
            ("eusc-de-east-1", "aws-eusc"),
            ("us-iso-west-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
        ];
        for (region, name) in expected {
            assert_eq!(partition(region), name, "{region}");
        }
    }

    #[test]
    fn a_region_must_share_the_partition_of_home() {
        assert_eq!(check_region("us-east-1", Some("eu-west-1")), Ok(()));
        assert_eq!(check_region("eu-west-1", Some("eu-west-1")), Ok(()));
        assert_eq!(check_region("us-gov-east-1", Some("us-gov-west-1")), Ok(()));
        let error = check_region("cn-north-1", Some("eu-west-1")).unwrap_err();
        assert_eq!(error.to_string(), "cn-north-1 is in another partition (aws-cn) than eu-west-1 (aws).");
        assert!(check_region("eu-west-1", Some("us-gov-west-1")).is_err());
    }

    #[test]
    fn the_common_prefix_of_regions_is_found() {
        assert_eq!(common_prefix(&["ap-south-1", "ap-southeast-1"]), Some("ap-south"));
        assert_eq!(common_prefix(&["us-east-2"]), Some("us-east-2"));
        assert_eq!(common_prefix(&[]), None);
    }
}
