//! Whatever an editor or a file says, the server answers, keeps to its folder, and lives.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, folder, uri};

#[test]
fn messages_that_make_no_sense_are_passed_over() {
    let folder = folder(&[("compose.yaml", "services: {web: {image: nginx, privileged: true}}\n")]);
    let mut client = Client::open(folder.path());
    client.raw(b"Content-Length: 5\r\n\r\nhello");
    client.raw(b"Content-Length: 2\r\n\r\n{}");
    client.raw(b"nonsense\r\nContent-Length: 4\r\n\r\n\xff\xfe[]");
    for method in
        ["textDocument/didOpen", "textDocument/didChange", "workspace/didChangeWatchedFiles", "none", "$/x"]
    {
        client.notify(method, json!({"textDocument": 3, "changes": {}}));
        client.notify(method, json!([]));
        client.notify(method, Value::Null);
    }
    assert_eq!(client.request("textDocument/hover", json!({"position": -1}))["error"]["code"], -32602);
    assert_eq!(client.request("textDocument/rename", json!({}))["error"]["code"], -32601);
    let path = folder.path().join("compose.yaml");
    client.until("findings all the same", |client| client.has(&path, "compose/privileged"));
    assert!(client.end().success());
}

#[test]
fn places_outside_of_a_text_are_taken_for_its_end() {
    let folder = folder(&[]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("Dockerfile");
    client.open_text(&path, "dockerfile", "FROM debian:12 AS 😀\n");
    for (line, character) in [(0, 19), (0, u32::MAX), (u32::MAX, 0), (1, 0), (7, 7)] {
        client.hover(&path, line, character);
        client.actions(&path, line, &[]);
    }
    let unknown = folder.path().join("never-opened.yaml");
    assert_eq!(client.hover(&unknown, 0, 0), "");
    assert!(client.actions(&unknown, 0, &[]).is_empty());
    assert!(client.end().success());
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let secret = "services:\n  base:\n    image: nginx:1.27\n    privileged: true\n";
    let outer = folder(&[
        ("secret.yaml", secret),
        ("rules/x.rego", "package nothing\n"),
        (
            "in/compose.yaml",
            "services:\n  a:\n    extends: {file: ../secret.yaml, service: base}\n  b:\n    extends: {file: link.yaml, service: base}\n",
        ),
        ("in/dockwarden.yaml", "policies: [../rules]\n"),
    ]);
    let inner = outer.path().join("in");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outer.path().join("secret.yaml"), inner.join("link.yaml")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outer.path().join("secret.yaml"), inner.join("other.compose.yaml")).unwrap();
    let mut client = Client::open(&inner);
    let (compose, config) = (inner.join("compose.yaml"), inner.join("dockwarden.yaml"));
    client.until("faults", |client| {
        !client.diagnostics(&compose).is_empty() && !client.diagnostics(&config).is_empty()
    });
    assert!(
        client.diagnostics(&config)[0]["message"].as_str().unwrap().contains("outside"),
        "{:#?}",
        client.shown
    );
    let told = format!("{:?}", client.shown);
    assert!(!told.contains("compose/privileged") && !told.contains("secret.yaml\""), "{told}");
}

#[test]
fn a_text_outside_of_every_folder_is_checked_by_itself() {
    let folder = folder(&[
        ("compose.yaml", "services: {}\n"),
        (".env", "TAG=latest\n"),
        ("dockwarden.yaml", "rules: {compose/privileged: off}\n"),
    ]);
    let mut client = Client::start(json!({"capabilities": {}}));
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", "services: {web: {image: nginx, privileged: true}}\n");
    client.until("a finding", |client| client.has(&path, "compose/privileged"));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(&path)}}));
    client.until("nothing", |client| client.diagnostics(&path).is_empty());
}

#[test]
fn requests_before_the_start_are_refused() {
    let mut client = Client::spawn();
    let early = client.request("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002, "{early:#}");
    let started = client.request("initialize", json!({"capabilities": {}}));
    assert_eq!(started["result"]["serverInfo"]["name"], "dockwarden");
    client.notify("initialized", json!({}));
    assert!(client.end().success());
}

#[test]
fn an_editor_that_goes_away_takes_the_server_with_it() {
    let client = Client::start(json!({"capabilities": {}}));
    assert_eq!(client.vanish().code(), Some(1));
    assert_eq!(Client::spawn().vanish().code(), Some(1));
}

/// Small numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn a_thousand_random_messages_do_no_harm() {
    let folder = folder(&[("app/Dockerfile", "FROM debian:12\n")]);
    let names =
        ["compose.yaml", "app/Dockerfile", "daemon.json", "dockwarden.yaml", "r/a.rego", ".env", "app"];
    let pieces = [
        "services:\n",
        "  web:\n",
        "    privileged: true\n",
        "    build: app\n",
        "FROM debian AS a\n",
        "USER root\n",
        "RUN sudo x && \\\n",
        "{\"icc\": ",
        "true}",
        "[",
        "😀",
        "\r\n",
        "\u{feff}",
        "# dockwarden: ignore=",
        "policies: [r]\n",
        "package dockwarden.compose[\"x\"]\n",
        "\0",
        "<<EOF\n",
        "&a *a",
        "${X:-",
        "extends: {file: compose.yaml}\n",
    ];
    let mut client = Client::open(folder.path());
    let mut dice = Dice(7);
    for version in 0..1000 {
        let path = folder.path().join(names[dice.roll(names.len())]);
        let text: String = (0..dice.roll(12)).map(|_| pieces[dice.roll(pieces.len())]).collect();
        let (line, character) = (dice.roll(6) as u32, dice.roll(20) as u32);
        match dice.roll(9) {
            0 => client.open_text(&path, ["yaml", "dockerfile", "json"][dice.roll(3)], &text),
            1..4 => client.change(&path, version, &text),
            4 => client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(&path)}})),
            5 => client.disk_changed(&path, 1 + dice.roll(3) as u8),
            6 => drop(client.hover(&path, line, character)),
            7 => drop(client.actions(&path, line, &[])),
            _ if dice.roll(4) == 0 => drop(fs::write(&path, &text)),
            _ => client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri(&path)}})),
        }
    }
    assert!(client.end().success());
}
