//! The normalized document that policies see: objects, tables and lists, every value with its place.
//!
//! Objects live in one arena, so that an index (`commands.curl`) and the tree it indexes
//! (`stages[0].instructions[3].commands[1]`) share one object and one node id. References only ever
//! point to objects made earlier, so the model has no cycles.

mod path;
mod view;

use std::borrow::Cow;
use std::sync::Arc;

use crate::source::{FileId, Span};

pub use path::{Path, Paths};
pub use view::View;

/// Names an object of one model; policies see it as `"@"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(u32);

impl ObjectId {
    /// The id as policies see it.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A value of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list; never absent where the model documents one, but possibly empty.
    List(Vec<Item>),
    /// An object with a node id.
    Object(ObjectId),
    /// A map whose keys come from the file or from a set of names (services, commands). It has no
    /// node id, so that policies that iterate it meet only its members.
    Table(Vec<Entry>),
}

/// A value in a list, with its place if it has one of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// Where it is written.
    pub span: Option<Span>,
}

/// A named value of an object or a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name.
    pub name: Cow<'static, str>,
    /// Where the name is written, if the file has it.
    pub key: Option<Span>,
    /// The value.
    pub value: Value,
    /// Where the value is written, if it has a place of its own.
    pub span: Option<Span>,
}

/// An object: a place in the source and named values.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// What to mark when a policy points at the object.
    pub span: Span,
    /// For objects read from a YAML or JSON mapping: the mapping itself, where entries can be added.
    pub body: Option<Span>,
    /// The values, in the order they were added; names are unique.
    pub entries: Vec<Entry>,
}

/// All objects of one document. Cloning is cheap.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    objects: Arc<Vec<Object>>,
    root: ObjectId,
}

impl Model {
    /// The object that policies see as `input`.
    pub fn root(&self) -> ObjectId {
        self.root
    }

    /// The object of an id that came from this model.
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0 as usize]
    }

    /// The object of a number that a policy gave back, if there is one.
    pub fn by_number(&self, number: u64) -> Option<&Object> {
        self.objects.get(usize::try_from(number).ok()?)
    }

    /// All objects, in the order of their ids.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }
}

/// Makes a model from the leaves up.
#[derive(Debug, Default)]
pub struct Builder {
    objects: Vec<Object>,
}

impl Builder {
    /// A builder without objects.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finished object and gives its id.
    pub fn add(&mut self, object: Object) -> ObjectId {
        let id = ObjectId(u32::try_from(self.objects.len()).expect("fewer than 2^32 objects"));
        self.objects.push(object);
        id
    }

    /// An object added earlier.
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0 as usize]
    }

    /// All objects so far, in the order of their ids.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// Adds all objects of `model`, whose files come after `files` others, and gives the id that its
    /// root has here.
    pub fn absorb(&mut self, model: &Model, files: u32) -> ObjectId {
        let objects = self.objects.len() as u32;
        let shift = Shift { objects, files };
        self.objects.extend(model.objects.iter().map(|object| shift.object(object)));
        ObjectId(model.root.0 + objects)
    }

    /// The finished model with `root` as what policies call `input`.
    pub fn finish(self, root: ObjectId) -> Model {
        Model { objects: Arc::new(self.objects), root }
    }
}

/// How ids change when a model becomes part of another.
#[derive(Clone, Copy)]
struct Shift {
    objects: u32,
    files: u32,
}

impl Shift {
    fn object(self, object: &Object) -> Object {
        Object {
            span: self.span(object.span),
            body: object.body.map(|span| self.span(span)),
            entries: self.entries(&object.entries),
        }
    }

    fn entries(self, entries: &[Entry]) -> Vec<Entry> {
        let entry = |entry: &Entry| Entry {
            name: entry.name.clone(),
            key: entry.key.map(|span| self.span(span)),
            value: self.value(&entry.value),
            span: entry.span.map(|span| self.span(span)),
        };
        entries.iter().map(entry).collect()
    }

    fn value(self, value: &Value) -> Value {
        match value {
            Value::Object(id) => Value::Object(ObjectId(id.0 + self.objects)),
            Value::Table(entries) => Value::Table(self.entries(entries)),
            Value::List(items) => {
                let item = |item: &Item| Item {
                    value: self.value(&item.value),
                    span: item.span.map(|span| self.span(span)),
                };
                Value::List(items.iter().map(item).collect())
            }
            plain => plain.clone(),
        }
    }

    fn span(self, span: Span) -> Span {
        Span { file: FileId(span.file.0 + self.files), ..span }
    }
}

impl Object {
    /// An object without values, placed at `span`.
    pub fn at(span: Span) -> Self {
        Self { span, body: None, entries: Vec::new() }
    }

    /// Says which mapping of the source the object was read from.
    pub fn body(mut self, span: Span) -> Self {
        self.body = Some(span);
        self
    }

    /// Adds a value without a place of its own.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Adds a value that is written at `span`.
    pub fn with_at(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Value>,
        span: Span,
    ) -> Self {
        self.entries.push(Entry { name: name.into(), key: None, value: value.into(), span: Some(span) });
        self
    }

    /// Adds a value if there is one; absent things stay absent, never null.
    pub fn with_some(self, name: impl Into<Cow<'static, str>>, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a value without a place of its own.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        self.entries.push(Entry { name: name.into(), key: None, value: value.into(), span: None });
    }

    /// The entry of that name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

impl Entry {
    /// A value of a table or object without a place of its own.
    pub fn new(name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), key: None, value: value.into(), span: None }
    }

    /// A value written as `key: value` in a file.
    pub fn written(
        name: impl Into<Cow<'static, str>>,
        key: Span,
        value: impl Into<Value>,
        span: Span,
    ) -> Self {
        Self { name: name.into(), key: Some(key), value: value.into(), span: Some(span) }
    }
}

impl Item {
    /// A list item without a place of its own.
    pub fn new(value: impl Into<Value>) -> Self {
        Self { value: value.into(), span: None }
    }

    /// A list item that is written at `span`.
    pub fn at(value: impl Into<Value>, span: Span) -> Self {
        Self { value: value.into(), span: Some(span) }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Value::Integer(value as i64)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<ObjectId> for Value {
    fn from(value: ObjectId) -> Self {
        Value::Object(value)
    }
}

impl From<Vec<Item>> for Value {
    fn from(value: Vec<Item>) -> Self {
        Value::List(value)
    }
}

impl From<Vec<Entry>> for Value {
    fn from(value: Vec<Entry>) -> Self {
        Value::Table(value)
    }
}
