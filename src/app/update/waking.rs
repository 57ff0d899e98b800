//! What happens because time has passed.

use crate::app::Model;
use crate::app::layer::Layer;
use crate::app::notices::Notice;

impl Model {
    /// The moment that `next_wake` named has come: whatever is due is done.
    pub(super) fn woke(&mut self) {
        let now = self.cx.now();
        let due = self.selected.as_ref().and_then(|selected| selected.due);
        if due.is_some_and(|due| due <= now) {
            self.look_now();
        }
        if let Some(shown) = self.selected.as_mut().and_then(|selected| selected.value.read.value_mut())
            && shown.hide_at().is_some_and(|at| at <= now)
        {
            shown.mask();
        }
        for layer in &mut self.layers {
            if let Layer::Form(form) = layer {
                form.wake(now);
            }
        }
        if matches!(self.cx.notices().shown(), Some(Notice::News { until, .. }) if *until <= now) {
            self.cx.notices_mut().dismiss();
        }
        self.age_copy();
        self.look_at_rotations();
        self.look_at_replication();
    }
}
