//! The catalogue of rules: metadata that agrees with itself, and data that is kept fresh.

mod data;
mod metadata;

use dockwarden_core::policy::{self, Rule};

/// All rules that dockwarden carries, by id.
fn rules() -> Vec<Rule> {
    policy::rules(&policy::builtin_files()).unwrap()
}

/// Fails with all of `problems`, and says how to mend them.
fn assert_none(problems: &[String], help: &str) {
    assert!(problems.is_empty(), "{}\n{help}", problems.join("\n"));
}
