//! Paths into a model: what a rule needs of a document.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Entry, Model, Value};

/// A way from the root of a model to something in it: names with dots between them.
///
/// A number is a place in a list, `*` stands for every member of a list, a table or an object, and
/// `name=value` ends at that true, false, number or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Path(Vec<Step>);

/// Every member.
const ANY: &str = "*";

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Any,
    Named(String),
    /// What must stand there; always the last step.
    Is(String),
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        let (names, value) = match text.split_once('=') {
            Some((names, value)) => (names, Some(value)),
            None => (text, None),
        };
        let step = |name: &str| if name == ANY { Step::Any } else { Step::Named(name.to_owned()) };
        let value = value.map(|value| Step::Is(value.to_owned()));
        Self(names.split('.').map(step).chain(value).collect())
    }
}

/// Many paths, to be followed at once: a name that many of them share is looked for only once.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    count: usize,
    start: Fork,
}

/// Where paths part, which came the same way so far. Paths are known by their place among all.
#[derive(Clone, Debug, Default)]
struct Fork {
    /// Those that come here.
    all: Vec<usize>,
    /// Those that end here.
    ends: Vec<usize>,
    /// Those that end here at a value: how it is written, and the path.
    values: Vec<(String, usize)>,
    named: Named,
    any: Option<Box<Fork>>,
}

/// Forks by name.
#[derive(Clone, Debug, Default)]
struct Named {
    /// A bit for each name, which tells most others from them more quickly than a search.
    bits: u64,
    forks: HashMap<String, Fork, RandomState>,
}

impl Paths {
    /// Those in `paths`.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut all = Self::default();
        for path in paths {
            all.start.add(&path.0, all.count);
            all.count += 1;
        }
        all
    }

    /// For each path, whether it leads to something in `model`: neither to `false`, nor to a list or a table
    /// without members.
    pub fn lead_in(&self, model: &Model) -> Vec<bool> {
        let mut lead = vec![false; self.count];
        self.start.follow(model, &Value::Object(model.root()), &mut lead);
        lead
    }
}

impl Fork {
    fn add(&mut self, steps: &[Step], path: usize) {
        self.all.push(path);
        match steps.split_first() {
            None => self.ends.push(path),
            Some((Step::Any, rest)) => self.any.get_or_insert_default().add(rest, path),
            Some((Step::Named(name), rest)) => self.named.fork(name).add(rest, path),
            Some((Step::Is(value), _)) => self.values.push((value.clone(), path)),
        }
    }

    fn follow(&self, model: &Model, from: &Value, lead: &mut [bool]) {
        if self.all.iter().all(|path| lead[*path]) {
            return;
        }
        if is_something(from) {
            self.ends.iter().for_each(|path| lead[*path] = true);
        }
        for (value, path) in &self.values {
            lead[*path] |= is_plain(from, value);
        }
        if self.named.forks.is_empty() && self.any.is_none() {
            return;
        }
        match from {
            Value::Object(id) => self.enter(model, &model.object(*id).entries, lead),
            Value::Table(entries) => self.enter(model, entries, lead),
            Value::List(items) => {
                for (name, fork) in &self.named.forks {
                    if let Some(item) = name.parse().ok().and_then(|index: usize| items.get(index)) {
                        fork.follow(model, &item.value, lead);
                    }
                }
                if let Some(any) = &self.any {
                    items.iter().for_each(|item| any.follow(model, &item.value, lead));
                }
            }
            _ => {}
        }
    }

    fn enter(&self, model: &Model, entries: &[Entry], lead: &mut [bool]) {
        for Entry { name, value, .. } in entries {
            if let Some(fork) = self.named.get(name) {
                fork.follow(model, value, lead);
            }
            if let Some(any) = &self.any {
                any.follow(model, value, lead);
            }
        }
    }
}

impl Named {
    fn fork(&mut self, name: &str) -> &mut Fork {
        self.bits |= bit(name);
        self.forks.entry(name.to_owned()).or_default()
    }

    fn get(&self, name: &str) -> Option<&Fork> {
        if self.bits & bit(name) == 0 {
            return None;
        }
        self.forks.get(name)
    }
}

fn bit(name: &str) -> u64 {
    let last = name.bytes().next_back().map_or(0, usize::from);
    1 << ((name.len() * 5 + last) % 64)
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Bool(value) => *value,
        Value::List(items) => !items.is_empty(),
        Value::Table(entries) => !entries.is_empty(),
        _ => true,
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
            .with("texts", vec![Item::new("a"), Item::new("b"), Item::new("c.d=e")])
            .with("none", Vec::<Item>::new());
        let root = builder.add(root);
        builder.finish(root)
    }

    fn leads(path: &str) -> bool {
        Paths::new([&Path::from(path)]).lead_in(&model())[0]
    }

    #[test]
    fn a_path_leads_to_what_its_names_say() {
        assert!(leads("list.0.port") && leads("table.x.host") && leads("list"));
        assert!(!leads("list.1.port") && !leads("table.y.host") && !leads("list.0.port.x"));
    }

    #[test]
    fn paths_that_share_names_do_not_stand_in_each_others_way() {
        let paths =
            ["list", "list.0.port", "list.*.port=23", "list.*.host", "list.0.none", "table.*.port", "list"];
        let paths = paths.map(Path::from);
        let lead = Paths::new(&paths).lead_in(&model());
        assert_eq!(lead, [true, true, false, true, false, true, true]);
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
        assert!(leads("texts.*=b") && leads("texts.1=b") && leads("list.0.*=a"));
        assert!(leads("texts.*=c.d=e") && !leads("texts.*=c.d"));
        assert!(!leads("texts.*=c") && !leads("texts.0=b") && !leads("texts.3=b") && !leads("texts.x=b"));
        assert!(!leads("list.*.port=23") && !leads("list.*.host=") && !leads("list=a"));
    }
}
