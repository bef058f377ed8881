//! The integration tests, one binary. A file in this folder that is not named here is found by `guard`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod arrows;
mod audit_desk;
mod audit_real;
mod audit_rules;
mod bombs;
mod build;
mod cli_check;
mod cli_contract;
mod cli_correct;
mod cli_export;
mod cli_faults;
mod cli_import;
mod cli_promises;
mod cli_review;
mod cli_run;
mod desk_compare;
mod desk_correct;
mod desk_correct_any;
mod desk_follow;
mod desk_import;
mod desk_jump;
mod desk_look;
mod desk_order;
mod desk_reread;
mod desk_review;
mod desk_state;
mod formats;
mod generated;
mod guard;
mod harmless;
mod hostile;
mod journeys;
mod mutations;
mod notice_any;
mod notice_layouts;
mod processes;
mod real_notices;
mod score;
mod sites;
mod store_faults;
mod tui_correct;
mod tui_flags;
mod tui_follow;
mod tui_real;
mod tui_screens;
mod tui_sizes;
mod tui_snapshots;
mod tui_stage;

#[path = "../../benches/notices/mod.rs"]
mod notices;
