//! The effects of time: replication, rotations and recovery windows end when they are due.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::event_queue::{DueEvent, Event};
use super::location::Location;
use super::secret::{RunningRotation, Secret, SecretKey};
use super::state::Store;
use super::value::Value;
use super::version::{CURRENT, PENDING, Version};
use crate::embedded::clock::after;
use crate::embedded::rotation::Step;

impl Store {
    /// Performs all events that are due at `now`, in the order of their times.
    pub fn advance(&mut self, now: Timestamp) {
        while let Some(DueEvent { due, location, key, event }) = self.pop_due_event(now) {
            match event {
                Event::Replicate(region) => self.finish_replication(&location, key, &region, due),
                Event::RotationStep => self.finish_rotation_step(&location, key, due),
                Event::ScheduledRotation => self.rotate_on_schedule(&location, key, due),
                Event::Deletion => self.delete_when_due(&location, key, due),
            }
        }
        self.set_time(now);
    }

    /// Starts a rotation that creates the version `token`. The version gets AWSPENDING, and stays
    /// without a value until the first step ends.
    pub fn start_rotation(&mut self, location: &Location, key: SecretKey, token: &str, now: Timestamp) {
        let due = after(now, self.step_duration(location, key));
        self.edit(location, key, now, |secret| {
            if secret.versions.by_id(token).is_none() {
                let version = Version::new(token, None, now, secret.kms_key_id.clone());
                secret.versions.add(version, &[PENDING], now);
            }
            set_running(secret, Some(RunningRotation { token: token.into(), step: Step::Create, due }));
        });
        self.schedule(due, location, key, Event::RotationStep);
    }

    /// Schedules the next rotation of a secret, counted from a time.
    pub fn schedule_rotation(&mut self, location: &Location, key: SecretKey, from: Timestamp) {
        let window = self.edit_local(location, key, |secret| {
            let rotation = secret.rotation.as_mut().filter(|rotation| rotation.enabled)?;
            let window = rotation.rules.next_window(from);
            rotation.next = window;
            window
        });
        if let Some(window) = window.flatten() {
            self.schedule(window.start, location, key, Event::ScheduledRotation);
        }
    }

    /// Schedules all events of a secret that was seeded or generated: its deletion, replication in
    /// progress, its next rotation, and the next step of a running one.
    pub fn resume(&mut self, location: &Location, key: SecretKey, now: Timestamp) {
        let Some(secret) = self.secret(location, key) else { return };
        let rotation = secret.rotation.as_deref();
        let mut events: Vec<(Timestamp, Event)> = Vec::new();
        events.extend(secret.deletion.map(|deletion| (deletion.ends, Event::Deletion)));
        let replicas = secret.replicas.iter();
        events.extend(
            replicas
                .filter_map(|replica| Some((replica.due?, Event::Replicate(Arc::clone(&replica.region))))),
        );
        let opens = rotation.and_then(|rotation| rotation.next).map(|window| window.start);
        events.extend(opens.filter(|start| *start > now).map(|start| (start, Event::ScheduledRotation)));
        if let Some(running) = rotation.and_then(|rotation| rotation.running.clone()) {
            let due = after(now, self.step_duration(location, key));
            events.push((due, Event::RotationStep));
            self.edit_local(location, key, |secret| {
                set_running(secret, Some(RunningRotation { due, ..running }));
            });
        }
        for (due, event) in events {
            self.schedule(due, location, key, event);
        }
    }

    /// The duration of one step of a secret's rotation.
    fn step_duration(&self, location: &Location, key: SecretKey) -> Duration {
        let secret = self.secret(location, key);
        let lambda = secret.and_then(|secret| secret.rotation.as_ref()?.lambda.as_ref());
        let function = lambda.and_then(|lambda| self.function(lambda));
        function.and_then(|function| function.step).unwrap_or_else(|| self.default_rotation_step())
    }

    /// Ends a step of a rotation. The rotation stops if its function fails at this step or can't be
    /// invoked, if there is no current value to start from, or if AWSPENDING was moved meanwhile.
    fn finish_rotation_step(&mut self, location: &Location, key: SecretKey, now: Timestamp) {
        let Some((running, lambda, current)) = self.running_rotation(location, key) else { return };
        if running.due != now {
            return;
        }
        let fails_at = match lambda {
            Some(lambda) => self.function(&lambda).map_or(Some(running.step), |function| function.fails_at),
            None => None,
        };
        let fresh = match running.step {
            Step::Create => current.map(|value| value.rotated(&mut self.random)),
            Step::Set | Step::Test | Step::Finish => None,
        };
        let lacks_value = running.step == Step::Create && fresh.is_none();
        if fails_at == Some(running.step) || lacks_value || !self.is_pending(location, key, &running.token) {
            self.edit_local(location, key, |secret| set_running(secret, None));
            return;
        }
        let Some(next) = running.step.next() else {
            return self.finish_rotation(location, key, &running, now);
        };
        let due = after(now, self.step_duration(location, key));
        self.edit(location, key, now, |secret| {
            let empty = secret.versions.by_id_mut(&running.token).filter(|version| version.value.is_none());
            if let (Some(version), Some(fresh)) = (empty, &fresh) {
                version.value = Some(fresh.clone());
            }
            if fresh.is_some() {
                // The function read the current value to derive the new one.
                secret.record_read_of_current(now);
            }
            set_running(secret, Some(RunningRotation { step: next, due, ..running }));
        });
        self.schedule(due, location, key, Event::RotationStep);
    }

    /// Returns true if a rotation may go on: its version still has AWSPENDING, and the secret isn't
    /// scheduled for deletion.
    fn is_pending(&self, location: &Location, key: SecretKey, token: &str) -> bool {
        self.secret(location, key).is_some_and(|secret| {
            let pending = secret.versions.pending();
            secret.deletion.is_none() && pending.is_some_and(|version| *version.id == *token)
        })
    }

    /// The rotation in progress, the ARN of its function, and the current value.
    fn running_rotation(
        &self,
        location: &Location,
        key: SecretKey,
    ) -> Option<(RunningRotation, Option<Arc<str>>, Option<Value>)> {
        let secret = self.secret(location, key)?;
        let rotation = secret.rotation.as_ref()?;
        let current = secret.versions.by_label(CURRENT).and_then(|version| version.value.clone());
        Some((rotation.running.clone()?, rotation.lambda.clone(), current))
    }

    fn finish_rotation(
        &mut self,
        location: &Location,
        key: SecretKey,
        running: &RunningRotation,
        now: Timestamp,
    ) {
        self.edit(location, key, now, |secret| {
            secret.versions.attach(CURRENT, &running.token);
            secret.versions.detach(PENDING);
            secret.changed = now;
            if let Some(rotation) = &mut secret.rotation {
                rotation.last = Some(now);
                rotation.running = None;
            }
        });
        self.schedule_rotation(location, key, now);
    }

    /// Starts a scheduled rotation. If the function can't be invoked or an earlier rotation is stuck,
    /// nothing happens, and `NextRotationDate` stays in the past.
    fn rotate_on_schedule(&mut self, location: &Location, key: SecretKey, now: Timestamp) {
        let Some(secret) = self.secret(location, key) else { return };
        let Some(rotation) = &secret.rotation else { return };
        let is_due = rotation.enabled
            && secret.deletion.is_none()
            && rotation.next.is_some_and(|window| window.start == now);
        let invocable = rotation.lambda.as_ref().is_none_or(|lambda| self.function(lambda).is_some());
        if !is_due || !invocable || secret.versions.pending().is_some() {
            return;
        }
        let token = self.new_id();
        self.start_rotation(location, key, &token, now);
    }

    fn delete_when_due(&mut self, location: &Location, key: SecretKey, now: Timestamp) {
        let deletion = self.secret(location, key).and_then(|secret| secret.deletion);
        if deletion.is_some_and(|deletion| deletion.ends == now) {
            self.remove(location, key);
        }
    }
}

fn set_running(secret: &mut Secret, running: Option<RunningRotation>) {
    if let Some(rotation) = &mut secret.rotation {
        rotation.running = running;
    }
}
