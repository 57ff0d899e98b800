//! The run of a command of the user: the value is read for it, it is started, and it ends. One at a time.

use super::custom_command::{CommandEnd, CommandPlace, CustomCommand, RunId, RunMode};
use super::{Effect, Event, UpdateContext};
use crate::secrets::ValueBody;
use crate::service::api::{Reply, Request, ServiceError, Target, Ticket};

/// The runs of the session.
#[derive(Debug, Default)]
pub struct Commands {
    count: u64,
    current: Option<Current>,
}

/// The run that is under way.
#[derive(Debug)]
struct Current {
    id: RunId,
    command: CustomCommand,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The value is being read for the command by this request.
    Reading(Ticket, Box<(CommandPlace, Request)>),
    /// The command runs.
    Running,
}

/// The value for a command, as far as it is known.
#[derive(Debug)]
pub enum CommandValue {
    /// The command needs none.
    NotNeeded,
    /// The value is on screen.
    Known(ValueBody),
    /// The value must be read by this request.
    Unread(Request),
}

impl Commands {
    /// The name of the command that is under way.
    pub fn running(&self) -> Option<&str> {
        self.current.as_ref().map(|current| current.command.name.as_str())
    }

    /// The mode of the command that is under way, if it is this run.
    pub fn mode(&self, run: RunId) -> Option<RunMode> {
        self.current.as_ref().filter(|current| current.id == run).map(|current| current.command.mode)
    }

    /// Runs a command, or reads the value for it first.
    pub fn start(
        &mut self,
        command: CustomCommand,
        place: CommandPlace,
        value: CommandValue,
        cx: &mut UpdateContext,
    ) {
        self.count += 1;
        let id = RunId(self.count);
        let value = match value {
            CommandValue::NotNeeded => None,
            CommandValue::Known(value) => Some(value),
            CommandValue::Unread(request) => {
                let Some(ticket) = cx.call(Target::Command, request.clone()) else { return };
                cx.raise(Event::CommandStarted { run: id, name: command.name.clone() });
                self.current =
                    Some(Current { id, command, stage: Stage::Reading(ticket, Box::new((place, request))) });
                return;
            }
        };
        cx.raise(Event::CommandStarted { run: id, name: command.name.clone() });
        self.launch(id, command, &place, value, cx);
    }

    fn launch(
        &mut self,
        id: RunId,
        command: CustomCommand,
        place: &CommandPlace,
        value: Option<ValueBody>,
        cx: &mut UpdateContext,
    ) {
        match command.prepared(place, value) {
            Ok(run) => {
                cx.emit(Effect::RunCommand(id, Box::new(run)));
                self.current = Some(Current { id, command, stage: Stage::Running });
            }
            Err(problem) => {
                self.current = None;
                cx.raise(Event::CommandDropped(id));
                cx.show_problem(problem);
            }
        }
    }

    /// Runs the command that a value was read for.
    pub fn value_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let is_awaited =
            |current: &mut Current| matches!(&current.stage, Stage::Reading(awaited, _) if awaited == ticket);
        let Some(Current { id, command, stage: Stage::Reading(_, read) }) = self.current.take_if(is_awaited)
        else {
            return;
        };
        let (place, request) = *read;
        match result.and_then(Reply::into_value) {
            Ok(value) => self.launch(id, command, &place, Some(value.body), cx),
            Err(error) => {
                cx.raise(Event::CommandDropped(id));
                let attempt = format!("read the value for {}", command.name);
                let (command, place) = (Box::new(command), Box::new(place));
                cx.fail_until_login(attempt, error, Event::CommandRepeated { command, place, request });
            }
        }
    }

    /// Stops the run: aborts the read for it, or ends the command, whose end is told later.
    pub fn stop(&mut self, run: RunId, cx: &mut UpdateContext) {
        let Some(current) = self.current.as_ref().filter(|current| current.id == run) else { return };
        match &current.stage {
            Stage::Reading(ticket, _) => {
                cx.abandon(ticket.clone());
                self.current = None;
                cx.raise(Event::CommandDropped(run));
            }
            Stage::Running => cx.emit(Effect::StopCommand(run)),
        }
    }

    /// Handles the end of a command. One that had the terminal is told of in a notice, unless it was a success.
    pub fn ended(&mut self, run: RunId, end: CommandEnd, cx: &mut UpdateContext) {
        let Some(current) = self.current.take_if(|current| current.id == run) else { return };
        match current.command.mode {
            RunMode::Background(_) => cx.raise(Event::CommandEnded { run, end: Box::new(end) }),
            RunMode::Terminal => {
                cx.raise(Event::CommandDropped(run));
                cx.tell(format!("{}.", end.in_words(&current.command.name)));
            }
        }
    }

    /// Drops a run whose value was being read: the read was aborted with its connection.
    pub fn connection_replaced(&mut self, cx: &mut UpdateContext) {
        if let Some(current) = self.current.take_if(|current| matches!(current.stage, Stage::Reading(..))) {
            cx.raise(Event::CommandDropped(current.id));
        }
    }
}
