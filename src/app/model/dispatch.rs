//! The handler of each action: an action without a handler does not compile.

use super::Model;
use crate::app::actions::{Action, Availability, Context, Scope, WhileLoading};
use crate::app::copy::CopyText;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::forms::RandomPassword;
use crate::app::layers::PickerKind;
use crate::app::scroll::Step;
use crate::app::secret::Pane;
use crate::secrets::VersionId;

impl Model {
    /// Does an action if it is available.
    pub(super) fn act(&mut self, action: Action) {
        if !action.moves_cursor() {
            self.secret.catch_up();
        }
        let stops = matches!(action, Action::Back | Action::CancelLoading);
        if stops && self.cx.notices().waits_for_credentials() {
            return self.cx.emit(Effect::StopCredentialProcess);
        }
        let waits = self.context() == Context::Value && action.row().while_loading == WhileLoading::Waits;
        if self.secret.queue_for_value(action, waits) {
            return;
        }
        match self.availability(action) {
            // An action that is not offered yet may be meant for rows on their way: its part says what comes of it.
            Availability::Ready => {
                self.tell_if_marks_are_ignored(action);
                self.dispatch(action);
            }
            Availability::Hidden => match self.why_nothing_happens(action) {
                Some(why) => self.cx.tell(why),
                None => self.dispatch(action),
            },
            Availability::Refused(problem) => self.cx.show_problem(problem),
        }
    }

    /// Tells that an action is about the secret under the cursor alone while others are marked.
    fn tell_if_marks_are_ignored(&mut self, action: Action) {
        let row = action.row();
        let ignores =
            row.scope == Scope::Secret && row.shows.is_none() && self.main_context() == Context::List;
        if let (true, Some(marked), Some(secret)) =
            (ignores, self.list.marks_in_words(), self.list.secret_under_cursor())
        {
            self.cx.tell(format!("{marked}: {} is about {} alone.", row.title, secret.name));
        }
    }

    /// A sentence on an action that would do nothing: what it lacks, or where in the form it holds. `None` while rows may be
    /// on their way, and for ways out.
    fn why_nothing_happens(&self, action: Action) -> Option<String> {
        let row = action.row();
        if !self.layers.is_empty() {
            return row.place.map(|place| format!("{}: {place}.", row.title));
        }
        let is_settled = self.list.is_settled() && !self.list.has_stale_rows();
        let absence = row.conditions.iter().find_map(|condition| condition.absence());
        absence.filter(|_| is_settled && action != Action::Back).map(str::to_owned)
    }

    #[expect(clippy::too_many_lines, reason = "an arm for each action, so that none is forgotten")]
    fn dispatch(&mut self, action: Action) {
        match action {
            Action::Quit => self.quit(),
            Action::Help => self.layers.toggle_help(self.context()),
            Action::Palette => {
                self.layers.open_palette(self.main_context(), &self.cx.settings().commands);
            }
            Action::Journal => self.layers.open_journal(),
            Action::LogIn => self.log_in(),
            Action::SwitchProfile => self.layers.open_picker(PickerKind::Profile, &mut self.cx),
            Action::SwitchRegion => self.layers.open_picker(PickerKind::Region, &mut self.cx),
            Action::Redraw => self.cx.emit(Effect::Redraw),
            Action::Suspend => self.cx.emit(Effect::Suspend),
            Action::Undo => self.ask_undo(),
            Action::Retry => self.retry(),

            Action::Back => self.back(),
            Action::Up => self.step(Step::Up),
            Action::Down => self.step(Step::Down),
            Action::PageUp => self.step(Step::PageUp),
            Action::PageDown => self.step(Step::PageDown),
            Action::HalfPageUp => self.step(Step::HalfPageUp),
            Action::HalfPageDown => self.step(Step::HalfPageDown),
            Action::First => self.step(Step::First),
            Action::Last => self.step(Step::Last),
            Action::Left => self.left(),
            Action::Right => self.right(),
            Action::Open => self.open(),
            Action::Accept => self.accept(),
            Action::NextPane => self.turn_pane(1),
            Action::PreviousPane => self.turn_pane(-1),
            Action::PaneOverview
            | Action::PaneValue
            | Action::PaneVersions
            | Action::PaneTags
            | Action::PanePolicy
            | Action::PaneReplication
            | Action::PaneRotation => self.show_pane_of(action),
            Action::GoToReplica => self.go_to_replica(),
            Action::Refresh => self.refresh(),

            Action::Filter => self.edit_filter(),
            Action::Search | Action::NextMatch | Action::PreviousMatch => self.search(action),
            Action::CompleteFilter => self.list.complete_filter(&mut self.cx),
            Action::ToggleTree => self.list.toggle_tree(&mut self.cx),
            Action::Sort => self.list.sort_by_next(&mut self.cx),
            Action::ReverseSort => self.list.reverse_sort(&mut self.cx),
            Action::CancelLoading => self.list.cancel(&mut self.cx),
            Action::Mark => self.list.toggle_mark(&mut self.cx),
            Action::MarkAll => self.list.mark_all(&self.cx),
            Action::UnmarkAll => self.list.unmark_all(&mut self.cx),
            Action::ToggleBookmark => self.toggle_bookmark(),
            Action::Bookmarks => self.open_bookmarks(),
            Action::SavedFilters => self.open_saved_filters(),
            Action::SaveFilter => self.save_filter(),
            Action::ForgetHistory => self.ask_forget_history(),

            Action::RevealValue => self.open_value_in_row(),
            Action::Reveal => self.secret.reveal(&mut self.cx),
            Action::RevealAll => self.secret.reveal_all(&mut self.cx),
            Action::ToggleHex => self.secret.toggle_hex(),
            Action::ReadVersion => self.read_version_under_cursor(),
            Action::MarkVersion => self.secret.toggle_version_mark(),
            Action::ToggleDeprecated => self.toggle_deprecated(),
            Action::ToggleEmptyFields => self.secret.toggle_empty_fields(),

            Action::CopyValue => self.copy_value_in_row(),
            Action::CopyKey => self.secret.copy_key(&mut self.cx),
            Action::CopyVersionId => self.copy_from(Pane::Versions),
            Action::CopyTag => self.copy_from(Pane::Tags),
            Action::CopyPolicy => self.copy_from(Pane::Policy),
            Action::CopyName => self.copy_of_selected("name", |record| record.name().to_owned()),
            Action::CopyArn => self.copy_of_selected("ARN", |record| record.arn().to_string()),
            Action::CopyAs => self.open_copy_as(),

            Action::RotateNow => self.ask_rotate(),
            Action::CancelRotation => self.ask_cancel_rotation(),
            Action::Restore => self.ask_restore(),
            Action::RollBack => self.ask_roll_back(),
            Action::DeletePolicy => self.ask_delete_policy(),
            Action::RemoveTag => self.ask_remove_tag(),

            Action::Create => self.open_create(),
            Action::EditDetails => self.open_details(),
            Action::Delete => self.open_delete(),
            Action::ForceDelete => self.open_force_delete(),
            Action::EditTags => self.open_tags(),
            Action::AddTag => self.open_new_tag(),
            Action::EditPolicy => self.open_policy(),
            Action::RotationSettings => self.open_rotation_settings(),
            Action::RecoverRotation => self.open_recovery(),
            Action::CopySecret => self.open_copy(),
            Action::EditValue => self.open_edit_value(),
            Action::SaveValue => self.open_save_value(),
            Action::MoveLabel => self.open_move_label(),
            Action::RemoveLabel => self.remove_label(),
            Action::CompareVersions => self.open_compare_versions(),
            Action::CompareValues => self.open_values(),
            Action::AddReplicas => self.open_add_replicas(),
            Action::RetryReplica => self.open_retry_replica(),
            Action::EditReplicaKey => self.open_replica_key(),
            Action::RemoveReplica => self.open_remove_replica(),
            Action::PromoteReplica => self.open_promote_replica(),
            Action::RandomPassword => self.open_form(Box::<RandomPassword>::default()),

            Action::Close
            | Action::ForgetItem
            | Action::Submit
            | Action::NextField
            | Action::PreviousField
            | Action::RevealField
            | Action::ExternalEditor
            | Action::AddRow
            | Action::RemoveRow
            | Action::RenameKey
            | Action::FindKey
            | Action::RetypeRow
            | Action::Complete
            | Action::Generate
            | Action::CopyField
            | Action::CopyCommands
            | Action::Confirm
            | Action::Decline => self.act_in_layer(action),
        }
    }

    fn toggle_deprecated(&mut self) {
        let view = self.in_view();
        self.secret.toggle_deprecated(view, &mut self.cx);
    }

    fn copy_from(&mut self, pane: Pane) {
        self.secret.copy_from(pane, &mut self.cx);
    }

    fn show_pane_of(&mut self, action: Action) {
        if let Some(pane) = Pane::shown_by(action) {
            self.show_pane(pane);
        }
    }

    fn read_version_under_cursor(&mut self) {
        if let Some(version) = self.version_in_row() {
            self.read_version(version);
        }
    }

    /// Shows and reads the value: of the version under the cursor in Versions, else of the secret.
    fn open_value_in_row(&mut self) {
        match self.version_in_row() {
            Some(version) => self.read_version(version),
            None => self.open_value(),
        }
    }

    /// Copies the value: of the version under the cursor in Versions, else of the secret.
    fn copy_value_in_row(&mut self) {
        match self.version_in_row() {
            Some(version) => self.secret.copy_version(version, &mut self.cx),
            None => self.secret.copy_value(&mut self.cx),
        }
    }

    /// The version under the cursor while the pane Versions has the keys: what they are about.
    pub(super) fn version_in_row(&self) -> Option<VersionId> {
        let selected = self.secret.selected().filter(|_| self.main_context() == Context::Versions)?;
        selected.version_under_cursor().map(|version| version.id.clone())
    }

    fn copy_of_selected(
        &mut self,
        what: &str,
        text: impl FnOnce(&crate::app::secret::SecretRecord) -> String,
    ) {
        if let Some(text) = self.secret.record().map(text) {
            let what = format!("{what} of {}", self.secret.record().map_or("", |record| record.name()));
            self.cx.raise(Event::CopyRequested { what, text: CopyText::open(text) });
        }
    }
}
