//! The tree that YAML and JSON are read into: plain data with the place of every value.

use crate::source::Span;

/// A value and the place where it is written.
///
/// The span of a scalar includes its quotes or block indicator; that of a block collection runs
/// from its first key or dash to the end of its last value.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value stands. For a value reached through an alias: where its anchor stands.
    pub span: Span,
    /// The value itself.
    pub value: Value,
    /// An explicit local tag such as `!reset`, with its own place.
    pub tag: Option<Tag>,
}

/// An explicit tag on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag as written, with its `!`.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// What a node holds; scalars are typed by the YAML 1.2 core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Everything else that is not a collection.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file; keys are unique (the last one wins, the others are faults).
    Map(Vec<Entry>),
}

/// One key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's text; a key that is not a string is given as it is written.
    pub key: String,
    /// Where the key is written, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// Something in a file that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What was expected and what was found, in one sentence.
    pub message: String,
    /// What to do about it, if that is known.
    pub help: Option<String>,
}

/// A comment, from its `#` to the end of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
}

/// What reading a file of data gives: never an error, always whatever was sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The root, absent if nothing of the file could be read or it is empty.
    pub root: Option<Node>,
    /// Everything that could not be read.
    pub faults: Vec<Fault>,
    /// All comments, in order.
    pub comments: Vec<Comment>,
}

impl Node {
    /// The entry of a mapping under `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.iter().find(|entry| entry.key == key)
    }

    /// The value of a mapping under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entries, if this is a mapping.
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if this is a sequence.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The same data as JSON; the depth is that of the tree, which its reader bounds.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Int(value) => (*value).into(),
            Value::Float(value) => (*value).into(),
            Value::Text(value) => value.as_str().into(),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect()
            }
        }
    }

    /// The text, if this is a string.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Value {
    /// What people call this kind of value.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}
