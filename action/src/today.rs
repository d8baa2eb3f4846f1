//! The date of the run, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use dockwarden_core::date;

/// Today as `YYYY-MM-DD`.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    date::text((seconds / 86_400) as i64)
}
