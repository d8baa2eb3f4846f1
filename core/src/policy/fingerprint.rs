//! Names for findings that survive lines moving.

use std::collections::HashMap;

use crate::source::{Source, Span};

/// FNV-1a with 64 bits: small, well known, the same everywhere; not meant to withstand attackers.
fn fnv(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// Hands out the fingerprints of one document's findings; equal ones get an ordinal.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of a finding of `rule` that marks `span`, which `parents` contain, outermost
    /// first. Line numbers and the space between words take no part in it.
    pub(super) fn next(&mut self, rule: &str, source: &Source, span: Span, parents: &[String]) -> String {
        let words: Vec<&str> = source.slice(span).split_whitespace().collect();
        let text = words.join(" ");
        let path = source.path().trim_start_matches("./");
        let mut parts = vec![rule, path];
        parts.extend(parents.iter().map(String::as_str));
        parts.push(&text);
        let hash = fnv(&parts);
        let ordinal = self.seen.entry(hash).or_insert(0);
        *ordinal += 1;
        if *ordinal == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{ordinal}") }
    }
}
