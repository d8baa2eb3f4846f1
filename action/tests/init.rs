//! `dockwarden init` as people run it.

use std::path::Path;
use std::process::{Command, Output};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dockwarden")).args(args).current_dir(folder).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn config(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("dockwarden.yaml")).unwrap()
}

#[test]
fn what_is_translated_holds_in_the_next_run() {
    let dockerfile = "FROM alpine:3.23\nUSER root\nCMD [\"sh\"]\n";
    let folder = folder(&[("Dockerfile", dockerfile), (".hadolint.yaml", "ignored: [DL3002, SC1000]\n")]);
    let rule = ["check", "--format", "json"];
    let found =
        |output: Output| String::from_utf8(output.stdout).unwrap().contains("\"dockerfile/user-root\"");
    assert!(found(run(folder.path(), &rule)));
    let output = run(folder.path(), &["init", "--from", "hadolint"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("note: not translated: SC1000"), "{}", stderr(&output));
    assert!(!found(run(folder.path(), &rule)), "{}", config(folder.path()));
}

#[test]
fn every_file_that_the_tool_reads_is_translated() {
    let folder = folder(&[("trivy.yaml", "severity: HIGH\n"), (".trivyignore", "DS-0002\n")]);
    assert_eq!(run(folder.path(), &["init", "--from", "trivy"]).status.code(), Some(0));
    let config = config(folder.path());
    assert!(
        config.starts_with("# Made by `dockwarden init --from trivy` from trivy.yaml, .trivyignore.\n"),
        "{config}"
    );
    assert!(
        config.contains("fail-on: high\n") && config.contains("dockerfile/user-missing: off\n"),
        "{config}"
    );
}

#[test]
fn files_of_other_names_can_be_named() {
    let folder = folder(&[("ci.yaml", "skip-check: [CKV_DOCKER_3]\n")]);
    let output = run(folder.path(), &["init", "--from", "checkov", "ci.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(config(folder.path()).contains("dockerfile/user-missing: off\n"));
}

#[test]
fn a_broken_file_is_told_with_its_place_and_nothing_is_written() {
    let folder = folder(&[(".compose-lint.yml", "rules:\n  CL-0001: off\n")]);
    let output = run(folder.path(), &["init", "--from", "compose-lint"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: .compose-lint.yml:2:12: expected a mapping, found text\n");
    assert!(!folder.path().join("dockwarden.yaml").exists());
}

#[test]
fn nothing_to_translate_and_nothing_to_overwrite_are_errors() {
    let folder = folder(&[]);
    let output = run(folder.path(), &["init", "--from", "hadolint"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("it reads .hadolint.yaml, .hadolint.yml"), "{}", stderr(&output));
    std::fs::write(folder.path().join("dockwarden.yaml"), "set: strict\n").unwrap();
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(2));
    assert_eq!(config(folder.path()), "set: strict\n");
    assert_eq!(run(folder.path(), &["init", ".hadolint.yaml"]).status.code(), Some(2));
}
