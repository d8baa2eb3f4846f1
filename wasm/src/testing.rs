//! Tests of policies, run: what became of each, what was printed, which lines they reached.

use std::collections::BTreeSet;

use dockwarden_core::policy::testing::{self, Coverage, Unit, Verdict};
use dockwarden_core::policy::{PolicyError, PolicyFile};
use serde_json::{Value, json};

use crate::problem::{self, Problems};
use crate::view;

/// Runs the `test_*` rules in `policies`, which is JSON: pairs of path and text.
pub fn run(policies: &str) -> Result<Value, Problems> {
    let policies: Vec<(String, String)> =
        serde_json::from_str(policies).map_err(|error| Problems::input("", format!("policies: {error}")))?;
    let files: Vec<PolicyFile> =
        policies.into_iter().map(|(path, text)| PolicyFile { path, text: text.into() }).collect();
    let units = testing::units(&files).map_err(|errors| Problems::policies(&errors, &files))?;
    let tests: Vec<Value> = units.tests.iter().map(|unit| test(unit, &files)).collect();
    // Libraries that are built in have tests of their own.
    let own = units.coverage.iter().filter(|reached| files.iter().any(|file| file.path == reached.path));
    Ok(json!({"tests": tests, "coverage": own.map(coverage).collect::<Vec<_>>()}))
}

fn test(unit: &Unit, files: &[PolicyFile]) -> Value {
    let mut out = json!({
        "path": unit.path,
        "name": unit.name,
        "passed": unit.verdict == Verdict::Passed,
        "prints": unit.prints.iter().map(view::print).collect::<Vec<_>>(),
    });
    let at = PolicyError::at(&unit.path, "", unit.line, 1, "");
    if let Some(range) = problem::place(&at, files) {
        out["range"] = range;
    }
    if let Verdict::Broken(error) = &unit.verdict {
        out["problem"] = problem::policy(error, files);
    }
    out
}

/// Lines count from zero here.
fn coverage(reached: &Coverage) -> Value {
    let lines = |lines: &BTreeSet<u32>| lines.iter().map(|line| line.saturating_sub(1)).collect::<Vec<_>>();
    json!({"path": reached.path, "covered": lines(&reached.covered), "missed": lines(&reached.missed)})
}
