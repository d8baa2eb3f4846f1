//! What is shown of one file.

use serde_json::json;

use crate::client::{Client, folder, uri};

const PRIVILEGED: &str = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";

#[test]
fn a_finding_is_shown_with_rule_page_severity_and_exact_place() {
    let folder = folder(&[("compose.yaml", PRIVILEGED)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.until("a finding", |client| client.has(&path, "compose/privileged"));
    let shown = client.diagnostic(&path, "compose/privileged").unwrap();
    let range = json!({"start": {"line": 3, "character": 4}, "end": {"line": 3, "character": 20}});
    assert_eq!(shown["range"], range);
    assert_eq!(shown["severity"], 1);
    assert_eq!(shown["source"], "dockwarden");
    assert!(shown["codeDescription"]["href"].as_str().unwrap().starts_with("https://"), "{shown:#}");
    assert!(client.end().success());
}

#[test]
fn columns_are_counted_in_utf_16() {
    let folder = folder(&[]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", "services: {\"😀\": {image: \"nginx:1\", privileged: true}}\n");
    client.until("a finding", |client| client.has(&path, "compose/privileged"));
    let shown = client.diagnostic(&path, "compose/privileged").unwrap();
    assert_eq!(shown["range"]["start"], json!({"line": 0, "character": 36}), "{shown:#}");
}

#[test]
fn what_is_typed_goes_before_what_is_saved_and_carries_its_version() {
    let folder = folder(&[("compose.yaml", PRIVILEGED)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", PRIVILEGED);
    client.until("a finding", |client| client.has(&path, "compose/privileged"));
    client.change(&path, 2, &PRIVILEGED.replace("true", "false"));
    client.until("no finding", |client| !client.has(&path, "compose/privileged"));
    assert_eq!(client.shown[&uri(&path)]["version"], 2);
    // Closed without being saved, it is again what the disk says.
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(&path)}}));
    client.until("the finding again", |client| client.has(&path, "compose/privileged"));
}

#[test]
fn a_finding_that_stays_is_told_again_of_the_next_version() {
    let folder = folder(&[("compose.yaml", PRIVILEGED)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", PRIVILEGED);
    client.until("a finding", |client| client.has(&path, "compose/privileged"));
    client.change(&path, 2, &format!("{PRIVILEGED}# more\n"));
    // An editor that was at version 2 already has passed over what was told of version 1.
    client.until("the finding of version 2", |client| client.shown[&uri(&path)]["version"] == 2);
    assert!(client.has(&path, "compose/privileged"));
}

#[test]
fn a_text_without_a_telling_name_is_what_the_editor_takes_it_for() {
    let mut client = Client::start(json!({"capabilities": {}}));
    let text = json!({"uri": "untitled:Untitled-1", "languageId": "dockerfile", "version": 1,
        "text": "FROM debian:12\nRUN sudo id\nUSER 1000\n"});
    client.notify("textDocument/didOpen", json!({"textDocument": text}));
    client.until("a finding", |client| client.shown.contains_key("untitled:Untitled-1"));
}

#[test]
fn a_fault_of_the_file_is_shown() {
    let folder = folder(&[("compose.yaml", "services: [\n")]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.until("a fault", |client| client.has(&path, "compose/syntax"));
}

#[test]
fn a_suppression_of_no_use_is_shown_as_unnecessary() {
    let text = "FROM alpine:3.20\n# dockwarden: ignore=dockerfile/sudo-used not here\nUSER 1000\n";
    let folder = folder(&[("Dockerfile", text)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("Dockerfile");
    client.until("the comment", |client| client.has(&path, "suppression/unused"));
    assert_eq!(client.diagnostic(&path, "suppression/unused").unwrap()["tags"], json!([1]));
}

#[test]
fn a_secret_is_not_shown() {
    let text = "FROM alpine:3.20\nENV DB_PASSWORD=hunter2hunter2\nUSER 1000\n";
    let folder = folder(&[("Dockerfile", text)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("Dockerfile");
    client.until("a finding", |client| !client.diagnostics(&path).is_empty());
    assert!(!format!("{:?}", client.shown).contains("hunter2"), "{:#?}", client.shown);
}
