//! The whole file: its services, networks, volumes, secrets, configs and variables.

use std::collections::BTreeSet;

use crate::model::{Builder, Item, Model, Object, ObjectId, Value, View};
use crate::source::{Source, Span};
use crate::syntax::tree::Fault;

use super::containers::Containers;
use super::interpolate::Variable;
use super::keys::{CONFIG, MODEL, NETWORK, SECRET, VOLUME};
use super::lowering::Lowering;
use super::mounts;
use super::node::{self, Data, Node};
use super::parts;
use super::place::Place;
use super::profiles::Profiles;
use super::references;
use super::scalars;
use super::service;
use super::shape::{Field, Shape};
use super::standalone;

/// Keys that a file may have at its top, in the order in which they are usually written.
const KEYS: [&str; 10] =
    ["version", "name", "include", "services", "jobs", "networks", "volumes", "secrets", "configs", "models"];

/// How a file is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// The Compose Specification, and versions 2 and 3 before it.
    Spec,
    /// Version 1: services stand at the top of the file.
    V1,
}

/// Which format the file has: without `services` but with a mapping that has an image or a build, it is old.
pub(super) fn format(root: &Node) -> Format {
    let entries = root.as_map().unwrap_or_default();
    let service = |entry: &node::Entry| {
        !KEYS.contains(&entry.key.as_str())
            && !entry.key.starts_with("x-")
            && (entry.value.get("image").is_some() || entry.value.get("build").is_some())
    };
    if root.get("services").is_none() && root.get("include").is_none() && entries.iter().any(service) {
        Format::V1
    } else {
        Format::Spec
    }
}

/// Gives an old file the form of a new one: what stands at its top becomes a service.
pub(super) fn modernize(root: &mut Node) {
    let span = root.span;
    if let Data::Map(entries) = &mut root.data {
        let of_file = |entry: &node::Entry| KEYS.contains(&entry.key.as_str()) || entry.key.starts_with("x-");
        let (mut file, services): (Vec<_>, Vec<_>) = std::mem::take(entries).into_iter().partition(of_file);
        file.push(node::Entry::implied("services", Node::new(span, Data::Map(services))));
        *entries = file;
    }
}

/// The model of a file or a project whose first file is `source`; `root` is its tree in long form, none
/// if there is nothing to read. Items of `include` and `env_file` are `read` where their files were.
pub(super) fn lower(
    source: &Source,
    format: Format,
    root: Option<&Node>,
    variables: Vec<Variable>,
    read: BTreeSet<Span>,
    profiles: Profiles,
    faults: Vec<Fault>,
) -> (Model, Vec<Fault>) {
    let driver_binds = root.map(mounts::driver_binds).unwrap_or_default();
    let mut lowering = Lowering::new(faults, driver_binds, read, profiles);
    let mut file = Object::at(source.whole())
        .with("kind", "compose")
        .with("path", source.path())
        .with("text", source.text())
        .with("format", if format == Format::V1 { "v1" } else { "spec" });
    match root {
        Some(Node { data: Data::Map(entries), span, .. }) => {
            file = file.body(*span);
            entries.iter().for_each(|entry| top_level(&mut lowering, &mut file, entry));
        }
        Some(other) if other.data != Data::Null => {
            lowering.wrong(&Place::File, other, "a mapping");
        }
        _ => {}
    }
    if let Some(root) = root {
        twice(&mut lowering, root);
    }
    let extra = lowering.take_extra();
    file.set("extra", extra);
    for key in ["services", "networks", "volumes", "secrets", "configs"] {
        if file.get(key).is_none() {
            file.set(key, Vec::<crate::model::Entry>::new());
        }
    }
    // What is left of these tags when all files of a project are read stands in one that is laid over others.
    let tagged = ["!override", "!reset"].iter().any(|tag| source.text().contains(tag));
    let overrides = tagged || standalone::is_override(source.path());
    let containers = Containers::of(&lowering.builder, &file, overrides);
    let lists = [containers.all(), containers.complete(), containers.pulled()];
    for (name, list) in ["containers", "complete", "pulled"].into_iter().zip(lists) {
        file.set(name, list);
    }
    if ports_repeat(&lowering.builder, &file) {
        file.set("ports_repeat", true);
    }
    let references = references::of(&mut lowering.builder, &file);
    file.set("references", references);
    let variables = variables.into_iter().map(|variable| lower_variable(&mut lowering, variable)).collect();
    file.set("variables", Value::List(variables));
    // What could not be read may have been anything that seems to be missing.
    let partial = !lowering.faults.is_empty();
    if partial {
        file.set("partial", true);
    }
    let alone = !tagged && standalone::is(&lowering.builder, &file, source.path());
    file.set("alone", alone && !partial && format == Format::Spec);
    let root = lowering.builder.add(file);
    (lowering.builder.finish(root), lowering.faults)
}

fn top_level(lowering: &mut Lowering, file: &mut Object, entry: &node::Entry) {
    let value = &entry.value;
    let place = Place::File;
    let place = place.key(&entry.key);
    let lowered = match entry.key.as_str() {
        "version" => scalars::value(lowering, &Shape::Text, &place, value),
        "name" => match value.as_text() {
            Some(text) => Some(scalars::text_object(lowering, value, text)),
            None => {
                lowering.wrong(&place, value, "text");
                None
            }
        },
        "include" => lowering.value(&Shape::List(&Shape::By(parts::include)), &place, value.span, value),
        "services" => members(lowering, &place, value, service::lower),
        "jobs" => members(lowering, &place, value, |l, entry| {
            unless_extension(entry, || service::lower_job(l, entry))
        }),
        "networks" => members(lowering, &place, value, |l, entry| member(l, "network", NETWORK, entry)),
        "volumes" => members(lowering, &place, value, |l, entry| member(l, "volume", VOLUME, entry)),
        "secrets" => members(lowering, &place, value, |l, entry| member(l, "secret", SECRET, entry)),
        "configs" => members(lowering, &place, value, |l, entry| member(l, "config", CONFIG, entry)),
        "models" => members(lowering, &place, value, |l, entry| {
            unless_extension(entry, || member(l, "model", MODEL, entry))
        }),
        key if key.starts_with("x-") => None,
        _ => {
            lowering.unknown_key(KEYS.into_iter(), &place, entry);
            None
        }
    };
    if let Some(lowered) = lowered {
        file.entries.push(crate::model::Entry {
            name: entry.key.clone().into(),
            key: entry.key_span,
            value: lowered,
            span: Some(value.span),
        });
    }
}

/// Whether services publish one port twice, or a range, which may hold one twice.
fn ports_repeat(builder: &Builder, file: &Object) -> bool {
    let Some(Value::Table(services)) = file.get("services").map(|entry| &entry.value) else { return false };
    let services = services.iter().filter_map(|service| match service.value {
        Value::Object(id) => Some(View::new(builder.objects(), id)),
        _ => None,
    });
    let mut seen = BTreeSet::new();
    let mut published =
        services.flat_map(|service| service.objects("ports")).filter_map(|port| port.text("published"));
    published.any(|port| port.contains('-') || !seen.insert(port))
}

/// One name is a service or a job, never both.
fn twice(lowering: &mut Lowering, root: &Node) {
    let services = root.get("services").and_then(Node::as_map).unwrap_or_default();
    let services: BTreeSet<&str> = services.iter().map(|service| service.key.as_str()).collect();
    for job in root.get("jobs").and_then(Node::as_map).unwrap_or_default() {
        if services.contains(job.key.as_str()) {
            let span = job.key_span.unwrap_or(job.value.span);
            lowering.fault(
                &Place::Owner("job", &job.key),
                span,
                "has the name of a service".to_owned(),
                None,
            );
        }
    }
}

/// A table of named things.
fn members(
    lowering: &mut Lowering,
    place: &Place,
    node: &Node,
    lower: impl Fn(&mut Lowering, &node::Entry) -> Option<ObjectId>,
) -> Option<Value> {
    let Some(entries) = node.as_map() else {
        lowering.wrong(place, node, "a mapping");
        return None;
    };
    // What was met before belongs to the file, not to its members.
    let outer = lowering.take_extra();
    let mut table = Vec::with_capacity(entries.len());
    for entry in entries {
        name(lowering, place, entry);
        if let Some(id) = lower(lowering, entry) {
            table.push(crate::model::Entry {
                name: entry.key.clone().into(),
                key: entry.key_span,
                value: id.into(),
                span: Some(entry.value.span),
            });
        }
    }
    lowering.put_back_extra(outer);
    Some(Value::Table(table))
}

/// Jobs and models came when `x-` was taken: there it begins extensions, unlike in the older tables.
fn unless_extension(entry: &node::Entry, lower: impl FnOnce() -> Option<ObjectId>) -> Option<ObjectId> {
    if entry.key.starts_with("x-") { None } else { lower() }
}

/// Names are made of letters, digits, dots, hyphens and underscores.
fn name(lowering: &mut Lowering, place: &Place, entry: &node::Entry) {
    let is_sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if entry.key.is_empty() || !entry.key.chars().all(is_sound) {
        let span = entry.key_span.unwrap_or(entry.value.span);
        let message = "may have names of letters, digits, `.`, `-` and `_` only".to_owned();
        lowering.fault(place, span, message, None);
    }
}

/// A network, volume, secret, config or model.
fn member(
    lowering: &mut Lowering,
    kind: &'static str,
    fields: &[Field],
    entry: &node::Entry,
) -> Option<ObjectId> {
    let span = entry.key_span.unwrap_or(entry.value.span);
    let object = lowering.fields(fields, &Place::Owner(kind, &entry.key), span, &entry.value)?;
    let extra = lowering.take_extra();
    let mut object = object.with("extra", extra);
    if object.get("name").is_none() {
        object.set("name", entry.key.as_str());
    }
    Some(lowering.builder.add(object))
}

fn lower_variable(lowering: &mut Lowering, variable: Variable) -> Item {
    let Variable { span, name, default, set, required } = variable;
    let object = Object::at(span)
        .with("name", name)
        .with_some("default", default)
        .with("set", set)
        .with("required", required);
    Item::at(lowering.builder.add(object), span)
}
