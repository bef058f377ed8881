//! Where a promise stands.

use serde::Serialize;

/// Where a promise stands on a day, for one reviewer. In the order in which a calendar lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Its day is over and the reviewer has not found it kept.
    Overdue,
    /// Its day comes within 30 days.
    Soon,
    /// Its day comes later.
    Ahead,
    /// Found kept, and its day is over: nothing is left to look at.
    Settled,
    /// It has no day.
    Undated,
}
