//! Services that extend others of the same file.

use serde_json::json;

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
