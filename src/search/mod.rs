//! Fuzzy jumping: query, index, matching, ranking, over characters and pinyin.
//!
//! Uses `text` and `model`. No I/O.
