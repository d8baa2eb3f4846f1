//! What is shown of the place under the pointer.

use crate::client::{Client, folder};

#[test]
fn the_marked_text_tells_why_it_is_marked() {
    let text = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";
    let folder = folder(&[]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("compose.yaml");
    client.open_text(&path, "yaml", text);
    let shown = client.hover(&path, 3, 6);
    assert!(shown.contains("`compose/privileged`, critical"), "{shown}");
    assert!(shown.contains("https://"), "{shown}");
    assert_eq!(client.hover(&path, 0, 3), "");
}

#[test]
fn parameters_of_a_rule_are_told_with_what_holds_if_they_are_not_set() {
    let folder = folder(&[("Dockerfile", "FROM alpine:3.20\n")]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("dockwarden.yaml");
    client.open_text(&path, "yaml", "rules:\n  dockerfile/image-registry-untrusted: low\n");
    let shown = client.hover(&path, 1, 20);
    assert!(shown.contains("Parameters, in `dockwarden.yaml`") && shown.contains("if not set"), "{shown}");
}

#[test]
fn the_name_of_a_service_tells_which_defences_hold_and_who_sees_to_them() {
    let compose = "services:\n  web:\n    build: app\n    read_only: true\n";
    let over = "services:\n  web:\n    cap_drop: [ALL]\n";
    let folder = folder(&[
        ("compose.yaml", compose),
        ("compose.override.yaml", over),
        ("app/Dockerfile", "FROM debian:12\nUSER 1000\n"),
        ("daemon.json", "{\"no-new-privileges\": true}\n"),
    ]);
    let mut client = Client::open(folder.path());
    for (name, text) in [("compose.yaml", compose), ("compose.override.yaml", over)] {
        let path = folder.path().join(name);
        client.open_text(&path, "yaml", text);
        let shown = client.hover(&path, 1, 3);
        for line in [
            "service `web`",
            "| runs as another user than root | holds | `app/Dockerfile:2` |",
            "| capabilities dropped | holds | `compose.override.yaml:3` |",
            "| no new privileges | holds | `daemon.json:1` |",
            "| apparmor | holds | Docker's default |",
            "| memory limit | **missing** |",
        ] {
            assert!(shown.contains(line), "{line}\n{shown}");
        }
    }
}

#[test]
fn from_and_user_tell_who_runs() {
    let text = "FROM debian:12 AS build\nFROM debian:12\nRUN true\nUSER app:app\nUSER root\nUSER 1000\n";
    let folder = folder(&[]);
    let mut client = Client::open(folder.path());
    let path = folder.path().join("Dockerfile");
    client.open_text(&path, "dockerfile", text);
    for (line, told) in [
        (0, "Stage `build` runs as "),
        (1, "The stage, which is the image, runs as user `1000`, not root, as USER on line 6 says"),
        (3, "From here on: user `app`"),
        (4, "From here on: user `root`, **root**"),
    ] {
        let shown = client.hover(&path, line, 1);
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}
