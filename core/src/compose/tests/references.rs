//! What services name of each other and of the project.

use serde_json::Value as Json;

use super::model;

/// The references of a sound file: `from via name`, and what else is told of some.
fn references(text: &str) -> Vec<String> {
    let model = model(text);
    let shown = |reference: &Json| {
        let part = |key: &str| reference[key].as_str().unwrap().to_owned();
        let mut shown = format!("{} {} {}", part("from"), part("via"), part("name"));
        let told = [
            (reference["defined"] == false, " undefined"),
            (reference["required"] == false, " optional"),
            (reference["job"] == true, " of a job"),
        ];
        told.iter().filter(|(told, _)| *told).for_each(|(_, what)| shown.push_str(what));
        shown
    };
    model["references"].as_array().unwrap().iter().map(shown).collect()
}

/// From which services the references come that are part of a circle, and the first of that circle.
fn circles(needs: &[(&str, &[&str])]) -> Vec<String> {
    let service = |(name, others): &(&str, &[&str])| format!("  {name}: {{depends_on: {others:?}}}\n");
    let model = model(&format!("services:\n{}", needs.iter().map(service).collect::<String>()));
    let in_circle = |reference: &Json| {
        Some(format!("{} in {}", reference["from"].as_str()?, reference["circle"].as_str()?))
    };
    model["references"].as_array().unwrap().iter().filter_map(in_circle).collect()
}

#[test]
fn services_are_named_in_many_ways() {
    let text = "
services:
  web:
    depends_on: {db: {condition: service_started}, no: {condition: service_started, required: false}}
    links: [db, 'no:alias']
    volumes_from: [db, 'no:ro', 'container:other']
    network_mode: service:no
    ipc: container:other
    pid: service:db
    build: {context: ., additional_contexts: {base: 'service:db', other: ./x}}
  db: {image: x}
jobs:
  backup: {image: x, triggers: {manual: true}, depends_on: [db, backup, no]}
";
    assert_eq!(
        references(text),
        [
            "web depends_on db",
            "web depends_on no undefined optional",
            "web links db",
            "web links no undefined",
            "web volumes_from db",
            "web volumes_from no undefined",
            "web network_mode no undefined",
            "web pid db",
            "web additional_contexts db",
            "backup depends_on db of a job",
            "backup depends_on backup of a job",
            "backup depends_on no undefined of a job",
        ]
    );
}

#[test]
fn what_the_project_defines_is_named_too() {
    let text = "
services:
  web:
    networks: [front, no, default]
    volumes: [data:/a, no:/b, ./data:/c, /d]
    secrets: [key, source: no]
    configs: [settings]
    build: {context: ., secrets: [key]}
    models: [no]
networks: {front: }
volumes: {data: }
secrets: {key: {environment: KEY}}
configs: {settings: {environment: SETTINGS}}
";
    assert_eq!(
        references(text),
        [
            "web networks front",
            "web networks no undefined",
            "web networks default",
            "web volumes data",
            "web volumes no undefined",
            "web secrets key",
            "web secrets no undefined",
            "web configs settings",
            "web build.secrets key",
            "web models no undefined",
        ]
    );
}

#[test]
fn a_name_with_a_variable_is_none() {
    let text = "services: {web: {networks: ['${X}'], links: ['${X}:db'], volumes: ['${X}:/a'], pid: 'service:${X}'}}";
    assert_eq!(references(text), [""; 0]);
}

#[test]
fn services_that_wait_for_each_other_are_a_circle() {
    assert_eq!(circles(&[("a", &["a"])]), ["a in a"]);
    assert_eq!(
        circles(&[("z", &["b"]), ("b", &["c"]), ("c", &["z"]), ("d", &["z"])]),
        ["z in z", "b in z", "c in z"]
    );
}

#[test]
fn circles_that_meet_one_way_are_two() {
    let needs: &[(&str, &[&str])] = &[("a", &["b"]), ("b", &["a"]), ("c", &["d"]), ("d", &["c", "a"])];
    assert_eq!(circles(needs), ["a in a", "b in a", "c in c", "d in c"]);
}

#[test]
fn trees_and_diamonds_have_no_circle() {
    assert_eq!(circles(&[("a", &["b", "c"]), ("b", &["d"]), ("c", &["d"]), ("d", &[])]), [""; 0]);
}

#[test]
fn the_image_of_another_service_and_jobs_make_no_circle() {
    let text = "
services:
  a: {build: {context: ., additional_contexts: {x: 'service:a'}}}
jobs:
  b: {image: x, triggers: {manual: true}, depends_on: [b]}
";
    assert!(
        model(text)["references"].as_array().unwrap().iter().all(|reference| reference["circle"].is_null())
    );
}

#[test]
fn a_long_circle_is_found() {
    let names: Vec<String> = (0..20_000).map(|i| format!("s{i}")).collect();
    let next = |i: usize| names[(i + 1) % names.len()].as_str();
    let needs: Vec<[&str; 1]> = (0..names.len()).map(|i| [next(i)]).collect();
    let needs: Vec<(&str, &[&str])> =
        names.iter().zip(&needs).map(|(name, needs)| (name.as_str(), needs.as_slice())).collect();
    let circles = circles(&needs);
    assert_eq!(circles.len(), names.len());
    assert!(circles.iter().all(|shown| shown.ends_with(" in s0")));
}
