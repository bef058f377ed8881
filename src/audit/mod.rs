//! The audit checks: each looks at a parsed notice and raises flags, hints with their evidence and never verdicts. One check per file
//! under `checks`, one registry, from which the listing, the help and the README's table are made.
//!
//! Uses `text` and `model`. No I/O, no database, no clock: what depends on the day (`overdue`) or on a limit (`late`) is given it and is computed when
//! somebody looks, so that nothing that is stored grows old. Precision comes before recall: a check that is not sure keeps silent.

mod case;
mod checks;
mod counts;
mod echo;
mod formulas;
mod hit;
mod likeness;
mod organisation;
mod particulars;
mod reconcile;
mod registry;
mod rhythm;
mod wanting;
mod words;

pub use case::Case;
pub use checks::again::{SAME, TitleWords, returned, title_likeness};
pub use checks::contradicts_claim::{is_over, says_over};
pub use checks::duplicate::{ACROSS, copied};
pub use checks::late::{LATE_DAYS, late};
pub use checks::overdue::{Due, overdue};
pub use echo::{Promises, Telling};
pub use formulas::{FormulaFault, add_formulas, read_formulas};
pub use likeness::{BANDS, Likeness};
pub use organisation::{PROPOSED, same_organisation};
pub use particulars::{Particulars, particulars};
pub use reconcile::{Figure, Fit, Operand, Printed, Reconciled, is_headline, reconcile};
pub use registry::{RULES, Raised, Rule, ask, check, rule};
pub use rhythm::rhythm;
pub use wanting::{Wanting, wanting};
