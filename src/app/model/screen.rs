//! The context of keys, the areas of the screen, and the times at which the screen changes by itself.

use super::Model;
use crate::app::actions::{Action, Context, Hint, Row, Trouble, hints_in};
use crate::app::clipboard::ClipboardWake;
use crate::app::connection::Refresh;
use crate::app::layer_areas::{JournalLines, LayerAreas};
use crate::app::layout::{Focus, Needs, Screen, line_widths};
use crate::app::list::{ListLoad, Reload};
use crate::app::requests::{Entry, Outcome};
use crate::app::secret::{InView, Pane};
use crate::app::settings::{Access, Presentation};
use crate::app::wrap::{Breaks, lines};
use crate::secrets::{Arn, PendingRotation, ReplicaStatus};
use crate::service::api::ServiceError;
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::Size;

/// The least and the most lines for an error below older data: the error, its reason, and what to do.
const ERROR_LINES: (u16, u16) = (3, 6);

/// The time after which a first page without an answer is late.
const LATE_AFTER: SignedDuration = SignedDuration::from_secs(5);

/// The lines of an error in `width` cells, with what is `missing` for it.
fn error_lines(error: &ServiceError, missing: Option<&str>, width: u16) -> u16 {
    let width = usize::from(width);
    let count = |text: &str| if text.is_empty() { 0 } else { lines(text, width, Breaks::Words).len() };
    // The sign before what to do takes two cells.
    let next = lines(&error.next(), width.saturating_sub(2), Breaks::Words).len();
    let all = count(&error.what()) + count(&error.why()) + next + missing.map_or(0, count);
    u16::try_from(all).unwrap_or(u16::MAX).clamp(ERROR_LINES.0, ERROR_LINES.1)
}

impl Model {
    /// The context of keys.
    pub fn context(&self) -> Context {
        self.layers.context().unwrap_or(if self.list.filter().is_editing() {
            Context::FilterLine
        } else if self.is_searching_pane() {
            Context::SearchLine
        } else {
            self.main_context()
        })
    }

    /// True while the text of a search through the pane is typed.
    pub(super) fn is_searching_pane(&self) -> bool {
        self.focus == Focus::Secret && self.secret.search().is_typing()
    }

    /// The context of keys below all layers: the list or a pane.
    pub fn main_context(&self) -> Context {
        match self.focus {
            Focus::List => Context::List,
            Focus::Secret => self.secret.pane().context(),
        }
    }

    /// True if a side has the keys, for its border.
    pub fn has_focus(&self, side: Focus) -> bool {
        self.layers.is_empty() && self.focus == side
    }

    /// The footer's hints in their order: those whose actions are available.
    pub fn hints(&self) -> Vec<Hint> {
        let mut hints = hints_in(self.context());
        hints.retain(|hint| match (hint.via, hint.row.mends) {
            (Some(_), Some(trouble)) => self.has_trouble(trouble),
            (Some(_) | None, _) => self.offers(hint.row.action),
        });
        if self.is_picking() {
            hints.sort_by_key(|hint| hint.row.action.hint_while_picking().is_none());
        }
        hints
    }

    /// The title of an action in a hint: one or two words.
    pub fn hint_title(&self, row: &Row) -> &'static str {
        let of_picker =
            row.action.hint_while_picking().filter(|_| self.is_picking() && self.layers.is_empty());
        of_picker.or_else(|| self.layers.hint(row.action)).unwrap_or_else(|| row.hint_title(self.context()))
    }

    /// True if the selected secret has a trouble that can be mended.
    fn has_trouble(&self, trouble: Trouble) -> bool {
        let Some(record) = self.secret.record().filter(|_| self.settings().access() == Access::ReadWrite)
        else {
            return false;
        };
        match trouble {
            Trouble::StuckRotation => match record.pending_rotation(self.cx.time_of_day()) {
                Some(PendingRotation::Stuck { .. } | PendingRotation::LeftBehind { .. }) => true,
                Some(PendingRotation::InProgress { .. }) | None => false,
            },
            Trouble::FailedReplica => {
                record.replicas().iter().any(|replica| replica.status == ReplicaStatus::Failed)
            }
        }
    }

    /// The areas of the screen; `None` if it is too small.
    pub fn screen(&self) -> Option<Screen> {
        self.screen_in(self.settings().presentation)
    }

    /// The areas of the screen in a presentation; `None` if it is too small.
    pub fn screen_in(&self, presentation: Presentation) -> Option<Screen> {
        let filter = self.list.filter();
        let (of_list, of_pane) = line_widths(self.size, presentation);
        Screen::divide(Needs {
            size: self.size,
            presentation,
            focus: self.focus,
            pane: self.secret.pane(),
            filter_lines: if filter.is_shown() { 1 + filter.lines_below() } else { 0 },
            pane_error_lines: self
                .secret
                .refresh_error()
                .map_or(0, |error| error_lines(error, None, of_pane)),
            list_error_lines: match self.list.load() {
                ListLoad::Failed { error, end, .. } if !self.list.secrets().is_empty() => {
                    error_lines(error, end.in_words().as_deref(), of_list)
                }
                _ => 0,
            },
            notice_lines: self.notice().map_or(0, |notice| notice.lines(self.size.width)),
        })
    }

    /// The way in which a refresh loads the list, if it did not load to its end.
    pub fn next_reload(&self) -> Reload {
        match self.connection.next_refresh() {
            Refresh::Read => self.list.next_reload(self.cx.now()),
            Refresh::Wait | Refresh::Reconnect => Reload::StartsOver,
        }
    }

    /// The size of the screen above the notice and the words on the focus.
    pub(super) fn size_of_layers(&self) -> Option<Size> {
        self.size_of_layers_in(self.settings().presentation)
    }

    fn size_of_layers_in(&self, presentation: Presentation) -> Option<Size> {
        let screen = self.screen_in(presentation)?;
        let below =
            [screen.notice, screen.focus_line].into_iter().flatten().map(|area| area.height).sum::<u16>();
        Some(Size { height: self.size.height - below, ..self.size })
    }

    /// The areas of the uppermost layer; `None` if it has no rows.
    pub fn layer_areas(&self) -> Option<LayerAreas> {
        self.layer_areas_in(self.settings().presentation)
    }

    /// The areas of the uppermost layer in a presentation; `None` if it has no rows.
    pub fn layer_areas_in(&self, presentation: Presentation) -> Option<LayerAreas> {
        let journal = self.requests().journal();
        let lines = JournalLines::of(journal.len(), journal.has_failure());
        self.layers.areas(self.size_of_layers_in(presentation)?, lines)
    }

    /// True if the panes of the selected secret are on screen.
    pub fn secret_in_view(&self) -> bool {
        self.screen().is_some_and(|screen| screen.secret.is_some())
    }

    /// True if the panes on screen may stay as they are, although the cursor of the list has moved on: it may move further,
    /// and a frame that shows one row more is a tenth of one that shows another secret. Whatever is done next is done to the
    /// secret under the cursor.
    pub fn panes_may_lag(&self) -> bool {
        self.focus == Focus::List && self.are_panes_bare() && self.secret.may_lag(self.cx.now())
    }

    /// True if nothing covers the panes and nothing secret is in them: what is on screen there may be kept.
    pub fn are_panes_bare(&self) -> bool {
        self.layers.is_empty() && self.lock.closed().is_none() && self.secret.pane().may_lag()
    }

    pub(super) fn in_view(&self) -> InView {
        if self.secret_in_view() { InView::Yes } else { InView::No }
    }

    /// The secret whose replication is on screen.
    pub(super) fn replication_in_view(&self) -> Option<&Arn> {
        let shown = self.secret.pane() == Pane::Replication && self.secret_in_view();
        self.secret.arn().filter(|_| shown)
    }

    /// The number of rows of a page, on the side or layer that has the keys.
    pub(super) fn page_in_view(&self) -> usize {
        let Some(screen) = self.screen() else { return 1 };
        let height = match (self.layers.is_empty(), self.focus) {
            (true, Focus::List) => screen.list.map_or(0, |list| list.rows.height),
            (true, Focus::Secret) => screen
                .secret
                .map_or(0, |secret| secret.rows(self.secret.pane()).unwrap_or(secret.body).height),
            (false, _) => self.size.height.saturating_sub(6),
        };
        usize::from(height).saturating_sub(1).max(1)
    }

    /// True if there is something to close, dismiss or leave.
    pub(super) fn can_go_back(&self) -> bool {
        !self.layers.is_empty()
            || self.notice().is_some()
            || self.focus == Focus::Secret
            || self.list.filter().is_shown()
            || self.is_picking()
    }

    /// The time since which the first page of the list has no answer, once that takes long.
    pub fn first_page_late_since(&self) -> Option<Timestamp> {
        self.first_page_sent().filter(|sent| self.cx.now() >= *sent + LATE_AFTER)
    }

    /// The time at which the page was asked for that the empty list waits for.
    fn first_page_sent(&self) -> Option<Timestamp> {
        if !self.list.is_loading() || !self.list.secrets().is_empty() {
            return None;
        }
        let pending = |entry: &&Entry| entry.operation == "ListSecrets" && entry.outcome == Outcome::Pending;
        self.cx.requests().journal().newest_first().find(pending).map(|entry| entry.at)
    }

    /// The next time at which the wait for the first page shows another second.
    fn next_late_second(&self) -> Option<Timestamp> {
        let sent = self.first_page_sent()?;
        if self.settings().presentation == Presentation::Plain {
            return Some(sent + LATE_AFTER).filter(|late| *late > self.cx.now());
        }
        let waited = self.cx.now().duration_since(sent).as_secs().max(0) + 1;
        Some(sent + SignedDuration::from_secs(waited).max(LATE_AFTER))
    }

    /// The time of the next `Message::Woke`: the earliest at which something on screen changes by itself. `None` while
    /// nothing does, so that idling costs nothing.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let (due, hide_at) = self.secret.next_wake();
        let moments = [
            due,
            hide_at.map(|at| self.next_second(at)),
            self.list.next_wake(),
            self.list.goes_on_until().filter(|end| *end > self.cx.now()),
            self.layers.next_wake(),
            self.lock.next_wake(),
            self.changes.next_wake(),
            self.changes.pauses().map(|end| self.next_second(end)).min(),
            self.lookup.next_wake(),
            self.list.cache_due(),
            self.cx.notices().next_wake(),
            self.clipboard.next_wake().map(|wake| match wake {
                ClipboardWake::Countdown(end) => self.next_second(end),
                ClipboardWake::At(at) => at,
            }),
            self.next_late_second(),
            self.list.as_of().map(|at| next_age(at, self.cx.now())),
        ];
        moments.into_iter().flatten().min()
    }

    /// The next time at which a countdown to `end` shows another second.
    fn next_second(&self, end: Timestamp) -> Timestamp {
        // A screen reader would read every second aloud: in plain mode the time of the end is written.
        if self.settings().presentation == Presentation::Plain {
            return end;
        }
        let left = end.duration_since(self.cx.now()).as_millis();
        if left <= 1_000 {
            return end;
        }
        let step = match left % 1_000 {
            0 => 1_000,
            rest => rest,
        };
        self.cx.now() + SignedDuration::from_millis(i64::try_from(step).unwrap_or(1_000))
    }

    /// True if an action is ready now.
    pub fn offers(&self, action: Action) -> bool {
        self.availability(action).is_ready()
    }
}

/// The next time at which an age since `at` shows another number: of minutes, or of hours after the first hour.
fn next_age(at: Timestamp, now: Timestamp) -> Timestamp {
    let age = now.duration_since(at).as_secs().max(0);
    let unit = if age < 3_600 { 60 } else { 3_600 };
    at + SignedDuration::from_secs((age / unit + 1) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Message, StartOptions, update};

    #[test]
    fn an_idle_model_wakes_once_to_lock_and_for_nothing_else() {
        let start = Timestamp::UNIX_EPOCH;
        let mut model = Model::new(StartOptions::default(), Size::new(80, 24), start);
        let due = start + SignedDuration::from_mins(5);
        assert_eq!(model.next_wake(), Some(due));
        update(&mut model, due, Message::Woke);
        assert!(model.lock().is_locked());
        assert_eq!(model.next_wake(), None);
    }

    #[test]
    fn ages_change_by_minutes_then_by_hours() {
        let at = Timestamp::UNIX_EPOCH;
        let after = |seconds| at + SignedDuration::from_secs(seconds);
        assert_eq!(next_age(at, after(0)), after(60));
        assert_eq!(next_age(at, after(61)), after(120));
        assert_eq!(next_age(at, after(3_600)), after(7_200));
    }
}
