//! The pane Overview: all that `DescribeSecret` returns, named as in the API.

use super::described::{self, day, moment, rules};
use crate::app::deletion;
use crate::app::layout::SecretAreas;
use crate::app::secret::Selected;
use crate::secrets::{Detail, Summary};
use crate::ui::age;
use crate::ui::scene::Scene;
use crate::ui::widget::page::Page;
use crate::ui::widget::{ABSENT, AIR, labels};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::text::Span;

/// Cells of the labels: the longest is `VersionIdsToStages`.
const LABELS: usize = 20;
/// Cells of a whole version id and the staging label AWSPREVIOUS.
const ID_AND_LABEL: usize = 48;
/// The AWS managed key, which encrypts a secret that names no key.
const MANAGED_KEY: &str = "aws/secretsmanager";

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    let mut page = Page::new(area.width, LABELS, scene.theme);
    described::failed(&mut page, scene, selected);
    let summary = selected.summary();
    identity(&mut page, summary);
    dates(&mut page, summary, scene.now());
    rotation(&mut page, summary, scene.now());
    versions(&mut page, summary);
    replication(&mut page, summary, selected.record().detail().value());
    external(&mut page, selected.record().detail().value());
    page.draw(area, areas.outer, selected.overview().scroll(), buf);
}

fn identity(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    page.entry("Name", &secret.name, theme.strong)
        .entry("ARN", secret.arn.as_str(), theme.text)
        .optional("Description", secret.description.as_deref());
    match &secret.kms_key_id {
        Some(key) => page.entry("KmsKeyId", key, theme.text),
        None => page.entry("KmsKeyId", &format!("{ABSENT} {MANAGED_KEY}"), theme.dim),
    };
    page.optional("OwningService", secret.owning_service.as_deref())
        .optional("Type", secret.kind.as_deref())
        .optional("PrimaryRegion", secret.primary_region.as_deref())
        .gap();
}

fn dates(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let theme = page.theme();
    moment(page, "CreatedDate", secret.created, now);
    moment(page, "LastChangedDate", secret.last_changed, now);
    day(page, "LastAccessedDate", secret.last_accessed, now);
    match secret.deletion() {
        Some(scheduled) => {
            page.entry("DeletedDate", &age::stamp(scheduled.asked), theme.danger).entry(
                "",
                &theme.glyphs.say(&deletion::line(&scheduled, now)),
                theme.danger,
            );
            if let Some(end) = scheduled.ends {
                page.entry("DeletionDate", &age::stamp(end), theme.danger);
            }
        }
        None => {
            page.entry("DeletedDate", ABSENT, theme.dim);
        }
    }
    page.gap();
}

fn rotation(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let theme = page.theme();
    match secret.rotation_enabled {
        Some(enabled) => {
            let state = secret.rotation(now).state();
            let spans = vec![
                Span::styled(enabled.to_string(), theme.text),
                Span::styled(theme.glyphs.between, theme.dim),
                Span::styled(state.as_str(), theme.rotation(state)),
            ];
            page.spans("RotationEnabled", spans)
        }
        None => page.entry("RotationEnabled", ABSENT, theme.dim),
    };
    page.optional("RotationLambdaARN", secret.rotation_lambda_arn.as_deref()).optional(
        "RotationRules",
        secret.rotation_rules.as_ref().map(|found| rules(found, theme)).as_deref(),
    );
    moment(page, "LastRotatedDate", secret.last_rotated, now);
    moment(page, "NextRotationDate", secret.next_rotation, now);
    page.gap();
}

fn versions(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    if secret.versions.0.is_empty() {
        page.entry("VersionIdsToStages", ABSENT, theme.dim);
    }
    let whole = page.width() >= LABELS + ID_AND_LABEL;
    for (nth, (id, stages)) in secret.versions.0.iter().enumerate() {
        let id = if whole { id.as_str() } else { id.short() };
        let mut spans = vec![Span::styled(id.to_owned(), theme.text), Span::raw(" ")];
        spans.extend(labels::spans(stages, theme));
        page.spans(if nth == 0 { "VersionIdsToStages" } else { "" }, spans);
    }
    let tags: Vec<String> = secret.tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
    match tags.as_slice() {
        [] => page.entry("Tags", ABSENT, theme.dim),
        tags => page.spans(
            "Tags",
            vec![
                Span::styled(tags.len().to_string(), theme.text),
                Span::styled(format!("  {}", tags.join("  ")), theme.dim),
            ],
        ),
    };
}

fn replication(page: &mut Page<'_>, secret: &Summary, detail: Option<&Detail>) {
    let theme = page.theme();
    match detail.map(|detail| detail.replicas.as_slice()) {
        None if secret.primary_region.is_some() => page.entry("ReplicationStatus", "…", theme.dim),
        None | Some([]) => page.entry("ReplicationStatus", ABSENT, theme.dim),
        Some(replicas) => {
            let mut spans = Vec::new();
            for replica in replicas {
                spans.push(Span::styled(format!("{} ", replica.region), theme.text));
                spans.push(Span::styled(replica.status.as_str().to_owned(), theme.replica(&replica.status)));
                spans.push(Span::raw("  "));
            }
            page.spans("ReplicationStatus", spans)
        }
    };
}

/// Fields that only a secret of an external partner has.
fn external(page: &mut Page<'_>, detail: Option<&Detail>) {
    let Some(detail) = detail else { return };
    let theme = page.theme();
    if detail.external_rotation_role_arn.is_none() && detail.external_rotation_metadata.is_empty() {
        return;
    }
    page.gap().text("ExternalSecretRotationRoleArn", theme.dim);
    page.optional("", detail.external_rotation_role_arn.as_deref());
    page.text("ExternalSecretRotationMetadata", theme.dim);
    for (key, value) in &detail.external_rotation_metadata {
        page.entry(key, value, theme.text);
    }
}
