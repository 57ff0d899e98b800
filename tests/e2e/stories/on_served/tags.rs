//! Tags.

use super::{SLACK, confirm, describe, open, review_audit_tag, served};

#[test]
fn a_tag_is_added_and_taken_away() {
    let served = served();
    let has = |key: &str| {
        let tags = describe(served.boto(), SLACK)["Tags"].clone();
        tags.as_array().into_iter().flatten().any(|tag| tag["Key"] == key)
    };
    let mut terminal = open(&served, SLACK);
    review_audit_tag(&mut terminal);
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
