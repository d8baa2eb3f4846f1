//! Stacks from the command line: what one file says of findings in another.

mod support;

use std::path::Path;

use support::{folder, json, run};

fn text(folder: &Path, args: &[&str]) -> String {
    String::from_utf8(run(folder, args).stdout).unwrap()
}

const COMPOSE: &str = "services:\n  web:\n    build: web\n    ports: [\"8080:8080\"]\n";
const DOCKERFILE: &str = "FROM alpine:3.22\nUSER app\n";
const ENGINE: &str = "{\n  \"no-new-privileges\": true\n}\n";

#[test]
fn a_finding_that_the_engine_makes_needless_is_counted_and_explained_but_does_not_count() {
    let folder =
        folder(&[("compose.yaml", COMPOSE), ("web/Dockerfile", DOCKERFILE), ("daemon.json", ENGINE)]);
    let rule = ["--rule", "compose/no-new-privileges-missing,stack/engine-provides"];
    let args = |more: &[&'static str]| [&["check"], &rule[..], more].concat();
    assert_eq!(run(folder.path(), &args(&[])).status.code(), Some(0));
    let shown = text(folder.path(), &args(&["--show-suppressed"]));
    let expected = "not needed: the engine sets no-new-privileges for every container (daemon.json:2)";
    assert!(shown.contains(expected), "{shown}");
    assert!(shown.contains("1 suppressed"), "{shown}");
    let report = json(folder.path(), &args(&["--format", "json"]));
    assert_eq!(report["findings"][0]["suppressed"]["by"], "layer");
    assert_eq!(report["findings"][0]["suppressed"]["path"], "daemon.json");
}

#[test]
fn a_stack_finding_names_every_file_that_has_a_part_in_it() {
    let compose = "services:\n  web:\n    build: web\n    user: root\n";
    let folder = folder(&[("compose.yaml", compose), ("web/Dockerfile", DOCKERFILE)]);
    let shown = text(folder.path(), &["check", "--rule", "stack/user-undone"]);
    assert!(shown.contains("--> compose.yaml:4:5"), "{shown}");
    assert!(shown.contains("--> web/Dockerfile:2:6"), "{shown}");
}

#[test]
fn the_fix_of_a_stack_finding_is_written_into_its_file() {
    let compose = "services:\n  web:\n    build: web\n    user: root\n";
    let folder = folder(&[("compose.yaml", compose), ("web/Dockerfile", DOCKERFILE)]);
    let fix = ["fix", "--write", "--unsafe", "--rule", "stack/user-undone", "."];
    assert_eq!(run(folder.path(), &fix).status.code(), Some(0));
    let after = std::fs::read_to_string(folder.path().join("compose.yaml")).unwrap();
    assert_eq!(after, "services:\n  web:\n    build: web\n");
}

#[test]
fn the_table_of_defences_follows_the_findings() {
    let scan = "jobs:\n  scan:\n    steps:\n      - uses: aquasecurity/trivy-action@v0\n";
    let files = [("compose.yaml", COMPOSE), ("web/Dockerfile", DOCKERFILE), ("daemon.json", ENGINE)];
    let folder = folder(&[&files[..], &[(".github/workflows/ci.yml", scan)]].concat());
    let shown = text(folder.path(), &["check", "."]);
    let row = shown.lines().find(|line| line.starts_with("service web")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().skip(2).collect();
    assert_eq!(cells, ["yes", "yes", "NO", "NO", "yes", "NO", "NO", "yes", "NO", "NO", "yes"]);
    assert!(shown.contains("the cheapest to add: `max-size` for logs"), "{shown}");
}

#[test]
fn a_retired_scanner_is_named() {
    let scan = "scan:\n  script:\n    - docker scan web\n";
    let folder = folder(&[("compose.yaml", COMPOSE), (".gitlab-ci.yml", scan)]);
    let shown = text(folder.path(), &["check", "."]);
    assert!(shown.contains("`docker scan` is retired"), "{shown}");
}

#[test]
fn nothing_outside_the_folder_is_read_for_a_stack() {
    let compose = "services:\n  web:\n    build: ../outside\n";
    let folder = folder(&[("in/compose.yaml", compose), ("outside/Dockerfile", "FROM alpine\nUSER root\n")]);
    let stack = json(&folder.path().join("in"), &["input", "--stack", "compose.yaml"]);
    assert_eq!(stack["dockerfiles"], serde_json::json!({}));
}

#[test]
fn the_stack_that_policies_see_can_be_printed() {
    let folder =
        folder(&[("a/compose.yaml", COMPOSE), ("a/web/Dockerfile", DOCKERFILE), ("daemon.json", ENGINE)]);
    let stack = json(folder.path(), &["input", "--stack", "a/compose.yaml"]);
    assert_eq!(stack["kind"], "stack");
    assert_eq!(stack["services"]["web"]["dockerfile"], "a/web/Dockerfile");
    assert_eq!(stack["services"]["web"]["posture"]["no_new_privileges"]["by"], "daemon");
    let output = run(folder.path(), &["input", "--stack", "daemon.json"]);
    assert_eq!(output.status.code(), Some(2));
}
