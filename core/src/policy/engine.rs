//! The engine: policies parsed and checked, with the data that they see.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regorus::{Engine, Value as Rego};

use crate::document::Kind;

use super::builtin::{is_builtin, position};
use super::metadata::{self, Verdict};
use super::pack::Options;
use super::{PolicyError, PolicyFile, bounds, builtin_data, patterns, strict};

/// The package of the generated query; a policy file may not declare it.
pub(super) const QUERY: &str = "dockwarden_query";

/// Start of the name of functions added to each rule, which give its sets: regorus 0.14 finds a
/// function at once, but goes through all packages for any other name below `data`.
pub(super) const ANSWER: &str = "dockwarden_query_";

/// Under which names the engine knows what policies name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// Their own.
    Own,
    /// Short ones, only for built-in files, which no other file can name. regorus 0.14 puts the whole name
    /// of a package together, letter by letter, twice at every call of a function; and it goes through all
    /// packages for a name below `data`, but not for one below `input`.
    Short,
}

/// Members that the input of every document has besides its own.
pub(super) type Facts = Vec<(&'static str, Rego)>;

/// Members of the input that stand for `data.config`, `data.dockwarden.data` and `data.dockwarden.today`.
const CONFIG: &str = "dockwarden_config";
const DATA: &str = "dockwarden_data";
const TODAY: &str = "dockwarden_today";

impl Names {
    /// The package of the rule `name`, as a path below `data`.
    pub fn package(self, kind: Kind, name: &str) -> String {
        match self {
            Self::Own => format!("dockwarden.{}[\"{name}\"]", kind.name()),
            Self::Short => match position(&format!("{}.rego", metadata::id(kind, name))) {
                Some(position) => format!("p{position}"),
                None => Self::Own.package(kind, name),
            },
        }
    }

    /// A policy with these names in it.
    fn text(self, text: &str) -> String {
        if self == Self::Own {
            return text.to_owned();
        }
        let package = metadata::package_of(text).map_or("", |(_, package)| package);
        let text = match metadata::rule_of(package) {
            Some((kind, name)) => text.replacen(package, &self.package(kind, &name), 1),
            None => text.to_owned(),
        };
        text.replace("dockwarden.lib.", "")
            .replace("data.config", &format!("input.{CONFIG}"))
            .replace("data.dockwarden.data", &format!("input.{DATA}"))
            .replace("data.dockwarden.today", &format!("input.{TODAY}"))
    }
}

/// An engine with `files` parsed, checked, and the data that policies see; what of these data must be in
/// the input of every document instead.
pub(super) fn engine_of<'a>(
    files: impl Iterator<Item = &'a PolicyFile>,
    names: Names,
    options: &Options,
) -> Result<(Engine, Facts), Vec<PolicyError>> {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    engine.set_gather_prints(true);
    patterns::install(&mut engine);
    let mut errors = Vec::new();
    let mut has_own = false;
    let data: Vec<_> =
        builtin_data().map(|(name, text)| (format!("data.dockwarden.data.{name}"), name, text)).collect();
    let mut named = BTreeSet::new();
    for file in files {
        let text = file.text.trim_start_matches('\u{feff}');
        if metadata::package_of(text).is_some_and(|(_, package)| package.starts_with(QUERY)) {
            errors.push(PolicyError::whole(&file.path, format!("the package `{QUERY}` is reserved")));
            continue;
        }
        let failed =
            |error: String| PolicyError::from_engine(&file.path, |_| Some(file.text.to_string()), &error);
        let mut text = names.text(text);
        if names == Names::Own && metadata::rule_of(package_of(file)).is_some() {
            for set in Verdict::of_text(&file.text).iter().map(|verdict| verdict.name()) {
                let _ = write!(text, "\n\n{ANSWER}{set}(_) := {set}\n");
            }
        }
        if let Err(error) = engine.add_policy(file.path.clone(), text) {
            errors.push(failed(error.to_string()));
        } else if !is_builtin(file) {
            has_own = true;
        }
        named.extend(
            data.iter().filter(|(path, ..)| file.text.contains(path)).map(|(_, name, _)| name.as_str()),
        );
    }
    // Built-in files are checked by a test of theirs; a circle may lead through several files.
    if errors.is_empty() && has_own {
        errors = strict::check(&engine);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if has_own {
        bounds::ranges(&mut engine).map_err(|error| vec![error])?;
        if let Some(limit) = options.time_limit {
            bounds::time(&mut engine, limit);
        }
    }
    let data = data.iter().filter(|(_, name, _)| has_own || named.contains(name.as_str()));
    let data = map(data.filter_map(|(_, name, text)| Some((name.clone(), Rego::from_json_str(text).ok()?))));
    let config = map(options.config.iter().map(|(id, value)| (id.clone(), Rego::from(value.clone()))));
    let today = options.today.as_deref().map(Rego::from);
    if names == Names::Short {
        let today = today.map(|today| (TODAY, today));
        return Ok((engine, [(CONFIG, config), (DATA, data)].into_iter().chain(today).collect()));
    }
    let today = today.map(|today| ("today", today));
    let dockwarden = map([("data", data)].into_iter().chain(today));
    engine
        .add_data(map([("config", config), ("dockwarden", dockwarden)]))
        .map_err(|error| vec![PolicyError::whole("data", error.to_string())])?;
    Ok((engine, Vec::new()))
}

fn map<K: Into<Rego>>(entries: impl IntoIterator<Item = (K, Rego)>) -> Rego {
    Rego::from(entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<BTreeMap<_, _>>())
}

/// The package of a file; none for one without.
pub(super) fn package_of(file: &PolicyFile) -> &str {
    metadata::package_of(&file.text).map_or("", |(_, package)| package)
}
