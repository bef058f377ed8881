//! One check per file. Each takes the case, or what it needs of it, and returns its hits; only the registry knows them all.

pub(super) mod again;
pub(super) mod contradicts_claim;
pub(super) mod cover;
pub(super) mod documents;
pub(super) mod duplicate;
pub(super) mod empty;
pub(super) mod form;
pub(super) mod future;
pub(super) mod late;
pub(super) mod money;
pub(super) mod order;
pub(super) mod overdue;
pub(super) mod people;
pub(super) mod process_only;
pub(super) mod rate;
pub(super) mod sum;
pub(super) mod vague;
