//! The stack of layers on top of the list and the panes: help, journal, pick lists, questions, forms, reports.

mod form_layer;
mod help;
mod journal;
mod overlay;
mod picker;
mod report;
mod waiting_form;

pub use help::Help;
pub use journal::JournalLayer;
pub use overlay::Overlay;
pub use picker::{Choice, Item, Picker, Purpose};
pub use report::Report;

use super::UpdateContext;
use super::actions::{Action, Context};
use super::effect::{Effect, FormId};
use super::form::{AnyForm, Flow, Form, FormContext};
use super::layout::LayerAreas;
use super::message::Places;
use super::scroll::Step;
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::{Position, Size};

/// A layer.
#[derive(Debug)]
pub enum Layer {
    /// The help page.
    Help(Help),
    /// The journal.
    Journal(JournalLayer),
    /// A pick list: actions, profiles, Regions.
    Picker(Picker),
    /// A form, or a question: a form without fields.
    Form(Box<Form>),
    /// The report on a plan of which some steps failed.
    Report(Report),
}

impl Layer {
    /// The layer's behaviour.
    pub fn overlay(&self) -> &dyn Overlay {
        match self {
            Self::Help(help) => help,
            Self::Journal(journal) => journal,
            Self::Picker(picker) => picker,
            Self::Form(form) => &**form,
            Self::Report(report) => report,
        }
    }

    fn overlay_mut(&mut self) -> &mut dyn Overlay {
        match self {
            Self::Help(help) => help,
            Self::Journal(journal) => journal,
            Self::Picker(picker) => picker,
            Self::Form(form) => &mut **form,
            Self::Report(report) => report,
        }
    }
}

/// The stack of layers.
#[derive(Debug, Default)]
pub struct Layers {
    stack: Vec<Layer>,
    form_count: u64,
}

impl Layers {
    /// The uppermost layer.
    pub fn top(&self) -> Option<&Layer> {
        self.stack.last()
    }

    /// Every layer, the uppermost last.
    pub fn all(&self) -> &[Layer] {
        &self.stack
    }

    /// Whether no layer lies on top of the list and the panes.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The context of keys, while there is a layer.
    pub fn context(&self) -> Option<Context> {
        self.top().map(|layer| layer.overlay().context())
    }

    /// The areas of the uppermost layer, if it has rows.
    pub fn areas(&self, size: Size) -> Option<LayerAreas> {
        self.top()?.overlay().areas(size)
    }

    /// Whether an action could come to something in the uppermost layer.
    pub fn offers(&self, action: Action) -> bool {
        self.top().is_none_or(|layer| layer.overlay().offers(action))
    }

    /// The name of an action in the uppermost layer, where it has one of its own.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match self.top()? {
            Layer::Form(form) => form.hint(action),
            Layer::Help(_) | Layer::Journal(_) | Layer::Picker(_) | Layer::Report(_) => None,
        }
    }

    /// Opens the help for a context, or closes it.
    pub fn toggle_help(&mut self, context: Context) {
        if let Some(Layer::Help(_)) = self.top() {
            self.stack.pop();
        } else {
            self.stack.push(Layer::Help(Help::new(context)));
        }
    }

    /// Opens the journal.
    pub fn open_journal(&mut self) {
        self.stack.push(Layer::Journal(JournalLayer));
    }

    /// Opens the palette with the actions of a context.
    pub fn open_palette(&mut self, context: Context) {
        self.stack.push(Layer::Picker(Picker::palette(context)));
    }

    /// Opens a pick list whose items the runtime reads.
    pub fn open_picker(&mut self, purpose: Purpose, cx: &mut UpdateContext) {
        self.stack.push(Layer::Picker(Picker::loading(purpose)));
        cx.emit(Effect::ListPlaces);
    }

    /// Takes in the profiles and Regions that were read.
    pub fn places(&mut self, places: Places, profile: Option<&str>, region: Option<&str>) {
        if let Some(Layer::Picker(picker)) = self.stack.last_mut() {
            picker.fill_places(places, profile, region);
        }
    }

    /// Reports on a plan of which some steps failed.
    pub fn report(&mut self, plan: super::plan::Plan) {
        self.stack.push(Layer::Report(Report::new(plan)));
    }

    /// Closes a report that is on top.
    pub fn close_report(&mut self) {
        self.stack.pop_if(|layer| matches!(layer, Layer::Report(_)));
    }

    /// Opens a form, or asks a question.
    pub fn open_form(&mut self, spec: Box<dyn AnyForm>, cx: &mut FormContext<'_>) {
        self.form_count += 1;
        let form = Form::open(FormId(self.form_count), spec, cx);
        self.stack.push(Layer::Form(Box::new(form)));
    }

    /// Takes a key that means no action.
    pub fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| layer.overlay_mut().key(key, cx));
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| layer.overlay_mut().paste(text, cx));
    }

    /// Does an action of the uppermost layer's context.
    pub fn act(&mut self, action: Action, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| layer.overlay_mut().act(action, cx));
    }

    /// Moves the cursor of the uppermost layer, or scrolls it.
    pub fn step(&mut self, step: Step, page: usize, cx: &mut FormContext<'_>) {
        if let Some(layer) = self.stack.last_mut() {
            layer.overlay_mut().step(step, page, cx);
        }
    }

    /// Takes a click.
    pub fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| layer.overlay_mut().click(at, size, cx));
    }

    fn with_top(
        &mut self,
        cx: &mut FormContext<'_>,
        work: impl FnOnce(&mut Layer, &mut FormContext<'_>) -> Flow,
    ) {
        let Some(at) = self.stack.len().checked_sub(1) else { return };
        let flow = work(&mut self.stack[at], cx);
        self.follow(at, flow, cx.update);
    }

    /// Does what a layer's flow says.
    fn follow(&mut self, at: usize, flow: Flow, cx: &mut UpdateContext) {
        match flow {
            Flow::Stay => {}
            Flow::Close => self.close(at, cx),
        }
    }

    /// Closes a layer, and every layer on top of it.
    fn close(&mut self, at: usize, cx: &mut UpdateContext) {
        for layer in self.stack.split_off(at) {
            if let Layer::Form(mut form) = layer {
                form.close(cx);
            }
        }
    }

    /// The titles of forms whose text would be lost.
    pub fn unsaved(&self) -> impl Iterator<Item = String> {
        self.stack.iter().filter_map(|layer| layer.overlay().unsaved())
    }

    /// Does what is due in each layer.
    pub fn wake(&mut self, now: Timestamp) {
        self.stack.iter_mut().for_each(|layer| layer.overlay_mut().wake(now));
    }

    /// When a layer changes by itself.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.stack.iter().filter_map(|layer| layer.overlay().next_wake()).min()
    }

    /// The place of an open form.
    fn form(&self, id: FormId) -> Option<usize> {
        self.stack.iter().position(|layer| matches!(layer, Layer::Form(form) if form.id() == id))
    }
}
