//! Undo: the requests that reverse a change, or the reason why none does.
//!
//! An undo is made when a change has taken effect, from the state that was read right before it was sent. It is a plan
//! like any other, so it can be undone in turn.

use super::known::{Known, PolicyState};
use super::plan::{Plan, Step, StepState, Subject};
use super::undo_title::title;
use crate::secrets::{Breadth, Policy, RotationRules, StagingLabel, Tag, VersionId, VersionLabels};
use crate::service::api::{
    ClientRequestToken, Overwrite, PublicPolicy, Recovery, ReplicaRegion, Request, RotationSettings,
    RotationStart,
};

/// The recovery window of a secret whose restoration or creation is undone, in days: the service's default.
const WINDOW: u8 = 30;

/// The undo of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The plan that reverses the change.
    pub plan: Plan,
    /// The news of the change: "Tags changed: prod/db".
    pub undoes: String,
    /// The losses and side effects of the reversal.
    pub caveats: Vec<String>,
}

/// The reason why a change can't be undone, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Irreversible(pub String);

impl Undo {
    /// The same undo, to be sent from another Region than `home`, where the change was made.
    #[must_use]
    pub fn pinned_to(self, home: &str) -> Self {
        Self { plan: self.plan.pinned_to(home), ..self }
    }
}

/// The requests that reverse a request, in order.
#[derive(Debug, Default)]
struct Reversal {
    requests: Vec<Request>,
    caveats: Vec<String>,
}

/// Makes tokens for requests.
type Mint<'a> = &'a mut dyn FnMut() -> ClientRequestToken;

/// Returns the undo of the steps of a plan that took effect, or the reason why there is none.
///
/// # Errors
/// The reason, if one of the steps can't be reversed.
pub fn undo_of(plan: &Plan, mint: Mint<'_>) -> Result<Undo, Irreversible> {
    let done: Vec<&Step> = plan.steps.iter().filter(|step| step.state == StepState::Done).collect();
    let mut caveats: Vec<String> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for step in done.iter().rev() {
        // What was done to a secret that the plan created goes with it.
        let is_of_new = matches!(&step.subject, Subject::New(_));
        if is_of_new && !matches!(step.request, Request::CreateSecret(_)) {
            continue;
        }
        let reversal = reversal(&step.request, &step.before, step.window.unwrap_or(WINDOW), mint)?;
        if changed_nothing(step) {
            continue;
        }
        let mut before = state_now(&steps, &done, step);
        for request in reversal.requests {
            let after = before.after(&request);
            let mut back = Step::on(&before, request).in_region(step.region.as_deref());
            back.window = window_of(&step.request);
            steps.push(back);
            before = after;
        }
        let new = reversal.caveats.into_iter().filter(|caveat| !caveats.contains(caveat));
        caveats.extend(new.collect::<Vec<_>>());
    }
    if steps.is_empty() {
        return Err(Irreversible("Nothing was different before.".into()));
    }
    // Secrets in the order in which they were changed; the requests of each, last change first.
    let order = |step: &Step| done.iter().position(|done| done.before.arn() == step.before.arn());
    steps.sort_by_key(order);
    let steps = merged(steps);
    let title = title(&steps);
    Ok(Undo {
        plan: Plan { purpose: plan.purpose.reversed(), ..Plan::of_steps(title, steps) },
        undoes: plan.outcome(),
        caveats,
    })
}

/// True if the secret was before as the request has made it. A deletion is undone even so: the secret is wanted back.
fn changed_nothing(step: &Step) -> bool {
    let is_known = !step.before.facts(&step.request).is_empty();
    let after = step.before.after(&step.request);
    let is_deletion = matches!(step.request, Request::DeleteSecret { .. });
    is_known && !is_deletion && step.before.differences(&after, &step.request).is_empty()
}

/// The state of a secret before the next reversing step is sent: that after all steps of the plan, and those reversed so
/// far.
fn state_now(reversed: &[Step], done: &[&Step], step: &Step) -> Known {
    let own = |other: &&Step| other.before.arn() == step.before.arn() && other.region == step.region;
    if let Some(last) = reversed.iter().rfind(|step| own(step)) {
        return last.before.after(&last.request);
    }
    let last = done.iter().copied().rfind(own).unwrap_or(step);
    last.before.after(&last.request)
}

/// The recovery window of a deletion, in days.
fn window_of(request: &Request) -> Option<u8> {
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { days }, .. } => Some(*days),
        _ => None,
    }
}

/// Steps in which tags that follow each other are set or removed by one request.
fn merged(steps: Vec<Step>) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    for step in steps {
        let last = found.last_mut().filter(|last| last.subject == step.subject && last.region == step.region);
        match (last.map(|last| &mut last.request), &step.request) {
            (Some(Request::TagResource { tags, .. }), Request::TagResource { tags: more, .. }) => {
                tags.extend(more.iter().cloned());
            }
            (Some(Request::UntagResource { keys, .. }), Request::UntagResource { keys: more, .. }) => {
                keys.extend(more.iter().cloned());
            }
            _ => found.push(step),
        }
    }
    found
}

/// The reversal of one request, sent when the secret's state was `before`.
fn reversal(request: &Request, before: &Known, window: u8, mint: Mint<'_>) -> Result<Reversal, Irreversible> {
    let secret = before.arn().to_string();
    match request {
        Request::CreateSecret(new) => {
            let regions: Vec<String> = new.replicas.iter().map(|replica| replica.region.clone()).collect();
            let remove = (!regions.is_empty())
                .then(|| Request::RemoveRegionsFromReplication { secret: secret.clone(), regions });
            let delete = deletion(secret, window);
            Ok(Reversal {
                requests: remove.into_iter().chain([delete]).collect(),
                caveats: vec![in_days(window)],
            })
        }
        Request::PutSecretValue { labels, token, .. } => moved_back(before, labels, token),
        Request::UpdateSecret { value: Some(_), token, .. } => moved_back(before, &[], token),
        Request::UpdateSecret { description, kms_key_id, value: None, .. } => {
            let known = before.summary().ok_or_else(unread)?;
            let key = known.kms_key_id.clone().unwrap_or_else(|| "alias/aws/secretsmanager".to_owned());
            Ok(Reversal::of(Request::UpdateSecret {
                secret,
                description: description.as_ref().map(|_| known.description.clone().unwrap_or_default()),
                kms_key_id: kms_key_id.as_ref().map(|_| key),
                value: None,
                token: mint(),
            }))
        }
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. } => {
            Ok(Reversal::of(Request::RestoreSecret { secret }))
        }
        Request::DeleteSecret { recovery: Recovery::Force, .. } => {
            irreversible("It was deleted without recovery: every version is gone.")
        }
        Request::RestoreSecret { .. } => Ok(Reversal::of(deletion(secret, window)).but(in_days(window))),
        Request::TagResource { tags, .. } => {
            let known = &before.summary().ok_or_else(unread)?.tags;
            Ok(tags_back(secret, known, tags.iter().map(|tag| &*tag.key)))
        }
        Request::UntagResource { keys, .. } => {
            let known = &before.summary().ok_or_else(unread)?.tags;
            Ok(tags_back(secret, known, keys.iter().map(|key| &**key)))
        }
        Request::PutResourcePolicy { .. } | Request::DeleteResourcePolicy { .. } => match before.policy() {
            PolicyState::Unknown => {
                irreversible("The policy that was attached before could not be read (GetResourcePolicy).")
            }
            PolicyState::None => Ok(Reversal::of(Request::DeleteResourcePolicy { secret })),
            PolicyState::Attached(text) => Ok(Reversal::of(policy_back(secret, text))),
        },
        Request::ReplicateSecretToRegions { replicas, overwrite, .. } => {
            Ok(removal(secret, replicas, *overwrite))
        }
        Request::RemoveRegionsFromReplication { regions, .. } => Ok(replication(secret, regions, before)),
        Request::StopReplicationToReplica { .. } => irreversible(
            "A promoted replica does not become a replica again. Replicate the primary to this Region with overwriting \
             instead: what this secret holds by then is lost.",
        ),
        Request::RotateSecret { settings: Some(settings), .. } => {
            let reversal = rotation_back(secret, before, mint)?;
            Ok(match settings.start {
                RotationStart::Immediately => reversal.but("The rotation that was started is not reversed."),
                RotationStart::NextWindow => reversal,
            })
        }
        Request::RotateSecret { settings: None, .. } => irreversible(
            "The rotation has changed the credential outside of Secrets Manager as well: moving AWSCURRENT back would \
             leave the two apart.",
        ),
        Request::CancelRotateSecret { .. } => rotation_on_again(secret, before, mint),
        Request::UpdateSecretVersionStage { label, move_to, .. } => {
            let labels = before.labels().ok_or_else(unread)?;
            let holder = labels.holder(label.as_str());
            if holder.is_none() && *label == StagingLabel::current() {
                return irreversible(FIRST_VERSION);
            }
            Ok(Reversal::of(label_move(secret, label, holder, move_to.as_ref())))
        }
        // Reads are in no plan.
        Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => irreversible("It has changed nothing."),
    }
}

const FIRST_VERSION: &str = "No version had AWSCURRENT before, and the service never takes AWSCURRENT away.";

impl Reversal {
    fn of(request: Request) -> Self {
        Self { requests: vec![request], caveats: Vec::new() }
    }

    fn but(mut self, caveat: impl Into<String>) -> Self {
        self.caveats.push(caveat.into());
        self
    }
}

fn irreversible(reason: &str) -> Result<Reversal, Irreversible> {
    Err(Irreversible(reason.to_owned()))
}

fn unread() -> Irreversible {
    Irreversible("The state before could not be read (DescribeSecret).".into())
}

fn in_days(days: u8) -> String {
    format!("It is scheduled for deletion, and can be restored for {days} days.")
}

fn deletion(secret: String, days: u8) -> Request {
    Request::DeleteSecret { secret, recovery: Recovery::Window { days } }
}

fn label_move(
    secret: String,
    label: &StagingLabel,
    move_to: Option<&VersionId>,
    remove_from: Option<&VersionId>,
) -> Request {
    let (move_to, remove_from) = (move_to.cloned(), remove_from.cloned());
    Request::UpdateSecretVersionStage { secret, label: label.clone(), move_to, remove_from }
}

/// Moves each label of a new version back to where it was.
fn moved_back(
    before: &Known,
    labels: &[StagingLabel],
    token: &ClientRequestToken,
) -> Result<Reversal, Irreversible> {
    let known = before.labels().ok_or_else(unread)?;
    if known.current().is_none() {
        return irreversible(FIRST_VERSION);
    }
    let own = [StagingLabel::current()];
    let moved = if labels.is_empty() { &own[..] } else { labels };
    let new = VersionId(token.as_str().to_owned());
    let secret = before.arn().to_string();
    let back =
        |label: &StagingLabel| label_move(secret.clone(), label, known.holder(label.as_str()), Some(&new));
    let reversal = Reversal { requests: moved.iter().map(back).collect(), caveats: Vec::new() };
    Ok(reversal.but(format!("Version {} stays, so that this can be undone as well.", new.short())))
}

/// Gives the tags of these keys the values of before, and removes those that were not there.
fn tags_back<'a>(secret: String, known: &[Tag], keys: impl Iterator<Item = &'a str>) -> Reversal {
    let (mut tags, mut added) = (Vec::new(), Vec::new());
    for key in keys {
        match known.iter().find(|tag| tag.key == key) {
            Some(tag) => tags.push(tag.clone()),
            None => added.push(key.to_owned()),
        }
    }
    let set = (!tags.is_empty()).then(|| Request::TagResource { secret: secret.clone(), tags });
    let remove = (!added.is_empty()).then(|| Request::UntagResource { secret, keys: added });
    Reversal { requests: set.into_iter().chain(remove).collect(), caveats: Vec::new() }
}

/// Attaches the previous policy, however broad it was.
fn policy_back(secret: String, previous: &str) -> Request {
    let public = match Policy::new(previous.to_owned()).breadth {
        Breadth::Everyone => PublicPolicy::Allow,
        Breadth::Named => PublicPolicy::Block,
    };
    Request::PutResourcePolicy { secret, policy: previous.to_owned(), public }
}

/// Removes replicas that were added.
fn removal(secret: String, replicas: &[ReplicaRegion], overwrite: Overwrite) -> Reversal {
    let regions = replicas.iter().map(|replica| replica.region.clone()).collect();
    let reversal = Reversal::of(Request::RemoveRegionsFromReplication { secret, regions });
    match overwrite {
        Overwrite::Keep => reversal,
        Overwrite::Overwrite => reversal.but("A secret that a replica has overwritten does not come back."),
    }
}

/// Replicates to Regions again, each with the key that its replica had.
fn replication(secret: String, regions: &[String], before: &Known) -> Reversal {
    let again = |region: &String| ReplicaRegion {
        region: region.clone(),
        kms_key_id: before.replica(region).and_then(|replica| replica.kms_key_id.clone()),
    };
    let replicas = regions.iter().map(again).collect();
    let request = Request::ReplicateSecretToRegions { secret, replicas, overwrite: Overwrite::Keep };
    Reversal::of(request)
        .but("This makes a new replica from what the secret holds now; the deleted one is gone.")
}

/// Turns rotation on again after it was cancelled.
fn rotation_on_again(secret: String, before: &Known, mint: Mint<'_>) -> Result<Reversal, Irreversible> {
    if before.summary().is_some_and(|known| known.rotation_enabled != Some(true)) {
        return irreversible("Rotation was off before: only a rotation in progress was cancelled.");
    }
    let reversal = rotation_back(secret, before, mint)?;
    Ok(match before.labels().and_then(VersionLabels::pending) {
        Some(_) => reversal.but("The rotation that was cancelled does not go on."),
        None => reversal,
    })
}

/// Sets rotation as it was before; where it was off, turns it off.
fn rotation_back(secret: String, before: &Known, mint: Mint<'_>) -> Result<Reversal, Irreversible> {
    let known = before.summary().ok_or_else(unread)?;
    if known.rotation_enabled != Some(true) {
        let caveat = "Rotation is turned off; its function and rules stay.";
        return Ok(Reversal::of(Request::CancelRotateSecret { secret }).but(caveat));
    }
    let rules = known.rotation_rules.clone().unwrap_or_default();
    let settings = RotationSettings {
        lambda_arn: known.rotation_lambda_arn.clone(),
        rules: RotationRules {
            // Only one of the two ways may be sent, though both are answered.
            automatically_after_days: rules
                .automatically_after_days
                .filter(|_| rules.schedule_expression.is_none()),
            ..rules
        },
        start: RotationStart::NextWindow,
    };
    let request = Request::RotateSecret { secret, settings: Some(settings), token: mint() };
    let caveat = "Nothing rotates before the next window; only the function's testSecret step runs now.";
    Ok(Reversal::of(request).but(caveat))
}
