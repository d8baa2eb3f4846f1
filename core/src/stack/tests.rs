//! Links and postures, on small projects held in memory.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::*;
use crate::policy::to_json;

/// The stack of the files, by path; `daemon.json` is the engine's.
fn stack(files: &[(&str, &str)]) -> Json {
    let text = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
    let all: BTreeMap<String, Vec<u8>> = files.iter().map(text).collect();
    let around = Surroundings::default();
    let main = if all.contains_key("compose.yaml") { "compose.yaml" } else { "deploy/compose.yaml" };
    let compose = Document::project(&[main.to_owned()], &all, "", &around).unwrap();
    let daemon = files.iter().find(|(path, _)| *path == "daemon.json").map(|(path, text)| {
        let source = Source::from_text(FileId(0), *path, text).unwrap();
        Document::engine(source, path, &all, "")
    });
    to_json(&read(&compose, &all, "", &around, daemon.as_ref()).document.reading.model)
}

/// A fact of the service `web`: whether it holds, and by which layer.
fn fact(name: &str, files: &[(&str, &str)]) -> (String, String) {
    let stack = stack(files);
    let fact = &stack["services"]["web"]["posture"][name];
    (fact["held"].as_str().unwrap().to_owned(), fact["by"].as_str().unwrap().to_owned())
}

fn of(held: &str, by: &str) -> (String, String) {
    (held.to_owned(), by.to_owned())
}

const BUILT: &str = "services:\n  web:\n    build: .\n";

mod links {
    use super::*;

    #[test]
    fn a_service_runs_the_last_stage_or_the_one_it_names() {
        let dockerfile = "FROM alpine AS one\nFROM alpine AS two\n";
        for (target, stage) in [("", "two"), ("      target: ONE\n", "one"), ("      target: \"0\"\n", "one")]
        {
            let compose = format!("services:\n  web:\n    build:\n      context: .\n{target}");
            let stack = stack(&[("compose.yaml", &compose), ("Dockerfile", dockerfile)]);
            assert_eq!(stack["services"]["web"]["stage"]["name"], stage, "{target}");
            assert_eq!(stack["services"]["web"]["build"]["target_missing"], false);
        }
    }

    #[test]
    fn a_stage_that_is_not_there_is_missing() {
        let compose = "services:\n  web:\n    build:\n      context: .\n      target: x\n";
        let stack = stack(&[("compose.yaml", compose), ("Dockerfile", "FROM alpine AS y\n")]);
        assert_eq!(stack["services"]["web"]["build"]["target_missing"], true);
        assert!(stack["services"]["web"].get("stage").is_none());
    }

    #[test]
    fn a_dockerfile_is_found_from_the_folder_of_its_project() {
        let compose = "services:\n  web:\n    build:\n      context: ../app\n      dockerfile: docker/web\n";
        let stack = stack(&[("deploy/compose.yaml", compose), ("app/docker/web", "FROM alpine\n")]);
        assert_eq!(stack["services"]["web"]["dockerfile"], "app/docker/web");
    }

    #[test]
    fn what_lies_elsewhere_is_not_linked() {
        for build in ["../..", "https://github.com/a/b.git", "${WHERE}", "/srv/app"] {
            let compose = format!("services:\n  web:\n    build: {build}\n");
            let stack = stack(&[("compose.yaml", &compose), ("Dockerfile", "FROM alpine\n")]);
            assert!(stack["services"]["web"].get("build").is_none(), "{build}");
        }
    }

    #[test]
    fn build_arguments_reach_the_dockerfile() {
        let compose = "services:\n  web:\n    build:\n      context: .\n      args: {BASE: \"debian:13\"}\n";
        let stack = stack(&[("compose.yaml", compose), ("Dockerfile", "ARG BASE=alpine\nFROM $BASE\n")]);
        let base = &stack["services"]["web"]["stage"]["base"]["image"];
        assert_eq!(base["value"], "debian:13");
    }

    #[test]
    fn a_service_may_run_the_image_that_another_builds() {
        let compose = "services:\n  app:\n    build: .\n    image: shop/app\n  web:\n    image: shop/app\n";
        let stack = stack(&[("compose.yaml", compose), ("Dockerfile", "FROM alpine\nUSER 7\n")]);
        assert_eq!(stack["services"]["web"]["image_of"], "app");
        assert_eq!(stack["services"]["web"]["posture"]["user"]["by"], "dockerfile");
    }
}

mod posture {
    use super::*;

    fn web(keys: &str) -> String {
        format!("{BUILT}{keys}")
    }

    #[test]
    fn the_user_is_that_of_compose_then_of_the_stage_then_of_the_base_image() {
        let plain = ("Dockerfile", "FROM alpine\n");
        let own = ("Dockerfile", "FROM alpine\nUSER app\n");
        let cases = [
            ("    user: \"5\"\n", plain, of("yes", "compose")),
            ("    user: root\n", own, of("no", "compose")),
            ("    user: ${WHO}\n", own, of("unknown", "compose")),
            ("", own, of("yes", "dockerfile")),
            ("", plain, of("no", "base")),
            ("", ("Dockerfile", "FROM registry.example.com/x\n"), of("unknown", "base")),
            ("", ("elsewhere", ""), of("unknown", "base")),
        ];
        for (keys, dockerfile, expected) in cases {
            assert_eq!(fact("user", &[("compose.yaml", &web(keys)), dockerfile]), expected, "{keys}");
        }
    }

    #[test]
    fn users_are_mapped_by_the_engine_unless_the_service_opts_out() {
        let remap = ("daemon.json", "{\"userns-remap\": \"default\"}");
        let plain = ("daemon.json", "{}");
        let cases = [
            ("", remap, of("yes", "daemon")),
            ("    userns_mode: host\n", remap, of("no", "compose")),
            ("    userns_mode: ${MODE}\n", remap, of("unknown", "compose")),
            ("", plain, of("no", "daemon")),
            ("", ("x", ""), of("no", "default")),
        ];
        for (keys, engine, expected) in cases {
            assert_eq!(fact("user_namespace", &[("compose.yaml", &web(keys)), engine]), expected, "{keys}");
        }
    }

    #[test]
    fn privileges_cannot_be_gained_where_service_or_engine_says_so() {
        let on = ("daemon.json", "{\"no-new-privileges\": true}");
        let cases = [
            ("", on, of("yes", "daemon")),
            ("    security_opt: [\"no-new-privileges:false\"]\n", on, of("no", "compose")),
            ("    security_opt: [no-new-privileges]\n", ("x", ""), of("yes", "compose")),
            ("", ("x", ""), of("no", "default")),
        ];
        for (keys, engine, expected) in cases {
            assert_eq!(
                fact("no_new_privileges", &[("compose.yaml", &web(keys)), engine]),
                expected,
                "{keys}"
            );
        }
    }

    #[test]
    fn logs_are_bounded_by_the_driver_or_by_max_size() {
        let bounded = "{\"log-opts\": {\"max-size\": \"1m\"}}";
        let cases = [
            ("", bounded, of("yes", "daemon")),
            ("    logging: {driver: json-file}\n", bounded, of("yes", "daemon")),
            ("    logging: {options: {max-size: \"-1\"}}\n", bounded, of("no", "compose")),
            ("    logging: {options: {max-size: 1m}}\n", "{}", of("yes", "compose")),
            ("    logging: {driver: local}\n", "{}", of("yes", "compose")),
            ("    logging: {driver: json-file}\n", "{\"log-driver\": \"local\"}", of("no", "daemon")),
            ("    logging: {driver: \"${DRIVER}\"}\n", "{}", of("unknown", "compose")),
            ("", "{\"log-driver\": \"journald\"}", of("yes", "daemon")),
            ("", "{}", of("no", "daemon")),
        ];
        for (keys, engine, expected) in cases {
            let files = [("compose.yaml", &*web(keys)), ("daemon.json", engine)];
            assert_eq!(fact("log_rotation", &files), expected, "{keys} {engine}");
        }
    }

    #[test]
    fn health_is_checked_by_either_side_and_compose_has_the_last_word() {
        let check = ("Dockerfile", "FROM alpine\nHEALTHCHECK CMD true\n");
        let cases = [
            ("", check, of("yes", "dockerfile")),
            ("    healthcheck: {disable: true}\n", check, of("no", "compose")),
            ("    healthcheck: {test: [CMD, \"true\"]}\n", ("x", ""), of("yes", "compose")),
            ("", ("Dockerfile", "FROM alpine\n"), of("no", "dockerfile")),
            ("", ("Dockerfile", "FROM alpine\nHEALTHCHECK NONE\n"), of("no", "dockerfile")),
            ("", ("x", ""), of("unknown", "base")),
        ];
        for (keys, dockerfile, expected) in cases {
            assert_eq!(fact("healthcheck", &[("compose.yaml", &web(keys)), dockerfile]), expected, "{keys}");
        }
    }

    #[test]
    fn confinement_ends_where_any_layer_ends_it() {
        let off = ("daemon.json", "{\"seccomp-profile\": \"unconfined\"}");
        let own = "    security_opt: [\"seccomp=./strict.json\"]\n";
        let cases = [
            ("", ("x", ""), of("yes", "default")),
            ("", off, of("no", "daemon")),
            (own, off, of("yes", "compose")),
            ("    security_opt: [\"seccomp:unconfined\"]\n", ("x", ""), of("no", "compose")),
            ("    privileged: true\n", ("x", ""), of("no", "compose")),
        ];
        for (keys, engine, expected) in cases {
            assert_eq!(fact("seccomp", &[("compose.yaml", &web(keys)), engine]), expected, "{keys}");
        }
    }

    #[test]
    fn a_profile_that_lets_pass_what_it_does_not_name_confines_nothing() {
        let open = ("open.json", "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}");
        let engine = ("daemon.json", "{\"seccomp-profile\": \"/etc/docker/open.json\"}");
        let own = web("    security_opt: [\"seccomp=open.json\"]\n");
        assert_eq!(fact("seccomp", &[("compose.yaml", &*own), open]), of("no", "compose"));
        assert_eq!(fact("seccomp", &[("compose.yaml", &*web("")), engine, open]), of("no", "daemon"));
        assert_eq!(fact("seccomp", &[("compose.yaml", &*web("")), engine]), of("yes", "daemon"));
    }

    #[test]
    fn only_what_is_published_beyond_this_machine_is_reached() {
        let cases = [
            ("", of("yes", "compose")),
            ("    ports: [\"127.0.0.1:80:80\", \"[::1]:81:81\"]\n", of("yes", "compose")),
            ("    ports: [\"80:80\"]\n", of("no", "compose")),
            ("    ports: [\"${IP}:80:80\"]\n", of("unknown", "compose")),
            ("    network_mode: host\n", of("no", "compose")),
        ];
        for (keys, expected) in cases {
            assert_eq!(fact("network", &[("compose.yaml", &web(keys))]), expected, "{keys}");
        }
    }
}

#[test]
fn every_place_lies_in_its_own_file() {
    let files: BTreeMap<String, Vec<u8>> =
        [("compose.yaml", BUILT), ("Dockerfile", "FROM alpine\nUSER app\n")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into();
    let around = Surroundings::default();
    let compose = Document::project(&["compose.yaml".to_owned()], &files, "", &around).unwrap();
    let stack = read(&compose, &files, "", &around, None).document;
    assert_eq!(stack.sources().count(), stack.kinds.len());
    for object in stack.reading.model.objects() {
        let source = stack.source_of(object.span);
        assert!(object.span.end as usize <= source.text().len(), "{object:?}");
        if let Some(Value::Text(keyword)) = object.get("keyword").map(|entry| &entry.value) {
            assert!(source.slice(object.span).starts_with(keyword.as_str()));
        }
    }
}
