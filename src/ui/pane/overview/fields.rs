//! The fields of `DescribeSecret` that the head of the pane does not tell, under the names that they have in the API.

use crate::app::actions::Action;
use crate::app::secret::{EmptyFields, Selected};
use crate::app::wording::counted;
use crate::secrets::{Detail, Summary};
use crate::ui::age;
use crate::ui::pane::described::{self, rules};
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page::Page;
use crate::ui::widget::{ABSENT, labels};
use jiff::Timestamp;
use ratatui::text::Span;

/// Cells of the labels: the longest is `VersionIdsToStages`.
pub const LABELS: usize = 20;
/// Cells of a whole version id and the staging label AWSPREVIOUS.
const ID_AND_LABEL: usize = 48;

/// Adds the fields, each that is empty with a dash or as one of a number.
pub fn put(page: &mut Page<'_>, selected: &Selected, scene: Scene<'_>) {
    let (secret, empty) = (selected.summary(), selected.overview().empty_fields());
    let theme = page.theme();
    page.gap();
    let mut hidden = 0;
    let between = theme.glyphs.between;
    let moment = |at| {
        format!("{}{between}{}", described::stamp(page, at), described::ago(page, at, scene.time_of_day()))
    };
    for (name, text) in texts(secret, theme, moment) {
        match (text, empty) {
            (Some(text), _) => {
                page.entry(name, &text, theme.text);
            }
            (None, EmptyFields::Shown) => {
                page.entry(name, ABSENT, theme.dim);
            }
            (None, EmptyFields::Hidden) => hidden += 1,
        }
    }
    match (secret.versions.0.is_empty(), empty) {
        (false, _) => versions(page, secret),
        (true, EmptyFields::Shown) => {
            page.entry("VersionIdsToStages", ABSENT, theme.dim);
        }
        (true, EmptyFields::Hidden) => hidden += 1,
    }
    external(page, selected.record().detail().value());
    let key = scene.key(Action::ToggleEmptyFields);
    match empty {
        EmptyFields::Hidden if hidden > 0 => {
            let count = counted(hidden, "empty field");
            page.text(&format!("{count}{}{key} shows them", theme.glyphs.between), theme.dim);
        }
        EmptyFields::Hidden => {}
        EmptyFields::Shown => {
            page.text(&format!("{key} hides the empty fields"), theme.dim);
        }
    }
}

/// The fields with their texts; `None` for one that is empty.
fn texts(
    secret: &Summary,
    theme: &Theme,
    moment: impl Fn(Timestamp) -> String,
) -> [(&'static str, Option<String>); 12] {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let scheduled = secret.deletion();
    [
        ("CreatedDate", secret.created.map(&moment)),
        ("LastChangedDate", secret.last_changed.map(&moment)),
        ("LastRotatedDate", secret.last_rotated.map(&moment)),
        ("NextRotationDate", secret.next_rotation.map(&moment)),
        ("RotationEnabled", secret.rotation_enabled.map(|enabled| enabled.to_string())),
        ("RotationRules", secret.rotation_rules.as_ref().map(|found| rules(found, theme))),
        ("RotationLambdaARN", text(&secret.rotation_lambda_arn)),
        ("PrimaryRegion", text(&secret.primary_region)),
        ("OwningService", text(&secret.owning_service)),
        ("Type", text(&secret.kind)),
        ("DeletedDate", scheduled.as_ref().map(|scheduled| age::stamp(scheduled.asked))),
        ("DeletionDate", scheduled.and_then(|scheduled| scheduled.ends).map(age::stamp)),
    ]
}

fn versions(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    let whole = page.width() >= LABELS + ID_AND_LABEL;
    for (nth, (id, stages)) in secret.versions.0.iter().enumerate() {
        let id = if whole { id.as_str() } else { id.short() };
        let mut spans = vec![Span::styled(id.to_owned(), theme.text), Span::raw(" ")];
        spans.extend(labels::spans(stages, theme));
        page.spans(if nth == 0 { "VersionIdsToStages" } else { "" }, &spans);
    }
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
