//! The ledger (台账) in files: CSV, JSON and more, from the same data.
//!
//! Uses `model` and `review`. Writes into what it is handed; opens no file.
