//! Where our model differs from what `docker compose config` prints, on purpose. All of it stands here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value as Json, json};

use crate::paths::clean;

/// What Compose knows of a project beyond its files.
pub struct Known<'a> {
    /// The directory of the project.
    pub directory: &'a Path,
    /// The name that Compose gives it.
    pub name: &'a str,
    /// How many files it has.
    pub files: usize,
    /// Whether Compose came to the end of its checks, and with that of what it fills in.
    pub accepted: bool,
}

/// Our model says what files say, and leaves out what Compose adds where they say nothing: that is added
/// here to a printed model of ours.
pub fn fill_in(project: &mut Json, known: &Known) {
    let Some(tables) = project.as_object_mut() else { return };
    let mut uses_default = false;
    for table in ["services", "jobs"] {
        for container in members(tables.get_mut(table)) {
            uses_default |= container_of(container, known);
        }
    }
    if uses_default {
        let networks = tables.entry("networks").or_insert_with(|| json!({}));
        if let Some(networks) = networks.as_object_mut() {
            networks.entry("default").or_insert_with(|| json!({}));
        }
    }
    for table in ["networks", "volumes", "secrets", "configs"] {
        names(tables.get_mut(table), known.name);
    }
}

/// Where our model gives one form to what Compose leaves in two, what Compose prints is given that form.
pub fn one_form(project: &mut Json) {
    let Some(tables) = project.as_object_mut() else { return };
    tables.remove("name");
    for table in ["services", "jobs"] {
        for container in members(tables.get_mut(table)) {
            // A job is known by its key.
            container.remove("name");
            one_form_of(container);
            items(container, "pre_start").for_each(one_form_of);
        }
    }
}

fn one_form_of(container: &mut Map<String, Json>) {
    // It was followed, or names a service that says nothing.
    container.remove("extends");
    // Capabilities are written in several ways and always mean those without `CAP_`.
    for key in ["cap_add", "cap_drop"] {
        for name in container.get_mut(key).and_then(Json::as_array_mut).into_iter().flatten() {
            let upper = name.as_str().unwrap_or_default().to_ascii_uppercase();
            *name = upper.strip_prefix("CAP_").unwrap_or(&upper).into();
        }
    }
    // One number limits both ways.
    limits(container.get_mut("ulimits"));
    limits(container.get_mut("build").and_then(|build| build.get_mut("ulimits")));
    // Permissions are octal.
    if let Some(mask) = container.get("umask").and_then(Json::as_u64) {
        container.insert("umask".to_owned(), format!("0{mask:o}").into());
    }
    // Paths of the host are without detours, and do not end with a slash.
    for mount in
        items(container, "volumes").filter(|mount| mount.get("type").is_some_and(|kind| kind == "bind"))
    {
        if let Some(source) =
            mount.get("source").and_then(Json::as_str).filter(|source| source.starts_with('/'))
        {
            let source = clean(Path::new(source)).to_string_lossy().into_owned();
            mount.insert("source".to_owned(), source.into());
        }
    }
    // One option is itself, not a list of one.
    let options = container.get_mut("provider").and_then(|provider| provider.get_mut("options"));
    for option in options.and_then(Json::as_object_mut).into_iter().flat_map(|options| options.values_mut()) {
        if let Some([one]) = option.as_array().map(Vec::as_slice) {
            *option = one.clone();
        }
    }
}

fn limits(table: Option<&mut Json>) {
    let limits = table.and_then(Json::as_object_mut);
    limits.into_iter().flat_map(|limits| limits.values_mut()).for_each(both_ways);
}

fn both_ways(limit: &mut Json) {
    if limit.is_number() {
        *limit = json!({"soft": limit, "hard": limit});
    }
}

fn members(table: Option<&mut Json>) -> impl Iterator<Item = &mut Map<String, Json>> {
    let table = table.and_then(Json::as_object_mut);
    table.into_iter().flat_map(|table| table.values_mut().filter_map(Json::as_object_mut))
}

fn items<'a>(map: &'a mut Map<String, Json>, key: &str) -> impl Iterator<Item = &'a mut Map<String, Json>> {
    let list = map.get_mut(key).and_then(Json::as_array_mut);
    list.into_iter().flat_map(|list| list.iter_mut().filter_map(Json::as_object_mut))
}

/// Things have the name of the project before their own.
fn names(table: Option<&mut Json>, project: &str) {
    let Some(table) = table.and_then(Json::as_object_mut) else { return };
    for (key, member) in table {
        let Some(member) = member.as_object_mut() else { continue };
        let external = member.get("external").is_some_and(|external| *external == true);
        let name = if external { key.clone() } else { format!("{project}_{key}") };
        member.entry("name").or_insert_with(|| name.into());
    }
}

/// Fills in a service or a job; says whether it is in the network named default.
fn container_of(container: &mut Map<String, Json>, known: &Known) -> bool {
    waits(container);
    if let Some(build) = container.get_mut("build").and_then(Json::as_object_mut) {
        build.entry("context").or_insert_with(|| known.directory.to_string_lossy().into());
        if !build.contains_key("dockerfile_inline") {
            build.entry("dockerfile").or_insert_with(|| "Dockerfile".into());
        }
    }
    for grant in items(container, "secrets") {
        let target =
            format!("/run/secrets/{}", grant.get("source").and_then(Json::as_str).unwrap_or_default());
        grant.entry("target").or_insert_with(|| target.into());
    }
    for port in items(container, "ports") {
        port.entry("mode").or_insert_with(|| "ingress".into());
    }
    for mount in items(container, "volumes") {
        if let Some(target) = mount.get("target").and_then(Json::as_str).filter(|target| !target.is_empty()) {
            let target = clean(Path::new(target)).to_string_lossy().into_owned();
            mount.insert("target".to_owned(), target.into());
        }
    }
    items(container, "gpus").for_each(device_request);
    if let Some(deploy) = container.get_mut("deploy") {
        let requests = deploy.pointer_mut("/resources/reservations/devices").and_then(Json::as_array_mut);
        requests.into_iter().flatten().filter_map(Json::as_object_mut).for_each(device_request);
    }
    if let Some(scale) = container.get("scale").cloned().filter(|_| known.accepted)
        && let Some(deploy) = container.get_mut("deploy").and_then(Json::as_object_mut)
    {
        deploy.insert("replicas".to_owned(), scale);
    }
    if container.get("pull_policy").is_some_and(|policy| policy == "if_not_present") {
        container.insert("pull_policy".to_owned(), "missing".into());
    }
    network_of(container)
}

/// Who names no network is in the one named default.
fn network_of(container: &mut Map<String, Json>) -> bool {
    if container.contains_key("provider") || container.contains_key("network_mode") {
        return false;
    }
    let networks = container.entry("networks").or_insert_with(|| json!({}));
    let Some(networks) = networks.as_object_mut() else { return false };
    if networks.is_empty() {
        networks.insert("default".to_owned(), json!({}));
    }
    networks.contains_key("default")
}

/// Who uses another service waits for it.
fn waits(container: &mut Map<String, Json>) {
    let texts = |key: &str| -> Vec<String> {
        let list = container.get(key).and_then(Json::as_array).into_iter().flatten();
        list.filter_map(Json::as_str).map(String::from).collect()
    };
    let mut needed: Vec<(String, bool)> = Vec::new();
    for link in texts("links") {
        let parts: Vec<&str> = link.split(':').collect();
        needed.push((if parts.len() == 2 { parts[0].to_owned() } else { link }, true));
    }
    for namespace in ["network_mode", "ipc", "pid", "uts", "cgroup"] {
        let shared =
            container.get(namespace).and_then(Json::as_str).and_then(|mode| mode.strip_prefix("service:"));
        needed.extend(shared.map(|name| (name.to_owned(), true)));
    }
    for from in texts("volumes_from") {
        if !from.starts_with("container:") {
            needed.push((from.split(':').next().unwrap_or_default().to_owned(), false));
        }
    }
    let waits = container.entry("depends_on").or_insert_with(|| json!({}));
    let Some(waits) = waits.as_object_mut() else { return };
    for dependency in waits.values_mut().filter_map(Json::as_object_mut) {
        dependency.entry("required").or_insert_with(|| true.into());
    }
    for (name, restart) in needed {
        waits
            .entry(name)
            .or_insert_with(|| json!({"condition": "service_started", "restart": restart, "required": true}));
    }
}

/// Who asks for devices and does not say how many, asks for all.
fn device_request(request: &mut Map<String, Json>) {
    let all = request
        .get("count")
        .is_some_and(|count| count.as_str().is_some_and(|count| count.eq_ignore_ascii_case("all")));
    if all || !(request.contains_key("count") || request.contains_key("device_ids")) {
        request.insert("count".to_owned(), (-1).into());
    }
}

/// What remains: each a difference that one of the two is right to have.
pub fn set_aside(ours: &mut Json, theirs: &mut Json, known: &Known) {
    for table in ["services", "jobs"] {
        let names: BTreeSet<String> = theirs
            .get(table)
            .and_then(Json::as_object)
            .into_iter()
            .flat_map(|table| table.keys().cloned())
            .collect();
        for name in names {
            let (Some(own), Some(other)) = (
                ours.get_mut(table).and_then(|table| table.get_mut(&name)).and_then(Json::as_object_mut),
                theirs.get_mut(table).and_then(|table| table.get_mut(&name)).and_then(Json::as_object_mut),
            ) else {
                continue;
            };
            passed_through(own.get_mut("environment"), other.get_mut("environment"));
            passed_through(
                own.get_mut("build").and_then(|build| build.get_mut("args")),
                other.get_mut("build").and_then(|build| build.get_mut("args")),
            );
            listed_twice(own);
            listed_twice(other);
            extensions_among_networks(own, other);
            // Of a project that it refuses, compose-go has read no such files at all.
            if table == "jobs" || !known.accepted {
                read_when_run(own, other);
            }
            for (own, other) in items(own, "pre_start").zip(items(other, "pre_start")) {
                passed_through(own.get_mut("environment"), other.get_mut("environment"));
                read_when_run(own, other);
            }
        }
    }
    if known.files > 1 {
        subnets(ours, theirs);
    }
}

/// A name without a value stays one in our model, whatever the outside knows of it; Compose looks it up, and
/// leaves out build arguments of which nothing is known.
fn passed_through(ours: Option<&mut Json>, theirs: Option<&mut Json>) {
    let mut nothing = Map::new();
    let Some(own) = ours.and_then(Json::as_object_mut) else { return };
    let other = theirs.and_then(Json::as_object_mut).unwrap_or(&mut nothing);
    own.retain(|name, value| {
        if value.is_null() {
            other.remove(name);
        }
        !value.is_null()
    });
}

/// What one file lists twice stays twice, and a rule tells of it; Compose keeps the last.
fn listed_twice(container: &mut Map<String, Json>) {
    let text = |item: &Json, key: &str| item.get(key).map(Json::to_string).unwrap_or_default();
    let mount = |item: &Json| text(item, "target");
    let port =
        |item: &Json| ["host_ip", "published", "target", "protocol"].map(|key| text(item, key)).join(" ");
    last_of_each(container.get_mut("volumes"), mount);
    last_of_each(container.get_mut("ports"), port);
    last_of_each(container.get_mut("extra_hosts"), Json::to_string);
}

fn last_of_each(list: Option<&mut Json>, known_by: impl Fn(&Json) -> String) {
    let Some(list) = list.and_then(Json::as_array_mut) else { return };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Json> = Vec::new();
    for item in std::mem::take(list) {
        match places.get(&known_by(&item)) {
            Some(&place) => kept[place] = item,
            None => {
                places.insert(known_by(&item), kept.len());
                kept.push(item);
            }
        }
    }
    *list = kept;
}

/// compose-go takes the networks of a service that begin with `x-` for extensions, but knows them at the top.
fn extensions_among_networks(ours: &mut Map<String, Json>, theirs: &mut Map<String, Json>) {
    let networks = |map: &mut Map<String, Json>, keep: fn(&str) -> bool| {
        if let Some(networks) = map.get_mut("networks").and_then(Json::as_object_mut) {
            networks.retain(|name, _| keep(name));
        }
    };
    networks(ours, |name| !name.starts_with("x-"));
    networks(theirs, |name| name != "#extensions");
}

/// Files of variables and labels of jobs and of containers before a service are read by Compose when it runs
/// them, by us with the rest.
fn read_when_run(ours: &mut Map<String, Json>, theirs: &Map<String, Json>) {
    for (files, table) in [("env_file", "environment"), ("label_file", "labels")] {
        let written = theirs.get(table).and_then(Json::as_object);
        if ours.contains_key(files)
            && let Some(own) = ours.get_mut(table).and_then(Json::as_object_mut)
        {
            own.retain(|name, _| written.is_some_and(|written| written.contains_key(name)));
        }
    }
}

/// compose-go loses and mixes subnets where several files have several of them: it lays each over each.
fn subnets(ours: &mut Json, theirs: &mut Json) {
    let Some(networks) = ours.get_mut("networks").and_then(Json::as_object_mut) else { return };
    for (name, network) in networks {
        let several =
            network.pointer("/ipam/config").and_then(Json::as_array).is_some_and(|list| list.len() > 1);
        if several {
            network["ipam"]["config"] = Json::Null;
            theirs["networks"][name]["ipam"]["config"] = Json::Null;
        }
    }
}
