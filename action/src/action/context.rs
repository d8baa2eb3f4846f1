//! What the runner gives to a step, and the files through which it takes results.

use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::path::PathBuf;

use dockwarden_core::finding::Severity;
use dockwarden_core::report::github::MOST;

use crate::Stop;

/// The inputs of `action.yml`.
pub struct Inputs {
    pub paths: Vec<PathBuf>,
    pub config: Option<PathBuf>,
    pub policies: Vec<PathBuf>,
    pub fail_on: Option<Severity>,
    /// None where the event decides.
    pub only_new: Option<bool>,
    pub sarif: PathBuf,
    pub report: PathBuf,
    pub summary: bool,
    pub annotations: usize,
    pub suggestions: bool,
    pub token: Option<String>,
}

impl Inputs {
    /// Reads them.
    pub fn read() -> Result<Self, Stop> {
        let temporary = variable("RUNNER_TEMP").map_or_else(std::env::temp_dir, PathBuf::from);
        let annotations = input("annotations").map_or(Ok(MOST), |text| text.parse::<usize>());
        let wrong = |_| Stop::new(format!("annotations: expected a number up to {MOST}"));
        Ok(Self {
            paths: lines("paths"),
            config: input("config").map(PathBuf::from),
            policies: lines("policies"),
            fail_on: input("fail-on")
                .map(|text| text.parse())
                .transpose()
                .map_err(|why| Stop::new(format!("fail-on: {why}")))?,
            only_new: switch("only-new")?,
            sarif: input("sarif-file").map_or_else(|| temporary.join("dockwarden.sarif"), PathBuf::from),
            report: temporary.join("dockwarden.json"),
            summary: switch("summary")?.unwrap_or(true),
            annotations: annotations.map_err(wrong)?.min(MOST),
            suggestions: switch("suggestions")?.unwrap_or(false),
            token: input("token"),
        })
    }
}

/// A variable that is set and not empty.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The repository, as `owner/name`.
pub fn repository() -> Option<String> {
    let sound = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    variable("GITHUB_REPOSITORY").filter(|name| name.chars().all(sound))
}

fn input(name: &str) -> Option<String> {
    let value = variable(&format!("INPUT_{}", name.to_uppercase().replace('-', "_")))?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn lines(name: &str) -> Vec<PathBuf> {
    let text = input(name).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(PathBuf::from).collect()
}

fn switch(name: &str) -> Result<Option<bool>, Stop> {
    match input(name).as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(Stop::new(format!("{name}: expected true or false; found `{other}`"))),
    }
}

/// Appends to the file that a variable names, if it is set.
pub fn append(name: &str, text: &str) -> Result<(), Stop> {
    let Some(path) = variable(name) else { return Ok(()) };
    let file = std::fs::OpenOptions::new().append(true).create(true).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Stop::new(format!("{name}: cannot write {path}: {error}")))
}

/// A word that nothing in a checked file can know: the keys of `RandomState` come from the system.
pub fn random() -> String {
    let word = || RandomState::new().hash_one(std::process::id());
    format!("dockwarden-{:016x}{:016x}", word(), word())
}
