//! Rego policies: packs, their metadata, and their evaluation over documents.
//!
//! A policy file is text with a path; [`rules`] reads what its METADATA says, [`Pack::load`] takes
//! those of one kind that are wanted, [`Pack::evaluate`] gives the findings of one document.

mod adjust;
mod answer;
mod apart;
mod bounds;
mod builtin;
mod engine;
mod error;
mod fingerprint;
mod fix;
mod freshness;
mod gate;
mod heads;
mod input;
mod locate;
mod metadata;
mod options;
mod outcome;
mod pack;
mod patterns;
mod places;
mod prints;
mod ready;
mod render;
mod said;
mod shapes;
mod strict;
mod template;
#[cfg(test)]
mod tests;
mod together;

pub mod testing;

use std::borrow::Cow;

pub use adjust::{Adjustment, Effect};
pub use builtin::{builtin_data, builtin_files};
pub use error::PolicyError;
pub use freshness::{Freshness, builtin_freshness};
pub use input::{shallow, to_json};
pub use metadata::{Parameter, Rule, rules};
pub use options::Options;
pub use pack::{Evaluation, Pack};
pub use places::{Entry, Node, Step, places};
pub use prints::Print;
pub(crate) use render::flow;
pub use template::{is_rule_name, template};

/// A Rego file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its path, with `/` between its parts; names the rule if the package does not.
    pub path: String,
    /// Its text; that of a built-in file is part of the program.
    pub text: Cow<'static, str>,
}
