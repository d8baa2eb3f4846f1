//! Services that extend others, of the same file and of other files.

use serde_json::json;

use super::several::{faults_of, files, project_of, slice, started_at_first};
use super::{json, messages, model, reading};

#[test]
fn what_the_other_service_says_is_taken_over() {
    let file = model(
        "services:\n  base: {privileged: true, image: a, cap_drop: [ALL], environment: {A: 1, B: 1}}\n  \
         web: {extends: base, image: b, cap_drop: [KILL], environment: [B=2]}\n",
    );
    let web = &file["services"]["web"];
    assert_eq!(web["privileged"], true);
    assert_eq!(web["effective"]["privileged"], "yes");
    assert_eq!(web["image"]["text"], "b");
    assert_eq!(web["cap_drop"], json!(["ALL", "KILL"]));
    assert_eq!(
        (&web["environment"]["A"]["value"], &web["environment"]["B"]["value"]),
        (&json!("1"), &json!("2"))
    );
    assert_eq!(web.get("extends"), None);
    assert_eq!(web["effective"]["no_new_privileges"], "unset");
}

#[test]
fn chains_are_followed_in_any_order() {
    let file = model("services: {c: {extends: b}, b: {extends: {service: a}}, a: {user: root}}");
    assert_eq!(file["services"]["c"]["user"], "root");
}

#[test]
fn commands_are_replaced_and_mounts_at_one_place_too() {
    let file = model(
        "services:\n  a: {command: [x, y], volumes: ['/etc:/c', '/srv:/d'], healthcheck: {test: [CMD, x], retries: 2}}\n  \
         b: {extends: a, command: [z], volumes: ['./c:/c'], healthcheck: {test: [CMD, z]}}\n",
    );
    let b = &file["services"]["b"];
    assert_eq!(b["command"]["words"].as_array().unwrap().len(), 1);
    assert_eq!(b["healthcheck"]["test"], json!(["CMD", "z"]));
    assert_eq!(b["healthcheck"]["retries"], 2);
    let sources: Vec<_> = b["volumes"].as_array().unwrap().iter().map(|m| m["source"].clone()).collect();
    assert_eq!(sources, ["./c", "/srv"], "the mount takes the place of the one that it replaces");
}

#[test]
fn resets_and_overrides_keep_the_other_service_out() {
    let file = model(
        "services:\n  a: {privileged: true, ports: ['1:1'], cap_add: [KILL]}\n  \
         b: {extends: a, privileged: !reset null, ports: !override ['2:2'], cap_add: !reset []}\n",
    );
    let b = &file["services"]["b"];
    assert_eq!(b.get("privileged"), None);
    assert_eq!(b["ports"].as_array().unwrap().len(), 1);
    assert_eq!(b["cap_add"], json!([]));
}

#[test]
fn circles_and_missing_services_are_told() {
    let circle = reading("services: {a: {extends: b}, b: {extends: a}, c: {extends: c}}");
    assert_eq!(
        messages(&circle),
        ["service `b` extends itself through others", "service `c` extends itself through others"]
    );
    let missing = reading("services: {a: {extends: z, user: root}}");
    assert_eq!(messages(&missing), ["service `a` extends a service that is not in this file"]);
    assert_eq!(json(&missing.model)["services"]["a"]["user"], "root");
}

#[test]
fn long_chains_and_wide_services_stay_within_bounds() {
    let mut text = String::from("services:\n  s0: {environment: {A0: x}}\n");
    for i in 1..800 {
        text.push_str(&format!("  s{i}: {{extends: s{}, environment: {{A{i}: x}}}}\n", i - 1));
    }
    let reading = reading(&text);
    assert!(
        messages(&reading)[0].ends_with("extends more than can be read"),
        "{:?}",
        messages(&reading).first()
    );
    assert_eq!(json(&reading.model)["services"].as_object().unwrap().len(), 800);
}

#[test]
fn services_of_other_files_are_taken_over() {
    let model = started_at_first(&[
        (
            "compose.yaml",
            "services: {web: {extends: {file: base.yaml, service: app}, environment: {B: own}}}",
        ),
        ("base.yaml", "services: {app: {privileged: true, environment: {A: a, B: b}}, other: {image: x}}"),
    ]);
    let web = &model["services"]["web"];
    assert_eq!((&web["privileged"], &web["effective"]["privileged"]), (&json!(true), &json!("yes")));
    assert_eq!(
        (&web["environment"]["A"]["value"], &web["environment"]["B"]["value"]),
        (&json!("a"), &json!("own"))
    );
    assert_eq!(web.get("extends"), None);
    assert_eq!(model["services"].as_object().map(serde_json::Map::len), Some(1), "nothing else comes along");
}

#[test]
fn chains_go_through_several_files_each_relative_to_its_own() {
    let model = started_at_first(&[
        ("app/compose.yaml", "services: {web: {extends: {file: ../common/a.yaml, service: a}}}"),
        (
            "common/a.yaml",
            "services: {a: {extends: b, user: a}, b: {extends: {file: deep/c.yaml, service: c}, hostname: b}}",
        ),
        ("common/deep/c.yaml", "services: {c: {extends: {file: ../../top.yaml, service: d}, user: c}}"),
        ("top.yaml", "services: {d: {user: d, domainname: d}}"),
    ]);
    let web = &model["services"]["web"];
    assert_eq!((&web["user"], &web["hostname"], &web["domainname"]), (&json!("a"), &json!("b"), &json!("d")));
}

#[test]
fn paths_of_another_file_are_relative_to_that_file() {
    let model = started_at_first(&[
        ("app/compose.yaml", "services: {web: {extends: {file: ../common/base.yaml, service: base}}}"),
        (
            "common/base.yaml",
            "services:\n  base:\n    build:\n      context: ./src\n      ssh: [k=./key]\n      \
             additional_contexts: {a: x, b: 'docker-image://alpine', c: 'service:db'}\n    \
             label_file: l\n    develop: {watch: [{path: ., action: rebuild}]}\n    \
             volumes: ['./data:/data', '/etc:/e', '~/x:/x', 'named:/n', '${UNSET}/y:/y', './${UNSET}:/z', '..:/u']\n",
        ),
    ]);
    let web = &model["services"]["web"];
    assert_eq!(web["build"]["context"], "../common/src");
    assert_eq!(web["build"]["ssh"][0]["path"], "../common/key");
    let contexts = &web["build"]["additional_contexts"];
    let contexts = ["a", "b", "c"].map(|name| contexts[name]["value"].as_str().unwrap());
    assert_eq!(contexts, ["../common/x", "docker-image://alpine", "service:db"]);
    assert_eq!(web["label_file"], json!(["../common/l"]));
    assert_eq!(web["develop"]["watch"][0]["path"], "../common");
    let sources: Vec<_> =
        web["volumes"].as_array().unwrap().iter().map(|mount| mount["source"].clone()).collect();
    assert_eq!(
        sources,
        [
            json!("../common/data"),
            json!("/etc"),
            json!("~/x"),
            json!("named"),
            json!({"unknown": "${UNSET}/y"}),
            json!({"unknown": "../common/./${UNSET}"}),
            json!(".."),
        ]
    );
}

#[test]
fn paths_below_the_project_keep_their_dot() {
    let model = started_at_first(&[
        ("compose.yaml", "services: {web: {extends: {file: sub/base.yaml, service: base}}}"),
        ("sub/base.yaml", "services: {base: {build: app, volumes: ['./d:/d', '../e:/e']}}"),
    ]);
    let web = &model["services"]["web"];
    assert_eq!(web["build"]["context"], "sub/app");
    assert_eq!(
        (&web["volumes"][0]["source"], &web["volumes"][1]["source"]),
        (&json!("./sub/d"), &json!("./e"))
    );
}

#[test]
fn a_file_may_extend_itself_by_name_and_services_of_included_files() {
    let model = started_at_first(&[
        (
            "compose.yaml",
            "include: [inc.yaml]\nservices: {a: {extends: {file: compose.yaml, service: b}}, b: {user: u}, c: {extends: d}}",
        ),
        ("inc.yaml", "services: {d: {user: v}}"),
    ]);
    assert_eq!(
        (&model["services"]["a"]["user"], &model["services"]["c"]["user"]),
        (&json!("u"), &json!("v"))
    );
}

#[test]
fn resets_of_the_other_file_do_not_reach_further() {
    let model = started_at_first(&[
        (
            "compose.yaml",
            "services: {a: {extends: {file: b.yaml, service: b}, ports: ['1:1'], cap_add: [KILL]}}",
        ),
        (
            "b.yaml",
            "services: {b: {extends: c, ports: !reset ['9:9'], cap_add: !override [CHOWN]}, c: {ports: ['2:2'], cap_add: [SYS_TIME]}}",
        ),
    ]);
    let a = &model["services"]["a"];
    assert_eq!(a["ports"].as_array().map(Vec::len), Some(1));
    assert_eq!(a["cap_add"], json!(["CHOWN", "KILL"]));
}

#[test]
fn files_and_services_that_are_not_there_are_told_where_they_are_named() {
    let base = "services: {b: {}}";
    for (file, service, place, message) in [
        ("none.yaml", "b", "none.yaml", "service `a` extends another file, but there is no file `none.yaml`"),
        (
            "../x.yaml",
            "b",
            "../x.yaml",
            "service `a` extends another file, but `../x.yaml` lies outside of what is checked",
        ),
        (
            "/x.yaml",
            "b",
            "/x.yaml",
            "service `a` extends another file, but `/x.yaml` lies outside of what is checked",
        ),
        (
            "list.yaml",
            "b",
            "list.yaml",
            "service `a` extends another file, but `list.yaml` has no mapping of services",
        ),
        (
            "empty.yaml",
            "b",
            "empty.yaml",
            "service `a` extends another file, but `empty.yaml` has no mapping of services",
        ),
        ("base.yaml", "z", "z", "service `a` extends a service that is not in `base.yaml`"),
    ] {
        let text = format!("services: {{a: {{user: u, extends: {{file: {file}, service: {service}}}}}}}");
        let list =
            [("compose.yaml", text.as_str()), ("base.yaml", base), ("list.yaml", "[]"), ("empty.yaml", "")];
        assert_eq!(faults_of(&list), [(format!("compose.yaml: {place}"), message.to_owned())]);
        let model = json(&project_of(&["compose.yaml"], &files(&list)).reading.model);
        assert_eq!(model["services"]["a"]["user"], "u", "the service is kept");
        assert_eq!(model["services"]["a"]["effective"]["privileged"], "unknown");
    }
}

#[test]
fn what_cannot_be_known_is_no_fault() {
    for file in ["oci://r/x", "https://github.com/a/b.git", "${UNSET}/b.yaml"] {
        let text = format!("services: {{a: {{extends: {{file: '{file}', service: b}}}}}}");
        let model = started_at_first(&[("compose.yaml", &text)]);
        assert!(model["services"]["a"]["extends"].is_object(), "{file}");
        assert_eq!(model["services"]["a"]["effective"]["privileged"], "unknown");
    }
}

#[test]
fn files_that_are_not_text_are_told_where_they_are_named() {
    let mut files = files(&[("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}")]);
    files.insert("b.yaml".to_owned(), vec![b'a', 0]);
    let project = project_of(&["compose.yaml"], &files);
    let expected =
        "service `a` extends another file, but `b.yaml` cannot be read: expected text, found a NUL byte";
    assert_eq!(messages(&project.reading), [expected]);
    assert_eq!(slice(&project, project.reading.faults[0].span), "compose.yaml: b.yaml");
}

#[test]
fn circles_through_files_are_told() {
    let list = [
        ("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}"),
        ("b.yaml", "services: {b: {extends: {file: compose.yaml, service: a}}}"),
    ];
    let told = faults_of(&list);
    assert_eq!(told.len(), 1);
    assert!(told[0].1.ends_with("extends itself through others"), "{told:?}");
}

#[test]
fn faults_in_another_file_stand_there() {
    let list = [
        ("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}"),
        ("b.yaml", "services:\n  b:\n    init: maybe\n"),
    ];
    assert_eq!(
        faults_of(&list),
        [(
            "b.yaml: maybe".to_owned(),
            "`init` of service `a` must be true or false, found `maybe`".to_owned()
        )]
    );
}

#[test]
fn a_service_that_replaces_another_still_extends() {
    let list = files(&[
        ("a.yaml", "services: {web: {image: old, init: true}}"),
        ("b.yaml", "services: {base: {user: u}, web: !override {extends: base, hostname: h}}"),
    ]);
    let model = json(&project_of(&["a.yaml", "b.yaml"], &list).reading.model);
    let web = &model["services"]["web"];
    assert_eq!((&web["user"], &web["hostname"]), (&json!("u"), &json!("h")));
    assert_eq!((web.get("image"), web.get("init")), (None, None));
}

#[test]
fn a_short_form_over_a_mapping_takes_new_keys_in_that_mapping() {
    let list =
        files(&[("a.yaml", "services: {base: {build: {dockerfile: D}}, web: {extends: base, build: ./x}}")]);
    let project = project_of(&["a.yaml"], &list);
    let model = &project.reading.model;
    let builds: Vec<_> = model.objects().iter().filter(|object| object.get("context").is_some()).collect();
    let bodies: Vec<_> = builds.iter().map(|build| build.body.map(|span| slice(&project, span))).collect();
    assert_eq!(bodies, [Some("a.yaml: {dockerfile: D}".to_owned())]);
}
