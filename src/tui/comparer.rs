//! The comparer: a thread that holds notices against all others where an upgrade, or a killed import, left that undone. It has a connection
//! of its own; what it finds shows when it is through.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

use super::event::Event;
use crate::desk::{Desk, DeskError, Options};

/// Starts it; [`Event::Compared`] says how it ended.
///
/// # Errors
/// When no thread can be started.
pub fn start(options: Options, events: Sender<Event>) -> std::io::Result<()> {
    let lang = options.lang;
    let work = move || -> Result<(), DeskError> { Desk::open(options)?.compare() };
    thread::Builder::new().name("comparer".into()).spawn(move || {
        let done = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(lang
                .pick("比对线程出错", "the thread that compares fell over a fault")
                .to_owned()),
        };
        // A desk that is left does not ask any more.
        let _ = events.send(Event::Compared(done));
    })?;
    Ok(())
}
