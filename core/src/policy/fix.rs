//! A rule's fix, told in terms of nodes, turned into edits of the text.

use regorus::Value as Rego;
use serde_json::Value as Json;

use crate::document::{Document, Kind};
use crate::finding::{Edit, Fix, Safety};
use crate::model::{Object, Value};
use crate::source::{Source, Span};

use super::locate::{Target, locate};
use super::render;

/// The fix that `plan` describes; none if any part of it has no place in the text.
///
/// `plan` is one operation, a list of them, or `{"edits": […], "safety", "note"}`. An operation is
/// `replace`, `insert_before`, `insert_after` (with `text`), `delete`, `set` or `append` (with
/// `value`), each naming a node or an entry of one.
pub(super) fn edits(document: &Document, declared: Option<Safety>, plan: &Rego) -> Option<Fix> {
    let operations = match (plan, field(plan, "edits")) {
        (Rego::Array(list), _) => list.iter().collect(),
        (_, Some(list)) => list.as_array().ok()?.iter().collect(),
        _ => vec![plan],
    };
    let mut edits = Vec::new();
    for operation in &operations {
        edits.extend(Editor { document, source: source_of(document, operation) }.edits(operation)?);
    }
    let of_plan = |name: &str| field(plan, name).or_else(|| operations.iter().find_map(|op| field(op, name)));
    let safety = match of_plan("safety").and_then(|s| s.as_string().ok()).map(|s| &**s) {
        Some("safe") => Safety::Safe,
        Some(_) => Safety::Unsafe,
        None => declared.unwrap_or(Safety::Unsafe),
    };
    let note = of_plan("note").and_then(|note| note.as_string().ok()).map(|note| note.to_string());
    let source = document.source_of(edits.first()?.span);
    sound(source, edits).map(|edits| Fix { safety, note, edits })
}

/// The edits in order, if they lie in the source and none overlaps another.
fn sound(source: &Source, mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let inside =
        |edit: &Edit| edit.span.file == source.id() && source.text().get(edit.span.range()).is_some();
    let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    (!edits.is_empty() && edits.iter().all(inside) && apart).then_some(edits)
}

fn field<'a>(value: &'a Rego, name: &str) -> Option<&'a Rego> {
    value.as_object().ok()?.get(&Rego::from(name))
}

/// The parts of a path; sharing their memory.
fn path_of(at: &Rego) -> Option<Vec<Rego>> {
    Some(at.as_array().ok()?.iter().cloned().collect())
}

/// The file that an operation changes: the one that what it names stands in.
fn source_of<'a>(document: &'a Document, operation: &Rego) -> &'a Source {
    let named = OPERATIONS.iter().find_map(|name| field(operation, name));
    let target = locate(&document.reading.model, named);
    document.source_of(target.value_span.or(target.key).unwrap_or(target.object.span))
}

const OPERATIONS: [&str; 6] = ["replace", "insert_before", "insert_after", "delete", "set", "append"];

struct Editor<'a> {
    document: &'a Document,
    source: &'a Source,
}

impl<'a> Editor<'a> {
    fn edits(&self, operation: &Rego) -> Option<Vec<Edit>> {
        let text = || field(operation, "text")?.as_string().ok().map(|text| text.to_string());
        let value = || serde_json::from_str::<Json>(&field(operation, "value")?.to_json_str().ok()?).ok();
        if let Some(at) = field(operation, "replace") {
            let target = self.exact(at)?;
            let span = target.value_span.unwrap_or(target.object.span);
            let text = text()?;
            return self
                .is_whole(span, &text)
                .then(|| vec![Edit { span, text: self.quoted_as_before(span, text) }]);
        }
        if let Some(at) = field(operation, "insert_before") {
            return self.insert_before(self.exact(at)?, &text()?);
        }
        if let Some(at) = field(operation, "insert_after") {
            return self.insert_after(self.exact(at)?, &text()?);
        }
        if let Some(at) = field(operation, "delete") {
            return self.delete(at);
        }
        if let Some(at) = field(operation, "set") {
            return self.set(&path_of(at)?, value()?);
        }
        if let Some(at) = field(operation, "append") {
            return self.append(&path_of(at)?, value()?);
        }
        None
    }

    /// Whether the place of a word of a Dockerfile is that word's alone, and stays one word where it must: a
    /// script with escapes is one place for all its words, and quotes and exec form make one argument.
    fn is_whole(&self, span: Span, text: &str) -> bool {
        if self.document.kind != Kind::Dockerfile {
            return true;
        }
        let words = self.document.reading.model.objects().iter().filter(|object| object.span == span);
        let mut texts: Vec<&Value> = words.filter_map(|word| Some(&word.get("text")?.value)).collect();
        texts.dedup();
        let (before, old) = (self.text()[..span.range().start].chars().next_back(), self.source.slice(span));
        let after = self.text()[span.range().end..].chars().next();
        let is_quote = |c: Option<char>| c.filter(|c| matches!(c, '"' | '\''));
        let inside = is_quote(before).is_some() && before == after;
        let around = old.len() > 1 && is_quote(old.chars().next()).is_some_and(|quote| old.ends_with(quote));
        let splits = text.contains(char::is_whitespace) && !old.contains(char::is_whitespace);
        // Comments may stand between lines.
        let joins = old.contains('\n') && !text.is_empty() && !text.contains('\n');
        texts.len() < 2 && !joins && !(inside && text.is_empty()) && !((inside || around) && splits)
    }

    /// A word of a Dockerfile that stood in quotes stays in them.
    fn quoted_as_before(&self, span: Span, text: String) -> String {
        let before = self.source.slice(span);
        let quote = before.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote)
                if self.document.kind == Kind::Dockerfile && before.len() > 1 && before.ends_with(quote) =>
            {
                format!("{quote}{text}{quote}")
            }
            _ => text,
        }
    }

    fn exact(&self, at: &Rego) -> Option<Target<'a>> {
        let target = locate(&self.document.reading.model, Some(at));
        target.exact.then_some(target)
    }

    /// Whether a place lies in the file that is changed: what is merged may stand in several.
    fn here(&self, span: Span) -> bool {
        span.file == self.source.id()
    }

    fn text(&self) -> &'a str {
        self.source.text()
    }

    /// The span of the line that holds `offset`, without its newline.
    fn line(&self, offset: u32) -> Span {
        self.source.line_span(self.source.line_of(offset))
    }

    fn indent(&self, line: Span) -> &'a str {
        let text = self.source.slice(line);
        &text[..text.len() - text.trim_start().len()]
    }

    fn empty_span(&self, at: u32) -> Span {
        Span { file: self.source.id(), start: at, end: at }
    }

    fn insert_before(&self, target: Target, text: &str) -> Option<Vec<Edit>> {
        let line = self.line(target.mark(self.document).start);
        let text = format!("{}{text}\n", self.indent(line));
        Some(vec![Edit { span: self.empty_span(line.start), text }])
    }

    fn insert_after(&self, target: Target, text: &str) -> Option<Vec<Edit>> {
        let mark = target.value_span.map_or(target.object.span, |span| target.key.unwrap_or(span).to(span));
        let first = self.line(mark.start);
        let last = self.line(mark.end);
        // A line that goes on would take the new one in.
        let goes_on = self.source.slice(last).trim_end().ends_with(['\\', '`']);
        if goes_on && self.document.kind == Kind::Dockerfile {
            return None;
        }
        let text = format!("\n{}{text}", self.indent(first));
        Some(vec![Edit { span: self.empty_span(last.end), text }])
    }

    fn delete(&self, at: &Rego) -> Option<Vec<Edit>> {
        let target = self.exact(at)?;
        // The last item of a list takes its key with it: an empty block list would be nothing.
        if let Some([parent @ .., index]) = path_of(at).as_deref()
            && parent.len() > 1
            && index.as_u64().is_ok()
        {
            let parent = Rego::from(parent.to_vec());
            let list = self.exact(&parent)?;
            if matches!(list.value, Some(Value::List(items)) if items.len() == 1) && list.key.is_some() {
                return self.delete(&parent);
            }
        }
        let span = match (target.key, target.value_span) {
            (Some(key), Some(value)) => key.to(value),
            (None, Some(value)) => value,
            (_, None) => target.object.span,
        };
        if !self.here(span) || !self.is_whole(span, "") {
            return None;
        }
        let is_item = path_of(at).is_some_and(|path| path.last().is_some_and(|last| last.as_u64().is_ok()));
        if target.object.body == Some(span) && target.value.is_some() && !is_item {
            return Some(vec![Edit { span, text: "{}".into() }]);
        }
        let span = if self.in_brackets(at, span) { self.with_comma(span) } else { self.with_line(span) };
        Some(vec![Edit { span, text: String::new() }])
    }

    /// Whether what `at` names, written at `span`, stands between the brackets of a list or mapping.
    fn in_brackets(&self, at: &Rego, span: Span) -> bool {
        if self.document.kind != Kind::Compose {
            return self.kind() == Kind::Daemon;
        }
        let parent = path_of(at).and_then(|path| Some(path.split_last()?.1.to_vec()));
        let around = parent.filter(|path| !path.is_empty()).and_then(|path| {
            let target = self.exact(&Rego::from(path))?;
            self.body_of(target).or(target.value_span).filter(|span| self.here(*span))
        });
        match around {
            Some(around) => self.source.slice(around).starts_with(['[', '{']),
            // Of an item that is named by itself only the signs beside it are known.
            None => {
                let (before, after) = self.text().split_at(span.range().start);
                let after = &after[span.range().len()..];
                before.trim_end().ends_with(['[', '{', ','])
                    && after.trim_start().starts_with([']', '}', ','])
            }
        }
    }

    /// `span` with the comma that parts it from its neighbour.
    fn with_comma(&self, span: Span) -> Span {
        let text = self.text();
        let (start, end) = (span.range().start, span.range().end);
        let before = text[..start].trim_end();
        if let Some(rest) = text[end..].trim_start().strip_prefix(',') {
            return Span::new(span.file, start, text.len() - rest.trim_start().len());
        }
        let start = if before.ends_with(',') { before.len() - 1 } else { start };
        Span::new(span.file, start, end)
    }

    /// `span` with its line or lines, where nothing else stands on them.
    fn with_line(&self, span: Span) -> Span {
        let text = self.text();
        let (start, end) = (span.range().start, span.range().end);
        let (first, last) = (self.line(span.start), self.line(span.end));
        let lead = &text[first.range().start..start];
        let rest = text[end..last.range().end].trim();
        let alone_after = rest.is_empty()
            || (self.document.kind != Kind::Dockerfile && rest.starts_with('#'))
            || (self.document.kind == Kind::Dockerfile && rest == "\\" && lead.trim().is_empty());
        if alone_after && lead.chars().all(|c| c == ' ' || c == '\t' || c == '-') {
            let next_line = (last.range().end + 1).min(text.len());
            // The first key of a mapping in a list leaves its dash to the key after it.
            if lead.contains('-') && self.document.kind != Kind::Dockerfile && self.is_key(span) {
                let indent = text[next_line..].len() - text[next_line..].trim_start_matches(' ').len();
                return Span::new(span.file, start, next_line + indent);
            }
            return Span::new(span.file, first.range().start, next_line);
        }
        let gap = lead.len() - lead.trim_end_matches([' ', '\t']).len();
        Span::new(span.file, start - gap, end)
    }

    /// Whether a span of block YAML starts with a key whose mapping goes on below it.
    fn is_key(&self, span: Span) -> bool {
        let bodies = self.document.reading.model.objects().iter().filter_map(|object| object.body);
        bodies.into_iter().any(|body| body.start == span.start && body.end > span.end)
    }

    fn set(&self, path: &[Rego], value: Json) -> Option<Vec<Edit>> {
        let (node, keys) = path.split_first()?;
        let mut names = Vec::new();
        for key in keys {
            names.push(key.as_string().ok()?.to_string());
        }
        let model = &self.document.reading.model;
        // As far as the path exists, follow it; the rest is made.
        let mut depth = names.len();
        let found = loop {
            let at = Rego::from(
                std::iter::once(node.clone()).chain(keys[..depth].iter().cloned()).collect::<Vec<_>>(),
            );
            let target = locate(model, Some(&at));
            let written = depth == 0 || target.key.is_some() || target.value_span.is_some();
            if target.exact && written {
                break target;
            }
            depth = depth.checked_sub(1)?;
        };
        if depth == names.len() {
            return Some(vec![self.replace_value(found, &value)?]);
        }
        if self.kind() == Kind::Daemon
            && depth == 0
            && names.len() == 1
            && let Some(edit) = self.replace_option(&names[0], &value)
        {
            return Some(vec![edit]);
        }
        let nest = |value: Json, name: &String| Json::Object([(name.clone(), value)].into_iter().collect());
        let value = names[depth + 1..].iter().rev().fold(value, nest);
        let body = self.body_of(found).filter(|span| self.here(*span))?;
        Some(vec![self.add_entry(body, &names[depth], &value)])
    }

    /// `daemon.json` keeps its keys in the table `options`, while rules name them at the root.
    fn replace_option(&self, key: &str, value: &Json) -> Option<Edit> {
        let model = &self.document.reading.model;
        let root = model.object(model.root());
        let Some(Value::Table(options)) = root.get("options").map(|entry| &entry.value) else { return None };
        let option = options.iter().find(|entry| entry.name == key)?;
        let Value::Object(id) = option.value else { return None };
        let span = option.key.and(option.span).or_else(|| {
            let value = model.object(id).get("value")?;
            value.key.or(value.span).and(value.span)
        })?;
        Some(Edit { span, text: render::json(value) })
    }

    /// The mapping in the text that `target` was read from.
    fn body_of(&self, target: Target) -> Option<Span> {
        let of_object = |object: &Object| object.body;
        match target.value {
            None => of_object(target.object),
            Some(Value::Object(id)) => of_object(self.document.reading.model.object(*id)),
            Some(Value::Table(_)) => target.value_span,
            Some(_) => None,
        }
    }

    fn replace_value(&self, target: Target, value: &Json) -> Option<Edit> {
        let span = Some(target.value_span.unwrap_or(target.object.span)).filter(|span| self.here(*span))?;
        let text = if self.kind() == Kind::Daemon { render::json(value) } else { render::flow(value) };
        if span.is_empty() {
            return Some(Edit { span: self.empty_span(target.key?.end + 1), text: format!(" {text}") });
        }
        Some(Edit { span, text })
    }

    /// A new last entry in the mapping at `body`, or the value of one that has none yet.
    fn add_entry(&self, body: Span, key: &str, value: &Json) -> Edit {
        let of = |render: fn(&Json) -> String| render(value);
        let flow = if self.kind() == Kind::Daemon { of(render::json) } else { of(render::flow) };
        if let Some(span) = self.empty_value(body, key) {
            let text = if span.is_empty() { format!(" {flow}") } else { flow };
            return Edit { span, text };
        }
        let text = self.source.slice(body);
        if !text.starts_with('{') {
            let indent = self.column(body.start);
            let entry =
                format!("\n{}{}:{}", " ".repeat(indent), render::text(key), render::block(value, indent));
            return Edit { span: self.empty_span(self.line(body.end).end), text: entry };
        }
        let key = if self.kind() == Kind::Daemon { Json::from(key).to_string() } else { render::text(key) };
        self.add_to_flow(body, &format!("{key}: {flow}"))
    }

    /// Where the value of `key` in the mapping at `body` belongs, if the mapping has the key and no
    /// value for it; the model does not hold such a key.
    fn empty_value(&self, body: Span, key: &str) -> Option<Span> {
        let text = self.source.slice(body);
        // Most mappings have no such key, and reading them again takes longer than to find that out.
        if !text.contains(key) && !text.contains('\\') {
            return None;
        }
        let indent = self.column(body.start);
        let slice = format!("{}{text}", " ".repeat(indent));
        let source = Source::from_text(self.source.id(), "", &slice).ok()?;
        let root = match self.kind() {
            Kind::Daemon => crate::syntax::json::parse(&source).root?,
            _ => crate::syntax::yaml::parse(&source).root?,
        };
        let entry = root.as_map()?.iter().find(|entry| entry.key == key)?;
        let end = entry.key_span.range().end;
        let colon = end + slice[end..].find(':')? + 1;
        let written = entry.value.span.range();
        let inner = if written.is_empty() { colon..colon } else { written };
        let base = body.range().start;
        let whole = |offset: usize| (base + offset).checked_sub(indent);
        Some(Span::new(body.file, whole(inner.start)?, whole(inner.end)?))
    }

    /// A new last item or entry in the brackets at `span`.
    fn add_to_flow(&self, span: Span, item: &str) -> Edit {
        let text = self.source.slice(span);
        let inner = &text[1..text.len().saturating_sub(1).max(1)];
        let filled = inner.trim_end();
        if filled.trim().is_empty() {
            let inside = Span::new(span.file, span.range().start + 1, span.range().start + 1 + inner.len());
            let text = if inner.contains('\n') { format!("\n  {item}\n") } else { item.to_owned() };
            return Edit { span: inside, text };
        }
        let end = span.start + 1 + filled.len() as u32;
        let comma = if filled.ends_with(',') { "" } else { "," };
        let first = inner.len() - inner.trim_start().len();
        let gap = match inner[..first].rfind('\n') {
            Some(newline) => inner[newline..first].to_owned(),
            None => " ".to_owned(),
        };
        Edit { span: self.empty_span(end), text: format!("{comma}{gap}{item}") }
    }

    fn append(&self, path: &[Rego], value: Json) -> Option<Vec<Edit>> {
        let at = Rego::from(path.to_vec());
        let target = locate(&self.document.reading.model, Some(&at));
        let Some(span) =
            target.value_span.filter(|span| target.exact && !span.is_empty() && self.here(*span))
        else {
            return self.set(path, Json::Array(vec![value]));
        };
        let Some(Value::List(_)) = target.value else { return None };
        let item = if self.kind() == Kind::Daemon { render::json(&value) } else { render::flow(&value) };
        if self.source.slice(span).starts_with('[') {
            return Some(vec![self.add_to_flow(span, &item)]);
        }
        if !self.source.slice(span).starts_with('-') {
            return None;
        }
        let text = format!("\n{}- {item}", " ".repeat(self.column(span.start)));
        Some(vec![Edit { span: self.empty_span(self.line(span.end).end), text }])
    }

    /// What the file of the fix is.
    fn kind(&self) -> Kind {
        self.document.kind_of(self.source.id())
    }

    /// The column of `offset`, in characters from 0.
    fn column(&self, offset: u32) -> usize {
        self.source.position(offset).column as usize - 1
    }
}
