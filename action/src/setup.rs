//! What a run works with, read from arguments and the file system once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use dockwarden_core::catalog::Catalog;
use dockwarden_core::config::{self, Config};
use dockwarden_core::policy::{self, PolicyError, PolicyFile};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::run::Setup;
use dockwarden_core::source::{FileId, MAX_BYTES, Source};
use dockwarden_core::syntax::tree::Fault;
use dockwarden_core::{document::Kind, dotenv};

use crate::Stop;

/// How long the policies of a project may take over one file.
pub const TIME_LIMIT: std::time::Duration = std::time::Duration::from_secs(5);

/// Where configuration and policies come from.
#[derive(Args, Clone, Debug, Default)]
pub struct Choice {
    /// Configuration file [default: dockwarden.yaml in the current folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder with more policies; can be given several times
    #[arg(long, value_name = "DIR")]
    pub policies: Vec<PathBuf>,
    /// Rule set: recommended, strict or cis
    #[arg(long, value_name = "SET")]
    pub set: Option<String>,
    /// Only these rules; can be given several times
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Not these rules; can be given several times
    #[arg(long, value_name = "RULE")]
    pub skip: Vec<String>,
    /// The date of the run
    #[arg(long, value_name = "YYYY-MM-DD", hide = true)]
    pub today: Option<String>,
}

/// Reads what `choice` names.
pub fn load(choice: &Choice) -> Result<Setup, Stop> {
    load_for(choice, &Kind::FILES)
}

/// Reads what `choice` names, for a run over files of `kinds` only: where nothing names a rule, the
/// built-in rules of other kinds are left out.
pub fn load_for(choice: &Choice, kinds: &[Kind]) -> Result<Setup, Stop> {
    let file = choice.config.clone().unwrap_or_else(|| PathBuf::from(config::FILE_NAME));
    let mut config = Config::default();
    let mut source = None;
    if choice.config.is_some() || file.symlink_metadata().is_ok() {
        let read = read_source(&file, FileId(0))?;
        config = Config::parse(&read).map_err(|faults| located(&read, &faults))?;
        source = Some(read);
    }
    if let Some(set) = &choice.set {
        if !config::SETS.contains(&set.as_str()) {
            let sets = config::SETS.join(", ");
            return Err(Stop::new(format!("--set: expected one of {sets}; found `{set}`")));
        }
        config.set = Some(set.clone());
    }
    let mut policies = policy::builtin_files();
    if source.is_none() && choice.rule.is_empty() && choice.skip.is_empty() {
        let wanted = |kind: &Kind| match kind {
            Kind::Stack => kinds.contains(&Kind::Compose),
            kind => kinds.contains(kind),
        };
        let other = Kind::ALL.into_iter().filter(|kind| !wanted(kind));
        let folders: Vec<_> = other.map(|kind| format!("{}/", kind.name())).collect();
        policies.retain(|file| !folders.iter().any(|folder| file.path.starts_with(folder)));
    }
    let base = file.parent().unwrap_or(Path::new("")).to_owned();
    let configured: Vec<PathBuf> = config.policies.iter().map(|(folder, _)| base.join(folder)).collect();
    for folder in configured.iter().chain(&choice.policies) {
        policies.extend(rego_files(folder)?);
    }
    let mut setup = Setup::new(config, policies).map_err(|errors| policy_stop(&errors))?;
    if let Some(source) = &source {
        let faults = setup.config.check(&setup.rules);
        if !faults.is_empty() {
            return Err(located(source, &faults));
        }
    }
    if !choice.rule.is_empty() || !choice.skip.is_empty() {
        let catalog = Catalog::new(setup.rules.iter().cloned(), BTreeSet::new());
        let known = |ids: &[String]| -> Result<Vec<String>, Stop> {
            ids.iter().flat_map(|ids| ids.split(',')).map(|id| known_rule(&catalog, id)).collect()
        };
        (setup.only, setup.skip) = (known(&choice.rule)?, known(&choice.skip)?);
    }
    setup.today = Some(choice.today.clone().unwrap_or_else(crate::today::today));
    setup.time_limit = Some(TIME_LIMIT);
    Ok(setup)
}

/// What is known around the file at `path`: configuration, and `.env` beside a Compose file.
pub fn around(setup: &Setup, kind: Kind, path: &Path) -> Surroundings {
    let mut around = setup.known();
    let beside = path.with_file_name(".env");
    let is_file = beside
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MAX_BYTES as u64);
    if kind == Kind::Compose && is_file {
        let bytes = std::fs::read(&beside).unwrap_or_default();
        for (name, value) in dotenv::parse(&String::from_utf8_lossy(&bytes)) {
            around.variables.entry(name).or_insert(value);
        }
    }
    around
}

/// The id of the rule that somebody named, with or without its kind.
pub fn known_rule(catalog: &Catalog, name: &str) -> Result<String, Stop> {
    let name = name.trim();
    let found = Kind::ALL.into_iter().find_map(|kind| catalog.resolve(kind, name));
    found.map(|rule| rule.id.clone()).ok_or_else(|| {
        let near = catalog.nearest(name);
        let help =
            near.map_or("`dockwarden rules` lists them all".into(), |near| format!("did you mean `{near}`?"));
        Stop::new(format!("there is no rule `{name}`; {help}"))
    })
}

/// Policy errors as reasons to stop.
pub fn policy_stop(errors: &[PolicyError]) -> Stop {
    Stop(errors.iter().map(ToString::to_string).collect())
}

fn located(source: &Source, faults: &[Fault]) -> Stop {
    Stop(faults.iter().map(|fault| located_in(std::slice::from_ref(source), fault)).collect())
}

/// A fault in one of `sources`, whose ids are their numbers, with its place.
pub fn located_in(sources: &[Source], fault: &Fault) -> String {
    let source = &sources[fault.span.file.0 as usize];
    let at = source.position(fault.span.start);
    let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    format!("{}:{}:{}: {}{help}", source.path(), at.line, at.column, fault.message)
}

/// Reads a file as text.
pub fn read_source(path: &Path, id: FileId) -> Result<Source, Stop> {
    let name = path.to_string_lossy();
    let bytes = std::fs::read(path).map_err(|error| Stop::new(format!("{name}: {error}")))?;
    Source::from_bytes(id, &*name, &bytes).map_err(|error| match error.position() {
        Some(at) => Stop::new(format!("{name}:{}:{}: {error}", at.line, at.column)),
        None => Stop::new(format!("{name}: {error}")),
    })
}

fn rego_files(folder: &Path) -> Result<Vec<PolicyFile>, Stop> {
    let files = text_files(folder, folder)?;
    Ok(files
        .into_iter()
        .filter(|file| file.path.ends_with(".rego") && !file.path.ends_with("_test.rego"))
        .collect())
}

/// Every text file below `folder`, by path; paths start at `base`'s own name where it is shown.
pub fn text_files(folder: &Path, shown: &Path) -> Result<Vec<PolicyFile>, Stop> {
    if !folder.is_dir() {
        return Err(Stop::new(format!("{}: there is no such folder of policies", folder.display())));
    }
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).build() {
        let entry = entry.map_err(|error| Stop::new(error.to_string()))?;
        if !entry.file_type().is_some_and(|sort| sort.is_file()) {
            continue;
        }
        let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = shown.join(inner).to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(entry.path()).map_err(|error| Stop::new(format!("{path}: {error}")))?;
        match String::from_utf8(bytes) {
            Ok(text) => files.push(PolicyFile { path, text: text.into() }),
            Err(_) if path.ends_with(".rego") => {
                return Err(Stop::new(format!("{path}: expected UTF-8 text, found bytes that are not")));
            }
            Err(_) => {}
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
