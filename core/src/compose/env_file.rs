//! Files of variables and of labels that services name: what they set stands below what the service itself
//! sets.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::dotenv::{self, Setting, Value};
use crate::files;
use crate::source::{FileId, Span};
use crate::syntax::tree::Comment;

use super::interpolate;
use super::load::{Loader, Values};
use super::merge::weight;
use super::node::{Data, Entry, Node};
use super::text::Text;

/// A key that names files, and the table beside it that they add to.
struct Key {
    files: &'static str,
    into: &'static str,
    /// Whether values may ask for variables of the project and of the service.
    open: bool,
}

const KEYS: [Key; 2] = [
    Key { files: "env_file", into: "environment", open: true },
    Key { files: "label_file", into: "labels", open: false },
];

/// Adds the variables of every `env_file` to the `environment` beside it, and the labels of every
/// `label_file` to `labels`: in services, in containers before them, and in jobs.
pub(super) fn apply(loader: &mut Loader, root: &mut Node, directory: &str, values: &Values) {
    let mut run = Run { loader, read: BTreeMap::new(), directory, values };
    let tables = root.entries_mut().filter(|table| matches!(table.key.as_str(), "services" | "jobs"));
    for container in tables.flat_map(|table| table.value.entries_mut()) {
        let container = &mut container.value;
        let mut before = container.get_mut("pre_start").into_iter().flat_map(Node::items_mut);
        if !before.all(|container| run.container(container)) || !run.container(container) {
            return;
        }
    }
}

struct Run<'a, 'f> {
    loader: &'a mut Loader<'f>,
    read: Read,
    directory: &'a str,
    values: &'a Values,
}

impl Run<'_, '_> {
    /// Adds to the tables of one container; false if no more can be read.
    fn container(&mut self, container: &mut Node) -> bool {
        KEYS.iter().all(|key| self.add(container, key))
    }

    fn add(&mut self, container: &mut Node, key: &Key) -> bool {
        let Run { loader, read, directory, values } = self;
        let own = known(container, key);
        let mut set: BTreeMap<String, Entry> = BTreeMap::new();
        for file in container.get(key.files).and_then(Node::as_list).unwrap_or_default() {
            if let Some((id, settings)) = settings(loader, read, file, directory) {
                let outside =
                    |name: &str| if key.open { values.get(name).or_else(|| own.get(name)) } else { None };
                if !add(loader, &mut set, outside, id, settings) {
                    loader.fault(file.span, "files of variables hold more than can be read".to_owned());
                    return false;
                }
            }
        }
        if set.is_empty() {
            return true;
        }
        if let Some(table) = table(container, key.into) {
            for entry in table.iter() {
                set.remove(&entry.key);
            }
            table.extend(set.into_values());
        }
        true
    }
}

type Read = BTreeMap<(FileId, bool), Vec<Setting>>;

/// What the file that an item names says; none if it cannot be known.
fn settings<'r>(
    loader: &mut Loader,
    read: &'r mut Read,
    item: &Node,
    directory: &str,
) -> Option<(FileId, &'r [Setting])> {
    let named = if item.as_text().is_some() { item } else { item.get("path")? };
    let path = named.as_text()?.value()?;
    let format = item.get("format").and_then(Node::to_text);
    let raw = match format.as_ref().map(Text::value) {
        None => false,
        Some(Some(format)) if format == "raw" => true,
        Some(_) => return None,
    };
    let path = files::join(directory, &path);
    let source = match loader.open(&path) {
        Ok(source) => source,
        Err(refusal) => {
            if let Some(reason) = refusal.of_variables(&path) {
                loader.fault(named.span, reason);
            }
            return None;
        }
    };
    loader.whole.insert(item.span);
    let id = source.id();
    Some((
        id,
        read.entry((id, raw)).or_insert_with(|| {
            let parsed = if raw { dotenv::read_raw(source.text()) } else { dotenv::read(source.text()) };
            for (at, message) in parsed.faults {
                loader.fault(place(id, at), message.to_owned());
            }
            let comments = parsed.comments.into_iter().map(|at| Comment { span: place(id, at) });
            loader.comments.extend(comments);
            parsed.settings
        }),
    ))
}

/// The values that a service itself sets, where there are files that may ask for them.
fn known(service: &Node, key: &Key) -> BTreeMap<String, String> {
    let set = service.get(key.into).filter(|_| key.open && service.get(key.files).is_some());
    let set = set.and_then(Node::as_map).unwrap_or_default();
    set.iter().filter_map(|entry| Some((entry.key.clone(), value(&entry.value)?))).collect()
}

fn value(node: &Node) -> Option<String> {
    node.to_text()?.value().map(|value| value.into_owned())
}

/// Adds the settings of a file to those of the files before it; false if there are too many.
fn add<'v>(
    loader: &mut Loader,
    set: &mut BTreeMap<String, Entry>,
    outside: impl Fn(&str) -> Option<&'v String>,
    id: FileId,
    settings: &[Setting],
) -> bool {
    let allowance = loader.allowance.clone();
    for setting in settings {
        let span = place(id, setting.value_at.clone());
        let lookup = |name: &str| match outside(name) {
            Some(value) => allowance.copy(value),
            None if allowance.is_spent() => None,
            None => allowance.copy(&value(&set.get(name)?.value)?),
        };
        let data = match &setting.value {
            Value::Inherited => Data::Null,
            Value::Literal(text) => Data::Text(text.as_str().into()),
            Value::Open(text) if !text.contains('$') => Data::Text(text.as_str().into()),
            Value::Open(text) => match interpolate::text(text, &lookup) {
                Ok(text) => Data::Text(text),
                Err(reason) => {
                    loader.fault(span, reason);
                    continue;
                }
            },
        };
        let entry = Entry {
            key: setting.name.clone(),
            key_span: Some(place(id, setting.name_at.clone())),
            value: Node::new(span, data),
        };
        if !loader.may_copy(weight(&entry.value)) {
            return false;
        }
        set.insert(setting.name.clone(), entry);
    }
    true
}

/// What the service sets itself under `key`; none if what it says is no mapping.
fn table<'n>(service: &'n mut Node, key: &str) -> Option<&'n mut Vec<Entry>> {
    let span = service.span;
    let Data::Map(entries) = &mut service.data else { return None };
    if entries.iter().all(|entry| entry.key != key) {
        entries.push(Entry::implied(key, Node::new(span, Data::Null)));
    }
    let table = &mut entries.iter_mut().find(|entry| entry.key == key)?.value;
    if table.data == Data::Null {
        table.data = Data::Map(Vec::new());
    }
    match &mut table.data {
        Data::Map(entries) => Some(entries),
        _ => None,
    }
}

fn place(id: FileId, at: Range<usize>) -> Span {
    Span::new(id, at.start, at.end)
}
