//! The audit checks: each looks at a parsed notice and raises flags, hints and never verdicts. One check per file, one registry.
//!
//! Uses `text` and `model`. No I/O.
