//! The engine: policies parsed and checked, with the data that they see.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regorus::{Engine, Value as Rego};

use super::builtin::is_builtin;
use super::metadata::{self, Verdict};
use super::options::Options;
use super::{PolicyError, PolicyFile, bounds, builtin_data, heads, patterns, strict};

/// The package of the generated query; a policy file may not declare it.
pub(super) const QUERY: &str = "dockwarden_query";

/// Start of the name of functions added to each rule, which give its sets: regorus 0.14 finds a
/// function at once, but goes through all packages for any other name below `data`.
pub(super) const ANSWER: &str = "dockwarden_query_";

/// An engine without policies.
pub(super) fn new() -> Engine {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    engine.set_gather_prints(true);
    patterns::install(&mut engine);
    engine
}

/// An engine with `files` parsed, checked, and the data that policies see.
pub(super) fn engine_of<'a>(
    files: impl Iterator<Item = &'a PolicyFile>,
    options: &Options,
) -> Result<Engine, Vec<PolicyError>> {
    let mut engine = new();
    let (mut errors, mut foreign) = (Vec::new(), BTreeSet::new());
    for file in files {
        if !is_builtin(file) {
            foreign.insert(file.path.as_str());
        }
        let text = file.text.trim_start_matches('\u{feff}');
        if package_of(file).starts_with(QUERY) {
            errors.push(PolicyError::whole(&file.path, format!("the package `{QUERY}` is reserved")));
            continue;
        }
        let mut text = text.to_owned();
        if metadata::rule_of(package_of(file)).is_some() {
            for set in Verdict::of_text(&file.text).iter().map(|verdict| verdict.name()) {
                let _ = write!(text, "\n\n{ANSWER}{set}(_) := {set}\n");
            }
        }
        if let Err(error) = engine.add_policy(file.path.clone(), text) {
            let text = |_: &str| Some(file.text.to_string());
            errors.push(PolicyError::from_engine(&file.path, text, &error.to_string()));
        }
    }
    // A circle may lead through several files.
    if errors.is_empty() {
        errors = strict::check(&engine);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    // Ours are written so that they need not be guarded.
    if !foreign.is_empty() {
        engine = heads::guard(&engine, &foreign, new()).map_err(|error| vec![error])?;
    }
    bounds::ranges(&mut engine).map_err(|error| vec![error])?;
    if let Some(limit) = options.time_limit {
        bounds::time(&mut engine, limit);
    }
    let data = map(builtin_data().filter_map(|(name, text)| Some((name, Rego::from_json_str(text).ok()?))));
    let config = map(options.config.iter().map(|(id, value)| (id.clone(), Rego::from(value.clone()))));
    let today = options.today.as_deref().map(|today| ("today", Rego::from(today)));
    let dockwarden = map([("data", data)].into_iter().chain(today));
    engine
        .add_data(map([("config", config), ("dockwarden", dockwarden)]))
        .map_err(|error| vec![PolicyError::whole("data", error.to_string())])?;
    Ok(engine)
}

fn map<K: Into<Rego>>(entries: impl IntoIterator<Item = (K, Rego)>) -> Rego {
    Rego::from(entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<BTreeMap<_, _>>())
}

/// The package of a file; none for one without.
pub(super) fn package_of(file: &PolicyFile) -> &str {
    metadata::package_of(&file.text).map_or("", |(_, package)| package)
}
