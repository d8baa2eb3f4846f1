//! Files of variables that services name.

use serde_json::{Value as Json, json};

use super::several::{faults_of, files, project_of, slice, started_at_first};
use super::{json, messages, reading};
use crate::compose::read_project;
use crate::model::Value;
use crate::reading::Surroundings;

/// The variables of the service `web`, with what is known of each.
fn environment(list: &[(&str, &str)]) -> Json {
    let model = started_at_first(list);
    let pairs = model["services"]["web"]["environment"].as_object().unwrap().clone();
    pairs.into_iter().map(|(name, pair)| (name, pair.get("value").cloned().unwrap_or(json!(null)))).collect()
}

#[test]
fn variables_of_files_stand_below_those_of_the_service() {
    let list = [
        ("compose.yaml", "services: {web: {env_file: [a.env, {path: b.env}], environment: {A: own, N: }}}"),
        ("a.env", "A=a\nB=a\nC=a\nN=a\n"),
        ("b.env", "B=b\n"),
    ];
    assert_eq!(environment(&list), json!({"A": "own", "B": "b", "C": "a", "N": null}));
}

#[test]
fn a_service_without_variables_of_its_own_has_those_of_its_files() {
    let list = [("compose.yaml", "services: {web: {env_file: a.env}}"), ("a.env", "A=a")];
    assert_eq!(environment(&list), json!({"A": "a"}));
}

#[test]
fn values_may_use_the_project_the_service_and_what_stands_before() {
    let list = [
        ("compose.yaml", "services: {web: {env_file: a.env, environment: {S: service, P: service}}}"),
        (".env", "P=project"),
        ("a.env", "F=file\nX=$P-$S-${F}\nY=${UNSET}\nZ=${UNSET:-z}\nL='$P'\nD=\"\\$P\"\n"),
    ];
    assert_eq!(
        environment(&list),
        json!({"S": "service", "P": "service", "F": "file", "X": "project-service-file", "Y": null, "Z": "z", "L": "$P", "D": "$P"})
    );
}

#[test]
fn names_alone_are_passed_through() {
    let list = [("compose.yaml", "services: {web: {env_file: a.env}}"), ("a.env", "A\nB=b")];
    let model = started_at_first(&list);
    assert_eq!(model["services"]["web"]["environment"]["A"], json!({"name": "A", "variables": []}));
}

#[test]
fn the_raw_format_takes_values_as_they_are() {
    let list = [
        ("compose.yaml", "services: {web: {env_file: [{path: a.env, format: raw}]}}"),
        ("a.env", "A='$X' # y\n"),
    ];
    assert_eq!(environment(&list), json!({"A": "'$X' # y"}));
}

#[test]
fn places_lie_in_the_file() {
    let list = [("compose.yaml", "services: {web: {env_file: a.env}}"), ("a.env", "# c\nPASSWORD='x y'\n")];
    let project = project_of(&["compose.yaml"], &files(&list));
    let place = |name: &str| {
        let object = project.reading.model.objects().iter().find(|object| {
            object.get("name").is_some_and(|entry| entry.value == Value::Text(name.to_owned()))
                && object.get("text").is_some()
        });
        let object = object.unwrap();
        (slice(&project, object.span), slice(&project, object.get("text").unwrap().span.unwrap()))
    };
    assert_eq!(place("PASSWORD"), ("a.env: PASSWORD='x y'".to_owned(), "a.env: 'x y'".to_owned()));
    let comments: Vec<_> =
        project.reading.comments.iter().map(|comment| slice(&project, comment.span)).collect();
    assert_eq!(comments, ["a.env: # c"]);
}

#[test]
fn files_are_found_from_the_file_that_names_them() {
    let list = [
        (
            "compose.yaml",
            "include: [sub/i.yaml]\nservices: {web: {extends: {file: sub/b.yaml, service: b}, env_file: own.env}}",
        ),
        ("sub/b.yaml", "services: {b: {env_file: b.env}}"),
        ("sub/i.yaml", "services: {i: {env_file: b.env}}"),
        ("sub/b.env", "A=sub\nB=sub"),
        ("own.env", "A=own"),
    ];
    assert_eq!(environment(&list), json!({"A": "own", "B": "sub"}));
    let model = started_at_first(&list);
    assert_eq!(model["services"]["i"]["environment"]["A"]["value"], "sub");
    let files: Vec<_> =
        model["services"]["web"]["env_file"].as_array().unwrap().iter().map(|f| f["path"].clone()).collect();
    assert_eq!(files, ["sub/b.env", "own.env"]);
}

#[test]
fn a_file_that_is_not_there_is_no_fault_for_it_may_be_on_another_machine() {
    let list = [(
        "compose.yaml",
        "services: {web: {env_file: [none.env, {path: a.env, required: false}, {path: '${UNSET}', required: true}, ../out.env, /out.env]}}",
    )];
    assert_eq!(faults_of(&list), []);
}

#[test]
fn items_tell_whether_they_were_read() {
    let list = [
        ("compose.yaml", "services: {web: {env_file: [a.env, {path: b.env, required: false}]}}"),
        ("a.env", ""),
    ];
    let model = started_at_first(&list);
    let read: Vec<_> =
        model["services"]["web"]["env_file"].as_array().unwrap().iter().map(|f| f["read"].clone()).collect();
    assert_eq!(read, [true, false]);
}

#[test]
fn a_file_alone_says_nothing_of_them() {
    let reading = reading("services: {web: {env_file: none.env}}");
    assert_eq!(messages(&reading), [""; 0]);
    assert_eq!(json(&reading.model)["services"]["web"]["environment"], json!({}));
}

#[test]
fn what_is_wrong_in_a_file_is_told_there_without_its_value() {
    let list = [
        ("compose.yaml", "services: {web: {env_file: a.env}, db: {env_file: a.env}}"),
        ("a.env", "two words=x\nB=${hunter2\nC='hunter2\n"),
    ];
    let told = faults_of(&list);
    let places: Vec<_> = told.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["a.env: two words", "a.env: ${hunter2", "a.env: 'hunter2"]);
    assert!(told.iter().all(|(_, message)| !message.contains("hunter2")), "{told:?}");
}

#[test]
fn a_reset_list_of_files_is_not_read() {
    let list = files(&[
        ("a.yaml", "services: {web: {env_file: a.env}}"),
        ("b.yaml", "services: {web: {env_file: !reset []}}"),
        ("a.env", "A=a"),
    ]);
    let model = json(&project_of(&["a.yaml", "b.yaml"], &list).reading.model);
    assert_eq!(model["services"]["web"]["environment"], json!({}));
}

#[test]
fn many_services_with_large_files_end_quickly() {
    let services: String = (0..2000).map(|i| format!("  s{i}: {{env_file: a.env}}\n")).collect();
    let variables: String = (0..2000).map(|i| format!("V{i}=x\n")).collect();
    let list = [("compose.yaml", format!("services:\n{services}")), ("a.env", variables)];
    let list: Vec<_> = list.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let project = read_project(&["compose.yaml".to_owned()], &files(&list), &Surroundings::default());
    assert_eq!(messages(&project.reading), ["files of variables hold more than can be read"]);
}

#[test]
fn labels_of_a_file_stand_below_those_of_the_service() {
    let model = started_at_first(&[
        ("a.yaml", "services: {web: {label_file: [l, m], labels: {own: service}, environment: {E: e}}}"),
        ("l", "own=file\none=1\ntwo=$one$E\n"),
        ("m", "one=2\n"),
    ]);
    let labels = &model["services"]["web"]["labels"];
    assert_eq!((&labels["own"]["value"], &labels["one"]["value"]), (&json!("service"), &json!("2")));
    assert_eq!(labels["two"]["text"], "$one$E", "only labels before it are known");
    assert_eq!(labels["two"].get("value"), None);
}
