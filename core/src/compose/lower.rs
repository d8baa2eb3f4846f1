//! From the tree to the model: every value is checked against the shape of its key.

use crate::model::{self, Item, Object, ObjectId, Value};
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Entry, Node};
use super::place::Place;
use super::scalars;
use super::shape::{Absent, Field, Shape};

impl Lowering {
    /// The value of `node` as `shape`; `place_span` is what to mark if it becomes an object.
    pub(super) fn value(
        &mut self,
        shape: &Shape,
        place: &Place,
        place_span: Span,
        node: &Node,
    ) -> Option<Value> {
        match shape {
            Shape::Nullable(_) if node.data == Data::Null => None,
            Shape::Nullable(shape) => self.value(shape, place, place_span, node),
            Shape::By(lower) => lower(self, place, place_span, node),
            Shape::List(shape) => self.list(shape, place, node),
            Shape::Table(shape) => self.table(shape, place, node),
            Shape::Object(fields) => self.object(fields, place, place_span, node).map(Value::Object),
            scalar => scalars::value(self, scalar, place, node),
        }
    }

    fn list(&mut self, shape: &Shape, place: &Place, node: &Node) -> Option<Value> {
        let Some(items) = node.as_list() else {
            self.wrong(place, node, "a list");
            return None;
        };
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            if let Some(value) = self.value(shape, &Place::Item(place), item.span, item) {
                list.push(Item::at(value, item.span));
            }
        }
        Some(Value::List(list))
    }

    fn table(&mut self, shape: &Shape, place: &Place, node: &Node) -> Option<Value> {
        let Some(entries) = node.as_map() else {
            self.wrong(place, node, "a mapping");
            return None;
        };
        let mut table = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(value) = self.value(shape, &place.key(&entry.key), entry.place(), &entry.value) {
                let mut member = written(entry, value);
                // Members that a list names stand where its items stand.
                member.span = Some(entry.value.span);
                table.push(member);
            }
        }
        Some(Value::Table(table))
    }

    /// The object of a mapping with known keys.
    pub(super) fn object(
        &mut self,
        fields: &[Field],
        place: &Place,
        span: Span,
        node: &Node,
    ) -> Option<ObjectId> {
        let object = self.fields(fields, place, span, node)?;
        Some(self.builder.add(object))
    }

    /// The entries of a mapping with known keys, as an object that is not added yet.
    pub(super) fn fields(
        &mut self,
        fields: &[Field],
        place: &Place,
        span: Span,
        node: &Node,
    ) -> Option<Object> {
        let Some(entries) = node.as_map() else {
            self.wrong(place, node, "a mapping");
            return None;
        };
        let mut object = Object::at(span);
        if node.short.is_none() {
            object = object.body(node.span);
        }
        for entry in entries {
            let place = place.key(&entry.key);
            match fields.iter().find(|field| field.name == entry.key) {
                Some(field) => {
                    if let Some(value) = self.value(&field.shape, &place, entry.place(), &entry.value) {
                        object.entries.push(written(entry, value));
                    }
                }
                None if entry.key.starts_with("x-") => {}
                None => self.unknown_key(fields.iter().map(|field| field.name), &place, entry),
            }
        }
        for field in fields {
            match field.absent {
                Absent::Fault if node.get(field.name).is_none() => {
                    self.fault(place, span, format!("must have `{}`", field.name), None);
                }
                Absent::List if object.get(field.name).is_none() => {
                    object.set(field.name, Vec::<Item>::new());
                }
                Absent::Table if object.get(field.name).is_none() => {
                    object.set(field.name, Vec::<model::Entry>::new());
                }
                _ => {}
            }
        }
        Some(object)
    }
}

/// An entry of the model with the places of one of the tree.
fn written(entry: &Entry, value: Value) -> model::Entry {
    match entry.key_span {
        Some(key) => model::Entry::written(entry.key.clone(), key, value, entry.value.span),
        None => model::Entry::new(entry.key.clone(), value),
    }
}
