//! What the engine's `daemon.json` means: every documented key with its value or default, addresses
//! taken apart, keys that are unknown, wrong or outdated.

mod hosts;
mod keys;
mod profile;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::files::Files;
use crate::model::{self, Builder, Item, Object, ObjectId, Value};
use crate::reading::Reading;
use crate::source::{Source, Span};
use crate::syntax::json;
use crate::syntax::tree::{self, Entry, Fault, Node};

use keys::{Default, KEYS, Key, Type};

/// A `daemon.json` read with the file that it names.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The seccomp profile that it names, `FileId(1)`, if it was found.
    pub profile: Option<Source>,
    /// What they mean; places lie in either.
    pub reading: Reading,
}

/// Reads `source` alone; never fails, faults are part of the reading.
pub fn read(source: &Source) -> Reading {
    read_among(source, "", &BTreeMap::new()).reading
}

/// Reads `source`, which `files` knows as `path`, with the seccomp profile that it names, if that is
/// among them.
pub fn read_among(source: &Source, path: &str, files: &dyn Files) -> Engine {
    let parsed = json::parse(source);
    let mut faults = parsed.faults;
    let root = parsed.root.filter(|root| {
        let is_object = root.as_map().is_some();
        if !is_object {
            let message = format!("expected an object, found {}", root.value.kind_name());
            faults.push(Fault { span: root.span, message, help: None });
        }
        is_object
    });
    let named = root.as_ref().map(|root| profile::find(root, path, files, &mut faults)).unwrap_or_default();
    let mut lowering = Lowering::default();
    lowering.profile = named.profile.map(|profile| profile.lower(&mut lowering.builder));
    let start = Span { end: source.whole().start, ..source.whole() };
    // What is wrong with the file as a whole, such as a key it lacks, is marked at its brace.
    let brace = root.as_ref().map_or(start, |root| Span { end: root.span.start + 1, ..root.span });
    let entries = root.as_ref().and_then(Node::as_map).unwrap_or_default();
    for entry in entries {
        lowering.entry(entry, source);
    }
    // Without an object that could be read, nothing is known: no defaults are claimed.
    if root.is_some() {
        lowering.defaults(brace);
    }
    let mut object = Object::at(brace)
        .with("kind", "daemon")
        .with("path", source.path())
        .with("text", source.text())
        .with("options", lowering.options)
        .with("hosts", lowering.hosts)
        .with("unknown", lowering.unknown)
        .with("invalid", lowering.invalid)
        .with("deprecated", lowering.deprecated);
    object.body = root.map(|root| root.span);
    let id = lowering.builder.add(object);
    let model = lowering.builder.finish(id);
    let reading = Reading { model, faults, comments: parsed.comments, blocks: Vec::new() };
    Engine { profile: named.source, reading }
}

#[derive(std::default::Default)]
struct Lowering {
    builder: Builder,
    options: Vec<model::Entry>,
    hosts: Vec<Item>,
    unknown: Vec<Item>,
    invalid: Vec<Item>,
    deprecated: Vec<Item>,
    /// The seccomp profile, if it was read.
    profile: Option<ObjectId>,
}

/// For how many unknown keys of one file a suggestion is looked for.
const MAX_SUGGESTIONS: usize = 64;

impl Lowering {
    fn entry(&mut self, entry: &Entry, source: &Source) {
        let Some(key) = keys::find(&entry.key) else {
            let suggestion =
                if self.unknown.len() < MAX_SUGGESTIONS { keys::suggest(&entry.key) } else { None };
            let object = Object::at(entry.key_span)
                .with("key", entry.key.as_str())
                .with_some("suggestion", suggestion);
            self.unknown.push(Item::at(self.builder.add(object), entry.key_span));
            return;
        };
        if let Some(reason) = key.deprecated {
            let object = Object::at(entry.key_span).with("key", key.name).with("reason", reason);
            self.deprecated.push(Item::at(self.builder.add(object), entry.key_span));
        }
        if let Some(found) = mismatch(key.kind, &entry.value) {
            let object = Object::at(entry.value.span)
                .with("key", key.name)
                .with("expected", key.kind.name())
                .with("found", found);
            self.invalid.push(Item::at(self.builder.add(object), entry.value.span));
            return;
        }
        self.option(key, entry, source);
        if key.name == "hosts" {
            for node in entry.value.as_list().unwrap_or_default() {
                self.host(node);
            }
        }
    }

    fn option(&mut self, key: &Key, entry: &Entry, source: &Source) {
        let whole = entry.key_span.to(entry.value.span);
        let one_line = !source.slice(whole).contains('\n');
        let mut object =
            Object::at(if one_line { whole } else { entry.key_span }).with("key", key.name).with("set", true);
        if let tree::Value::Map(_) = entry.value.value {
            object = object.body(entry.value.span);
        }
        if let Some(value) = value(&entry.value) {
            object = object.with_at("value", value, entry.value.span);
        }
        let read = self.profile.filter(|_| key.name == "seccomp-profile");
        let object = object.with_some("default", default(key.default)).with_some("read", read);
        let id = self.builder.add(object);
        self.options.push(model::Entry::written(key.name, entry.key_span, id, entry.value.span));
    }

    /// Options that the file does not set, with what holds then.
    fn defaults(&mut self, brace: Span) {
        let set: Vec<String> = self.options.iter().map(|entry| entry.name.to_string()).collect();
        let wrong: Vec<String> = self.invalid.iter().filter_map(|item| self.key_of(item)).collect();
        for key in KEYS.iter().filter(|key| key.deprecated.is_none()) {
            let named = |list: &[String]| list.iter().any(|name| name == key.name);
            // What is set to something that cannot be read has no known value, not the default.
            if named(&set) || named(&wrong) {
                continue;
            }
            let object = Object::at(brace)
                .with("key", key.name)
                .with("set", false)
                .with_some("value", default(key.default))
                .with_some("default", default(key.default));
            let id = self.builder.add(object);
            self.options.push(model::Entry::new(key.name, id));
        }
        self.options.sort_by(|a, b| a.name.cmp(&b.name));
    }

    fn key_of(&self, item: &Item) -> Option<String> {
        let Value::Object(id) = item.value else { return None };
        match &self.builder.object(id).get("key")?.value {
            Value::Text(key) => Some(key.clone()),
            _ => None,
        }
    }

    fn host(&mut self, node: &Node) {
        let Some(text) = node.as_text() else { return };
        let host = hosts::parse(text);
        let object = Object::at(node.span)
            .with("text", text)
            .with("scheme", host.scheme)
            .with_some("address", host.address)
            .with_some("port", host.port.map(i64::from))
            .with("loopback", host.loopback);
        self.hosts.push(Item::at(self.builder.add(object), node.span));
    }
}

/// What was found where `expected` should be; none if it fits. `null` is as good as nothing.
fn mismatch(expected: Type, node: &Node) -> Option<String> {
    use tree::Value as Found;
    let fits = match (expected, &node.value) {
        (_, Found::Null) => true,
        (Type::Flag, Found::Bool(_)) => true,
        (Type::Number, Found::Int(_)) => true,
        (Type::Text, Found::Text(_)) => true,
        (Type::Size, Found::Text(_) | Found::Int(_)) => true,
        (Type::Choice(words), Found::Text(word)) => words.contains(&word.as_str()) || word.is_empty(),
        (Type::Texts, Found::List(items)) => items.iter().all(|item| item.as_text().is_some()),
        (Type::Objects, Found::List(items)) => items.iter().all(|item| item.as_map().is_some()),
        (Type::Object, Found::Map(_)) => true,
        _ => false,
    };
    if fits {
        return None;
    }
    Some(match (expected, &node.value) {
        (Type::Choice(_), Found::Text(word)) => {
            format!("`{}`", word.chars().take(40).collect::<String>())
        }
        (Type::Texts | Type::Objects, Found::List(_)) => "a list of something else".to_owned(),
        (_, found) => found.kind_name().to_owned(),
    })
}

/// A value of the file as a value of the model; `null` is nothing.
fn value(node: &Node) -> Option<Value> {
    Some(match &node.value {
        tree::Value::Null => return None,
        tree::Value::Bool(flag) => (*flag).into(),
        tree::Value::Int(number) => (*number).into(),
        tree::Value::Float(number) => Value::Float(*number),
        tree::Value::Text(text) => text.as_str().into(),
        tree::Value::List(items) => {
            let item = |node: &Node| Some(Item::at(value(node)?, node.span));
            items.iter().filter_map(item).collect::<Vec<_>>().into()
        }
        tree::Value::Map(entries) => {
            let member = |entry: &Entry| {
                let value = value(&entry.value)?;
                Some(model::Entry::written(entry.key.clone(), entry.key_span, value, entry.value.span))
            };
            entries.iter().filter_map(member).collect::<Vec<_>>().into()
        }
    })
}

fn default(default: Default) -> Option<Value> {
    Some(match default {
        Default::None => return None,
        Default::Flag(flag) => flag.into(),
        Default::Number(number) => number.into(),
        Default::Text(text) => text.into(),
        Default::Empty => Vec::<Item>::new().into(),
    })
}
