//! Short syntaxes written out long, on the tree: afterwards every key has one form only.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::syntax::tree::Fault;

use super::node::{Data, Entry, Node};
use super::text::Text;
use super::{devices, earlier_names, mounts, ports};

/// Reads the text of a short syntax; the error says what was expected.
type Short = fn(&Text, Span) -> Result<Vec<(&'static str, Data)>, String>;

/// Writes out the whole file, whose services stand under `services`.
pub(super) fn project(root: &mut Node, faults: &mut Vec<Fault>) {
    for entry in root.entries_mut() {
        let value = &mut entry.value;
        match entry.key.as_str() {
            "services" | "jobs" => {
                value.entries_mut().for_each(|service| self::service(&mut service.value, faults))
            }
            "networks" | "volumes" | "secrets" | "configs" => {
                let may_be_empty = matches!(entry.key.as_str(), "networks" | "volumes");
                for member in value.entries_mut() {
                    if may_be_empty {
                        nothing_is_a_mapping(&mut member.value);
                    }
                    external(&mut member.value, faults);
                    inside(&mut member.value, "labels", |labels| pairs(labels, faults));
                }
            }
            "include" => {
                items(value, faults, |text, _| Ok(vec![("path", Data::Text(text.clone()))]));
                for item in value.items_mut() {
                    inside(item, "path", texts);
                    inside(item, "env_file", texts);
                }
            }
            _ => {}
        }
    }
}

/// Writes out one service, job or container before a service.
pub(super) fn service(service: &mut Node, faults: &mut Vec<Fault>) {
    earlier_names::renew(service, faults);
    for entry in service.entries_mut() {
        let value = &mut entry.value;
        match entry.key.as_str() {
            "annotations" | "environment" | "labels" | "sysctls" => pairs(value, faults),
            "build" => build(value, faults),
            "configs" | "secrets" => items(value, faults, named_source),
            "depends_on" => {
                names(value, || vec![("condition", Data::Text("service_started".into()))]);
            }
            "deploy" => deploy(value, faults),
            "develop" => {
                inside(value, "watch", |watch| {
                    for item in watch.items_mut() {
                        inside(item, "ignore", texts);
                        inside(item, "include", texts);
                        inside(item, "exec", |hook| {
                            inside(hook, "environment", |pairs| self::pairs(pairs, faults))
                        });
                    }
                });
            }
            "devices" => items(value, faults, devices::long),
            "dns" => {
                texts(value);
                if let Data::List(items) = &mut value.data {
                    items.retain(|item| !item.as_text().is_some_and(Text::is_empty));
                }
            }
            "dns_search" | "label_file" => texts(value),
            "env_file" => {
                texts(value);
                items(value, faults, |text, _| Ok(vec![("path", Data::Text(text.clone()))]));
            }
            "extends" => mapping(value, "service"),
            "extra_hosts" => extra_hosts(value, faults),
            "gpus" => gpus(value, faults),
            "healthcheck" => inside(value, "test", test),
            "models" | "networks" => names(value, Vec::new),
            "ports" => {
                numbers_as_text(value);
                items(value, faults, ports::long);
            }
            "pre_start" => value.items_mut().for_each(|container| self::service(container, faults)),
            "triggers" => inside(value, "schedule", |schedule| {
                items(schedule, faults, |text, _| Ok(vec![("cron", Data::Text(text.clone()))]));
            }),
            "post_start" | "pre_stop" => {
                value
                    .items_mut()
                    .for_each(|hook| inside(hook, "environment", |pairs| self::pairs(pairs, faults)));
            }
            "tmpfs" => {
                texts(value);
                items(value, faults, mounts::tmpfs);
            }
            "ulimits" => ulimits(value),
            "volumes" => {
                items(value, faults, mounts::long);
                for item in value.items_mut() {
                    inside(item, "volume", |volume| inside(volume, "labels", |labels| pairs(labels, faults)));
                }
            }
            _ => {}
        }
    }
}

fn build(build: &mut Node, faults: &mut Vec<Fault>) {
    mapping(build, "context");
    inside(build, "additional_contexts", |contexts| named_contexts(contexts, faults));
    for key in ["args", "labels"] {
        inside(build, key, |value| pairs(value, faults));
    }
    inside(build, "no_cache_filter", texts);
    inside(build, "secrets", |secrets| items(secrets, faults, named_source));
    inside(build, "extra_hosts", |hosts| extra_hosts(hosts, faults));
    inside(build, "ssh", |ssh| self::ssh(ssh, faults));
    inside(build, "ulimits", ulimits);
}

/// In a list, only the agent named `default` comes without a path.
fn ssh(keys: &mut Node, faults: &mut Vec<Fault>) {
    let listed = matches!(keys.data, Data::List(_));
    lines(keys);
    let read: Short = match listed {
        true => |text, _| match text.split_once('=') {
            None if text.value().is_some_and(|id| id != "default") => {
                Err(format!("expected `default` or `id=path`, found `{}`", text.shown()))
            }
            parts => Ok(ssh_key(text, parts)),
        },
        false => |text, _| Ok(ssh_key(text, text.split_once('='))),
    };
    items(keys, faults, read);
}

fn ssh_key(text: &Text, parts: Option<(Text, Text)>) -> Vec<(&'static str, Data)> {
    match parts {
        Some((id, path)) => vec![("id", Data::Text(id)), ("path", Data::Text(path))],
        None => vec![("id", Data::Text(text.clone()))],
    }
}

/// A context in a list needs a name.
fn named_contexts(contexts: &mut Node, faults: &mut Vec<Fault>) {
    let listed = matches!(contexts.data, Data::List(_));
    pairs(contexts, faults);
    let unnamed = contexts.as_map().unwrap_or_default().iter();
    for context in unnamed.filter(|context| listed && context.value.data == Data::Null) {
        let message =
            format!("expected `name=context`, found `{}`", Text::from(context.key.as_str()).shown());
        faults.push(Fault { span: context.value.span, message, help: None });
    }
}

fn deploy(deploy: &mut Node, faults: &mut Vec<Fault>) {
    inside(deploy, "labels", |labels| pairs(labels, faults));
    inside(deploy, "resources", |resources| {
        inside(resources, "reservations", |reservations| {
            inside(reservations, "devices", |devices| {
                devices
                    .items_mut()
                    .for_each(|device| inside(device, "options", |options| pairs(options, faults)));
            });
        });
    });
}

/// `all` graphics processors.
fn gpus(gpus: &mut Node, faults: &mut Vec<Fault>) {
    if let Data::Text(text) = &gpus.data {
        let short = text.clone();
        let count = Node::new(gpus.span, Data::Text(short.clone()));
        let item = implied(gpus, vec![Entry::implied("count", count)], short);
        gpus.data = Data::List(vec![item]);
    }
    gpus.items_mut().for_each(|device| inside(device, "options", |options| pairs(options, faults)));
}

/// A test as text is run by the container's shell.
fn test(test: &mut Node) {
    if let Data::Text(text) = &test.data {
        let words = [Text::from("CMD-SHELL"), text.clone()];
        test.data = Data::List(words.map(|word| Node::new(test.span, Data::Text(word))).into());
    }
}

/// `nofile: 1024` limits both ways.
fn ulimits(limits: &mut Node) {
    for entry in limits.entries_mut() {
        let value = &mut entry.value;
        if let Some(short) = value.to_text() {
            let both = ["soft", "hard"].map(|name| Entry::implied(name, Node { tag: None, ..value.clone() }));
            *value = implied(value, both.into(), short);
        }
    }
}

/// Both `host=address` and `host:address`, and mappings of hosts to one or more addresses.
fn extra_hosts(hosts: &mut Node, faults: &mut Vec<Fault>) {
    one_address_each(hosts);
    lines(hosts);
    items(hosts, faults, |text, _| {
        let Some((host, address)) = text.split_once('=').or_else(|| text.split_once(':')) else {
            // A variable may hold both.
            return match text.value() {
                None => Ok(vec![("host", Data::Text(text.clone()))]),
                Some(_) => Err(format!("expected `host=address`, found `{}`", text.shown())),
            };
        };
        let address = ports::without_brackets(address);
        Ok(vec![("host", Data::Text(host)), ("address", Data::Text(address))])
    });
}

/// In a list, `host=address,address` names several addresses.
fn one_address_each(hosts: &mut Node) {
    let Data::List(items) = &mut hosts.data else { return };
    let several = |item: &Node| item.as_text().is_some_and(|text| text.written().contains(','));
    if !items.iter().any(several) {
        return;
    }
    for item in std::mem::take(items) {
        let separator = |text: &Text| ['=', ':'].into_iter().find(|sign| text.split_once(*sign).is_some());
        match item.as_text().and_then(|text| Some((text, separator(text)?))) {
            Some((text, sign)) => {
                let (host, addresses) = text.split_once(sign).unwrap_or_default();
                let lines = addresses
                    .split(',')
                    .into_iter()
                    .map(|address| Text::join(&[host.clone(), address], sign));
                items.extend(lines.map(|line| item.with_text(line)));
            }
            None => items.push(item),
        }
    }
}

/// A mapping of names to values, or to lists of values, stands for a list of `name=value`.
fn lines(node: &mut Node) {
    let Data::Map(entries) = &node.data else { return };
    let mut list = Vec::new();
    for entry in entries {
        let values = match &entry.value.data {
            Data::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        for value in values {
            let name = Text::from(entry.key.as_str());
            let whole = match value.to_text() {
                Some(text) => Text::join(&[name, text], '='),
                None => name,
            };
            let span = entry.key_span.map_or(value.span, |key| key.to(value.span));
            list.push(Node::new(span, Data::Text(whole)));
        }
    }
    node.data = Data::List(list);
}

/// `external: {name: x}` of old files is `external: true` and `name: x`.
fn external(member: &mut Node, faults: &mut Vec<Fault>) {
    let own = member.get("name").and_then(Node::to_text);
    let Data::Map(entries) = &mut member.data else { return };
    let Some(at) = entries.iter().position(|entry| entry.key == "external") else { return };
    let external = &mut entries[at].value;
    if let Data::Map(inner) = &mut external.data
        && inner.iter().all(|entry| entry.key == "name")
    {
        let name = inner.pop();
        external.data = Data::Bool(true);
        match (own, name) {
            (None, name) => entries.extend(name),
            (Some(own), Some(name)) if name.value.to_text().as_ref() != Some(&own) => {
                let message = "this is external under another name than `name` says".to_owned();
                faults.push(Fault { span: name.value.span, message, help: None });
            }
            _ => {}
        }
    }
}

fn named_source(text: &Text, _: Span) -> Result<Vec<(&'static str, Data)>, String> {
    Ok(vec![("source", Data::Text(text.clone()))])
}

/// One text stands for a list of it.
fn texts(node: &mut Node) {
    if let Data::Text(text) = &node.data {
        node.data = Data::List(vec![Node::new(node.span, Data::Text(text.clone()))]);
    }
}

/// Text stands for a mapping with it under `key`.
fn mapping(node: &mut Node, key: &'static str) {
    if let Data::Text(text) = &node.data {
        let short = text.clone();
        let value = Node::new(node.span, Data::Text(short.clone()));
        *node = implied(node, vec![Entry::implied(key, value)], short);
    }
}

/// A list of `name=value` stands for a mapping; the last of equal names holds.
fn pairs(node: &mut Node, faults: &mut Vec<Fault>) {
    let Data::List(items) = &node.data else { return };
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let Some(text) = item.as_text() else {
            let message = format!("expected text such as name=value, found {}", item.kind_name());
            faults.push(Fault { span: item.span, message, help: None });
            continue;
        };
        let (name, data) = match text.split_once('=') {
            Some((name, value)) => (name, Data::Text(value)),
            None => (text.clone(), Data::Null),
        };
        let name = name.value().unwrap_or_else(|| name.written()).into_owned();
        found.push(Entry::implied(name, Node::new(item.span, data)));
    }
    node.data = Data::Map(last_of_each(found));
}

/// A list of names stands for a mapping of them, each to `defaults`.
fn names(node: &mut Node, defaults: fn() -> Vec<(&'static str, Data)>) {
    if let Data::List(items) = &node.data {
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            let Some(text) = item.as_text() else { return };
            let name = text.value().unwrap_or_else(|| text.written()).into_owned();
            let inner = defaults()
                .into_iter()
                .map(|(key, data)| Entry::implied(key, Node::new(item.span, data)))
                .collect();
            found.push(Entry::implied(name, implied(item, inner, text.clone())));
        }
        node.data = Data::Map(last_of_each(found));
    }
    node.entries_mut().for_each(|entry| nothing_is_a_mapping(&mut entry.value));
}

fn last_of_each(found: Vec<Entry>) -> Vec<Entry> {
    let last: BTreeMap<String, usize> =
        found.iter().enumerate().map(|(i, entry)| (entry.key.clone(), i)).collect();
    let mut index = 0;
    let mut kept = found;
    kept.retain(|entry| {
        let keep = last.get(&entry.key) == Some(&index);
        index += 1;
        keep
    });
    kept
}

fn nothing_is_a_mapping(node: &mut Node) {
    if node.data == Data::Null {
        *node = implied(node, Vec::new(), Text::default());
    }
}

/// A container port alone is a number; as text it is a short syntax like the others.
fn numbers_as_text(node: &mut Node) {
    for item in node.items_mut() {
        if let Data::Int(number) = item.data {
            item.data = Data::Text(number.to_string().into());
        }
    }
}

/// Text items of a list stand for mappings; those that cannot be read are faults.
fn items(node: &mut Node, faults: &mut Vec<Fault>, long: Short) {
    let Data::List(items) = &mut node.data else { return };
    items.retain_mut(|item| {
        let Data::Text(text) = &item.data else { return true };
        let text = text.clone();
        match long(&text, item.span) {
            Ok(found) => {
                let inner = found
                    .into_iter()
                    .map(|(key, data)| Entry::implied(key, Node::new(item.span, data)))
                    .collect();
                *item = implied(item, inner, text);
                true
            }
            Err(message) => {
                faults.push(Fault { span: item.span, message, help: None });
                false
            }
        }
    });
}

fn implied(node: &Node, entries: Vec<Entry>, short: Text) -> Node {
    Node { span: node.span, data: Data::Map(entries), tag: node.tag.clone(), short: Some(short) }
}

fn inside(node: &mut Node, key: &str, change: impl FnOnce(&mut Node)) {
    if let Some(value) = node.get_mut(key) {
        change(value);
    }
}
