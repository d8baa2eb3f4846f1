//! Behaviour of the reader as a whole, by example and by property.

mod env_file;
mod extends;
mod faults;
mod hostile;
mod include;
mod interpolation;
mod merge;
mod model;
mod places;
mod posture;
mod properties;
mod references;
mod several;
mod splitting;

use serde_json::{Map, Value as Json};

use crate::model::{Entry, Model, Value};
use crate::reading::{Reading, Surroundings};
use crate::source::{FileId, Source};

fn source(text: &str) -> Source {
    Source::from_text(FileId(0), "compose.yaml", text).unwrap()
}

fn reading(text: &str) -> Reading {
    super::read(&source(text), &Surroundings::default())
}

/// The model of a sound file as JSON, without places and without the text itself.
fn model(text: &str) -> Json {
    let reading = reading(text);
    assert_eq!(messages(&reading), [""; 0], "faults in {text}");
    let mut model = json(&reading.model);
    model.as_object_mut().unwrap().remove("text");
    model
}

/// The model of a sound file that lies at `path`, as JSON.
fn model_at(path: &str, text: &str) -> Json {
    let source = Source::from_text(FileId(0), path, text).unwrap();
    json(&super::read(&source, &Surroundings::default()).model)
}

/// The model of the service `web` of a sound file that holds nothing else.
fn service(keys: &str) -> Json {
    let indented: String = keys.lines().map(|line| format!("    {line}\n")).collect();
    model(&format!("services:\n  web:\n{indented}"))["services"]["web"].clone()
}

fn messages(reading: &Reading) -> Vec<&str> {
    reading.faults.iter().map(|fault| fault.message.as_str()).collect()
}

fn json(model: &Model) -> Json {
    table(model, &model.object(model.root()).entries)
}

fn table(model: &Model, entries: &[Entry]) -> Json {
    let mut map = Map::new();
    for entry in entries {
        let before = map.insert(entry.name.to_string(), value(model, &entry.value));
        assert_eq!(before, None, "`{}` stands twice", entry.name);
    }
    map.into()
}

fn value(model: &Model, value: &Value) -> Json {
    match value {
        Value::Bool(flag) => (*flag).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(|item| self::value(model, &item.value)).collect(),
        Value::Object(id) => table(model, &model.object(*id).entries),
        Value::Table(entries) => table(model, entries),
    }
}
