//! Pick lists: the palette, profiles, Regions.

use crate::app::layer::Layer;
use crate::app::message::Places;
use crate::app::picker::{Choice, Item, Picker, Purpose};
use crate::app::{Effect, Model};
use crate::service::api::ConnectionTarget;

impl Model {
    /// Opens a list whose items the runtime reads.
    pub(super) fn pick(&mut self, purpose: Purpose) {
        self.layers.push(Layer::Picker(Picker::loading(purpose)));
        self.emit(Effect::ListPlaces);
    }

    /// Profiles and Regions have been read.
    pub(super) fn places(&mut self, places: Places) {
        let profile = self.connection.profile().map(str::to_owned);
        let region = self.connection.region().map(str::to_owned);
        let Some(Layer::Picker(picker)) = self.layers.last_mut() else { return };
        if !picker.is_loading() {
            return;
        }
        match picker.purpose {
            Purpose::Action => {}
            Purpose::Profile => picker.fill(places.profiles.map(|profiles| {
                let items = profiles.into_iter().map(|found| Item {
                    detail: detail_of(&[
                        (Some(found.name.as_str()) == profile.as_deref()).then_some("in use"),
                        found.region.as_deref(),
                        found.credentials,
                    ]),
                    label: found.name.clone(),
                    choice: Choice::Profile { name: found.name, region: found.region },
                });
                items.collect()
            })),
            Purpose::Region => {
                let items = places.regions.into_iter().map(|code| Item {
                    label: code.to_owned(),
                    detail: detail_of(&[(Some(code) == region.as_deref()).then_some("in use")]),
                    choice: Choice::Region(code.to_owned()),
                });
                picker.fill(Ok(items.collect()));
            }
        }
    }

    /// Enter in a pick list.
    pub(super) fn take_pick(&mut self) {
        let Some(Layer::Picker(picker)) = self.layers.last() else { return };
        let Some(choice) = picker.picked() else { return };
        self.layers.pop();
        match choice {
            Choice::Act(action) => self.act(action),
            Choice::Profile { name, region } => {
                // A profile's own Region holds; one that sets none keeps the Region of the moment.
                let region = match region {
                    Some(_) => None,
                    None => self.connection.region().map(str::to_owned),
                };
                let endpoint_url = self.connection.target.endpoint_url.clone();
                self.connect(ConnectionTarget { profile: Some(name), region, endpoint_url });
            }
            Choice::Region(region) => {
                let target = ConnectionTarget { region: Some(region), ..self.connection.target.clone() };
                self.connect(target);
            }
        }
    }
}

fn detail_of(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ")
}
