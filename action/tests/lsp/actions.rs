//! What is offered about findings.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::client::{Client, applied, folder, titled};

/// An editor with one open file, of which something is said.
fn opened(name: &str, language: &str, text: &str) -> (TempDir, Client, PathBuf) {
    let folder = folder(&[("dockwarden.yaml", "set: strict\n")]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join(name);
    client.open_text(&path, language, text);
    client.until("findings", |client| !client.diagnostics(&path).is_empty());
    (folder, client, path)
}

/// Takes the action, and waits until `rule` is no longer shown.
fn taken(client: &mut Client, path: &Path, text: &str, action: &Value, rule: &str) -> String {
    let after = applied(text, action, path);
    client.change(path, 2, &after);
    client.until(&format!("no {rule}"), |client| !client.has(path, rule));
    after
}

#[test]
fn a_quick_fix_mends_its_finding() {
    let text = "FROM debian:12\nMAINTAINER ann\nUSER 1000\n";
    let (_folder, mut client, path) = opened("Dockerfile", "dockerfile", text);
    let actions = client.actions(&path, 1, &["quickfix"]);
    let fix = titled(&actions, "Fix: ");
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(fix["kind"], "quickfix");
    assert_eq!(fix["diagnostics"][0]["code"], "dockerfile/maintainer-deprecated");
    let after = taken(&mut client, &path, text, fix, "dockerfile/maintainer-deprecated");
    assert!(after.contains("LABEL") && !after.contains("MAINTAINER"), "{after}");
}

#[test]
fn a_fix_that_may_change_behaviour_says_so_and_is_not_preferred() {
    let text = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";
    let (_folder, mut client, path) = opened("compose.yaml", "yaml", text);
    let actions = client.actions(&path, 3, &["quickfix"]);
    let fix = titled(&actions, "Fix: ");
    assert!(fix["title"].as_str().unwrap().contains("may change behaviour"), "{fix:#}");
    assert_eq!(fix["isPreferred"], false);
    taken(&mut client, &path, text, fix, "compose/privileged");
}

#[test]
fn all_of_a_rule_are_mended_at_once_and_nothing_else() {
    let text = "FROM debian:12\r\nENV A 1\r\nENV B 2\r\nMAINTAINER ann\r\nUSER 1000\r\n";
    let (_folder, mut client, path) = opened("Dockerfile", "dockerfile", text);
    let actions = client.actions(&path, 1, &[]);
    let fix = titled(&actions, "Fix all of dockerfile/legacy-key-value");
    let after = taken(&mut client, &path, text, fix, "dockerfile/legacy-key-value");
    assert_eq!(after, text.replace("A 1", "A=1").replace("B 2", "B=2"));
}

#[test]
fn everything_safe_is_mended_on_demand_only() {
    let text = "FROM debian:12\nENV A 1\nMAINTAINER ann\nRUN apt install -y curl\nUSER 1000\n";
    let (_folder, mut client, path) = opened("Dockerfile", "dockerfile", text);
    for only in ["source.fixAll.dockwarden", "source.fixAll", "source"] {
        let actions = client.actions(&path, 0, &[only]);
        assert_eq!(actions.len(), 1, "{only}");
        assert_eq!(actions[0]["kind"], "source.fixAll.dockwarden");
    }
    assert!(client.actions(&path, 0, &["source.organizeImports"]).is_empty());
    let actions = client.actions(&path, 0, &["source.fixAll"]);
    let after = taken(&mut client, &path, text, &actions[0], "dockerfile/legacy-key-value");
    assert!(after.contains("ENV A=1") && after.contains("LABEL") && after.contains("apt-get"), "{after}");
}

#[test]
fn a_finding_is_ignored_by_a_comment_that_holds() {
    for (name, language, text, line, rule) in [
        (
            "compose.yaml",
            "yaml",
            "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n",
            3,
            "compose/privileged",
        ),
        (
            "Dockerfile",
            "dockerfile",
            "FROM debian:12\nRUN true \\\n  && sudo id\nUSER 1000\n",
            2,
            "dockerfile/sudo-used",
        ),
        (
            "Dockerfile",
            "dockerfile",
            "FROM debian:12\nRUN <<EOF\nsudo id\nEOF\nUSER 1000\n",
            2,
            "dockerfile/sudo-used",
        ),
        (
            "compose.yaml",
            "yaml",
            "services: {web: {image: \"nginx:1\", privileged: true}}\n",
            0,
            "compose/privileged",
        ),
    ] {
        let (_folder, mut client, path) = opened(name, language, text);
        let actions = client.actions(&path, line, &[]);
        let ignore = titled(&actions, &format!("Ignore {rule}"));
        let after = taken(&mut client, &path, text, ignore, rule);
        assert!(after.contains(&format!("# dockwarden: ignore={rule} TODO: say why\n")), "{after}");
        assert!(
            client.diagnostics(&path).iter().all(|shown| !shown["code"].to_string().contains("suppression"))
        );
    }
}

#[test]
fn what_no_comment_can_ignore_is_not_offered_to_be() {
    let (_folder, mut client, path) = opened("daemon.json", "json", "{\"icc\": true, \"debug\": true}\n");
    let actions = client.actions(&path, 0, &[]);
    assert!(!actions.is_empty());
    assert!(
        actions.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Ignore")),
        "{actions:#?}"
    );
}
