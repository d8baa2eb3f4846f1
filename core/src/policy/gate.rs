//! Which rules can fire on a document: a first look, which spares most rules most documents.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::document::Document;
use crate::model::{Entry, Paths, Value};

use super::metadata::Rule;

/// What rules need of a document, looked for all at once.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// Finds the words that rules look for.
    words: AhoCorasick,
    paths: Paths,
    /// For each rule, which of them are its own.
    of: Vec<(Range<usize>, Range<usize>)>,
}

impl Gate {
    /// That of `rules`.
    pub fn new(rules: &[Rule]) -> Self {
        let (mut words, mut paths, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for rule in rules {
            let starts = (words.len(), paths.len());
            words.extend(&rule.mentions);
            paths.extend(&rule.needs);
            of.push((starts.0..words.len(), starts.1..paths.len()));
        }
        // A DFA takes longer to build than it saves.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let words = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(words);
        Self { words: words.expect("words of rules fit into memory"), paths: Paths::new(paths), of }
    }

    /// For each of the rules that it was made of, whether it can fire on `document`.
    pub fn open(&self, document: &Document) -> Vec<bool> {
        let mut heard = vec![false; self.words.patterns_len()];
        said(document, &mut |text| {
            for found in self.words.find_overlapping_iter(text) {
                heard[found.pattern().as_usize()] = true;
            }
        });
        let lead = self.paths.lead_in(&document.reading.model);
        let met = |of: &Range<usize>, found: &[bool]| of.is_empty() || found[of.clone()].contains(&true);
        self.of.iter().map(|(words, paths)| met(words, &heard) && met(paths, &lead)).collect()
    }
}

/// Hands over all that a document says, as it is written and as it is read: with quotes, escapes and the
/// ends of lines a word can be written so that the text does not hold it.
fn said(document: &Document, hear: &mut impl FnMut(&str)) {
    document.sources().for_each(|source| hear(source.text()));
    document.given.iter().for_each(|value| hear(value));
    let model = &document.reading.model;
    for (number, object) in model.objects().iter().enumerate() {
        // The root holds the whole text once more.
        let root = number == model.root().number() as usize;
        let entries = object.entries.iter().filter(|entry| !root || entry.name != "text");
        // What stands in the text as it is was heard with it.
        let mut last = Some(document.source_of(object.span).slice(object.span));
        for entry in entries {
            let text = match &entry.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            };
            // Most texts are followed by the value that they come to, which is the same.
            if text.is_none() || text != last {
                read(entry, hear);
            }
            last = text;
        }
    }
}

fn read(entry: &Entry, hear: &mut impl FnMut(&str)) {
    if entry.key.is_some() {
        hear(&entry.name);
    }
    value(&entry.value, hear);
}

fn value(of: &Value, hear: &mut impl FnMut(&str)) {
    match of {
        Value::Text(text) => hear(text),
        Value::List(items) => items.iter().for_each(|item| value(&item.value, hear)),
        Value::Table(entries) => entries.iter().for_each(|entry| read(entry, hear)),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::Object(_) => {}
    }
}
