//! The items that pick lists offer: actions, formats, profiles and Regions.

use super::item::{Choice, Item};
use crate::app::actions::{Context, TABLE};
use crate::app::copy_as::CopyAs;
use crate::app::custom_command::{CommandId, CustomCommand};
use crate::service::api::Profile;

/// Every action, and every command of the user. Those that do not hold in `context` say where they do.
pub(super) fn actions(context: Context, commands: &[CustomCommand]) -> Vec<Item> {
    let items = TABLE.iter().map(|row| Item {
        label: row.name.to_owned(),
        detail: if row.contexts.contains(context) {
            row.help.to_owned()
        } else {
            format!("in {} · {}", row.contexts.place(), row.help)
        },
        choice: Choice::Act(row.action),
    });
    let own = commands.iter().enumerate().map(|(at, command)| Item {
        label: command.name.clone(),
        detail: match (command.contexts.contains(context), command.description.as_str()) {
            (true, "") => "your command".to_owned(),
            (true, description) => format!("your command · {description}"),
            (false, description) => format!("in {} · {description}", command.contexts.place()),
        },
        choice: Choice::Run(CommandId(at)),
    });
    items.chain(own).collect()
}

/// The formats to copy in.
pub(super) fn formats(offers: Vec<CopyAs>) -> Vec<Item> {
    let item = |copy: CopyAs| Item {
        label: copy.format.title().to_owned(),
        detail: copy.detail(),
        choice: Choice::CopyAs(Box::new(copy)),
    };
    offers.into_iter().map(item).collect()
}

/// Profiles, those that were `used` in this run first, in this order; `current` is the one in use.
pub(super) fn profiles(mut profiles: Vec<Profile>, current: Option<&str>, used: &[String]) -> Vec<Item> {
    profiles.sort_by_key(|found| used.iter().position(|name| *name == found.name).unwrap_or(used.len()));
    let item = |found: Profile| Item {
        detail: detail_of(&[
            (Some(found.name.as_str()) == current).then_some("in use"),
            found.region.as_deref(),
            found.account_role.as_deref(),
            found.credentials,
            found.problem.as_deref(),
        ]),
        label: found.name.clone(),
        choice: Choice::Profile { name: found.name, region: found.region },
    };
    profiles.into_iter().map(item).collect()
}

/// Regions; `current` is the one in use.
pub(super) fn regions(regions: Vec<&'static str>, current: Option<&str>) -> Vec<Item> {
    let item = |code: &'static str| Item {
        label: code.to_owned(),
        detail: detail_of(&[(Some(code) == current).then_some("in use")]),
        choice: Choice::Region(code.to_owned()),
    };
    regions.into_iter().map(item).collect()
}

fn detail_of(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ")
}
