//! The model as Rego's `input`, and as JSON for people.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::model::{Entry, Model, Object, ObjectId, Value};

/// The model as a Rego value, with `facts` as further members of its root. Objects that the model shares
/// are shared in memory, too.
pub(super) fn to_rego<'a>(model: &'a Model, facts: Vec<(&'a str, Rego)>) -> Rego {
    let mut values = Values::default();
    let mut facts = Some(facts);
    // Objects refer only to objects before them, so one pass from the first to the last suffices.
    for (number, object) in model.objects().iter().enumerate() {
        let facts = facts.take_if(|_| number == model.root().number() as usize).unwrap_or_default();
        let mut names = Vec::with_capacity(object.entries.len() + 1);
        let mut members = Vec::with_capacity(object.entries.len() + 1);
        names.push("@");
        members.push(Rego::from(number as u64));
        for entry in &object.entries {
            names.push(&entry.name);
            members.push(values.value(&entry.value));
        }
        for (name, fact) in facts {
            names.push(name);
            members.push(fact);
        }
        let object = values.map(names, members);
        values.objects.push(object);
    }
    let root = values.objects.get(model.root().number() as usize);
    root.cloned().unwrap_or_else(Rego::new_object)
}

/// Values that were made already, to be shared or to be made alike: most objects have the names of an
/// earlier one, names recur in every object, and most lists are empty.
#[derive(Default)]
struct Values<'a> {
    objects: Vec<Rego>,
    shapes: HashMap<Vec<&'a str>, Shape, RandomState>,
    names: HashMap<&'a str, Rego, RandomState>,
    nothing: Option<Rego>,
}

/// An object of which others have all names.
struct Shape {
    /// Its names, in the order of the members.
    names: Vec<Rego>,
    /// With null in the place of all values.
    blank: Rego,
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
                let names = entries.iter().map(|entry| &*entry.name).collect();
                let members = entries.iter().map(|entry| self.value(&entry.value)).collect();
                self.map(names, members)
            }
        }
    }

    /// An object of `members` with `names`. To fill in a copy of one that has the names takes a third of
    /// the time that it takes to build it.
    fn map(&mut self, names: Vec<&'a str>, members: Vec<Rego>) -> Rego {
        let Self { shapes, names: known, .. } = self;
        let shape = shapes.entry(names).or_insert_with_key(|names| {
            let name = |name: &&'a str| known.entry(name).or_insert_with(|| Rego::from(*name)).clone();
            let names: Vec<Rego> = names.iter().map(name).collect();
            let blank = names.iter().map(|name| (name.clone(), Rego::Null)).collect::<BTreeMap<_, _>>();
            Shape { names, blank: Rego::from(blank) }
        });
        let mut map = shape.blank.clone();
        if let Ok(map) = map.as_object_mut() {
            for (name, member) in shape.names.iter().zip(members) {
                if let Some(place) = map.get_mut(name) {
                    *place = member;
                }
            }
        }
        map
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
