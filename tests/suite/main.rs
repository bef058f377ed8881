//! The integration tests, one binary. A file in this folder that is not named here is found by `guard`.

mod build;
mod desk_review;
