//! It does not matter for findings where a key stands: in a file laid over another, behind an anchor, an
//! `extends` or an `include`. Only their places change, and those of what a stack makes of them.

mod judge;

use std::cell::RefCell;
use std::collections::BTreeMap;

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::stack::{self, Shelf};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value as Json, json};

use judge::Judge;

const DOCKERFILE: &str = "FROM node:22-alpine\nVOLUME /data\nUSER node\nEXPOSE 80\nHEALTHCHECK CMD true\n";
const ENGINES: [&str; 3] = [
    "{}",
    "{\"no-new-privileges\": true, \"userns-remap\": \"default\", \"log-opts\": {\"max-size\": \"1m\"}}",
    "{\"iptables\": false, \"default-runtime\": \"runsc\"}",
];

/// The keys of a service.
type Service = Map<String, Json>;

/// What is said of a project, without places, and how often.
type Said = BTreeMap<String, usize>;

/// Values that rules look at, by the key they stand under.
fn keys() -> Vec<(&'static str, Vec<Json>)> {
    vec![
        ("build", vec![json!(".")]),
        ("image", vec![json!("nginx"), json!("nginx:1.29"), json!("postgres:17")]),
        ("privileged", vec![json!(true), json!(false)]),
        ("user", vec![json!("root"), json!("7")]),
        ("read_only", vec![json!(true)]),
        ("cap_add", vec![json!(["SYS_ADMIN", "CHOWN"]), json!(["NET_ADMIN"])]),
        ("cap_drop", vec![json!(["ALL"]), json!(["CHOWN", "KILL"])]),
        ("security_opt", vec![json!(["seccomp:unconfined", "no-new-privileges:true"])]),
        ("ports", vec![json!(["5432:5432", "127.0.0.1:81:81"]), json!(["22:22"])]),
        ("volumes", vec![json!(["/var/run/docker.sock:/s", "data:/data"]), json!(["/etc:/e"])]),
        ("environment", vec![json!({"DB_PASSWORD": "hunter2-prod", "MODE": "fast"})]),
        ("network_mode", vec![json!("host"), json!("bridge")]),
        ("pid", vec![json!("host")]),
        ("userns_mode", vec![json!("host")]),
        ("mem_limit", vec![json!("1g")]),
        ("pids_limit", vec![json!(100), json!(-1)]),
        ("logging", vec![json!({"driver": "none"}), json!({"options": {"max-size": "1m"}})]),
        ("healthcheck", vec![json!({"disable": true}), json!({"test": ["CMD", "curl", "x"]})]),
        ("runtime", vec![json!("runsc"), json!("runc")]),
        ("tmpfs", vec![json!(["/t:exec", "/u"])]),
    ]
}

fn service() -> impl Strategy<Value = Service> {
    let keys = keys();
    prop::collection::vec((0..keys.len(), any::<prop::sample::Index>()), 1..12).prop_map(move |picks| {
        let pick = |(key, value): &(usize, prop::sample::Index)| {
            let (key, values) = &keys[*key];
            ((*key).to_owned(), value.get(values).clone())
        };
        let mut service: Service = picks.iter().map(pick).collect();
        if !service.contains_key("build") {
            service.entry("image").or_insert("busybox".into());
        }
        service
    })
}

/// The service in two parts: each key in one of them, or the first items of a list and the others.
fn split(service: &Service, choices: &[u8]) -> (Service, Service) {
    let (mut low, mut high) = (Map::new(), Map::new());
    for ((key, value), choice) in service.iter().zip(choices) {
        match (value, choice % 3) {
            (Json::Array(items), 2) if items.len() > 1 => {
                low.insert(key.clone(), items[..1].into());
                high.insert(key.clone(), items[1..].into());
            }
            (_, 0) => drop(low.insert(key.clone(), value.clone())),
            _ => drop(high.insert(key.clone(), value.clone())),
        }
    }
    (low, high)
}

fn project(service: &Service) -> Json {
    json!({"services": {"web": service, "db": {"image": "postgres:17-alpine"}}, "volumes": {"data": {}}})
}

/// Findings and adjustments of the project at `paths`, and of its stack.
fn said(judge: &mut Judge, paths: &[&str], files: &[(&str, String)], engine: &str) -> Said {
    let mut all: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect();
    all.insert("Dockerfile".to_owned(), DOCKERFILE.as_bytes().to_vec());
    let around = Surroundings::default();
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let compose = Document::project(&paths, &all, "", &around).unwrap();
    assert!(compose.reading.faults.is_empty(), "{:?} in {files:?}", compose.reading.faults);
    let (engine, _) = judge.judge(Kind::Daemon, engine.as_bytes());
    let stack = stack::read(&compose, &all, "", &around, Some(&engine), &mut Shelf::default()).document;
    let mut said = Said::new();
    for document in [&compose, &stack] {
        let evaluation = judge.evaluate(document);
        for finding in evaluation.findings {
            let source = document.source_of(finding.span);
            assert!(source.whole().contains(finding.span), "{} lies outside {}", finding.rule, source.path());
            let related = finding.related.iter().map(|place| place.message.as_str());
            let related = related.collect::<Vec<_>>().join("; ");
            let line = format!("{} {} {} ({related})", finding.rule, finding.severity, finding.message);
            *said.entry(line).or_insert(0) += 1;
        }
        for change in evaluation.adjustments {
            let line = format!("{} → {}: {}", change.rule, change.effect.name(), change.because);
            *said.entry(line).or_insert(0) += 1;
        }
    }
    said
}

/// Holds the findings of a service in one file against those of what `moved` makes of it.
fn holds(moved: impl Fn(&Service, &[u8]) -> (Vec<&'static str>, Vec<(&'static str, String)>)) {
    let judge = RefCell::new(Judge::new());
    run(|service, choices, engine| {
        let mut judge = judge.borrow_mut();
        let text = project(service).to_string();
        let whole = said(&mut judge, &["compose.yaml"], &[("compose.yaml", text)], engine);
        let (paths, files) = moved(service, choices);
        prop_assert_eq!(said(&mut judge, &paths, &files, engine), whole, "{:?}", files);
        Ok(())
    });
}

/// Tries services, ways to part them, and engines.
fn run(holds: impl Fn(&Service, &[u8], &str) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let cases = (service(), prop::collection::vec(any::<u8>(), 32), prop::sample::select(&ENGINES[..]));
    let result = runner.run(&cases, |(service, choices, engine)| holds(&service, &choices, engine));
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_service_may_be_split_into_a_file_and_one_laid_over_it() {
    holds(|service, choices| {
        let (low, high) = split(service, choices);
        let over = json!({"services": {"web": high}}).to_string();
        let files = vec![("compose.yaml", project(&low).to_string()), ("compose.override.yaml", over)];
        (vec!["compose.yaml", "compose.override.yaml"], files)
    });
}

#[test]
fn keys_may_be_moved_behind_an_extends() {
    holds(|service, choices| {
        let (low, mut high) = split(service, choices);
        high.insert("extends".to_owned(), json!({"file": "base.yaml", "service": "any"}));
        let base = json!({"services": {"any": low}}).to_string();
        (vec!["compose.yaml"], vec![("compose.yaml", project(&high).to_string()), ("base.yaml", base)])
    });
}

#[test]
fn a_service_may_be_moved_behind_an_include() {
    holds(|service, _| {
        let main = json!({"include": ["part.yaml"], "services": {}}).to_string();
        (vec!["compose.yaml"], vec![("compose.yaml", main), ("part.yaml", project(service).to_string())])
    });
}

#[test]
fn keys_may_be_moved_behind_an_anchor() {
    holds(|service, choices| {
        let (mut moved, mut own) = (Map::new(), Map::new());
        for ((key, value), choice) in service.iter().zip(choices) {
            let part = if choice % 2 == 0 { &mut moved } else { &mut own };
            part.insert(key.clone(), value.clone());
        }
        let moved = Json::from(moved);
        let mut text = format!("x-part: &part {moved}\nservices:\n  web:\n    <<: *part\n");
        for (at, (key, value)) in own.iter().enumerate() {
            text.push_str(&format!("    {key}: &own{at} {value}\n"));
        }
        text.push_str("  db: {\"image\": \"postgres:17-alpine\"}\nvolumes: {data: {}}\n");
        (vec!["compose.yaml"], vec![("compose.yaml", text)])
    });
}

/// Rules about what only a service can be.
const OF_SERVICES: [&str; 6] = [
    "compose/conflicting-keys",
    "compose/conflicting-values",
    "compose/host-port-duplicate",
    "compose/invalid-value",
    "compose/ports-without-effect",
    "stack/healthcheck-absent",
];

#[test]
fn a_job_is_judged_as_a_service_is() {
    let judge = RefCell::new(Judge::new());
    run(|service, _, engine| {
        let mut judge = judge.borrow_mut();
        let mut said = |project: Json| -> Said {
            let files = [("compose.yaml", project.to_string())];
            let all = said(&mut judge, &["compose.yaml"], &files, engine).into_iter();
            let of_any = all.filter(|(line, _)| OF_SERVICES.iter().all(|rule| !line.starts_with(rule)));
            of_any
                .map(|(line, count)| {
                    (
                        line.replace("Job \"web\"", "Service \"web\"")
                            .replace("job \"web\"", "service \"web\""),
                        count,
                    )
                })
                .collect()
        };
        let mut job = project(service);
        let mut web = job["services"].as_object_mut().unwrap().remove("web").unwrap();
        web["triggers"] = json!({"schedule": [{"cron": "0 * * * *"}]});
        job["jobs"] = json!({"web": web});
        prop_assert_eq!(said(job), said(project(service)));
        Ok(())
    });
}
