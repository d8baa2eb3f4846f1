//! `dockwarden check --against`: only what a change made worse, read from git objects.

mod repository;

use repository::Repository;
use serde_json::Value;

const WEB: &str = "services:\n  web:\n    image: nginx\n    privileged: true\n";

/// Messages of one sort of findings, with their places.
fn told(report: &Value, change: &str) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    let all = all.chain(report["against"]["fixed"].as_array().unwrap());
    let one = |f: &Value| format!("{}:{}", f["path"].as_str().unwrap(), f["start"]["line"]);
    all.filter(|finding| finding["change"] == change).map(one).collect()
}

fn check(repository: &Repository, args: &[&str]) -> (i32, Value) {
    let rules = ["--rule", "compose/privileged,compose/host-pid,dockerfile/user-missing"];
    let output = repository.dockwarden(&[&["check", "--format", "json"], &rules[..], args].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap_or(Value::String(error)))
}

#[test]
fn only_what_the_change_made_worse_is_new() {
    let repository = Repository::new(&[("compose.yaml", WEB), ("b/compose.yaml", WEB)]);
    repository.branch("change");
    let worse = WEB.replace("    privileged", "    # moved\n    pid: host\n    privileged");
    repository.commit(&[("compose.yaml", &worse)]);
    let (status, report) = check(&repository, &["--against", "main"]);
    assert_eq!(told(&report, "new"), ["compose.yaml:5"]);
    assert_eq!(told(&report, "unchanged"), ["b/compose.yaml:4", "compose.yaml:6"]);
    assert_eq!(status, 1);
}

#[test]
fn a_rename_and_a_fix_leave_nothing_new() {
    let repository = Repository::new(&[("a/compose.yaml", WEB), ("b/compose.yaml", WEB)]);
    repository.branch("change");
    repository.git(&["mv", "a", "c"]);
    repository.commit(&[("b/compose.yaml", &WEB.replace("true", "false"))]);
    let (status, report) = check(&repository, &["--against", "main"]);
    assert_eq!((told(&report, "new"), status), (vec![], 0));
    assert_eq!(told(&report, "unchanged"), ["c/compose.yaml:4"]);
    assert_eq!(told(&report, "fixed"), ["b/compose.yaml:4"]);
}

#[test]
fn the_common_ancestor_counts_and_not_the_tip() {
    let repository = Repository::new(&[("compose.yaml", WEB)]);
    repository.branch("change");
    repository.commit(&[("README", "x")]);
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&[("compose.yaml", &WEB.replace("true", "false"))]);
    repository.git(&["checkout", "-q", "change"]);
    let (status, report) = check(&repository, &["--against", "main"]);
    assert_eq!((told(&report, "new"), status), (vec![], 0), "what main mended since is not made worse here");
}

#[test]
fn the_checkout_is_neither_read_nor_touched() {
    let repository = Repository::new(&[("compose.yaml", "services: {}\n")]);
    repository.branch("change");
    repository.commit(&[("compose.yaml", WEB)]);
    repository.write(&[("compose.yaml", "services: [\n"), ("new.compose.yaml", WEB)]);
    let before = repository.git(&["status", "--porcelain"]);
    let (_, report) = check(&repository, &["--against", "main"]);
    assert_eq!(told(&report, "new"), ["compose.yaml:4"]);
    assert_eq!(repository.git(&["status", "--porcelain"]), before);
}

#[test]
fn another_file_that_a_project_takes_from_changes_what_is_said_of_it() {
    let own = "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    image: nginx\n";
    let base = "services:\n  base:\n    user: app\n";
    let repository = Repository::new(&[("compose.yaml", own), ("base.yaml", base)]);
    repository.branch("change");
    repository.commit(&[("base.yaml", &format!("{base}    pid: host\n"))]);
    let (_, report) = check(&repository, &["--against", "main"]);
    assert_eq!(told(&report, "new"), ["base.yaml:4"]);
}

#[test]
fn a_broken_file_fails_the_change_that_broke_it_and_no_later_one() {
    let repository = Repository::new(&[("compose.yaml", WEB)]);
    repository.branch("change");
    repository.commit(&[("compose.yaml", "services: [\n")]);
    assert_eq!(check(&repository, &["--against", "main"]).0, 2);
    repository.commit(&[("README", "x")]);
    assert_eq!(check(&repository, &["--against", "HEAD~1"]).0, 0);
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let repository = Repository::new(&[("compose.yaml", WEB)]);
    repository.commit(&[("README", "1")]);
    repository.branch("change");
    repository.commit(&[("README", "2")]);
    repository.commit(&[("README", "3")]);
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&[("README", "4")]);
    let clone = repository.clone(&["--depth=1", "--no-single-branch", "--branch=change"]);
    let (status, why) = check(&clone, &["--against", "origin/nothing"]);
    assert!(why.as_str().unwrap().contains("`git fetch --no-tags origin nothing`"), "{why}");
    assert_eq!(status, 2);
    let (status, why) = check(&clone, &["--against", "origin/main"]);
    assert!(why.as_str().unwrap().contains("`git fetch --no-tags --unshallow origin`"), "{why}");
    assert_eq!(status, 2);
    clone.git(&["fetch", "--no-tags", "--unshallow", "--quiet", "origin"]);
    assert_eq!(check(&clone, &["--against", "origin/main"]).0, 0);
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let repository = Repository::new(&[("compose.yaml", WEB)]);
    let (status, why) = check(&repository, &["--against=--output=stolen"]);
    assert!(why.as_str().unwrap().contains("there is no commit"), "{why}");
    assert_eq!((status, repository.path("stolen").exists()), (2, false));
}

#[test]
fn folders_and_files_are_taken_from_where_the_command_runs() {
    let repository = Repository::new(&[("a/x/compose.yaml", WEB), ("b/compose.yaml", WEB)]);
    let other = repository.inside("a");
    let (_, report) = check(&other, &["--against", "HEAD", "x"]);
    assert_eq!(told(&report, "unchanged"), ["x/compose.yaml:4"]);
    assert_eq!(check(&other, &["--against", "HEAD", "y"]).0, 2);
    assert_eq!(check(&other, &["--against", "HEAD", "../b"]).0, 2);
}

#[cfg(unix)]
#[test]
fn links_are_followed_below_the_folder_only() {
    let repository = Repository::new(&[("a/real", WEB), ("b/real", WEB)]);
    std::os::unix::fs::symlink("real", repository.path("a/compose.yaml")).unwrap();
    std::os::unix::fs::symlink("../b/real", repository.path("a/out.compose.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", repository.path("a/etc.compose.yaml")).unwrap();
    repository.commit(&[]);
    let (_, report) = check(&repository, &["--against", "HEAD", "a"]);
    assert_eq!(told(&report, "unchanged"), ["a/compose.yaml:4"]);
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
}
