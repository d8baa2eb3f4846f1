//! The smaller objects of the model: text, flags, pairs, ports, mounts, references to images.

use crate::image;
use crate::model::{Builder, Entry, Item, Object, ObjectId};
use crate::source::Span;

use super::super::expand::{Expanded, matches};
use super::super::instruction::{Flag, Pair};
use super::super::scope::{Scope, predefined};
use super::super::words::Word;
use super::stage::Stage;
use super::{Pull, Walk};

/// The names of variables as a list.
pub(super) fn names(variables: &[String]) -> Vec<Item> {
    variables.iter().map(|name| Item::new(name.as_str())).collect()
}

/// The `Text` object of an expanded word.
pub(super) fn text_object(span: Span, expanded: &Expanded) -> Object {
    Object::at(span)
        .with("text", expanded.text.as_str())
        .with_some("value", expanded.value.as_deref())
        .with("variables", names(&expanded.variables))
}

/// A word as a `Text`, expanded in `scope`.
pub(super) fn text(builder: &mut Builder, scope: &Scope, escape: char, word: &Word) -> ObjectId {
    let expanded = scope.expand(&word.raw, escape);
    builder.add(text_object(word.span, &expanded))
}

/// The entries of `flags`.
pub(super) fn flags(builder: &mut Builder, scope: &Scope, escape: char, flags: &[Flag]) -> Vec<Entry> {
    let mut table: Vec<Entry> = Vec::new();
    for flag in flags {
        let raw = flag.value.as_ref().map_or("", |value| value.raw.as_str());
        let expanded = scope.expand(raw, escape);
        let object = text_object(flag.span, &expanded).with("name", flag.name.as_str());
        let mut entry = Entry::new(flag.name.clone(), builder.add(object));
        entry.span = Some(flag.span);
        match table.iter_mut().find(|known| known.name == entry.name) {
            Some(known) => *known = entry,
            None => table.push(entry),
        }
    }
    table
}

/// The object of a pair of ARG, ENV or LABEL, its name without quotes; `expanded` is what its value comes to.
pub(super) fn pair(builder: &mut Builder, pair: &Pair, name: &str, expanded: Option<&Expanded>) -> ObjectId {
    let mut object = Object::at(pair.span).with("name", name);
    let known = expanded.is_none_or(|expanded| expanded.value.is_some());
    if let (Some(expanded), Some(word)) = (expanded, &pair.value) {
        object = object.with_at("text", expanded.text.as_str(), word.span);
        if let Some(value) = &expanded.value {
            object = object.with_at("value", value.as_str(), word.span);
        }
    }
    let variables = expanded.map_or(&[][..], |expanded| &expanded.variables);
    builder.add(object.with("variables", names(variables)).with("known", known).with("legacy", pair.legacy))
}

/// The object of an ARG before the first FROM.
pub(super) fn global_arg(
    builder: &mut Builder,
    pair: &Pair,
    name: &str,
    default: Option<&Expanded>,
    value: Option<&str>,
) -> ObjectId {
    let default = default.zip(pair.value.as_ref()).map(|(expanded, word)| {
        let object = text_object(word.span, expanded);
        builder.add(object)
    });
    let object = Object::at(pair.span)
        .with("name", name)
        .with_some("default", default)
        .with_some("value", value)
        .with("predefined", predefined(name));
    builder.add(object)
}

/// A port of EXPOSE: `80`, `80/udp`, `8000-8010/tcp`.
pub(super) fn port(builder: &mut Builder, scope: &Scope, escape: char, word: &Word) -> ObjectId {
    let expanded = scope.expand(&word.raw, escape);
    let mut object = Object::at(word.span).with("text", expanded.text.as_str());
    let value = expanded.value.as_deref().unwrap_or("");
    let (ports, protocol) = value.split_once('/').unwrap_or((value, "tcp"));
    let (first, last) = ports.split_once('-').unwrap_or((ports, ""));
    object = object
        .with_some("port", first.parse::<i64>().ok())
        .with_some("end", last.parse::<i64>().ok())
        .with("protocol", if protocol.is_empty() { "tcp".to_owned() } else { protocol.to_ascii_lowercase() });
    builder.add(object)
}

/// What a reference to a stage or an image stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refers {
    /// A stage of the file.
    Stage(usize),
    /// An image from outside.
    Image,
    /// `scratch`.
    Scratch,
    /// Something that depends on a variable.
    Unknown,
}

impl Refers {
    fn kind(self) -> &'static str {
        match self {
            Refers::Stage(_) => "stage",
            Refers::Image => "image",
            Refers::Scratch => "scratch",
            Refers::Unknown => "unknown",
        }
    }
}

/// What the base of a stage refers to: one of the `stages` before it, or an image.
pub(super) fn base(stages: &[Stage], expanded: &Expanded) -> Refers {
    let Some(value) = expanded.value.as_deref() else { return Refers::Unknown };
    match stages.iter().rposition(|stage| stage.is_named(value)) {
        Some(index) => Refers::Stage(index),
        None => outside(value),
    }
}

/// What a copy or a mount takes from: any stage of the file, also one further down, by name or by number,
/// or an image. See `findStateByName` in BuildKit's dockerfile2llb.
pub(super) fn origin(names: &[Option<String>], expanded: &Expanded) -> Refers {
    let Some(value) = expanded.value.as_deref() else { return Refers::Unknown };
    let is_named = |name: &Option<String>| name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(value));
    if let Some(index) = names.iter().rposition(is_named) {
        return Refers::Stage(index);
    }
    match value.parse::<usize>() {
        Ok(index) if index < names.len() => Refers::Stage(index),
        Ok(_) => Refers::Unknown,
        Err(_) => outside(value),
    }
}

fn outside(value: &str) -> Refers {
    match value {
        "scratch" => Refers::Scratch,
        "" => Refers::Unknown,
        _ => Refers::Image,
    }
}

/// The stages that a name with variables in it may stand for.
pub(super) fn candidates(stages: &[Stage], expanded: &Expanded) -> Vec<usize> {
    if expanded.value.is_some() {
        return Vec::new();
    }
    // `base-${ARCH}` fits what `base-*` fits.
    let pattern = image::mask(&expanded.text, '*').to_lowercase();
    let fits = |(_, stage): &(usize, &Stage)| {
        stage.name.as_ref().is_some_and(|name| matches(&pattern, &name.to_lowercase()))
    };
    stages.iter().enumerate().filter(fits).map(|(index, _)| index).collect()
}

impl Walk<'_> {
    /// The object of a reference to a stage or an image; an image is among those that are pulled.
    pub(super) fn reference(
        &mut self,
        span: Span,
        expanded: &Expanded,
        via: &'static str,
        refers: Refers,
    ) -> ObjectId {
        let mut object = Object::at(span).with("kind", refers.kind()).with("text", expanded.text.as_str());
        match refers {
            Refers::Stage(index) => {
                object.set("stage", index);
                if index >= self.stages.len() {
                    object.set("later", true);
                }
            }
            Refers::Image | Refers::Unknown => {
                let value = expanded.value.as_deref();
                let image = image::lower(&mut self.builder, span, &expanded.text, value, &expanded.variables);
                object.set("image", image);
                let stage = self.stages.len().checked_sub(1);
                self.pulls.push(Pull { span, image, via, stage, instruction: None });
            }
            Refers::Scratch => {}
        }
        self.builder.add(object)
    }

    /// The object of one `--mount` of RUN.
    pub(super) fn mount(&mut self, scope: &Scope, word: &Word, whole: Span) -> ObjectId {
        let mut options: Vec<Entry> = Vec::new();
        let mut kind = "bind".to_owned();
        let mut from = None;
        let mut at = 0;
        for part in word.raw.split(',') {
            let start = at;
            at += part.len() + 1;
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = name.trim().to_ascii_lowercase();
            let span = sub_span(word, start, start + part.len());
            let expanded = scope.expand(value, self.escape);
            match name.as_str() {
                "type" => kind = expanded.value.clone().unwrap_or_else(|| "unknown".into()),
                "from" => {
                    let refers = origin(&self.names, &expanded);
                    self.need(&expanded, refers);
                    let value_span = sub_span(word, start + part.len() - value.len(), start + part.len());
                    from = Some(self.reference(value_span, &expanded, "MOUNT", refers));
                }
                _ => {}
            }
            let id = self.builder.add(text_object(span, &expanded));
            let mut entry = Entry::new(name, id);
            entry.span = Some(span);
            if !options.iter().any(|known| known.name == entry.name) {
                options.push(entry);
            }
        }
        let object = Object::at(whole).with("type", kind).with("options", options).with_some("from", from);
        self.builder.add(object)
    }

    /// Notes that the current stage needs what `expanded` refers to.
    pub(super) fn need(&mut self, expanded: &Expanded, refers: Refers) {
        let mut needs = candidates(&self.stages, expanded);
        if let Refers::Stage(index) = refers {
            needs.push(index);
        }
        let current = self.stages.len().saturating_sub(1);
        if let Some(stage) = self.stages.last_mut() {
            stage.needs.extend(needs.into_iter().filter(|&need| need != current));
        }
    }
}

/// The place of bytes `start..end` of a word; of the whole word if it runs over several lines.
fn sub_span(word: &Word, start: usize, end: usize) -> Span {
    let range = word.span.range();
    if range.len() == word.raw.len() {
        return Span::new(word.span.file, range.start + start, range.start + end);
    }
    word.span
}
