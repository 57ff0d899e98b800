//! The pane Rotation: its state, what that means, and the steps of a rotation in progress.

use super::described::{self, moment, rules};
use crate::app::actions::Action;
use crate::app::changes::{RotationStage, RotationWatch};
use crate::app::layout::SecretAreas;
use crate::app::secret::Selected;
use crate::app::wording::counted;
use crate::secrets::{
    AWSCURRENT, AWSPENDING, PendingRotation, RotationRules, RotationSchedule, RotationState, Summary,
};
use crate::ui::age;
use crate::ui::scene::Scene;
use crate::ui::widget::page::Page;
use crate::ui::widget::{ABSENT, AIR};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

/// Cells of the labels: the longest is `RotationLambdaARN`.
const LABELS: usize = 20;

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    let mut page = Page::new(area.width, LABELS, scene.theme);
    described::failed(&mut page, scene, selected);
    let secret = selected.summary();
    if let Some(watch) = scene.model.rotation_of_selected() {
        steps(&mut page, watch, scene.now());
    }
    state(&mut page, secret, scene.time_of_day());
    next_steps(&mut page, scene, selected);
    if secret.rotation_enabled.is_some() || secret.rotation_lambda_arn.is_some() {
        schedule(&mut page, secret, scene.time_of_day());
    }
    labels(&mut page, secret);
    page.draw(area, areas.outer, selected.rotation().scroll(), buf);
}

fn state(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let theme = page.theme();
    let view = secret.rotation(now);
    let state = view.state();
    let word = if state == RotationState::Never { "not configured" } else { state.as_str() };
    page.entry("State", word, theme.rotation(state));
    page.entry("", &view.meaning(), theme.text);
    if let Some(service) = &secret.owning_service {
        page.entry("OwningService", &format!("{service} manages this secret and its rotation."), theme.text);
    }
    if let Some(partner) = &secret.kind {
        let text =
            format!("{partner}: a partner's secret, which the service rotates without a Lambda function.");
        page.entry("Type", &text, theme.text);
    }
}

/// Adds what AWSPENDING on a version of its own means, and the actions that help.
fn next_steps(page: &mut Page<'_>, scene: Scene<'_>, selected: &Selected) {
    let theme = page.theme();
    let (secret, now) = (selected.summary(), scene.time_of_day());
    let followed = scene.model.rotation_of_selected().is_some();
    match selected.record().pending_rotation(now).filter(|_| !followed) {
        Some(PendingRotation::InProgress { since }) => {
            let text = format!(
                "A rotation may have begun {}. It takes a few minutes; {} checks again.",
                age::long(since, now),
                scene.key(Action::Refresh)
            );
            page.entry("In progress?", &text, theme.warn);
        }
        Some(PendingRotation::Stuck { since }) => {
            let began =
                since.map(|since| format!("The rotation began {} or earlier. ", age::long(since, now)));
            page.entry("Stuck?", &(began.unwrap_or_default() + &recovery(scene, "recovers it")), theme.warn);
        }
        Some(PendingRotation::LeftBehind { rotated }) => {
            let ended = age::long(rotated, now);
            let text = format!(
                "AWSPENDING is left over from an earlier rotation; a later one ended {ended}. {}",
                recovery(scene, "cleans it up")
            );
            page.entry("Left behind", &text, theme.warn);
        }
        None => {}
    }
    if let Some(version) = selected.record().empty_pending() {
        let text = format!(
            "Version {} with AWSPENDING is empty: the createSecret step of the function stored no value.",
            version.short()
        );
        page.entry("Empty", &text, theme.warn);
    }
    if secret.rotation(now).state() == RotationState::Never && scene.model.offers(Action::RotationSettings) {
        let settings = scene.key(Action::RotationSettings);
        page.entry("", &format!("{settings} sets it up: function, schedule and window."), theme.dim);
    }
    page.gap();
}

/// A sentence on the form that recovers a rotation, if it can be opened, with what it `does`.
fn recovery(scene: Scene<'_>, does: &str) -> String {
    if scene.model.offers(Action::RecoverRotation) {
        format!("{} {does}, step by step.", scene.key(Action::RecoverRotation))
    } else {
        String::new()
    }
}

fn schedule(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let theme = page.theme();
    let found = secret.rotation_rules.as_ref();
    let schedule = found.and_then(RotationRules::schedule).map(|schedule| match schedule {
        RotationSchedule::EveryDays(days) => format!("every {}", counted(days, "day")),
        RotationSchedule::Expression(expression) => format!("{expression}, UTC"),
    });
    let window = found.and_then(|rules| rules.duration.as_deref());
    page.optional("Schedule", schedule.as_deref())
        .optional("Window", window)
        .optional("RotationRules", found.map(|found| rules(found, theme)).as_deref())
        .optional("RotationLambdaARN", secret.rotation_lambda_arn.as_deref());
    moment(page, "LastRotatedDate", secret.last_rotated, now);
    moment(page, "NextRotationDate", secret.next_rotation, now);
    page.gap();
}

fn labels(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    for label in [AWSCURRENT, AWSPENDING] {
        match secret.versions.holder(label) {
            Some(id) => page.entry(label, id.as_str(), theme.text),
            None => page.entry(label, ABSENT, theme.dim),
        };
    }
}

/// Adds the steps of a rotation that was started here. The staging labels tell how far it is.
fn steps(page: &mut Page<'_>, watch: &RotationWatch, now: Timestamp) {
    let theme = page.theme();
    // A screen reader would say every second.
    let elapsed = if theme.glyphs.is_plain() {
        String::new()
    } else {
        let seconds = now.duration_since(watch.started()).as_secs().max(0);
        format!("{}{seconds} s", theme.glyphs.between)
    };
    let new = format!("version {}", watch.version().short());
    let mut lines = vec![Line::from(vec![
        Span::styled("Rotating", theme.accent),
        Span::styled(format!(" since {} UTC{elapsed}", age::clock(watch.started())), theme.dim),
    ])];
    let all = [
        (RotationStage::Requested, "RotateSecret accepted".to_owned()),
        (RotationStage::Pending, format!("AWSPENDING on {new}: createSecret, setSecret, testSecret")),
        (RotationStage::Finished, format!("AWSCURRENT moves to {new}: finishSecret")),
    ];
    for (stage, text) in all {
        let (sign, style) = match stage.cmp(&watch.stage()) {
            std::cmp::Ordering::Less => (theme.glyphs.done, theme.ok),
            std::cmp::Ordering::Equal => (theme.glyphs.doing, theme.warn),
            std::cmp::Ordering::Greater => (theme.glyphs.to_do, theme.dim),
        };
        lines.push(Line::from(vec![
            Span::styled("  ", style),
            Span::styled(sign, style),
            Span::styled(text, style),
        ]));
    }
    page.extend(lines).gap();
}
