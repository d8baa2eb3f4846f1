//! What the keys of a file become in the model.

use serde_json::json;

use super::{model, model_at, reading, service};
use crate::reading::Surroundings;

#[test]
fn lists_and_tables_that_are_documented_are_there_even_when_the_file_is_empty() {
    for text in ["", "services: {}", "# nothing\n", "services:\n  web: {}\n"] {
        let file = model(text);
        for key in ["services", "networks", "volumes", "secrets", "configs", "extra"] {
            assert!(file[key].is_object(), "{key} of {text:?}");
        }
        assert_eq!(file["variables"], json!([]));
    }
    let web = service("{}");
    for key in ["cap_add", "cap_drop", "security_opt", "devices", "ports", "volumes", "tmpfs", "env_file"] {
        assert_eq!(web[key], json!([]), "{key}");
    }
    for key in ["environment", "networks", "ulimits", "sysctls", "labels", "depends_on", "extra"] {
        assert_eq!(web[key], json!({}), "{key}");
    }
}

#[test]
fn old_files_are_recognised_and_their_services_read() {
    let file = model("web:\n  image: nginx\n  privileged: true\ndb:\n  build: ./db\n");
    assert_eq!(file["format"], "v1");
    assert_eq!(file["services"]["web"]["privileged"], true);
    assert_eq!(file["services"]["db"]["build"]["context"], "./db");
    assert_eq!(model("services: {web: {image: nginx}}")["format"], "spec");
}

#[test]
fn truth_and_numbers_are_typed_also_when_they_are_text() {
    let web = service("privileged: \"yes\"\nread_only: 'true'\npids_limit: '100'\ncpus: '0.5'\nscale: 2");
    assert_eq!(web["privileged"], true);
    assert_eq!(web["read_only"], true);
    assert_eq!(web["pids_limit"], 100);
    assert_eq!(web["cpus"], 0.5);
    assert_eq!(web["scale"], 2);
}

#[test]
fn sizes_and_users_are_given_as_written() {
    let web = service("mem_limit: 512m\nmemswap_limit: -1\nuser: 1000:1000");
    assert_eq!((&web["mem_limit"], &web["memswap_limit"]), (&json!("512m"), &json!(-1)));
    assert_eq!(web["user"], "1000:1000");
}

#[test]
fn what_depends_on_an_unset_variable_is_unknown() {
    let web = service("privileged: ${P}\ncap_add: [\"${C}\"]\nhostname: a-${H}");
    assert_eq!(web["privileged"], json!({"unknown": "${P}"}));
    assert_eq!(web["cap_add"], json!([{"unknown": "${C}"}]));
    assert_eq!(web["hostname"], json!({"unknown": "a-${H}"}));
    assert_eq!(web["effective"]["privileged"], "unknown");
}

#[test]
fn a_default_makes_a_variable_known() {
    let web = service("privileged: ${P:-false}\npids_limit: ${N:-10}\nports: ['${PORT:-127.0.0.1:80}:80']");
    assert_eq!((&web["privileged"], &web["pids_limit"]), (&json!(false), &json!(10)));
    assert_eq!(web["ports"][0]["host_ip"], "127.0.0.1");
    assert_eq!(web["ports"][0]["text"], "${PORT:-127.0.0.1:80}:80");
}

#[test]
fn values_from_outside_replace_variables() {
    let around =
        Surroundings { variables: [("P".to_owned(), "true".to_owned())].into(), ..Surroundings::default() };
    let text = "services: {web: {privileged: \"${P:-false}\", hostname: $P}}";
    let reading = crate::compose::read(&super::source(text), &around);
    let file = super::json(&reading.model);
    assert_eq!(file["services"]["web"]["privileged"], true);
    assert_eq!(file["services"]["web"]["hostname"], "true");
    assert_eq!(file["variables"][0]["set"], true);
}

#[test]
fn keys_of_mappings_are_not_interpolated() {
    let web = service("environment: {\"${K}\": v}");
    assert_eq!(web["environment"]["${K}"]["value"], "v");
}

#[test]
fn environment_tells_text_value_and_what_is_passed_through() {
    let web = service("environment:\n  - A=1=2\n  - B=${X}\n  - C\n  - A2=\n  - A=last");
    assert_eq!(
        web["environment"],
        json!({
            "A": {"name": "A", "text": "last", "value": "last", "variables": []},
            "A2": {"name": "A2", "text": "", "value": "", "variables": []},
            "B": {"name": "B", "text": "${X}", "variables": ["X"]},
            "C": {"name": "C", "variables": []},
        })
    );
    let web = service("environment: {A: 1, B: true, C: }");
    assert_eq!(web["environment"]["A"]["value"], "1");
    assert_eq!(web["environment"]["B"]["value"], "true");
    assert_eq!(web["environment"]["C"].get("text"), None);
}

#[test]
fn port_ranges_stay_one_port() {
    let web = service("ports: [1-65535:1-65535]");
    assert_eq!(web["ports"].as_array().unwrap().len(), 1);
    assert_eq!(web["ports"][0]["published"], "1-65535");
    assert_eq!(web["ports"][0]["target"], "1-65535");
}

#[test]
fn mounts_are_told_apart_and_their_sources_normalized() {
    let web = service(
        "volumes: [/var/run/../run//docker.sock:/s:ro, data:/d, /anonymous, './a/:/b:z,rshared', 'C:\\x:/y']",
    );
    let facts: Vec<_> = web["volumes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mount| {
            (mount["type"].as_str().unwrap(), mount["source"].as_str(), mount["target"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("bind", Some("/var/run/docker.sock"), "/s"),
            ("volume", Some("data"), "/d"),
            ("volume", None, "/anonymous"),
            ("bind", Some("./a"), "/b"),
            ("bind", Some("C:\\x"), "/y"),
        ]
    );
    assert_eq!(web["volumes"][0]["sensitive"], "docker-socket");
    assert_eq!(web["volumes"][0]["read_only"], true);
    assert_eq!(web["volumes"][1]["named"], true);
    assert_eq!(web["volumes"][3]["options"], json!(["z", "rshared"]));
    assert_eq!(web["volumes"][3]["propagation"], "rshared");
}

#[test]
fn a_directory_that_holds_the_socket_says_so() {
    let web = service("volumes: ['/var/run/:/host/run', '/:/host']");
    assert_eq!(
        (&web["volumes"][0]["sensitive"], &web["volumes"][0]["holds"]),
        (&"docker-socket".into(), &true.into())
    );
    assert_eq!(
        (&web["volumes"][1]["sensitive"], &web["volumes"][1]["holds"]),
        (&"host-root".into(), &true.into())
    );
}

#[test]
fn the_home_directory_is_known_whatever_its_path_is() {
    let web = service("volumes: ['${HOME}/.ssh:/a', '~/.aws:/b', '$HOME:/c']");
    let classes: Vec<_> = (0..3).map(|i| web["volumes"][i]["sensitive"].as_str().unwrap()).collect();
    assert_eq!(classes, ["credentials", "credentials", "home"]);
    assert_eq!(web["volumes"][0]["source"], "~/.ssh");
}

#[test]
fn sockets_are_known_by_name_in_unknown_directories_and_the_working_directory_is_no_secret() {
    let web = service("volumes: ['${DIR}/docker.sock:/a', '${DIR}/etc/shadow:/b', '${PWD}/x:/c']");
    assert_eq!(web["volumes"][0]["sensitive"], "docker-socket");
    assert_eq!(web["volumes"][1].get("sensitive"), None);
    assert_eq!(web["volumes"][2]["source"], "./x");
}

#[test]
fn a_variable_alone_may_be_a_path_or_a_volume() {
    let web = service("volumes: ['${X}:/a', '${X}/sub:/b']");
    assert_eq!(web["volumes"][0]["type"], json!({"unknown": "${X}"}));
    assert_eq!(web["volumes"][1]["type"], "bind");
}

#[test]
fn a_named_volume_that_is_a_bind_in_disguise_is_judged_by_its_device() {
    let file = model(
        "services: {web: {volumes: ['data:/x', 'share:/y']}}\nvolumes:\n  data:\n    driver_opts: {type: none, o: 'bind,ro', \
         device: /var/run/docker.sock}\n  share:\n    driver_opts: {type: nfs, o: addr=h, device: ':/etc'}\n",
    );
    let volumes = &file["services"]["web"]["volumes"];
    assert_eq!(volumes[0]["driver_bind"], "/var/run/docker.sock");
    assert_eq!(volumes[0]["sensitive"], "docker-socket");
    assert_eq!(volumes[1].get("driver_bind"), None);
    assert_eq!(volumes[1].get("sensitive"), None);
}

#[test]
fn commands_tell_their_form_and_words() {
    let web = service("command: sh -c \"echo 'a b' ${X}\"\nentrypoint: [\"/entry\", \"a b\"]");
    assert_eq!(web["command"]["form"], "shell");
    assert_eq!(web["command"]["words"][2]["text"], "echo 'a b' ${X}");
    assert_eq!(web["command"]["words"][2].get("value"), None);
    assert_eq!(web["entrypoint"]["form"], "exec");
    assert_eq!(web["entrypoint"]["words"][1]["value"], "a b");
    assert_eq!(service("command:").get("command"), None);
}

#[test]
fn health_checks_say_whether_they_are_none() {
    assert_eq!(
        service("healthcheck: {test: curl -f x}")["healthcheck"]["test"],
        json!(["CMD-SHELL", "curl -f x"])
    );
    assert_eq!(service("healthcheck: {test: [NONE]}")["healthcheck"]["none"], true);
    assert_eq!(service("healthcheck: {test: [CMD, x]}")["healthcheck"]["none"], false);
}

#[test]
fn capabilities_are_upper_case_without_their_prefix() {
    assert_eq!(service("cap_add: [cap_net_admin, SYS_TIME]")["cap_add"], json!(["NET_ADMIN", "SYS_TIME"]));
}

#[test]
fn unknown_keys_are_kept_with_what_was_probably_meant() {
    let file =
        model("services: {web: {prots: [], x-mine: 1, build: {contxt: .}, zzz: 1}}\nsevices: {}\nx-a: 1\n");
    assert_eq!(
        file["services"]["web"]["extra"],
        json!({
            "prots": {"key": "prots", "suggestion": "ports"},
            "build.contxt": {"key": "contxt", "suggestion": "context"},
            "zzz": {"key": "zzz"},
        })
    );
    assert_eq!(file["extra"], json!({"sevices": {"key": "sevices", "suggestion": "services"}}));
}

#[test]
fn merged_mappings_give_every_service_its_own_keys() {
    let file = model(
        "x-base: &base {restart: always, cap_drop: [ALL]}\nservices:\n  a: {<<: *base, restart: 'no'}\n  b: *base\n",
    );
    assert_eq!(file["services"]["a"]["restart"], "no");
    assert_eq!(file["services"]["a"]["cap_drop"], json!(["ALL"]));
    assert_eq!(file["services"]["b"]["restart"], "always");
}

#[test]
fn what_is_tagged_reset_is_not_there() {
    let web = service("ports: !reset [\"80:80\"]\nprivileged: !reset true\ncap_add: !override [SYS_TIME]");
    assert_eq!(web["ports"], json!([]));
    assert_eq!(web.get("privileged"), None);
    assert_eq!(web["cap_add"], json!(["SYS_TIME"]));
}

#[test]
fn top_level_things_keep_their_keys_and_have_a_name() {
    let file = model(
        "networks:\n  front:\n  back: {internal: true, driver_opts: {a: 1}}\n  old: {external: {name: real}}\n\
         secrets: {s: {file: ./s, x-note: 1}}\nconfigs: {c: {content: text}}\n",
    );
    assert_eq!(file["networks"]["front"]["name"], "front");
    assert_eq!(file["networks"]["back"]["internal"], true);
    assert_eq!(file["networks"]["back"]["driver_opts"], json!({"a": "1"}));
    assert_eq!(file["networks"]["old"]["external"], true);
    assert_eq!(file["networks"]["old"]["name"], "real");
    assert_eq!(file["secrets"]["s"]["file"], "./s");
    assert_eq!(file["configs"]["c"]["content"], "text");
}

#[test]
fn a_file_repeated_through_aliases_tells_each_variable_once() {
    let file = model("x-a: &a {hostname: \"${H:-h}\"}\nservices: {a: *a, b: *a, c: *a}\n");
    assert_eq!(file["variables"], json!([{"name": "H", "default": "h", "set": false, "required": false}]));
}

#[test]
fn comments_are_handed_on() {
    assert_eq!(reading("# one\nservices: {} # two\n").comments.len(), 2);
}

#[test]
fn jobs_are_read_as_services_are() {
    let file = model(
        "services: {}\njobs:\n  backup:\n    image: a\n    privileged: true\n    environment: [A=1]\n    \
         triggers: {manual: false, schedule: ['0 * * * *', {cron: '1 * * * *', concurrency: queue}]}\n",
    );
    let backup = &file["jobs"]["backup"];
    assert_eq!(
        (&backup["effective"]["privileged"], &backup["environment"]["A"]["value"]),
        (&json!("yes"), &json!("1"))
    );
    assert_eq!(backup["title"], "Job \"backup\"");
    assert_eq!(backup["triggers"]["schedule"][0], json!({"cron": "0 * * * *"}));
    assert_eq!(file["extra"], json!({}));
    assert_eq!(model("services: {}").get("jobs"), None);
}

#[test]
fn containers_before_a_service_have_the_keys_of_one() {
    let web = service(
        "umask: '0077'\npre_start:\n  - command: [a]\n    volumes: ['/etc:/e']\n    env_file: x\n    user: root\n    per_replica: true",
    );
    let before = &web["pre_start"][0];
    assert_eq!(before["volumes"][0]["sensitive"], "host-config");
    assert_eq!((&before["user"], &before["per_replica"]), (&json!("root"), &json!(true)));
    assert_eq!(before["title"], "Init container 1 of service \"web\"");
    assert_eq!((&web["umask"], &web["extra"]), (&json!("077"), &json!({})));
}

#[test]
fn permissions_are_octal_however_they_are_written() {
    let modes = |list: &str| {
        let web = service(&format!("secrets: [{list}]"));
        let grants = web["secrets"].as_array().unwrap();
        grants.iter().map(|grant| grant["mode"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let list =
        "{source: a, mode: 0440}, {source: b, mode: 288}, {source: c, mode: '440'}, {source: d, mode: 0o440}";
    assert_eq!(modes(list), ["0440"; 4]);
    for (mask, expected) in
        [("0022", "022"), ("18", "022"), ("'022'", "022"), ("'18'", "022"), ("'0o22'", "022")]
    {
        assert_eq!(service(&format!("umask: {mask}"))["umask"], expected, "{mask}");
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_leaves_nothing() {
    let around =
        Surroundings { variables: [("E".to_owned(), String::new())].into(), ..Surroundings::default() };
    let text = "services: {web: {image: $E, ports: ['$E:80', '$E:1:2', '${E}81'], dns: ['$E', 1.1.1.1]}}";
    let reading = crate::compose::read(&super::source(text), &around);
    assert_eq!(super::messages(&reading), [""; 0]);
    let web = super::json(&reading.model)["services"]["web"].clone();
    assert_eq!(web.get("image"), None);
    assert_eq!((&web["ports"][0]["target"], web["ports"][0].get("published")), (&json!(80), None));
    assert_eq!((&web["ports"][1]["published"], web["ports"][1].get("host_ip")), (&json!("1"), None));
    assert_eq!(web["dns"], json!(["1.1.1.1"]));
}

#[test]
fn hosts_in_a_list_may_have_several_addresses_and_brackets() {
    let web = service("extra_hosts: ['a=1.1.1.1,2.2.2.2', 'b:[::1]', c=d]");
    let hosts = web["extra_hosts"].as_array().unwrap();
    let pairs: Vec<_> = hosts
        .iter()
        .map(|host| (host["host"].as_str().unwrap(), host["address"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs, [("a", "1.1.1.1"), ("a", "2.2.2.2"), ("b", "::1"), ("c", "d")]);
}

#[test]
fn keys_that_were_extensions_are_what_they_became() {
    let web = service(
        "x-develop: {watch: [{action: sync, path: a, target: /a, x-initialSync: true}]}\n\
         develop: {watch: [{action: rebuild, path: b}]}",
    );
    let watch = &web["develop"]["watch"];
    assert_eq!((&watch[0]["path"], &watch[0]["initial_sync"]), (&json!("a"), &json!(true)));
    assert_eq!(watch[1]["path"], "b");
}

#[test]
fn a_service_is_one_whatever_its_name_begins_with() {
    let file = model("services: {x-web: {image: a}}\nvolumes: {x-data: {}}\nmodels: {x-a: {model: m}}\n");
    assert_eq!(file["services"]["x-web"]["image"]["text"], "a");
    assert_eq!(file["volumes"]["x-data"]["name"], "x-data");
    assert_eq!(file["models"], json!({}), "younger tables have extensions");
}

#[test]
fn a_drive_keeps_its_root() {
    let web = service("volumes: ['z:\\:/a', 'z:\\b\\:/b', 'data:/c:cached']");
    assert_eq!(
        (&web["volumes"][0]["source"], &web["volumes"][1]["source"]),
        (&json!("z:\\"), &json!("z:\\b"))
    );
    assert_eq!(
        (web["volumes"][2].get("consistency"), &web["volumes"][2]["options"]),
        (None, &json!(["cached"]))
    );
}

fn names(list: &serde_json::Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|container| container["name"].as_str().unwrap()).collect()
}

#[test]
fn a_container_without_image_and_build_is_not_complete() {
    let file = model("services: {a: {image: x}, b: {build: .}, c: {privileged: true}}");
    assert_eq!(names(&file["complete"]), ["a", "b"]);
}

#[test]
fn nothing_is_complete_in_a_file_that_is_laid_over_another() {
    let text = "services: {a: {image: x}}";
    for path in ["compose.override.yaml", "shop/docker-compose.override.yml"] {
        assert_eq!(model_at(path, text)["complete"], json!([]), "{path}");
    }
}

#[test]
fn nothing_is_complete_in_a_file_that_changes_what_others_say() {
    let file = model("services: {a: {image: x, volumes: !override [./a:/a]}}");
    assert_eq!((&file["complete"], &file["alone"]), (&json!([]), &json!(false)));
}

#[test]
fn a_host_may_be_all_of_a_variable() {
    assert_eq!(service("extra_hosts: ['${HOSTS}']")["extra_hosts"][0]["host"]["unknown"], "${HOSTS}");
}

#[test]
fn an_image_is_pulled_unless_something_in_the_file_builds_it() {
    let pulled = |services: &str| names(&model(services)["pulled"]).join(" ");
    assert_eq!(pulled("services: {a: {image: x}, b: {image: \"${X}\"}, c: {build: .}}"), "a");
    assert_eq!(pulled("services: {a: {image: x, build: .}, b: {image: x}, c: {image: y}}"), "c");
    assert_eq!(
        pulled("services: {a: {image: x, pull_policy: never}, b: {image: y, pull_policy: build}}"),
        ""
    );
}

#[test]
fn a_file_with_the_name_of_a_projects_own_stands_alone() {
    let alone = |path: &str| model_at(path, "services: {a: {image: x}}")["alone"] == true;
    for path in ["compose.yaml", "deploy/docker-compose.yml", "shop.compose.yaml", "Compose.yml"] {
        assert!(alone(path), "{path}");
    }
    let layers = ["docker-compose.prod.yml", "compose.override.yaml", "compose-dev.yaml", "dev.compose.yaml"];
    for path in layers {
        assert!(!alone(path), "{path}");
    }
}

#[test]
fn a_file_that_was_not_read_whole_does_not_stand_alone() {
    for text in ["services: {a: {image: [}}", "include: [more.yaml]\nservices: {a: {image: x}}"] {
        assert_eq!(model_at("compose.yaml", text)["alone"], false, "{text}");
    }
}

#[test]
fn ports_that_are_published_twice_are_told() {
    let repeat = |services: &str| model(services)["ports_repeat"] == true;
    assert!(repeat("services: {a: {image: x, ports: ['80:80']}, b: {image: x, ports: ['80:81']}}"));
    assert!(repeat("services: {a: {image: x, ports: ['80-82:80-82']}}"));
    assert!(!repeat("services: {a: {image: x, ports: ['80:80', '81:80', 80]}, b: {image: x, ports: [80]}}"));
}
