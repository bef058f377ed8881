//! The database: the only SQL in Rust (and `db/`). Opens, migrates, keeps notices, appends events, folds state.
//!
//! Uses `model` and `review`. No other room may know which engine runs.
