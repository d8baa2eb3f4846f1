//! What aliases stand for, within their budget, and what `<<` may merge.

use std::ops::Range;

use super::super::{ALIAS_BUDGET, MAX_DEPTH};
use super::{Flat, Gatherer, Index, Key, Kind};
use crate::source::Span;
use crate::syntax::tree::Value;

impl Gatherer<'_> {
    /// Takes an alias for the node that it names, if that is finite and affordable.
    pub(super) fn alias(&mut self, id: usize, range: Range<usize>) {
        let span = self.span(range.clone());
        let target = self.anchors.get(&id).copied().unwrap_or(usize::MAX);
        let Some(node) = self.forest.nodes.get(target) else { return self.stand_in(range) };
        let (weight, height, key_span) = (node.weight, node.height, node.span);
        let problem = match node.kind {
            Kind::Open => Some("the alias stands inside its own anchor".to_owned()),
            _ if self.frames.len() + height > MAX_DEPTH => {
                Some(format!("values are nested more than {MAX_DEPTH} deep through this alias"))
            }
            _ if self.spent.saturating_add(weight) > ALIAS_BUDGET => {
                let first = !std::mem::replace(&mut self.over_budget, true);
                if !first {
                    return self.stand_in(range);
                }
                Some(format!(
                    "the aliases up to here stand for more than {ALIAS_BUDGET} values; \
                     this and later ones that do not fit are left out"
                ))
            }
            _ => None,
        };
        if let Some(message) = problem {
            self.fault(span, message, None);
            return self.stand_in(range);
        }
        self.spent += weight;
        self.last_end = range.end;
        if self.expects_key() {
            let written = self.source.slice(key_span);
            match &self.forest.nodes[target].kind {
                Kind::Scalar(Value::Text(text)) => self.set_key(Key::Text(text.clone(), span)),
                Kind::Scalar(_) => self.set_key(Key::Text(written.to_owned(), span)),
                _ => self.bad_key(target),
            }
            return;
        }
        let mut flat = self.flat(range, None, Kind::Alias(target), weight);
        flat.height = height;
        let index = self.push(flat);
        self.attach(index);
    }

    /// Puts nothing where an alias stands that cannot be followed.
    pub(super) fn stand_in(&mut self, range: Range<usize>) {
        self.last_end = range.end;
        if self.expects_key() {
            return self.set_key(Key::Bad);
        }
        let flat = self.flat(range, None, Kind::Scalar(Value::Null), 1);
        let index = self.push(flat);
        self.attach(index);
    }

    /// Faults what `<<` cannot merge.
    pub(super) fn check_merge(&mut self, value: Index) {
        let nodes = &self.forest.nodes;
        let Some((named, place)) = nodes_behind(nodes, value) else { return };
        let is_mapping =
            |part| nodes_behind(nodes, part).is_none_or(|(node, _)| matches!(node.kind, Kind::Map { .. }));
        let wrong = match &named.kind {
            Kind::Map { .. } => None,
            Kind::List(items) => items.iter().find(|&&item| !is_mapping(item)).map(|&item| {
                // What an alias names is marked where it is merged.
                let is_alias = matches!(nodes.get(value).map(|node| &node.kind), Some(Kind::Alias(_)));
                nodes_behind(nodes, item).filter(|_| !is_alias).map_or(place, |(_, span)| span)
            }),
            _ => Some(place),
        };
        if let Some(span) = wrong {
            self.fault(span, "`<<` merges mappings only, and this is none".to_owned(), None);
        }
    }
}

/// The node that `index` is or stands for, and the place where it is named.
fn nodes_behind(nodes: &[Flat], index: Index) -> Option<(&Flat, Span)> {
    let named = nodes.get(index)?;
    match named.kind {
        Kind::Alias(target) => Some((nodes.get(target)?, named.span)),
        _ => Some((named, named.span)),
    }
}
