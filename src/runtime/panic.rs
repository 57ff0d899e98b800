//! Panics end the process, whichever thread they occur on. Before the message is printed, secrets are cleared and the
//! terminal is released.

use super::children::Children;
use super::clipboard::Clipboard;
use super::terminal::Terminal;
use std::future::Future;
use std::io::{self, Write};
use std::panic;
use std::process;

/// The exit status of a panic, the same as the standard library's.
const EXIT_STATUS: i32 = 101;

tokio::task_local! {
    /// Set while a task runs whose panic is reported as an error.
    static CONTAINED: ();
}

/// Runs `work` so that a panic ends only its task.
pub fn contained<F: Future>(work: F) -> impl Future<Output = F::Output> {
    CONTAINED.scope((), work)
}

/// Installs the panic hook. A panic outside [`contained`] work ends the process.
pub fn install(terminal: Terminal, clipboard: Clipboard, children: Children) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let location = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(location, "panic");
        if CONTAINED.try_with(|()| ()).is_ok() {
            return;
        }
        children.kill();
        clipboard.clear_before_exit();
        terminal.leave();
        let _ =
            writeln!(io::stderr(), "strongroom: internal error, the program has ended. Please report this:");
        report(info);
        process::exit(EXIT_STATUS);
    }));
}
