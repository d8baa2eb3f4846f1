//! The tree of a Compose file after interpolation: what merging and long forms work on.

use crate::source::Span;
use crate::syntax::tree::Tag;

use super::text::Text;

/// A value and the place where it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Where the value stands; for a part of a short syntax, the whole of it.
    pub span: Span,
    /// The value.
    pub data: Data,
    /// An explicit tag such as `!reset`.
    pub tag: Option<Tag>,
    /// For a mapping that was written in the short syntax: that text.
    pub short: Option<Text>,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text, with its variables.
    Text(Text),
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// One key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is written; none if a short syntax implies it.
    pub key_span: Option<Span>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A value at `span`.
    pub(super) fn new(span: Span, data: Data) -> Self {
        Self { span, data, tag: None, short: None }
    }

    /// The entry of a mapping under `key`.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.iter().find(|entry| entry.key == key)
    }

    /// The value of a mapping under `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entries, if this is a mapping.
    pub(super) fn as_map(&self) -> Option<&[Entry]> {
        match &self.data {
            Data::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a mapping under `key`.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }

    /// The entries; none if this is no mapping.
    pub(super) fn entries_mut(&mut self) -> std::slice::IterMut<'_, Entry> {
        match &mut self.data {
            Data::Map(entries) => entries.iter_mut(),
            _ => [].iter_mut(),
        }
    }

    /// The items; none if this is no list.
    pub(super) fn items_mut(&mut self) -> std::slice::IterMut<'_, Node> {
        match &mut self.data {
            Data::List(items) => items.iter_mut(),
            _ => [].iter_mut(),
        }
    }

    /// The items, if this is a list.
    pub(super) fn as_list(&self) -> Option<&[Node]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub(super) fn as_text(&self) -> Option<&Text> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The scalar as text: numbers and truth values in their usual form; none for collections and null.
    pub(super) fn to_text(&self) -> Option<Text> {
        match &self.data {
            Data::Bool(value) => Some(value.to_string().into()),
            Data::Int(value) => Some(value.to_string().into()),
            Data::Float(value) => Some(value.to_string().into()),
            Data::Text(text) => Some(text.clone()),
            Data::Null | Data::List(_) | Data::Map(_) => None,
        }
    }

    /// Other text at the same place.
    pub(super) fn with_text(&self, text: Text) -> Node {
        Node::new(self.span, Data::Text(text))
    }

    /// What people call this kind of value.
    pub(super) fn kind_name(&self) -> &'static str {
        match self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "true or false",
            Data::Int(_) => "a whole number",
            Data::Float(_) => "a number",
            Data::Text(_) => "text",
            Data::List(_) => "a list",
            Data::Map(_) => "a mapping",
        }
    }

    /// Takes out everything tagged `!reset`: it removes what another file says and is nothing itself.
    /// What is tagged `!override` replaced what it could, and replaces nothing more.
    pub(super) fn drop_resets(&mut self) {
        let is_reset = |node: &Node| node.tag.as_ref().is_some_and(|tag| tag.text == "!reset");
        self.tag = None;
        match &mut self.data {
            Data::List(items) => {
                items.retain(|item| !is_reset(item));
                items.iter_mut().for_each(Node::drop_resets);
            }
            Data::Map(entries) => {
                entries.retain(|entry| !is_reset(&entry.value));
                entries.iter_mut().for_each(|entry| entry.value.drop_resets());
            }
            _ => {}
        }
    }
}

impl Entry {
    /// An entry that a short syntax implies.
    pub(super) fn implied(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), key_span: None, value }
    }

    /// The key and, for scalars, its value: what to mark for the entry as a whole.
    pub(super) fn place(&self) -> Span {
        match (&self.value.data, self.key_span) {
            (Data::Map(_) | Data::List(_), Some(key)) if self.value.short.is_none() => key,
            (Data::Null, Some(key)) => key,
            (_, Some(key)) => key.to(self.value.span),
            (_, None) => self.value.span,
        }
    }
}
