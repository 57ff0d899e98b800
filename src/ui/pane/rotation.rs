//! The pane Rotation: how it stands, what that means, and each step of a rotation that is followed.

use super::overview::{moment, rules};
use super::{as_listed, body};
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
use crate::ui::widget::ABSENT;
use crate::ui::widget::page::Page;
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

/// Cells of the labels: `RotationLambdaARN` and three.
const LABELS: usize = 20;

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = body(areas);
    let mut page = Page::new(area.width, LABELS, scene.theme);
    as_listed(&mut page, scene, selected);
    let secret = selected.summary();
    if let Some(watch) = scene.model.rotation_of_selected() {
        steps(&mut page, watch, scene.now());
    }
    state(&mut page, secret, scene.now());
    ways(&mut page, scene, selected);
    if secret.rotation_enabled.is_some() || secret.rotation_lambda_arn.is_some() {
        schedule(&mut page, secret, scene.now());
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
}

/// What can be done about it from here.
fn ways(page: &mut Page<'_>, scene: Scene<'_>, selected: &Selected) {
    let theme = page.theme();
    let (secret, now) = (selected.summary(), scene.now());
    let followed = scene.model.rotation_of_selected().is_some();
    match selected.record().pending_rotation(now).filter(|_| !followed) {
        Some(PendingRotation::UnderWay { since }) => {
            let look = scene.key(Action::Refresh);
            let text = format!(
                "It may have begun {}, and takes minutes: {look} looks again.",
                age::long(since, now)
            );
            page.entry("In progress?", &text, theme.warn);
        }
        Some(PendingRotation::Stuck { since }) => {
            let since = since.map_or_else(String::new, |since| {
                format!("It began {}, or earlier. ", age::long(since, now))
            });
            page.entry("Stuck?", &format!("{since}{}", way_out(scene)), theme.warn);
        }
        Some(PendingRotation::LeftBehind { rotated }) => {
            let text = format!("A later rotation ended {}. {}", age::long(rotated, now), way_out(scene));
            page.entry("Left behind", &text, theme.warn);
        }
        None => {}
    }
    if secret.rotation(scene.now()).state() == RotationState::Never
        && scene.model.offers(Action::RotationSettings)
    {
        let settings = scene.key(Action::RotationSettings);
        page.entry("", &format!("{settings} sets it up: a function, a schedule, a window."), theme.dim);
    }
    page.gap();
}

/// The form that frees a rotation, where it can be opened.
fn way_out(scene: Scene<'_>) -> String {
    if scene.model.offers(Action::RecoverRotation) {
        format!("{} leads out of it, step by step.", scene.key(Action::RecoverRotation))
    } else {
        String::new()
    }
}

fn schedule(page: &mut Page<'_>, secret: &Summary, now: Timestamp) {
    let found = secret.rotation_rules.as_ref();
    let schedule = found.and_then(RotationRules::schedule).map(|schedule| match schedule {
        RotationSchedule::EveryDays(days) => format!("every {}", counted(days, "day")),
        RotationSchedule::Expression(expression) => format!("{expression}, UTC"),
    });
    let window = found.and_then(|rules| rules.duration.as_deref());
    page.optional("Schedule", schedule.as_deref())
        .optional("Window", window)
        .optional("RotationRules", found.map(rules).as_deref())
        .optional("RotationLambdaARN", secret.rotation_lambda_arn.as_deref());
    moment(page, "LastRotatedDate", secret.last_rotated, now);
    moment(page, "NextRotationDate", secret.next_rotation, now);
    page.gap();
}

fn labels(page: &mut Page<'_>, secret: &Summary) {
    let theme = page.theme();
    for label in [AWSCURRENT, AWSPENDING] {
        match secret.versions.holder(label) {
            Some(id) => page.entry(label, &format!("version {id}"), theme.text),
            None => page.entry(label, ABSENT, theme.dim),
        };
    }
}

/// The steps of a rotation that is followed, as staging labels tell them.
fn steps(page: &mut Page<'_>, watch: &RotationWatch, now: Timestamp) {
    let theme = page.theme();
    let elapsed = now.duration_since(watch.started()).as_secs().max(0);
    let new = format!("version {}", watch.version().short());
    let mut lines = vec![Line::from(vec![
        Span::styled("Rotating", theme.accent),
        Span::styled(format!(" since {} UTC · {elapsed} s", age::clock(watch.started())), theme.dim),
    ])];
    let all = [
        (RotationStage::Requested, "RotateSecret accepted".to_owned()),
        (RotationStage::Pending, format!("AWSPENDING on {new}: createSecret, setSecret, testSecret")),
        (RotationStage::Finished, format!("AWSCURRENT moves to {new}: finishSecret")),
    ];
    for (stage, text) in all {
        let (sign, style) = match stage.cmp(&watch.stage()) {
            std::cmp::Ordering::Less => ("  ✓ ", theme.ok),
            std::cmp::Ordering::Equal => ("  ▶ ", theme.warn),
            std::cmp::Ordering::Greater => ("  · ", theme.dim),
        };
        lines.push(Line::from(vec![Span::styled(sign, style), Span::styled(text, style)]));
    }
    page.extend(lines).gap();
}
