//! Recovering from a rotation that is stuck: AWSPENDING apart from AWSCURRENT, and nothing moving.

use crate::app::event::Event;
use crate::app::form::{
    ChoiceField, FieldRef, FormContext, FormSpec, Note, Outcome, Rejected, Review, Submission, Tone,
    field_group, where_to,
};
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::secrets::{AWSPENDING, Arn, PendingRotation, StagingLabel, Summary, VersionId};
use crate::service::api::Request;
use jiff::Timestamp;

/// The ways out, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Read the pending version.
    Look,
    /// Remove AWSPENDING from it.
    Drop,
    /// Move AWSCURRENT to it.
    Promote,
    /// `CancelRotateSecret`.
    Cancel,
    /// Remove AWSPENDING from it and begin a new rotation.
    Again,
}

impl Way {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Look, "look"),
        (Self::Drop, "drop"),
        (Self::Promote, "promote"),
        (Self::Cancel, "cancel"),
        (Self::Again, "rotate again"),
    ];

    /// Its effect, and when it is right.
    fn meaning(self) -> &'static str {
        match self {
            Self::Look => {
                "Opens the Value pane with the pending version (GetSecretValue), masked. Begin here: it may be empty, \
                 or hold the credential that the database has by now."
            }
            Self::Drop => {
                "Removes AWSPENDING from it (UpdateSecretVersionStage). Right when the database still has the \
                 credential of AWSCURRENT: the next rotation starts from the beginning."
            }
            Self::Promote => {
                "Moves AWSCURRENT to it (UpdateSecretVersionStage). Right when the database already has its \
                 credential: clients then read the one that works."
            }
            Self::Cancel => {
                "Turns rotation off (CancelRotateSecret), so that the service stops trying; function and rules stay, \
                 AWSPENDING too."
            }
            Self::Again => {
                "Removes AWSPENDING from it, then rotates again (RotateSecret). Fix what made the function fail first: its \
                 logs in CloudWatch say what that was."
            }
        }
    }
}

/// The form for a stuck rotation.
#[derive(Debug)]
pub struct Recovery {
    known: Known,
    arn: Arn,
    name: String,
    current: Option<VersionId>,
    pending: VersionId,
    /// Rotation was set up once: else there is none to cancel or to begin.
    rotates: bool,
    /// The state of the pending rotation, derived from its dates.
    state: PendingRotation,
    followed: bool,
    /// The version was read and has no value.
    is_empty: bool,
    way: ChoiceField<Way>,
}

field_group!(Recovery { way });

impl Recovery {
    /// For a secret with AWSPENDING on a version other than AWSCURRENT's; `None` for any other. `followed` says whether the
    /// rotation is being watched right now, `is_empty` whether the version was read and has no value.
    pub fn of(secret: &Summary, state: PendingRotation, followed: bool, is_empty: bool) -> Option<Self> {
        Some(Self {
            state,
            known: Known::from(secret),
            arn: secret.arn.clone(),
            name: secret.name.clone(),
            current: secret.versions.current().cloned(),
            pending: secret.versions.pending()?.clone(),
            rotates: secret.rotation_enabled.is_some()
                || secret.rotation_lambda_arn.is_some()
                || secret.kind.is_some(),
            followed,
            is_empty,
            way: ChoiceField::choice("What to do", "Choose a way out, then review it.", Way::ALL),
        })
    }

    /// The advice to wait or to go on, with the reason.
    fn state_note(&self, now: Timestamp) -> Note {
        match self.state {
            _ if self.followed => Note::new(
                Tone::Warning,
                "This rotation is being followed at the moment: it may still end by itself.",
            ),
            PendingRotation::InProgress { since } => Note::new(
                Tone::Warning,
                format!(
                    "It may have begun only {} seconds ago, and takes minutes: wait until it has had ten of them.",
                    now.duration_since(since).as_secs()
                ),
            ),
            PendingRotation::Stuck { since: Some(since) } => Note::plain(format!(
                "It began on {}, or earlier; a rotation takes minutes.",
                since.strftime("%Y-%m-%d %H:%M UTC")
            )),
            PendingRotation::Stuck { since: None } => Note::new(Tone::Dim, "When it began is not known."),
            PendingRotation::LeftBehind { rotated } => Note::plain(format!(
                "A later rotation ended on {}: AWSPENDING was left behind, and can be dropped.",
                rotated.strftime("%Y-%m-%d %H:%M UTC")
            )),
        }
    }

    fn step(&self, request: Request) -> Step {
        Step::on(&self.known, request)
    }

    fn pending_label(&self, move_to: Option<&VersionId>, remove_from: Option<&VersionId>) -> Request {
        self.move_label(StagingLabel(AWSPENDING.into()), move_to, remove_from)
    }

    fn move_label(
        &self,
        label: StagingLabel,
        move_to: Option<&VersionId>,
        remove_from: Option<&VersionId>,
    ) -> Request {
        Request::UpdateSecretVersionStage {
            secret: self.arn.to_string(),
            label,
            move_to: move_to.cloned(),
            remove_from: remove_from.cloned(),
        }
    }

    fn plan(&self, way: Way, cx: &mut FormContext<'_>) -> Plan {
        let (arn, name) = (&self.arn, &self.name);
        match way {
            Way::Look | Way::Drop => {
                let title = format!("Remove AWSPENDING from version {} of {name}", self.pending.short());
                Plan::of(title, &self.known, self.pending_label(None, Some(&self.pending)))
            }
            Way::Promote => {
                let title = format!("Move AWSCURRENT of {name} to version {}", self.pending.short());
                let there =
                    self.move_label(StagingLabel::current(), Some(&self.pending), self.current.as_ref());
                Plan::of(title, &self.known, there)
            }
            Way::Cancel => {
                let request = Request::CancelRotateSecret { secret: arn.to_string() };
                Plan::of(format!("Cancel rotation of {name}"), &self.known, request)
            }
            Way::Again => {
                let token = cx.mint_token();
                let rotate = Request::RotateSecret { secret: arn.to_string(), settings: None, token };
                let steps = vec![self.step(self.pending_label(None, Some(&self.pending))), self.step(rotate)];
                Plan::of_steps(format!("Rotate {name} again"), steps)
            }
        }
    }

    /// The labels before and after.
    fn before_and_after(&self, way: Way) -> Vec<Note> {
        let pending = |label: &str| format!("version {}  {label}", self.pending);
        let mut notes = vec![Note::new(Tone::Heading, "Staging labels")];
        match way {
            Way::Drop | Way::Again => {
                notes.push(Note::new(Tone::Removed, pending("AWSPENDING")));
                notes.push(Note::new(Tone::Added, pending("no label: it goes in time")));
            }
            Way::Promote => {
                if let Some(current) = &self.current {
                    notes.push(Note::new(Tone::Removed, format!("version {current}  AWSCURRENT")));
                }
                notes.push(Note::new(Tone::Added, pending("AWSPENDING, AWSCURRENT")));
                if let Some(current) = &self.current {
                    notes.push(Note::new(Tone::Added, format!("version {current}  AWSPREVIOUS")));
                }
            }
            Way::Look | Way::Cancel => {
                notes.push(Note::new(Tone::Dim, format!("{}  unchanged", pending("AWSPENDING"))));
            }
        }
        notes
    }
}

impl FormSpec for Recovery {
    fn title(&self) -> String {
        match self.state {
            PendingRotation::InProgress { .. } => format!("Recover the pending rotation of {}", self.name),
            PendingRotation::Stuck { .. } => format!("Recover the stuck rotation of {}", self.name),
            PendingRotation::LeftBehind { .. } => format!("A rotation left behind of {}", self.name),
        }
    }

    fn notes(&self, _focus: Option<FieldRef>, cx: &FormContext<'_>) -> Vec<Note> {
        let mut notes = vec![Note::plain(self.way.chosen().meaning()), Note::new(Tone::Heading, "Now")];
        notes.push(Note::plain(format!("AWSPENDING is on version {}", self.pending)));
        if self.is_empty {
            notes.push(Note::new(
                Tone::Warning,
                "That version is empty: the createSecret step stored no value. Drop it, or rotate again once the function \
                 is fixed.",
            ));
        }
        notes.push(match &self.current {
            Some(current) => Note::plain(format!("AWSCURRENT is on version {current}")),
            None => Note::plain("AWSCURRENT is on no version"),
        });
        notes.push(self.state_note(cx.time_of_day()));
        notes
    }
}

impl Submission for Recovery {
    type Input = Way;

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Way, Rejected> {
        let way = self.way.chosen();
        if self.is_empty && way == Way::Promote {
            return Err(self
                .way
                .reject("The version is empty: clients would find no value. Drop it instead."));
        }
        if !self.rotates && matches!(way, Way::Cancel | Way::Again) {
            let text = "Rotation was never set up for this secret: drop or promote the version.";
            return Err(self.way.reject(text));
        }
        Ok(way)
    }

    fn review(&mut self, way: Way, cx: &mut FormContext<'_>) -> Outcome {
        if way == Way::Look {
            cx.update.raise(Event::VersionRequested(self.pending.clone()));
            return Outcome::Close(None);
        }
        let mut notes = vec![where_to(Some(&self.arn), cx), Note::plain(way.meaning())];
        if way == Way::Promote {
            notes.push(Note::new(
                Tone::Warning,
                "If the version is empty, clients find no value from then on: look at it first.",
            ));
        }
        notes.extend(self.before_and_after(way));
        Outcome::review(Review::of(self.plan(way, cx), notes))
    }
}
