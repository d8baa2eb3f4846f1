//! Input that is large, deep, broken or hostile: told at its place, in seconds, while every other
//! file is still checked.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A file that is sound, and whose findings must be there whatever lies beside it.
const SOUND: &str = "services:\n  web:\n    image: nginx\n    privileged: true\n";

/// How long a run may take, on a slow machine without optimizations.
const LIMIT: Duration = Duration::from_secs(120);

/// A folder with the sound file and `files`.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sound.compose.yaml"), SOUND).unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
        .args(["check", "--format", "json"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(start.elapsed() < LIMIT, "the run took {:?}", start.elapsed());
    output
}

/// Checks the folder and gives what is told of `file`, after seeing that the sound file was checked
/// and that the status of the run is `status`.
fn told(folder: &Path, file: &str, status: i32) -> (Value, Vec<Value>) {
    let output = run(folder, &["."]);
    let errors = String::from_utf8_lossy(&output.stderr);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{errors}"));
    assert_eq!(output.status.code(), Some(status), "{errors}");
    let findings = report["findings"].as_array().unwrap();
    let of = |path: &str| -> Vec<Value> {
        findings.iter().filter(|finding| finding["path"] == path).cloned().collect()
    };
    assert!(of("sound.compose.yaml").iter().any(|finding| finding["rule"] == "compose/privileged"));
    let files = report["files"].as_array().unwrap();
    let about = files.iter().find(|one| one["path"] == file).unwrap_or(&Value::Null).clone();
    (about, of(file))
}

/// Sees that `file` is read in part and that a fault of it has a place.
fn assert_fault(name: &str, bytes: &[u8]) {
    let folder = folder(&[(name, bytes)]);
    let (about, findings) = told(folder.path(), name, 2);
    assert_eq!(about["status"], "partial", "{about}");
    let faults: Vec<_> =
        findings.iter().filter(|one| one["rule"].as_str().unwrap().ends_with("/syntax")).collect();
    assert!(!faults.is_empty(), "{name} has no fault");
    assert!(faults.iter().all(|fault| fault["start"]["line"].as_u64() >= Some(1)));
}

/// Sees that `file` is not read at all, and why.
fn assert_failed(folder: &Path, name: &str, why: &str) -> Value {
    let (about, _) = told(folder, name, 2);
    assert_eq!(about["status"], "failed", "{about}");
    let message = about["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains(why), "{message}");
    about["errors"][0]["at"].clone()
}

const TEN_MEGABYTES: usize = 10 * 1024 * 1024;

/// `line` as often as it takes for ten megabytes, between two texts.
fn large(before: &str, line: &str, after: &str) -> Vec<u8> {
    format!("{before}{}{after}", line.repeat(TEN_MEGABYTES / line.len())).into_bytes()
}

#[test]
fn a_large_dockerfile_is_checked() {
    let long = "x".repeat(1000);
    let text = large("FROM alpine:3.22\n", &format!("# {long}\nENV A={long}\n"), "USER root\n");
    let folder = folder(&[("Dockerfile", &text)]);
    let (about, _) = told(folder.path(), "Dockerfile", 1);
    assert_eq!(about["status"], "ok", "{about}");
}

#[test]
fn a_large_compose_file_is_checked() {
    let long = "x".repeat(1000);
    let text = large("services:\n  web:\n    image: nginx\n    command:\n", &format!("      - {long}\n"), "");
    let folder = folder(&[("compose.yaml", &text)]);
    let (about, findings) = told(folder.path(), "compose.yaml", 1);
    assert_eq!(about["status"], "ok", "{about}");
    assert!(!findings.is_empty());
}

#[test]
fn a_large_daemon_file_is_checked() {
    let long = "x".repeat(1000);
    let text = large("{\"labels\": [\n", &format!("\"{long}\",\n"), "\"a\"], \"live-restore\": false}\n");
    let folder = folder(&[("daemon.json", &text)]);
    let (about, findings) = told(folder.path(), "daemon.json", 1);
    assert_eq!(about["status"], "ok", "{about}");
    assert!(!findings.is_empty());
}

#[test]
fn ten_thousand_brackets_in_yaml_are_a_fault() {
    let text = format!("services: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert_fault("compose.yaml", text.as_bytes());
}

#[test]
fn ten_thousand_indents_in_yaml_are_a_fault() {
    let text: String = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>();
    assert_fault("compose.yaml", &text.as_bytes()[..16 * 1024 * 1024]);
}

#[test]
fn ten_thousand_brackets_in_json_are_a_fault() {
    let text = format!("{{\"labels\": {}{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert_fault("daemon.json", text.as_bytes());
}

#[test]
fn ten_thousand_brackets_in_an_exec_form_are_text() {
    let text = format!("FROM alpine:3.22\nCMD {}{}\nUSER root\n", "[".repeat(10_000), "]".repeat(10_000));
    let folder = folder(&[("Dockerfile", text.as_bytes())]);
    let (about, _) = told(folder.path(), "Dockerfile", 1);
    assert_eq!(about["status"], "ok", "{about}");
}

#[test]
fn ten_thousand_subshells_are_survived() {
    for (open, close) in [("(", ")"), ("$(", ")"), ("{ ", ";}"), ("if ", " fi")] {
        let text = format!("FROM alpine:3.22\nRUN {}true{}\n", open.repeat(10_000), close.repeat(10_000));
        let folder = folder(&[("Dockerfile", text.as_bytes())]);
        let (about, _) = told(folder.path(), "Dockerfile", 1);
        assert_eq!(about["status"], "ok", "{open} {about}");
    }
}

#[test]
fn aliases_that_multiply_are_a_fault() {
    let mut text = "x-a: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &format!("x-{level}: &a{level} [{aliases}]\n");
    }
    text += "services:\n  web:\n    image: nginx\n    command: *a19\n";
    assert_fault("compose.yaml", text.as_bytes());
}

#[test]
fn binary_files_fail_at_the_first_byte_that_is_no_text() {
    for name in ["Dockerfile", "compose.yaml", "daemon.json"] {
        let folder = folder(&[(name, b"# one\n# \x7fELF\0\x01")]);
        let at = assert_failed(folder.path(), name, "NUL byte");
        assert_eq!(at, serde_json::json!({"line": 2, "column": 7}), "{name}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_fail_at_their_place() {
    for name in ["Dockerfile", "compose.yaml", "daemon.json"] {
        let folder = folder(&[(name, b"# one\n# caf\xe9\n")]);
        let at = assert_failed(folder.path(), name, "expected UTF-8");
        assert_eq!(at, serde_json::json!({"line": 2, "column": 6}), "{name}");
    }
}

#[test]
fn a_folder_with_the_name_of_a_file_is_walked() {
    let folder = folder(&[("Dockerfile/compose.yaml", SOUND.as_bytes())]);
    let (about, _) = told(folder.path(), "Dockerfile/compose.yaml", 1);
    assert_eq!(about["status"], "ok");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_that_is_named_fails() {
    let folder = folder(&[]);
    std::os::unix::fs::symlink("nothing", folder.path().join("Dockerfile")).unwrap();
    let output = run(folder.path(), &["Dockerfile", "sound.compose.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["files"][0]["path"], "Dockerfile");
    let message = report["files"][0]["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("cannot be followed"), "{message}");
    assert!(report["findings"].as_array().unwrap().iter().any(|one| one["rule"] == "compose/privileged"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_that_is_named_fails() {
    let outside = folder(&[("compose.yaml", b"services: {secret: {image: hidden}}\n")]);
    let folder = folder(&[]);
    let link = folder.path().join("compose.yaml");
    std::os::unix::fs::symlink(outside.path().join("compose.yaml"), link).unwrap();
    let output = run(folder.path(), &["compose.yaml", "sound.compose.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("leads out of") && !text.contains("hidden"), "{text}");
    assert!(text.contains("compose/privileged"));
}

/// A policy of the project's own with one rule of that body.
fn policy(body: &str) -> String {
    format!(
        "# METADATA\n# title: Own\n# description: Own.\n# custom:\n#   severity: high\n#   practice: hygiene\n\
         package dockwarden.compose[\"own\"]\n\ndeny contains {{\"message\": \"own\"}} if {{\n{body}\n}}\n"
    )
}

/// What is said of the sound file by a run with the policy of that body.
fn with_policy(body: &str) -> Value {
    let folder = folder(&[("p/compose/own.rego", policy(body).as_bytes())]);
    let output = run(folder.path(), &["--policies", "p", "."]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{errors}"));
    assert!(report["findings"].as_array().unwrap().iter().any(|one| one["rule"] == "compose/privileged"));
    report["files"][0]["errors"][0]["message"].clone()
}

#[test]
fn a_policy_that_makes_a_list_of_a_billion_fails_at_its_place() {
    let message = with_policy("\tcount(numbers.range(1, 1000000000)) > 5");
    let message = message.as_str().unwrap();
    assert!(message.contains("own.rego:10:24"), "{message}");
    assert!(message.contains("numbers.range"), "{message}");
}

#[test]
fn a_policy_that_counts_too_long_is_stopped() {
    let loops = "\tsome a in numbers.range(1, 50000)\n\tsome b in numbers.range(1, 50000)\n\ta * b == -1";
    let message = with_policy(loops);
    assert!(message.as_str().unwrap().contains("time limit"), "{message}");
}
