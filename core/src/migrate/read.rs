//! Values of configuration files, each with a fault where another sort of value was expected.

use crate::source::{Source, Span};
use crate::syntax::tree::{Entry, Fault, Node, Value};
use crate::syntax::yaml;

/// What was expected and not found.
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    /// The faults, if there are any.
    pub(super) fn check(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    pub(super) fn add(&mut self, span: Span, message: String) {
        self.0.push(Fault { span, message, help: None });
    }

    fn expected(&mut self, node: &Node, what: &str) {
        self.add(node.span, format!("expected {what}, found {}", node.value.kind_name()));
    }

    /// The entries of a mapping.
    pub(super) fn map<'a>(&mut self, node: &'a Node) -> &'a [Entry] {
        if let Some(entries) = node.as_map() {
            return entries;
        }
        if node.value != Value::Null {
            self.expected(node, "a mapping");
        }
        &[]
    }

    /// A number, a truth value or text, as it is written.
    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Int(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => {
                self.expected(node, "text");
                None
            }
        }
    }

    pub(super) fn flag(&mut self, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.expected(node, "true or false");
                None
            }
        }
    }

    /// A list of texts; one text is a list of those between its commas.
    pub(super) fn texts(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.text(item)).collect(),
            Value::Null => Vec::new(),
            Value::Text(text) => {
                text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
            }
            _ => {
                self.expected(node, "a list");
                Vec::new()
            }
        }
    }
}

/// The root of a YAML file, none if it is empty, and what is wrong with the file.
pub(super) fn yaml(file: &Source) -> (Option<Node>, Faults) {
    let parsed = yaml::parse(file);
    (parsed.root.filter(|root| root.value != Value::Null), Faults(parsed.faults))
}
