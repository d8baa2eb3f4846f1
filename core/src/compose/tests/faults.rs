//! What cannot be understood is told with its place, and the rest is read on.

use super::{json, messages, reading, source};

fn told(text: &str) -> Vec<String> {
    messages(&reading(text)).into_iter().map(String::from).collect()
}

#[test]
fn wrong_types_are_named_in_plain_words() {
    let cases = [
        ("services: {web: {ports: x}}", "`ports` of service `web` must be a list, found text"),
        (
            "services: {web: {privileged: 1}}",
            "`privileged` of service `web` must be true or false, found a whole number",
        ),
        ("services: {web: {user: 1000}}", "`user` of service `web` must be text, found a whole number"),
        ("services: {web: {cap_add: [[]]}}", "item of `cap_add` of service `web` must be text, found a list"),
        ("services: {web: []}", "service `web` must be a mapping, found a list"),
        ("services: [web]", "`services` must be a mapping, found a list"),
        ("networks: {n: 1}", "network `n` must be a mapping, found a whole number"),
        ("[]", "a Compose file must be a mapping, found a list"),
        (
            "services: {web: {deploy: {resources: {limits: {memory: lots}}}}}",
            "`deploy.resources.limits.memory` of service `web` must be a size such as 512m, found `lots`",
        ),
        (
            "services: {web: {cgroup: hots}}",
            "`cgroup` of service `web` must be one of `host`, `private`, found `hots`",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(told(text), [message]);
    }
}

#[test]
fn what_several_services_share_is_told_once() {
    let text =
        "x-a: &a {ports: [99999], init: maybe, environment: 5}\nservices: {a: *a, b: *a, c: {extends: a}}\n";
    assert_eq!(told(text).len(), 3);
}

#[test]
fn keys_that_must_be_there_are_missed() {
    assert_eq!(
        told("services: {web: {devices: [{target: /dev/x}]}}"),
        ["item of `devices` of service `web` must have `source`"]
    );
    assert_eq!(
        told("services: {web: {extends: {file: x}}}"),
        ["`extends` of service `web` must have `service`"]
    );
}

#[test]
fn a_bad_item_of_a_list_leaves_the_others() {
    let reading = reading("services: {web: {environment: [A=1, 5, B=2]}}");
    assert_eq!(messages(&reading), ["expected text such as name=value, found a whole number"]);
    assert_eq!(json(&reading.model)["services"]["web"]["environment"].as_object().unwrap().len(), 2);
}

#[test]
fn values_that_may_be_secrets_are_not_shown() {
    for text in [
        "services: {web: {environment: PASSWORD=hunter2}}",
        "services: {web: {environment: {PASSWORD: '${hunter2'}}}",
        "services: {web: {labels: {a: [hunter2]}}}",
        "secrets: {s: hunter2}",
    ] {
        let told = told(text);
        assert_eq!(told.len(), 1, "{text}");
        assert!(!told[0].contains("hunter2"), "{}", told[0]);
    }
}

#[test]
fn a_fault_stands_where_the_value_stands() {
    let text = "services:\n  web:\n    ports: [80, 99999]\n";
    let reading = reading(text);
    assert_eq!(source(text).slice(reading.faults[0].span), "99999");
}

#[test]
fn what_is_sound_beside_a_fault_is_read() {
    let reading =
        reading("services:\n  web:\n    ports: [80, 99999]\n    init: maybe\n    privileged: true\n");
    assert_eq!(reading.faults.len(), 2);
    let web = &json(&reading.model)["services"]["web"];
    assert_eq!(web["ports"].as_array().unwrap().len(), 1);
    assert_eq!(web["privileged"], true);
    assert_eq!(web.get("init"), None);
}

#[test]
fn faults_are_told_in_the_order_of_the_file() {
    let reading = reading("services: {web: {init: maybe, ports: [x], hostname: '${'}}\nversion: 3\n");
    let starts: Vec<_> = reading.faults.iter().map(|fault| fault.span.start).collect();
    assert_eq!(starts.len(), 4);
    assert!(starts.is_sorted());
}

#[test]
fn text_that_should_be_quoted_is_told_and_still_read() {
    let reading = reading("services: {web: {user: 0}}");
    assert_eq!(reading.faults[0].help.as_deref(), Some("Put it in quotes"));
    assert_eq!(json(&reading.model)["services"]["web"]["effective"]["user"]["root"], "yes");
}

#[test]
fn many_unknown_keys_take_no_more_time_than_few() {
    let keys: String = (0..20_000).map(|i| format!("  imag{i}: 1\n")).collect();
    let reading = reading(&format!("services: {{}}\nvolumes:\n v:\n{keys}"));
    assert_eq!(json(&reading.model)["volumes"]["v"]["extra"].as_object().unwrap().len(), 20_000);
}

#[test]
fn names_and_keys_have_to_be_of_a_kind() {
    let cases = [
        ("services: {1: {image: a}}", "expected text as a key, found `1`"),
        ("services: {web: {environment: {true: a}}}", "expected text as a key, found `true`"),
        ("networks: {a/b: {}}", "`networks` may have names of letters, digits, `.`, `-` and `_` only"),
    ];
    for (text, message) in cases {
        assert_eq!(told(text), [message], "{text}");
    }
    assert_eq!(told("services: {'1': {environment: {'2': a}}, x-a.b_C: {}}"), [""; 0]);
}

#[test]
fn jobs_have_triggers_and_names_of_their_own() {
    assert_eq!(told("services: {}\njobs: {a: {}}"), ["job `a` must have `triggers`"]);
    let both = "services: {a: {}}\njobs: {a: {triggers: {manual: true}}}";
    assert_eq!(told(both), ["job `a` has the name of a service"]);
}

#[test]
fn parts_of_short_syntaxes_that_must_be_there_are_missed() {
    let cases = [
        ("build: {ssh: [key]}", "expected `default` or `id=path`, found `key`"),
        ("build: {additional_contexts: [dir]}", "expected `name=context`, found `dir`"),
        (
            "ports: [{target: 1, host_ip: x}]",
            "`ports.host_ip` of service `web` must be an IP address, found `x`",
        ),
        (
            "develop: {watch: [{action: rebuild, path: ''}]}",
            "`develop.watch.path` of service `web` must be a path, found nothing",
        ),
        (
            "volumes: [{type: tmpfs, target: /t, tmpfs: {size: -1}}]",
            "`volumes.tmpfs.size` of service `web` must be a whole number of bytes, or a size such as 64m",
        ),
    ];
    for (keys, message) in cases {
        assert_eq!(told(&format!("services: {{web: {{{keys}}}}}")), [message]);
    }
    assert_eq!(told("services: {web: {build: {ssh: [default], additional_contexts: {a: b}}}}"), [""; 0]);
}

#[test]
fn an_external_thing_has_one_name() {
    assert_eq!(
        told("volumes: {v: {name: a, external: {name: b}}}"),
        ["this is external under another name than `name` says"]
    );
    assert_eq!(told("volumes: {v: {name: a, external: {name: a}}, w: {external: {name: b}}}"), [""; 0]);
}
