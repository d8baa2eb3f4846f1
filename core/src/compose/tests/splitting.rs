//! It does not matter in which file a key stands: overridden, extended or included.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::properties::{Pair, service, without_short_text};
use super::several::{files, project_of};
use super::{json, messages};

/// A service in both syntaxes, without what names other files and without what stands twice.
fn lone_service() -> impl Strategy<Value = Pair> {
    service().prop_map(|(mut short, mut long)| {
        for service in [&mut short, &mut long] {
            let keys = service.as_object_mut().unwrap();
            keys.remove("extends");
            keys.remove("env_file");
        }
        for key in ["ports", "volumes"] {
            let mut seen = BTreeSet::new();
            let mut identity = |item: &Json| {
                let mut item = item.clone();
                if key == "volumes" {
                    item = item["target"].take();
                }
                item.as_object_mut().map(|port| port.entry("host_ip").or_insert("0.0.0.0".into()).take());
                seen.insert(item.to_string())
            };
            let keep: Vec<bool> = long[key].as_array().unwrap().iter().map(&mut identity).collect();
            for service in [&mut short, &mut long] {
                let mut keep = keep.iter();
                service[key].as_array_mut().unwrap().retain(|_| *keep.next().unwrap());
            }
        }
        (short, long)
    })
}

/// The service in two parts: each key in one of them, or a part of its members in each.
fn split((short, long): &Pair, choices: &[u8]) -> (Json, Json) {
    let (mut low, mut high) = (Map::new(), Map::new());
    for ((key, short), choice) in short.as_object().unwrap().iter().zip(choices) {
        let long = &long[key];
        match choice % 4 {
            0 => drop(low.insert(key.clone(), short.clone())),
            1 => drop(high.insert(key.clone(), long.clone())),
            at => {
                let (first, second) = halves(short, long, usize::from(at - 1));
                low.extend(first.map(|value| (key.clone(), value)));
                high.extend(second.map(|value| (key.clone(), value)));
            }
        }
    }
    (low.into(), high.into())
}

/// The first members of one and the others of its equal; if they have no members, the first alone.
fn halves(short: &Json, long: &Json, at: usize) -> (Option<Json>, Option<Json>) {
    let part = |value: &Json, first: bool| match value {
        Json::Array(items) if first => items.iter().take(at).cloned().collect(),
        Json::Array(items) => items.iter().skip(at).cloned().collect(),
        Json::Object(map) => {
            let pairs = map.iter().map(|(key, value)| (key.clone(), value.clone()));
            let pairs: Map<_, _> = if first { pairs.take(at).collect() } else { pairs.skip(at).collect() };
            pairs.into()
        }
        scalar => scalar.clone(),
    };
    let size = |value: &Json| match value {
        Json::Array(items) => Some(items.len()),
        Json::Object(map) => Some(map.len()),
        _ => None,
    };
    match (size(short), size(long)) {
        (Some(a), Some(b)) if a == b => (Some(part(short, true)), Some(part(long, false))),
        _ => (Some(short.clone()), None),
    }
}

/// What a sound project means, apart from how it is written.
fn meaning(paths: &[&str], list: &[(&str, String)]) -> Json {
    let list: Vec<_> = list.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let project = project_of(paths, &files(&list));
    assert_eq!(messages(&project.reading), [""; 0], "faults in {list:?}");
    let mut model = without_short_text(json(&project.reading.model));
    for key in ["path", "text", "include"] {
        model.as_object_mut().unwrap().remove(key);
    }
    // A build without a context is that of the project's directory; included ones say so.
    if let Some(build) = model["services"]["web"]["build"].as_object_mut() {
        build.entry("context").or_insert(".".into());
    }
    model
}

fn text(service: &Json) -> String {
    json!({"services": {"web": service}}).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_service_may_be_split_into_two_files(
        pair in lone_service(), choices in prop::collection::vec(any::<u8>(), 32),
    ) {
        let whole = meaning(&["a.yaml"], &[("a.yaml", text(&pair.0))]);
        let (low, high) = split(&pair, &choices);
        let list = [("a.yaml", text(&low)), ("b.yaml", text(&high))];
        prop_assert_eq!(meaning(&["a.yaml", "b.yaml"], &list), whole);
    }

    #[test]
    fn keys_may_be_moved_behind_an_extends_or_an_include(
        pair in lone_service(), choices in prop::collection::vec(any::<u8>(), 32),
    ) {
        let whole = meaning(&["a.yaml"], &[("a.yaml", text(&pair.0))]);
        let (low, high) = split(&pair, &choices);
        let included = json!({"include": ["b.yaml"], "services": {"web": high}}).to_string();
        let list = [("a.yaml", included), ("b.yaml", text(&low))];
        prop_assert_eq!(meaning(&["a.yaml"], &list), whole.clone());
        let mut extending = high;
        extending["extends"] = json!({"file": "b.yaml", "service": "web"});
        let list = [("a.yaml", text(&extending)), ("b.yaml", text(&low))];
        prop_assert_eq!(meaning(&["a.yaml"], &list), whole);
    }

    #[test]
    fn a_whole_project_may_be_included(pair in lone_service(), deep in 1usize..8) {
        let whole = meaning(&["a.yaml"], &[("a.yaml", text(&pair.0))]);
        let mut list: Vec<(String, String)> = (0..deep)
            .map(|i| (format!("{i}.yaml"), json!({"include": [format!("{}.yaml", i + 1)]}).to_string()))
            .collect();
        list.push((format!("{deep}.yaml"), text(&pair.1)));
        let list: Vec<_> = list.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
        prop_assert_eq!(meaning(&["0.yaml"], &list), whole);
    }

    #[test]
    fn any_files_are_read_with_places_inside_them(
        texts in prop::collection::vec(
            "(services:|include:|extends: \\{file: [ab].yaml, service: a\\}|env_file: [ab].yaml| a:|- [abc].yaml|ports:|- 80|!reset|!override|\\$\\{X|=|'|\n|\n  |\n    ){0,24}",
            3,
        ),
    ) {
        let names = ["a.yaml", "b.yaml", "c.yaml"];
        let list: Vec<_> = names.iter().copied().zip(texts.iter().map(String::as_str)).collect();
        let project = project_of(&["a.yaml", "b.yaml"], &files(&list));
        let inside = |span: crate::source::Span| {
            project.sources.get(span.file.0 as usize).is_some_and(|source| source.whole().contains(span))
        };
        prop_assert!(project.reading.model.objects().iter().all(|object| inside(object.span)));
        prop_assert!(project.reading.faults.iter().all(|fault| inside(fault.span)));
        prop_assert!(json(&project.reading.model).is_object());
    }
}
