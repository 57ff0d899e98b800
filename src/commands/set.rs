//! `strongroom set`: stores a value, or one member of it.

use super::change::{Engine, Target, dry_run};
use super::error::{CommandError, CommandExit, FailureKind};
use super::input;
use super::output::{Output, tell};
use super::path::PathError;
use super::session::Session;
use super::splice::{Spliced, splice};
use crate::app::actions::Action;
use crate::app::forms::labels::label_error;
use crate::app::forms::{check_size, storage_note};
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::cli::SetArgs;
use crate::secrets::{
    AWSCURRENT, SecretValue, StagingLabel, ValueBody, VersionId, VersionLabels, check_name, json_fault,
    quoted,
};
use crate::service::api::{
    ClientRequestToken, ErrorKind, NewSecret, Operation, Overwrite, Request, VersionSelector,
};
use std::io::Write;
use zeroize::Zeroizing;

/// The new value, as far as it is known before the present one is read.
enum New {
    /// The whole value.
    Whole(ValueBody),
    /// A member, as JSON.
    Member { key: String, json: Zeroizing<String> },
}

/// Stores a value, and prints the ID of the version that has it. Asks nothing: a version that has moved meanwhile is not
/// replaced, and the one that is stays as AWSPREVIOUS.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: SetArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    if !args.change.dry_run {
        let operation = if args.create { Operation::CreateSecret } else { Operation::PutSecretValue };
        session.require_write(operation)?;
    }
    let labels = labels(args.stage.as_deref())?;
    let bytes = input::read(args.file.as_deref())?;
    if args.create {
        return create(session, args, bytes, out).await;
    }
    let new = match args.key {
        Some(key) => New::Member { key, json: member_json(&bytes, args.json)? },
        None => New::Whole(input::body(bytes, args.binary)),
    };
    let mut set = Set { session, engine: Engine::of(session), secret: args.secret.secret, new, labels };
    if args.change.dry_run {
        let request = set.planned();
        if matches!(set.new, New::Member { .. }) {
            tell("VALUE stands for the whole value, with the new member in it.");
        }
        return dry_run::print(session, &[request], out).await;
    }
    let version = set.store(args.expect_version.map(VersionId)).await?;
    print_version(&version, out)
}

/// The labels of the new version; none for AWSCURRENT.
fn labels(stage: Option<&str>) -> Result<Vec<StagingLabel>, CommandError> {
    let stage = stage.filter(|stage| *stage != AWSCURRENT);
    if let Some(text) = stage.and_then(label_error) {
        return Err(CommandError::new(FailureKind::Usage, text.trim_end_matches('.'), "", ""));
    }
    Ok(stage.map(|stage| StagingLabel(stage.to_owned())).into_iter().collect())
}

/// The input as the JSON of a member.
fn member_json(bytes: &[u8], is_json: bool) -> Result<Zeroizing<String>, CommandError> {
    let text = input::member(bytes)?;
    if !is_json {
        return Ok(quoted(&text));
    }
    match json_fault(&text) {
        Some(fault) => Err(CommandError::new(
            FailureKind::Usage,
            "The member is not valid JSON",
            fault.to_string(),
            "Leave out --json to store it as a string.",
        )),
        None => Ok(Zeroizing::new(text.trim().to_owned())),
    }
}

async fn create<W: Write>(
    session: &Session,
    args: SetArgs,
    bytes: Zeroizing<Vec<u8>>,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let name = args.secret.secret;
    check_name(&name).map_err(|error| {
        CommandError::new(
            FailureKind::Usage,
            format!("`{name}` is no name for a secret"),
            error.to_string(),
            "",
        )
    })?;
    let mut engine = Engine::of(session);
    let token = engine.mint_token();
    let request = Request::CreateSecret(Box::new(NewSecret {
        name: name.clone(),
        description: args.description,
        kms_key_id: args.kms_key_id,
        value: Some(input::body(bytes, args.binary)),
        tags: Vec::new(),
        replicas: Vec::new(),
        overwrite: Overwrite::Keep,
        token: token.clone(),
    }));
    if args.change.dry_run {
        return dry_run::print(session, &[request], out).await;
    }
    engine.carry_out(Plan::of_steps(format!("Create {name}"), vec![Step::on_new(&name, request)])).await?;
    print_version(&VersionId(token.as_str().to_owned()), out)
}

fn print_version<W: Write>(version: &VersionId, mut out: Output<W>) -> Result<CommandExit, CommandError> {
    out.line(version.as_str())?;
    out.flush()?;
    Ok(CommandExit::Done)
}

/// A value on its way to a secret.
struct Set<'a> {
    session: &'a Session,
    engine: Engine<'a>,
    secret: String,
    new: New,
    labels: Vec<StagingLabel>,
}

impl Set<'_> {
    /// The request, for its AWS CLI command, which leaves out the value: the present one need not be read.
    fn planned(&mut self) -> Request {
        let value = match &self.new {
            New::Whole(body) => body.clone(),
            New::Member { json, .. } => ValueBody::Text(json.clone()),
        };
        let token = self.engine.mint_token();
        self.request(self.secret.clone(), value, token)
    }

    fn request(&self, secret: String, value: ValueBody, token: ClientRequestToken) -> Request {
        Request::PutSecretValue { secret, value, labels: self.labels.clone(), token }
    }

    fn moves_current(&self) -> bool {
        self.labels.is_empty()
    }

    /// Stores the value unless AWSCURRENT has it already, or is on another version than expected. Returns the version that
    /// has the value.
    async fn store(&mut self, expected: Option<VersionId>) -> Result<VersionId, CommandError> {
        let target = Target::read(self.session, &self.secret, Action::EditValue).await?;
        let labels = target.detail().map(|detail| detail.summary.versions.clone());
        let base = self.base(&target, labels.as_ref()).await?;
        let of_value = base.as_ref().map(|base| &base.version);
        let current = labels.as_ref().map_or(of_value, VersionLabels::current);
        if let Some(expected) = &expected {
            if labels.is_none() && base.is_none() {
                // Neither read was allowed: the error of the first one says so.
                self.session.describe(&self.secret).await?;
            }
            check_expected(current, expected)?;
        }
        let body = self.body(base.as_ref().map(|base| &base.body))?;
        if let (Some(base), true) = (&base, self.moves_current()) {
            if base.body == body {
                tell("The value is as it was: there is nothing to save.");
                return Ok(base.version.clone());
            }
            if let Some(note) = storage_note(&base.body, &body) {
                tell(&note.text);
            }
        }
        let is_based = expected.is_some() || base.is_some();
        // Where AWSCURRENT moves and its labels are known, the engine checks that it has not moved yet.
        if is_based && !(self.moves_current() && labels.is_some()) {
            self.check_unmoved(&target, current).await?;
        }
        let known = match &labels {
            Some(labels) => Known::labels_of(target.known().arn().clone(), labels.clone()),
            None => target.known(),
        };
        let token = self.engine.mint_token();
        let version = VersionId(token.as_str().to_owned());
        let request = self.request(target.id(), body, token);
        let plan = Plan::of(format!("Save the value of {}", target.name()), &known, request);
        self.engine.carry_out(plan).await?;
        Ok(version)
    }

    /// Refuses if AWSCURRENT is no longer on this version. The value tells where the labels may not be read.
    async fn check_unmoved(&self, target: &Target, current: Option<&VersionId>) -> Result<(), CommandError> {
        let now = match target.detail() {
            Some(_) => self.session.describe(&target.id()).await?.summary.versions.current().cloned(),
            None => Some(self.session.value(&target.id(), VersionSelector::Current).await?.version),
        };
        if now.as_ref() == current {
            return Ok(());
        }
        Err(moved(format!("AWSCURRENT of {} has moved since it was read", target.name())))
    }

    /// The value of the version that has AWSCURRENT, as far as it is needed: a member is spliced into it, and a whole value is
    /// compared with it, if it may be read.
    async fn base(
        &self,
        target: &Target,
        labels: Option<&VersionLabels>,
    ) -> Result<Option<SecretValue>, CommandError> {
        let version = match labels.map(VersionLabels::current) {
            Some(Some(current)) => VersionSelector::Id(current.clone()),
            Some(None) => return Ok(None),
            None => VersionSelector::Current,
        };
        let is_whole = matches!(self.new, New::Whole(_));
        if is_whole && !self.moves_current() {
            return Ok(None);
        }
        let request = Request::GetSecretValue { secret: target.id(), version };
        match self.session.complete(&request).await?.result {
            Ok(reply) => Ok(Some(reply.into_value()?)),
            Err(error) if is_whole && (error.is_denied() || error.kind == ErrorKind::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The whole new value.
    fn body(&self, base: Option<&ValueBody>) -> Result<ValueBody, CommandError> {
        let (key, json) = match &self.new {
            New::Whole(body) => return Ok(body.clone()),
            New::Member { key, json } => (key, json),
        };
        let Some(base) = base else { return Err(no_value()) };
        let Some(text) = base.as_text() else { return Err(PathError::NoMembers.into()) };
        let Spliced { text, added } = splice(text, key, json)?;
        check_size(text.len()).map_err(|why| {
            CommandError::new(FailureKind::Conflict, "The value would be too large", why, "")
        })?;
        if let Some(added) = added {
            tell(&format!("The value had no member `{added}`: it is added."));
        }
        Ok(match base {
            ValueBody::Text(_) => ValueBody::Text(text),
            ValueBody::Binary(_) => ValueBody::binary(text.as_bytes().to_vec()),
        })
    }
}

/// Refuses if AWSCURRENT is on another version than `--expect-version` names.
fn check_expected(current: Option<&VersionId>, expected: &VersionId) -> Result<(), CommandError> {
    match current {
        Some(current) if current == expected => Ok(()),
        Some(current) => Err(moved(format!("AWSCURRENT is on version {current}, not on {expected}"))),
        None => Err(moved(format!("AWSCURRENT is on no version, not on {expected}"))),
    }
}

fn moved(what: String) -> CommandError {
    let next = "Nothing was sent. Read the value again, then set it.";
    CommandError::new(FailureKind::Conflict, what, "", next)
}

fn no_value() -> CommandError {
    CommandError::new(
        FailureKind::NotFound,
        "The secret has no value yet, and so no members",
        "",
        "Leave out --key to give it its first value.",
    )
}
