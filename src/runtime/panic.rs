//! Panics: what is secret is cleared away and the terminal given back before the message is printed, and the process ends, whichever thread it was.

use super::clipboard::Clipboard;
use super::local::Editor;
use super::terminal::Terminal;
use std::future::Future;
use std::io::{self, Write};
use std::panic;
use std::process;

/// The exit status of a program that panicked, as the standard library has it.
const STATUS: i32 = 101;

tokio::task_local! {
    /// Set while work runs whose panic is answered like an error.
    static CONTAINED: ();
}

/// Runs `work` so that its panic ends nothing but its task.
pub fn contained<F: Future>(work: F) -> impl Future<Output = F::Output> {
    CONTAINED.scope((), work)
}

/// From now on a panic outside of [`contained`] work ends the process, properly.
pub fn install(terminal: Terminal, clipboard: Clipboard, editor: Editor) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
        if CONTAINED.try_with(|()| ()).is_ok() {
            return;
        }
        editor.abandon();
        clipboard.clear_before_end();
        terminal.leave();
        let _ =
            writeln!(io::stderr(), "strongroom: a fault in the program; it can't go on. Please report this:");
        report(info);
        process::exit(STATUS);
    }));
}
