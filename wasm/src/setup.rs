//! What a checker works with: built-in rules, a configuration, and policies given at run time.

use std::collections::BTreeSet;

use dockwarden_core::config::{Config, FILE_NAME, SETS};
use dockwarden_core::document::Kind;
use dockwarden_core::policy::{self, Options, Pack, PolicyFile, Rule};
use dockwarden_core::run::Setup;
use dockwarden_core::source::{FileId, Source};
use serde::Deserialize;

use crate::problem::Problems;

/// What a caller wants; everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// Text of a `dockwarden.yaml`.
    config: String,
    /// Rule set in the place of the configuration's.
    set: Option<String>,
    /// More policies: path and text. One of the same rule replaces the built-in one.
    policies: Vec<(String, String)>,
    /// The date, `YYYY-MM-DD`, for rules that judge dates.
    today: Option<String>,
}

/// Reads the JSON of a [`Choice`].
pub fn load(choice: &str) -> Result<Setup, Problems> {
    let choice: Choice =
        serde_json::from_str(choice).map_err(|error| Problems::input("", format!("options: {error}")))?;
    let source = Source::from_text(FileId(0), FILE_NAME, &choice.config)
        .map_err(|error| Problems::unreadable(FILE_NAME, &error))?;
    let mut config = Config::parse(&source).map_err(|faults| Problems::config(&source, &faults))?;
    if let Some(set) = choice.set {
        if !SETS.contains(&set.as_str()) {
            let message = format!("set: expected one of {}; found `{set}`", SETS.join(", "));
            return Err(Problems::input("", message));
        }
        config.set = Some(set);
    }
    let own = choice.policies.into_iter().map(|(path, text)| PolicyFile { path, text: text.into() });
    let own: Vec<PolicyFile> = own.filter(|file| !file.path.ends_with("_test.rego")).collect();
    let mut policies = policy::builtin_files();
    policies.extend(own.iter().cloned());
    let mut setup =
        Setup::new(config, policies.clone()).map_err(|errors| Problems::policies(&errors, &policies))?;
    let faults = setup.config.check(&setup.rules);
    if !faults.is_empty() {
        return Err(Problems::config(&source, &faults));
    }
    setup.today = choice.today;
    try_out(&own, &setup)?;
    Ok(setup)
}

/// Loads the policies of the caller by themselves: what is wrong with them shows now, not when a file
/// of their kind is checked.
fn try_out(own: &[PolicyFile], setup: &Setup) -> Result<(), Problems> {
    let paths: BTreeSet<&str> = own.iter().map(|file| file.path.as_str()).collect();
    let rules: Vec<&Rule> = setup.rules.iter().filter(|rule| paths.contains(rule.path.as_str())).collect();
    let mut errors = Vec::new();
    for kind in Kind::ALL {
        let enabled = rules.iter().filter(|rule| rule.kind == kind).map(|rule| rule.id.clone());
        let options = Options { enabled: enabled.collect(), ..Options::default() };
        if !options.enabled.is_empty() {
            errors.extend(
                Pack::load(kind, &setup.policies, &setup.rules, &options).err().into_iter().flatten(),
            );
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problems::policies(&errors, &setup.policies)) }
}
