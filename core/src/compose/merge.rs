//! One tree laid over another, as Compose merges files and services.

use std::collections::HashMap;

use crate::syntax::tree::Fault;

use super::merge_rules::{Identity, Path, Rule, rule};
use super::node::{Data, Entry, Node};

/// Whose place a mapping has that both trees hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// That of the tree above: a service that extends another is where it is written itself.
    Over,
    /// That of the tree below: a service is where the first of several files has it.
    Below,
}

/// Lays `over`, a whole file, over `below`. Both must be in long form, with the `!reset`s of `over`.
pub(super) fn files(over: &mut Node, below: Node, faults: &mut Vec<Fault>) {
    Merge { place: Place::Below, faults }.node(&Path::Root, over, below);
}

/// Lays the service `over` over the one that it extends.
pub(super) fn service(over: &mut Node, below: Node, faults: &mut Vec<Fault>) {
    let services = Path::Root;
    let services = Path::Key(&services, "services");
    Merge { place: Place::Over, faults }.node(&Path::Key(&services, ""), over, below);
}

/// Lays what `table` of a file says of one thing over what an included file says of it.
pub(super) fn member(table: &str, over: &mut Node, below: Node, faults: &mut Vec<Fault>) {
    let root = Path::Root;
    let table = Path::Key(&root, table);
    Merge { place: Place::Over, faults }.node(&Path::Key(&table, ""), over, below);
}

struct Merge<'a> {
    place: Place,
    faults: &'a mut Vec<Fault>,
}

impl Merge<'_> {
    fn node(&mut self, path: &Path, over: &mut Node, below: Node) {
        if over.tag.as_ref().is_some_and(|tag| matches!(tag.text.as_str(), "!reset" | "!override")) {
            return;
        }
        let rule = rule(path);
        if rule == Rule::Replace || (rule == Rule::Limit && !(is_long(over) && is_long(&below))) {
            return;
        }
        if over.data == Data::Null {
            *over = below;
            return;
        }
        let (over_kind, below_kind) = (over.kind_name(), below.kind_name());
        match (&mut over.data, below.data) {
            (Data::Map(own), Data::Map(entries))
                if rule == Rule::Logging && drivers_differ(own, &entries) => {}
            (Data::Map(own), Data::Map(mut entries)) => {
                if rule == Rule::Dependency && over.short.is_some() {
                    entries.retain(|entry| entry.key != "required");
                }
                self.map(path, rule, own, entries);
                if self.place == Place::Below || (over.short.is_some() && below.short.is_none()) {
                    over.span = below.span;
                    over.short = over.short.take().filter(|_| below.short.is_some());
                }
            }
            (Data::List(own), Data::List(items)) => {
                let own = std::mem::take(own);
                over.data = Data::List(self.list(path, rule, own, items));
                if self.place == Place::Below {
                    over.span = below.span;
                }
            }
            (_, Data::Map(_) | Data::List(_)) => {
                let message =
                    format!("expected {over_kind} as in what is merged with it, found {below_kind}");
                self.faults.push(Fault { span: below.span, message, help: None });
            }
            _ => {}
        }
    }

    fn map(&mut self, path: &Path, rule: Rule, own: &mut Vec<Entry>, below: Vec<Entry>) {
        let index: HashMap<String, usize> =
            own.iter().enumerate().map(|(i, entry)| (entry.key.clone(), i)).collect();
        for entry in below {
            match index.get(&entry.key).map(|&at| &mut own[at]) {
                None => own.push(entry),
                Some(_) if rule == Rule::Pairs => {}
                Some(over) => {
                    let placed = matches!(entry.value.data, Data::Map(_) | Data::List(_));
                    if over.value.data == Data::Null || (placed && self.place == Place::Below) {
                        over.key_span = entry.key_span.or(over.key_span);
                    }
                    self.node(&Path::Key(path, &entry.key), &mut over.value, entry.value);
                }
            }
        }
    }

    /// One list after the other; an item takes the place of the one that has the same identity.
    fn list(&mut self, path: &Path, rule: Rule, own: Vec<Node>, below: Vec<Node>) -> Vec<Node> {
        let identity = match rule {
            Rule::Unique(identity) => identity,
            Rule::Subnets => Identity::Subnet,
            _ => Identity::Whole,
        };
        let mut index: HashMap<String, usize> =
            below.iter().enumerate().filter_map(|(i, item)| Some((identity.of(item)?, i))).collect();
        let mut merged = below;
        for mut item in own {
            let key = identity.of(&item);
            match key.as_ref().and_then(|key| index.get(key)).map(|&at| &mut merged[at]) {
                None => {
                    index.extend(key.map(|key| (key, merged.len())));
                    merged.push(item);
                }
                Some(place) => {
                    if rule == Rule::Subnets {
                        let below = std::mem::replace(place, Node::new(item.span, Data::Null));
                        self.node(&Path::Item(path), &mut item, below);
                    }
                    *place = item;
                }
            }
        }
        merged
    }
}

fn is_long(node: &Node) -> bool {
    matches!(node.data, Data::Map(_)) && node.short.is_none()
}

/// Options of one logging driver mean nothing to another.
fn drivers_differ(own: &[Entry], below: &[Entry]) -> bool {
    let driver = |entries: &[Entry]| entries.iter().find(|entry| entry.key == "driver")?.value.to_text();
    matches!((driver(own), driver(below)), (Some(own), Some(below)) if own.written() != below.written())
}

/// How much memory a tree takes, roughly, in bytes.
pub(super) fn weight(node: &Node) -> usize {
    let inner = match &node.data {
        Data::Text(text) => text.written().len(),
        Data::List(items) => items.iter().map(weight).sum(),
        Data::Map(entries) => entries.iter().map(|entry| entry.key.len() + weight(&entry.value)).sum(),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) => 0,
    };
    inner + 64
}
