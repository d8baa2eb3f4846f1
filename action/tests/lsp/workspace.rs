//! What is said of a file when other files change: parts of its stack, the configuration, policies.

use std::fs;

use serde_json::json;

use crate::client::{Client, folder, uri};

const COMPOSE: &str = "services:\n  web:\n    build: {context: app, target: prod}\n";
const DOCKERFILE: &str = "FROM alpine:3.20 AS prod\nUSER 1000\n";
const MISSING: &str = "stack/target-missing";
const PRIVILEGED: &str = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";

#[test]
fn a_finding_on_the_stack_follows_the_other_file_as_it_is_typed_saved_and_deleted() {
    let folder = folder(&[("compose.yaml", COMPOSE), ("app/Dockerfile", DOCKERFILE)]);
    let (compose, dockerfile) = (folder.path().join("compose.yaml"), folder.path().join("app/Dockerfile"));
    let mut client = Client::open(folder.path());
    client.until("the project", |client| !client.diagnostics(&compose).is_empty());
    assert!(!client.has(&compose, MISSING));
    client.open_text(&dockerfile, "dockerfile", DOCKERFILE);
    client.change(&dockerfile, 2, &DOCKERFILE.replace("prod", "final"));
    client.until("typed", |client| client.has(&compose, MISSING));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(&dockerfile)}}));
    client.until("closed without being saved", |client| !client.has(&compose, MISSING));
    fs::write(&dockerfile, DOCKERFILE.replace("prod", "final")).unwrap();
    client.disk_changed(&dockerfile, 2);
    client.until("changed on the disk", |client| client.has(&compose, MISSING));
    let related = &client.diagnostic(&compose, MISSING).unwrap()["relatedInformation"];
    assert_eq!(related[0]["location"]["uri"], uri(&dockerfile), "{related:#}");
    fs::remove_dir_all(folder.path().join("app")).unwrap();
    client.disk_changed(&folder.path().join("app"), 3);
    client.until("the folder is gone", |client| !client.has(&compose, MISSING));
    assert!(client.diagnostics(&dockerfile).is_empty());
}

#[test]
fn a_file_that_comes_is_checked_and_one_that_goes_is_forgotten() {
    let folder = folder(&[("compose.yaml", COMPOSE)]);
    let mut client = Client::open(folder.path());
    let (new, compose) = (folder.path().join("app/Dockerfile"), folder.path().join("compose.yaml"));
    client.until("the project", |client| !client.diagnostics(&compose).is_empty());
    fs::create_dir(folder.path().join("app")).unwrap();
    fs::write(&new, "FROM alpine AS dev\nRUN sudo id\n").unwrap();
    client.disk_changed(&new, 1);
    client.until("the new file", |client| {
        client.has(&new, "dockerfile/sudo-used") && client.has(&compose, MISSING)
    });
    fs::remove_file(&new).unwrap();
    client.disk_changed(&new, 3);
    client.until("nothing", |client| client.diagnostics(&new).is_empty() && !client.has(&compose, MISSING));
}

#[test]
fn an_override_is_read_with_its_project() {
    let over = "services:\n  web:\n    privileged: true\n";
    let main = "services:\n  web:\n    image: nginx:1.27\n";
    let folder = folder(&[("compose.yaml", main), ("compose.override.yaml", over)]);
    let mut client = Client::open(folder.path());
    let over = folder.path().join("compose.override.yaml");
    client.until("the override", |client| client.has(&over, "compose/privileged"));
    assert!(!client.has(&over, "compose/image-missing"));
}

#[test]
fn the_engine_beside_a_project_is_part_of_it() {
    let services =
        "services:\n  web:\n    image: nginx:1.27\n    security_opt: [\"no-new-privileges:false\"]\n";
    let folder = folder(&[("compose.yaml", services), ("daemon.json", "{\"no-new-privileges\": true}\n")]);
    let mut client = Client::open(folder.path());
    let (compose, daemon) = (folder.path().join("compose.yaml"), folder.path().join("daemon.json"));
    client.until("the finding", |client| client.has(&compose, "stack/no-new-privileges-undone"));
    client.open_text(&daemon, "json", "{}\n");
    client.until("none", |client| !client.has(&compose, "stack/no-new-privileges-undone"));
}

#[test]
fn an_editor_that_does_not_watch_gets_the_same_when_something_is_saved() {
    let folder = folder(&[("compose.yaml", COMPOSE), ("app/Dockerfile", DOCKERFILE)]);
    let (compose, dockerfile) = (folder.path().join("compose.yaml"), folder.path().join("app/Dockerfile"));
    let mut client = Client::start(json!({"capabilities": {}, "rootUri": uri(folder.path())}));
    client.until("the project", |client| !client.diagnostics(&compose).is_empty());
    assert!(client.heard.iter().all(|message| message["method"] != "client/registerCapability"));
    client.open_text(&compose, "yaml", COMPOSE);
    fs::write(&dockerfile, DOCKERFILE.replace("prod", "final")).unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri(&compose)}}));
    client.until("found", |client| client.has(&compose, MISSING));
}

#[test]
fn the_configuration_holds_as_it_is_typed_and_its_faults_are_shown_in_it() {
    let folder = folder(&[("compose.yaml", PRIVILEGED)]);
    let mut client = Client::open(folder.path());
    let (compose, config) = (folder.path().join("compose.yaml"), folder.path().join("dockwarden.yaml"));
    client.until("the finding", |client| client.has(&compose, "compose/privileged"));
    client.open_text(&config, "yaml", "rules: {compose/privileged: off}\n");
    client.until("none", |client| !client.has(&compose, "compose/privileged"));
    client.change(&config, 2, "rules: {compose/priviledged: off}\n");
    client.until("a fault", |client| !client.diagnostics(&config).is_empty());
    let fault = &client.diagnostics(&config)[0];
    assert!(fault["message"].as_str().unwrap().contains("did you mean `compose/privileged`?"), "{fault:#}");
    assert_eq!(fault["range"]["start"], json!({"line": 0, "character": 8}));
    // What was understood last holds until the fault is mended.
    assert!(!client.has(&compose, "compose/privileged"));
    client.change(&config, 3, "exclude: [compose.yaml]\n");
    client.until("no fault", |client| client.diagnostics(&config).is_empty());
    client.change(&config, 4, "");
    client.until("the finding again", |client| client.has(&compose, "compose/privileged"));
}

const POLICY: &str = "# METADATA
# title: Images have a team label
# description: Who is asked about it.
# custom:
#   severity: high
#   practice: own
package dockwarden.dockerfile[\"team\"]

deny contains {\"message\": \"No team\", \"at\": input} if count(object.get(input.instructions, \"LABEL\", [])) == 0
";

#[test]
fn policies_of_the_folder_hold_as_they_are_typed_and_their_errors_are_shown_in_them() {
    let folder = folder(&[
        ("Dockerfile", "FROM alpine:3.20\nUSER 1000\n"),
        ("dockwarden.yaml", "policies: [rules]\n"),
        ("rules/team.rego", POLICY),
    ]);
    let mut client = Client::open(folder.path());
    let (dockerfile, policy) = (folder.path().join("Dockerfile"), folder.path().join("rules/team.rego"));
    client.until("the finding", |client| client.has(&dockerfile, "dockerfile/team"));
    client.open_text(&policy, "rego", &POLICY.replace("No team", "Nobody"));
    let says = |client: &Client, what: &str| {
        client.diagnostic(&dockerfile, "dockerfile/team").is_some_and(|shown| shown["message"] == what)
    };
    client.until("the new message", |client| says(client, "Nobody"));
    client.change(&policy, 2, &POLICY.replace("== 0", ") == 0"));
    client.until("the error", |client| !client.diagnostics(&policy).is_empty());
    assert_eq!(client.diagnostics(&policy)[0]["range"]["start"]["line"], 8, "{:#?}", client.shown);
    assert!(says(&client, "Nobody"));
    client.change(&policy, 3, POLICY);
    client.until("mended", |client| client.diagnostics(&policy).is_empty() && says(client, "No team"));
}

#[test]
fn built_in_rules_hold_where_a_policy_is_broken_from_the_start() {
    let broken = POLICY.replace("== 0", ") == 0");
    let folder = folder(&[
        ("compose.yaml", PRIVILEGED),
        (
            "dockwarden.yaml",
            "policies: [rules]\nrules: {compose/no-new-privileges-missing: off, dockerfile/team: low}\n",
        ),
        ("rules/team.rego", &broken),
    ]);
    let mut client = Client::open(folder.path());
    let (compose, policy) = (folder.path().join("compose.yaml"), folder.path().join("rules/team.rego"));
    client.until("the error", |client| !client.diagnostics(&policy).is_empty());
    client.until("the finding", |client| client.has(&compose, "compose/privileged"));
    // What the configuration says of built-in rules holds too.
    assert!(!client.has(&compose, "compose/no-new-privileges-missing"));
}

#[test]
fn folders_come_and_go_and_one_in_another_is_its_own() {
    let outer = folder(&[("inner/compose.yaml", PRIVILEGED), ("compose.yaml", PRIVILEGED)]);
    let inner = outer.path().join("inner");
    fs::write(inner.join("dockwarden.yaml"), "rules: {compose/privileged: off}\n").unwrap();
    let mut client = Client::open(outer.path());
    let (own, theirs) = (outer.path().join("compose.yaml"), inner.join("compose.yaml"));
    client.until("both", |c| c.has(&own, "compose/privileged") && c.has(&theirs, "compose/privileged"));
    let folders = |added: bool| {
        let one = json!([{"uri": uri(&inner), "name": "b"}]);
        let (added, removed) = if added { (one, json!([])) } else { (json!([]), one) };
        json!({"event": {"added": added, "removed": removed}})
    };
    client.notify("workspace/didChangeWorkspaceFolders", folders(true));
    client.until("its own configuration", |c| !c.has(&theirs, "compose/privileged"));
    assert!(client.has(&own, "compose/privileged"));
    client.notify("workspace/didChangeWorkspaceFolders", folders(false));
    client.until("the outer one again", |c| c.has(&theirs, "compose/privileged"));
}
