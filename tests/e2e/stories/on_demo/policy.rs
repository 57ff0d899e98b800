//! Resource policies: from a template, checked by the service, taken back.

use super::{confirm, open, quit};
use crate::keys::Key;

#[test]
fn a_template_is_filled_in_checked_reviewed_and_taken_back() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("5");
    terminal.wait_for("No resource policy");
    terminal.type_keys("e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The service has checked the policy and found nothing wrong with it.");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: shared/slack/bot-token.");
    terminal.wait_for("\"DenyDeletion\"");
    terminal.type_keys("u");
    confirm(&mut terminal, "Delete the resource policy of shared/slack/bot-token?");
    terminal.wait_for("No resource policy");
    quit(terminal);
}

#[test]
fn a_policy_for_everyone_is_found_out_and_refused_unless_one_insists() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    let open_to_all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}}"#;
    terminal.paste(open_to_all);
    terminal.wait_for("this may let everyone in");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("PUBLIC_POLICY: This resource policy grants broad access to your secret.");
    terminal.type_keys("y");
    terminal.wait_for("PublicPolicyException");
    terminal.type_keys(" ");
    terminal.wait_for("BlockPublicPolicy is off");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("--no-block-public-policy");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: shared/slack/bot-token.");
}
