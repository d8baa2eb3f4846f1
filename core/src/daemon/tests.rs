//! What a `daemon.json` comes to, told by what policies see.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::document::{Document, Kind};
use crate::policy::to_json;
use crate::reading::Surroundings;
use crate::source::{FileId, Source};

fn document(text: &str) -> Document {
    let source = Source::from_text(FileId(0), "daemon.json", text).unwrap();
    Document::read(Kind::Daemon, source, &Surroundings::default())
}

fn at(text: &str, pointer: &str) -> Json {
    to_json(&document(text).reading.model).pointer(pointer).cloned().unwrap_or(Json::Null)
}

fn engine(path: &str, files: &[(&str, &str)]) -> Document {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let source = Source::from_bytes(FileId(0), format!("shop/{path}"), &files[path]).unwrap();
    Document::engine(source, path, &files, "shop/")
}

/// The marked text of every object in a list of the input.
fn marks(text: &str, list: &str) -> Vec<String> {
    let document = document(text);
    let model = &document.reading.model;
    let Some(crate::model::Value::List(items)) = model.object(model.root()).get(list).map(|e| &e.value)
    else {
        return Vec::new();
    };
    items.iter().map(|item| document.source.slice(item.span.unwrap()).to_owned()).collect()
}

#[test]
fn an_option_that_is_set_has_its_value_and_its_default() {
    let text = r#"{"icc": false, "log-opts": {"max-size": "10m"}}"#;
    assert_eq!(at(text, "/options/icc/set"), json!(true));
    assert_eq!(at(text, "/options/icc/value"), json!(false));
    assert_eq!(at(text, "/options/icc/default"), json!(true));
    assert_eq!(at(text, "/options/log-opts/value/max-size"), json!("10m"));
}

#[test]
fn an_option_that_is_not_set_has_its_default() {
    assert_eq!(at("{}", "/options/icc/value"), json!(true));
    assert_eq!(at("{}", "/options/icc/set"), json!(false));
    assert_eq!(at("{}", "/options/log-driver/value"), json!("json-file"));
    assert_eq!(at("{}", "/options/userns-remap/value"), Json::Null);
    assert_eq!(at("{}", "/options/hosts/value"), json!([]));
}

#[test]
fn unknown_keys_are_listed_with_what_was_meant() {
    let text = r#"{"userns_remap": "default", "zzz": 1}"#;
    assert_eq!(marks(text, "unknown"), ["\"userns_remap\"", "\"zzz\""]);
    assert_eq!(at(text, "/unknown/0/suggestion"), json!("userns-remap"));
    assert_eq!(at(text, "/unknown/1/suggestion"), Json::Null);
}

#[test]
fn values_of_a_wrong_type_are_listed_and_no_default_is_claimed_for_them() {
    let text = r#"{"icc": "false", "hosts": "tcp://x", "log-level": "loud", "dns": [1]}"#;
    assert_eq!(marks(text, "invalid"), ["\"false\"", "\"tcp://x\"", "\"loud\"", "[1]"]);
    assert_eq!(at(text, "/invalid/0/expected"), json!("true or false"));
    assert_eq!(at(text, "/invalid/0/found"), json!("text"));
    assert_eq!(at(text, "/options/icc"), Json::Null);
}

#[test]
fn outdated_keys_are_listed_with_the_reason() {
    let text = r#"{"graph": "/data"}"#;
    assert_eq!(marks(text, "deprecated"), ["\"graph\""]);
    assert!(at(text, "/deprecated/0/reason").as_str().unwrap().contains("data-root"));
}

#[test]
fn hosts_are_taken_apart_where_they_stand() {
    let text = r#"{"hosts": ["fd://", "tcp://0.0.0.0:2375"]}"#;
    assert_eq!(marks(text, "hosts"), ["\"fd://\"", "\"tcp://0.0.0.0:2375\""]);
    assert_eq!(at(text, "/hosts/1/port"), json!(2375));
    assert_eq!(at(text, "/hosts/1/loopback"), json!("no"));
}

#[test]
fn a_file_that_is_no_object_claims_nothing() {
    for text in ["[]", "", "nope", "3"] {
        assert_eq!(at(text, "/options"), json!({}), "{text}");
        assert!(!document(text).reading.faults.is_empty(), "{text}");
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let one = at(r#"{"icc": false, "debug": true}"#, "/options");
    let two = at(r#"{"debug": true, "icc": false}"#, "/options");
    let names = |options: &Json| options.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&two));
    assert_eq!(one["icc"]["value"], two["icc"]["value"]);
}

const NAMES_PROFILE: &str = r#"{"seccomp-profile": "/etc/docker/seccomp.json"}"#;

#[test]
fn a_seccomp_profile_beside_the_file_is_read_with_it() {
    let open = r#"{"defaultAction": "SCMP_ACT_ALLOW"}"#;
    let document =
        engine("files/daemon.json", &[("files/daemon.json", NAMES_PROFILE), ("files/seccomp.json", open)]);
    let read = to_json(&document.reading.model)["options"]["seccomp-profile"]["read"].clone();
    assert_eq!(read["default_action"], json!("SCMP_ACT_ALLOW"));
    let paths: Vec<&str> = document.sources().map(Source::path).collect();
    assert_eq!(paths, ["shop/files/daemon.json", "shop/files/seccomp.json"]);
}

#[test]
fn a_profile_that_is_not_there_is_no_fault() {
    let document = engine("daemon.json", &[("daemon.json", NAMES_PROFILE)]);
    assert!(document.reading.faults.is_empty());
    assert_eq!(to_json(&document.reading.model).pointer("/options/seccomp-profile/read"), None);
}

#[test]
fn faults_of_a_profile_lie_in_the_profile() {
    let document =
        engine("daemon.json", &[("daemon.json", NAMES_PROFILE), ("seccomp.json", "{\"defaultAction\": }")]);
    let places: Vec<&str> =
        document.reading.faults.iter().map(|f| document.source_of(f.span).path()).collect();
    assert!(!places.is_empty());
    assert!(places.iter().all(|path| *path == "shop/seccomp.json"), "{places:?}");
}

#[test]
fn a_profile_that_is_no_text_is_told_where_it_is_named() {
    let path = "seccomp.json";
    let files = BTreeMap::from([
        ("daemon.json".to_owned(), NAMES_PROFILE.as_bytes().to_vec()),
        (path.to_owned(), vec![0xff, 0xfe, 0xfd]),
    ]);
    let source = Source::from_text(FileId(0), "daemon.json", NAMES_PROFILE).unwrap();
    let document = Document::engine(source, "daemon.json", &files, "");
    let fault = &document.reading.faults[0];
    assert_eq!(document.source.slice(fault.span), "\"/etc/docker/seccomp.json\"");
    assert!(fault.message.starts_with("`seccomp.json` cannot be read"), "{}", fault.message);
}
