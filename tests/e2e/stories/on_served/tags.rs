//! Tags.

use super::{SLACK, confirm, describe, open, served};
use crate::keys::Key;

#[test]
fn a_tag_is_added_and_taken_away() {
    let served = served();
    let has = |key: &str| {
        let tags = describe(served.boto(), SLACK)["Tags"].clone();
        tags.as_array().into_iter().flatten().any(|tag| tag["Key"] == key)
    };
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("4T");
    terminal.wait_for("Tags of shared/slack/bot-token");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("audit");
    terminal.press(Key::Tab);
    terminal.type_keys("2026");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager tag-resource");
    confirm(&mut terminal, "+ audit = 2026");
    terminal.wait_for("Tags changed: shared/slack/bot-token.");
    assert!(has("audit"));
    // The undo of TagResource is UntagResource.
    terminal.type_keys("u");
    terminal.wait_for("$ aws secretsmanager untag-resource");
    confirm(&mut terminal, "Undo the changes to the tags of shared/slack/bot-token?");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Tags changed: shared/slack/bot-token.");
    assert!(!has("audit"));
}
