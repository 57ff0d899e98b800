//! The stack of layers above the list and the panes: help, journal, pick lists, questions, forms, reports.

mod command;
mod form_layer;
mod help;
mod journal;
mod overlay;
mod palette;
mod picker;
mod report;
mod waiting_form;

pub use command::CommandLayer;
pub use help::HelpLayer;
pub use journal::JournalLayer;
pub use overlay::Overlay;
pub use picker::{Choice, ITEM_SPACING, Item, PickerKind, PickerLayer};
pub use report::ReportLayer;

use super::UpdateContext;
use super::actions::{Action, Context, rows_in};
use super::copy_as::CopyAs;
use super::custom_command::{CommandEnd, CustomCommand, RunId};
use super::effect::{Effect, FormId};
use super::form::{AnyForm, Flow, Form, FormContext};
use super::layer_areas::{JournalLines, LayerAreas};
use super::message::SwitchTargets;
use super::scroll::Step;
use super::search::{Search, Taken};
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::{Position, Size};

/// A layer.
#[derive(Debug)]
pub enum Layer {
    /// The help page.
    Help(HelpLayer),
    /// The journal.
    Journal(JournalLayer),
    /// A pick list of actions, profiles or Regions.
    Picker(PickerLayer),
    /// A form, or a question: a form without fields.
    Form(Box<Form>),
    /// The report on a plan some of whose requests failed.
    Report(ReportLayer),
    /// A command of the user, and its output.
    Command(CommandLayer),
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
            Self::Command(command) => command,
        }
    }

    fn overlay_mut(&mut self) -> &mut dyn Overlay {
        match self {
            Self::Help(help) => help,
            Self::Journal(journal) => journal,
            Self::Picker(picker) => picker,
            Self::Form(form) => &mut **form,
            Self::Report(report) => report,
            Self::Command(command) => command,
        }
    }
}

/// The search of a layer, while its text is typed.
fn typed_search(layer: &mut Layer) -> Option<&mut Search> {
    layer.overlay_mut().search_mut().filter(|search| search.is_typing())
}

/// The stack of layers.
#[derive(Debug, Default)]
pub struct Layers {
    /// The uppermost layer is last.
    stack: Vec<Layer>,
    /// The number of forms opened so far.
    form_count: u64,
}

impl Layers {
    /// The uppermost layer.
    pub fn top(&self) -> Option<&Layer> {
        self.stack.last()
    }

    /// Every layer; the uppermost is last.
    pub fn all(&self) -> &[Layer] {
        &self.stack
    }

    /// True if there is no layer above the list and the panes.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The context of keys; `None` without a layer.
    pub fn context(&self) -> Option<Context> {
        let layer = self.top()?.overlay();
        let is_typing = layer.search().is_some_and(Search::is_typing);
        Some(if is_typing { Context::SearchLine } else { layer.context() })
    }

    /// The areas of the uppermost layer; `None` if it has no rows.
    pub fn areas(&self, size: Size, journal: JournalLines) -> Option<LayerAreas> {
        self.top()?.overlay().areas(size, journal)
    }

    /// True if an action can do something in the uppermost layer; `true` without a layer.
    pub fn offers(&self, action: Action) -> bool {
        self.top().is_none_or(|layer| {
            let layer = layer.overlay();
            match action {
                Action::NextMatch | Action::PreviousMatch => layer.search().is_some_and(Search::has_text),
                _ => layer.offers(action),
            }
        })
    }

    /// The uppermost layer's own title for an action, if it has one.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match self.top()? {
            Layer::Form(form) => form.hint(action),
            Layer::Command(command) => {
                let stops = command.end().is_none() && matches!(action, Action::Back | Action::Close);
                stops.then_some("stop")
            }
            Layer::Help(_) | Layer::Journal(_) | Layer::Picker(_) | Layer::Report(_) => None,
        }
    }

    /// Opens the help page for a context, or closes it. About a layer, it has only what the layer can do now.
    pub fn toggle_help(&mut self, context: Context) {
        if let Some(Layer::Help(_)) = self.top() {
            self.stack.pop();
            return;
        }
        let actions = rows_in(context).map(|row| row.action).filter(|action| self.offers(*action)).collect();
        let title = self.top().and_then(|layer| layer.overlay().title());
        let title =
            title.map_or_else(|| format!("Keys in {}", context.name()), |title| format!("Keys · {title}"));
        self.stack.push(Layer::Help(HelpLayer::new(context, title, actions)));
    }

    /// Opens the journal.
    pub fn open_journal(&mut self) {
        self.stack.push(Layer::Journal(JournalLayer::default()));
    }

    /// Opens the palette with the actions of a context, and the commands of the user.
    pub fn open_palette(&mut self, context: Context, commands: &[CustomCommand]) {
        self.stack.push(Layer::Picker(PickerLayer::palette(context, commands)));
    }

    /// Opens the menu of formats to copy in.
    pub fn open_copy_as(&mut self, offers: Vec<CopyAs>) {
        self.stack.push(Layer::Picker(PickerLayer::copy_as(offers)));
    }

    /// Opens a pick list of profiles or Regions, which the runtime reads.
    pub fn open_picker(&mut self, kind: PickerKind, cx: &mut UpdateContext) {
        self.stack.push(Layer::Picker(PickerLayer::loading(kind)));
        cx.emit(Effect::ListSwitchTargets);
    }

    /// Opens a pick list of these items.
    pub fn open_items(&mut self, kind: PickerKind, items: Vec<Item>) {
        self.stack.push(Layer::Picker(PickerLayer::of(kind, items)));
    }

    /// The kind of the uppermost layer, if it is a pick list.
    pub fn picker_kind(&self) -> Option<PickerKind> {
        match self.top()? {
            Layer::Picker(picker) => Some(picker.kind()),
            Layer::Help(_) | Layer::Journal(_) | Layer::Form(_) | Layer::Report(_) | Layer::Command(_) => {
                None
            }
        }
    }

    /// Shows other items in the uppermost layer, if it is a pick list.
    pub fn replace_items(&mut self, items: Vec<Item>) {
        if let Some(Layer::Picker(picker)) = self.stack.last_mut() {
            picker.replace(items);
        }
    }

    /// Fills a pick list with profiles or Regions. `profile` and `region` are those in use, `used` the profiles used in
    /// this run, the last one first.
    pub fn switch_targets_arrived(
        &mut self,
        targets: SwitchTargets,
        profile: Option<&str>,
        used: &[String],
        region: Option<&str>,
    ) {
        let pickers = self.stack.iter_mut().filter_map(|layer| match layer {
            Layer::Picker(picker) => Some(picker),
            Layer::Help(_) | Layer::Journal(_) | Layer::Form(_) | Layer::Report(_) | Layer::Command(_) => {
                None
            }
        });
        if let Some(picker) = pickers.last() {
            picker.fill_targets(targets, profile, used, region);
        }
    }

    /// Opens the report on a plan some of whose requests failed.
    pub fn report(&mut self, plan: super::plan::Plan) {
        self.stack.push(Layer::Report(ReportLayer::new(plan)));
    }

    /// Shows a command of the user that begins.
    pub fn open_command(&mut self, run: RunId, name: String, now: Timestamp) {
        self.stack.push(Layer::Command(CommandLayer::new(run, name, now)));
    }

    /// Shows lines that a command has written, where the command is shown.
    pub fn command_output(&mut self, run: RunId, lines: &str) {
        if let Some(command) = self.command_mut(run) {
            command.more_output(lines);
        }
    }

    /// Shows the end of a command, where the command is shown.
    pub fn command_ended(&mut self, run: RunId, end: Box<CommandEnd>) {
        if let Some(command) = self.command_mut(run) {
            command.ended(end);
        }
    }

    fn command_mut(&mut self, run: RunId) -> Option<&mut CommandLayer> {
        self.stack.iter_mut().find_map(|layer| {
            if let Layer::Command(command) = layer
                && command.run() == run
            {
                Some(command)
            } else {
                None
            }
        })
    }

    /// Closes the layer of a command.
    pub fn close_command(&mut self, run: RunId) {
        self.stack.retain(|layer| !matches!(layer, Layer::Command(command) if command.run() == run));
    }

    /// True if the uppermost layer is a report.
    pub fn shows_report(&self) -> bool {
        matches!(self.top(), Some(Layer::Report(_)))
    }

    /// Closes the uppermost layer if it is a report.
    pub fn close_report(&mut self) {
        self.stack.pop_if(|layer| matches!(layer, Layer::Report(_)));
    }

    /// Opens a form, or asks a question.
    pub fn open_form(&mut self, spec: Box<dyn AnyForm>, cx: &mut FormContext<'_>) {
        self.form_count += 1;
        let form = Form::open(FormId(self.form_count), spec, cx);
        self.stack.push(Layer::Form(Box::new(form)));
    }

    /// Hands a key without an action to the uppermost layer.
    pub fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| match typed_search(layer) {
            Some(search) => {
                if search.key(key) {
                    layer.overlay_mut().go_to_match(cx);
                }
                Flow::Stay
            }
            None => layer.overlay_mut().key(key, cx),
        });
    }

    /// Hands pasted text to the uppermost layer.
    pub fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| match typed_search(layer) {
            Some(search) => {
                search.paste(text);
                layer.overlay_mut().go_to_match(cx);
                Flow::Stay
            }
            None => layer.overlay_mut().paste(text, cx),
        });
    }

    /// Does an action of the uppermost layer's context.
    pub fn act(&mut self, action: Action, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| {
            let layer = layer.overlay_mut();
            match layer.search_mut().map(|search| search.act(action)) {
                Some(Taken::Yes) => {
                    layer.go_to_match(cx);
                    Flow::Stay
                }
                Some(Taken::No) | None => layer.act(action, cx),
            }
        });
    }

    /// Moves the cursor of the uppermost layer, or scrolls it.
    pub fn step(&mut self, step: Step, page: usize, cx: &mut FormContext<'_>) {
        if let Some(layer) = self.stack.last_mut() {
            layer.overlay_mut().step(step, page, cx);
        }
    }

    /// Hands a click to the uppermost layer.
    pub fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) {
        self.with_top(cx, |layer, cx| layer.overlay_mut().click(at, size, cx));
    }

    fn with_top(
        &mut self,
        cx: &mut FormContext<'_>,
        work: impl FnOnce(&mut Layer, &mut FormContext<'_>) -> Flow,
    ) {
        let Some(index) = self.stack.len().checked_sub(1) else { return };
        let flow = work(&mut self.stack[index], cx);
        self.follow(index, flow, cx.update);
    }

    /// Keeps or closes a layer, or asks whether to close it.
    fn follow(&mut self, index: usize, flow: Flow, cx: &mut UpdateContext) {
        match flow {
            Flow::Stay => {}
            Flow::Close => self.close(index, cx),
        }
    }

    /// Closes a layer, and every layer above it.
    fn close(&mut self, index: usize, cx: &mut UpdateContext) {
        for layer in self.stack.split_off(index) {
            if let Layer::Form(mut form) = layer {
                form.close(cx);
            }
        }
    }

    /// Masks everything secret in each layer, and closes those that only hold what was read, with the layers above them.
    /// Returns the titles of the layers that were closed.
    pub fn lock(&mut self, cx: &mut UpdateContext) -> Vec<String> {
        let flows: Vec<Flow> = self.stack.iter_mut().map(|layer| layer.overlay_mut().lock()).collect();
        let Some(first) = flows.iter().position(|flow| *flow == Flow::Close) else { return Vec::new() };
        let closed = self.stack[first..].iter().filter_map(|layer| layer.overlay().title()).collect();
        self.close(first, cx);
        closed
    }

    /// The titles of forms with text that would be lost.
    pub fn unsaved(&self) -> impl Iterator<Item = String> {
        self.stack.iter().filter_map(|layer| layer.overlay().unsaved())
    }

    /// Updates each layer for the present time.
    pub fn wake(&mut self, now: Timestamp) {
        self.stack.iter_mut().for_each(|layer| layer.overlay_mut().wake(now));
    }

    /// The earliest time at which a layer changes by itself.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.stack.iter().filter_map(|layer| layer.overlay().next_wake()).min()
    }

    /// The index of an open form.
    fn form_index(&self, id: FormId) -> Option<usize> {
        self.stack.iter().position(|layer| matches!(layer, Layer::Form(form) if form.id() == id))
    }
}
