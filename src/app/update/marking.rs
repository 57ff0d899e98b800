//! Marks, and what is done to all marked secrets at once.

use crate::app::Access;
use crate::app::Model;
use crate::app::action::Action;
use crate::app::form::Note;
use crate::app::form::Tone;
use crate::app::forms::{DeleteSeveral, SeveralValues, TagSeveral};
use crate::app::layout::Focus;
use crate::app::list::Row;
use crate::app::plan::{Plan, Step, Subject};
use crate::secrets::{ReplicaRole, Summary, counted};
use crate::service::api::Request;
use std::sync::Arc;

/// What is meant to be done to several secrets.
struct Sorted {
    /// Those to which it can be done.
    fit: Vec<Arc<Summary>>,
    /// Why each of the others is left out.
    left_out: Vec<Note>,
}

impl Model {
    /// The marked secrets, if the keys go to the list.
    pub(super) fn marked_in_list(&self) -> Vec<Arc<Summary>> {
        match self.focus {
            Focus::List => self.list.marked(),
            Focus::Secret => Vec::new(),
        }
    }

    /// Marks what is under the cursor, or takes its mark off, and goes on to the next row.
    pub(super) fn toggle_mark(&mut self) {
        match self.list.row_under_cursor() {
            None => return self.tell_no_secret(),
            Some(Row::Secret { secret, .. }) => {
                let arn = secret.arn.clone();
                self.list.marks.toggle(&arn);
            }
            Some(Row::Folder { path, .. }) => {
                let path = path.clone();
                let inside = self.list.matching(self.cx.now()).into_iter();
                let inside: Vec<_> = inside.filter(|secret| secret.name.starts_with(&*path)).collect();
                let arns: Vec<_> = inside.iter().map(|secret| secret.arn.clone()).collect();
                self.list.marks.toggle_all(&arns);
            }
        }
        self.step(crate::app::scroll::Step::Down);
    }

    /// Marks all that match the filter.
    pub(super) fn mark_all(&mut self) {
        let arns = self.list.matching(self.cx.now()).iter().map(|secret| secret.arn.clone()).collect();
        self.list.marks.add(arns);
    }

    /// Reads the values of all marked secrets, to be compared and copied.
    pub(super) fn open_values(&mut self) {
        let marked = self.list.marked();
        if marked.is_empty() {
            let mark = Action::Mark.row().keys[0];
            return self.refuse("No secret is marked.", format!("Mark those to be compared with {mark}."));
        }
        self.open_any_form(Box::new(SeveralValues::of(marked)));
    }

    /// Does to all marked secrets what the action does to one; `false` if none is marked, or the action is for one alone.
    pub(super) fn act_on_marked(&mut self, action: Action) -> bool {
        let marked = self.marked_in_list();
        if marked.is_empty() {
            return false;
        }
        match action {
            Action::EditTags => self.tag_marked(marked),
            Action::Delete => self.delete_marked(marked),
            Action::Restore => self.restore_marked(marked),
            _ => return false,
        }
        true
    }

    fn tag_marked(&mut self, marked: Vec<Arc<Summary>>) {
        let sorted = sort(marked, not_writable);
        if let Some(Sorted { fit, left_out }) = self.some_fit(sorted, "TagResource") {
            self.open_form("TagResource", Box::new(TagSeveral::of(fit, left_out)));
        }
    }

    fn delete_marked(&mut self, marked: Vec<Arc<Summary>>) {
        let sorted = sort(marked, |secret| {
            let managed = secret.owning_service.as_ref();
            not_writable(secret)
                .or(managed.map(|service| format!("managed by {service}, which alone deletes it")))
        });
        if let Some(Sorted { fit, left_out }) = self.some_fit(sorted, "DeleteSecret") {
            self.open_form("DeleteSecret", Box::new(DeleteSeveral::of(fit, left_out)));
        }
    }

    fn restore_marked(&mut self, marked: Vec<Arc<Summary>>) {
        let sorted =
            sort(marked, |secret| secret.deleted.is_none().then(|| "not scheduled for deletion".to_owned()));
        let Some(Sorted { fit, left_out }) = self.some_fit(sorted, "RestoreSecret") else { return };
        let step = |secret: &Arc<Summary>| {
            let request = Request::RestoreSecret { secret: secret.arn.to_string() };
            Step::new(Subject::Secret(secret.arn.clone()), request)
        };
        let plan = Plan::of_steps(
            format!("Restore {}", counted(fit.len(), "secret")),
            fit.iter().map(step).collect(),
        );
        let mut lines: Vec<String> = fit.iter().map(|secret| secret.name.clone()).collect();
        lines.extend(left_out.into_iter().map(|note| note.text));
        self.confirm_plan(plan, lines);
    }

    /// Those that the operation can be done to; says so if it can be done to none.
    fn some_fit(&mut self, sorted: Sorted, operation: &str) -> Option<Sorted> {
        if self.cx.settings().access == Access::ReadOnly {
            self.refuse_read_only(operation);
            return None;
        }
        let busy = sorted
            .fit
            .iter()
            .find(|secret| self.plans.iter().any(|running| running.plan.concerns(&secret.arn)));
        if let Some(secret) = busy {
            let text = format!("A change of {} is still under way.", secret.name);
            self.refuse(text, "Wait for its answer; the journal (J) shows it.");
            return None;
        }
        match (sorted.fit.first(), sorted.left_out.first()) {
            (None, Some(note)) => {
                let text = format!("{operation} can be done to none of the marked secrets.");
                let next = note.text.clone();
                self.refuse(text, next);
                None
            }
            _ => Some(sorted),
        }
    }
}

fn sort(marked: Vec<Arc<Summary>>, hindrance: impl Fn(&Summary) -> Option<String>) -> Sorted {
    let mut sorted = Sorted { fit: Vec::new(), left_out: Vec::new() };
    for secret in marked {
        match hindrance(&secret) {
            None => sorted.fit.push(secret),
            Some(why) => {
                let text = format!("{} · left out: {why}", secret.name);
                sorted.left_out.push(Note::new(Tone::Warning, text));
            }
        }
    }
    sorted
}

/// Why a secret takes no changes, if it takes none.
fn not_writable(secret: &Summary) -> Option<String> {
    if let ReplicaRole::Replica { primary } = secret.replica_role() {
        return Some(format!("a replica of the secret in {primary}"));
    }
    secret.deleted.map(|_| "scheduled for deletion".to_owned())
}
