//! Every value knows the characters that it comes from.

use super::{reading, source};
use crate::model::{Entry, Model, Object, Value};

fn object<'a>(model: &'a Model, parent: &'a Object, key: &str) -> &'a Object {
    match &parent.get(key).unwrap().value {
        Value::Object(id) => model.object(*id),
        other => panic!("{key} is {other:?}"),
    }
}

fn member<'a>(parent: &'a Object, table: &str, key: &str) -> &'a Entry {
    match &parent.get(table).unwrap().value {
        Value::Table(entries) => entries.iter().find(|entry| entry.name == key).unwrap(),
        other => panic!("{table} is {other:?}"),
    }
}

fn web(text: &str, check: impl Fn(&Model, &Object, &dyn Fn(crate::source::Span) -> String)) {
    let source = source(text);
    let reading = reading(text);
    let root = reading.model.object(reading.model.root());
    let Value::Object(id) = member(root, "services", "web").value else { panic!("web is an object") };
    check(&reading.model, reading.model.object(id), &|span| source.slice(span).to_owned());
}

#[test]
fn a_service_is_marked_by_its_name_and_takes_new_keys_in_its_own_mapping() {
    let text = "x-a: &a\n  restart: always\nservices:\n  web:\n    <<: *a\n    image: nginx\n";
    web(text, |_, service, slice| {
        assert_eq!(slice(service.span), "web");
        assert!(slice(service.body.unwrap()).contains("image: nginx"));
        assert!(!slice(service.body.unwrap()).contains("always"));
        let restart = service.get("restart").unwrap();
        assert_eq!(
            (slice(restart.key.unwrap()), slice(restart.span.unwrap())),
            ("restart".into(), "always".into())
        );
        assert!(restart.key.unwrap().start < service.span.start, "it points to where it is written");
    });
}

#[test]
fn entries_and_items_have_their_own_places() {
    web("services:\n  web:\n    cap_add: [A, B]\n    user: 'root'\n", |_, service, slice| {
        let user = service.get("user").unwrap();
        assert_eq!((slice(user.key.unwrap()), slice(user.span.unwrap())), ("user".into(), "'root'".into()));
        let Value::List(items) = &service.get("cap_add").unwrap().value else { panic!("a list") };
        assert_eq!(slice(items[1].span.unwrap()), "B");
    });
}

#[test]
fn short_syntaxes_are_marked_as_a_whole_and_cannot_take_keys() {
    web("services:\n  web:\n    ports: ['80:80', {target: 1}]\n    build: .\n", |model, service, slice| {
        let Value::List(ports) = &service.get("ports").unwrap().value else { panic!("a list") };
        let port = |i: usize| match ports[i].value {
            Value::Object(id) => model.object(id),
            _ => panic!("an object"),
        };
        assert_eq!((slice(port(0).span), port(0).body), ("'80:80'".into(), None));
        assert_eq!(port(0).get("target").unwrap().span, None);
        assert!(port(1).body.is_some());
        assert_eq!(slice(port(1).get("target").unwrap().span.unwrap()), "1");
        let build = object(model, service, "build");
        assert_eq!((slice(build.span), build.body), ("build: .".into(), None));
    });
}

#[test]
fn environment_is_marked_in_both_forms() {
    web("services:\n  web:\n    environment: [A=1]\n", |model, service, slice| {
        let entry = member(service, "environment", "A");
        assert_eq!((slice(entry.span.unwrap()), entry.key), ("A=1".into(), None));
        let Value::Object(id) = entry.value else { panic!("an object") };
        assert_eq!(slice(model.object(id).span), "A=1");
    });
    web("services:\n  web:\n    environment: {A: 1}\n", |model, service, slice| {
        let Value::Object(id) = member(service, "environment", "A").value else { panic!("an object") };
        assert_eq!(slice(model.object(id).span), "A: 1");
        assert_eq!(slice(model.object(id).get("text").unwrap().span.unwrap()), "1");
    });
}

#[test]
fn posture_points_at_what_decided_it() {
    let text = "services:\n  web:\n    pid: host\n    user: root\n    cap_drop: [ALL]\n    security_opt: ['seccomp:unconfined']\n";
    web(text, |model, service, slice| {
        let effective = object(model, service, "effective");
        assert_eq!(slice(effective.span), "web");
        assert_eq!(slice(object(model, effective, "user").span), "user");
        assert_eq!(slice(object(model, effective, "capabilities").span), "cap_drop");
        assert_eq!(slice(object(model, effective, "seccomp").span), "'seccomp:unconfined'");
        let Value::List(shared) = &effective.get("host_namespaces").unwrap().value else { panic!("a list") };
        assert_eq!(slice(shared[0].span.unwrap()), "host");
    });
}

#[test]
fn names_of_other_things_have_their_places_in_both_forms() {
    let text = "services:\n  web:\n    container_name: one\n    network_mode: service:db\n    depends_on: [db]\n    \
                networks: {front: {aliases: [a]}}\n    secrets: [s, {source: t}]\n    volumes: ['data:/d']\n    \
                deploy: {replicas: 2}\n    scale: 3\n";
    web(text, |model, service, slice| {
        let value = |key: &str| slice(service.get(key).unwrap().span.unwrap());
        assert_eq!((value("container_name"), value("network_mode")), ("one".into(), "service:db".into()));
        assert_eq!(value("scale"), "3");
        assert_eq!(slice(member(service, "depends_on", "db").span.unwrap()), "db");
        let Value::Object(front) = member(service, "networks", "front").value else { panic!("an object") };
        assert_eq!(slice(model.object(front).span), "front");
        let item = |key: &str, at: usize| match &service.get(key).unwrap().value {
            Value::List(items) => match items[at].value {
                Value::Object(id) => slice(model.object(id).span),
                _ => panic!("an object"),
            },
            _ => panic!("a list"),
        };
        assert_eq!((item("secrets", 0), item("secrets", 1)), ("s".into(), "{source: t}".into()));
        assert_eq!(item("volumes", 0), "'data:/d'");
        let deploy = object(model, service, "deploy");
        assert_eq!(slice(deploy.get("replicas").unwrap().span.unwrap()), "2");
    });
}
