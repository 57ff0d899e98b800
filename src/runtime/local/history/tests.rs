use super::*;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::thread;
use tempfile::{TempDir, tempdir};

fn place(account: &str) -> HistoryPlace {
    HistoryPlace { account: account.into(), region: "eu-west-1".into(), endpoint: None }
}

fn files() -> (TempDir, HistoryFiles) {
    let home = tempdir().unwrap();
    let folder = home.path().join("state/strongroom");
    (home, HistoryFiles { folder })
}

fn bookmark(name: &str) -> HistoryChange {
    HistoryChange::Bookmark(name.into())
}

fn ready(read: HistoryRead) -> Remembered {
    match read {
        HistoryRead::Ready(remembered) => remembered,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_changed_is_read_again_for_its_own_place_alone() {
    let (_home, files) = files();
    assert!(ready(files.read(&place("1"))).is_empty());
    assert!(!files.folder.exists(), "reading makes no folder");
    files.change(&place("1"), &bookmark("prod/db"));
    assert_eq!(ready(files.read(&place("1"))).bookmarks, ["prod/db"]);
    let elsewhere = [
        place("2"),
        HistoryPlace { region: "us-east-1".into(), ..place("1") },
        HistoryPlace { endpoint: Some("http://127.0.0.1".into()), ..place("1") },
    ];
    for other in elsewhere {
        assert!(ready(files.read(&other)).is_empty(), "{other:?}");
    }
}

#[test]
fn files_and_folder_are_their_owners_alone() {
    let (_home, files) = files();
    files.change(&place("1"), &bookmark("prod/db"));
    assert_eq!(fs::metadata(&files.folder).unwrap().mode() & 0o777, 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(&files.folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().mode() & 0o777, 0o600, "{entry:?}");
        names.push(entry.file_name().into_string().unwrap());
    }
    assert_eq!(names.len(), 2, "the file and the lock: {names:?}");
}

#[test]
fn several_at_once_lose_nothing_of_each_other() {
    let (_home, files) = files();
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let files = files.clone();
            thread::spawn(move || {
                for nth in 0..10 {
                    files.change(&place("1"), &bookmark(&format!("{writer}/{nth}")));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(ready(files.read(&place("1"))).bookmarks.len(), 80);
}

#[test]
fn a_damaged_file_is_dropped_and_told_once() {
    let (_home, files) = files();
    files.change(&place("1"), &bookmark("prod/db"));
    let path = files.path(&place("1"));
    let whole = fs::read(&path).unwrap();
    let other = String::from_utf8(whole.clone()).unwrap().replace("eu-west-1", "eu-west-2").into_bytes();
    for damaged in [&whole[..whole.len() / 2], b"", b"{}", b"\xff\xfe", &other] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(files.read(&place("1")), HistoryRead::Damaged(Remembered::default()));
        assert!(ready(files.read(&place("1"))).is_empty());
        files.change(&place("1"), &bookmark("a"));
        fs::write(&path, damaged).unwrap();
        assert!(matches!(files.change(&place("1"), &bookmark("b")), HistoryRead::Damaged(_)));
        assert_eq!(ready(files.read(&place("1"))).bookmarks, ["b"]);
    }
}

#[test]
fn a_file_that_others_can_read_or_a_link_is_left_alone() {
    let (home, files) = files();
    files.change(&place("1"), &bookmark("prod/db"));
    let path = files.path(&place("1"));
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(files.read(&place("1")), HistoryRead::Failed(_)));
    assert!(matches!(files.change(&place("1"), &bookmark("b")), HistoryRead::Failed(_)));
    assert!(fs::read_to_string(&path).unwrap().contains("prod/db"));
    fs::remove_file(&path).unwrap();
    let target = home.path().join("target");
    fs::write(&target, "x").unwrap();
    symlink(&target, &path).unwrap();
    assert!(matches!(files.change(&place("1"), &bookmark("b")), HistoryRead::Failed(_)));
    assert_eq!(fs::read_to_string(&target).unwrap(), "x");
}

#[test]
fn forgetting_leaves_no_file() {
    let (_home, files) = files();
    files.change(&place("1"), &bookmark("prod/db"));
    files.change(&place("1"), &HistoryChange::Forget);
    assert!(!files.path(&place("1")).exists());
    files.change(&place("1"), &HistoryChange::Forget);
    assert!(ready(files.read(&place("1"))).is_empty());
}
