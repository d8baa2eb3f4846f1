//! `dockwarden check` as people run it: the real binary on small files.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PRIVILEGED: &str = "services:\n  web:\n    image: nginx\n    privileged: true\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dockwarden")).args(args).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Exit code and report of `check --format json` with `args`.
fn json(folder: &Path, args: &[&str]) -> (i32, serde_json::Value) {
    let output = run(folder, &[&["check", "--format", "json"], args].concat());
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    (output.status.code().unwrap(), report)
}

#[test]
fn a_finding_fails_the_run_and_marks_its_place() {
    let folder = folder(&[("compose.yaml", PRIVILEGED.as_bytes())]);
    let output = run(folder.path(), &["check", "--rule", "compose/privileged"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.starts_with("critical[compose/privileged]"), "{text}");
    assert!(text.contains("--> compose.yaml:4:5"), "{text}");
    assert!(text.contains("4 |     privileged: true\n  |     ^^^^^^^^^^^^^^^^\n"), "{text}");
    assert!(text.ends_with("1 finding (1 critical) in 1 file\n"), "{text}");
}

#[test]
fn fail_on_decides_what_fails() {
    let folder = folder(&[("compose.yaml", PRIVILEGED.as_bytes()), ("dockwarden.yaml", b"fail-on: high\n")]);
    let rule = ["--rule", "compose/no-new-privileges-missing"];
    assert_eq!(json(folder.path(), &rule).0, 0);
    assert_eq!(json(folder.path(), &[&rule[..], &["--fail-on", "low"]].concat()).0, 1);
}

#[test]
fn what_cannot_be_read_fails_and_the_rest_is_checked() {
    let folder = folder(&[
        ("a.compose.yaml", b"a: \0"),
        ("b.compose.yaml", b"a: \xff"),
        ("c.compose.yaml", PRIVILEGED.as_bytes()),
    ]);
    let (code, report) = json(folder.path(), &[]);
    assert_eq!(code, 2);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.iter().map(|f| &f["status"]).collect::<Vec<_>>(), ["failed", "failed", "ok"]);
    assert_eq!(files[0]["errors"][0]["at"], serde_json::json!({"line": 1, "column": 4}));
    assert!(report["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "compose/privileged"));
}

#[test]
fn a_file_that_is_too_large_fails() {
    let folder = folder(&[("compose.yaml", &vec![b'#'; 17 * 1024 * 1024])]);
    let (code, report) = json(folder.path(), &[]);
    assert_eq!((code, &report["files"][0]["status"]), (2, &"failed".into()));
}

#[test]
fn broken_yaml_is_partial_and_may_be_allowed() {
    let folder = folder(&[("compose.yaml", b"services: [\n")]);
    let (code, report) = json(folder.path(), &[]);
    assert_eq!((code, &report["files"][0]["status"]), (2, &"partial".into()));
    assert_eq!(report["findings"][0]["rule"], "compose/syntax");
    assert_eq!(json(folder.path(), &["--allow-parse-errors"]).0, 0);
}

#[test]
fn a_path_that_is_not_there_fails() {
    let folder = folder(&[]);
    assert_eq!(run(folder.path(), &["check", "nothing"]).status.code(), Some(2));
}

#[test]
fn ignored_files_are_passed_over_unless_asked_for() {
    let folder = folder(&[(".gitignore", b"out/\n"), ("out/compose.yaml", PRIVILEGED.as_bytes())]);
    assert_eq!(json(folder.path(), &[]).0, 0);
    assert_eq!(json(folder.path(), &["--no-ignore"]).0, 1);
}

#[test]
fn standard_input_has_the_kind_that_is_named() {
    let folder = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
        .args(["check", "-", "--stdin-path", "x/compose.yaml", "--format", "github"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), PRIVILEGED.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("file=x/compose.yaml,line=4"), "{}", stdout(&output));
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_folder_are_not_followed() {
    let outside = folder(&[("compose.yaml", PRIVILEGED.as_bytes())]);
    let folder = folder(&[]);
    let link = folder.path().join("compose.yaml");
    std::os::unix::fs::symlink(outside.path().join("compose.yaml"), &link).unwrap();
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("leads out of"), "{}", stderr(&output));
    assert_eq!(run(folder.path(), &["check", "compose.yaml"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn links_that_go_in_circles_are_not_followed() {
    let folder = folder(&[]);
    std::os::unix::fs::symlink("compose.yaml", folder.path().join("compose.yaml")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("round")).unwrap();
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["check", "compose.yaml"]).status.code(), Some(2));
}

#[test]
fn a_wrong_configuration_stops_the_run_at_its_place() {
    let folder = folder(&[("dockwarden.yaml", b"rules:\n  compose/privilegd: off\n")]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "error: dockwarden.yaml:2:3: there is no rule `compose/privilegd`; did you mean `compose/privileged`?\n";
    assert_eq!(stderr(&output), expected);
}

#[test]
fn a_policy_that_calls_itself_stops_the_run_at_its_place() {
    let rego = b"package lib.loop\n\nf(x) := f(x + 1)\n";
    let folder = folder(&[("p/loop.rego", rego), ("compose.yaml", PRIVILEGED.as_bytes())]);
    let output = run(folder.path(), &["check", "--policies", "p"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("p/loop.rego:3:"), "{}", stderr(&output));
}

#[test]
fn a_suppressed_finding_is_counted_and_does_not_fail() {
    let text = format!("{} # dockwarden: ignore=privileged needed for tests\n", PRIVILEGED.trim_end());
    let folder = folder(&[("compose.yaml", text.as_bytes())]);
    let (code, report) = json(folder.path(), &["--rule", "compose/privileged"]);
    assert_eq!(code, 0);
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(report["findings"][0]["suppressed"]["reason"], "needed for tests");
}

#[test]
fn reports_are_written_to_files_too() {
    let folder = folder(&[("compose.yaml", PRIVILEGED.as_bytes())]);
    assert_eq!(
        run(folder.path(), &["check", "--output", "sarif=a.sarif", "--output", "junit=b.xml"]).status.code(),
        Some(1)
    );
    let sarif = std::fs::read_to_string(folder.path().join("a.sarif")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&sarif).unwrap()["runs"][0]["results"][0].is_object());
    assert!(std::fs::read_to_string(folder.path().join("b.xml")).unwrap().contains("<failure "));
}

#[test]
fn the_order_is_the_same_at_every_run() {
    let files: Vec<(String, &[u8])> =
        (0..40).map(|n| (format!("d{n}/compose.yaml"), PRIVILEGED.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let folder = folder(&files);
    let first = stdout(&run(folder.path(), &["check", "--format", "json"]));
    assert_eq!(first, stdout(&run(folder.path(), &["check", "--format", "json"])));
}

#[test]
fn a_fix_is_shown_first_and_written_when_asked_for() {
    let folder = folder(&[("compose.yaml", PRIVILEGED.replace('\n', "\r\n").as_bytes())]);
    let args = ["fix", "--rule", "compose/privileged", "--unsafe"];
    let shown = run(folder.path(), &args);
    assert_eq!(shown.status.code(), Some(1));
    assert!(stdout(&shown).contains("-    privileged: true"), "{}", stdout(&shown));
    assert_eq!(run(folder.path(), &[&args[..], &["--write"]].concat()).status.code(), Some(0));
    let after = std::fs::read_to_string(folder.path().join("compose.yaml")).unwrap();
    assert_eq!(after, "services:\r\n  web:\r\n    image: nginx\r\n");
}

#[test]
fn init_writes_a_configuration_that_is_understood_and_never_overwrites() {
    let folder = folder(&[]);
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(2));
}

#[test]
fn every_command_has_help() {
    let folder = folder(&[]);
    for command in ["check", "fix", "test", "input", "explain", "rules", "init", "completions"] {
        assert_eq!(run(folder.path(), &[command, "--help"]).status.code(), Some(0), "{command}");
    }
    assert_eq!(run(folder.path(), &["completions", "bash"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["explain", "privileged"]).status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let folder = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
        .args(["rules", "--format", "json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn what_policies_print_goes_to_standard_error_in_one_line_with_its_place() {
    let rego =
        b"# METADATA\n# title: T\n# description: D.\n# custom:\n#   severity: low\n#   practice: hygiene\n\
        #   fix: none\npackage dockwarden.compose.own\n\ndeny contains \"x\" if {\n\
        \tprint(\"one\\n::error::two\\u001b[2J\")\n\tfalse\n}\n";
    let folder = folder(&[("p/own.rego", rego), ("compose.yaml", b"services: {}\n")]);
    let output = run(folder.path(), &["check", "--policies", "p"]);
    assert_eq!(stderr(&output), "p/own.rego:11: one\\n::error::two\\u{1b}[2J (on compose.yaml)\n");
}

#[test]
fn a_fix_after_which_the_file_cannot_be_read_is_left_out() {
    let rego = b"# METADATA\n# title: T\n# description: D.\n# custom:\n#   severity: low\n#   practice: hygiene\n\
        #   fix: safe\npackage dockwarden.compose.own\n\n\
        deny contains {\"message\": \"m\", \"at\": port, \"fix\": {\"replace\": port, \"text\": \"no:port\"}} if {\n\
        \tsome port in input.services.web.ports\n}\n";
    let text = "services: {web: {image: a, ports: [80]}}\n";
    let folder = folder(&[("p/own.rego", rego), ("compose.yaml", text.as_bytes())]);
    let output = run(folder.path(), &["fix", "--write", "--policies", "p", "--rule", "compose/own"]);
    assert!(stderr(&output).contains("compose.yaml: 1 fixes left out"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("compose.yaml")).unwrap(), text);
}

#[test]
fn a_dockerfile_that_is_not_understood_whole_is_not_mended() {
    let text = "FROM alpine:3.22\nFOO {{ bar }}\nRUN apk add curl\n";
    let folder = folder(&[("Dockerfile", text.as_bytes())]);
    let output = run(folder.path(), &["fix", "--write", "--set", "strict"]);
    assert!(stderr(&output).contains("Dockerfile is not understood whole"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("Dockerfile")).unwrap(), text);
}
