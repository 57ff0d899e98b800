//! A command of the user that runs, and its output once it has ended, as a layer.

use super::overlay::Overlay;
use crate::app::actions::{Action, Context};
use crate::app::custom_command::{CommandEnd, RunId};
use crate::app::event::Event;
use crate::app::form::{Flow, FormContext};
use crate::app::scroll::{Scroll, Step};
use crate::app::search::Search;
use jiff::{SignedDuration, Timestamp};

/// A run of a command.
#[derive(Debug)]
pub struct CommandLayer {
    run: RunId,
    name: String,
    began: Timestamp,
    /// The time up to which the run is shown to take.
    now: Timestamp,
    end: Option<Box<CommandEnd>>,
    /// The lines that have come while it runs.
    lines: String,
    /// True until the user scrolls: then the lines that come stay in sight.
    follows: bool,
    scroll: Scroll,
    search: Search,
}

impl CommandLayer {
    /// A run that begins.
    pub fn new(run: RunId, name: String, now: Timestamp) -> Self {
        Self {
            run,
            name,
            began: now,
            now,
            end: None,
            lines: String::new(),
            follows: true,
            scroll: Scroll::default(),
            search: Search::default(),
        }
    }

    /// The run.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// The name of the command.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The end of the run; `None` while it runs.
    pub fn end(&self) -> Option<&CommandEnd> {
        self.end.as_deref()
    }

    /// The lines that have come while it runs.
    pub fn lines(&self) -> &str {
        &self.lines
    }

    /// Shows more lines.
    pub(super) fn more_output(&mut self, lines: &str) {
        self.lines.push_str(lines);
        if self.follows {
            self.scroll.to_end();
        }
    }

    /// Shows the end of the run.
    pub(super) fn ended(&mut self, end: Box<CommandEnd>) {
        self.lines.clear();
        if self.follows {
            self.scroll.reset();
        }
        self.end = Some(end);
    }

    /// The whole seconds that it has run.
    pub fn seconds(&self) -> i64 {
        self.now.duration_since(self.began).as_secs()
    }

    /// The search through the page.
    pub fn searched(&self) -> &Search {
        &self.search
    }

    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl Overlay for CommandLayer {
    fn context(&self) -> Context {
        Context::Report
    }

    /// Stops a command that runs; one that has ended closes.
    fn act(&mut self, _action: Action, cx: &mut FormContext<'_>) -> Flow {
        if self.end.is_some() {
            return Flow::Close;
        }
        cx.update.raise(Event::CommandStopped(self.run));
        Flow::Stay
    }

    fn search(&self) -> Option<&Search> {
        Some(&self.search)
    }

    fn search_mut(&mut self) -> Option<&mut Search> {
        Some(&mut self.search)
    }

    fn step(&mut self, step: Step, _page: usize, _cx: &mut FormContext<'_>) {
        self.follows = step == Step::Last;
        self.scroll.step(step);
    }

    fn title(&self) -> Option<String> {
        Some(self.name.clone())
    }

    /// The output closes; it may have what nobody is to see.
    fn lock(&mut self) -> Flow {
        self.lines.clear();
        if self.end.is_some() { Flow::Close } else { Flow::Stay }
    }

    fn wake(&mut self, now: Timestamp) {
        self.now = now;
    }

    fn next_wake(&self) -> Option<Timestamp> {
        self.end.is_none().then(|| self.began + SignedDuration::from_secs(self.seconds() + 1))
    }
}
