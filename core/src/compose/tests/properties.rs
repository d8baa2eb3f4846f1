//! One meaning has one model, however it is written.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::{json, model, reading, source};
use crate::reading::Surroundings;

/// The same meaning in the short and in the long syntax.
pub(super) type Pair = (Json, Json);

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_]{0,8}"
}

fn port() -> impl Strategy<Value = Pair> {
    let ip = prop::option::of(prop::sample::select(vec!["127.0.0.1", "0.0.0.0", "::1"]));
    let protocol = prop::option::of(prop::sample::select(vec!["tcp", "udp"]));
    (ip, 1u16.., 1u16.., protocol).prop_map(|(ip, published, target, protocol)| {
        let mut long = json!({"target": target, "published": published.to_string()});
        let mut short = format!("{published}:{target}");
        if let Some(ip) = ip {
            long["host_ip"] = ip.into();
            short = if ip.contains(':') { format!("[{ip}]:{short}") } else { format!("{ip}:{short}") };
        }
        if let Some(protocol) = protocol {
            long["protocol"] = protocol.into();
            short = format!("{short}/{protocol}");
        }
        (short.into(), long)
    })
}

fn mount() -> impl Strategy<Value = Pair> {
    let source = prop_oneof![
        // One letter before a colon would be a drive of Windows.
        "[a-z][a-z0-9_]{1,8}".prop_map(|name| ("volume", name)),
        prop::sample::select(vec!["./a", "../b/c", "~/.ssh", "/etc", "/var/run/docker.sock", "/srv//x/"])
            .prop_map(|path| ("bind", path.to_owned())),
    ];
    (source, name(), any::<bool>(), any::<bool>()).prop_map(|((kind, source), target, ro, shared)| {
        let mut long = json!({"type": kind, "source": source, "target": format!("/{target}")});
        let mut options = Vec::new();
        if ro {
            long["read_only"] = true.into();
            options.push("ro");
        }
        if shared && kind == "bind" {
            long["bind"] = json!({"propagation": "rshared", "selinux": "z"});
            options.extend(["z", "rshared"]);
        }
        let options = if options.is_empty() { String::new() } else { format!(":{}", options.join(",")) };
        (format!("{source}:/{target}{options}").into(), long)
    })
}

fn pairs() -> impl Strategy<Value = Pair> {
    prop::collection::btree_map(name(), prop::option::of("[ -~&&[^$]]{0,12}"), 0..4).prop_map(|map| {
        let short = map
            .iter()
            .map(|(name, value)| match value {
                Some(value) => Json::from(format!("{name}={value}")),
                None => name.as_str().into(),
            })
            .collect();
        (short, json!(map))
    })
}

fn list(item: impl Strategy<Value = Pair>) -> impl Strategy<Value = Pair> {
    prop::collection::vec(item, 0..4).prop_map(|items| {
        let (short, long): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        (short.into(), long.into())
    })
}

/// A service in both syntaxes.
pub(super) fn service() -> impl Strategy<Value = Pair> {
    let names = || prop::collection::btree_set(name(), 0..3);
    (list(port()), list(mount()), pairs(), pairs(), names(), names(), 1i64..9999, name()).prop_map(
        |(ports, volumes, environment, labels, needs, networks, files, text)| {
            let long_needs: Map<String, Json> =
                needs.iter().map(|name| (name.clone(), json!({"condition": "service_started"}))).collect();
            let long_networks: Map<String, Json> =
                networks.iter().map(|name| (name.clone(), json!({}))).collect();
            let short = json!({
                "ports": ports.0, "volumes": volumes.0, "environment": environment.0, "labels": labels.0,
                "depends_on": needs, "networks": networks, "ulimits": {"nofile": files}, "build": text,
                "env_file": text, "secrets": [text], "tmpfs": format!("/{text}"), "dns": text,
                "devices": [format!("/dev/{text}")], "extra_hosts": [format!("{text}=1.2.3.4")],
                "healthcheck": {"test": text}, "extends": {"service": text, "file": text}, "gpus": "all",
            });
            let long = json!({
                "ports": ports.1, "volumes": volumes.1, "environment": environment.1, "labels": labels.1,
                "depends_on": long_needs, "networks": long_networks,
                "ulimits": {"nofile": {"soft": files, "hard": files}}, "build": {"context": text},
                "env_file": [{"path": text, "required": true}], "secrets": [{"source": text}],
                "tmpfs": [format!("/{text}")], "dns": [text],
                "devices": [{"source": format!("/dev/{text}"), "target": format!("/dev/{text}"), "permissions": "rwm"}],
                "extra_hosts": {text.clone(): "1.2.3.4"},
                "healthcheck": {"test": ["CMD-SHELL", text]}, "extends": {"file": text, "service": text},
                "gpus": [{"count": "all"}],
            });
            (short, long)
        },
    )
}

fn file(service: &Json) -> Json {
    json!({"services": {"web": service}})
}

/// Block style, with quotes around every text.
fn block(value: &Json, indent: usize) -> String {
    let pad = "  ".repeat(indent);
    match value {
        Json::Object(map) if !map.is_empty() => map
            .iter()
            .map(|(key, value)| format!("\n{pad}{}: {}", json!(key), block(value, indent + 1)))
            .collect(),
        Json::Array(items) if !items.is_empty() => {
            items.iter().map(|item| format!("\n{pad}- {}", block(item, indent + 1))).collect()
        }
        scalar => scalar.to_string(),
    }
}

/// The same mapping with its keys the other way round.
fn reversed(value: &Json) -> String {
    match value {
        Json::Object(map) => {
            let members: Vec<_> =
                map.iter().rev().map(|(key, value)| format!("{}: {}", json!(key), reversed(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(reversed).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

/// References stand in the order of what names them, which means nothing.
fn in_any_order(mut model: Json) -> Json {
    model["references"].as_array_mut().unwrap().sort_by_key(Json::to_string);
    model
}

/// Devices, ports and mounts tell the short text that they were written as; that is all the difference.
pub(super) fn without_short_text(model: Json) -> Json {
    let mut model = in_any_order(model);
    // The services once more.
    for list in ["containers", "complete", "pulled"] {
        model.as_object_mut().unwrap().remove(list);
    }
    for key in ["devices", "ports", "volumes"] {
        for item in model["services"]["web"][key].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().remove("text");
        }
    }
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn short_and_long_syntax_mean_the_same((short, long) in service()) {
        let short = without_short_text(model(&file(&short).to_string()));
        let long = without_short_text(model(&file(&long).to_string()));
        prop_assert_eq!(short, long);
    }

    #[test]
    fn flow_and_block_style_mean_the_same((short, long) in service()) {
        for service in [short, long] {
            let file = file(&service);
            prop_assert_eq!(model(&block(&file, 0)), model(&file.to_string()));
        }
    }

    #[test]
    fn the_order_of_keys_does_not_matter((_, long) in service()) {
        let file = file(&long);
        prop_assert_eq!(in_any_order(model(&reversed(&file))), in_any_order(model(&file.to_string())));
    }

    #[test]
    fn line_ends_and_byte_order_marks_do_not_matter((short, _) in service()) {
        let text = block(&file(&short), 0);
        let dressed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let plain = reading(&text);
        prop_assert_eq!(&reading(&dressed).model, &plain.model);
    }

    #[test]
    fn any_text_is_read_with_places_inside_the_file(
        text in prop_oneof![any::<String>(), "(services|web|ports|image|: |\\[|\\]|\\{|\\}|\\$|\n|  |- |&a|\\*a|80|'|\"){0,40}"]
    ) {
        let Ok(source) = crate::source::Source::from_text(crate::source::FileId(0), "f", &text) else { return Ok(()) };
        let reading = crate::compose::read(&source, &Surroundings::default());
        for object in reading.model.objects() {
            prop_assert!(source.whole().contains(object.span));
        }
        for fault in &reading.faults {
            prop_assert!(source.whole().contains(fault.span));
        }
        prop_assert!(json(&reading.model).is_object());
    }

    #[test]
    fn any_scalar_in_any_key_is_read(
        key in prop::sample::select(vec![
            "ports", "volumes", "devices", "tmpfs", "environment", "command", "security_opt", "env_file", "extra_hosts",
        ]),
        text in "[a-z0-9:/.$\\{\\}\\[\\]~ ,=%é'\\\\-]{0,24}",
    ) {
        let file = file(&json!({key: [text]}));
        let text = file.to_string();
        let source = source(&text);
        let reading = crate::compose::read(&source, &Surroundings::default());
        prop_assert!(json(&reading.model)["services"]["web"].is_object());
    }
}
