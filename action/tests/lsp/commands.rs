//! What is asked for by name, and the configuration as it is written.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, folder, titled, uri};

const COMPOSE: &str = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";

/// An editor that can do everything that servers ask for.
fn able(folder: &Path) -> Client {
    let edit = json!({"documentChanges": true, "resourceOperations": ["create"]});
    let capabilities =
        json!({"workspace": {"workspaceEdit": edit}, "window": {"showDocument": {"support": true}}});
    let folders = json!([{"uri": uri(folder), "name": "a"}]);
    Client::start(json!({"capabilities": capabilities, "workspaceFolders": folders}))
}

fn shop() -> (TempDir, Client) {
    let folder =
        folder(&[("compose.yaml", COMPOSE), (".gitlab-ci.yml", "scan:\n  script: trivy image web\n")]);
    let mut client = able(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", COMPOSE);
    client.until("findings", |client| client.has(&path, "compose/privileged"));
    (folder, client)
}

fn execute(client: &mut Client, command: &str, arguments: Value) -> Value {
    client.request("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
}

/// What the server asked the editor for, the last time.
fn asked(client: &Client, method: &str) -> Value {
    let found = client.heard.iter().rev().find(|message| message["method"] == method);
    found.unwrap_or_else(|| panic!("no {method}: {:#?}", client.heard))["params"].clone()
}

/// Writes what an edit says, as an editor would.
fn write(edit: &Value) {
    for change in edit["documentChanges"].as_array().unwrap() {
        let named = change["uri"].as_str().or(change["textDocument"]["uri"].as_str()).unwrap();
        let path = Path::new(named.strip_prefix("file://").unwrap());
        if change["kind"] == "create" {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
            continue;
        }
        let before = fs::read_to_string(path).unwrap();
        let as_action = json!({"edit": {"changes": {named: change["edits"]}}});
        fs::write(path, crate::client::applied(&before, &as_action, path)).unwrap();
    }
}

#[test]
fn the_layers_of_defence_are_told_and_shown() {
    let (_folder, mut client) = shop();
    let text = execute(&mut client, "dockwarden.showDefence", json!([]))["result"].clone();
    let text = text.as_str().unwrap();
    assert!(text.starts_with("# Defence in depth\n") && text.contains("| service web |"), "{text}");
    // The pipeline scans.
    assert!(text.lines().any(|line| line.starts_with("| service web") && line.ends_with("held |")), "{text}");
    let shown = asked(&client, "window/showDocument");
    let path = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap().to_owned();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    client.end();
    assert!(!Path::new(&path).exists());
}

#[test]
fn what_policies_see_is_told_of_the_file_that_is_named_or_open() {
    let (folder, mut client) = shop();
    let named = json!([uri(&folder.path().join("compose.yaml"))]);
    for arguments in [named, json!([])] {
        let answer = execute(&mut client, "dockwarden.showInput", arguments);
        let input: Value = serde_json::from_str(answer["result"].as_str().unwrap()).unwrap();
        assert_eq!(input["services"]["web"]["privileged"], true);
    }
    let other = json!([uri(&folder.path().join("notes.txt"))]);
    let answer = execute(&mut client, "dockwarden.showInput", other);
    assert!(answer["error"]["message"].as_str().unwrap().contains("notes.txt is no Dockerfile"), "{answer}");
}

#[test]
fn a_new_rule_is_in_force_once_it_is_written() {
    let (folder, mut client) = shop();
    let compose = uri(&folder.path().join("compose.yaml"));
    let answer = execute(&mut client, "dockwarden.newRule", json!([compose, "compose", "owner-missing"]));
    assert!(answer["result"].as_str().unwrap().ends_with("policies/compose/owner-missing.rego"), "{answer}");
    write(&asked(&client, "workspace/applyEdit")["edit"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("dockwarden.yaml")).unwrap(),
        "policies:\n  - policies\n"
    );
    client.disk_changed(&folder.path().join("dockwarden.yaml"), 1);
    let path = folder.path().join("compose.yaml");
    client.until("the new rule", |client| client.has(&path, "compose/owner-missing"));
    let again = execute(&mut client, "dockwarden.newRule", json!([compose, "compose", "owner-missing"]));
    assert!(again["error"]["message"].as_str().unwrap().contains("already"), "{again}");
    let bad = execute(&mut client, "dockwarden.newRule", json!([compose, "compose", "../../x"]));
    assert!(bad["error"]["message"].as_str().unwrap().contains("found `../../x`"), "{bad}");
}

#[test]
fn a_rule_is_switched_off_in_the_configuration_for_a_file_or_for_all() {
    for (title, config) in [
        (
            "Ignore compose/privileged in this file",
            "overrides:\n  - paths: [\"./compose.yaml\"]\n    rules:\n",
        ),
        ("Switch compose/privileged off", "rules:\n"),
    ] {
        let (folder, mut client) = shop();
        let path = folder.path().join("compose.yaml");
        let actions = client.actions(&path, 3, &["quickfix"]);
        write(&titled(&actions, title)["edit"]);
        let written = fs::read_to_string(folder.path().join("dockwarden.yaml")).unwrap();
        assert!(written.starts_with(config) && written.contains("compose/privileged: off"), "{written}");
        client.disk_changed(&folder.path().join("dockwarden.yaml"), 1);
        client.until("nothing of it", |client| !client.has(&path, "compose/privileged"));
    }
}

#[test]
fn an_editor_that_cannot_write_files_is_not_offered_what_needs_them() {
    let folder = folder(&[("compose.yaml", COMPOSE)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", COMPOSE);
    client.until("findings", |client| client.has(&path, "compose/privileged"));
    let actions = client.actions(&path, 3, &["quickfix"]);
    assert!(actions.iter().all(|action| !action["title"].as_str().unwrap().contains("dockwarden.yaml")));
    let answer = execute(&mut client, "dockwarden.newRule", json!([]));
    assert!(answer["error"]["message"].as_str().unwrap().contains("cannot write new files"), "{answer}");
    let page = execute(&mut client, "dockwarden.showDefence", json!([]));
    assert!(page["result"].as_str().unwrap().contains("| service web |"));
    assert!(client.heard.iter().all(|message| message["method"] != "window/showDocument"));
}

#[test]
fn a_command_that_is_not_there_is_an_error() {
    let (_folder, mut client) = shop();
    let answer = execute(&mut client, "dockwarden.nothing", json!([{"a": 1}, 2]));
    assert!(answer["error"]["message"].as_str().unwrap().contains("no command"), "{answer}");
    assert_eq!(execute(&mut client, "dockwarden.checkWorkspace", json!([]))["result"], Value::Null);
}

#[test]
fn the_configuration_is_completed_as_it_is_typed() {
    let folder = folder(&[("compose.yaml", COMPOSE)]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("dockwarden.yaml");
    let mut complete = |text: &str| {
        client.open_text(&path, "yaml", text);
        let line = text.matches('\n').count();
        let character = text.rsplit('\n').next().unwrap().len();
        let at = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": uri(&path)}, "position": at});
        let items = client.request("textDocument/completion", params)["result"].clone();
        (items.as_array().unwrap().clone(), client.request("completionItem/resolve", items[0].clone()))
    };
    let labels = |items: &[Value]| {
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(labels(&complete("").0).contains(&"fail-on".to_owned()));
    assert_eq!(labels(&complete("set: ").0), ["recommended", "strict", "cis"]);
    let (items, resolved) = complete("rules:\n  compose/pri");
    let privileged = items.iter().find(|item| item["label"] == "compose/privileged").unwrap();
    assert_eq!(privileged["textEdit"]["newText"], "compose/privileged: ");
    assert_eq!(privileged["textEdit"]["range"]["start"], json!({"line": 1, "character": 2}));
    assert!(resolved["result"]["documentation"]["value"].as_str().unwrap().starts_with("**"), "{resolved:#}");
}

#[test]
fn only_the_configuration_is_completed() {
    let folder = folder(&[]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("other.yaml");
    client.open_text(&path, "yaml", "set: ");
    let params = json!({"textDocument": {"uri": uri(&path)}, "position": {"line": 0, "character": 5}});
    assert_eq!(client.request("textDocument/completion", params)["result"], json!([]));
}
