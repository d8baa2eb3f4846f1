//! JSON with spans.

use crate::source::Source;
use crate::syntax::tree::Parsed;

/// Reads `source` as JSON.
pub fn parse(source: &Source) -> Parsed {
    let _ = source;
    Parsed::default()
}
