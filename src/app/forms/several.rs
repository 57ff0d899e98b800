//! The marked secrets that a form is about. Those that the list does not show are named apart, and are left alone unless
//! the user chooses all.

use crate::app::form::{ChoiceField, Note, Tone, field_group};
use crate::app::known::Known;
use crate::app::plan::Step;
use crate::app::wording::counted;
use crate::secrets::{Arn, Summary};
use crate::service::api::Request;
use std::sync::Arc;

/// Marked secrets: those that a form can be about, and why others are left out.
#[derive(Debug, Default)]
pub struct Marked {
    /// The secrets.
    pub fit: Vec<Arc<Summary>>,
    /// A note for each one that is left out.
    pub left_out: Vec<Note>,
}

impl Marked {
    fn len(&self) -> usize {
        self.fit.len() + self.left_out.len()
    }
}

/// The marked secrets that a form reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those that the list shows.
    Shown,
    /// All of them.
    All,
}

/// The marked secrets that a form is about.
#[derive(Debug)]
pub struct Several {
    shown: Marked,
    hidden: Marked,
    /// The thing that hides secrets: "by the filter".
    hidden_by: &'static str,
    /// The choice to include those that are hidden; none if all are shown.
    reach: Option<ChoiceField<Reach>>,
}

field_group!(Several { reach });

impl Several {
    /// The marked secrets that the list shows, and those that are hidden.
    pub fn of(shown: Marked, hidden: Marked, hidden_by: &'static str) -> Self {
        let all = shown.len() + hidden.len();
        let options = [
            (
                Reach::Shown,
                if shown.len() == 0 { "none".to_owned() } else { format!("the {} in the list", shown.len()) },
            ),
            (Reach::All, format!("all {all} marked")),
        ];
        let help = "Marked secrets that the list does not show are left alone unless you choose all.";
        let reach = (hidden.len() > 0).then(|| ChoiceField::choice("Act on", help, options));
        Self { shown, hidden, hidden_by, reach }
    }

    /// True if the list does not show all of them, so that the user has to choose.
    pub(super) fn has_hidden(&self) -> bool {
        self.reach.is_some()
    }

    fn reaches_all(&self) -> bool {
        self.reach.as_ref().is_some_and(|reach| reach.chosen() == Reach::All)
    }

    /// The secrets.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &Summary> {
        let hidden = self.hidden.fit.iter().filter(|_| self.reaches_all());
        self.shown.fit.iter().chain(hidden).map(AsRef::as_ref)
    }

    /// The number of secrets.
    pub(super) fn len(&self) -> usize {
        self.secrets().count()
    }

    /// The number of secrets, in words.
    pub(super) fn count(&self) -> String {
        match self.len() {
            0 => "marked secrets".to_owned(),
            count => counted(count, "secret"),
        }
    }

    /// The reason why there is nothing to do; `None` if there are secrets.
    pub(super) fn nothing(&self) -> Option<String> {
        (self.len() == 0).then(|| {
            let hidden = self.hidden.len();
            format!(
                "No marked secret is in the list; {hidden} hidden {}. Choose all to include them.",
                self.hidden_by
            )
        })
    }

    /// The first secret: its ARN names the account and the Region.
    pub(super) fn first(&self) -> Option<&Arn> {
        self.secrets().next().map(|secret| &secret.arn)
    }

    /// A line for each secret, then why others are left out, then those that the list does not show.
    pub(super) fn listed(&self, line: impl Fn(&Summary) -> Note) -> Vec<Note> {
        let mut notes: Vec<Note> = self.shown.fit.iter().map(|secret| line(secret)).collect();
        notes.extend(self.shown.left_out.iter().cloned());
        if self.reaches_all() {
            let heading = format!("Hidden {}, and included: {}", self.hidden_by, self.hidden.len());
            notes.push(Note::new(Tone::Heading, heading));
            notes.extend(self.hidden.fit.iter().map(|secret| line(secret)));
            notes.extend(self.hidden.left_out.iter().cloned());
        } else {
            notes.extend(self.hidden_names());
        }
        notes
    }

    /// Why secrets are left out, and those that the list does not show and that are left alone.
    pub(super) fn not_changed(&self) -> Vec<Note> {
        let of_hidden: Vec<Note> =
            if self.reaches_all() { self.hidden.left_out.clone() } else { self.hidden_names() };
        self.shown.left_out.iter().cloned().chain(of_hidden).collect()
    }

    /// The secrets that the list does not show, below a heading; none if it shows all.
    fn hidden_names(&self) -> Vec<Note> {
        if !self.has_hidden() {
            return Vec::new();
        }
        let (hidden, by) = (self.hidden.len(), self.hidden_by);
        let heading = Note::new(Tone::Heading, format!("Hidden {by}, and not included: {hidden}"));
        let names = self.hidden.fit.iter().map(|secret| Note::new(Tone::Dim, &*secret.name));
        [heading].into_iter().chain(names).chain(self.hidden.left_out.iter().cloned()).collect()
    }

    /// Ends the choice: from now on the form is about the secrets that it reaches.
    pub(super) fn settle(&mut self) {
        if self.reaches_all() {
            let Marked { fit, left_out } = std::mem::take(&mut self.hidden);
            self.shown.fit.extend(fit);
            self.shown.left_out.extend(left_out);
        }
        self.hidden = Marked::default();
        self.reach = None;
    }

    /// The same request for each secret.
    pub(super) fn steps(&self, request: impl Fn(String) -> Request) -> Vec<Step> {
        let step = |secret: &Summary| {
            // The list may be minutes old: a value that was saved since is no reason to ask again for each of many.
            let known = Known::from(secret).without_labels();
            Step::on(&known, request(secret.arn.to_string()))
        };
        self.secrets().map(step).collect()
    }
}
