//! Where everything stands that policies see: what [`super::locate`] finds for one `at`, for all.

use crate::document::Document;
use crate::model::{Model, Value};
use crate::source::Span;

use super::locate::{Target, whole};

/// The place of an object, which policies see under its number in `"@"`, and of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What to mark for the object as a whole.
    pub span: Span,
    /// Its values, and those in its lists and tables, that are written in a file. What has no place of its
    /// own, such as a default, and what is an object, is left out.
    pub entries: Vec<Entry>,
}

/// A value in an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The way from the object to the value.
    pub steps: Vec<Step>,
    /// What to mark.
    pub span: Span,
}

/// A key of an object or a table, or an index into a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key.
    Key(String),
    /// An index.
    Index(usize),
}

/// The place of every object of a document, by its number.
pub fn places(document: &Document) -> Vec<Node> {
    let model = &document.reading.model;
    let node = |object| {
        let mut walk = Walk { document, model, steps: Vec::new(), entries: Vec::new() };
        walk.enter(whole(object, true));
        Node { span: object.span, entries: walk.entries }
    };
    model.objects().iter().map(node).collect()
}

struct Walk<'a> {
    document: &'a Document,
    model: &'a Model,
    steps: Vec<Step>,
    entries: Vec<Entry>,
}

impl<'a> Walk<'a> {
    /// All that is in `target`, down to other objects.
    fn enter(&mut self, target: Target<'a>) {
        match target.value {
            Some(Value::Object(_)) => {}
            None => self.each(&target.object.entries, target),
            Some(Value::Table(entries)) => self.each(entries, target),
            Some(Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    let is_placed = item.span.is_some();
                    self.step(Step::Index(at), target.item(self.model, item), is_placed);
                }
            }
            Some(_) => {}
        }
    }

    fn each(&mut self, entries: &'a [crate::model::Entry], target: Target<'a>) {
        for entry in entries {
            let is_placed = entry.key.is_some() || entry.span.is_some();
            self.step(Step::Key(entry.name.to_string()), target.entry(self.model, entry), is_placed);
        }
    }

    fn step(&mut self, step: Step, target: Target<'a>, is_placed: bool) {
        self.steps.push(step);
        let is_object = matches!(target.value, Some(Value::Object(_)));
        if is_placed && !is_object {
            self.entries.push(Entry { steps: self.steps.clone(), span: target.mark(self.document) });
        }
        self.enter(target);
        self.steps.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::model::View;
    use crate::reading::Surroundings;
    use crate::source::{FileId, Source};

    const TEXT: &str = "services:\n  web:\n    image: nginx\n    privileged: true\n    cap_add: [A, B]\n    \
                        labels:\n      x: y\n";

    /// The marked text of every place in the service `web`, by its steps.
    fn marks() -> Vec<(String, String)> {
        let source = Source::from_text(FileId(0), "compose.yaml", TEXT).unwrap();
        let document = Document::read(Kind::Compose, source, &Surroundings::default());
        let root = View::root(&document.reading.model);
        let (_, web) = root.members("services").next().unwrap();
        let node = &places(&document)[web.id.number() as usize];
        assert_eq!(document.source.slice(node.span), "web");
        let name = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(at) => at.to_string(),
        };
        let mark = |entry: &Entry| {
            let steps: Vec<String> = entry.steps.iter().map(name).collect();
            (steps.join("."), document.source.slice(entry.span).to_owned())
        };
        node.entries.iter().map(mark).collect()
    }

    fn has(steps: &str, mark: &str) -> bool {
        marks().contains(&(steps.to_owned(), mark.to_owned()))
    }

    #[test]
    fn what_is_written_has_the_place_that_a_finding_would_mark() {
        assert!(has("privileged", "privileged: true"));
        assert!(has("cap_add", "cap_add: [A, B]"));
        assert!(has("cap_add.1", "B"));
        assert!(has("labels", "labels"));
    }

    #[test]
    fn what_is_derived_has_no_place_of_its_own() {
        assert!(marks().iter().all(|(steps, _)| steps != "security_opt" && steps != "name"), "{:?}", marks());
    }

    #[test]
    fn an_object_in_an_object_has_its_place_under_its_own_number() {
        assert!(marks().iter().all(|(steps, _)| !steps.starts_with("labels.") && steps != "image"));
    }
}
