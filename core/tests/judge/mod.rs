//! Every built-in rule, switched on, on a fixed day.

use std::collections::BTreeMap;

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::finding::Finding;
use dockwarden_core::policy::{self, Evaluation, Options, Pack, PolicyFile};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::source::{FileId, Source};

/// All rules of all kinds.
pub struct Judge(BTreeMap<Kind, Pack>);

impl Judge {
    /// Loads them.
    pub fn new() -> Self {
        Self::of(policy::builtin_files())
    }

    /// Loads `files` in place of the built-in ones.
    pub fn of(files: Vec<PolicyFile>) -> Self {
        let rules = policy::rules(&files).unwrap();
        let options = Options {
            enabled: rules.iter().map(|rule| rule.id.clone()).collect(),
            today: Some("2026-11-01".to_owned()),
            ..Options::default()
        };
        let pack = |kind| (kind, Pack::load(kind, &files, &rules, &options).unwrap());
        Self(Kind::ALL.map(pack).into())
    }

    /// What `bytes` mean, and the findings of all rules.
    pub fn judge(&mut self, kind: Kind, bytes: &[u8]) -> (Document, Vec<Finding>) {
        let source = Source::from_bytes(FileId(0), kind.name(), bytes).unwrap();
        let document = Document::read(kind, source, &Surroundings::default());
        let findings = self.evaluate(&document).findings;
        (document, findings)
    }

    /// What all rules say of a document.
    pub fn evaluate(&mut self, document: &Document) -> Evaluation {
        let evaluation = self.0.get_mut(&document.kind).unwrap().evaluate(document);
        assert!(evaluation.errors.is_empty(), "{:?}\n{}", evaluation.errors, document.source.text());
        evaluation
    }
}
