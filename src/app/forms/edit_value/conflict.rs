//! AWSCURRENT has moved since the edit began: what each side changed, and how the edit goes on.

use super::content::Draft;
use super::{Base, EditValue, moves_current};
use crate::app::diff::{ValueDiff, object_of};
use crate::app::form::{Conflict, FormContext, Note, Resolution, Side, Tone};
use crate::app::forms::diff_notes::diff_notes;
use crate::app::forms::labels::parse_labels;
use crate::app::rebase::{Rebased, rebase};
use crate::secrets::{ObjectText, SecretValue, ValueBody};

impl EditValue {
    /// The value that someone else saved meanwhile, if AWSCURRENT is on it and this edit would move AWSCURRENT.
    pub(super) fn theirs(&self) -> Option<&SecretValue> {
        let labels = parse_labels(self.fields.as_ref()?.labels.text()).ok()?;
        let theirs = self.theirs.as_ref().filter(|_| moves_current(&labels))?;
        let now = self.labels.current();
        (now == Some(&theirs.version) && now != self.current.as_ref()).then_some(theirs)
    }

    /// The value of the form; `None` while it is wrong, or in a file that is not read.
    fn mine(&self, cx: &FormContext<'_>) -> Result<Option<ValueBody>, String> {
        let Some(fields) = &self.fields else { return Ok(None) };
        match fields.draft(cx)? {
            Draft::Body(body) => Ok(Some(body)),
            Draft::File(path) => Ok(self.file_at(&path).cloned()),
        }
    }

    /// The conflict, unless both sides hold the same value.
    pub(super) fn find_conflict(&self, cx: &FormContext<'_>) -> Option<Conflict> {
        let theirs = self.theirs()?;
        let mine = self.mine(cx);
        if matches!(&mine, Ok(Some(mine)) if *mine == theirs.body) {
            return None;
        }
        let base = self.base_body();
        let is_object = |body: &ValueBody| object_of(body).is_some();
        let can_rebase = base.is_none_or(is_object)
            && is_object(&theirs.body)
            && matches!(&mine, Ok(Some(mine)) if is_object(mine));
        let version = theirs.version.short();
        Some(Conflict {
            text: format!("AWSCURRENT has moved to version {version} since you began."),
            theirs: Side {
                heading: format!("What version {version} changed"),
                diff: diff_notes(&ValueDiff::between(base, &theirs.body)),
            },
            mine: Side {
                heading: "What you changed".into(),
                diff: match mine {
                    Ok(Some(mine)) => diff_notes(&ValueDiff::between(base, &mine)),
                    Ok(None) => vec![Note::plain("A file replaces the value.")],
                    Err(error) => vec![Note::new(Tone::Danger, error)],
                },
            },
            can_rebase,
        })
    }

    /// Goes on from what the service has now, with the user's changes put into it or instead of it.
    pub(super) fn go_on_from_theirs(&mut self, resolution: Resolution, cx: &FormContext<'_>) {
        if resolution == Resolution::Rebase
            && let Some(Rebased { text, both }) = self.rebased(cx)
            && let Some(fields) = &mut self.fields
        {
            fields.put_text(text, cx);
            self.both_changed = both;
        }
        self.settle();
    }

    /// Their value with the user's changes.
    fn rebased(&self, cx: &FormContext<'_>) -> Option<Rebased> {
        let base = self.base_body().map_or_else(|| Some(ObjectText::default()), object_of)?;
        let mine = self.mine(cx).ok().flatten()?;
        let theirs = &self.theirs.as_ref()?.body;
        Some(rebase(&base, &object_of(&mine)?, &object_of(theirs)?))
    }

    /// From now on the edit goes on from what the service has.
    pub(super) fn settle(&mut self) {
        if let Some(theirs) = self.theirs.take() {
            self.current = Some(theirs.version.clone());
            self.base = Base::Value(theirs);
        }
    }
}
