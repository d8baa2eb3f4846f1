//! `dockwarden rules` as people run it.

use std::process::{Command, Output};

fn check(today: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let args = ["rules", "--check", "--today", today];
    Command::new(env!("CARGO_BIN_EXE_dockwarden")).args(args).current_dir(folder.path()).output().unwrap()
}

#[test]
fn data_is_good_on_the_day_it_is_from() {
    let output = check("2026-11-24");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.lines().count() >= 4 && text.lines().all(|line| line.ends_with(": still good")), "{text}");
}

#[test]
fn data_that_is_too_old_is_named_and_fails() {
    let output = check("2040-01-01");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    let line = text.lines().find(|line| line.starts_with("end_of_life ")).unwrap_or_default();
    assert!(line.ends_with(": stale since then"), "{text}");
}
