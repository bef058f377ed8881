//! The ledger (台账) in files: CSV, JSON and more, from the same data; and what no output may carry out of the program.
//!
//! Uses `model` and `review`. Writes into what it is handed; opens no file, reads no database.

mod active;
mod csv;
mod ical;
mod json;
mod letter;

use std::io::{self, Write};

use crate::model::{Lang, LedgerRow};

pub use active::{is_active, shown};
pub use ical::{CalendarEntry, write as write_calendar};
pub use json::write as write_json;
pub use letter::{Letter, LetterItem, letter};

/// A form of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a head, one row per measure, UTF-8.
    Csv {
        /// Begin with a byte order mark, by which Excel knows UTF-8.
        bom: bool,
    },
    /// One array of ledger rows.
    Json,
}

/// Writes the ledger. Heads and words of a CSV are in that language; JSON has codes.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ledger(rows: &[LedgerRow], format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Csv { bom } => csv::write(rows, bom, lang, out),
        Format::Json => json::write(out, rows),
    }
}
