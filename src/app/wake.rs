//! When the model is to be woken: at the earliest moment at which something on screen changes by itself.

use super::clipboard::{CopyState, Sensitivity};
use super::layer::Layer;
use super::model::Model;
use super::notices::Notice;
use super::watch::ReplicationWatch;
use jiff::Timestamp;

impl Model {
    /// When `Message::Woke` is next wanted: the earliest moment at which something on screen changes by itself. `None`
    /// while nothing does, so that idling costs nothing.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let mut moments: Vec<Timestamp> = Vec::new();
        moments.extend(self.selected.as_ref().and_then(|selected| selected.due));
        let shown = self.selected.as_ref().and_then(|selected| selected.value.read.value());
        moments.extend(shown.and_then(super::secret::ShownValue::hide_at).map(|at| self.next_second(at)));
        moments.extend(self.layers.iter().filter_map(|layer| match layer {
            Layer::Form(form) => form.next_wake(),
            _ => None,
        }));
        moments.extend(self.watches.iter().map(|watch| match watch.looking {
            Some(_) => watch.until(),
            None => watch.next_look.min(watch.until()),
        }));
        moments.extend(self.replication_watches.iter().map(ReplicationWatch::wake));
        if let Some(Notice::News { until, .. }) = self.cx.notices().shown() {
            moments.push(*until);
        }
        moments.extend(self.copy.as_ref().and_then(|copy| match (&copy.state, copy.sensitivity) {
            (CopyState::Held { until, .. }, Sensitivity::Secret) => Some(self.next_second(*until)),
            (CopyState::Held { until, .. }, Sensitivity::Open)
            | (CopyState::Done { until, .. } | CopyState::Failed { until, .. }, _) => Some(*until),
            (CopyState::Underway | CopyState::Clearing, _) => None,
        }));
        moments.extend(self.list.as_of().map(|at| next_age(at, self.cx.now())));
        moments.into_iter().min()
    }

    /// The next moment at which a countdown to `end` shows another second.
    fn next_second(&self, end: Timestamp) -> Timestamp {
        let left = end.duration_since(self.cx.now()).as_millis();
        if left <= 1_000 {
            return end;
        }
        let step = match left % 1_000 {
            0 => 1_000,
            rest => rest,
        };
        self.cx.now() + jiff::SignedDuration::from_millis(i64::try_from(step).unwrap_or(1_000))
    }
}

/// The next moment at which the age of something of `at` reads otherwise: by minutes, from an hour on by hours.
fn next_age(at: Timestamp, now: Timestamp) -> Timestamp {
    let age = now.duration_since(at).as_secs().max(0);
    let unit = if age < 3_600 { 60 } else { 3_600 };
    at + jiff::SignedDuration::from_secs((age / unit + 1) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::StartOptions;
    use ratatui::layout::Size;

    #[test]
    fn an_idle_model_wakes_for_nothing() {
        let model = Model::new(StartOptions::default(), Size::new(80, 24), Timestamp::UNIX_EPOCH);
        assert_eq!(model.next_wake(), None);
    }

    #[test]
    fn ages_change_by_minutes_then_by_hours() {
        let at = Timestamp::UNIX_EPOCH;
        let after = |seconds| at + jiff::SignedDuration::from_secs(seconds);
        assert_eq!(next_age(at, after(0)), after(60));
        assert_eq!(next_age(at, after(61)), after(120));
        assert_eq!(next_age(at, after(3_600)), after(7_200));
    }
}
