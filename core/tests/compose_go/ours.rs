//! Our model of a project in the form in which `docker compose config` prints one.

use std::path::Path;

use dockwarden_core::model::{Entry, Model, Value};
use serde_json::{Map, Value as Json, json};

use crate::paths::Paths;

/// The whole project: services, jobs and all that stands beside them.
pub fn printed(model: &Model, directory: &Path) -> Json {
    let paths = Paths::of(directory);
    let mut project = Map::new();
    let root = object(model, &model.object(model.root()).entries);
    for (table, members) in root {
        let print: fn(&mut Map<String, Json>, &Paths) = match table.as_str() {
            "services" | "jobs" => container,
            "networks" => network,
            "volumes" => volume,
            "secrets" | "configs" => file_object,
            "models" => |_, _| {},
            _ => continue,
        };
        project.insert(table, each(members, |member| print(member, &paths)));
    }
    project.into()
}

/// An object of the model without what our reader adds: what keys come to, keys unknown to the
/// specification, and names and titles that are not written.
fn object(model: &Model, entries: &[Entry]) -> Map<String, Json> {
    let added = |entry: &&Entry| {
        let is_written = entry.key.is_some();
        matches!(entry.name.as_ref(), "effective" | "extra")
            || (matches!(entry.name.as_ref(), "name" | "title") && !is_written)
    };
    let kept = entries.iter().filter(|entry| !added(entry));
    kept.map(|entry| (entry.name.to_string(), value(model, &entry.value))).collect()
}

fn value(model: &Model, found: &Value) -> Json {
    match found {
        Value::Bool(flag) => (*flag).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(|item| value(model, &item.value)).collect(),
        Value::Object(id) => object(model, &model.object(*id).entries).into(),
        Value::Table(entries) => {
            entries.iter().map(|entry| (entry.name.to_string(), value(model, &entry.value))).collect()
        }
    }
}

/// Prints every mapping in a list or a mapping.
fn each(mut many: Json, mut print: impl FnMut(&mut Map<String, Json>)) -> Json {
    let members: Vec<&mut Json> = match &mut many {
        Json::Array(items) => items.iter_mut().collect(),
        Json::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    members.into_iter().filter_map(Json::as_object_mut).for_each(&mut print);
    many
}

/// Changes what stands under a key, if anything does.
fn change(map: &mut Map<String, Json>, key: &str, print: impl FnOnce(Json) -> Json) {
    if let Some(value) = map.get_mut(key) {
        *value = print(value.take());
    }
}

/// The text of a Text of the model; an unknown one stays what it is.
fn text(found: Json) -> Json {
    found.get("value").cloned().unwrap_or(found)
}

/// What is no reference has no value in our model: it is what its variables, all of them empty, leave of it.
fn image(image: Json) -> Json {
    if image.get("value").is_some() {
        return text(image);
    }
    let mut left = image["text"].as_str().unwrap_or_default().to_owned();
    for name in image["variables"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        left = left.replace(&format!("${{{name}}}"), "").replace(&format!("${name}"), "");
    }
    left.into()
}

/// Names with values; `none` stands for a value that is not written.
fn pairs(found: Json, none: &Json) -> Json {
    let Json::Object(pairs) = found else { return found };
    let print = |pair: Json| if pair.get("text").is_some() { text(pair) } else { none.clone() };
    pairs.into_iter().map(|(name, pair)| (name, print(pair))).collect()
}

/// A service, a job or a container before a service.
fn container(map: &mut Map<String, Json>, paths: &Paths) {
    change(map, "image", image);
    for key in ["annotations", "labels", "sysctls"] {
        change(map, key, |found| pairs(found, &json!("")));
    }
    change(map, "environment", |found| pairs(found, &Json::Null));
    for key in ["command", "entrypoint"] {
        change(map, key, words);
    }
    change(map, "build", |found| build(found, paths));
    change(map, "deploy", deploy);
    change(map, "develop", |found| develop(found, paths));
    change(map, "devices", |devices| each(devices, |device| drop(device.remove("text"))));
    change(map, "env_file", |files| {
        each(files, |file| {
            file.retain(|key, value| key != "read" && !(key == "required" && *value == true));
            change(file, "path", |path| paths.file(path));
        })
    });
    change(map, "extra_hosts", hosts);
    change(map, "gpus", |requests| each(requests, device_request));
    change(map, "healthcheck", |check| without(check, &["none"]));
    change(map, "label_file", |files| paths.files(files));
    for key in ["post_start", "pre_stop"] {
        change(map, key, |hooks| each(hooks, hook));
    }
    change(map, "pre_start", |containers| each(containers, |before| container(before, paths)));
    change(map, "ports", ports);
    change(map, "tmpfs", tmpfs);
    change(map, "volumes", |mounts| each(mounts, |mount| self::mount(mount, paths)));
}

fn without(mut found: Json, keys: &[&str]) -> Json {
    if let Some(map) = found.as_object_mut() {
        map.retain(|key, _| !keys.contains(&key.as_str()));
    }
    found
}

fn words(command: Json) -> Json {
    let Some(words) = command.get("words").and_then(Json::as_array) else { return command };
    words.iter().cloned().map(text).collect()
}

fn hosts(found: Json) -> Json {
    let part = |host: &Json, key: &str| host[key].as_str().unwrap_or_default().to_owned();
    let lines = found.as_array().into_iter().flatten();
    lines.map(|host| json!(format!("{}={}", part(host, "host"), part(host, "address")))).collect()
}

fn build(mut found: Json, paths: &Paths) -> Json {
    if let Some(map) = found.as_object_mut() {
        change(map, "context", |context| paths.context(context));
        change(map, "additional_contexts", |contexts| {
            let contexts = pairs(contexts, &json!(""));
            let Json::Object(contexts) = contexts else { return contexts };
            contexts.into_iter().map(|(name, context)| (name, paths.context(context))).collect()
        });
        change(map, "args", |found| pairs(found, &Json::Null));
        change(map, "labels", |found| pairs(found, &json!("")));
        change(map, "extra_hosts", hosts);
        change(map, "ssh", |keys| ssh(keys, paths));
        for key in ["provenance", "sbom"] {
            change(map, key, |found| found.as_bool().map_or(found, |flag| flag.to_string().into()));
        }
    }
    found
}

/// Agents and keys as compose-go prints them: `default`, and `id: path`.
fn ssh(keys: Json, paths: &Paths) -> Json {
    let print = |key: &Json| match key.get("path") {
        Some(path) => format!(
            "{}: {}",
            key["id"].as_str().unwrap_or_default(),
            paths.file(path.clone()).as_str().unwrap_or_default()
        ),
        None => key["id"].as_str().unwrap_or_default().to_owned(),
    };
    keys.as_array().into_iter().flatten().map(|key| json!(print(key))).collect()
}

fn deploy(mut found: Json) -> Json {
    if let Some(map) = found.as_object_mut() {
        change(map, "labels", |labels| pairs(labels, &json!("")));
    }
    if let Some(requests) = found.pointer_mut("/resources/reservations/devices") {
        *requests = each(requests.take(), device_request);
    }
    found
}

fn device_request(request: &mut Map<String, Json>) {
    change(request, "options", |options| pairs(options, &json!("")));
}

fn develop(mut found: Json, paths: &Paths) -> Json {
    if let Some(watch) = found.get_mut("watch") {
        *watch = each(watch.take(), |rule| {
            change(rule, "path", |path| paths.file(path));
            change(rule, "exec", |mut found| {
                found.as_object_mut().map(hook);
                found
            });
        });
    }
    found
}

fn hook(hook: &mut Map<String, Json>) {
    change(hook, "command", words);
    change(hook, "environment", |found| pairs(found, &Json::Null));
}

/// Ranges of container ports of the short form are one port each.
fn ports(found: Json) -> Json {
    let mut ports = Vec::new();
    for port in found.as_array().into_iter().flatten() {
        let short = port.get("text").is_some();
        let port = without(port.clone(), &["text"]);
        let range = |key: &str| {
            let (first, last) = port.get(key)?.as_str()?.split_once('-')?;
            Some((first.parse::<u16>().ok()?, last.parse::<u16>().ok()?))
        };
        let Some((first, last)) = range("target").filter(|_| short) else {
            ports.push(port);
            continue;
        };
        for target in first..=last {
            let mut one = port.clone();
            one["target"] = target.into();
            if let Some((published, _)) = range("published") {
                one["published"] = (published + (target - first)).to_string().into();
            }
            ports.push(one);
        }
    }
    ports.into()
}

fn tmpfs(found: Json) -> Json {
    let print = |mount: &Json| {
        let options = mount["options"].as_array().into_iter().flatten().filter_map(Json::as_str);
        let options = options.collect::<Vec<_>>().join(",");
        let path = mount["path"].as_str().unwrap_or_default();
        if options.is_empty() { path.to_owned() } else { format!("{path}:{options}") }
    };
    found.as_array().into_iter().flatten().map(|mount| json!(print(mount))).collect()
}

fn mount(mount: &mut Map<String, Json>, paths: &Paths) {
    for added in ["text", "options", "propagation", "selinux", "sensitive", "holds", "named", "driver_bind"] {
        mount.remove(added);
    }
    if mount.get("type").is_some_and(|kind| kind == "bind") {
        change(mount, "source", |source| paths.file(source));
    }
    if let Some(volume) = mount.get_mut("volume").and_then(Json::as_object_mut) {
        change(volume, "labels", |labels| pairs(labels, &json!("")));
    }
}

fn network(network: &mut Map<String, Json>, _: &Paths) {
    change(network, "labels", |labels| pairs(labels, &json!("")));
}

fn volume(volume: &mut Map<String, Json>, paths: &Paths) {
    change(volume, "labels", |labels| pairs(labels, &json!("")));
    let is_bind = volume.get("driver").is_some_and(|driver| driver == "local")
        && volume.get("driver_opts").is_some_and(|options| options["o"] == "bind");
    if let Some(options) = volume.get_mut("driver_opts").and_then(Json::as_object_mut).filter(|_| is_bind) {
        change(options, "device", |device| paths.file(device));
    }
}

fn file_object(object: &mut Map<String, Json>, paths: &Paths) {
    change(object, "labels", |labels| pairs(labels, &json!("")));
    change(object, "file", |file| paths.file(file));
}
