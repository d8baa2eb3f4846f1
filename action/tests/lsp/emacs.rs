//! Emacs itself with eglot, set up as `docs/editors.md` shows.
//!
//! `DOCKWARDEN_EMACS` names the program; `scripts/test` sets it where Emacs and eglot are at hand.

use std::fs;
use std::process::Command;

use crate::client::folder;
use crate::editor::{path, snippet};

/// What a user does.
const SCRIPT: &str = include_str!("emacs.el");

#[test]
fn emacs_shows_findings_of_both_kinds_and_applies_a_fix() {
    let Some(emacs) = std::env::var_os("DOCKWARDEN_EMACS") else { return };
    let folder = folder(&[
        ("compose.yaml", "services:\n  web:\n    image: nginx\n    privileged: true\n"),
        ("app/Dockerfile", "FROM debian:12\nEXPOSE 8080:80\nUSER 1000\n"),
        ("init.el", snippet("emacs")),
        ("script.el", SCRIPT),
    ]);
    let output = Command::new(emacs)
        .args(["--batch", "--load", "script.el"])
        .current_dir(folder.path())
        .env("PATH", path())
        .env("HOME", folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let saved = fs::read_to_string(folder.path().join("app/Dockerfile")).unwrap();
    assert_eq!(saved, "FROM debian:12\nEXPOSE 80\nUSER 1000\n");
}
