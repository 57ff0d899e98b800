//! What time brings about: replication settling, rotations going on, recovery windows ending.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{CURRENT, Event, PENDING, Place, Running, Secret, SecretKey, Store, Value, Version, after};
use crate::embedded::rotation::{Step, new_value};

impl Store {
    /// Does all that is due by now, in the order of its time.
    pub fn advance(&mut self, now: Timestamp) {
        while let Some((due, place, key, event)) = self.agenda.take_due(now) {
            self.now = due;
            match event {
                Event::Replicate(region) => self.replicate(&place, key, &region, due),
                Event::RotationStep => self.step_rotation(&place, key, due),
                Event::ScheduledRotation => self.rotate_on_schedule(&place, key, due),
                Event::Deletion => self.delete_when_due(&place, key, due),
            }
        }
        self.now = now;
        if let Some(lagging) = &mut self.lagging {
            lagging.catch_up(now);
        }
    }

    /// Begins a rotation that makes the version `token`: it gets AWSPENDING, empty as yet.
    pub fn begin_rotation(&mut self, place: &Place, key: SecretKey, token: &str, now: Timestamp) {
        let due = after(now, self.step_time(place, key));
        self.edit(place, key, now, |secret| {
            if secret.versions.by_id(token).is_none() {
                let version = Version::new(token, None, now, secret.kms_key_id.clone());
                secret.versions.add(version, &[PENDING], now);
            }
            if let Some(rotation) = &mut secret.rotation {
                rotation.running = Some(Running { token: token.into(), step: Step::Create, due });
            }
        });
        self.schedule(due, place, key, Event::RotationStep);
    }

    /// Sets when a secret rotates next, counted from a time, and sees to it that it will.
    pub fn plan_rotation(&mut self, place: &Place, key: SecretKey, from: Timestamp) {
        let window = self.note(place, key, |secret| {
            let rotation = secret.rotation.as_mut().filter(|rotation| rotation.enabled)?;
            let window = rotation.rules.next_window(from);
            rotation.next = window;
            window
        });
        if let Some(window) = window.flatten() {
            self.schedule(window.start, place, key, Event::ScheduledRotation);
        }
    }

    /// Puts on the agenda what a secret that came from outside waits for.
    pub fn resume(&mut self, place: &Place, key: SecretKey, now: Timestamp) {
        let Some(secret) = self.catalog(place).and_then(|catalog| catalog.get(key)) else { return };
        let rotation = secret.rotation.as_deref();
        let mut waiting: Vec<(Timestamp, Event)> = Vec::new();
        waiting.extend(secret.deletion.map(|due| (due, Event::Deletion)));
        let replicas = secret.replicas.iter();
        waiting.extend(
            replicas
                .filter_map(|replica| Some((replica.due?, Event::Replicate(Arc::clone(&replica.region))))),
        );
        let opens = rotation.and_then(|rotation| rotation.next).map(|window| window.start);
        waiting.extend(opens.filter(|start| *start > now).map(|start| (start, Event::ScheduledRotation)));
        if let Some(running) = rotation.and_then(|rotation| rotation.running.clone()) {
            let due = after(now, self.step_time(place, key));
            waiting.push((due, Event::RotationStep));
            self.note(place, key, |secret| set_running(secret, Some(Running { due, ..running })));
        }
        for (due, event) in waiting {
            self.schedule(due, place, key, event);
        }
    }

    /// How long one step of a secret's rotation takes.
    fn step_time(&self, place: &Place, key: SecretKey) -> Duration {
        let secret = self.catalog(place).and_then(|catalog| catalog.get(key));
        let lambda = secret.and_then(|secret| secret.rotation.as_ref()?.lambda.as_ref());
        let function = lambda.and_then(|lambda| self.functions.get(lambda));
        function.and_then(|function| function.step).unwrap_or(self.pace.rotation_step)
    }

    fn step_rotation(&mut self, place: &Place, key: SecretKey, now: Timestamp) {
        let Some((running, lambda, current)) = self.running(place, key) else { return };
        if running.due != now {
            return;
        }
        let fails_at = match lambda {
            Some(lambda) => self.functions.get(&lambda).map_or(Some(running.step), |known| known.fails_at),
            None => None,
        };
        let fresh = match running.step {
            Step::Create => current.map(|value| new_value(&value, &mut self.random)),
            _ => None,
        };
        let cannot_begin = running.step == Step::Create && fresh.is_none();
        if fails_at == Some(running.step) || cannot_begin || !self.is_pending(place, key, &running.token) {
            self.note(place, key, |secret| set_running(secret, None));
            return;
        }
        let Some(next) = running.step.next() else { return self.finish_rotation(place, key, &running, now) };
        let due = after(now, self.step_time(place, key));
        self.edit(place, key, now, |secret| {
            let empty = secret.versions.by_id_mut(&running.token).filter(|version| version.value.is_none());
            if let (Some(version), Some(fresh)) = (empty, &fresh) {
                version.value = Some(fresh.clone());
            }
            if fresh.is_some() {
                secret.note_read_of_current(now);
            }
            set_running(secret, Some(Running { step: next, due, ..running }));
        });
        self.schedule(due, place, key, Event::RotationStep);
    }

    /// Whether a rotation may go on: nobody took AWSPENDING off its version, or deleted the secret.
    fn is_pending(&self, place: &Place, key: SecretKey, token: &str) -> bool {
        let secret = self.catalog(place).and_then(|catalog| catalog.get(key));
        secret.is_some_and(|secret| {
            let pending = secret.versions.pending();
            secret.deletion.is_none() && pending.is_some_and(|version| *version.id == *token)
        })
    }

    fn running(&self, place: &Place, key: SecretKey) -> Option<(Running, Option<Arc<str>>, Option<Value>)> {
        let secret = self.catalog(place)?.get(key)?;
        let rotation = secret.rotation.as_ref()?;
        let current = secret.versions.by_label(CURRENT).and_then(|version| version.value.clone());
        Some((rotation.running.clone()?, rotation.lambda.clone(), current))
    }

    fn finish_rotation(&mut self, place: &Place, key: SecretKey, running: &Running, now: Timestamp) {
        self.edit(place, key, now, |secret| {
            secret.versions.attach(CURRENT, &running.token);
            secret.versions.detach(PENDING);
            secret.changed = now;
            if let Some(rotation) = &mut secret.rotation {
                rotation.last = Some(now);
                rotation.running = None;
            }
        });
        self.plan_rotation(place, key, now);
    }

    /// A function that can't be invoked, or a rotation that is stuck, leaves `NextRotationDate` to
    /// fall into the past.
    fn rotate_on_schedule(&mut self, place: &Place, key: SecretKey, now: Timestamp) {
        let Some(secret) = self.catalog(place).and_then(|catalog| catalog.get(key)) else { return };
        let Some(rotation) = &secret.rotation else { return };
        let is_due = rotation.enabled
            && secret.deletion.is_none()
            && rotation.next.is_some_and(|window| window.start == now);
        let invocable = rotation.lambda.as_ref().is_none_or(|lambda| self.has_function(lambda));
        if !is_due || !invocable || secret.versions.pending().is_some() {
            return;
        }
        let token = self.new_id();
        self.begin_rotation(place, key, &token, now);
    }

    fn delete_when_due(&mut self, place: &Place, key: SecretKey, now: Timestamp) {
        let deletion = self.catalog(place).and_then(|catalog| catalog.get(key)?.deletion);
        if deletion == Some(now) {
            self.remove(place, key);
        }
    }

    /// A new identifier in the form of a UUID.
    pub fn new_id(&mut self) -> String {
        let bytes = self.random.u128(..).to_be_bytes();
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}

fn set_running(secret: &mut Secret, running: Option<Running>) {
    if let Some(rotation) = &mut secret.rotation {
        rotation.running = running;
    }
}
