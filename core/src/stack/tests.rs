//! Links and postures, on small projects held in memory.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::*;
use crate::model::Value;
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
    to_json(&read(&compose, &all, "", &around, daemon.as_ref(), &mut Shelf::default()).document.reading.model)
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
    fn the_layers_of_an_image_are_those_of_its_stage_and_of_the_stages_below() {
        let dockerfile = "FROM alpine AS a\nFROM alpine AS x\nFROM a AS b\nFROM b\nCOPY --from=x /x /x\n";
        let stack = stack(&[("compose.yaml", BUILT), ("Dockerfile", dockerfile)]);
        let layers = stack["services"]["web"]["layers"].as_array().unwrap();
        let indexes: Vec<_> = layers.iter().map(|stage| stage["index"].as_i64().unwrap()).collect();
        assert_eq!(indexes, [3, 2, 0]);
    }

    #[test]
    fn stages_that_stand_on_each_other_in_a_ring_are_met_once() {
        let dockerfile = "FROM b AS a\nFROM a AS b\nCOPY --from=b /x /x\n";
        let stack = stack(&[("compose.yaml", BUILT), ("Dockerfile", dockerfile)]);
        assert_eq!(stack["services"]["web"]["layers"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_job_is_linked_as_a_service_is() {
        let compose = "services: {}\njobs:\n  backup:\n    build: .\n";
        let stack = stack(&[("compose.yaml", compose), ("Dockerfile", "FROM alpine\nUSER 7\n")]);
        assert_eq!(stack["jobs"]["backup"]["posture"]["user"]["by"], "dockerfile");
        assert!(stack["services"].get("backup").is_none());
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

mod published {
    use super::*;

    const LOCAL: &str = "{\"default-network-opts\": {\"bridge\": {\"com.docker.network.bridge.host_binding_ipv4\": \"127.0.0.1\"}}}";

    /// Where the port of the service is published, whether only this machine reaches it, and by what.
    fn port(keys: &str, engine: &str) -> (Option<String>, String, String) {
        let compose = format!("services:\n  web:\n    image: nginx\n    ports: [\"8080:80\"]\n{keys}");
        let stack = stack(&[("compose.yaml", &compose), ("daemon.json", engine)]);
        let port = &stack["services"]["web"]["published"][0];
        let text = |name: &str| port[name].as_str().map(str::to_owned);
        (text("address"), text("local").unwrap(), text("by").unwrap())
    }

    fn at(address: &str, local: &str, by: &str) -> (Option<String>, String, String) {
        (Some(address.to_owned()), local.to_owned(), by.to_owned())
    }

    fn network(keys: &str) -> String {
        format!("    networks: [a]\nnetworks:\n  a:\n{keys}")
    }

    #[test]
    fn networks_that_compose_creates_take_the_default_of_the_engine() {
        assert_eq!(port("", LOCAL), at("127.0.0.1", "yes", "daemon"));
        assert_eq!(port(&network("    driver: bridge\n"), LOCAL), at("127.0.0.1", "yes", "daemon"));
        for other in ["    external: true\n", "    driver: macvlan\n"] {
            assert_eq!(port(&network(other), LOCAL), at("0.0.0.0", "no", "default"), "{other}");
        }
    }

    #[test]
    fn the_address_of_the_engine_is_for_the_default_bridge_only() {
        let engine = "{\"ip\": \"127.0.0.1\"}";
        assert_eq!(port("    network_mode: bridge\n", engine), at("127.0.0.1", "yes", "daemon"));
        assert_eq!(port("", engine), at("0.0.0.0", "no", "default"));
        assert_eq!(port("    network_mode: bridge\n", "{}"), at("0.0.0.0", "no", "default"));
    }

    #[test]
    fn a_network_says_for_itself_where_ports_are_published() {
        let own = |address: &str| {
            network(&format!(
                "    driver_opts:\n      com.docker.network.bridge.host_binding_ipv4: {address}\n"
            ))
        };
        assert_eq!(port(&own("127.0.0.1"), "{}"), at("127.0.0.1", "yes", "compose"));
        assert_eq!(port(&own("0.0.0.0"), LOCAL), at("0.0.0.0", "no", "compose"));
        assert_eq!(port(&own("\"${X}\""), LOCAL).1, "unknown");
    }

    #[test]
    fn networks_that_differ_leave_it_open() {
        let keys = "    networks: [a, b]\nnetworks:\n  a: {}\n  b:\n    external: true\n";
        assert_eq!(port(keys, LOCAL).1, "unknown");
    }

    #[test]
    fn an_address_of_the_port_itself_goes_first() {
        let compose =
            "services:\n  web:\n    image: nginx\n    ports: [\"0.0.0.0:80:80\", \"${IP}:81:81\"]\n";
        let stack = stack(&[("compose.yaml", compose), ("daemon.json", LOCAL)]);
        let ports = &stack["services"]["web"]["published"];
        assert_eq!((&ports[0]["local"], &ports[0]["by"]), (&"no".into(), &"compose".into()));
        assert_eq!(ports[1]["local"], "unknown");
    }

    #[test]
    fn without_a_packet_filter_every_port_is_open() {
        let engine = "{\"iptables\": false}";
        let cases = [
            ("", of("no", "daemon")),
            ("    ports: [\"127.0.0.1:80:80\"]\n", of("no", "daemon")),
            ("    network_mode: none\n", of("yes", "compose")),
            ("    network_mode: host\n", of("no", "compose")),
        ];
        for (keys, expected) in cases {
            let compose = format!("services:\n  web:\n    image: nginx\n{keys}");
            let files = [("compose.yaml", &*compose), ("daemon.json", engine)];
            assert_eq!(fact("network", &files), expected, "{keys}");
        }
    }
}

mod writes {
    use super::*;

    /// What the service writes at its start, and whether it may with a read-only root.
    fn writes(dockerfile: &str, keys: &str) -> Vec<String> {
        let compose = format!("{BUILT}{keys}");
        let stack = stack(&[("compose.yaml", &compose), ("Dockerfile", dockerfile)]);
        let text =
            |write: &Json| format!("{} {}", write["path"].as_str().unwrap(), write["kept"].as_str().unwrap());
        stack["services"]["web"]["writes"].as_array().unwrap().iter().map(text).collect()
    }

    #[test]
    fn redirections_and_commands_that_make_files_write() {
        let start = "CMD mkdir -p /a b/c && touch ./d && tee -a /e < f && x > /g 2>> h && y < /i";
        let dockerfile = format!("FROM alpine\nWORKDIR /app\n{start}\n");
        assert_eq!(
            writes(&dockerfile, ""),
            ["/a no", "/app/b/c no", "/app/d no", "/e no", "/g no", "/app/h no"]
        );
    }

    #[test]
    fn places_that_are_not_known_are_not_told() {
        for start in
            ["CMD mkdir $X ../y ~/z", "CMD cd /w && touch x", "CMD mkdir -m 700 x", "CMD x > /dev/null"]
        {
            assert_eq!(writes(&format!("FROM alpine\n{start}\n"), ""), [""; 0], "{start}");
        }
    }

    #[test]
    fn what_a_start_may_pass_over_is_not_told() {
        for start in [
            "CMD test -f /a || touch /a",
            "CMD if [ -n \"$X\" ]; then touch /a; fi; b",
            "CMD [ -d /a ] && touch /a/b",
            "CMD b && exec c; touch /a",
            "CMD if b; then exit; fi; touch /a",
        ] {
            assert_eq!(writes(&format!("FROM alpine\n{start}\n"), ""), [""; 0], "{start}");
        }
        assert_eq!(writes("FROM alpine\nCMD exec > /log; touch /a\n", ""), ["/log no", "/a no"]);
    }

    #[test]
    fn what_the_kernel_shows_as_files_is_no_root_file_system() {
        for start in ["CMD echo b > /proc/1/fd/1", "CMD echo 1 > /sys/x", "CMD touch /v/../dev/x"] {
            assert_eq!(writes(&format!("FROM alpine\n{start}\n"), ""), [""; 0], "{start}");
        }
    }

    #[test]
    fn mounts_and_volumes_stay_writable_unless_they_are_read_only() {
        let dockerfile =
            "FROM alpine AS base\nVOLUME /v\nFROM base\nCMD touch /v/a /t/a /m/a /m/in/a /r/a /o\n";
        let keys = "    tmpfs: [/t]\n    volumes: [\"data:/m\", \"more:/m/in:ro\", \"other:/r:ro\"]\n";
        let expected = ["/v/a yes", "/t/a yes", "/m/a yes", "/m/in/a no", "/r/a no", "/o no"];
        assert_eq!(writes(dockerfile, keys), expected);
        assert_eq!(writes("FROM alpine\nCMD touch /o\n", "    volumes: [\"data:${X}\"]\n"), ["/o unknown"]);
    }

    #[test]
    fn what_compose_starts_instead_hides_what_the_image_starts() {
        let cmd = "FROM alpine\nCMD touch /a\n";
        let entrypoint = "FROM alpine\nENTRYPOINT touch /b\nCMD touch /a\n";
        assert_eq!(writes(cmd, "    command: [x]\n"), [""; 0]);
        assert_eq!(writes(entrypoint, "    command: [x]\n"), ["/b no"]);
        assert_eq!(writes(entrypoint, "    entrypoint: [x]\n"), [""; 0]);
        assert_eq!(writes(cmd, "    working_dir: /w\n"), ["/a no"]);
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
            ("", ("Dockerfile", "FROM registry.example.com/x\n"), of("unknown", "base")),
            ("", ("Dockerfile", "FROM scratch\n"), of("no", "dockerfile")),
            ("", ("x", ""), of("unknown", "base")),
        ];
        for (keys, dockerfile, expected) in cases {
            assert_eq!(fact("healthcheck", &[("compose.yaml", &web(keys)), dockerfile]), expected, "{keys}");
        }
    }

    #[test]
    fn images_of_docker_bring_no_check_and_others_may() {
        for (image, held) in [
            ("postgres:17", "no"),
            ("my-app:1.2", "unknown"),
            ("registry.example.com/x", "unknown"),
            ("a/b", "unknown"),
        ] {
            let compose = format!("services:\n  web:\n    image: {image}\n");
            assert_eq!(fact("healthcheck", &[("compose.yaml", &compose)]), of(held, "base"), "{image}");
        }
    }

    #[test]
    fn what_the_image_brings_is_told_apart_from_what_holds() {
        let dockerfile = ("Dockerfile", "FROM alpine\nHEALTHCHECK CMD true\n");
        let compose = web("    healthcheck: {disable: true}\n");
        let files = [("compose.yaml", &*compose), dockerfile];
        assert_eq!(fact("image_healthcheck", &files), of("yes", "dockerfile"));
    }

    #[test]
    fn a_runtime_is_a_sandbox_by_what_the_engine_says_it_is_else_by_its_name() {
        let gvisor =
            "{\"runtimes\": {\"safe\": {\"path\": \"/usr/local/bin/runsc\"}}, \"default-runtime\": \"safe\"}";
        let kata = "{\"runtimes\": {\"vm\": {\"runtimeType\": \"io.containerd.kata.v2\"}}}";
        let fake = "{\"runtimes\": {\"runsc\": {\"path\": \"/usr/bin/runc\"}}}";
        let cases = [
            ("", gvisor, of("yes", "daemon")),
            ("    runtime: runc\n", gvisor, of("no", "compose")),
            ("    runtime: vm\n", kata, of("yes", "compose")),
            ("    runtime: runsc\n", "{}", of("yes", "compose")),
            ("    runtime: io.containerd.runsc.v1\n", "{}", of("yes", "compose")),
            ("    runtime: runsc\n", fake, of("no", "compose")),
            ("    runtime: nvidia\n", "{}", of("unknown", "compose")),
            ("    runtime: ${RUNTIME}\n", "{}", of("unknown", "compose")),
            ("", "{}", of("no", "daemon")),
        ];
        for (keys, engine, expected) in cases {
            let files = [("compose.yaml", &*web(keys)), ("daemon.json", engine)];
            assert_eq!(fact("sandbox", &files), expected, "{keys} {engine}");
        }
        assert_eq!(fact("sandbox", &[("compose.yaml", &web(""))]), of("no", "default"));
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
            ("    ports: [\"80:80\"]\n", of("no", "default")),
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
    let stack = read(&compose, &files, "", &around, None, &mut Shelf::default()).document;
    assert_eq!(stack.sources().count(), stack.kinds.len());
    for object in stack.reading.model.objects() {
        let source = stack.source_of(object.span);
        assert!(object.span.end as usize <= source.text().len(), "{object:?}");
        if let Some(Value::Text(keyword)) = object.get("keyword").map(|entry| &entry.value) {
            assert!(source.slice(object.span).starts_with(keyword.as_str()));
        }
    }
}
