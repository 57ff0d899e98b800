//! Resource policies: checked, reviewed as a diff, attached, restored, deleted.

use super::world::*;
use crate::app::form::{FormProblem, InputView};
use crate::app::{Effect, LocalAnswer, Message, ReadOnlyReason, StartOptions};
use crate::secrets::Summary;
use crate::service::api::{ErrorKind, PolicyFinding, PublicPolicy, Reply, Request, ServiceError};

const FORMER: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Principal":"*"}]}"#;

/// The pane Policy of `a`, which has this policy.
fn in_pane(policy: Option<&str>) -> World {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("5");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(policy.map(str::to_owned)));
    world.effects();
    world
}

/// The form for it, with this text pasted in place of what it begins with.
fn writing(former: Option<&str>, text: &str) -> World {
    let mut world = in_pane(former);
    world.keys("e");
    let lines = world.text("Policy").lines().count();
    for _ in 0..2 * lines {
        world.keys("ctrl-k");
    }
    world.send(Message::Paste(text.into()));
    world
}

/// The same, sent and reviewed: the service found nothing, and the policy there is still the one from before.
fn reviewing(former: Option<&str>, text: &str) -> World {
    let mut world = writing(former, text);
    world.keys("ctrl-s");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(former.map(str::to_owned)));
    world
}

fn new_policy() -> String {
    FORMER.replace("\"A\"", "\"B\"")
}

fn refused(operation: &str, code: &str) -> ServiceError {
    ServiceError { code: Some(code.into()), ..error(operation, ErrorKind::Refused) }
}

#[test]
fn json_that_is_wrong_is_named_by_line_and_column_as_it_is_typed() {
    let mut world = writing(None, "{\n  \"Statement\": }");
    assert!(world.field_error("Policy").starts_with("Line 2, column 16: "));
    world.keys("ctrl-s");
    assert!(!world.is_out("ValidateResourcePolicy"), "nothing is asked before it is JSON");
    let Some(InputView::Area(area)) = world.find_field("Policy").map(|field| field.input().view()) else {
        panic!("no area")
    };
    assert_eq!(area.cursor(), (1, 15), "the cursor is at the fault");
    world.type_text("[]");
    assert_eq!(world.field_error("Policy"), "");
}

#[test]
fn what_changes_is_reviewed_against_what_is_attached_and_can_be_put_back() {
    let mut world = reviewing(Some(FORMER), &new_policy());
    assert!(world.reviewed().contains("found nothing wrong"), "{}", world.reviewed());
    assert!(
        world.reviewed().contains("-       \"Sid\": \"A\",\n+       \"Sid\": \"B\","),
        "{}",
        world.reviewed()
    );
    world.keys("y");
    let (_, request) = world.out("PutResourcePolicy");
    let put = Request::PutResourcePolicy {
        secret: arn("a").to_string(),
        policy: new_policy(),
        public: PublicPolicy::Block,
    };
    assert_eq!(request, put);
    world.answer("PutResourcePolicy", Reply::PutResourcePolicy);
    assert!(world.model.layers().is_empty());
    assert!(world.is_out("GetResourcePolicy"), "the pane shows the new truth");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(new_policy())));
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("u y");
    let (_, request) = world.out("PutResourcePolicy");
    let Request::PutResourcePolicy { policy, .. } = request else { panic!("{request:?}") };
    assert_eq!(policy, FORMER, "byte by byte");
}

#[test]
fn a_first_policy_is_taken_back_by_taking_it_away() {
    let mut world = reviewing(None, FORMER);
    world.keys("y");
    world.answer("PutResourcePolicy", Reply::PutResourcePolicy);
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("u y");
    assert!(world.is_out("DeleteResourcePolicy"));
}

#[test]
fn findings_are_shown_one_by_one_and_stay_below_the_form() {
    let mut world = writing(None, FORMER);
    world.keys("ctrl-s");
    let finding = |check: &str| PolicyFinding { check: check.into(), message: "it is so".into() };
    let found = vec![finding("ONE"), finding("TWO")];
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(found));
    assert!(world.reviewed().contains("ONE: it is so\nTWO: it is so"), "{}", world.reviewed());
    world.keys("n");
    assert!(world.form_notes().contains("TWO: it is so"));
    world.send(Message::Paste(" ".into()));
    assert!(!world.form_notes().contains("TWO"), "they say nothing of another text");
}

#[test]
fn a_check_that_is_denied_or_not_offered_is_said_and_gone_without() {
    for kind in [denied("ValidateResourcePolicy"), ErrorKind::ServiceFailure] {
        let mut world = writing(None, FORMER);
        world.keys("ctrl-s");
        world.fail("ValidateResourcePolicy", kind);
        world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
        assert!(world.reviewed().contains("has not checked the policy"), "{}", world.reviewed());
        assert_eq!(world.form().problem(), None);
    }
}

#[test]
fn without_an_answer_the_form_stays_as_it_was() {
    let mut world = writing(None, FORMER);
    world.keys("ctrl-s");
    world.fail("ValidateResourcePolicy", ErrorKind::TimedOut);
    assert!(!world.is_out("GetResourcePolicy"), "the other read is aborted");
    assert!(world.is_filling());
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))));
    assert_eq!(world.text("Policy"), FORMER);
    world.keys("ctrl-s");
    assert!(world.is_out("ValidateResourcePolicy") && world.is_out("GetResourcePolicy"));
}

/// The form is sent, and someone else has put this policy meanwhile.
fn in_conflict(theirs: &str) -> World {
    let mut world = writing(Some(FORMER), &new_policy());
    send_against(&mut world, theirs);
    assert!(world.field_error("Conflict").contains("Someone else has changed the policy"));
    world
}

fn send_against(world: &mut World, theirs: &str) {
    world.keys("ctrl-s");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(theirs.into())));
}

fn theirs() -> String {
    FORMER.replace("}]", "},{\"Sid\":\"Theirs\"}]")
}

#[test]
fn a_policy_that_someone_else_changed_meanwhile_is_overwritten_only_by_choice() {
    let mut world = in_conflict(&theirs());
    let notes = world.form_notes();
    assert!(notes.contains("What they changed") && notes.contains("+       \"Sid\": \"Theirs\""), "{notes}");
    world.keys("right");
    send_against(&mut world, &theirs());
    let reviewed = world.reviewed();
    assert!(reviewed.contains("-       \"Sid\": \"Theirs\""), "{reviewed}");
    world.keys("y");
    world.answer("PutResourcePolicy", Reply::PutResourcePolicy);
    world.answer("DescribeSecret", described(secret("a")));
    let undo = &world.model.changes().to_undo().unwrap().plan;
    assert!(
        matches!(&undo.steps[0].request, Request::PutResourcePolicy { policy, .. } if *policy == theirs())
    );
}

#[test]
fn rebasing_puts_both_changes_together_and_has_them_checked() {
    let mut world = in_conflict(&theirs());
    send_against(&mut world, &theirs());
    let (_, request) = world.out("ValidateResourcePolicy");
    let Request::ValidateResourcePolicy { policy, .. } = request else { panic!("{request:?}") };
    assert!(policy.contains("\"B\"") && policy.contains("Theirs") && !policy.contains("\"A\""), "{policy}");
    assert!(!world.is_out("GetResourcePolicy"), "what is there now is known");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    assert!(world.reviewed().contains("+       \"Sid\": \"B\""), "{}", world.reviewed());
    world.keys("y");
    let (_, request) = world.out("PutResourcePolicy");
    assert!(matches!(request, Request::PutResourcePolicy { policy: put, .. } if put == policy));
}

#[test]
fn dropping_leaves_theirs() {
    let mut world = in_conflict(&theirs());
    world.keys("left");
    send_against(&mut world, &theirs());
    assert!(world.model.layers().is_empty() && world.notice().contains("dropped"));
    assert!(!world.is_out("PutResourcePolicy"));
}

#[test]
fn who_changed_it_again_is_shown_again() {
    let mut world = in_conflict(&theirs());
    world.keys("right");
    send_against(&mut world, &theirs().replace("Theirs", "Again"));
    assert!(world.field_error("Conflict").contains("Someone else has changed the policy"));
    assert!(world.form_notes().contains("Again"));
}

#[test]
fn the_read_made_on_opening_does_not_stand_in_for_the_one_on_sending() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("5");
    world.fail("GetResourcePolicy", ErrorKind::TimedOut);
    world.keys("e");
    let (early, _) = world.out("GetResourcePolicy");
    world.send(Message::Paste(FORMER.into()));
    world.keys("ctrl-s");
    world.reply(&early, Ok(Reply::GetResourcePolicy(None)));
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    assert!(world.is_waiting(), "what is there now is not known yet");
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(theirs())));
    assert!(world.reviewed().contains("Theirs"), "{}", world.reviewed());
}

#[test]
fn after_esc_the_policy_is_read_and_checked_anew() {
    let mut world = writing(Some(FORMER), &new_policy());
    world.keys("ctrl-s");
    let (late, _) = world.out("GetResourcePolicy");
    world.keys("esc");
    world.reply(&late, Ok(Reply::GetResourcePolicy(Some(FORMER.into()))));
    assert!(world.is_filling());
    world.keys("ctrl-s");
    assert!(world.is_out("ValidateResourcePolicy") && world.is_out("GetResourcePolicy"));
}

#[test]
fn a_policy_that_can_not_be_read_is_replaced_with_a_warning_and_without_a_way_back() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("5");
    world.fail("GetResourcePolicy", denied("GetResourcePolicy"));
    world.keys("e");
    world.fail("GetResourcePolicy", denied("GetResourcePolicy"));
    assert_eq!(world.form().problem(), None);
    world.send(Message::Paste(FORMER.into()));
    world.keys("ctrl-s");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    world.fail("GetResourcePolicy", denied("GetResourcePolicy"));
    assert!(world.reviewed().contains("can't be put back"), "{}", world.reviewed());
    world.keys("y");
    world.answer("PutResourcePolicy", Reply::PutResourcePolicy);
    assert!(world.model.changes().to_undo().is_none());
}

#[test]
fn templates_add_their_statement_and_want_their_gaps_filled() {
    let mut world = in_pane(Some(FORMER));
    world.keys("e tab right");
    let text = world.text("Policy").to_owned();
    assert!(
        text.contains("\"Sid\": \"A\"") && text.contains("<account id>") && text.contains(arn("a").as_str())
    );
    world.keys("ctrl-s");
    assert!(world.field_error("Policy").contains("<account id>"));
    world.type_text("222233334444");
    for _ in 0.."<account id>".len() {
        world.send(Message::Key(crossterm::event::KeyCode::Delete.into()));
    }
    assert_eq!(world.field_error("Policy"), "");
    world.keys("ctrl-s");
    assert!(world.is_out("ValidateResourcePolicy"));
}

#[test]
fn no_template_is_the_text_from_before() {
    let mut world = in_pane(Some(FORMER));
    world.keys("e tab right right left left");
    assert!(!world.text("Policy").contains("<account id>"));
    assert!(world.text("Policy").contains("\"Sid\": \"A\""));
}

#[test]
fn a_refusal_leads_to_the_field_that_it_concerns() {
    for (code, field) in
        [("PublicPolicyException", "Block public"), ("MalformedPolicyDocumentException", "Policy")]
    {
        let mut world = reviewing(None, FORMER);
        world.keys("y");
        let (ticket, _) = world.out("PutResourcePolicy");
        world.reply(&ticket, Err(refused("PutResourcePolicy", code)));
        assert!(world.field_error(field).starts_with(code), "{}", world.field_error(field));
        assert_eq!(world.text("Policy"), FORMER);
    }
}

#[test]
fn public_policies_are_let_through_only_where_the_switch_says_so() {
    let mut world = writing(None, FORMER);
    world.keys("tab tab space ctrl-s");
    world.answer("ValidateResourcePolicy", Reply::ValidateResourcePolicy(Vec::new()));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
    assert!(world.reviewed().contains("BlockPublicPolicy is off"));
    world.keys("y");
    let (_, request) = world.out("PutResourcePolicy");
    assert!(matches!(request, Request::PutResourcePolicy { public: PublicPolicy::Allow, .. }));
}

#[test]
fn the_editor_gets_the_text_and_brings_it_back() {
    let mut world = in_pane(Some(FORMER));
    world.keys("e ctrl-o");
    let edit = world.effects().into_iter().find_map(|effect| match effect {
        Effect::Local(form, work) => Some((form, format!("{work:?}"))),
        _ => None,
    });
    let (form, _) = edit.expect("the editor is asked for");
    let edited = LocalAnswer::Edited(Ok(Some(format!("{}\n", new_policy()).into())));
    world.send(Message::Local(form, edited));
    assert_eq!(world.text("Policy"), new_policy());
}

#[test]
fn the_same_policy_in_other_spaces_is_no_change() {
    let world = reviewing(Some(FORMER), &FORMER.replace(':', " : "));
    assert!(matches!(world.form().problem(), Some(FormProblem::Nothing(_))));
}

#[test]
fn a_policy_is_taken_away_after_a_question_and_can_be_put_back() {
    let mut world = in_pane(Some(FORMER));
    world.keys("x y");
    world.answer("DeleteResourcePolicy", Reply::DeleteResourcePolicy);
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("x");
    assert!(world.notice().contains("a has no resource policy"), "{}", world.notice());
    world.keys("u y");
    let (_, request) = world.out("PutResourcePolicy");
    assert!(matches!(request, Request::PutResourcePolicy { policy, .. } if policy == FORMER));
}

#[test]
fn what_can_not_be_changed_is_said_before_anything_is_built() {
    let mut replica = secret("replica");
    replica.primary_region = Some("us-east-1".into());
    let mut going = secret("going");
    going.deleted = Some(jiff::Timestamp::from_second(1_790_600_000).unwrap());
    for (secret, words) in [(replica, "only the primary"), (going, "Restore it first")] {
        let name = secret.name.clone();
        let world = refused_world(StartOptions::default(), secret);
        assert!(world.notice().contains(words), "{name}: {}", world.notice());
    }
    let options = StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() };
    let world = refused_world(options, secret("a"));
    assert!(world.notice().contains("PutResourcePolicy refused"), "{}", world.notice());
}

fn refused_world(options: StartOptions, secret: Summary) -> World {
    let mut world = World::connected(options, WIDE);
    world.list(&[secret]);
    world.keys("5 e");
    assert!(world.model.layers().is_empty());
    world
}
