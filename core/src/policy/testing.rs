//! Tests of policies: `test_*` rules, and fixture files that must fail or pass.

use std::collections::{BTreeMap, BTreeSet};

use super::{PolicyError, PolicyFile, builtin_files};

mod fixtures;
mod given;
mod units;

pub use fixtures::{Case, DAY};
pub use units::{Unit, Units, Verdict, units};

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
    let Units { tests, coverage } = units(files)?;
    let outcomes = tests.into_iter().map(outcome).collect();
    let mut run = Run { outcomes, coverage, ..Run::default() };
    fixtures::judge(&with_libraries(files), files, &mut run)?;
    Ok(run)
}

/// A unit test as one of many tests; what was printed tells why it failed.
fn outcome(Unit { path, name, verdict, prints, .. }: Unit) -> Outcome {
    let why = match verdict {
        Verdict::Passed => None,
        Verdict::Failed => Some("is not true".to_owned()),
        Verdict::Broken(error) => Some(error.to_string()),
    };
    let prints = prints.iter().map(|print| format!("\n{}:{}: {}", print.path, print.line, print.text));
    let failure = why.map(|why| why + &prints.collect::<String>());
    Outcome { path, name, failure }
}

/// The policies among `files`, and the built-in libraries that they lack.
fn with_libraries(files: &[PolicyFile]) -> Vec<PolicyFile> {
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
    fixtures::cases(&with_libraries(files), files)
}
