//! Several files, each laid over those before it.

use serde_json::{Value as Json, json};

use super::several::{files, project_of, slice};
use super::{json, messages};
use crate::model::{Object, Value};

/// The model of sound files, the later over the earlier.
fn merged(texts: &[&str]) -> Json {
    let paths: Vec<String> = (0..texts.len()).map(|i| format!("{i}.yaml")).collect();
    let list: Vec<_> = paths.iter().map(String::as_str).zip(texts.iter().copied()).collect();
    let paths: Vec<_> = paths.iter().map(String::as_str).collect();
    let project = project_of(&paths, &files(&list));
    assert_eq!(messages(&project.reading), [""; 0], "faults in {texts:?}");
    json(&project.reading.model)
}

/// The service `web` of two files, given its keys in each.
fn web(base: &str, over: &str) -> Json {
    let file = |keys: &str| format!("services: {{web: {{{keys}}}}}");
    merged(&[&file(base), &file(over)])["services"]["web"].clone()
}

fn column(list: &Json, key: &str) -> Vec<String> {
    let items = list.as_array().unwrap();
    items.iter().map(|item| item[key].as_str().unwrap_or("-").to_owned()).collect()
}

fn values(table: &Json) -> Vec<(String, String)> {
    let pairs = table.as_object().unwrap();
    pairs.iter().map(|(k, v)| (k.clone(), v["value"].as_str().unwrap_or("-").to_owned())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[test]
fn scalars_are_replaced_and_what_only_one_file_says_is_kept() {
    let web = web("image: a, user: app, init: true", "image: b, hostname: h");
    assert_eq!((&web["image"]["text"], &web["user"]), (&json!("b"), &json!("app")));
    assert_eq!((&web["hostname"], &web["init"]), (&json!("h"), &json!(true)));
}

#[test]
fn nothing_said_leaves_what_was_said() {
    let web = web("image: a, deploy: {replicas: 2}, ports: ['80:80']", "image: , deploy: , ports: ");
    assert_eq!(web["image"]["text"], "a");
    assert_eq!(web["deploy"]["replicas"], 2);
    assert_eq!(column(&web["ports"], "published"), ["80"]);
    assert_eq!(merged(&["services: {web: {user: a}}", "services: {web: }"])["services"]["web"]["user"], "a");
}

#[test]
fn commands_entrypoints_and_health_tests_are_replaced_as_a_whole() {
    let web = web(
        "command: [a, b], entrypoint: [x, y], healthcheck: {test: [CMD, a, b], retries: 3}",
        "command: c, entrypoint: [z], healthcheck: {test: [CMD, c]}",
    );
    assert_eq!(web["command"]["words"].as_array().map(Vec::len), Some(1));
    assert_eq!(web["entrypoint"]["words"].as_array().map(Vec::len), Some(1));
    assert_eq!(web["healthcheck"]["test"], json!(["CMD", "c"]));
    assert_eq!(web["healthcheck"]["retries"], 3);
}

#[test]
fn an_empty_command_takes_the_other_away() {
    assert_eq!(web("command: [a]", "command: ").get("command"), None);
}

#[test]
fn services_may_be_called_like_keys() {
    let model = merged(&[
        "services: {test: {image: a}, command: {image: a}}",
        "services: {test: {user: x}, command: {user: x}}",
    ]);
    for name in ["test", "command"] {
        assert_eq!(model["services"][name]["image"]["text"], "a", "{name}");
        assert_eq!(model["services"][name]["user"], "x", "{name}");
    }
}

#[test]
fn names_with_values_are_merged_by_name_in_every_form() {
    for key in ["environment", "labels", "annotations", "sysctls"] {
        let both = web(&format!("{key}: {{A: a, B: b}}"), &format!("{key}: [B=c, D=d]"));
        assert_eq!(values(&both[key]), pairs(&[("A", "a"), ("B", "c"), ("D", "d")]), "{key}");
    }
    let build =
        web("build: {context: ., args: [A=a, B=b], labels: [L=1]}", "build: {args: {B: c}, labels: {L: 2}}");
    assert_eq!(values(&build["build"]["args"]), pairs(&[("A", "a"), ("B", "c")]));
    assert_eq!(values(&build["build"]["labels"]), pairs(&[("L", "2")]));
}

#[test]
fn a_name_without_value_takes_the_value_away() {
    let web = web("environment: {A: a, B: b}", "environment: [A]");
    assert_eq!(values(&web["environment"]), pairs(&[("A", "-"), ("B", "b")]));
}

#[test]
fn labels_of_other_things_are_merged_likewise() {
    let model = merged(&["volumes: {v: {labels: {A: a, B: b}}}", "volumes: {v: {labels: [A, C=c]}}"]);
    assert_eq!(values(&model["volumes"]["v"]["labels"]), pairs(&[("A", "-"), ("B", "b"), ("C", "c")]));
}

#[test]
fn lists_follow_one_another_without_repeating_items() {
    let web = web(
        "security_opt: [a:1, c:3], group_add: [x], volumes_from: [a]",
        "security_opt: [b:2, c:3], group_add: [y], volumes_from: [b]",
    );
    assert_eq!(web["security_opt"], json!(["a:1", "c:3", "b:2"]));
    assert_eq!(web["group_add"], json!(["x", "y"]));
    assert_eq!(web["volumes_from"], json!(["a", "b"]));
}

#[test]
fn lists_of_names_hold_each_once_in_its_first_place() {
    for (key, low, high, all) in [
        ("dns", "[a, b]", "[c, a]", json!(["a", "b", "c"])),
        ("dns_search", "a", "a", json!(["a"])),
        ("dns_opt", "['x=1', y]", "['x=2']", json!(["x=2", "y"])),
        ("cap_add", "[KILL, CHOWN]", "[CHOWN, SYS_TIME]", json!(["KILL", "CHOWN", "SYS_TIME"])),
        ("cap_drop", "[ALL]", "[ALL]", json!(["ALL"])),
        ("expose", "[80, '81']", "['80', 82]", json!(["80", "81", "82"])),
        ("profiles", "[a]", "[b, a]", json!(["a", "b"])),
        ("links", "[a]", "['a', 'b:c']", json!(["a", "b:c"])),
    ] {
        assert_eq!(web(&format!("{key}: {low}"), &format!("{key}: {high}"))[key], all, "{key}");
    }
}

#[test]
fn ports_are_one_if_address_ports_and_protocol_are() {
    let web = web(
        "ports: ['80:80', '127.0.0.1:81:81', '82:82/udp']",
        "ports: [{target: 80, published: '80', mode: host}, '81:81', '82:82', '82:82/udp']",
    );
    assert_eq!(column(&web["ports"], "published"), ["80", "81", "82", "81", "82"]);
    assert_eq!(web["ports"][0]["mode"], "host");
    assert_eq!(column(&web["ports"], "protocol"), ["tcp", "tcp", "udp", "tcp", "tcp"]);
}

#[test]
fn only_one_thing_is_mounted_at_one_place() {
    let web = web(
        "volumes: ['./a:/x', bb:/y], devices: ['/dev/a:/dev/x'], tmpfs: ['/t:size=1m', /u]",
        "volumes: [{type: volume, source: c, target: /x}, ./d:/z], devices: ['/dev/b:/dev/x', /dev/c], tmpfs: '/t:size=2m'",
    );
    assert_eq!(column(&web["volumes"], "source"), ["c", "bb", "./d"]);
    assert_eq!(column(&web["devices"], "source"), ["/dev/b", "/dev/c"]);
    assert_eq!(web["tmpfs"][0]["options"], json!(["size=2m"]));
    assert_eq!(column(&web["tmpfs"], "path"), ["/t", "/u"]);
}

#[test]
fn secrets_and_configs_are_one_if_they_are_found_in_one_place() {
    let web = web(
        "secrets: [a, {source: b, target: /run/secrets/c}], configs: [x, {source: y, target: /z}]",
        "secrets: [{source: a, mode: 256}, c], configs: [{source: w, target: /z}, x]",
    );
    assert_eq!(column(&web["secrets"], "source"), ["a", "c"]);
    assert_eq!(column(&web["configs"], "source"), ["x", "w"]);
}

#[test]
fn hosts_are_kept_once_per_address() {
    let web = web("extra_hosts: [a=1.1.1.1, b=2.2.2.2]", "extra_hosts: {a: [1.1.1.1, 3.3.3.3]}");
    let hosts: Vec<_> =
        column(&web["extra_hosts"], "host").into_iter().zip(column(&web["extra_hosts"], "address")).collect();
    assert_eq!(hosts, pairs(&[("a", "1.1.1.1"), ("b", "2.2.2.2"), ("a", "3.3.3.3")]));
}

#[test]
fn networks_and_dependencies_are_merged_by_name_in_every_form() {
    let web = web(
        "networks: [a, b], depends_on: {db: {condition: service_healthy, restart: true, required: false}}",
        "networks: {b: {aliases: [x]}, c: }, depends_on: [db, q]",
    );
    assert_eq!(web["networks"], json!({"a": {}, "b": {"aliases": ["x"]}, "c": {}}));
    assert_eq!(
        web["depends_on"],
        json!({"db": {"condition": "service_started", "restart": true}, "q": {"condition": "service_started"}})
    );
}

#[test]
fn a_healthy_dependency_stays_so_beside_another() {
    let web = web(
        "depends_on: [db]",
        "depends_on: {db: {condition: service_healthy}, q: {condition: service_started}}",
    );
    assert_eq!(web["depends_on"]["db"]["condition"], "service_healthy");
}

#[test]
fn limits_are_replaced_one_by_one() {
    let web = web("ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}", "ulimits: {nofile: 9}");
    assert_eq!(web["ulimits"], json!({"nofile": {"soft": 9, "hard": 9}, "nproc": {"soft": 3, "hard": 3}}));
}

#[test]
fn logging_options_are_merged_unless_the_drivers_differ() {
    let options = |base: &str, over: &str| {
        let web = web(&format!("logging: {{{base}}}"), &format!("logging: {{{over}}}"));
        web["logging"]["options"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(
        options("driver: json-file, options: {a: 1}", "driver: json-file, options: {b: 1}"),
        ["a", "b"]
    );
    assert_eq!(options("driver: json-file, options: {a: 1}", "options: {b: 1}"), ["a", "b"]);
    assert_eq!(options("options: {a: 1}", "driver: syslog, options: {b: 1}"), ["a", "b"]);
    assert_eq!(options("driver: json-file, options: {a: 1}", "driver: syslog, options: {b: 1}"), ["b"]);
}

#[test]
fn builds_are_merged_whether_short_or_long() {
    assert_eq!(web("build: ./a", "build: {dockerfile: D}")["build"]["context"], "./a");
    let both = web("build: {context: ./a, dockerfile: D, tags: [x, y]}", "build: ./b");
    assert_eq!((&both["build"]["context"], &both["build"]["dockerfile"]), (&json!("./b"), &json!("D")));
}

#[test]
fn resets_take_away_and_overrides_replace_anywhere() {
    let model = merged(&[
        "services:\n  web: {image: a, ports: ['1:1'], environment: {A: a, B: b}, cap_add: [KILL], deploy: {replicas: 2, mode: global}}\n  old: {image: o}\nvolumes: {v: {labels: {a: 1}}}\n",
        "services:\n  web: {ports: !override ['2:2'], environment: {A: !reset null}, cap_add: !reset [], deploy: !override {mode: replicated}}\n  old: !reset null\nvolumes: {v: !override {driver: x}}\n",
    ]);
    let web = &model["services"]["web"];
    assert_eq!(column(&web["ports"], "published"), ["2"]);
    assert_eq!(values(&web["environment"]), pairs(&[("B", "b")]));
    assert_eq!(web["cap_add"], json!([]));
    assert_eq!(web["deploy"].get("replicas"), None);
    assert_eq!(model["services"].get("old"), None);
    assert_eq!(model["volumes"]["v"]["labels"], json!({}));
    assert_eq!(model["volumes"]["v"]["driver"], "x");
}

#[test]
fn a_later_file_may_set_again_what_an_earlier_one_reset() {
    let text = |ports: &str| format!("services: {{web: {{ports: {ports}}}}}");
    let model = merged(&[&text("['1:1']"), &text("!reset ['2:2']"), &text("['3:3']")]);
    assert_eq!(column(&model["services"]["web"]["ports"], "published"), ["3"]);
    let model = merged(&[&text("['1:1']"), &text("!override ['2:2']"), &text("['3:3']")]);
    assert_eq!(column(&model["services"]["web"]["ports"], "published"), ["2", "3"]);
}

#[test]
fn the_top_of_the_files_is_merged_too() {
    let model = merged(&[
        "name: a\nservices: {}\nnetworks: {n: {internal: true, labels: [x=1], ipam: {config: [{subnet: 10.0.0.0/24, gateway: 10.0.0.1}, {subnet: 10.1.0.0/24}]}}}\nsecrets: {s: {file: a}}\n",
        "name: b\nnetworks: {n: {labels: {y: 2}, ipam: {config: [{subnet: 10.0.0.0/24, ip_range: 10.0.0.8/29}, {subnet: 10.2.0.0/24}]}}}\nsecrets: {s: {file: b}}\nconfigs: {c: {content: x}}\nvolumes: {v: }\nmodels: {m: {model: ai}}\n",
    ]);
    assert_eq!(model["name"]["text"], "b");
    assert_eq!(model["networks"]["n"]["internal"], true);
    assert_eq!(values(&model["networks"]["n"]["labels"]), pairs(&[("x", "1"), ("y", "2")]));
    assert_eq!(
        model["networks"]["n"]["ipam"]["config"],
        json!([
            {"subnet": "10.0.0.0/24", "gateway": "10.0.0.1", "ip_range": "10.0.0.8/29"},
            {"subnet": "10.1.0.0/24"},
            {"subnet": "10.2.0.0/24"},
        ])
    );
    assert_eq!(model["secrets"]["s"]["file"], "b");
    assert_eq!(model["configs"]["c"]["content"], "x");
    assert_eq!(model["volumes"]["v"]["name"], "v");
    assert_eq!(model["models"]["m"]["model"], "ai");
}

#[test]
fn services_of_one_file_extend_those_of_that_file_only() {
    let list = [
        ("a.yaml", "services: {web: {extends: base}, base: {user: a}}"),
        ("b.yaml", "services: {base: {user: b}, other: {extends: web}}"),
    ];
    let project = project_of(&["a.yaml", "b.yaml"], &files(&list));
    assert_eq!(messages(&project.reading), ["service `other` extends a service that is not in this file"]);
    let model = json(&project.reading.model);
    assert_eq!(
        (&model["services"]["web"]["user"], &model["services"]["base"]["user"]),
        (&json!("a"), &json!("b"))
    );
}

#[test]
fn what_cannot_be_merged_is_told_where_it_stands() {
    let list =
        [("a.yaml", "services: {web: {ports: {a: b}}}"), ("b.yaml", "services: {web: {ports: ['1:1']}}")];
    let project = project_of(&["a.yaml", "b.yaml"], &files(&list));
    let fault = &project.reading.faults[0];
    assert_eq!(slice(&project, fault.span), "a.yaml: {a: b}");
    assert_eq!(fault.message, "expected a list as in what is merged with it, found a mapping");
    assert_eq!(column(&json(&project.reading.model)["services"]["web"]["ports"], "published"), ["1"]);
}

#[test]
fn every_value_has_its_place_in_the_file_that_says_it() {
    let list = [
        (
            "a.yaml",
            "services:\n  web:\n    image: low\n    user: root\n    cap_add: [KILL]\n    environment: {A: a}\n",
        ),
        ("b.yaml", "services:\n  web: {image: high, cap_add: [CHOWN], environment: [B=b]}\n"),
    ];
    let project = project_of(&["a.yaml", "b.yaml"], &files(&list));
    let model = &project.reading.model;
    let entry = |object: &Object, key: &str| object.get(key).unwrap().clone();
    let member = |value: &Value, key: &str| match value {
        Value::Table(entries) => entries.iter().find(|entry| entry.name == key).unwrap().clone(),
        other => panic!("a table, not {other:?}"),
    };
    let object = |value: &Value| match value {
        Value::Object(id) => model.object(*id),
        other => panic!("an object, not {other:?}"),
    };
    let services = entry(model.object(model.root()), "services").value;
    let web = object(&member(&services, "web").value);
    assert_eq!(slice(&project, web.span), "a.yaml: web", "a service is where the first file has it");
    assert!(slice(&project, web.body.unwrap()).starts_with("a.yaml: image: low"));
    assert_eq!(slice(&project, entry(web, "image").span.unwrap()), "b.yaml: high");
    assert_eq!(slice(&project, entry(web, "user").span.unwrap()), "a.yaml: root");
    let Value::List(added) = entry(web, "cap_add").value else { panic!("a list") };
    let places: Vec<_> = added.iter().map(|item| slice(&project, item.span.unwrap())).collect();
    assert_eq!(places, ["a.yaml: KILL", "b.yaml: CHOWN"]);
    let environment = entry(web, "environment").value;
    assert_eq!(slice(&project, object(&member(&environment, "A").value).span), "a.yaml: A: a");
    assert_eq!(slice(&project, object(&member(&environment, "B").value).span), "b.yaml: B=b");
}

#[test]
fn limits_are_merged_in_their_long_form_only() {
    let limits = |low: &str, high: &str| {
        let web = web(&format!("ulimits: {{n: {low}}}"), &format!("ulimits: {{n: {high}}}"));
        web["ulimits"]["n"].clone()
    };
    assert_eq!(limits("{soft: 1, hard: 2}", "{soft: 3, hard: 4}"), json!({"soft": 3, "hard": 4}));
    assert_eq!(limits("{soft: 1, hard: 2}", "5"), json!({"soft": 5, "hard": 5}));
    let half = [
        ("0.yaml", "services: {web: {ulimits: {n: 5}}}"),
        ("1.yaml", "services: {web: {ulimits: {n: {soft: 1}}}}"),
    ];
    let project = project_of(&["0.yaml", "1.yaml"], &files(&half));
    assert_eq!(messages(&project.reading), ["`ulimits.n` of service `web` must have `hard`"]);
}

#[test]
fn what_is_named_without_a_word_is_not_made_good_by_a_later_file() {
    let list = [
        ("0.yaml", "services: {web: }\nconfigs: {c: }\nvolumes: {v: }\n"),
        ("1.yaml", "services: {web: {image: a}}\nconfigs: {c: {content: c}}\n"),
        ("2.yaml", "services:\n"),
    ];
    let project = project_of(&["0.yaml", "1.yaml", "2.yaml"], &files(&list));
    assert_eq!(
        messages(&project.reading),
        [
            "service `web` must be a mapping, found nothing",
            "config `c` must be a mapping, found nothing",
            "`services` must be a mapping, found nothing",
        ]
    );
}
