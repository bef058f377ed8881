//! duizhang (对账): read rectification notices, review every measure in them, and come out with what was claimed,
//! what was promised and what holds.
//!
//! The rooms, and what each may use (enforced by `tests/suite/arrows.rs`):
//!
//! ```text
//! model   → nothing
//! text    → nothing
//! notice  → text, model
//! audit   → text, model
//! review  → model
//! search  → text, model
//! store   → model, review
//! export  → model, review
//! desk    → all above
//! cli     → desk, model
//! tui     → desk, model, text
//! ```

pub mod audit;
pub mod cli;
pub mod desk;
pub mod export;
pub mod model;
pub mod notice;
pub mod review;
pub mod search;
pub mod store;
pub mod text;
pub mod tui;
