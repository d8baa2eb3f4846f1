//! The model as Rego's `input`, and as JSON for people.

use std::collections::BTreeMap;

use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::model::{Entry, Item, Model, Object, ObjectId, Value};

use super::shapes::{NODE, Shapes};

/// The values of the document before: while somebody types in a file, most of them stay as they were.
#[derive(Clone, Default)]
pub(super) struct Before {
    model: Option<Model>,
    objects: Vec<Rego>,
    shapes: Shapes,
}

/// The model as a Rego value. Objects that the model shares are shared in memory, too, and so is what did not
/// change since the document before.
pub(super) fn to_rego(model: &Model, before: &mut Before) -> Rego {
    let root = model.root().number() as usize;
    let mut values = Values::new(std::mem::take(&mut before.shapes));
    let same_file = |before: &&Model| path(before) == path(model);
    let old = before.model.as_ref().filter(same_file).map_or(&[][..], Model::objects);
    let mut kept = Kept { before: old, objects: Vec::new() };
    // Objects refer only to objects before them, so one pass from the first to the last suffices.
    for (number, object) in model.objects().iter().enumerate() {
        let value = match kept.keeps(number, object) {
            true => before.objects[number].clone(),
            false => values.object(number, &object.entries),
        };
        values.objects.push(value);
    }
    let input = values.objects.get(root).cloned().unwrap_or_else(Rego::new_object);
    *before = Before { objects: values.objects, shapes: values.shapes, model: Some(model.clone()) };
    input
}

/// The input with `facts` as further members of its root.
pub(super) fn with(input: &Rego, facts: &[(&str, Rego)]) -> Rego {
    let mut input = input.clone();
    if let Ok(input) = input.as_object_mut() {
        for (name, fact) in facts {
            input.insert(Rego::from(*name), fact.clone());
        }
    }
    input
}

/// The path of the file that a model was read from.
fn path(model: &Model) -> Option<&Value> {
    Some(&model.object(model.root()).get("path")?.value)
}

/// Which objects are as they were in the document before, with all that they refer to.
struct Kept<'a> {
    before: &'a [Object],
    objects: Vec<bool>,
}

impl Kept<'_> {
    /// Whether the next object is as it was; places do not matter.
    fn keeps(&mut self, number: usize, object: &Object) -> bool {
        let kept =
            self.before.get(number).is_some_and(|before| self.entries(&before.entries, &object.entries));
        self.objects.push(kept);
        kept
    }

    fn entries(&self, before: &[Entry], now: &[Entry]) -> bool {
        let same = |(before, now): (&Entry, &Entry)| {
            before.name == now.name && self.value(&before.value, &now.value)
        };
        before.len() == now.len() && before.iter().zip(now).all(same)
    }

    fn value(&self, before: &Value, now: &Value) -> bool {
        match (before, now) {
            (Value::Object(before), Value::Object(now)) => {
                before == now && self.objects[now.number() as usize]
            }
            (Value::Table(before), Value::Table(now)) => self.entries(before, now),
            (Value::List(before), Value::List(now)) => {
                let same = |(before, now): (&Item, &Item)| self.value(&before.value, &now.value);
                before.len() == now.len() && before.iter().zip(now).all(same)
            }
            (before, now) => before == now,
        }
    }
}

/// Values that were made already, to be shared or to be made alike: most objects have the names of an
/// earlier one, and most lists are empty.
struct Values<'a> {
    objects: Vec<Rego>,
    shapes: Shapes,
    /// The last object of each shape, and its entries.
    last: Vec<Option<(&'a [Entry], Rego)>>,
    nothing: Rego,
}

impl<'a> Values<'a> {
    fn new(shapes: Shapes) -> Self {
        Self { objects: Vec::new(), shapes, last: Vec::new(), nothing: Rego::new_array() }
    }

    fn value(&self, value: &'a Value) -> Rego {
        match value {
            Value::Bool(value) => Rego::from(*value),
            Value::Integer(value) => Rego::from(*value),
            Value::Float(value) => Rego::from(*value),
            Value::Text(value) => Rego::from(value.as_str()),
            Value::List(items) if items.is_empty() => self.nothing.clone(),
            Value::List(items) => {
                Rego::from(items.iter().map(|item| self.value(&item.value)).collect::<Vec<_>>())
            }
            Value::Object(id) => self.objects[id.number() as usize].clone(),
            Value::Table(entries) => Rego::from(self.members(entries)),
        }
    }

    fn members(&self, entries: &'a [Entry]) -> BTreeMap<Rego, Rego> {
        entries.iter().map(|entry| (Rego::from(&*entry.name), self.value(&entry.value))).collect()
    }

    /// An object: a copy of the last one of its shape, in which what differs is changed. Most members are the
    /// same, and to put all together again would take longer.
    fn object(&mut self, number: usize, entries: &'a [Entry]) -> Rego {
        let node = Rego::from(number as u64);
        let Some(place) = self.shapes.place(entries) else {
            let mut members = self.members(entries);
            members.insert(Rego::from(NODE), node);
            return Rego::from(members);
        };
        self.last.resize(self.last.len().max(place + 1), None);
        let keys = &self.shapes.all[place].keys;
        let object = match self.last[place].take() {
            Some((last, mut object)) => {
                if let Ok(object) = object.as_object_mut() {
                    let mut change = |key: &Rego, value: Rego| {
                        if let Some(place) = object.get_mut(key) {
                            *place = value;
                        }
                    };
                    change(&keys[0], node);
                    for (index, (entry, last)) in entries.iter().zip(last).enumerate() {
                        if !same(&entry.value, &last.value) {
                            change(&keys[index + 1], self.value(&entry.value));
                        }
                    }
                }
                object
            }
            None => {
                let value = |index: &usize| match index.checked_sub(1) {
                    Some(index) => self.value(&entries[index].value),
                    None => node.clone(),
                };
                let member = |index: &usize| (keys[*index].clone(), value(index));
                Rego::from(self.shapes.all[place].sorted.iter().map(member).collect::<BTreeMap<_, _>>())
            }
        };
        self.last[place] = Some((entries, object.clone()));
        object
    }
}

/// Whether two values are the same, as far as that is quickly told.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => one.is_empty() && other.is_empty(),
        (Value::Table(one), Value::Table(other)) => one.is_empty() && other.is_empty(),
        (one, other) => one == other,
    }
}

/// The model as JSON, in the order of the model: what `dockwarden input` prints.
pub fn to_json(model: &Model) -> Json {
    deep(model, model.root())
}

/// An object as JSON, with no more than the number of each object in it: an object that many names lead
/// to can be shown once.
pub fn shallow(object: &Object) -> Json {
    entries_json(&object.entries, &|id| serde_json::json!({"@": id.number()})).into()
}

fn deep(model: &Model, id: ObjectId) -> Json {
    let mut map = serde_json::Map::new();
    map.insert("@".into(), id.number().into());
    map.append(&mut entries_json(&model.object(id).entries, &|id| deep(model, id)));
    Json::Object(map)
}

fn entries_json(entries: &[Entry], inner: &dyn Fn(ObjectId) -> Json) -> serde_json::Map<String, Json> {
    entries.iter().map(|entry| (entry.name.to_string(), json(&entry.value, inner))).collect()
}

fn json(value: &Value, inner: &dyn Fn(ObjectId) -> Json) -> Json {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(value) => value.as_str().into(),
        Value::List(items) => items.iter().map(|item| json(&item.value, inner)).collect(),
        Value::Object(id) => inner(*id),
        Value::Table(entries) => entries_json(entries, inner).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Kind};
    use crate::reading::Surroundings;
    use crate::source::{FileId, Source};

    fn model(kind: Kind, text: &str) -> Model {
        let source = Source::from_text(FileId(0), "file", text).unwrap();
        Document::read(kind, source, &Surroundings::default()).reading.model
    }

    /// Types `text` letter by letter, with what is kept from letter to letter and without.
    fn typed(kind: Kind, text: &str) {
        let mut before = Before::default();
        for end in (0..=text.len()).chain((0..text.len()).rev()) {
            let model = model(kind, &text[..end]);
            let kept = to_rego(&model, &mut before);
            let fresh = to_rego(&model, &mut Before::default());
            assert_eq!(kept, fresh, "{}", &text[..end]);
        }
    }

    #[test]
    fn what_is_kept_while_typing_is_as_if_made_anew() {
        typed(
            Kind::Dockerfile,
            "ARG V=1\nFROM alpine:$V AS a\nENV A=1 B=$A\nRUN apk add curl && rm -rf /x\nUSER app\nFROM a\nCOPY --from=a /x /y\n",
        );
        typed(
            Kind::Compose,
            "services:\n  web: &w\n    image: nginx\n    ports: [\"80:80\"]\n  job:\n    <<: *w\n    privileged: true\n",
        );
    }

    #[test]
    fn only_what_changed_is_made_anew() {
        let mut before = Before::default();
        let text = "FROM alpine\nRUN true\nRUN fals";
        to_rego(&model(Kind::Dockerfile, text), &mut before);
        let first = before.objects.clone();
        to_rego(&model(Kind::Dockerfile, &format!("{text}e")), &mut before);
        let same =
            |one: &Rego, other: &Rego| std::ptr::eq(one.as_object().unwrap(), other.as_object().unwrap());
        let kept = first.iter().zip(&before.objects).filter(|(one, other)| same(one, other)).count();
        assert!(kept > first.len() / 2 && kept < first.len(), "{kept} of {}", first.len());
    }
}
