//! Changes: asked for, confirmed, sent, and what came of them.

use crate::app::Model;
use crate::app::layer::{Confirm, Layer, Then};
use crate::app::model::Access;
use crate::app::mutation::Mutation;
use crate::app::secret::Selected;
use crate::secrets::{Arn, ReplicaRole, RotationState, StagingLabel, VersionId};
use crate::service::ticket::Target;
use crate::service::{ClientRequestToken, Reply, Request, ServiceError, Ticket};

/// What can't be done with the selected secret, and what can.
struct Refused {
    text: String,
    next: String,
}

impl Refused {
    fn new(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self { text: text.into(), next: next.into() }
    }
}

impl Model {
    /// Asks whether to rotate now.
    pub(super) fn ask_rotate(&mut self) {
        let token = self.mint_token();
        self.ask("RotateSecret", |selected, now| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let secret = selected.summary();
            let managed = secret.owning_service.is_some();
            if secret.rotation_lambda_arn.is_none() && !managed && secret.rotation_enabled.is_none() {
                return Err(Refused::new(
                    format!("{} has no rotation function.", selected.name()),
                    "Rotation has to be set up first: a Lambda function and a schedule.",
                ));
            }
            let mut lines = Vec::new();
            if let Some(function) = &secret.rotation_lambda_arn {
                lines.push(format!("Function: {function}"));
            }
            if let Some(pending) = secret.versions.pending() {
                lines.push(format!(
                    "AWSPENDING is still on version {}: the service may refuse.",
                    pending.short()
                ));
            }
            if secret.rotation(now).state() == RotationState::Off {
                lines.push("Rotation is off: this turns it on again.".into());
            }
            lines.push(
                "A new version gets AWSCURRENT; clients that hold the old value must read again.".into(),
            );
            Ok(Draft {
                doing: format!("Rotate {}", selected.name()),
                lines,
                request: Request::RotateSecret { secret: selected.arn().to_string(), settings: None, token },
            })
        });
    }

    /// Asks whether to cancel rotation.
    pub(super) fn ask_cancel_rotation(&mut self) {
        self.ask("CancelRotateSecret", |selected, _| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let secret = selected.summary();
            if secret.rotation_enabled != Some(true) && secret.versions.pending().is_none() {
                return Err(Refused::new(
                    format!("Rotation of {} is not turned on.", selected.name()),
                    "There is nothing to cancel.",
                ));
            }
            let mut lines = vec!["Rotation is turned off; its function and rules stay.".to_owned()];
            if let Some(pending) = secret.versions.pending() {
                lines.push(format!("AWSPENDING stays on version {}.", pending.short()));
            }
            Ok(Draft {
                doing: format!("Cancel rotation of {}", selected.name()),
                lines,
                request: Request::CancelRotateSecret { secret: selected.arn().to_string() },
            })
        });
    }

    /// Asks whether to take back a scheduled deletion.
    pub(super) fn ask_restore(&mut self) {
        self.ask("RestoreSecret", |selected, now| {
            let Some(days) = selected.summary().days_until_deletion(now) else {
                return Err(Refused::new(
                    format!("{} is not scheduled for deletion.", selected.name()),
                    "There is nothing to restore.",
                ));
            };
            Ok(Draft {
                doing: format!("Restore {}", selected.name()),
                lines: vec![format!(
                    "Its recovery window ends in {days} days; restored, it can be read again at once."
                )],
                request: Request::RestoreSecret { secret: selected.arn().to_string() },
            })
        });
    }

    /// Asks whether to move AWSCURRENT to the version of AWSPREVIOUS.
    pub(super) fn ask_roll_back(&mut self) {
        self.ask("UpdateSecretVersionStage", |selected, _| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let versions = &selected.summary().versions;
            let (Some(current), Some(previous)) = (versions.current().cloned(), versions.previous().cloned())
            else {
                return Err(Refused::new(
                    format!("{} has no version labelled AWSPREVIOUS.", selected.name()),
                    "There is no version to go back to.",
                ));
            };
            Ok(Draft {
                doing: format!("Roll back {}", selected.name()),
                lines: vec![
                    format!("AWSCURRENT moves from version {current}"),
                    format!("                   to version {previous}."),
                    "AWSPREVIOUS goes to the version that AWSCURRENT leaves.".into(),
                ],
                request: Request::UpdateSecretVersionStage {
                    secret: selected.arn().to_string(),
                    label: StagingLabel::current(),
                    move_to: Some(previous),
                    remove_from: Some(current),
                },
            })
        });
    }

    /// Opens the question, unless the mutation can't be made. Read-only mode refuses before anything is built.
    fn ask(
        &mut self,
        operation: &str,
        draft: impl FnOnce(&Selected, jiff::Timestamp) -> Result<Draft, Refused>,
    ) {
        let Some(selected) = &self.selected else { return };
        if self.access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        if self.mutations.iter().any(|mutation| mutation.arn == *selected.arn()) {
            return self.refuse(
                format!("A change of {} is still under way.", selected.name()),
                "Wait for its answer; the journal (J) shows it.",
            );
        }
        match draft(selected, self.now) {
            Err(refused) => self.refuse(refused.text, refused.next),
            Ok(draft) => {
                let arn = selected.arn().clone();
                let mut lines = vec![self.where_to(&arn)];
                lines.extend(draft.lines);
                self.layers.push(Layer::Confirm(Confirm {
                    title: format!("{}?", draft.doing),
                    lines,
                    cli: Some(draft.request.cli_equivalent()),
                    then: Then::Send { arn, doing: draft.doing, request: draft.request },
                }));
            }
        }
    }

    /// Account, profile and Region in one line. The ARN names the account where STS did not.
    fn where_to(&self, arn: &Arn) -> String {
        let account = self.connection.account().or(arn.account()).unwrap_or("unknown");
        let region = arn.region().or(self.connection.region()).unwrap_or("unknown");
        match self.connection.profile() {
            Some(profile) => format!("Account {account} · Region {region} · profile {profile}"),
            None => format!("Account {account} · Region {region}"),
        }
    }

    /// A token for the request that is being asked about: it stays the same for every attempt.
    fn mint_token(&mut self) -> ClientRequestToken {
        let bytes = self.tokens.u128(..).to_be_bytes();
        ClientRequestToken::new(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
    }

    /// Sends a confirmed mutation.
    pub(super) fn mutate(&mut self, arn: Arn, doing: String, request: Request) {
        if let Some(ticket) = self.call(Target::Mutation(arn.clone()), request.clone()) {
            self.tell(format!("{doing}: sent."));
            self.mutations.push(Mutation { ticket, request, arn, doing, since: self.now });
        }
    }

    /// A mutation was answered: the truth is read again, whatever the answer.
    pub(super) fn mutated(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>) {
        let Some(at) = self.mutations.iter().position(|mutation| mutation.ticket == *ticket) else { return };
        let mutation = self.mutations.remove(at);
        if !self.is_current(ticket.connection) {
            return self.mutated_elsewhere(&mutation, result);
        }
        match result {
            Ok(reply) => {
                self.notice = None;
                self.follow_mutation(mutation, reply);
            }
            Err(error) => {
                self.read_truth(mutation.arn);
                self.fail(mutation.doing, error);
            }
        }
    }

    fn follow_mutation(&mut self, mutation: Mutation, reply: Reply) {
        let Mutation { arn, doing, request, .. } = mutation;
        match (reply, request) {
            (Reply::RotateSecret { version }, Request::RotateSecret { token, .. }) => {
                self.tell(format!("{doing}: accepted. Its steps are followed."));
                // The token names the version, whether or not the service says so.
                let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
                return self.watch_rotation(arn, version);
            }
            (Reply::CancelRotateSecret { .. }, _) => {
                self.watches.retain(|watch| watch.arn != arn);
                self.tell(format!("{doing}: done. Rotation is off."));
            }
            _ => self.tell(format!("{doing}: done.")),
        }
        self.read_truth(arn);
    }

    /// The user has gone elsewhere since: news, or the failure, and nothing else.
    fn mutated_elsewhere(&mut self, mutation: &Mutation, result: Result<Reply, ServiceError>) {
        match result {
            Ok(_) => self.tell(format!("{}: done, on the connection before.", mutation.doing)),
            Err(error) => self.fail(mutation.doing.clone(), error),
        }
    }
}

/// A mutation that can be asked about.
struct Draft {
    doing: String,
    lines: Vec<String>,
    request: Request,
}

fn refuse_replica(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().replica_role() {
        ReplicaRole::Replica { primary } => Err(Refused::new(
            format!(
                "{} is a replica of the secret in {primary}; only the primary can be changed.",
                selected.name()
            ),
            format!("Switch to the Region {primary} (w)."),
        )),
        ReplicaRole::Single | ReplicaRole::Primary => Ok(()),
    }
}

fn refuse_scheduled_for_deletion(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().deleted {
        Some(_) => Err(Refused::new(
            format!("{} is scheduled for deletion; it takes no changes.", selected.name()),
            "Restore it first (U).",
        )),
        None => Ok(()),
    }
}
