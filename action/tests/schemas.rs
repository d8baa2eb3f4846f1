//! The published schemas agree with what the command prints and reads.

use std::path::Path;
use std::process::Command;

use dockwarden_core::config::Config;
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::syntax::tree::{Node, Value};
use dockwarden_core::syntax::yaml;

fn schema(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn assert_valid(schema: &str, value: &serde_json::Value) {
    let errors: Vec<String> = self::schema(schema)
        .iter_errors(value)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn run(folder: &Path, args: &[&str]) -> serde_json::Value {
    let output =
        Command::new(env!("CARGO_BIN_EXE_dockwarden")).args(args).current_dir(folder).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_report_is_valid_with_findings_fixes_suppressions_and_failures() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("compose.yaml", b"services:\n  web:\n    image: nginx\n    privileged: true\n    pid: host # dockwarden: ignore=host-pid why\n");
    write("a.compose.yaml", b"services: [\n");
    write("b.compose.yaml", b"\0");
    let report = run(folder.path(), &["check", "--format", "json"]);
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["fix"].is_object()));
    assert!(findings.iter().any(|finding| finding["suppressed"].is_object()));
    assert_valid("check.json", &report);
}

#[test]
fn the_list_of_rules_is_valid() {
    let rules = run(Path::new("."), &["rules", "--format", "json"]);
    assert!(!rules.as_array().unwrap().is_empty());
    assert_valid("rules.json", &rules);
}

#[test]
fn the_configuration_that_init_writes_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
        .arg("init")
        .current_dir(folder.path())
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    let text = std::fs::read_to_string(folder.path().join("dockwarden.yaml")).unwrap();
    assert_valid("config.json", &to_json(&text));
}

#[test]
fn schema_and_parser_take_and_refuse_the_same_configurations() {
    let schema = schema("config.json");
    for text in [
        "{}\n",
        "set: strict\nfail-on: high\nexclude: ['**/x']\npolicies: [p]\n",
        "rules: {a/b: off, a/c: on, a/d: true, a/e: low, a/f: {enabled: false, severity: info, limit: 3}}\n",
        "overrides: [{paths: [x], rules: {a/b: off}}]\n",
        "build-args: {A: 1, B: text, C: true}\nvariables: {D: 1.5}\n",
        "[]\n",
        "sets: strict\n",
        "set: best\n",
        "fail-on: worst\n",
        "exclude: x\n",
        "exclude: [3]\n",
        "rules: []\n",
        "rules: {a/b: 3}\n",
        "rules: {a/b: none}\n",
        "rules: {a/b: {enabled: 3}}\n",
        "rules: {a/b: {severity: bad}}\n",
        "overrides: {}\n",
        "overrides: [3]\n",
        "overrides: [{rules: {}}]\n",
        "overrides: [{paths: [x], rule: {}}]\n",
        "policies: p\n",
        "build-args: [A=1]\n",
        "variables: {A: []}\n",
    ] {
        let source = Source::from_text(FileId(0), "dockwarden.yaml", text).unwrap();
        let parsed = Config::parse(&source).map_err(|faults| faults[0].message.clone());
        assert_eq!(parsed.is_ok(), schema.is_valid(&to_json(text)), "{text}{:?}", parsed.err());
    }
}

fn to_json(text: &str) -> serde_json::Value {
    let source = Source::from_text(FileId(0), "dockwarden.yaml", text).unwrap();
    yaml::parse(&source).root.map_or(serde_json::Value::Null, |root| value(&root))
}

fn value(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(value).collect(),
        Value::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect(),
    }
}
