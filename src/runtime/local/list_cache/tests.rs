//! Files of cached lists: who may read them, when they are shown, when they go.

use super::*;
use crate::secrets::{Arn, Summary};
use crate::service::api::{Destination, Endpoint};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use tempfile::{TempDir, tempdir};

const ACCOUNT: &str = "111122223333";
const ID: ConnectionId = ConnectionId(1);

fn origin() -> ListOrigin {
    ListOrigin {
        destination: Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws },
        credentials: [7; 32],
        account: AccountOrigin::Configuration,
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

fn list(names: &[&str]) -> WholeList {
    let secret = |name: &&str| {
        let arn = format!("arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:{name}-AbCdEf");
        Summary::new(Arn::new(arn), *name)
    };
    let secrets = names.iter().map(secret).collect();
    WholeList { as_of: now(), account: ACCOUNT.into(), secrets }
}

/// A home with one cached list.
fn cached() -> (TempDir, ListCache) {
    let home = tempdir().unwrap();
    let path = home.path().to_owned();
    let variable = |name: &str| (name == "HOME").then(|| path.clone().into());
    let cache = ListCache::of(variable, Duration::from_hours(24)).unwrap();
    cache.save(&origin(), &list(&["a", "b"]), 1);
    (home, cache)
}

fn open(cache: &ListCache, origin: &ListOrigin, account: Option<&str>, at: Timestamp) -> Option<Vec<String>> {
    let step = CacheStep::Open { account: account.map(str::to_owned) };
    match cache.read(ID, origin, &step, at) {
        CacheRead::Chunk(chunk) => Some(chunk.secrets.iter().map(|secret| secret.name.clone()).collect()),
        CacheRead::Nothing => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_end_of_the_program_leaves_the_earlier_list_and_nothing_unfinished() {
    let (_home, cache) = cached();
    cache.end();
    cache.save(&origin(), &list(&["c"]), 2);
    assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1);
    assert_eq!(open(&cache, &origin(), None, now()), Some(vec!["a".into(), "b".into()]));
}

#[test]
fn a_saved_list_is_its_owners_alone_and_is_read() {
    let (_home, cache) = cached();
    let path = cache.path(&origin());
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&cache.folder).unwrap().mode() & 0o777, 0o700);
    assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1, "nothing else is left");
    assert_eq!(open(&cache, &origin(), None, now()), Some(vec!["a".into(), "b".into()]));
    assert_eq!(cache.names(&origin(), now()), ["a", "b"]);
    assert!(matches!(cache.read(ID, &origin(), &CacheStep::Next, now()), CacheRead::Nothing));
}

#[test]
fn a_list_comes_chunk_by_chunk() {
    let (_home, cache) = cached();
    let names: Vec<_> = (0..2_500).map(|i| format!("name-{i}")).collect();
    cache.save(&origin(), &list(&names.iter().map(String::as_str).collect::<Vec<_>>()), 2);
    let mut read = cache.read(ID, &origin(), &CacheStep::Open { account: None }, now());
    let mut sizes = Vec::new();
    while let CacheRead::Chunk(chunk) = read {
        sizes.push((chunk.secrets.len(), chunk.last));
        read = cache.read(ID, &origin(), &CacheStep::Next, now());
    }
    assert_eq!(sizes, [(1_000, false), (1_000, false), (500, true)]);
    assert!(matches!(cache.read(ConnectionId(2), &origin(), &CacheStep::Next, now()), CacheRead::Nothing));
}

#[test]
fn another_connection_or_account_sees_nothing() {
    let (_home, cache) = cached();
    assert_eq!(open(&cache, &ListOrigin { credentials: [8; 32], ..origin() }, None, now()), None);
    let region = Destination { region: "eu-west-2".into(), ..origin().destination };
    assert_eq!(open(&cache, &ListOrigin { destination: region, ..origin() }, None, now()), None);
    assert_eq!(open(&cache, &origin(), Some("444455556666"), now()), None);
    assert!(open(&cache, &origin(), Some(ACCOUNT), now()).is_some());
}

#[test]
fn a_list_of_credentials_of_any_account_waits_for_the_account() {
    let (_home, cache) = cached();
    let any = ListOrigin { account: AccountOrigin::Service, ..origin() };
    let step = CacheStep::Open { account: None };
    assert!(matches!(cache.read(ID, &any, &step, now()), CacheRead::NeedsAccount));
    assert!(open(&cache, &any, Some(ACCOUNT), now()).is_some());
}

#[test]
fn an_old_list_is_deleted_and_one_of_the_future_too() {
    for age in [SignedDuration::from_hours(25), SignedDuration::from_secs(-1)] {
        let (_home, cache) = cached();
        assert!(open(&cache, &origin(), None, now() + SignedDuration::from_hours(24)).is_some());
        assert_eq!(open(&cache, &origin(), None, now() + age), None);
        assert!(!cache.path(&origin()).exists());
    }
}

/// Changes a byte in the middle of a file.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn reading_names_deletes_no_list() {
    let (_home, cache) = cached();
    let path = cache.path(&origin());
    for age in [SignedDuration::from_hours(25), SignedDuration::from_secs(-1)] {
        assert!(cache.names(&origin(), now() + age).is_empty());
        assert!(path.exists(), "{age}");
    }
    let patient = ListCache { longest_age: SignedDuration::from_hours(30 * 24), ..cache.clone() };
    assert_eq!(patient.names(&origin(), now() + SignedDuration::from_hours(20 * 24)), ["a", "b"]);
    damage(&path);
    assert!(cache.names(&origin(), now()).is_empty());
    assert!(path.exists());
}

#[test]
fn a_damaged_list_is_deleted() {
    let (_home, cache) = cached();
    let path = cache.path(&origin());
    damage(&path);
    assert_eq!(open(&cache, &origin(), None, now()), None);
    assert!(!path.exists());
}

#[test]
fn links_and_files_that_others_can_read_are_not_read() {
    let (home, cache) = cached();
    let path = cache.path(&origin());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(open(&cache, &origin(), None, now()), None);
    let elsewhere = home.path().join("elsewhere");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::rename(&path, &elsewhere).unwrap();
    symlink(&elsewhere, &path).unwrap();
    assert_eq!(open(&cache, &origin(), None, now()), None);
    let before = fs::read(&elsewhere).unwrap();
    cache.save(&origin(), &list(&["new"]), 2);
    assert_eq!(fs::read(&elsewhere).unwrap(), before, "saving replaces the link, not what it leads to");
    assert_eq!(open(&cache, &origin(), None, now()), Some(vec!["new".into()]));
}

#[test]
fn an_earlier_list_does_not_replace_a_later_one() {
    let (_home, cache) = cached();
    cache.save(&origin(), &list(&["third"]), 3);
    cache.save(&origin(), &list(&["second"]), 2);
    assert_eq!(cache.names(&origin(), now()), ["third"]);
}

#[test]
fn what_a_killed_run_left_is_removed_once_it_is_old() {
    let (_home, cache) = cached();
    let left = |name: &str, age: Duration| {
        let path = cache.folder.join(name);
        let file = File::create(&path).unwrap();
        file.set_modified(std::time::SystemTime::now() - age).unwrap();
        path
    };
    let old = left(".list-killed.tmp", Duration::from_hours(2));
    let new = left(".list-at-work.tmp", Duration::ZERO);
    let other = left("notes.txt", Duration::from_hours(2));
    assert!(open(&cache, &origin(), None, now()).is_some(), "the list before is whole");
    cache.save(&origin(), &list(&["a"]), 2);
    assert_eq!((old.exists(), new.exists(), other.exists()), (false, true, true));
}
