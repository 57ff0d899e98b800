//! What is worth offering right now: the hints in the footer. An action that is not offered still answers its key, and
//! says why nothing comes of it.

use super::action::{Action, ActionEffect, Row};
use super::layer::Layer;
use super::layout::Focus;
use super::list::{FilterMode, ListLoad, ListView};
use super::model::Model;
use super::secret::{Pane, Selected};
use super::settings::Access;
use crate::secrets::{ReplicaRole, Summary};

impl Model {
    /// What a hint calls an action right now, in a word or two.
    pub fn hint(&self, row: &Row) -> &'static str {
        match self.layers.last() {
            Some(Layer::Form(form)) => form.hint(row.action).unwrap_or(row.title),
            _ => row.title,
        }
    }

    /// Whether doing that now could come to something, as far as is known.
    pub fn offers(&self, action: Action) -> bool {
        if action == Action::Create {
            return self.cx.settings().access == Access::ReadWrite;
        }
        if action.row().effect == ActionEffect::Mutates {
            if let Some(replicas) = self.selected.as_ref().map(Selected::replicas)
                && matches!(action, Action::RemoveReplica | Action::RetryReplica)
                && replicas.is_empty()
            {
                return false;
            }
            let secret = self.selected.as_ref().map(Selected::summary);
            let on_several = matches!(action, Action::EditTags | Action::Delete | Action::Restore);
            if on_several && self.focus == Focus::List && !self.list.marked().is_empty() {
                return self.cx.settings().access == Access::ReadWrite;
            }
            let no_policy = || {
                let policy = self.selected.as_ref().and_then(|selected| selected.policy.policy.value());
                policy.is_some_and(Option::is_none)
            };
            return self.cx.settings().access == Access::ReadWrite
                && secret.is_some_and(|secret| can_change(secret, action))
                && !(action == Action::DeletePolicy && no_policy());
        }
        if let Some(Layer::Form(form)) = self.layers.last() {
            return form.offers(action);
        }
        match action {
            Action::CancelLoading => matches!(self.list.load, ListLoad::Loading { .. }),
            Action::CopyValue
            | Action::CopyName
            | Action::CopyArn
            | Action::RevealValue
            | Action::SaveValue => self.selected.is_some(),
            Action::CopyPolicy => {
                let policy = self.selected.as_ref().and_then(|selected| selected.policy.policy.value());
                policy.is_some_and(Option::is_some)
            }
            Action::UnmarkAll | Action::CompareValues => !self.list.marks.is_empty(),
            Action::Mark | Action::MarkAll => !self.list.rows().is_empty(),
            Action::Sort | Action::ReverseSort | Action::ToggleTree => !self.list.secrets().is_empty(),
            Action::Undo => self.undo.is_some() && self.cx.settings().access == Access::ReadWrite,
            Action::Retry => self.retry.is_some() && self.cx.settings().access == Access::ReadWrite,
            Action::Back => self.has_something_to_put_away(),
            Action::Open => self.list.view == ListView::Tree || !self.list.rows().is_empty(),
            _ => Pane::named_by(action).is_none() || self.selected.is_some(),
        }
    }
}

impl Model {
    /// What esc closes, puts away or leaves.
    fn has_something_to_put_away(&self) -> bool {
        let filtering =
            self.list.filter.mode == FilterMode::Editing || !self.list.filter.line.text().is_empty();
        !self.layers.is_empty()
            || self.cx.notices().shown().is_some()
            || self.focus == Focus::Secret
            || filtering
    }
}

fn can_change(secret: &Summary, action: Action) -> bool {
    if action == Action::Restore {
        return secret.deleted.is_some();
    }
    let replica = matches!(secret.replica_role(), ReplicaRole::Replica { .. });
    // A replica alone can be promoted, and can't be changed otherwise.
    if secret.deleted.is_some() || replica != (action == Action::PromoteReplica) {
        return false;
    }
    match action {
        Action::RotateNow => secret.rotation_lambda_arn.is_some() || secret.rotation_enabled.is_some(),
        Action::CancelRotation => {
            secret.rotation_enabled == Some(true) || secret.versions.pending().is_some()
        }
        Action::RecoverRotation => secret.versions.pending().is_some(),
        Action::RollBack => secret.versions.current().is_some() && secret.versions.previous().is_some(),
        Action::EditValue => secret.owning_service.is_none(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::StartOptions;
    use crate::app::secret::Selected;
    use crate::secrets::Arn;
    use jiff::Timestamp;
    use ratatui::layout::Size;
    use std::sync::Arc;

    fn offers(action: Action, access: Access, change: impl FnOnce(&mut Summary)) -> bool {
        let options = StartOptions { access, ..StartOptions::default() };
        let mut model = Model::new(options, Size::new(80, 24), Timestamp::UNIX_EPOCH);
        let mut secret = Summary::new(Arn::new("arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf"), "a");
        change(&mut secret);
        model.selected = Some(Selected::listed(Arc::new(secret)));
        model.offers(action)
    }

    #[test]
    fn what_can_only_be_refused_is_not_offered() {
        let scheduled = |secret: &mut Summary| secret.deleted = Some(Timestamp::UNIX_EPOCH);
        let rotating = |secret: &mut Summary| secret.rotation_enabled = Some(true);
        assert!(offers(Action::Restore, Access::ReadWrite, scheduled));
        assert!(!offers(Action::Restore, Access::ReadOnly, scheduled));
        assert!(!offers(Action::Restore, Access::ReadWrite, |_| {}));
        assert!(offers(Action::RotateNow, Access::ReadWrite, rotating));
        assert!(!offers(Action::RotateNow, Access::ReadWrite, |_| {}));
        assert!(!offers(Action::RollBack, Access::ReadWrite, rotating));
    }
}
