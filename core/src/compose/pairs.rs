//! Names with values: environment, labels, build arguments.

use crate::model::{Entry, Item, Object, Value};
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;

/// A table of `{name, text, value, variables}`; without text the value comes from outside.
pub(super) fn lower(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    let Some(entries) = node.as_map() else {
        lowering.wrong(place, node, "a mapping or a list of name=value");
        return None;
    };
    let mut table = Vec::with_capacity(entries.len());
    for entry in entries {
        let text = entry.value.to_text();
        if text.is_none() && entry.value.data != Data::Null {
            lowering.wrong(&place.key(&entry.key), &entry.value, "text, a number, true, false or nothing");
            continue;
        }
        let mut object = Object::at(entry.place()).with("name", entry.key.as_str());
        let mut add = |name: &'static str, value: Option<String>| {
            let Some(value) = value else { return };
            object.entries.push(Entry {
                name: name.into(),
                key: None,
                value: value.into(),
                span: entry.key_span.map(|_| entry.value.span),
            });
        };
        add("text", text.as_ref().map(|text| text.written().into_owned()));
        add("value", text.as_ref().and_then(|text| text.value().map(String::from)));
        let variables = text.map(|text| text.variables()).unwrap_or_default();
        object.set("variables", variables.into_iter().map(Item::new).collect::<Vec<_>>());
        let id = lowering.builder.add(object);
        table.push(Entry {
            name: entry.key.clone().into(),
            key: entry.key_span,
            value: id.into(),
            span: Some(entry.value.span),
        });
    }
    Some(Value::Table(table))
}
