//! One tree laid over another, as Compose merges services.

use std::collections::{HashMap, HashSet};

use super::node::{Data, Entry, Node};

/// Keys whose later value replaces the earlier one as a whole.
const REPLACED: [&str; 3] = ["command", "entrypoint", "test"];

/// Completes `over` with what `base` says: mappings key by key, lists one after the other.
///
/// Both must be in long form, and `!reset` not yet taken out of `over`.
pub(super) fn merge(over: &mut Node, base: Node) {
    if over.tag.as_ref().is_some_and(|tag| matches!(tag.text.as_str(), "!reset" | "!override")) {
        return;
    }
    match (&mut over.data, base.data) {
        (Data::Map(own), Data::Map(below)) => {
            let index: HashMap<String, usize> =
                own.iter().enumerate().map(|(i, entry)| (entry.key.clone(), i)).collect();
            for entry in below {
                match index.get(&entry.key) {
                    None => own.push(entry),
                    Some(&at)
                        if REPLACED.contains(&entry.key.as_str()) || drivers_differ(&own[at], &entry) => {}
                    Some(&at) => merge(&mut own[at].value, entry.value),
                }
            }
        }
        (Data::List(own), Data::List(below)) => {
            let targets: HashSet<_> = own.iter().filter_map(target).collect();
            let mut kept: Vec<Node> =
                below.into_iter().filter(|item| target(item).is_none_or(|t| !targets.contains(&t))).collect();
            kept.append(own);
            *own = kept;
        }
        _ => {}
    }
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

/// Options of one logging driver mean nothing to another.
fn drivers_differ(own: &Entry, below: &Entry) -> bool {
    let driver = |entry: &Entry| entry.value.get("driver").and_then(Node::to_text);
    own.key == "logging" && driver(own).is_some() && driver(own) != driver(below)
}

/// Where a mount goes: only one thing can be mounted at one place.
fn target(item: &Node) -> Option<String> {
    let is_mount = item.get("type").is_some() && item.get("target").is_some();
    let target = item.get("target").filter(|_| is_mount)?.to_text()?;
    Some(target.written().into_owned())
}
