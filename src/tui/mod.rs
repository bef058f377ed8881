//! The terminal: events, commands, keymap, panes, layers, widgets.
//!
//! Uses `desk`, `model` and `text`. `terminal.rs` alone owns the tty.
