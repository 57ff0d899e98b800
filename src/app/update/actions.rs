//! What each action does.

use crate::app::action::{Action, Context};
use crate::app::forms::RandomPassword;
use crate::app::layer::{Help, Layer};
use crate::app::layout::Focus;
use crate::app::list::{FilterMode, ListView};
use crate::app::picker::{Picker, Purpose};
use crate::app::scroll::Step;
use crate::app::secret::{Fold, Pane};
use crate::app::{Effect, Model};
use crate::secrets::ValueContent;

impl Model {
    /// Does what the action says.
    pub(super) fn act(&mut self, action: Action) {
        if self.keep_for_value(action) {
            return;
        }
        if let Some(pane) = Pane::named_by(action) {
            self.show_pane(pane);
            return;
        }
        if let Some(step) = step_of(action) {
            self.step(step);
            return;
        }
        match action {
            Action::Quit => self.quit(),
            Action::Help => self.help(),
            Action::Palette => self.layers.push(Layer::Picker(Picker::palette(self.main_context()))),
            Action::Journal => self.layers.push(Layer::Journal),
            Action::SwitchProfile => self.pick(Purpose::Profile),
            Action::SwitchRegion => self.pick(Purpose::Region),
            Action::Suspend => self.emit(Effect::Suspend),
            Action::Back => self.back(),
            Action::Left => self.left(),
            Action::Right => self.right(),
            Action::Open => self.open(),
            Action::Accept => self.accept(),
            Action::NextPane => self.turn_pane(1),
            Action::PreviousPane => self.turn_pane(-1),
            Action::Undo => self.ask_undo(),
            Action::Retry => self.retry(),
            _ if matches!(self.layers.last(), Some(Layer::Form(_))) => self.form_act(action),
            _ => self.act_on_list_or_secret(action),
        }
    }

    fn act_on_list_or_secret(&mut self, action: Action) {
        match action {
            Action::Filter => self.edit_filter(),
            Action::ToggleTree => self.toggle_tree(),
            Action::Sort => self.sort_by_next(),
            Action::ReverseSort => self.reverse_sort(),
            Action::Refresh => self.refresh(),
            Action::CancelLoading => self.cancel_loading(),
            Action::Create => self.open_create(),
            Action::RandomPassword => self.open_any_form(Box::<RandomPassword>::default()),
            Action::Mark => self.toggle_mark(),
            Action::MarkAll => self.mark_all(),
            Action::UnmarkAll => self.list.marks.clear(),
            Action::CompareValues => self.open_values(),
            _ if self.act_on_marked(action) => {}
            _ if self.selected.is_none() => self.tell_no_secret(),
            _ => self.act_on_secret(action),
        }
    }

    fn act_on_secret(&mut self, action: Action) {
        match action {
            Action::RevealValue => self.open_value(),
            Action::Reveal => self.reveal(),
            Action::RevealAll => self.reveal_all(),
            Action::ReadVersion => self.read_version(),
            Action::ToggleDeprecated => self.toggle_deprecated(),
            Action::CopyValue => self.copy_value(),
            Action::CopyKey => self.copy_key(),
            Action::CopyName => self.copy_name(),
            Action::CopyArn => self.copy_arn(),
            Action::CopyVersionId => self.copy_version_id(),
            Action::CopyTag => self.copy_tag(),
            Action::CopyPolicy => self.copy_policy(),
            Action::GoToReplica => self.go_to_replica(),
            Action::RotateNow => self.ask_rotate(),
            Action::CancelRotation => self.ask_cancel_rotation(),
            Action::Restore => self.ask_restore(),
            Action::RollBack => self.ask_roll_back(),
            Action::DeletePolicy => self.ask_delete_policy(),
            _ => self.open_sheet(action),
        }
    }

    fn help(&mut self) {
        if let Some(Layer::Help(_)) = self.layers.last() {
            self.layers.pop();
        } else {
            let help = Help { context: self.context(), scroll: crate::app::scroll::Scroll::default() };
            self.layers.push(Layer::Help(help));
        }
    }

    /// Esc: the uppermost thing first.
    fn back(&mut self) {
        if let Some(Layer::Form(_)) = self.layers.last() {
            return self.form_act(Action::Back);
        }
        if self.layers.pop().is_some() {
            return;
        }
        if self.list.filter.mode == FilterMode::Editing {
            self.leave_filter();
        } else if self.cx.notices().shown().is_some() {
            self.cx.notices_mut().dismiss();
        } else if self.focus == Focus::Secret {
            self.focus_list();
        } else if !self.list.filter.line.text().is_empty() {
            self.leave_filter();
        }
    }

    fn accept(&mut self) {
        match self.context() {
            Context::Picker => self.take_pick(),
            Context::FilterLine => self.accept_filter(),
            Context::TypedName => self.form_act(Action::Accept),
            _ => {}
        }
    }

    fn open(&mut self) {
        if self.list.toggle_folder() {
            self.rearrange_as_asked();
        } else if self.selected.is_some() {
            self.focus_secret();
        }
    }

    fn left(&mut self) {
        if self.focus == Focus::List {
            if self.list.view == ListView::Tree && self.list.fold() {
                self.rearrange_as_asked();
            }
            return;
        }
        if !self.fold_branch(Fold::Folded) {
            self.focus_list();
        }
    }

    fn right(&mut self) {
        if self.focus == Focus::Secret {
            self.fold_branch(Fold::Unfolded);
        } else if self.list.view == ListView::Tree && self.list.unfold() {
            self.rearrange_as_asked();
        } else if self.list.secret_under_cursor().is_some() {
            self.focus_secret();
        }
    }

    fn fold_branch(&mut self, fold: Fold) -> bool {
        if self.pane != Pane::Value {
            return false;
        }
        let shown = self.selected.as_mut().and_then(|selected| selected.value.read.value_mut());
        shown.is_some_and(|shown| shown.set_fold(fold))
    }

    /// Moves what has the keys.
    pub(super) fn step(&mut self, step: Step) {
        let page = self.page_in_view();
        let journal_len = self.cx.requests().journal().len();
        match self.layers.last_mut() {
            Some(Layer::Help(help)) => return help.scroll.step(step),
            Some(Layer::Journal) => return self.cx.journal_mut().cursor.step(step, journal_len, page),
            Some(Layer::Picker(picker)) => {
                let len = picker.shown().len();
                return picker.cursor.step(step, len, page);
            }
            Some(Layer::Report(report)) => return report.scroll.step(step),
            Some(Layer::Form(form)) => return form.step(step, page),
            None => {}
        }
        if self.focus == Focus::List || self.list.filter.mode == FilterMode::Editing {
            self.list.step(step, page);
            self.follow_cursor();
        } else {
            self.step_in_pane(step, page);
        }
    }

    fn step_in_pane(&mut self, step: Step, page: usize) {
        let Some(selected) = &mut self.selected else { return };
        match self.pane {
            Pane::Overview => selected.overview.step(step),
            Pane::Rotation => selected.rotation.step(step),
            Pane::Policy => selected.policy.scroll.step(step),
            Pane::Versions => {
                let len = selected.versions().len();
                selected.versions.cursor.step(step, len, page);
            }
            Pane::Tags => {
                let len = selected.summary().tags.len();
                selected.tags.step(step, len, page);
            }
            Pane::Replication => {
                let len = selected.replicas().len();
                selected.replication.step(step, len, page);
            }
            Pane::Value => {
                let Some(shown) = selected.value.read.value_mut() else { return };
                if matches!(shown.content(), ValueContent::Json(_)) {
                    shown.step(step, page);
                } else {
                    shown.scroll.step(step);
                }
            }
        }
    }

    /// Rows of the part of the screen that has the keys: how far a page goes.
    fn page_in_view(&self) -> usize {
        let Some(screen) = self.screen() else { return 1 };
        let height = match (self.layers.is_empty(), self.focus) {
            (true, Focus::List) => screen.list.map_or(0, |list| list.rows.height),
            (true, Focus::Secret) => {
                screen.secret.map_or(0, |secret| secret.rows(self.pane).unwrap_or(secret.body).height)
            }
            (false, _) => self.size.height.saturating_sub(6),
        };
        usize::from(height).saturating_sub(1).max(1)
    }
}

pub(super) fn step_of(action: Action) -> Option<Step> {
    Some(match action {
        Action::Up => Step::Up,
        Action::Down => Step::Down,
        Action::PageUp => Step::PageUp,
        Action::PageDown => Step::PageDown,
        Action::HalfPageUp => Step::HalfPageUp,
        Action::HalfPageDown => Step::HalfPageDown,
        Action::First => Step::First,
        Action::Last => Step::Last,
        _ => return None,
    })
}
