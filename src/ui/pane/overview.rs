//! The pane Overview: what one asks first about a secret, in the console's words, then the other fields of `DescribeSecret`.

mod fields;

use super::described::{self, day};
use crate::app::deletion;
use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::Selected;
use crate::secrets::{AWSCURRENT, ReplicaRole, ReplicaStatus, RotationState, Summary};
use crate::ui::age;
use crate::ui::scene::Scene;
use crate::ui::widget::AIR;
use crate::ui::widget::page::Page;
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::text::Span;

/// The AWS managed key, which encrypts a secret that names no key.
const MANAGED_KEY: &str = "aws/secretsmanager";

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    let mut page = Page::new(area.width, fields::LABELS, scene.theme);
    described::failed(&mut page, scene, selected);
    let secret = selected.summary();
    leaving(&mut page, secret, scene.time_of_day());
    rotation(&mut page, secret, scene.time_of_day());
    replicas(&mut page, selected);
    version(&mut page, selected, scene.time_of_day());
    day(&mut page, "Last read", secret.last_accessed, scene.time_of_day());
    identity(&mut page, secret);
    fields::put(&mut page, selected, scene);
    page.draw(area, areas.outer, selected.overview().scroll(), buf);
}

/// Adds that the secret is scheduled for deletion, before all else.
fn leaving(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    if let Some(scheduled) = secret.deletion() {
        let style = page.theme().danger;
        let line = page.theme().glyphs.say(&deletion::line(&scheduled, now)).into_owned();
        page.entry("Deletion", &line, style);
    }
}

/// Adds the state of rotation with the next date, and why the state is not as it should be.
fn rotation(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let theme = page.theme();
    let view = secret.rotation(now);
    let state = view.state();
    let name = if state == RotationState::Never { "not configured" } else { state.as_str() };
    let mut spans = vec![Span::styled(name, theme.rotation(state))];
    if let Some(next) = secret.next_rotation.filter(|_| secret.rotation_enabled == Some(true)) {
        let (was, style) = if next < now { ("was due", theme.danger) } else { ("next", theme.text) };
        let between = theme.glyphs.between;
        let text = format!("{between}{was} {}{between}{}", age::date(next), described::ago(page, next, now));
        spans.push(Span::styled(text, style));
    }
    page.spans("Rotation", &spans);
    match state {
        RotationState::Pending | RotationState::Overdue | RotationState::Failed => {
            page.entry("", &view.meaning(), theme.text);
        }
        RotationState::Never | RotationState::Off | RotationState::On => {}
    }
}

/// Adds how many replicas are in sync, and each that is not.
fn replicas(page: &mut Page<'_>, selected: &Selected) {
    let theme = page.theme();
    if let ReplicaRole::Replica { primary } = selected.summary().replica_role() {
        page.entry("Replicas", &format!("a replica of the secret in {primary}"), theme.key);
        return;
    }
    let replicas = match selected.record().detail().value() {
        Some(detail) => detail.replicas.as_slice(),
        None if selected.summary().primary_region.is_some() => {
            let unknown = match selected.record().detail() {
                Loadable::Failed { .. } => "not known",
                Loadable::Idle | Loadable::Loading { .. } | Loadable::Ready { .. } => "…",
            };
            page.entry("Replicas", unknown, theme.dim);
            return;
        }
        None => &[],
    };
    if replicas.is_empty() {
        page.entry("Replicas", "none", theme.dim);
        return;
    }
    let (in_sync, others): (Vec<_>, Vec<_>) =
        replicas.iter().partition(|replica| replica.status == ReplicaStatus::InSync);
    let regions: Vec<_> = in_sync.iter().map(|replica| replica.region.as_str()).collect();
    let count = match others.len() {
        0 => format!("{} in sync", in_sync.len()),
        _ => format!("{} of {} in sync", in_sync.len(), replicas.len()),
    };
    let text = if regions.is_empty() { count } else { format!("{count}: {}", regions.join(", ")) };
    page.entry("Replicas", &text, if others.is_empty() { theme.text } else { theme.warn });
    for replica in others {
        let text = format!("{} {}", replica.region, replica.status.as_str());
        page.entry("", &text, theme.replica(&replica.status));
    }
}

/// Adds the current version and its age. Only the list of versions tells when a version was created: until it is loaded,
/// the last change of the secret says how old the version is at most.
fn version(page: &mut Page<'_>, selected: &Selected, now: Timestamp) {
    let theme = page.theme();
    let secret = selected.summary();
    let Some(id) = secret.versions.holder(AWSCURRENT) else {
        page.entry("Current version", "none: this secret has no value yet", theme.warn);
        return;
    };
    let listed = selected.record().versions().iter().find(|version| version.id == *id);
    let between = theme.glyphs.between;
    let ago = |at| described::ago(page, at, now);
    let age = match (listed.and_then(|version| version.created), secret.last_changed) {
        (Some(created), _) => format!("{between}created {}", ago(created)),
        (None, Some(changed)) => format!("{between}secret changed {}", ago(changed)),
        (None, None) => String::new(),
    };
    let spans = vec![Span::styled(id.short().to_owned(), theme.text), Span::styled(age, theme.text)];
    page.spans("Current version", &spans);
}

fn identity(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    match &secret.kms_key_id {
        Some(key) => page.entry("KMS key", key, theme.text),
        None => page.entry("KMS key", MANAGED_KEY, theme.text),
    };
    let tags: Vec<String> = secret.tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
    match tags.as_slice() {
        [] => page.entry("Tags", "none", theme.dim),
        tags => page.entry("Tags", &tags.join("  "), theme.text),
    };
    page.optional("Description", secret.description.as_deref()).entry("ARN", secret.arn.as_str(), theme.text);
}
