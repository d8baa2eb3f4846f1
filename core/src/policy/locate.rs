//! From what a policy points at to places in the source.

use regorus::Value as Rego;

use crate::document::Document;
use crate::model::{Entry, Item, Model, Object, Value};
use crate::source::Span;

/// What a policy pointed at, found in the model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    /// The object that was given, or the last one on the way.
    pub object: &'a Object,
    /// The key of the entry, where it is written.
    pub key: Option<Span>,
    /// The value; for an object given as a whole, none.
    pub value: Option<&'a Value>,
    /// Where the value is written.
    pub value_span: Option<Span>,
    /// Whether the whole path was found.
    pub exact: bool,
}

impl<'a> Target<'a> {
    /// What to mark: an entry from its key to its value if both stand on one line, else its key;
    /// an item by itself; what has no place of its own, its object.
    pub(super) fn mark(&self, document: &Document) -> Span {
        match (self.key, self.value_span) {
            (Some(key), Some(value)) => {
                let both = key.to(value);
                let source = document.source_of(both);
                if value.is_empty() || source.slice(both).contains('\n') { key } else { both }
            }
            (Some(span), None) | (None, Some(span)) => span,
            (None, None) => self.object.span,
        }
    }

    /// An item of the list that this is.
    pub(super) fn item(self, model: &'a Model, item: &'a Item) -> Self {
        let (object, span) = match (&item.value, item.span) {
            (Value::Object(id), span) => (model.object(*id), span.or(Some(model.object(*id).span))),
            (_, span) => (self.object, span),
        };
        // An item without a place of its own stands for the list it is in.
        let key = if span.is_none() { self.key } else { None };
        let value_span = span.or(self.value_span);
        Target { object, key, value: Some(&item.value), value_span, exact: self.exact }
    }

    /// An entry of the object or table that this is.
    pub(super) fn entry(self, model: &'a Model, entry: &'a Entry) -> Self {
        let object = match self.value {
            Some(Value::Object(id)) => model.object(*id),
            _ => self.object,
        };
        let derived = entry.key.is_none() && entry.span.is_none();
        let (object, span) = match &entry.value {
            Value::Object(id) if derived => (model.object(*id), Some(model.object(*id).span)),
            _ => (object, entry.span),
        };
        Target { object, key: entry.key, value: Some(&entry.value), value_span: span, exact: self.exact }
    }
}

/// Finds what `at` names: an object with `"@"`, or a list of such an object and a path of keys and
/// indices into it. What is not there gives the nearest thing that is, at last the root.
pub(super) fn locate<'a>(model: &'a Model, at: Option<&Rego>) -> Target<'a> {
    let root = model.object(model.root());
    let mut path = match at {
        Some(Rego::Array(parts)) => parts.iter().collect(),
        Some(node) => vec![node],
        None => Vec::new(),
    }
    .into_iter();
    let found = path.next().and_then(|node| object_of(model, node));
    let mut target = whole(found.unwrap_or(root), found.is_some());
    for step in path {
        match follow(model, target, step) {
            Some(next) => target = next,
            None => return Target { exact: false, ..target },
        }
    }
    target
}

/// An object as a whole.
pub(super) fn whole(object: &Object, exact: bool) -> Target<'_> {
    Target { object, key: None, value: None, value_span: None, exact }
}

fn object_of<'a>(model: &'a Model, node: &Rego) -> Option<&'a Object> {
    let Rego::Object(map) = node else { return None };
    model.by_number(map.get(&Rego::from("@"))?.as_u64().ok()?)
}

fn follow<'a>(model: &'a Model, from: Target<'a>, step: &Rego) -> Option<Target<'a>> {
    let entries = match from.value {
        None => &from.object.entries,
        Some(Value::Object(id)) => &model.object(*id).entries,
        Some(Value::Table(entries)) => entries,
        Some(Value::List(items)) => {
            return Some(from.item(model, items.get(usize::try_from(step.as_u64().ok()?).ok()?)?));
        }
        Some(_) => return None,
    };
    let name = step.as_string().ok()?;
    let entry = entries.iter().find(|entry| *entry.name == **name)?;
    Some(from.entry(model, entry))
}
