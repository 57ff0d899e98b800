//! Changes without a token whose answers are lost: AWS would refuse them a second time, and they are told as done.

use super::{SLACK, at_url, confirm, describe, described, served};
use crate::fault::{Endpoint, Fault};

#[test]
fn a_roll_back_that_took_effect_unheard_is_told_as_done() {
    let served = served();
    let holder = |label: &str| {
        let versions = describe(served.boto(), SLACK)["VersionIdsToStages"].clone();
        let versions = versions.as_object().expect("the secret has versions").clone();
        versions.into_iter().find(|(_, labels)| labels[0] == label).map(|(id, _)| id)
    };
    let (current, previous) = (holder("AWSCURRENT"), holder("AWSPREVIOUS"));
    let endpoint = Endpoint::before(served.url());
    endpoint.fail_times("UpdateSecretVersionStage", 1, Fault::LoseAnswer);
    let mut terminal = at_url(&endpoint.url(), &[SLACK]).start();
    described(&terminal, SLACK);
    terminal.type_keys("B");
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("AWSCURRENT moved to version ");
    assert_eq!((holder("AWSCURRENT"), holder("AWSPREVIOUS")), (previous, current));
    // The SDK sends it again by itself; what the service says to that is not taken for the outcome.
    assert_eq!(endpoint.count("UpdateSecretVersionStage"), 2);
}
