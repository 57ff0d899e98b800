//! The header: profile, account, Region and the number of secrets. Where it is narrow, the least important parts are left
//! out.

use super::age;
use super::pen::Pen;
use super::scene::Scene;
use crate::app::Access;
use crate::app::connection::ConnectionState;
use crate::app::glyph::{shortened, width};
use crate::app::layout::WIDE;
use crate::app::list::ListLoad;
use crate::app::profile_rules::{HeaderColor, is_named_like_production};
use crate::app::wording::counted;
use crate::service::api::Endpoint;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells between two parts.
const SPACING: usize = 2;
/// Cells of the longest profile that is written whole, on a wide screen and on a narrow one.
const PROFILE_WIDTH: (usize, usize) = (32, 20);

/// A part of the header.
struct Part {
    text: String,
    style: Style,
    side: Side,
    /// The part with the greatest number is left out first, a part with 0 never.
    dispensable: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Draws the header.
pub fn draw(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let parts = fitting(parts(scene), usize::from(area.width));
    let mut pen = Pen::new(buf, area);
    pen.skip(1).reserve(1);
    for part in parts.iter().rev().filter(|part| part.side == Side::Right) {
        pen.put_right(&part.text, part.style).reserve(SPACING);
    }
    for part in parts.iter().filter(|part| part.side == Side::Left) {
        pen.put_name(&part.text, part.style).skip(SPACING);
    }
}

/// The parts that fit into `room` cells.
fn fitting(mut parts: Vec<Part>, room: usize) -> Vec<Part> {
    parts.retain(|part| !part.text.is_empty());
    while parts.iter().map(|part| width(&part.text) + SPACING).sum::<usize>() > room {
        let dispensable = parts.iter().enumerate().filter(|(_, part)| part.dispensable > 0);
        let Some((at, _)) = dispensable.max_by_key(|(_, part)| part.dispensable) else { break };
        parts.remove(at);
    }
    parts
}

fn parts(scene: Scene<'_>) -> Vec<Part> {
    let theme = scene.theme;
    let left = |dispensable, text: String, style| Part { text, style, side: Side::Left, dispensable };
    let right = |dispensable, text: String, style| Part { text, style, side: Side::Right, dispensable };
    let connection = scene.model.connection();
    let room_for_profile = if scene.model.size().width < WIDE { PROFILE_WIDTH.1 } else { PROFILE_WIDTH.0 };
    let (account, account_style) = account(scene);
    let profile = match connection.profile() {
        // The demo has no profile of the user's.
        _ if connection.is_demo() => String::new(),
        Some(profile) => shortened(profile, room_for_profile).into_owned(),
        None => "profile unknown".to_owned(),
    };
    let badge = badge(scene);
    let profile_style = match badge {
        Some(badge) => badge,
        None if connection.profile().is_some() => theme.strong,
        None => theme.dim,
    };
    // A badge is as wide as a sign: the reversed cells around the text tell it from others without a colour.
    let profile = if badge.is_some() && !profile.is_empty() { format!(" {profile} ") } else { profile };
    // Without a profile the account is what the rule is about.
    let (account, account_style) = match badge {
        Some(badge) if profile.is_empty() && !account.is_empty() => (format!(" {account} "), badge),
        Some(_) | None => (account, account_style),
    };
    let (region, region_style) = match connection.region() {
        Some(region) => (region.to_owned(), theme.strong),
        None if scene.is_plain() => ("not known yet".to_owned(), theme.dim),
        None => ("no Region".to_owned(), theme.dim),
    };
    let (profile, account, region) = if scene.is_plain() {
        (labelled("profile", &profile), labelled("account", &account), labelled("Region", &region))
    } else {
        (profile, account, region)
    };
    let mut parts = vec![left(5, "Strongroom".to_owned(), theme.accent)];
    if connection.is_demo() {
        parts.push(left(0, " DEMO ".to_owned(), theme.badge));
    }
    parts.push(left(1, profile, profile_style));
    parts.push(left(2, account, account_style));
    parts.push(left(0, region, region_style));
    if let Some(Endpoint::Url(url)) = connection.destination().map(|destination| &destination.endpoint) {
        parts.push(left(4, url.clone(), theme.warn));
    }
    if scene.model.settings().access() == Access::ReadOnly {
        parts.push(left(0, " READ-ONLY ".to_owned(), theme.badge_warn));
    }
    parts.push(right(3, counts(scene), theme.text));
    let list_age = scene.model.list().as_of().map(|at| age::short(at, scene.now()));
    parts.push(right(6, list_age.unwrap_or_default(), theme.dim));
    parts
}

/// A part with its name before it, where no place on the screen tells what it is.
fn labelled(label: &str, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!("{label} {text}") }
}

/// The style that makes the profile stand out: that of the rule which applies to it, else that of production.
fn badge(scene: Scene<'_>) -> Option<Style> {
    let colored = |color| Some(scene.theme.profile(color));
    match scene.model.settings().applied.color {
        Some(HeaderColor::None) => None,
        Some(color) => colored(color),
        None => {
            let profile = scene.model.connection().profile()?;
            is_named_like_production(profile).then(|| colored(HeaderColor::Red)).flatten()
        }
    }
}

fn account(scene: Scene<'_>) -> (String, Style) {
    let theme = scene.theme;
    match scene.model.connection().state() {
        ConnectionState::Connecting | ConnectionState::Ready { identity: None, .. } => {
            let text = if scene.is_plain() { "not known yet" } else { "…" };
            (text.into(), theme.dim)
        }
        ConnectionState::Ready { identity: Some(Ok(identity)), .. } => {
            (identity.account.clone(), theme.strong)
        }
        ConnectionState::Ready { identity: Some(Err(_)), .. } => ("account unknown".into(), theme.dim),
        ConnectionState::Failed(_) => (String::new(), theme.dim),
    }
}

/// The number of secrets, or of those that match the filter, of all. A plus stands for those that are not listed.
fn counts(scene: Scene<'_>) -> String {
    let list = scene.model.list();
    let (more, why) = match list.load() {
        ListLoad::Idle => return String::new(),
        ListLoad::Loading { .. } => ("+", ", loading"),
        ListLoad::Cancelled { .. } | ListLoad::Failed { .. } if list.is_incomplete() => ("+", ", incomplete"),
        ListLoad::Complete { .. } | ListLoad::Cancelled { .. } | ListLoad::Failed { .. } => ("", ""),
    };
    let all = list.secrets().len();
    if all == 0 && !more.is_empty() {
        return String::new();
    }
    if !list.filter().applied().is_empty() {
        format!("{} of {all}{more}", list.matched())
    } else if more.is_empty() {
        counted(all, "secret")
    } else {
        format!("{all}{more} secrets{why}")
    }
}
