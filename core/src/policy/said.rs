//! What a document says as it is read.

use crate::document::Document;
use crate::model::{Entry, Value};

/// How many texts are remembered.
const LAST: usize = 128;

/// All that a document says as it is read: with quotes, escapes and the ends of lines a word can be written so
/// that the text does not hold it. In one, as each search takes its time.
pub(super) fn read(document: &Document) -> String {
    let mut said = Said { text: String::new(), last: [""; LAST] };
    document.given.iter().for_each(|value| said.add(value));
    let model = &document.reading.model;
    for (number, object) in model.objects().iter().enumerate() {
        // The root holds the whole text once more.
        let root = number == model.root().number() as usize;
        let entries = object.entries.iter().filter(|entry| !root || entry.name != "text");
        // What stands in the text as it is was heard with it.
        let mark = document.source_of(object.span).slice(object.span);
        said.last[place(mark)] = mark;
        entries.for_each(|entry| said.add_entry(entry));
    }
    said.text
}

struct Said<'a> {
    text: String,
    /// Those of the last texts that no other took the place of: most texts are said again and again.
    last: [&'a str; LAST],
}

/// Where a text is remembered: its length and its ends tell most from each other.
fn place(text: &str) -> usize {
    let end = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let (first, last) = (end(text.as_bytes().first()), end(text.as_bytes().last()));
    (text.len() * 7 + first * 3 + last) % LAST
}

impl<'a> Said<'a> {
    fn add(&mut self, text: &'a str) {
        let last = &mut self.last[place(text)];
        if *last != text {
            *last = text;
            self.text.push_str(text);
            // No word goes on in the next text.
            self.text.push('\0');
        }
    }

    fn add_entry(&mut self, entry: &'a Entry) {
        if entry.key.is_some() {
            self.add(&entry.name);
        }
        self.add_value(&entry.value);
    }

    fn add_value(&mut self, value: &'a Value) {
        match value {
            Value::Text(text) => self.add(text),
            Value::List(items) => items.iter().for_each(|item| self.add_value(&item.value)),
            Value::Table(entries) => entries.iter().for_each(|entry| self.add_entry(entry)),
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::Object(_) => {}
        }
    }
}
