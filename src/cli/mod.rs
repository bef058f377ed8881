//! The command line: one subcommand per file. Data on stdout, messages on stderr.
//!
//! Uses `desk` and `model`; the desk's screen is started by `main.rs`, so that `cli` and `tui` never meet.
