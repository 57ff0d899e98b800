//! Filling a form: keys, pasted text, rows of tables, and the actions of a form.

use super::field::Table;
use super::{Confirmation, Edit, Flow, Form, FormContext, Stage};
use crate::app::Effect;
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::event::Event;
use crate::app::local::LocalWork;
use crate::app::plan::Plan;
use crate::app::scroll::Step;
use crate::app::text_paste::Paste;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Form {
    /// Takes in a key that means no action: typed into the field with the focus, or into the name that confirms.
    pub fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        let flow = match &mut self.stage {
            Stage::Filling => self.fill(key, cx),
            Stage::Reviewing { review, .. } if *review.confirmation() == Confirmation::Key => {
                say_how_to_answer(key, cx);
                Flow::Stay
            }
            Stage::Reviewing { typed, scroll, .. } => {
                match page_step(key).or_else(|| row_step(key)) {
                    Some(step) => scroll.step(step),
                    None => drop(typed.key(key)),
                }
                Flow::Stay
            }
            Stage::Waiting | Stage::Sending => Flow::Stay,
        };
        self.refresh(cx);
        flow
    }

    fn fill(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        let Some(takes_rows) = self.with_focused(|field| field.input().takes_rows()) else {
            if let Some(step) = page_step(key).or_else(|| line_step(key)) {
                self.scroll.step(step);
            }
            return Flow::Stay;
        };
        if let Some(step) = page_step(key).filter(|_| !takes_rows) {
            self.scroll.step(step);
            return Flow::Stay;
        }
        let edit = self.with_focused(|field| field.input_mut().key(key)).unwrap_or(Edit::Unknown);
        self.scroll.reset();
        let is_plain = KeyModifiers::SHIFT.contains(key.modifiers);
        match (edit, key.code) {
            (Edit::Changed, _) => self.field_changed(cx),
            (Edit::Unknown, KeyCode::Enter) if is_plain => return self.next_field_or_submit(cx),
            (Edit::Unknown, KeyCode::Up) if is_plain => self.turn(-1),
            (Edit::Unknown, KeyCode::Down) if is_plain => self.turn(1),
            _ => {}
        }
        Flow::Stay
    }

    fn next_field_or_submit(&mut self, cx: &mut FormContext<'_>) -> Flow {
        if self.with_table(Table::next_cell) == Some(true) {
            return Flow::Stay;
        }
        if self.focus.at + 1 == self.fields().len() {
            return self.submit(cx);
        }
        self.turn(1);
        Flow::Stay
    }

    /// Takes pasted text in. What is left out of it, or why it is refused, is told.
    pub fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) -> Flow {
        let told = match &mut self.stage {
            Stage::Reviewing { review, typed, .. } => match review.confirmation() {
                Confirmation::Key => Paste::Ignored.told(),
                Confirmation::TypedName(_) | Confirmation::TypedNumber(_) => typed.paste(text).told(),
            },
            Stage::Filling => self.paste_into_field(text, cx),
            Stage::Waiting | Stage::Sending => Paste::Ignored.told(),
        };
        self.refresh(cx);
        if let Some(told) = told {
            cx.update.tell(told);
        }
        Flow::Stay
    }

    /// Pastes into the field with the focus, which says itself why it refuses. Returns what else there is to tell.
    fn paste_into_field(&mut self, text: &str, cx: &FormContext<'_>) -> Option<String> {
        self.scroll.reset();
        let is_search = self.with_table(|table| table.search().is_some()) == Some(true);
        match self.with_focused(|field| field.input_mut().paste(text))? {
            paste if is_search => paste.told(),
            Paste::Refused(reason) => {
                self.with_focused(|field| field.set_error(Some(reason)));
                None
            }
            Paste::Inserted(told) => {
                self.field_changed(cx);
                told
            }
            Paste::Ignored => Paste::Ignored.told(),
        }
    }

    /// Does an action of the form.
    pub fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        let flow = match action {
            Action::Submit => self.submit(cx),
            Action::Back | Action::Close => self.back(cx),
            Action::Confirm => self.confirm(cx),
            Action::Decline => self.decline(cx),
            Action::Accept => self.accept_typed_name(cx),
            Action::CopyCommands => {
                self.copy_commands(cx);
                Flow::Stay
            }
            Action::RevealField => {
                self.toggle_mask(cx);
                Flow::Stay
            }
            _ => {
                if let Stage::Filling = self.stage {
                    self.act_on_field(action, cx);
                }
                Flow::Stay
            }
        };
        self.refresh(cx);
        flow
    }

    fn act_on_field(&mut self, action: Action, cx: &mut FormContext<'_>) {
        match action {
            Action::NextField if self.completes_typed_text(cx) => {}
            Action::NextField => self.turn_cell(1),
            Action::PreviousField => self.turn_cell(-1),
            Action::AddRow => self.change_rows(Table::add, cx),
            Action::RenameKey => drop(self.with_table(Table::rename)),
            Action::FindKey => drop(self.with_table(Table::start_search)),
            Action::RemoveRow => self.change_rows(Table::remove, cx),
            Action::RetypeRow => self.change_rows(Table::retype, cx),
            Action::Generate => self.generate(cx),
            Action::CopyField => self.copy_field(cx),
            Action::Complete => drop(self.complete(cx)),
            Action::ExternalEditor => self.open_editor(cx),
            _ => {}
        }
    }

    /// Completes the text in the field with the focus; `true` if there was something to add.
    fn complete(&mut self, cx: &FormContext<'_>) -> bool {
        let Some(field) = self.focus.field.filter(|field| self.spec.can_complete(*field)) else {
            return false;
        };
        let before = self.contents();
        self.spec.complete(field, cx);
        let has_changed = self.contents() != before;
        if has_changed {
            self.field_changed(cx);
        }
        has_changed
    }

    /// Completes a text whose cursor is behind it. An empty text is left empty: nobody has begun to type it.
    fn completes_typed_text(&mut self, cx: &FormContext<'_>) -> bool {
        self.with_focused(|field| field.input().ends_at_cursor()) == Some(true) && self.complete(cx)
    }

    fn open_editor(&mut self, cx: &mut FormContext<'_>) {
        if !self.focus.field.is_some_and(|field| self.spec.has_editor(field)) {
            return;
        }
        if let Some(edit) = self.spec.editor_text(cx) {
            let work = LocalWork::Edit { text: edit.text, extension: edit.extension, origin: edit.origin };
            cx.update.emit(Effect::Local(self.id, work));
        }
    }

    /// The field with the focus was changed.
    pub(super) fn field_changed(&mut self, cx: &FormContext<'_>) {
        self.is_touched = true;
        self.with_focused(|field| field.set_error(None));
        if let Some(field) = self.focus.field {
            self.spec.changed(field, cx);
        }
    }

    /// Moves to the next or previous cell of a table, or field.
    fn turn_cell(&mut self, steps: isize) {
        let turn = if steps > 0 { Table::next_cell } else { Table::previous_cell };
        if self.with_table(turn) != Some(true) {
            self.scroll.reset();
            self.turn(steps);
        }
    }

    fn with_table<T>(&mut self, work: impl FnOnce(&mut Table) -> T) -> Option<T> {
        self.with_focused(|field| field.input_mut().table_mut().map(work)).flatten()
    }

    fn change_rows(&mut self, change: fn(&mut Table), cx: &FormContext<'_>) {
        if self.with_table(change).is_some() {
            self.field_changed(cx);
        }
    }

    fn copy_commands(&self, cx: &mut FormContext<'_>) {
        let Some((review, commands)) =
            self.review().and_then(|review| Some((review, review.command_line()?)))
        else {
            return cx.update.tell("There is no command for this.");
        };
        if cx.connection.is_demo {
            return cx.update.tell(
                "Not copied: no command reaches the secrets of the demo. Run it against strongroom serve instead.",
            );
        }
        let reads_value = review.plan().is_some_and(Plan::has_value);
        let what = if reads_value {
            "AWS CLI command, which reads the value from a file named VALUE"
        } else {
            "AWS CLI command"
        };
        cx.update.raise(Event::CopyRequested { what: what.to_owned(), text: CopyText::open(commands) });
    }
}

/// A review answers enter with the keys that it takes: enter alone must not change production.
fn say_how_to_answer(key: KeyEvent, cx: &mut FormContext<'_>) {
    if key.code == KeyCode::Enter && key.modifiers.is_empty() {
        let (yes, no) = (cx.key(Action::Confirm), cx.key(Action::Decline));
        cx.update.tell(format!("Press {yes} to go ahead, or {no} to cancel."));
    }
}

/// The keys that page through the lines below the fields.
fn page_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        _ if !KeyModifiers::SHIFT.contains(key.modifiers) => None,
        KeyCode::PageUp => Some(Step::PageUp),
        KeyCode::PageDown => Some(Step::PageDown),
        _ => None,
    }
}

/// The keys that move through the lines of a review in which a name is typed.
fn row_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        _ if !key.modifiers.is_empty() => None,
        KeyCode::Up => Some(Step::Up),
        KeyCode::Down => Some(Step::Down),
        _ => None,
    }
}

/// The keys that move through a form without fields.
fn line_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        _ if !KeyModifiers::SHIFT.contains(key.modifiers) => None,
        KeyCode::Up | KeyCode::Char('k') => Some(Step::Up),
        KeyCode::Down | KeyCode::Char('j') => Some(Step::Down),
        KeyCode::Home | KeyCode::Char('g') => Some(Step::First),
        KeyCode::End | KeyCode::Char('G') => Some(Step::Last),
        _ => None,
    }
}
