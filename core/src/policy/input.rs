//! The model as Rego's `input`, and as JSON for people.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::model::{Entry, Item, Model, Object, ObjectId, Value};

/// The values of the document before: while somebody types in a file, most of them stay as they were.
#[derive(Clone, Default)]
pub(super) struct Before {
    model: Option<Model>,
    objects: Vec<Rego>,
}

/// The model as a Rego value, with `facts` as further members of its root. Objects that the model shares
/// are shared in memory, too, and so is what did not change since the document before.
pub(super) fn to_rego(model: &Model, facts: &[(&str, Rego)], before: &mut Before) -> Rego {
    let root = model.root().number() as usize;
    let mut values = Values::default();
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
    let mut input = values.objects.get(root).cloned().unwrap_or_else(Rego::new_object);
    if let Ok(input) = input.as_object_mut() {
        for (name, fact) in facts {
            input.insert(Rego::from(*name), fact.clone());
        }
    }
    *before = Before { objects: values.objects, model: Some(model.clone()) };
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
/// earlier one, names recur in every object, and most lists are empty.
#[derive(Default)]
struct Values<'a> {
    objects: Vec<Rego>,
    /// Where in `last` the objects with these names are.
    alike: HashMap<Vec<&'a str>, usize, RandomState>,
    /// The last object with the same names, and its entries.
    last: Vec<(&'a [Entry], Rego)>,
    names: HashMap<&'a str, Rego, RandomState>,
    nothing: Option<Rego>,
}

impl<'a> Values<'a> {
    fn value(&mut self, value: &'a Value) -> Rego {
        match value {
            Value::Bool(value) => Rego::from(*value),
            Value::Integer(value) => Rego::from(*value),
            Value::Float(value) => Rego::from(*value),
            Value::Text(value) => Rego::from(value.as_str()),
            Value::List(items) if items.is_empty() => {
                self.nothing.get_or_insert_with(Rego::new_array).clone()
            }
            Value::List(items) => {
                Rego::from(items.iter().map(|item| self.value(&item.value)).collect::<Vec<_>>())
            }
            Value::Object(id) => self.objects[id.number() as usize].clone(),
            Value::Table(entries) => {
                let member = |entry: &'a Entry| (self.name(&entry.name), self.value(&entry.value));
                Rego::from(entries.iter().map(member).collect::<BTreeMap<_, _>>())
            }
        }
    }

    fn name(&mut self, name: &'a str) -> Rego {
        self.names.entry(name).or_insert_with(|| Rego::from(name)).clone()
    }

    /// An object: a copy of the last one with the same names, in which what differs is changed. Most members
    /// are the same, and to sort them again would take longer.
    fn object(&mut self, number: usize, entries: &'a [Entry]) -> Rego {
        let names: Vec<&str> = entries.iter().map(|entry| &*entry.name).collect();
        let node = Rego::from(number as u64);
        let Some(&alike) = self.alike.get(&names) else {
            let member = |entry: &'a Entry| (self.name(&entry.name), self.value(&entry.value));
            let mut members: BTreeMap<Rego, Rego> = entries.iter().map(member).collect();
            members.insert(self.name("@"), node);
            let object = Rego::from(members);
            self.alike.insert(names, self.last.len());
            self.last.push((entries, object.clone()));
            return object;
        };
        let (last, mut object) = self.last[alike].clone();
        if let Ok(object) = object.as_object_mut() {
            let mut change = |name: Rego, value: Rego| {
                if let Some(place) = object.get_mut(&name) {
                    *place = value;
                }
            };
            change(self.name("@"), node);
            for (entry, last) in entries.iter().zip(last) {
                if !same(&entry.value, &last.value) {
                    change(self.name(&entry.name), self.value(&entry.value));
                }
            }
        }
        self.last[alike] = (entries, object.clone());
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
            let kept = to_rego(&model, &[("fact", Rego::from(end as u64))], &mut before);
            let fresh = to_rego(&model, &[("fact", Rego::from(end as u64))], &mut Before::default());
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
        to_rego(&model(Kind::Dockerfile, text), &[], &mut before);
        let first = before.objects.clone();
        to_rego(&model(Kind::Dockerfile, &format!("{text}e")), &[], &mut before);
        let same =
            |one: &Rego, other: &Rego| std::ptr::eq(one.as_object().unwrap(), other.as_object().unwrap());
        let kept = first.iter().zip(&before.objects).filter(|(one, other)| same(one, other)).count();
        assert!(kept > first.len() / 2 && kept < first.len(), "{kept} of {}", first.len());
    }
}
