//! The rules of reviewing, as pure functions: what an event means, how state folds out of the log, what undo takes back, which
//! disposition follows.
//!
//! Uses `model`. No I/O and no clock: who calls says what time it is.

mod admit;
mod calendar;
mod correct;
mod correction;
mod disposition;
mod event;
mod fold;
mod gap;
mod identity;

pub use admit::{COMMENT_LIMIT, LABEL_LIMIT, Refusal, TITLE_LIMIT, admit};
pub use calendar::{SOON, days_past, standing};
pub use correct::{Corrected, Heading, Misfit, Words, accepted, correct};
pub use correction::{Anchor, Correction, Sort};
pub use disposition::{Judged, Promise, disposition};
pub use event::{Body, Event, GENESIS, Record, Subject, SubjectKind, digest};
pub use fold::{Comment, Dismissal, Held, Homes, Relation, Standing, State, fold, pair};
pub use gap::gap;
pub use identity::{Fresh, Known, matched};
