//! Journeys: the program on a real pty, keystrokes in, the screen as a terminal emulator shows it out.

mod pty;
mod review;
mod signals;
