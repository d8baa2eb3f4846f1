//! Keys that were extensions before the specification took them in; Compose still reads both.

use crate::syntax::tree::Fault;

use super::merge;
use super::node::{Data, Entry, Node};

/// Gives the keys of a service the names that they have today.
pub(super) fn renew(service: &mut Node, faults: &mut Vec<Fault>) {
    rename(service, "x-develop", "develop", faults);
    if let Some(watch) = service.get_mut("develop").and_then(|develop| develop.get_mut("watch")) {
        watch.items_mut().for_each(|rule| rename(rule, "x-initialSync", "initial_sync", faults));
    }
}

/// What stands under both names is merged, and the name of today wins.
fn rename(mapping: &mut Node, from: &str, to: &str, faults: &mut Vec<Fault>) {
    let span = mapping.span;
    let Data::Map(entries) = &mut mapping.data else { return };
    let Some(at) = entries.iter().position(|entry| entry.key == from) else { return };
    let earlier = Entry { key: to.to_owned(), ..entries.remove(at) };
    let Some(own) = entries.iter_mut().find(|entry| entry.key == to) else { return entries.push(earlier) };
    let alone = |entry: Entry| Node::new(span, Data::Map(vec![entry]));
    let mut over = alone(own.clone());
    merge::service(&mut over, alone(earlier), faults);
    if let Data::Map(merged) = over.data
        && let Some(merged) = merged.into_iter().next()
    {
        *own = merged;
    }
}
