//! Helix itself, in a terminal, set up as `docs/editors.md` shows.
//!
//! `DOCKWARDEN_HELIX` names the program; `scripts/test` sets it where Helix and tmux are at hand.

use crate::client::folder;
use crate::editor::snippet;
use crate::terminal::Terminal;

#[test]
fn helix_shows_findings_and_saves_a_fix_that_was_chosen() {
    let Some(helix) = std::env::var_os("DOCKWARDEN_HELIX") else { return };
    let folder = folder(&[
        // Only this configuration, above the folder of the Dockerfile, makes the first finding one.
        ("dockwarden.yaml", "set: strict\nrules:\n  dockerfile/maintainer-deprecated: high\n"),
        ("app/Dockerfile", "FROM debian:12\nMAINTAINER ann\nUSER 1000\n"),
        ("compose.yaml", "services:\n  web:\n    image: nginx\n    privileged: true\n"),
        ("old/docker-compose.yml", "services:\n  shop:\n    image: nginx\n    privileged: true\n"),
        ("daemon.json", "{\n  \"icc\": \"yes\"\n}\n"),
        ("config/helix/languages.toml", snippet("helix")),
    ]);
    let terminal = Terminal::start(folder, &helix, "app/Dockerfile:2");

    let finding = "MAINTAINER is deprecated";
    terminal.shows(finding);
    terminal.press(&["Space", "a"]);
    terminal.shows("Fix: ");
    terminal.press(&["Enter"]);
    terminal.until("the fix, and no finding", |screen| {
        screen.contains("LABEL ") && !screen.contains("Fix: ") && !screen.contains(finding)
    });
    terminal.enter(":w");
    terminal.saves(
        "app/Dockerfile",
        "FROM debian:12\nLABEL org.opencontainers.image.authors=\"ann\"\nUSER 1000\n",
    );

    // Other languages of the snippet.
    for (place, finding) in [
        ("compose.yaml:4:5", "Service \"web\" runs privileged"),
        ("old/docker-compose.yml:4:5", "Service \"shop\" runs privileged"),
        ("daemon.json:2:10", "Key \"icc\" must be true or false"),
    ] {
        terminal.enter(&format!(":open {place}"));
        terminal.shows(finding);
    }
}
