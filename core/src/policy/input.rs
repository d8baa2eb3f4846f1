//! The model as Rego's `input`, and as JSON for people.

use std::collections::BTreeMap;

use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::model::{Entry, Model, Object, Value};

/// The model as a Rego value, with `facts` under `key` of its root. Objects that the model shares are
/// shared in memory, too.
pub(super) fn to_rego(model: &Model, key: &str, facts: &[bool]) -> Rego {
    let mut done: Vec<Rego> = Vec::with_capacity(model.objects().len());
    // Objects refer only to objects before them, so one pass from the first to the last suffices.
    for (number, object) in model.objects().iter().enumerate() {
        let mut map = BTreeMap::new();
        map.insert(Rego::from("@"), Rego::from(number as u64));
        for entry in &object.entries {
            map.insert(Rego::from(&*entry.name), rego(&entry.value, &done));
        }
        if number == model.root().number() as usize {
            let facts = facts.iter().map(|fact| Rego::from(*fact)).collect::<Vec<_>>();
            map.insert(Rego::from(key), Rego::from(facts));
        }
        done.push(Rego::from(map));
    }
    done.get(model.root().number() as usize).cloned().unwrap_or_else(Rego::new_object)
}

fn rego(value: &Value, done: &[Rego]) -> Rego {
    match value {
        Value::Bool(value) => Rego::from(*value),
        Value::Integer(value) => Rego::from(*value),
        Value::Float(value) => Rego::from(*value),
        Value::Text(value) => Rego::from(value.as_str()),
        Value::List(items) => {
            Rego::from(items.iter().map(|item| rego(&item.value, done)).collect::<Vec<_>>())
        }
        Value::Object(id) => done[id.number() as usize].clone(),
        Value::Table(entries) => {
            let member = |entry: &Entry| (Rego::from(&*entry.name), rego(&entry.value, done));
            Rego::from(entries.iter().map(member).collect::<BTreeMap<_, _>>())
        }
    }
}

/// The model as JSON, in the order of the model: what `dockwarden input` prints.
pub fn to_json(model: &Model) -> Json {
    object_json(model, model.root().number(), model.object(model.root()))
}

fn object_json(model: &Model, number: u32, object: &Object) -> Json {
    let mut map = serde_json::Map::new();
    map.insert("@".into(), number.into());
    for entry in &object.entries {
        map.insert(entry.name.to_string(), json(model, &entry.value));
    }
    Json::Object(map)
}

fn json(model: &Model, value: &Value) -> Json {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(value) => value.as_str().into(),
        Value::List(items) => items.iter().map(|item| json(model, &item.value)).collect(),
        Value::Object(id) => object_json(model, id.number(), model.object(*id)),
        Value::Table(entries) => {
            entries.iter().map(|entry| (entry.name.to_string(), json(model, &entry.value))).collect()
        }
    }
}
