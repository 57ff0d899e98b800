//! Contexts: the parts of the screen that take keys.

use strum::VariantArray;

/// The part of the screen that takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Context {
    /// The list of secrets.
    List,
    /// The Overview pane.
    Overview,
    /// The Value pane.
    Value,
    /// The Versions pane.
    Versions,
    /// The Tags pane.
    Tags,
    /// The Policy pane.
    Policy,
    /// The Replication pane.
    Replication,
    /// The Rotation pane.
    Rotation,
    /// The filter line of the list.
    FilterLine,
    /// The line of a search through a page or a pane.
    SearchLine,
    /// A pick list or the palette: typing filters it.
    Picker,
    /// A form that is being filled.
    Form,
    /// A question that is answered with yes or no, or the review of a form.
    Review,
    /// A review that is confirmed by typing the name of the secret.
    TypedName,
    /// A form without fields: a comparison, or a question that can't be asked yet.
    Comparison,
    /// The report of a change that failed in part.
    Report,
    /// The journal.
    Journal,
    /// The help page.
    Help,
}

/// The kind of a context, which decides how keys are taken there.
#[derive(Clone, Copy)]
enum Kind {
    /// The list.
    List,
    /// A pane of the selected secret.
    Pane,
    /// A line or a form that characters are typed into.
    Text,
    /// A layer without text to type.
    Layer,
}

impl Context {
    /// Every context: the list, the panes in the order of their tabs, and what lies on top.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The context's name within a sentence: "the list", "Rotation".
    pub const fn name(self) -> &'static str {
        self.facts().1
    }

    const fn kind(self) -> Kind {
        self.facts().0
    }

    const fn facts(self) -> (Kind, &'static str) {
        match self {
            Self::List => (Kind::List, "the list"),
            Self::Overview => (Kind::Pane, "Overview"),
            Self::Value => (Kind::Pane, "Value"),
            Self::Versions => (Kind::Pane, "Versions"),
            Self::Tags => (Kind::Pane, "Tags"),
            Self::Policy => (Kind::Pane, "Policy"),
            Self::Replication => (Kind::Pane, "Replication"),
            Self::Rotation => (Kind::Pane, "Rotation"),
            Self::FilterLine => (Kind::Text, "the filter line"),
            Self::SearchLine => (Kind::Text, "the search line"),
            Self::Picker => (Kind::Text, "a pick list"),
            Self::Form => (Kind::Text, "a form"),
            Self::Review => (Kind::Layer, "a question or a review"),
            Self::TypedName => (Kind::Text, "a review that asks for the name"),
            Self::Comparison => (Kind::Layer, "a comparison"),
            Self::Report => (Kind::Layer, "a report"),
            Self::Journal => (Kind::Layer, "the journal"),
            Self::Help => (Kind::Layer, "the help page"),
        }
    }

    /// True if typed characters are text there, and no action's keys.
    pub const fn takes_text(self) -> bool {
        matches!(self.kind(), Kind::Text)
    }

    /// True if it is a pane of the selected secret.
    pub const fn is_pane(self) -> bool {
        matches!(self.kind(), Kind::Pane)
    }

    /// True if it is the list or a pane, not something on top of them.
    pub const fn is_main(self) -> bool {
        matches!(self.kind(), Kind::List | Kind::Pane)
    }
}

/// A set of contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contexts(u32);

impl Contexts {
    /// Every pane.
    pub const PANES: Self = {
        let mut panes = Self(0);
        let mut at = 0;
        while at < Context::ALL.len() {
            if Context::ALL[at].is_pane() {
                panes = panes.and(Self::of(&[Context::ALL[at]]));
            }
            at += 1;
        }
        panes
    };

    /// The set of these contexts.
    pub const fn of(contexts: &[Context]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < contexts.len() {
            bits |= 1 << contexts[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// The contexts of both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without one context.
    pub(super) const fn without(self, context: Context) -> Self {
        Self(self.0 & !(1 << context as u32))
    }

    /// The set itself if it is one context and that is not the list; else no context.
    pub(super) const fn alone(self) -> Self {
        let is_list = self.contains(Context::List);
        if self.0.is_power_of_two() && !is_list { self } else { Self(0) }
    }

    /// The contexts, in the order of the screen.
    pub fn iter(self) -> impl Iterator<Item = Context> {
        Context::ALL.iter().copied().filter(move |context| self.contains(*context))
    }

    /// True if the list or a pane is in the set.
    pub fn has_main(self) -> bool {
        self.iter().any(Context::is_main)
    }

    /// The place to go to for what holds in these contexts, within a sentence: "the list", "Rotation", "a form".
    pub fn place(self) -> &'static str {
        self.iter().next().map_or("no place", Context::name)
    }

    /// True if `context` is in the set.
    pub const fn contains(self, context: Context) -> bool {
        self.0 & (1 << context as u32) != 0
    }
}
