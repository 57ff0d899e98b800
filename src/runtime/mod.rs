//! Terminal, event loop, tasks, clipboard, signals, logging.
