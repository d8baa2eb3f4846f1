//! The catalogue of rules: metadata that agrees with itself, pages made from it, and data that is kept fresh.
//!
//! `UPDATE_DOCS=1 cargo test -p dockwarden-core --test catalogue` writes the pages anew.

mod coverage;
mod data;
mod metadata;
mod pages;
mod peers;

use std::fs;
use std::path::{Path, PathBuf};

use dockwarden_core::policy::{self, Rule};

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All rules that dockwarden carries, by id.
fn rules() -> Vec<Rule> {
    policy::rules(&policy::builtin_files()).unwrap()
}

/// What is wrong with the file at `path` below the project, which must hold `text`; with UPDATE_DOCS
/// it is written first.
fn differs(path: &str, text: &str) -> Option<String> {
    let file = root().join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
    }
    match fs::read_to_string(&file) {
        Ok(found) if found == text => None,
        Ok(_) => Some(format!("{path} is stale")),
        Err(error) => Some(format!("{path}: {error}")),
    }
}

/// Fails with all of `problems`, and says how to mend them.
fn assert_none(problems: &[String], help: &str) {
    assert!(problems.is_empty(), "{}\n{help}", problems.join("\n"));
}
