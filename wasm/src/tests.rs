//! What crosses the border to JavaScript, tried from Rust.

use serde_json::{Value, json};

use super::*;

const COMPOSE: &str = "services:\n  web:\n    image: nginx\n    privileged: true # \u{1f600}\n";

fn checker(choice: &Value) -> Result<Checker, Value> {
    Checker::new(&choice.to_string()).map_err(|error| serde_json::from_str(&error).unwrap())
}

fn project(files: &[(&str, &str)]) -> Project {
    let mut project = Project::new();
    for (path, text) in files {
        project.set((*path).to_owned(), text.as_bytes().to_owned(), "").unwrap();
    }
    project
}

fn check(choice: &Value, files: &[(&str, &str)], only: &str) -> Value {
    let report = checker(choice).unwrap().check(&project(files), only).unwrap();
    serde_json::from_str(&report).unwrap()
}

fn paths(report: &Value) -> Vec<&str> {
    report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect()
}

fn of<'a>(report: &'a Value, rule: &str) -> Vec<&'a Value> {
    report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn places_count_from_zero_in_utf16() {
    let text = "services:\n  web:\n    image: nginx\n    labels: {a: \u{1f600}}\n    privileged: true\n";
    let report = check(&json!({}), &[("compose.yaml", text)], "");
    let found = of(&report, "compose/privileged")[0];
    assert_eq!(found["range"]["start"], json!({"line": 4, "character": 4}));
    let inline = "services: {web: {labels: {a: \u{1f600}}, privileged: true}}\n";
    let report = check(&json!({}), &[("compose.yaml", inline)], "");
    let expected = inline.split("privileged").next().unwrap().encode_utf16().count();
    assert_eq!(of(&report, "compose/privileged")[0]["range"]["start"]["character"], expected);
}

#[test]
fn a_configuration_switches_rules_off() {
    let choice = json!({"config": "rules:\n  compose/privileged: off\n"});
    assert!(of(&check(&choice, &[("compose.yaml", COMPOSE)], ""), "compose/privileged").is_empty());
}

#[test]
fn a_wrong_configuration_is_a_value_with_its_place() {
    let error = checker(&json!({"config": "set: cis\nrulez: {}\n"})).err().unwrap();
    assert_eq!(error["code"], "config");
    assert_eq!(error["problems"][0]["path"], "dockwarden.yaml");
    assert_eq!(error["problems"][0]["range"]["start"], json!({"line": 1, "character": 0}));
}

#[test]
fn options_that_do_not_exist_are_refused() {
    for choice in [json!({"polices": []}), json!({"set": "best"})] {
        assert_eq!(checker(&choice).err().unwrap()["code"], "input", "{choice}");
    }
}

const OWN: &str = "# METADATA
# title: Services are named in small letters
# description: Names of services are host names.
# custom:
#   severity: high
#   practice: naming
#   fix: none
package dockwarden.compose[\"small-letters\"]

deny contains {\"message\": sprintf(\"Service %q\", [name]), \"at\": service} if {
\tsome name, service in input.services
\tlower(name) != name
}
";

#[test]
fn policies_are_given_at_run_time() {
    let choice = json!({"policies": [["own/small-letters.rego", OWN]]});
    let report = check(&choice, &[("compose.yaml", "services:\n  Web:\n    image: a\n")], "");
    assert_eq!(of(&report, "compose/small-letters")[0]["severity"], "high");
}

#[test]
fn a_policy_that_cannot_be_loaded_is_a_value_with_its_place() {
    let broken = OWN.replace("lower(name) != name", "lower(name) !=");
    let error = checker(&json!({"policies": [["own/small-letters.rego", broken]]})).err().unwrap();
    assert_eq!(error["code"], "policy");
    let problem = &error["problems"][0];
    assert_eq!(problem["path"], "own/small-letters.rego");
    assert!(problem["range"]["start"]["line"].as_u64().unwrap() >= 10, "{problem}");
}

#[test]
fn an_override_is_checked_with_the_file_that_it_is_laid_over() {
    let files = [("compose.yaml", COMPOSE), ("compose.override.yaml", "services:\n  web:\n    pid: host\n")];
    let report = check(&json!({}), &files, "");
    assert_eq!(paths(&report), ["compose.override.yaml", "compose.yaml"]);
    assert_eq!(of(&report, "compose/privileged").len(), 1);
}

#[test]
fn only_what_is_asked_for_is_checked() {
    let files = [("a/compose.yaml", COMPOSE), ("b/compose.yaml", COMPOSE), ("Dockerfile", "FROM alpine\n")];
    assert_eq!(paths(&check(&json!({}), &files, "b/compose.yaml")), ["b/compose.yaml"]);
}

#[test]
fn what_is_excluded_is_not_checked() {
    let choice = json!({"config": "exclude: [b]\n"});
    let files = [("a/compose.yaml", COMPOSE), ("b/compose.yaml", COMPOSE)];
    assert_eq!(paths(&check(&choice, &files, "")), ["a/compose.yaml"]);
}

#[test]
fn a_kind_that_is_named_wins_over_the_name() {
    let mut project = Project::new();
    project.set("stdin".into(), b"FROM alpine\n".to_vec(), "dockerfile").unwrap();
    let report = checker(&json!({})).unwrap().check(&project, "").unwrap();
    assert!(report.contains("dockerfile/"), "{report}");
    assert!(project.set("stdin".into(), Vec::new(), "podman").is_err());
}

#[test]
fn bytes_that_are_no_text_fail_with_their_line() {
    let mut project = Project::new();
    project.set("Dockerfile".into(), b"FROM a\n\xff".to_vec(), "").unwrap();
    let report = checker(&json!({})).unwrap().check(&project, "").unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["files"][0]["status"], "failed");
    assert_eq!(report["files"][0]["errors"][0]["line"], 1);
}

#[test]
fn fixes_are_applied_until_none_is_left() {
    let mut checker = checker(&json!({})).unwrap();
    let project = project(&[("compose.yaml", COMPOSE)]);
    let mended: Value = serde_json::from_str(&checker.mend(&project, "", true).unwrap()).unwrap();
    let text = mended["files"][0]["text"].as_str().unwrap();
    assert!(!text.contains("privileged: true"), "{text}");
    let after = checker.mend(&self::project(&[("compose.yaml", text)]), "", true).unwrap();
    assert_eq!(after, json!({"files": [], "applied": 0}).to_string());
}

#[test]
fn the_input_is_what_policies_see() {
    let checker = checker(&json!({})).unwrap();
    let project = project(&[("Dockerfile", "FROM alpine\nUSER app\n"), (".env", "A=b\n")]);
    let input: Value = serde_json::from_str(&checker.input(&project, "Dockerfile", false).unwrap()).unwrap();
    assert_eq!(input.pointer("/stages/0/user/name"), Some(&json!("app")));
    assert!(checker.input(&project, ".env", false).is_err());
    assert!(checker.input(&project, "compose.yaml", false).is_err());
}

const STACK: [(&str, &str); 3] = [
    ("app/compose.yaml", "services:\n  web:\n    build: .\n"),
    ("app/Dockerfile", "FROM alpine\nUSER app\n"),
    ("daemon.json", "{\"icc\": false}\n"),
];

#[test]
fn the_stack_is_what_its_rules_see() {
    let checker = checker(&json!({})).unwrap();
    let project = project(&STACK);
    let stack: Value =
        serde_json::from_str(&checker.input(&project, "app/compose.yaml", true).unwrap()).unwrap();
    assert_eq!(stack["kind"], "stack");
    assert_eq!(stack.pointer("/services/web/stage/user/name"), Some(&json!("app")));
    assert_eq!(stack.pointer("/daemon/path"), Some(&json!("daemon.json")));
    assert!(
        checker.input(&project, "app/Dockerfile", true).unwrap_err().contains("begins with a Compose file")
    );
}

/// The object at the end of a path of keys from the root.
fn object<'a>(located: &'a Value, path: &str) -> &'a Value {
    let mut at = &located["objects"][located["root"].as_u64().unwrap() as usize];
    let mut value = &at["value"];
    for key in path.split('/') {
        value = &value[key];
        if let Some(number) = value.get("@") {
            at = &located["objects"][number.as_u64().unwrap() as usize];
            value = &at["value"];
        }
    }
    at
}

#[test]
fn every_object_of_the_input_has_its_place_in_one_of_the_files() {
    let located = checker(&json!({})).unwrap().locate(&project(&STACK), "app/compose.yaml", true).unwrap();
    let located: Value = serde_json::from_str(&located).unwrap();
    let user = object(&located, "services/web/stage/user");
    assert_eq!(
        (&user["path"], &user["range"]["start"]),
        (&json!("app/Dockerfile"), &json!({"line": 1, "character": 5}))
    );
    assert_eq!(user["value"]["name"], "app");
    assert_eq!(object(&located, "daemon/options/icc")["path"], "daemon.json");
}

#[test]
fn a_stack_does_not_grow_with_the_services_that_share_an_image() {
    let size = |services: usize| {
        let services: String = (0..services).map(|n| format!("  s{n}:\n    build: .\n")).collect();
        let compose = format!("services:\n{services}");
        let dockerfile = format!("FROM alpine\n{}", "RUN a && b | c\n".repeat(100));
        let files = [("compose.yaml", compose.as_str()), ("Dockerfile", dockerfile.as_str())];
        checker(&json!({})).unwrap().locate(&project(&files), "compose.yaml", true).unwrap().len()
    };
    let (one, ten) = (size(1), size(10));
    assert!(ten < one * 2, "{one} bytes for one service, {ten} for ten");
}

#[test]
fn what_policies_print_is_told_with_its_place() {
    let printing = OWN.replace("\tlower(name)", "\tprint(\"saw\", name)\n\tlower(name)");
    let choice = json!({"policies": [["own/small-letters.rego", printing]]});
    let report = check(&choice, &[("compose.yaml", COMPOSE)], "");
    let expected =
        json!({"path": "own/small-letters.rego", "line": 11, "text": "saw web", "of": "compose.yaml"});
    assert_eq!(report["prints"], json!([expected]));
}

#[test]
fn what_policies_print_does_not_tell_a_secret() {
    let printing = OWN.replace("\tlower(name)", "\tprint(service.environment)\n\tlower(name)");
    let choice = json!({"policies": [["own/small-letters.rego", printing]]});
    let text = "services:\n  web:\n    image: a\n    environment:\n      DB_PASSWORD: hunter2hunter2\n";
    let report = check(&choice, &[("compose.yaml", text)], "");
    let printed = report["prints"][0]["text"].as_str().unwrap();
    assert!(printed.contains("DB_PASSWORD") && !printed.contains("hunter2"), "{printed}");
}

fn test(policies: &Value) -> Result<Value, Value> {
    let read = |text: String| serde_json::from_str(&text).unwrap();
    checker(&json!({})).unwrap().test(&policies.to_string()).map(read).map_err(read)
}

const OWN_TEST: &str = "package dockwarden.compose[\"small-letters_test\"]

import data.dockwarden.compose[\"small-letters\"] as rule

test_small if count(rule.deny) == 0 with input as {\"services\": {\"web\": {}}}

test_large if count(rule.deny) == 7 with input as {\"services\": {\"Web\": {}}}
";

#[test]
fn tests_of_policies_are_run_where_they_stand() {
    let run = test(&json!([["own.rego", OWN], ["own_test.rego", OWN_TEST]])).unwrap();
    let told = |at: usize| {
        let test = &run["tests"][at];
        (
            test["name"].as_str().unwrap(),
            test["passed"].as_bool().unwrap(),
            test["range"]["start"]["line"].as_u64().unwrap(),
        )
    };
    assert_eq!([told(0), told(1)], [("test_small", true, 4), ("test_large", false, 6)]);
    assert_eq!(run["coverage"][0]["path"], "own.rego");
    assert!(run["coverage"][0]["covered"].as_array().unwrap().contains(&json!(11)), "{run}");
}

#[test]
fn a_broken_test_is_a_value_with_its_place() {
    let error = test(&json!([["own_test.rego", "package a\n\ntest_x if {\n"]])).unwrap_err();
    assert_eq!((&error["code"], &error["problems"][0]["path"]), (&json!("policy"), &json!("own_test.rego")));
    let endless = "package a\n\ntest_x if count(numbers.range(1, 1000000000)) > 0\n";
    let run = test(&json!([["own_test.rego", endless]])).unwrap();
    assert_eq!(run["tests"][0]["problem"]["range"]["start"]["line"], 2);
}

#[test]
fn rules_are_explained_by_their_names() {
    let checker = checker(&json!({})).unwrap();
    let rule: Value = serde_json::from_str(&checker.explain("privileged").unwrap()).unwrap();
    assert_eq!(rule["id"], "compose/privileged");
    assert!(rule["policy"]["text"].as_str().unwrap().contains("package dockwarden.compose"));
    assert!(checker.explain("privilegd").err().unwrap().contains("did you mean"));
    let rules: Value = serde_json::from_str(&checker.rules()).unwrap();
    assert!(rules.as_array().unwrap().contains(&{
        let mut short = rule;
        for key in ["description", "parameters", "links", "policy"] {
            short.as_object_mut().unwrap().remove(key);
        }
        short
    }));
}
