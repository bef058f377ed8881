//! The rules of reviewing, as pure functions: what an event means, how state folds out of the log, what undo takes back, which
//! disposition follows.
//!
//! Uses `model`. No I/O and no clock: who calls says what time it is.
