//! The model as Rego's `input`, and as JSON for people.

use std::collections::{BTreeMap, HashMap};

use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::model::{Entry, Model, Object, ObjectId, Value};

/// The model as a Rego value, with `facts` as further members of its root. Objects that the model shares
/// are shared in memory, too.
pub(super) fn to_rego<'a>(model: &'a Model, mut facts: Vec<(&'a str, Rego)>) -> Rego {
    let mut values = Values::default();
    // Objects refer only to objects before them, so one pass from the first to the last suffices.
    for (number, object) in model.objects().iter().enumerate() {
        let mut members = vec![("@", Rego::from(number as u64))];
        for entry in &object.entries {
            members.push((&*entry.name, values.value(&entry.value)));
        }
        if number == model.root().number() as usize {
            members.append(&mut facts);
        }
        let object = values.map(members);
        values.objects.push(object);
    }
    let root = values.objects.get(model.root().number() as usize);
    root.cloned().unwrap_or_else(Rego::new_object)
}

/// Values that were made already, to be shared: names recur in every object, and most lists are empty.
#[derive(Default)]
struct Values<'a> {
    objects: Vec<Rego>,
    names: HashMap<&'a str, Rego>,
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
                let members = entries.iter().map(|entry| (&*entry.name, self.value(&entry.value)));
                let members = members.collect();
                self.map(members)
            }
        }
    }

    /// Sorted texts are compared in less time than sorted values, which a map wants.
    fn map(&mut self, mut members: Vec<(&'a str, Rego)>) -> Rego {
        members.sort_by_key(|(name, _)| *name);
        let names = &mut self.names;
        let member = |(name, value)| (names.entry(name).or_insert_with(|| Rego::from(name)).clone(), value);
        Rego::from(members.into_iter().map(member).collect::<BTreeMap<_, _>>())
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
