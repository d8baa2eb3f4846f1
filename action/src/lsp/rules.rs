//! Configuration and policies of a folder, as they are in the editor, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dockwarden_core::config::{Config, FILE_NAME};
use dockwarden_core::document::Kind;
use dockwarden_core::files::Files;
use dockwarden_core::policy::{self, Options, Pack, PolicyError, PolicyFile};
use dockwarden_core::run::Setup;
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::syntax::tree::Fault;
use lsp_types::Range;

use super::documents::Documents;
use super::overlay::Overlay;
use super::place;
use crate::{setup, today};

/// Something wrong with a configuration or a policy.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub range: Range,
    /// What was expected and what was found.
    pub message: String,
}

/// Problems by the path of their file.
pub type Problems = BTreeMap<String, Vec<Problem>>;

/// Whether a change of the file at `path` may change what rules say.
pub fn concerns(path: &str) -> bool {
    path == FILE_NAME || path.ends_with(".rego")
}

/// The built-in rules as they are without a configuration.
pub fn builtin() -> Setup {
    finished(Setup::new(Config::default(), policy::builtin_files()).unwrap_or_else(|_| Setup {
        config: Config::default(),
        policies: Vec::new(),
        rules: Vec::new(),
        only: Vec::new(),
        skip: Vec::new(),
        today: None,
        time_limit: None,
    }))
}

/// What the configuration of the folder `root` makes of the built-in rules alone; none if it is wrong itself.
pub fn without_own(root: &Path, documents: &Documents) -> Option<Setup> {
    let bytes = Overlay::new(Some(root), documents).read(FILE_NAME).ok()?;
    let config = Config::parse(&Source::from_bytes(FileId(0), FILE_NAME, &bytes).ok()?).ok()?;
    Setup::new(config, policy::builtin_files()).ok().map(finished)
}

/// Reads what the folder `root` has.
///
/// # Errors
/// Everything that is wrong with it, by file.
pub fn load(root: &Path, documents: &Documents) -> Result<Setup, Problems> {
    let files = Overlay::new(Some(root), documents);
    let Ok(bytes) = files.read(FILE_NAME) else { return Ok(builtin()) };
    let source = match Source::from_bytes(FileId(0), FILE_NAME, &bytes) {
        Ok(source) => source,
        Err(error) => {
            let text = String::from_utf8_lossy(&bytes);
            let range = place::rest_of_line(&text, error.position());
            return Err(one(FILE_NAME, Problem { range, message: error.to_string() }));
        }
    };
    let config = Config::parse(&source).map_err(|faults| of_config(&source, &faults))?;
    let mut own = Vec::new();
    let mut problems = Problems::new();
    for (folder, span) in &config.policies {
        match rego(root, folder, &files, documents) {
            Ok(found) => own.extend(found),
            Err(message) => {
                let problem = Problem { range: place::range(&source, *span), message };
                problems.entry(FILE_NAME.to_owned()).or_default().push(problem);
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut policies = policy::builtin_files();
    policies.extend(own.iter().cloned());
    let setup = Setup::new(config, policies).map_err(|errors| of_policies(&errors, &own))?;
    let faults = setup.config.check(&setup.rules);
    if !faults.is_empty() {
        return Err(of_config(&source, &faults));
    }
    let setup = finished(setup);
    let errors = tried(&setup, &own);
    if errors.is_empty() { Ok(setup) } else { Err(of_policies(&errors, &own)) }
}

fn finished(mut setup: Setup) -> Setup {
    setup.today = Some(today::today());
    setup.time_limit = Some(setup::TIME_LIMIT);
    setup
}

/// What goes wrong when all rules of `own` are loaded: it is told now, not with the first file of a kind.
fn tried(setup: &Setup, own: &[PolicyFile]) -> Vec<PolicyError> {
    let paths: BTreeSet<&str> = own.iter().map(|file| file.path.as_str()).collect();
    let mut errors = Vec::new();
    for kind in Kind::ALL {
        let rules = setup.rules.iter().filter(|rule| rule.kind == kind && paths.contains(rule.path.as_str()));
        let options = Options { enabled: rules.map(|rule| rule.id.clone()).collect(), ..Options::default() };
        if !options.enabled.is_empty() {
            errors.extend(
                Pack::load(kind, &setup.policies, &setup.rules, &options).err().into_iter().flatten(),
            );
        }
    }
    errors
}

/// The policies in `folder`, by path; tests of policies are none.
fn rego(
    root: &Path,
    folder: &str,
    files: &Overlay<'_>,
    documents: &Documents,
) -> Result<Vec<PolicyFile>, String> {
    let whole = root.join(folder);
    let outside = || format!("`{folder}` lies outside of the folder that is open, where nothing is read");
    let relative = |path: &Path| Some(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    let mut paths = BTreeSet::new();
    if let (Ok(real), Ok(top)) = (whole.canonicalize(), root.canonicalize()) {
        if !real.starts_with(&top) {
            return Err(outside());
        }
        let walk = ignore::WalkBuilder::new(&real).standard_filters(false).build();
        let found =
            walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|s| s.is_file()));
        paths.extend(found.filter_map(|entry| relative(&root.join(entry.path().strip_prefix(&top).ok()?))));
    }
    let inside = documents.iter().filter(|(path, _)| path.starts_with(&whole));
    paths.extend(inside.filter_map(|(path, _)| relative(path)));
    if paths.is_empty() && !whole.is_dir() {
        return Err(format!("there is no folder `{folder}`"));
    }
    paths.retain(|path| path.ends_with(".rego") && !path.ends_with("_test.rego"));
    let text = |path: String| {
        let bytes = files.read(&path).map_err(|why| format!("`{path}` cannot be read: {why:?}"))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("`{path}` is no UTF-8 text"))?;
        Ok(PolicyFile { path, text: text.into() })
    };
    paths.into_iter().map(text).collect()
}

fn one(path: &str, problem: Problem) -> Problems {
    Problems::from([(path.to_owned(), vec![problem])])
}

fn of_config(source: &Source, faults: &[Fault]) -> Problems {
    let problem = |fault: &Fault| {
        let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
        Problem { range: place::range(source, fault.span), message: format!("{}{help}", fault.message) }
    };
    Problems::from([(FILE_NAME.to_owned(), faults.iter().map(problem).collect())])
}

fn of_policies(errors: &[PolicyError], own: &[PolicyFile]) -> Problems {
    let mut problems = Problems::new();
    for error in errors {
        let text = own.iter().find(|file| file.path == error.path).map_or("", |file| &file.text);
        let range = place::rest_of_line(text, error.position);
        let problem = Problem { range, message: error.message.clone() };
        problems.entry(error.path.clone()).or_default().push(problem);
    }
    problems
}
