//! Names for findings that survive lines moving.

use std::collections::HashMap;

use crate::finding::fingerprint;
use crate::source::{Source, Span};

/// Hands out the fingerprints of one document's findings; equal ones get an ordinal.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, u32>,
}

impl Fingerprints {
    /// The fingerprint of a finding of `rule` that marks `span`, which `parents` contain, outermost
    /// first, and the same without the path. Line numbers and the space between words take no part in it.
    pub(super) fn next(
        &mut self,
        rule: &str,
        source: &Source,
        span: Span,
        parents: &[String],
    ) -> (String, String) {
        let words: Vec<&str> = source.slice(span).split_whitespace().collect();
        let text = words.join(" ");
        let path = source.path().trim_start_matches("./");
        let mut parts = vec![rule, path];
        parts.extend(parents.iter().map(String::as_str));
        parts.push(&text);
        let print = fingerprint(&parts);
        parts.remove(1);
        let essence = fingerprint(&parts);
        let ordinal = self.seen.entry(print.clone()).or_insert(0);
        *ordinal += 1;
        (if *ordinal == 1 { print } else { format!("{print}-{ordinal}") }, essence)
    }
}
