//! Reports: pure functions from what was found to text. One file per format.
//!
//! Whatever comes from a checked file is escaped for the format it is put into, and the values of
//! secrets are masked before any format sees them.

pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod mask;
pub mod sarif;
pub mod text;

mod plain;

use crate::catalog::About;

/// The page about a rule: the first that it links to.
fn link(about: &About) -> Option<&str> {
    about.links.first().map(String::as_str)
}

#[cfg(test)]
mod tests;
