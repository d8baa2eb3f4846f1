//! Which rules can fire on a document: a first look, which spares most rules most documents.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::document::Document;
use crate::model::Paths;

use super::metadata::Rule;
use super::said;

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
        let mut hear = |text: &str| {
            for found in self.words.find_overlapping_iter(text) {
                heard[found.pattern().as_usize()] = true;
            }
        };
        document.sources().for_each(|source| hear(source.text()));
        hear(&said::read(document));
        let lead = self.paths.lead_in(&document.reading.model);
        let met = |of: &Range<usize>, found: &[bool]| of.is_empty() || found[of.clone()].contains(&true);
        self.of.iter().map(|(words, paths)| met(words, &heard) && met(paths, &lead)).collect()
    }
}
