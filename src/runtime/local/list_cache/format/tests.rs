//! Any list comes back as it was written; a file that was changed in any way does not.

use super::*;
use crate::secrets::{
    Arn, Replica, ReplicaStatus, RotationRules, StagingLabel, Tag, VersionId, VersionLabels,
};
use crate::service::api::{AccountOrigin, Destination, Endpoint};
use proptest::option;
use proptest::prelude::*;
use std::collections::HashSet;
use std::io::Cursor;

pub fn origin() -> ListOrigin {
    ListOrigin {
        destination: Destination {
            profile: Some("dev".into()),
            region: "eu-west-1".into(),
            endpoint: Endpoint::Url("http://127.0.0.1:5000".into()),
        },
        credentials: [7; 32],
        account: AccountOrigin::Configuration,
    }
}

fn time() -> impl Strategy<Value = Timestamp> {
    (-100_000_000_000_i64..200_000_000_000, 0..1_000_000_000_i32)
        .prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).unwrap())
}

fn replica() -> impl Strategy<Value = Replica> {
    let status = prop_oneof![
        Just(ReplicaStatus::InSync),
        Just(ReplicaStatus::InProgress),
        Just(ReplicaStatus::Failed),
        Just(ReplicaStatus::Other("New".into())),
    ];
    ("[a-z]{0,4}", option::of(".{0,4}"), status, option::of(".{0,4}"), option::of(time())).prop_map(
        |(region, kms_key_id, status, message, last_accessed)| Replica {
            region,
            kms_key_id,
            status,
            message,
            last_accessed,
        },
    )
}

fn secret() -> impl Strategy<Value = Summary> {
    let texts = (option::of(".{0,9}"), option::of(".{0,9}"), option::of(".{0,9}"), option::of(".{0,9}"));
    let rules = option::of((option::of(any::<i64>()), option::of(".{0,5}"), option::of(".{0,5}")));
    let rotation = (option::of(any::<bool>()), option::of(".{0,9}"), rules);
    let times = prop::collection::vec(option::of(time()), 7);
    let tags = prop::collection::vec((".{0,5}", ".{0,5}"), 0..4);
    let labels = prop::collection::btree_set(".{0,5}".prop_map(StagingLabel), 0..3);
    let versions = prop::collection::btree_map(".{0,8}".prop_map(VersionId), labels, 0..3);
    let replicas = option::of(prop::collection::vec(replica(), 0..3));
    let region = option::of("[a-z]{0,4}");
    let arn = prop_oneof![Just(None), ".{0,20}".prop_map(Some)];
    ("[a-z/]{0,12}", arn, texts, rotation, times, tags, (versions, replicas, region)).prop_map(
        |(name, arn, texts, rotation, times, tags, (versions, replicas, primary_region))| {
            let of_name = format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}-AbCdEf");
            Summary {
                kind: texts.0,
                description: texts.1,
                kms_key_id: texts.2,
                owning_service: texts.3,
                rotation_enabled: rotation.0,
                rotation_lambda_arn: rotation.1,
                rotation_rules: rotation.2.map(|rules| RotationRules {
                    automatically_after_days: rules.0,
                    schedule_expression: rules.1,
                    duration: rules.2,
                }),
                last_rotated: times[0],
                next_rotation: times[1],
                last_changed: times[2],
                last_accessed: times[3],
                deleted: times[4],
                deletion_date: times[5],
                created: times[6],
                tags: tags.into_iter().map(|(key, value)| Tag { key, value }).collect(),
                versions: VersionLabels(versions),
                replicas,
                primary_region,
                ..Summary::new(Arn::new(arn.unwrap_or(of_name)), name)
            }
        },
    )
}

fn list(secrets: Vec<Summary>) -> WholeList {
    WholeList {
        as_of: Timestamp::from_second(1_790_000_000).unwrap(),
        account: "111122223333".into(),
        secrets: secrets.into_iter().collect(),
    }
}

fn written(secrets: Vec<Summary>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&list(secrets), &origin(), &mut bytes).unwrap();
    bytes
}

/// All secrets of a file, or why there are none.
fn read(bytes: &[u8]) -> Result<Option<Vec<Summary>>, Damaged> {
    let Some(mut reader) = ListReader::open(Cursor::new(bytes), &origin())? else { return Ok(None) };
    let mut all = Vec::new();
    while let Some(secrets) = reader.secrets()? {
        assert!(secrets.len() <= CHUNK);
        all.extend(secrets);
    }
    Ok(Some(all))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn any_list_comes_back_as_it_was(mut secrets in prop::collection::vec(secret(), 0..8)) {
        // A list has no ARN twice.
        let mut arns = HashSet::new();
        secrets.retain(|secret| arns.insert(secret.arn.clone()));
        let bytes = written(secrets.clone());
        prop_assert_eq!(read(&bytes).unwrap().unwrap(), secrets.clone());
        let mut reader = ListReader::open(Cursor::new(&bytes), &origin()).unwrap().unwrap();
        prop_assert_eq!((reader.as_of, &*reader.account), (list(Vec::new()).as_of, "111122223333"));
        let mut names = Vec::new();
        while reader.names(|name| names.push(name.to_owned())).unwrap() {}
        prop_assert_eq!(names, secrets.into_iter().map(|secret| secret.name).collect::<Vec<_>>());
    }

    #[test]
    fn a_changed_or_cut_file_is_damaged(
        secrets in prop::collection::vec(secret(), 0..4),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
        more in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        let bytes = written(secrets);
        let at = at.index(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= flip;
        prop_assert!(read(&changed).is_err(), "byte {}", at);
        prop_assert!(read(&bytes[..at]).is_err(), "cut at {}", at);
        prop_assert!(read(&[&bytes[..], &more].concat()).is_err(), "something follows");
        let mut without = bytes.clone();
        without.remove(at);
        prop_assert!(read(&without).is_err(), "without byte {}", at);
    }

    #[test]
    fn garbage_is_damaged(garbage in prop::collection::vec(any::<u8>(), 0..200), with_magic in any::<bool>()) {
        let bytes = if with_magic { [&MAGIC[..], &garbage].concat() } else { garbage };
        prop_assert!(read(&bytes).is_err());
    }
}

fn many(count: usize) -> Vec<Summary> {
    let name = |i| format!("name-{i:05}");
    let arn = |i| format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{}-AbCdEf", name(i));
    (0..count).map(|i| Summary::new(Arn::new(arn(i)), name(i))).collect()
}

#[test]
fn a_long_list_comes_in_chunks() {
    for count in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
        let bytes = written(many(count));
        assert_eq!(read(&bytes).unwrap().unwrap(), many(count), "{count}");
    }
}

#[test]
fn chunks_of_another_file_or_in_another_order_are_damaged() {
    let frames = |bytes: &[u8]| {
        let mut frames = Vec::new();
        let mut rest = &bytes[MAGIC.len()..];
        while let Some((length, _)) = rest.split_first_chunk::<4>() {
            let (frame, after) = rest.split_at(8 + u32::from_le_bytes(*length) as usize);
            frames.push(frame.to_vec());
            rest = after;
        }
        frames
    };
    let bytes = written(many(3 * CHUNK));
    let mut swapped = frames(&bytes);
    assert_eq!(swapped.len(), 5, "a header, three chunks, the end");
    swapped.swap(1, 2);
    assert!(read(&[&MAGIC[..], &swapped.concat()].concat()).is_err());
    let mut dropped = frames(&bytes);
    dropped.remove(2);
    assert!(read(&[&MAGIC[..], &dropped.concat()].concat()).is_err());
}

#[test]
fn a_list_of_another_connection_is_not_read() {
    let bytes = written(many(3));
    let other = |change: &dyn Fn(&mut ListOrigin)| {
        let mut other = origin();
        change(&mut other);
        ListReader::open(Cursor::new(&bytes), &other).unwrap().is_none()
    };
    assert!(!other(&|_| {}));
    assert!(other(&|origin| origin.destination.profile = None));
    assert!(other(&|origin| origin.destination.region = "eu-west-2".into()));
    assert!(other(&|origin| origin.destination.endpoint = Endpoint::Aws));
    assert!(other(&|origin| origin.credentials = [8; 32]));
}
