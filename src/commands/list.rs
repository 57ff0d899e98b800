//! `strongroom list`: the secrets that match a filter, as their pages come.

use super::error::{CommandError, CommandExit, FailureKind};
use super::json;
use super::output::Output;
use super::pages::ListPages;
use super::session::Session;
use crate::app::list::Filter;
use crate::cli::ListArgs;
use crate::secrets::{RotationView, Summary, Tag};
use jiff::Timestamp;
use std::collections::HashSet;
use std::io::Write;

/// The form of a list.
#[derive(Clone, Copy)]
enum Form {
    Names,
    Tsv,
    Json,
}

/// The columns of `--tsv`.
const COLUMNS: [&str; 9] = [
    "Name",
    "ARN",
    "Rotation",
    "NextRotationDate",
    "LastChangedDate",
    "LastAccessedDate",
    "DeletedDate",
    "Tags",
    "Description",
];

/// Prints the secrets that match, in no particular order. Each page is printed when it comes.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: ListArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let filter = parse(args.filter.as_deref().unwrap_or_default())?;
    let form = match (args.tsv, args.json) {
        (true, _) => Form::Tsv,
        (false, true) => Form::Json,
        (false, false) => Form::Names,
    };
    let mut list = List { out, form, filter, deleted: args.deleted, now: Timestamp::now(), printed: 0 };
    list.begin()?;
    let pages = list.pages(session).await;
    // What came is a whole document even if the rest did not come.
    list.end()?;
    pages.map(|()| CommandExit::Done)
}

fn parse(text: &str) -> Result<Filter, CommandError> {
    let filter = parse_any(text)?;
    if filter.needs_bookmarks() {
        return Err(CommandError::new(
            FailureKind::Usage,
            format!("The filter `{text}` asks for bookmarks"),
            "Only the dashboard knows bookmarks.",
            "Leave `is:bookmarked` out, or name the secrets.",
        ));
    }
    Ok(filter)
}

fn parse_any(text: &str) -> Result<Filter, CommandError> {
    Filter::parse(text).map_err(|error| {
        let next = "`strongroom --help` and the dashboard's help tell the filter language.";
        CommandError::new(
            FailureKind::Usage,
            format!("The filter `{text}` can't be read"),
            error.to_string(),
            next,
        )
    })
}

struct List<W> {
    out: Output<W>,
    form: Form,
    filter: Filter,
    deleted: bool,
    now: Timestamp,
    printed: usize,
}

impl<W: Write> List<W> {
    async fn pages(&mut self, session: &Session) -> Result<(), CommandError> {
        let mut pages = ListPages::new(session);
        let mut seen = HashSet::new();
        while !self.out.is_closed()
            && let Some(secrets) = pages.next().await?
        {
            for secret in secrets.to_summaries() {
                if seen.insert(secret.arn.clone()) {
                    self.secret(session, secret).await?;
                }
            }
            self.out.flush()?;
        }
        Ok(())
    }

    async fn secret(&mut self, session: &Session, mut secret: Summary) -> Result<(), CommandError> {
        if secret.deleted.is_some() != self.deleted {
            return Ok(());
        }
        if self.filter.needs_replicas() && secret.primary_region.is_some() {
            secret = session.describe(secret.arn.as_str()).await?.known_summary();
        }
        if self.filter.matches(&secret, self.now) { self.print(&secret) } else { Ok(()) }
    }

    fn begin(&mut self) -> Result<(), CommandError> {
        match self.form {
            Form::Names => Ok(()),
            Form::Tsv => self.out.line(&COLUMNS.join("\t")),
            Form::Json => self.out.text("["),
        }
    }

    fn print(&mut self, secret: &Summary) -> Result<(), CommandError> {
        self.printed += 1;
        match self.form {
            Form::Names => self.out.line(&cell(&secret.name)),
            Form::Tsv => self.out.line(&row(secret, self.now).join("\t")),
            Form::Json => {
                let object = serde_json::Value::from(json::summary(secret));
                let comma = if self.printed == 1 { "" } else { "," };
                self.out.text(&format!("{comma}\n{object}"))
            }
        }
    }

    fn end(&mut self) -> Result<(), CommandError> {
        if let Form::Json = self.form {
            self.out.line(if self.printed == 0 { "]" } else { "\n]" })?;
        }
        self.out.flush()
    }
}

/// The columns of a secret; empty where nothing is known.
fn row(secret: &Summary, now: Timestamp) -> [String; 9] {
    let date = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let tags: Vec<_> = secret.tags.iter().map(|Tag { key, value }| format!("{key}={value}")).collect();
    [
        cell(&secret.name),
        cell(secret.arn.as_str()),
        RotationView::of(secret, now).state().as_str().to_owned(),
        date(secret.next_rotation),
        date(secret.last_changed),
        date(secret.last_accessed),
        date(secret.deleted),
        cell(&tags.join(" ")),
        cell(secret.description.as_deref().unwrap_or_default()),
    ]
}

/// A text without tabs and line ends, which would begin another column or line: they are written as `\t`, `\n` and `\r`, a
/// backslash as `\\`.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
