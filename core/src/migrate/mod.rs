//! Configurations of other tools, translated: `dockwarden init --from`.
//!
//! A rule is never weakened more than its checks elsewhere were: where only some of them were switched off,
//! the rule stays on and the line that would switch it off is left as a comment.

mod checkov;
mod compose_lint;
mod draft;
mod hadolint;
mod read;
mod trivy;

#[cfg(test)]
mod tests;

use crate::catalog::Catalog;
use crate::source::Source;
use crate::syntax::tree::Fault;

use draft::Draft;

/// A tool whose configuration can be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// hadolint: `.hadolint.yaml`.
    Hadolint,
    /// Trivy: `trivy.yaml`, `.trivyignore` and `.trivyignore.yaml`.
    Trivy,
    /// Checkov: `.checkov.yaml`.
    Checkov,
    /// compose-lint: `.compose-lint.yml`.
    ComposeLint,
}

impl Tool {
    /// All tools.
    pub const ALL: [Tool; 4] = [Tool::Hadolint, Tool::Trivy, Tool::Checkov, Tool::ComposeLint];

    /// Its name, as in `same_as`.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Hadolint => "hadolint",
            Tool::Trivy => "trivy",
            Tool::Checkov => "checkov",
            Tool::ComposeLint => "compose-lint",
        }
    }

    /// The files that it reads by itself; of those in one group only the first that is there.
    pub fn files(self) -> &'static [&'static [&'static str]] {
        match self {
            Tool::Hadolint => &[&[".hadolint.yaml", ".hadolint.yml"]],
            Tool::Trivy => &[&["trivy.yaml"], &[".trivyignore"], &[".trivyignore.yaml", ".trivyignore.yml"]],
            Tool::Checkov => &[&[".checkov.yaml", ".checkov.yml"]],
            Tool::ComposeLint => &[&[".compose-lint.yml"]],
        }
    }
}

/// What a translation gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// A `dockwarden.yaml`.
    pub config: String,
    /// What could not be translated, a sentence each; they stand in `config` as comments, too.
    pub notes: Vec<String>,
}

/// Translates `files` of `tool`; a file knows its number in them as its id. What ended before the day
/// `today` is left out.
///
/// # Errors
/// Everything in the files that `tool` would not understand either, with its place.
pub fn migrate(
    tool: Tool,
    files: &[Source],
    catalog: &Catalog,
    today: Option<&str>,
) -> Result<Migration, Vec<Fault>> {
    let mut draft = Draft::new(tool, catalog, today);
    let mut faults = Vec::new();
    for file in files {
        let read = match tool {
            Tool::Hadolint => hadolint::read(file, &mut draft),
            Tool::Trivy => trivy::read(file, &mut draft),
            Tool::Checkov => checkov::read(file, &mut draft),
            Tool::ComposeLint => compose_lint::read(file, &mut draft),
        };
        faults.extend(read.err().unwrap_or_default());
    }
    if faults.is_empty() { Ok(draft.finish(files)) } else { Err(faults) }
}
