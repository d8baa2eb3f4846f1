//! Paths into a model: what a rule needs of a document.

use super::{Model, Value};

/// A way from the root of a model to something in it: names with dots between them.
///
/// A number is a place in a list, `*` stands for every member of a list, a table or an object, and
/// `name=value` ends at that true, false, number or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Path(Vec<Step>);

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Any,
    Named(String),
    /// The name, and what must stand there.
    Is(String, String),
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        let step = |name: &str| match name.split_once('=') {
            Some((name, value)) => Step::Is(name.to_owned(), value.to_owned()),
            None if name == "*" => Step::Any,
            None => Step::Named(name.to_owned()),
        };
        Self(text.split('.').map(step).collect())
    }
}

impl Path {
    /// Whether it leads to something in `model`: neither to `false`, nor to a list or a table without
    /// members.
    pub fn leads_in(&self, model: &Model) -> bool {
        leads(model, &Value::Object(model.root()), &self.0)
    }
}

fn leads(model: &Model, from: &Value, steps: &[Step]) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return match from {
            Value::Bool(value) => *value,
            Value::List(items) => !items.is_empty(),
            Value::Table(entries) => !entries.is_empty(),
            _ => true,
        };
    };
    let (name, wanted) = match step {
        Step::Any => ("*", None),
        Step::Named(name) => (name.as_str(), None),
        Step::Is(name, value) => (name.as_str(), Some(value)),
    };
    let goes_on = |value: &Value| match wanted {
        Some(wanted) => is_plain(value, wanted),
        None => leads(model, value, rest),
    };
    let entries = match from {
        Value::Object(id) => &model.object(*id).entries,
        Value::Table(entries) => entries,
        Value::List(items) if name == "*" => return items.iter().any(|item| goes_on(&item.value)),
        Value::List(items) => {
            let item = name.parse().ok().and_then(|index: usize| items.get(index));
            return item.is_some_and(|item| goes_on(&item.value));
        }
        _ => return false,
    };
    match name {
        "*" => entries.iter().any(|entry| goes_on(&entry.value)),
        name => entries.iter().find(|entry| entry.name == name).is_some_and(|entry| goes_on(&entry.value)),
    }
}

/// Whether `value` is a true, false, number or text that is written so.
fn is_plain(value: &Value, text: &str) -> bool {
    match value {
        Value::Bool(value) => text == if *value { "true" } else { "false" },
        Value::Integer(value) => text.parse() == Ok(*value),
        Value::Float(value) => text.parse() == Ok(*value),
        Value::Text(value) => value == text,
        Value::List(_) | Value::Object(_) | Value::Table(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Item, Object};
    use crate::source::{FileId, Span};

    fn model() -> Model {
        let mut builder = Builder::new();
        let object = || Object::at(Span::new(FileId(0), 0, 0));
        let item = builder.add(object().with("port", 22_i64).with("open", false).with("host", "a"));
        let root = object()
            .with("list", vec![Item::new(Value::Object(item))])
            .with("table", vec![crate::model::Entry::new("x", Value::Object(item))])
            .with("none", Vec::<Item>::new());
        let root = builder.add(root);
        builder.finish(root)
    }

    fn leads(path: &str) -> bool {
        Path::from(path).leads_in(&model())
    }

    #[test]
    fn a_path_leads_to_what_its_names_say() {
        assert!(leads("list.0.port") && leads("table.x.host") && leads("list"));
        assert!(!leads("list.1.port") && !leads("table.y.host") && !leads("list.0.port.x"));
    }

    #[test]
    fn a_star_is_every_member() {
        assert!(leads("list.*.port") && leads("table.*.port") && leads("*.*.host"));
        assert!(!leads("list.*.name") && !leads("none.*"));
    }

    #[test]
    fn false_and_what_is_empty_is_nothing() {
        assert!(!leads("list.*.open") && !leads("none"));
    }

    #[test]
    fn a_value_may_be_asked_for() {
        assert!(leads("list.*.port=22") && leads("list.*.host=a") && leads("table.x.open=false"));
        assert!(!leads("list.*.port=23") && !leads("list.*.host=") && !leads("list=a"));
    }
}
