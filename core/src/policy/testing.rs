//! Tests of policies: `test_*` rules, and fixture files that must fail or pass.

use std::collections::{BTreeMap, BTreeSet};

use regorus::{Engine, Value as Rego};

use super::pack::engine_of;
use super::{Options, PolicyError, PolicyFile, builtin_files, metadata};

mod fixtures;
mod given;

pub use fixtures::{Case, DAY};

/// What became of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The file that holds the test, or the fixture.
    pub path: String,
    /// The name of the test; for fixtures the rule.
    pub name: String,
    /// Why it failed; none if it passed.
    pub failure: Option<String>,
}

/// How much of a policy file its tests reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The policy file.
    pub path: String,
    /// Lines that were evaluated.
    pub covered: BTreeSet<u32>,
    /// Lines that were not, though they could be.
    pub missed: BTreeSet<u32>,
}

/// All tests of a folder, run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Each test, in the order of the files.
    pub outcomes: Vec<Outcome>,
    /// What the fixtures give now: path and text of every `.expected` and `.fixed` file.
    pub sidecars: BTreeMap<String, String>,
    /// Coverage of every rule and library by the `test_*` rules.
    pub coverage: Vec<Coverage>,
}

/// Runs the tests among `files`: every file below one policies folder, paths relative to it.
///
/// Libraries that the folder lacks are the built-in ones.
///
/// # Errors
/// When the policies themselves cannot be loaded.
pub fn run(files: &[PolicyFile]) -> Result<Run, Vec<PolicyError>> {
    let policies = policies_of(files);
    let mut run = Run::default();
    unit_tests(&policies, &mut run)?;
    fixtures::judge(&policies, files, &mut run)?;
    Ok(run)
}

/// The policies among `files`, and the built-in libraries that they lack.
fn policies_of(files: &[PolicyFile]) -> Vec<PolicyFile> {
    let is_rego = |file: &&PolicyFile| file.path.ends_with(".rego");
    let own: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut policies = builtin_files();
    policies.retain(|file| file.path.starts_with("lib/") && !own.contains(file.path.as_str()));
    policies.extend(files.iter().filter(is_rego).cloned());
    policies
}

/// Every fixture among `files`, judged on [`DAY`].
///
/// # Errors
/// When the policies cannot be loaded, or one of them fails.
pub fn cases(files: &[PolicyFile]) -> Result<Vec<Case>, Vec<PolicyError>> {
    fixtures::cases(&policies_of(files), files)
}

fn unit_tests(policies: &[PolicyFile], run: &mut Run) -> Result<(), Vec<PolicyError>> {
    let mut engine = engine_of(policies.iter(), &Options::default())?;
    engine.set_enable_coverage(true);
    for file in policies.iter().filter(|file| metadata::is_test(&file.path)) {
        let package = metadata::package_of(&file.text).map_or("", |(_, package)| package);
        let mut names: Vec<&str> = file.text.lines().filter_map(test_name).collect();
        names.dedup();
        for name in names {
            let failure = match engine.eval_query(format!("data.{package}.{name}"), false) {
                Ok(answer) if is_true(&answer) => None,
                Ok(_) => Some("is not true".to_owned()),
                Err(error) => {
                    let text = |path: &str| {
                        policies.iter().find(|file| file.path == path).map(|file| file.text.clone())
                    };
                    Some(PolicyError::from_engine(&file.path, text, &error.to_string()).to_string())
                }
            };
            run.outcomes.push(Outcome { path: file.path.clone(), name: name.to_owned(), failure });
        }
    }
    run.coverage = coverage(&engine);
    Ok(())
}

/// The name of the test that a line starts to define.
fn test_name(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
    line.starts_with("test_").then(|| &line[..end])
}

fn is_true(answer: &regorus::QueryResults) -> bool {
    let mut values = answer.result.iter().flat_map(|row| &row.expressions);
    values.any(|expression| expression.value == Rego::from(true))
}

fn coverage(engine: &Engine) -> Vec<Coverage> {
    let Ok(report) = engine.get_coverage_report() else { return Vec::new() };
    let files = report.files.into_iter().filter(|file| !metadata::is_test(&file.path));
    files
        .map(|file| Coverage {
            path: file.path.to_string(),
            covered: file.covered.into_iter().collect(),
            missed: file.not_covered.into_iter().collect(),
        })
        .collect()
}
