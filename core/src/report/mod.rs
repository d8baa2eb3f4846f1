//! Reports: pure functions from what was found to text. One file per format.
//!
//! Whatever comes from a checked file is escaped for the format it is put into, and the values of
//! secrets are masked before any format sees them.

pub mod depth;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod mask;
pub mod sarif;
pub mod text;

mod plain;
mod uri;

use crate::policy::Rule;

/// Most rows of a table in Markdown: the summary of a job has room for 1 MiB. Further ones are counted.
const MAX_ROWS: usize = 300;

/// The page about a rule: the first that it links to.
pub fn link(rule: &Rule) -> Option<&str> {
    rule.related_resources.first().map(String::as_str)
}

#[cfg(test)]
mod tests;
