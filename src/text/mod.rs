//! Text in layers, losing nothing: bytes → decoded source → clean text (with a map back) → folded text. Also what belongs to
//! characters alone: width on the screen, pinyin readings, numerals and dates.
//!
//! Uses no other room. Knows nothing of notices, findings or reviews.

pub mod clause;
pub mod clean;
pub mod date;
pub mod decode;
pub mod diff;
pub mod fold;
pub mod format;
pub mod gbk;
pub mod map;
pub mod needles;
pub mod numeral;
pub mod pinyin;
pub mod width;
