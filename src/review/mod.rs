//! The rules of reviewing, as pure functions: what an event means, how state folds out of the log, what undo takes back, which
//! disposition follows.
//!
//! Uses `model`. No I/O and no clock: who calls says what time it is.

mod admit;
mod calendar;
mod disposition;
mod event;
mod fold;

pub use admit::{COMMENT_LIMIT, Refusal, admit};
pub use calendar::{Due, SOON, days_past};
pub use disposition::{Judged, Promise, disposition};
pub use event::{Body, Event, GENESIS, Record, Subject, SubjectKind, digest};
pub use fold::{Comment, Dismissal, Held, Standing, State, fold};
