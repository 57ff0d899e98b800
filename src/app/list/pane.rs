//! The list's state: what came of loading, what is laid over it, and where the cursor is.

use super::known::Known;
use super::{ArrangeJob, Arranged, Filter, FilterError, Folding, Marks, Row, Shape, Sort};
use crate::app::scroll::{Cursor, Step};
use crate::app::text_line::TextLine;
use crate::secrets::{Arn, Summary};
use crate::service::{ServiceError, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// The list of secrets.
#[derive(Debug)]
pub struct ListPane {
    known: Known,
    incoming: Vec<Summary>,
    fill: Fill,
    as_of: Option<Timestamp>,
    /// How loading stands.
    pub load: ListLoad,
    /// The filter line.
    pub filter: FilterLine,
    /// The order.
    pub sort: Sort,
    /// Flat or a tree.
    pub view: ListView,
    folding: Folding,
    folding_filtered: Folding,
    rows: Arc<[Row]>,
    matched: usize,
    /// The secrets that are marked.
    pub marks: Marks,
    /// The row under the cursor.
    pub cursor: Cursor,
    anchor: Anchor,
    generation: u64,
    job: Job,
    asked: Asked,
}

/// Numbers what the user asked of the rows: another filter, order or layout.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    last: u64,
    /// What the job that is out takes into account.
    in_job: u64,
    /// What the rows show.
    in_rows: u64,
}

/// What becomes of the pages that come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    /// They show as they come.
    Growing,
    /// They wait until all are there, and then take the place of the list.
    Replacing,
}

/// How loading stands.
#[derive(Debug)]
pub enum ListLoad {
    /// Not begun.
    Idle,
    /// A page is on its way.
    Loading {
        /// Its request.
        ticket: Ticket,
        /// Secrets that came so far.
        so_far: usize,
    },
    /// All pages came.
    Complete {
        /// When the last one did.
        at: Timestamp,
    },
    /// The user stopped it.
    Cancelled {
        /// When.
        at: Timestamp,
    },
    /// A page failed; those before it are there.
    Failed {
        /// Why.
        error: ServiceError,
        /// When.
        at: Timestamp,
    },
}

/// How the list is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    /// One row a secret.
    #[default]
    Flat,
    /// Folders by `/` in names.
    Tree,
}

/// The filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    /// What is typed.
    pub line: TextLine,
    /// Whether keys go there.
    pub mode: FilterMode,
    /// What is wrong with it.
    pub error: Option<FilterError>,
    /// The last filter that was right: the one in force.
    pub applied: Filter,
}

/// Whether keys go to the filter line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterMode {
    /// They go to the list.
    #[default]
    Resting,
    /// They are typed.
    Editing,
}

/// What the cursor stays on while rows move.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Anchor {
    Top,
    Secret(Arn),
    Folder(Arc<str>),
}

/// Whether filtering is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    Resting,
    Running,
    RunningOutdated,
}

impl Default for ListPane {
    fn default() -> Self {
        Self {
            known: Known::default(),
            incoming: Vec::new(),
            fill: Fill::Growing,
            as_of: None,
            load: ListLoad::Idle,
            filter: FilterLine::default(),
            sort: Sort::default(),
            view: ListView::default(),
            folding: Folding::folded(),
            folding_filtered: Folding::unfolded(),
            rows: Arc::from([]),
            matched: 0,
            marks: Marks::default(),
            cursor: Cursor::default(),
            anchor: Anchor::Top,
            generation: 0,
            job: Job::Resting,
            asked: Asked::default(),
        }
    }
}

impl ListPane {
    /// Empties the list for another connection; filter, order and layout stay.
    pub fn empty(&mut self) {
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            sort: self.sort,
            view: self.view,
            generation: self.generation + 1,
            ..Self::default()
        };
    }

    /// All secrets that are there, whether or not they match the filter.
    pub fn secrets(&self) -> &[Arc<Summary>] {
        self.known.all()
    }

    /// The rows that match the filter, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The marked secrets, by name.
    pub fn marked(&self) -> Vec<Arc<Summary>> {
        self.marks.among(self.secrets())
    }

    /// All secrets that match the filter, also those that are folded away.
    pub fn matching(&self, now: Timestamp) -> Vec<Arc<Summary>> {
        let job = ArrangeJob {
            generation: self.generation,
            secrets: self.known.all().clone(),
            filter: self.filter.applied.clone(),
            sort: self.sort,
            shape: Shape::Flat,
            now,
        };
        let rows = job.run().rows;
        let secret = |row: &Row| match row {
            Row::Secret { secret, .. } => Some(Arc::clone(secret)),
            Row::Folder { .. } => None,
        };
        rows.iter().filter_map(secret).collect()
    }

    /// How many secrets match the filter.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// When what is shown was listed; `None` while the first list is on its way. A refresh counts once it is complete.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Whether a list is there that the one on its way is to replace.
    pub fn is_refreshing(&self) -> bool {
        self.fill == Fill::Replacing && matches!(self.load, ListLoad::Loading { .. })
    }

    /// Notes that the first page is on its way.
    pub fn begin(&mut self, ticket: Ticket) {
        self.incoming.clear();
        self.fill = if self.as_of.is_none() { Fill::Growing } else { Fill::Replacing };
        self.load = ListLoad::Loading { ticket, so_far: 0 };
    }

    /// Takes a page in. The first list shows page by page; a newer one replaces it when it is complete.
    pub fn take_page(&mut self, secrets: Vec<Summary>, next: Option<Ticket>, now: Timestamp) {
        let ListLoad::Loading { so_far, .. } = self.load else { return };
        let total = so_far + secrets.len();
        match self.fill {
            Fill::Growing => secrets.into_iter().for_each(|secret| self.known.add(secret, now)),
            Fill::Replacing => self.incoming.extend(secrets),
        }
        let Some(ticket) = next else { return self.complete(now) };
        self.load = ListLoad::Loading { ticket, so_far: total };
    }

    fn complete(&mut self, now: Timestamp) {
        if self.fill == Fill::Replacing {
            self.known.replace(std::mem::take(&mut self.incoming), now);
        }
        self.load = ListLoad::Complete { at: now };
        self.as_of = Some(now);
    }

    /// Notes that loading ended before its end; what is there stays.
    pub fn stop(&mut self, load: ListLoad) {
        self.incoming = Vec::new();
        if let (Fill::Growing, ListLoad::Cancelled { at } | ListLoad::Failed { at, .. }) = (self.fill, &load)
        {
            self.as_of = Some(*at);
        }
        self.load = load;
    }

    /// Lays over the list what `DescribeSecret` said; `false` if a later request has already said more.
    pub fn lay_over(&mut self, summary: &Summary, ticket: &Ticket, now: Timestamp) -> bool {
        self.known.lay_over(summary, ticket.sequence, now)
    }

    /// Takes a secret out that is gone; a list that lags behind does not bring it back.
    pub fn forget(&mut self, arn: &Arn, now: Timestamp) {
        self.known.forget(arn, now);
    }

    /// What is known of a secret of the list.
    pub fn find(&self, arn: &Arn) -> Option<&Arc<Summary>> {
        self.known.find(arn)
    }

    /// Notes that the user asked for other rows: until they come, those that are there are not what is meant.
    pub fn ask(&mut self) {
        self.asked.last += 1;
    }

    /// Whether the rows are still those from before what the user last asked for.
    pub fn is_behind(&self) -> bool {
        self.asked.in_rows != self.asked.last
    }

    /// A job that filters and sorts what is there now, unless one is out: then another is due when it ends.
    pub fn arrange(&mut self, now: Timestamp) -> Option<ArrangeJob> {
        if self.job != Job::Resting {
            self.job = Job::RunningOutdated;
            return None;
        }
        self.job = Job::Running;
        self.asked.in_job = self.asked.last;
        self.generation += 1;
        Some(ArrangeJob {
            generation: self.generation,
            secrets: self.known.all().clone(),
            filter: self.filter.applied.clone(),
            sort: self.sort,
            shape: self.shape(),
            now,
        })
    }

    fn shape(&self) -> Shape {
        match self.view {
            ListView::Flat => Shape::Flat,
            ListView::Tree if self.filter.applied.is_empty() => Shape::Tree(self.folding.clone()),
            ListView::Tree => Shape::Tree(self.folding_filtered.clone()),
        }
    }

    /// Takes the rows in; answers the next job if one is due.
    pub fn arranged(&mut self, arranged: Arranged, now: Timestamp) -> Option<ArrangeJob> {
        if arranged.generation != self.generation {
            return None;
        }
        self.rows = arranged.rows;
        self.matched = arranged.matched;
        self.asked.in_rows = self.asked.in_job;
        self.return_to_anchor();
        let outdated = self.job == Job::RunningOutdated;
        self.job = Job::Resting;
        if outdated { self.arrange(now) } else { None }
    }

    fn return_to_anchor(&mut self) {
        let found = match &self.anchor {
            Anchor::Top => Some(0),
            Anchor::Secret(arn) => self
                .rows
                .iter()
                .position(|row| matches!(row, Row::Secret { secret, .. } if secret.arn == *arn))
                .or_else(|| self.folder_over(arn)),
            Anchor::Folder(path) => {
                self.rows.iter().position(|row| matches!(row, Row::Folder { path: p, .. } if p == path))
            }
        };
        match found {
            Some(at) => self.cursor.at = at,
            None => self.cursor.clamp(self.rows.len()),
        }
    }

    /// The innermost folder in view that holds a secret which is folded away.
    fn folder_over(&self, arn: &Arn) -> Option<usize> {
        let name = &self.known.find(arn)?.name;
        self.rows.iter().rposition(|row| matches!(row, Row::Folder { path, .. } if name.starts_with(&**path)))
    }

    /// Takes a step; the cursor stays on what it then is on, however the rows move.
    pub fn step(&mut self, step: Step, page: usize) {
        self.cursor.step(step, self.rows.len(), page);
        self.hold();
    }

    /// Puts the cursor on a row.
    pub fn go_to(&mut self, at: usize) {
        self.cursor.at = at;
        self.cursor.clamp(self.rows.len());
        self.hold();
    }

    /// Puts the cursor on a secret, now or as soon as it is listed.
    pub fn go_to_secret(&mut self, arn: &Arn) {
        self.anchor = Anchor::Secret(arn.clone());
        self.return_to_anchor();
    }

    /// Keeps the cursor on what it is on now, however the rows move.
    pub fn hold(&mut self) {
        self.anchor = match self.rows.get(self.cursor.at) {
            Some(Row::Secret { secret, .. }) => Anchor::Secret(secret.arn.clone()),
            Some(Row::Folder { path, .. }) => Anchor::Folder(path.clone()),
            None => Anchor::Top,
        };
    }

    /// The row under the cursor.
    pub fn row_under_cursor(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at)
    }

    /// The secret under the cursor.
    pub fn secret_under_cursor(&self) -> Option<&Arc<Summary>> {
        match self.row_under_cursor() {
            Some(Row::Secret { secret, .. }) => Some(secret),
            _ => None,
        }
    }

    /// The folder that the cursor is on or in, its slash included; none in the flat list.
    pub fn folder_under_cursor(&self) -> Option<String> {
        match self.row_under_cursor()? {
            Row::Folder { path, .. } => Some(path.to_string()),
            Row::Secret { depth, .. } if *depth > 0 => Some(self.folder_above(*depth)?.to_string()),
            Row::Secret { .. } => None,
        }
    }

    /// Reads the filter line: a filter that is right takes force, a wrong one says why and changes nothing.
    pub fn apply_filter(&mut self) -> bool {
        match Filter::parse(self.filter.line.text()) {
            Ok(filter) => {
                self.filter.applied = filter;
                self.filter.error = None;
                self.folding_filtered = Folding::unfolded();
                self.anchor = Anchor::Top;
                true
            }
            Err(error) => {
                self.filter.error = Some(error);
                false
            }
        }
    }

    /// The secret that the filter leaves, if it leaves just one.
    pub fn only_match(&self) -> Option<&Arn> {
        let secret = |row: &'_ Row| matches!(row, Row::Secret { .. });
        match self.rows.iter().find(|row| secret(row)) {
            Some(Row::Secret { secret, .. }) if self.matched == 1 => Some(&secret.arn),
            _ => None,
        }
    }

    /// Puts the filter away; the cursor stays on its secret.
    pub fn clear_filter(&mut self) {
        self.filter = FilterLine::default();
        self.hold();
    }

    /// Folds or unfolds the folder under the cursor; `false` if there is none.
    pub fn toggle_folder(&mut self) -> bool {
        let Some(Row::Folder { path, .. }) = self.row_under_cursor() else { return false };
        let path = path.clone();
        self.folding_in_force().toggle(&path);
        true
    }

    /// Folds the folder under the cursor, or the one that the row lies in; `false` if there is none.
    pub fn fold(&mut self) -> bool {
        let path = match self.row_under_cursor() {
            Some(Row::Folder { path, folded: false, .. }) => path.clone(),
            Some(Row::Folder { depth, .. } | Row::Secret { depth, .. }) if *depth > 0 => {
                match self.folder_above(*depth) {
                    Some(path) => path,
                    None => return false,
                }
            }
            _ => return false,
        };
        self.folding_in_force().fold(&path);
        self.anchor = Anchor::Folder(path);
        true
    }

    /// Unfolds the folder under the cursor; `false` if there is none, or it is unfolded.
    pub fn unfold(&mut self) -> bool {
        let Some(Row::Folder { path, folded: true, .. }) = self.row_under_cursor() else { return false };
        let path = path.clone();
        self.folding_in_force().unfold(&path);
        true
    }

    fn folder_above(&self, depth: u16) -> Option<Arc<str>> {
        self.rows[..self.cursor.at].iter().rev().find_map(|row| match row {
            Row::Folder { path, depth: above, .. } if *above + 1 == depth => Some(path.clone()),
            _ => None,
        })
    }

    fn folding_in_force(&mut self) -> &mut Folding {
        if self.filter.applied.is_empty() { &mut self.folding } else { &mut self.folding_filtered }
    }
}
