//! Reading from the objects of a model, or of one that is being made: what is not there, or is
//! something else, reads as nothing.

use super::{Entry, Item, Model, Object, ObjectId, Value};

/// An object and what it is looked up in.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    objects: &'a [Object],
    /// Names the object.
    pub id: ObjectId,
}

impl<'a> View<'a> {
    /// An object in an arena.
    pub fn new(objects: &'a [Object], id: ObjectId) -> Self {
        Self { objects, id }
    }

    /// What policies see as `input`.
    pub fn root(model: &'a Model) -> Self {
        Self::new(model.objects(), model.root())
    }

    /// The object itself.
    pub fn object(self) -> &'a Object {
        &self.objects[self.id.number() as usize]
    }

    /// Another object of the same arena.
    pub fn other(self, id: ObjectId) -> Self {
        Self { id, ..self }
    }

    /// What stands under a name.
    pub fn value(self, name: &str) -> Option<&'a Value> {
        self.object().get(name).map(|entry| &entry.value)
    }

    /// The text under a name.
    pub fn text(self, name: &str) -> Option<&'a str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether `true` stands under a name.
    pub fn is_true(self, name: &str) -> bool {
        self.value(name) == Some(&Value::Bool(true))
    }

    /// Whether there is anything under a name.
    pub fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The object under a name.
    pub fn inner(self, name: &str) -> Option<View<'a>> {
        match self.value(name)? {
            Value::Object(id) => Some(Self { id: *id, ..self }),
            _ => None,
        }
    }

    /// The list under a name; empty if there is none.
    pub fn list(self, name: &str) -> &'a [Item] {
        match self.value(name) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The table under a name; empty if there is none.
    pub fn table(self, name: &str) -> &'a [Entry] {
        match self.value(name) {
            Some(Value::Table(entries)) => entries,
            _ => &[],
        }
    }

    /// The objects in a list, in its order.
    pub fn objects(self, name: &str) -> impl Iterator<Item = View<'a>> {
        self.list(name).iter().filter_map(move |item| match &item.value {
            Value::Object(id) => Some(Self { id: *id, ..self }),
            _ => None,
        })
    }

    /// The objects in a table, with their names.
    pub fn members(self, name: &str) -> impl Iterator<Item = (&'a str, View<'a>)> {
        self.table(name).iter().filter_map(move |entry| match &entry.value {
            Value::Object(id) => Some((&*entry.name, Self { id: *id, ..self })),
            _ => None,
        })
    }

    /// The member of that name of a table.
    pub fn member(self, table: &str, name: &str) -> Option<View<'a>> {
        self.members(table).find(|(known, _)| *known == name).map(|(_, view)| view)
    }

    /// What stands under a name in a table.
    pub fn member_value(self, table: &str, name: &str) -> Option<&'a Value> {
        self.table(table).iter().find(|entry| entry.name == name).map(|entry| &entry.value)
    }
}
