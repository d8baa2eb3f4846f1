//! Unit tests: rules `test_*` in files `*_test.rego`, which hold if they are true.

use std::collections::BTreeSet;

use regorus::{Engine, Value as Rego};

use super::{Coverage, with_libraries};
use crate::policy::engine::engine_of;
use crate::policy::heads;
use crate::policy::{Options, PolicyError, PolicyFile, Print, metadata, prints};

/// One test, run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The file that holds it.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The line in which it begins, from 1.
    pub line: u32,
    /// What became of it.
    pub verdict: Verdict,
    /// What policies printed while it ran.
    pub prints: Vec<Print>,
}

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is true.
    Passed,
    /// It is not.
    Failed,
    /// It could not be evaluated.
    Broken(PolicyError),
}

/// All unit tests, run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Each test, in the order of the files.
    pub tests: Vec<Unit>,
    /// Which lines of each rule and library they reached.
    pub coverage: Vec<Coverage>,
}

/// Runs the unit tests among `files`. Libraries that they lack are the built-in ones.
///
/// # Errors
/// When the policies themselves cannot be loaded.
pub fn units(files: &[PolicyFile]) -> Result<Units, Vec<PolicyError>> {
    let policies = with_libraries(files);
    let mut engine = engine_of(policies.iter(), &Options::default())?;
    engine.set_enable_coverage(true);
    let mut tests = Vec::new();
    for file in policies.iter().filter(|file| metadata::is_test(&file.path)) {
        let package = metadata::package_of(&file.text).map_or("", |(_, package)| package);
        for (line, name) in tests_of(&file.text) {
            let verdict = match engine.eval_query(format!("data.{package}.{name}"), false) {
                Ok(answer) if is_true(&answer) => Verdict::Passed,
                Ok(_) => Verdict::Failed,
                Err(error) => {
                    let error = placed(&file.path, &policies, &error.to_string());
                    Verdict::Broken(heads::as_written(&engine, error))
                }
            };
            let prints = prints::take(&mut engine);
            tests.push(Unit { path: file.path.clone(), name: name.to_owned(), line, verdict, prints });
        }
    }
    Ok(Units { tests, coverage: coverage(&engine, &policies) })
}

/// The first line and the name of every test in a file; one may have several bodies.
fn tests_of(text: &str) -> Vec<(u32, &str)> {
    let mut tests: Vec<(u32, &str)> = Vec::new();
    for (line, name) in (1..).zip(text.lines().map(test_name)) {
        if let Some(name) = name.filter(|name| tests.iter().all(|(_, known)| known != name)) {
            tests.push((line, name));
        }
    }
    tests
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

fn placed(path: &str, policies: &[PolicyFile], error: &str) -> PolicyError {
    let text = |path: &str| policies.iter().find(|file| file.path == path).map(|file| file.text.to_string());
    PolicyError::from_engine(path, text, error)
}

fn coverage(engine: &Engine, policies: &[PolicyFile]) -> Vec<Coverage> {
    let Ok(report) = engine.get_coverage_report() else { return Vec::new() };
    let files = report.files.into_iter().filter(|file| !metadata::is_test(&file.path));
    files
        .map(|file| {
            // What is added to a rule for the engine stands after its last line.
            let own = policies.iter().filter(|policy| policy.path == file.path);
            let last = own.map(|policy| policy.text.lines().count()).max().unwrap_or(0);
            let lines =
                |lines: BTreeSet<u32>| lines.into_iter().filter(|line| *line as usize <= last).collect();
            let covered: BTreeSet<u32> = lines(file.covered);
            // A line of several expressions is reached if one of them is.
            let missed = lines(file.not_covered.difference(&covered).copied().collect());
            Coverage { path: file.path.to_string(), covered, missed }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "package dockwarden.compose[\"mine\"]\n\n\
        deny contains \"a\" if {\n\tprint(\"looked at\", input.a)\n\tinput.a\n}\n\n\
        deny contains \"b\" if {\n\tinput.b\n\tinput.c\n}\n";
    const TESTS: &str = "package dockwarden.compose[\"mine_test\"]\n\nimport data.dockwarden.compose[\"mine\"] as rule\n\n\
        test_a if \"a\" in rule.deny with input as {\"a\": true}\n\n\
        test_b if \"b\" in rule.deny with input as {\"b\": false}\n\n\
        test_b if \"b\" in rule.deny with input as {}\n\n\
        test_c if to_number(\"x\") == 1\n";

    fn run() -> Units {
        let file = |path: &str, text: &str| PolicyFile { path: path.into(), text: text.to_owned().into() };
        units(&[file("mine.rego", RULE), file("mine_test.rego", TESTS)]).unwrap()
    }

    #[test]
    fn every_test_is_named_once_with_its_line_and_what_became_of_it() {
        let tests = run().tests;
        let told: Vec<_> = tests.iter().map(|t| (&*t.name, t.line, &t.verdict)).collect();
        let failed = &Verdict::Failed;
        assert_eq!(told, [("test_a", 5, &Verdict::Passed), ("test_b", 7, failed), ("test_c", 11, failed)]);
    }

    #[test]
    fn what_is_printed_belongs_to_the_test_that_ran() {
        let prints: Vec<Vec<Print>> = run().tests.into_iter().map(|test| test.prints).collect();
        let print = |text: &str| Print { path: "mine.rego".into(), line: 4, text: text.into() };
        assert_eq!(prints[0], [print("looked at true")]);
        assert_eq!(prints[2], []);
    }

    #[test]
    fn lines_that_no_test_reaches_are_missed() {
        let coverage = run().coverage;
        let mine = coverage.iter().find(|file| file.path == "mine.rego").unwrap();
        assert!(mine.covered.contains(&5), "{mine:?}");
        assert!(mine.missed.contains(&10), "{mine:?}");
        assert!(coverage.iter().all(|file| file.path != "mine_test.rego"));
    }

    #[test]
    fn what_is_added_for_the_engine_is_no_line_of_the_policy() {
        let mine = run().coverage.into_iter().find(|file| file.path == "mine.rego").unwrap();
        let last = RULE.lines().count() as u32;
        assert!(mine.covered.iter().chain(&mine.missed).all(|line| *line <= last), "{mine:?}");
        assert!(mine.covered.is_disjoint(&mine.missed), "{mine:?}");
    }

    #[test]
    fn a_test_that_cannot_be_evaluated_says_where() {
        let text = "package a\n\ntest_x if {\n\tcount(numbers.range(1, 1000000000)) > 0\n}\n";
        let file = PolicyFile { path: "a_test.rego".into(), text: text.into() };
        let tests = units(&[file]).unwrap().tests;
        let Verdict::Broken(error) = &tests[0].verdict else { panic!("{tests:?}") };
        assert_eq!(error.position.unwrap().line, 4);
    }
}
