//! Resource policies: written in a form, taken away after a question.

use super::mutating::{Draft, Refused, refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Model;
use crate::app::forms::{EditPolicy, put_back};
use crate::app::plan::Plan;
use crate::secrets::Arn;
use crate::service::api::Request;

impl Model {
    /// Opens the form for the policy of the selected secret.
    pub(super) fn open_policy(&mut self) {
        self.open_for_selected("PutResourcePolicy", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(EditPolicy::of(selected.summary(), &selected.policy.policy)))
        });
    }

    /// Asks whether to take the policy away.
    pub(super) fn ask_delete_policy(&mut self) {
        self.ask("DeleteResourcePolicy", |selected, _| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            let (arn, name) = (selected.arn(), selected.name());
            let title = format!("Take the policy of {name} away");
            let request = Request::DeleteResourcePolicy { secret: arn.to_string() };
            let plan = Plan::of(title, arn.clone(), request);
            let gone =
                "Whoever reads the secret by it alone can't any longer; what it denied is no longer denied.";
            match selected.policy.policy.value() {
                Some(None) => Err(Refused::new(
                    format!("{name} has no resource policy."),
                    "There is nothing to take away; e attaches one.",
                )),
                Some(Some(policy)) => {
                    let plan = plan.with_undo(put_back(arn, name, Some(&policy.text)));
                    Ok(Draft { plan, lines: vec![gone.into()] })
                }
                None => Ok(Draft {
                    plan,
                    lines: vec![
                        gone.into(),
                        "What it says is not known here, so it can't be put back.".into(),
                    ],
                }),
            }
        });
    }

    /// A request that changes a policy was answered: the pane reads it again when it is next looked at.
    pub(super) fn policy_changed(&mut self, arn: &Arn, request: &Request) {
        let is_about_policy =
            matches!(request, Request::PutResourcePolicy { .. } | Request::DeleteResourcePolicy { .. });
        let Some(selected) = self.selected_is(arn).filter(|_| is_about_policy) else { return };
        if let Some(ticket) = selected.policy.policy.outdate() {
            self.abandon(ticket);
        }
        self.look_now();
    }
}
