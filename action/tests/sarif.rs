//! SARIF as the standard has it: real reports against its published JSON schema.
//!
//! The schema is not ours to pass on, so it is taken from the package `serde-sarif`, which ships it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the package `serde-sarif`, as cargo knows it.
fn package() -> PathBuf {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&metadata.stderr)));
    let packages = metadata["packages"].as_array().unwrap();
    let sarif = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    Path::new(sarif["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

fn schema() -> jsonschema::Validator {
    let text = std::fs::read_to_string(package().join("src/schema.json")).unwrap();
    // A bracket that opens nothing stands for itself in browsers, but is no regular expression here.
    let schema: Value = serde_json::from_str(&text.replace("{2}]?$", r"{2}\\]?$")).unwrap();
    assert!(schema["$id"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    jsonschema::validator_for(&schema).unwrap()
}

fn report(folder: &Path, args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
        .args(["check", "--format", "sarif", "--set", "strict"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn assert_valid(schema: &jsonschema::Validator, report: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(report).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn results(report: &Value) -> &[Value] {
    report["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn the_examples_give_valid_sarif() {
    let report = report(Path::new("../examples"), &["."]);
    assert!(results(&report).iter().any(|result| result["fixes"].is_array()));
    assert_valid(&schema(), &report);
}

#[test]
fn every_fixture_gives_valid_sarif() {
    let report = report(Path::new("../policies"), &["."]);
    assert!(results(&report).len() > 100);
    assert_valid(&schema(), &report);
}

#[test]
fn suppressions_and_failures_give_valid_sarif() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write(
        "with spaces & ümlaut.compose.yaml",
        "services:\n  wéb:\n    image: nginx\n    privileged: true # dockwarden: ignore=privileged why\n"
            .as_bytes(),
    );
    write("broken.compose.yaml", b"services: [\n");
    write("binary.compose.yaml", b"a: \0");
    write("latin.compose.yaml", b"a: \xff");
    let report = report(folder.path(), &[]);
    assert!(results(&report).iter().any(|result| result["suppressions"].is_array()));
    let told = report["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    assert_valid(&schema(), &report);
}

#[test]
fn a_report_without_findings_is_valid_sarif() {
    let folder = tempfile::tempdir().unwrap();
    assert_valid(&schema(), &report(folder.path(), &[]));
}

#[test]
fn the_schema_refuses_what_is_no_sarif() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = report(folder.path(), &[]);
    report["runs"][0]["surprise"] = true.into();
    assert!(!schema().is_valid(&report));
}
