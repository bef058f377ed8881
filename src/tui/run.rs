//! The loop: sleep until something happens, take everything that has happened, draw once.

use std::io;
use std::sync::mpsc;
use std::time::Duration;

use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use super::engine::{Engine, Outer};
use super::event;
use super::terminal::Tty;
use super::{Fault, Setup, outside, view};

/// How long leaving waits for the last writes: as long as a writer may wait for another one, and a little.
const LEAVING: Duration = Duration::from_secs(6);

/// How long an end that somebody else wants may take.
const ENDING: Duration = Duration::from_millis(80);

/// Shows the desk until the reviewer leaves.
pub(super) fn run(setup: &Setup) -> Result<(), Fault> {
    let (sender, events) = mpsc::channel();
    let mut engine = Engine::open(setup, &sender)?;
    event::wait_for_signals(sender.clone())?;
    let mut tty = Tty::enter()?;
    let gate = event::read_keys(sender)?;
    gate.open();
    engine.prepare();
    tty.draw(|frame| view::draw(frame, &mut engine.state))?;
    engine.index();
    loop {
        let Ok(first) = events.recv() else {
            return Ok(());
        };
        let mut outer = Vec::new();
        for event in std::iter::once(first).chain(events.try_iter()) {
            outer.extend(engine.handle(event));
        }
        outer.extend(engine.await_clerk(&events));
        for wish in outer {
            match wish {
                Outer::Quit => {
                    return leave(&mut engine, tty, setup);
                }
                Outer::End => {
                    engine.close(ENDING);
                    return Ok(());
                }
                other => fulfil(&mut engine, &mut tty, other)?,
            }
        }
        if engine.take_parked() {
            gate.open();
        }
        engine.prepare();
        if let Err(error) = tty.draw(|frame| view::draw(frame, &mut engine.state)) {
            engine.close(ENDING);
            return Err(error.into());
        }
    }
}

fn fulfil(engine: &mut Engine, tty: &mut Tty, wish: Outer) -> io::Result<()> {
    match wish {
        Outer::Edit(text) => {
            let lang = engine.state.look.lang;
            match tty.lend(|| outside::edit(&text, lang))? {
                Ok(text) => {
                    engine.edited(&text);
                }
                Err(why) => engine.state.status.warn(why),
            }
        }
        Outer::Suspend => {
            // What cannot be stopped goes on.
            tty.lend(|| emulate_default_handler(SIGTSTP).is_ok())?;
        }
        Outer::Redraw => tty.lend(|| ())?,
        Outer::Quit | Outer::End => {}
    }
    Ok(())
}

/// Leaves: the screen is given back at once, what is still being written is waited for.
fn leave(engine: &mut Engine, tty: Tty, setup: &Setup) -> Result<(), Fault> {
    drop(tty);
    if engine.close(LEAVING) {
        return Ok(());
    }
    let lang = setup.options.lang;
    Err(Fault::Terminal(io::Error::other(lang.pick(
        "退出时未能全部保存：数据库被占用",
        "not everything was kept on leaving: the database is held by another program",
    ))))
}
