//! Rules are plain Rego: under OPA every fixture gives the results that it gives here, and tests pass. Here they
//! are evaluated in two ways, which give the same as well.
//!
//! `DOCKWARDEN_OPA` names OPA's program; `scripts/test` sets it where OPA or Go is at hand. Without it there
//! is nothing to compare with.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dockwarden_core::document::Kind;
use dockwarden_core::policy::testing::{self, Case};
use dockwarden_core::policy::{self, PolicyFile, Rule};
use serde_json::{Value as Json, json};

#[test]
fn every_fixture_gives_the_same_under_opa() {
    let Some(opa) = std::env::var_os("DOCKWARDEN_OPA") else { return };
    let files = policies();
    let rules = policy::rules(files.iter().filter(|file| file.path.ends_with(".rego"))).unwrap();
    let cases = testing::cases(&files).unwrap();
    assert!(cases.len() > 300, "{} fixtures", cases.len());

    let answers = ask(Path::new(&opa), &files, &rules, &cases);
    let mut differences = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for (rule, set) in rules.iter().filter(|rule| rule.kind == case.kind).flat_map(sets) {
            let here = case.results.get(&(rule.to_owned(), set)).map_or(&[][..], Vec::as_slice);
            let here: BTreeSet<String> = here.iter().map(canonical).collect();
            let there = answers[number][format!("{rule} {set}")].as_array().unwrap_or_else(|| {
                panic!("{}: OPA gives nothing for {rule} {set}", case.path);
            });
            let there: BTreeSet<String> = there.iter().map(canonical).collect();
            if here != there {
                let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
                    a.difference(b).cloned().collect::<Vec<_>>().join("\n    ")
                };
                differences.push(format!(
                    "{} {rule} {set}\n  only here:\n    {}\n  only under OPA:\n    {}",
                    case.path,
                    only(&here, &there),
                    only(&there, &here)
                ));
            }
        }
    }
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_fixture_gives_the_same_with_an_engine_for_each_rule_as_with_one_for_all() {
    let files = policies();
    let together = testing::cases(&files).unwrap();
    // Built-in files are known by their text, which is without METADATA.
    let mut built_in = files;
    built_in.retain(|file| !file.path.ends_with(".rego"));
    built_in.extend(policy::builtin_files());
    let apart = testing::cases(&built_in).unwrap();
    assert_eq!(together.len(), apart.len());
    for (together, apart) in together.iter().zip(&apart) {
        assert_eq!((&together.path, told(together)), (&apart.path, told(apart)));
    }
}

/// What each set of each rule says of a fixture.
fn told(case: &Case) -> BTreeMap<&(String, &'static str), BTreeSet<String>> {
    case.results.iter().map(|(set, results)| (set, results.iter().map(canonical).collect())).collect()
}

#[test]
fn the_tests_of_policies_pass_under_opa() {
    let Some(opa) = std::env::var_os("DOCKWARDEN_OPA") else { return };
    let bundle = Bundle::new("tests", &policies());
    let output = Command::new(opa).args(["test", "--bundle"]).arg(&bundle.0).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("PASS: "), "{told}");
}

/// Every text file below `policies`.
fn policies() -> Vec<PolicyFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let mut files = Vec::new();
    read(&folder, &folder, &mut files);
    files
}

/// The sets of a rule, each with the rule's id.
fn sets(rule: &Rule) -> impl Iterator<Item = (&str, &'static str)> {
    rule.verdicts.iter().map(|verdict| (rule.id.as_str(), verdict.name()))
}

/// Every text file below `folder`, with its path below `root`.
fn read(root: &Path, folder: &Path, files: &mut Vec<PolicyFile>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let inner = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push(PolicyFile { path: inner, text: fs::read_to_string(&path).unwrap().into() });
        }
    }
}

/// A folder with all that OPA needs, removed in the end.
struct Bundle(PathBuf);

impl Drop for Bundle {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Bundle {
    /// The policies among `files`, their tests and the data they see.
    fn new(name: &str, files: &[PolicyFile]) -> Self {
        let folder = std::env::temp_dir().join(format!("dockwarden-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let bundle = Self(folder);
        for file in files.iter().filter(|file| file.path.ends_with(".rego")) {
            bundle.write(&file.path, &file.text);
        }
        let data: BTreeMap<String, Json> =
            policy::builtin_data().map(|(name, text)| (name, serde_json::from_str(text).unwrap())).collect();
        // Each fixture has parameters of its own, which take the place of these.
        let data = json!({ "config": {}, "dockwarden": { "data": data } });
        bundle.write("data.json", &data.to_string());
        bundle
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// What OPA gives for every set of every rule on every case, in one run: a process for each would take minutes.
fn ask(opa: &Path, files: &[PolicyFile], rules: &[Rule], cases: &[Case]) -> Vec<Json> {
    let bundle = Bundle::new("fixtures", files);
    bundle.write("query.rego", &query(rules));
    let cases_file = Bundle::new("cases", &[]);
    let input: Vec<Json> = cases
        .iter()
        .map(|case| json!({ "kind": case.kind.name(), "input": case.input, "config": case.config }))
        .collect();
    cases_file.write("cases.json", &Json::from(input).to_string());

    let output = Command::new(opa)
        .args(["eval", "--format", "raw", "--bundle"])
        .arg(&bundle.0)
        .arg("--input")
        .arg(cases_file.0.join("cases.json"))
        .arg("data.dockwarden_opa.answers")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A policy that gives all sets of all cases.
fn query(rules: &[Rule]) -> String {
    let mut query = String::from(
        "package dockwarden_opa\n\nanswers := [answer |\n\tsome case in input\n\tanswer := of[case.kind] with input as case.input with data.config as case.config with data.dockwarden.today as \"DAY\"\n]\n",
    );
    query = query.replace("DAY", testing::DAY);
    for kind in Kind::ALL {
        let _ = write!(query, "\nof[\"{}\"] := {{\n", kind.name());
        for (rule, set) in rules.iter().filter(|rule| rule.kind == kind).flat_map(sets) {
            let name = rule.rsplit('/').next().unwrap_or(rule);
            let _ = writeln!(query, "\t\"{rule} {set}\": data.dockwarden.{}[\"{name}\"].{set},", kind.name());
        }
        query += "}\n";
    }
    query
}

/// A value as text that is the same for equal values: nodes of the input by their ids, keys sorted, `80.0`
/// as `80`.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(map) if map.contains_key("@") => format!("node {}", map["@"]),
        Json::Object(map) => {
            let sorted: BTreeMap<&String, String> =
                map.iter().map(|(key, value)| (key, canonical(value))).collect();
            let entries: Vec<String> = sorted.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
            format!("{{{}}}", entries.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Json::Number(number) if !number.is_i64() && !number.is_u64() => {
            format!("{}", number.as_f64().unwrap_or_default())
        }
        other => other.to_string(),
    }
}
