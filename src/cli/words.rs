//! Small wordings that several subcommands share.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::Uid;

/// Enough digits of a uid to name something in a list.
pub fn short(uid: &Uid) -> String {
    uid.0.chars().take(8).collect()
}

/// A moment by the clock on the wall.
pub fn moment(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// A label with a space after it; nothing where there is none.
pub fn labelled(label: Option<&str>, text: &str) -> String {
    match label {
        Some(label) => format!("{label} {text}"),
        None => text.to_owned(),
    }
}
