//! The footer: its order, and what stays on it where the terminal is narrow.

use super::canvas::{drawn, text};
use super::compare;
use super::samples::{WIDE, database_detail, database_in, listed, pending, rotating, with};
use crate::app::Message;
use crate::app::actions::{Action, HintRank};
use crate::app::copy::{CopyId, CopyRoute};
use crate::app::world::World;
use crate::secrets::ReplicaStatus;
use crate::service::api::Reply;
use ratatui::layout::Size;
use std::fmt::Write;

const MEDIUM: Size = Size { width: 120, height: 40 };
const SMALL: Size = Size { width: 80, height: 24 };
const PANES: std::ops::RangeInclusive<char> = '1'..='7';

fn footer(world: &World) -> String {
    text(&drawn(&world.model)).lines().last().unwrap().to_owned()
}

/// The database in a pane, with a rotation that is stuck and a replica that failed under the cursor.
fn in_trouble(size: Size, pane: char) -> World {
    let mut world = with(size, pane, |detail| {
        detail.summary = pending(rotating(detail.summary.clone(), -5));
        detail.replicas.retain(|replica| replica.status == ReplicaStatus::Failed);
    });
    if world.is_out("ListSecretVersionIds") {
        let versions = vec![
            crate::app::world::version("v1", &["AWSCURRENT"], 2),
            crate::app::world::version("v0", &[], 1),
        ];
        world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    }
    world
}

/// Copies the name, and sees to it that the copy's countdown is on screen.
fn copy_value(world: &mut World) {
    world.keys("Y");
    world.answer("GetSecretValue", crate::app::world::value("hunter2"));
    world.send(Message::Copied(CopyId(1), Ok(CopyRoute::Osc52)));
}

/// The hints of a rank are all on the footer, one after the other from its start.
fn assert_shown(world: &World, rank: HintRank) {
    let footer = footer(world);
    for hint in world.model.hints().iter().filter(|hint| hint.rank == rank && hint.row.action != Action::Help)
    {
        let title = world.model.hint_title(hint.row);
        assert!(footer.contains(&format!(" {title}")), "{title} is not in {footer:?}");
    }
}

#[test]
fn footers() {
    let mut text = String::new();
    for size in [SMALL, MEDIUM, WIDE] {
        writeln!(text, "{} columns", size.width).unwrap();
        writeln!(text, "list       {}", footer(&listed(size))).unwrap();
        for pane in PANES {
            let world = in_trouble(size, pane);
            writeln!(text, "{:10} {}", world.model.pane().title(), footer(&world)).unwrap();
        }
    }
    compare("footers", &text);
}

#[test]
fn at_80_columns_each_pane_has_its_own_keys_on_screen_with_and_without_a_countdown_marks_and_changes() {
    for pane in PANES {
        let before = in_trouble(SMALL, pane);
        assert_shown(&before, HintRank::Own);
        let mut world = in_trouble(SMALL, pane);
        copy_value(&mut world);
        assert!(super::canvas::text(&drawn(&world.model)).contains("clears in 45 s"));
        assert_shown(&world, HintRank::Own);
        assert_eq!(footer(&before), footer(&world), "a copy changes no hint");
        let mut world = in_trouble(SMALL, pane);
        world.keys("esc space right");
        assert_shown(&world, HintRank::Own);
        let mut world = in_trouble(SMALL, pane);
        world.keys("R y");
        assert!(world.is_out("RotateSecret"));
        assert_shown(&world, HintRank::Own);
    }
}

#[test]
fn what_the_state_calls_for_comes_before_the_general_keys() {
    for size in [SMALL, MEDIUM] {
        for pane in ['1', '4'] {
            let footer = footer(&in_trouble(size, pane));
            let place =
                |hint: &str| footer.find(hint).unwrap_or_else(|| panic!("{hint} is not in {footer:?}"));
            let mends = place("7 F recover rotation").max(place("6 A retry replica"));
            assert!(footer.find("/ filter").is_none_or(|general| mends < general), "{footer}");
        }
    }
    assert!(!footer(&database_in(MEDIUM, '1')).contains("recover"), "nothing is stuck");
    let mut world = in_trouble(SMALL, '1');
    world.keys("7 F");
    assert_eq!(
        world.form().title(),
        format!("Recover the stuck rotation of {}", database_detail().summary.name)
    );
}
