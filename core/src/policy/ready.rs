//! Built-in rules in engines, ready to be asked.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use regorus::{Engine, Value as Rego};

use super::builtin::{self, COUNT};
use super::engine::{self, package_of};
use super::{PolicyError, PolicyFile};

/// The package of the rule in its engine. regorus 0.14 puts the whole name of a package together, letter by
/// letter, twice at every call of a function.
pub(super) const PACKAGE: &str = "rule";

/// Members of the input that stand for `data.config`, `data.dockwarden.data` and `data.dockwarden.today`:
/// regorus goes through all packages for a name below `data`, but not for one below `input`.
pub(super) const CONFIG: &str = "dockwarden_config";
pub(super) const DATA: &str = "dockwarden_data";
pub(super) const TODAY: &str = "dockwarden_today";

/// Start of the names of the packages of libraries.
const LIBRARIES: &str = "dockwarden.lib.";

/// A rule in an engine with nothing but the libraries that it uses.
#[derive(Clone)]
pub(super) struct Ready {
    /// To be cloned for each thread, which is cheap.
    pub engine: Engine,
    /// The built-in data that it names.
    pub data: Vec<(Rego, Rego)>,
}

/// By the place of the rule's file among the built-in ones. A rule is the same in every run, so it is made
/// ready once for all threads.
static READY: [OnceLock<Result<Ready, PolicyError>>; COUNT] = [const { OnceLock::new() }; COUNT];

/// The built-in rule in the file at `path`.
pub(super) fn ready(path: &str) -> Result<Ready, PolicyError> {
    match builtin::position(path) {
        Some(position) => READY[position].get_or_init(|| make(path)).clone(),
        None => Err(PolicyError::whole(path, "not a built-in rule")),
    }
}

fn make(path: &str) -> Result<Ready, PolicyError> {
    let mut engine = engine::new();
    let mut files: Vec<PolicyFile> = builtin::file(path).into_iter().collect();
    let mut data = Vec::new();
    let mut next = 0;
    while let Some(file) = files.get(next).cloned() {
        engine.add_policy(file.path.clone(), short(&file)).map_err(|error| failed(&file.path, &error))?;
        let named = named(&file.text, "data.dockwarden.data.");
        data.extend(named.iter().filter_map(|name| Some((Rego::from(*name), builtin::data(name)?))));
        for name in self::named(&file.text, &format!("data.{LIBRARIES}")) {
            let path = format!("lib/{name}.rego");
            if files.iter().all(|file| file.path != path) {
                files.extend(builtin::file(&path));
            }
        }
        next += 1;
    }
    // An engine works out what it needs when it is first asked, here for a rule that does not exist: all clones
    // share that.
    let _ = engine.eval_rule(String::new());
    Ok(Ready { engine, data })
}

/// What went wrong with a built-in rule, and where.
pub(super) fn failed(path: &str, error: &impl std::fmt::Display) -> PolicyError {
    let text = |path: &str| builtin::file(path).map(|file| file.text.into_owned());
    PolicyError::from_engine(path, text, &error.to_string())
}

/// The names after `start`, wherever it stands in `text`.
fn named<'a>(text: &'a str, start: &str) -> BTreeSet<&'a str> {
    let name = |rest: &'a str| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        &rest[..end]
    };
    text.split(start).skip(1).map(name).collect()
}

/// The text of a built-in file with short names, which no other file can name.
fn short(file: &PolicyFile) -> String {
    let package = package_of(file);
    let own = if package.starts_with(LIBRARIES) { package } else { PACKAGE };
    file.text
        .replacen(package, own, 1)
        .replace(LIBRARIES, "")
        .replace("data.config", &format!("input.{CONFIG}"))
        .replace("data.dockwarden.data", &format!("input.{DATA}"))
        .replace("data.dockwarden.today", &format!("input.{TODAY}"))
}
