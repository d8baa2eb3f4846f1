//! Neovim itself, set up as `docs/editors.md` shows.
//!
//! `DOCKWARDEN_NEOVIM` names the program; `scripts/test` sets it where Neovim is at hand.

use std::fs;
use std::process::Command;

use crate::client::folder;
use crate::editor::{path, snippet};

/// What a user does.
const SCRIPT: &str = include_str!("neovim.lua");

#[test]
fn neovim_shows_findings_follows_the_stack_and_applies_what_is_offered() {
    let Some(neovim) = std::env::var_os("DOCKWARDEN_NEOVIM") else { return };
    let folder = folder(&[
        ("dockwarden.yaml", "set: strict\n"),
        (
            "compose.yaml",
            "services:\n  web:\n    build: {context: app, target: prod}\n    privileged: true\n",
        ),
        ("app/Dockerfile", "FROM debian:12 AS prod\nMAINTAINER ann\nUSER 1000\n"),
        ("init.lua", &format!("{}\n{}\n", snippet("neovim"), snippet("neovim commands"))),
        ("script.lua", SCRIPT),
    ]);
    let output = Command::new(neovim)
        .args(["--headless", "--clean", "-n", "-u", "init.lua", "-c", "filetype on", "-S", "script.lua"])
        .current_dir(folder.path())
        .env("PATH", path())
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let saved = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    assert!(saved("app/Dockerfile").contains("LABEL"), "{}", saved("app/Dockerfile"));
    assert!(saved("compose.yaml").contains("ignore=compose/privileged"), "{}", saved("compose.yaml"));
    let config = saved("dockwarden.yaml");
    assert!(config.contains("# TODO: say why\n  compose/no-new-privileges-missing: off"), "{config}");
    assert!(config.contains("policies:\n  - policies\n"), "{config}");
    assert!(saved("policies/compose/owner-missing.rego").contains("package dockwarden.compose"));
}
