//! Compose projects of several files, from the command line: each finding stands in the file that says
//! it, and no file is judged for what another one says over it.

mod support;

use std::path::Path;

use serde_json::Value;

use support::{folder, json, run};

fn check(folder: &Path, args: &[&str]) -> Value {
    json(folder, &[&["check", "--format", "json"], args].concat())
}

/// Where findings of `rule` are: path, line, message.
fn places(report: &Value, rule: &str) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let own = findings.filter(|finding| finding["rule"] == rule);
    own.map(|f| format!("{}:{}", f["path"].as_str().unwrap(), f["start"]["line"])).collect()
}

const WEB: &str = "services:\n  web:\n    image: nginx\n    cap_add: [NET_ADMIN]\n";

#[test]
fn a_seccomp_profile_of_the_project_is_read_and_judged_in_its_own_file() {
    let compose = "services:\n  web:\n    image: nginx:1.29\n    security_opt: ['seccomp=seccomp.json']\n";
    let profile = "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\": []}\n";
    let folder = folder(&[("app/compose.yaml", compose), ("app/seccomp.json", profile)]);
    let rule = ["--rule", "compose/seccomp-profile-open"];
    let report = check(folder.path(), &rule);
    let finding = &report["findings"][0];
    assert_eq!(
        (&finding["path"], &finding["start"]["column"]),
        (&"app/seccomp.json".into(), &2.into()),
        "{report}"
    );

    std::fs::write(folder.path().join("app/seccomp.json"), "{\"defaultAction\": ").unwrap();
    assert_eq!(run(folder.path(), &[&["check"], &rule[..]].concat()).status.code(), Some(2));
    let report = check(folder.path(), &rule);
    assert_eq!(report["findings"][0]["path"], "app/seccomp.json", "{report}");
}

#[test]
fn the_profile_of_an_engine_is_read_where_the_repository_holds_it() {
    let daemon = "{\"seccomp-profile\": \"/etc/docker/seccomp.json\"}\n";
    let profile = "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\": []}\n";
    let folder =
        folder(&[("host/etc/docker/daemon.json", daemon), ("host/etc/docker/seccomp.json", profile)]);
    let report = check(folder.path(), &["--rule", "daemon/seccomp-profile-open"]);
    assert_eq!(places(&report, "daemon/seccomp-profile-open"), ["host/etc/docker/seccomp.json:1"]);
    let input = run(folder.path(), &["input", "host/etc/docker/daemon.json"]);
    let told = String::from_utf8_lossy(&input.stdout);
    assert!(told.contains("\"path\": \"host/etc/docker/seccomp.json\""), "{told}");
}

#[cfg(unix)]
#[test]
fn a_profile_that_a_link_leads_out_to_is_not_read() {
    let daemon = "{\"seccomp-profile\": \"/etc/docker/seccomp.json\"}\n";
    let outside = folder(&[("seccomp.json", "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}\n")]);
    let folder = folder(&[("daemon.json", daemon)]);
    std::os::unix::fs::symlink(outside.path().join("seccomp.json"), folder.path().join("seccomp.json"))
        .unwrap();
    let report = check(folder.path(), &["--rule", "daemon/seccomp-profile-open"]);
    assert_eq!(report["findings"], serde_json::json!([]), "{report}");
}

#[test]
fn an_override_is_laid_over_the_file_beside_it() {
    let over = "services:\n  web:\n    cap_add: !reset []\n    privileged: true\n";
    let folder = folder(&[("compose.yaml", WEB), ("compose.override.yaml", over)]);
    let report = check(folder.path(), &["."]);
    assert_eq!(places(&report, "compose/privileged"), ["compose.override.yaml:4"]);
    assert_eq!(places(&report, "compose/capability-reaches-host"), [""; 0]);
    assert_eq!(report["files"].as_array().unwrap().len(), 2);
}

#[test]
fn files_are_laid_over_each_other_in_the_order_in_which_they_are_given() {
    let on = "services: {web: {privileged: true}}\n";
    let off = "services: {web: {privileged: false}}\n";
    let folder = folder(&[("compose.yaml", WEB), ("a.yaml", on), ("b.yaml", off)]);
    let privileged = |files: &[&str]| {
        let args: Vec<&str> = files.iter().flat_map(|file| ["-f", file]).collect();
        places(&check(folder.path(), &args), "compose/privileged")
    };
    assert_eq!(privileged(&["compose.yaml", "b.yaml", "a.yaml"]), ["a.yaml:1"]);
    assert_eq!(privileged(&["compose.yaml", "a.yaml", "b.yaml"]), [""; 0]);
}

#[test]
fn what_a_service_takes_from_another_file_is_told_there() {
    let own = "services:\n  web:\n    extends: {file: base/common.yaml, service: base}\n    image: nginx\n";
    let base = "services:\n  base:\n    pid: host\n";
    let folder = folder(&[("compose.yaml", own), ("base/common.yaml", base)]);
    let report = check(folder.path(), &["."]);
    assert_eq!(places(&report, "compose/host-pid"), ["base/common.yaml:3"]);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("\"web\""), "{report}");
}

#[test]
fn included_files_are_told_of_once() {
    let own = "include: [db/compose.yaml]\nservices: {web: {image: nginx}}\n";
    let db = "services:\n  db:\n    image: postgres\n    privileged: true\n";
    let folder = folder(&[("compose.yaml", own), ("db/compose.yaml", db)]);
    assert_eq!(places(&check(folder.path(), &["."]), "compose/privileged"), ["db/compose.yaml:4"]);
}

#[test]
fn a_secret_in_a_file_of_variables_is_told_there_and_never_shown() {
    let own = "services: {web: {image: nginx, env_file: web.env}}\n";
    let folder = folder(&[("compose.yaml", own), ("web.env", "DB_PASSWORD=hunter2-hunter2\n")]);
    let output = run(folder.path(), &["check", "."]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("web.env:1") && !text.contains("hunter2"), "{text}");
}

#[test]
fn a_file_of_variables_that_git_ignores_is_nobodys_business() {
    let own = "services: {web: {image: nginx, env_file: web.env}}\n";
    let files =
        [("compose.yaml", own), ("web.env", "DB_PASSWORD=hunter2-hunter2\n"), (".gitignore", "*.env\n")];
    let report = check(folder(&files).path(), &["."]);
    assert_eq!(places(&report, "compose/secret-in-environment"), [""; 0]);
}

#[test]
fn nothing_outside_of_the_checked_folder_is_read() {
    let own = "include: [../secret.yaml]\nservices: {web: {image: nginx, env_file: ../secret.env}}\n";
    let folder = folder(&[
        ("secret.yaml", "services: {hidden: {image: a}}\n"),
        ("secret.env", "HIDDEN=1\n"),
        ("in/compose.yaml", own),
    ]);
    let output = run(&folder.path().join("in"), &["check", "--format", "json", "."]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("lies outside") && !text.contains("hidden") && !text.contains("HIDDEN"), "{text}");
}

#[test]
fn each_file_of_a_project_is_mended_by_itself() {
    let own = "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    image: nginx\n";
    let over = "services:\n  web:\n    privileged: true\n    user: app\n";
    let folder = folder(&[
        ("compose.yaml", own),
        ("compose.override.yaml", over),
        ("base.yaml", "services:\n  base:\n    pid: host\n"),
    ]);
    run(folder.path(), &["fix", "--unsafe", "--write", "--rule", "compose/privileged,compose/host-pid", "."]);
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("compose.override.yaml"), "services:\n  web:\n    user: app\n");
    assert_eq!(text("compose.yaml"), own);
}
