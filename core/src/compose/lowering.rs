//! A file on its way into the model: objects made, faults met, keys nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{self, Builder, Object};
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::tree::Fault;

use super::node::{Entry, Node};
use super::place::Place;
use super::profiles::Profiles;

/// For how many unknown keys of one file a suggestion is looked for.
const MAX_SUGGESTIONS: usize = 64;

/// A file on its way into the model.
pub(super) struct Lowering {
    /// The objects so far.
    pub builder: Builder,
    /// What could not be understood so far.
    pub faults: Vec<Fault>,
    /// Named volumes that are binds in disguise: name to host path.
    pub driver_binds: BTreeMap<String, String>,
    /// Items that name files which were read.
    pub read: BTreeSet<Span>,
    /// Seccomp profiles that were read.
    pub profiles: Profiles,
    /// Keys of the current owner that the specification does not know.
    extra: Vec<model::Entry>,
    suggestions: usize,
    /// Faults told so far: what anchors and `extends` repeat is told once.
    told: BTreeSet<(Span, String)>,
}

impl Lowering {
    /// Nothing lowered yet; `faults` are those found before.
    pub(super) fn new(
        faults: Vec<Fault>,
        driver_binds: BTreeMap<String, String>,
        read: BTreeSet<Span>,
        profiles: Profiles,
    ) -> Self {
        Self {
            builder: Builder::new(),
            faults,
            driver_binds,
            read,
            profiles,
            extra: Vec::new(),
            suggestions: 0,
            told: BTreeSet::new(),
        }
    }

    /// Reports that the value at `place` is of the wrong kind; it is not shown, as it may be a secret.
    pub(super) fn wrong(&mut self, place: &Place, node: &Node, expected: &str) {
        self.fault(place, node.span, format!("must be {expected}, found {}", node.kind_name()), None);
    }

    /// Reports that the word at `place` is not one of those that fit there.
    pub(super) fn wrong_word(&mut self, place: &Place, node: &Node, expected: &str) {
        match node.as_text() {
            Some(text) => {
                let message = format!("must be {expected}, found `{}`", text.shown());
                self.fault(place, node.span, message, None);
            }
            None => self.wrong(place, node, expected),
        }
    }

    /// Reports what is wrong with the thing at `place`, once for all who share it.
    pub(super) fn fault(&mut self, place: &Place, span: Span, what: String, help: Option<String>) {
        let message = format!("{place} {what}");
        if self.told.insert((span, what)) {
            self.faults.push(Fault { span, message, help });
        }
    }

    /// Remembers a key that the specification does not know; `names` are those it could have been.
    pub(super) fn unknown_key(
        &mut self,
        names: impl Iterator<Item = &'static str>,
        place: &Place,
        entry: &Entry,
    ) {
        self.suggestions += 1;
        let suggestion = (self.suggestions <= MAX_SUGGESTIONS).then(|| nearest(&entry.key, names)).flatten();
        let span = entry.key_span.unwrap_or(entry.value.span);
        let object = Object::at(span).with("key", entry.key.as_str()).with_some("suggestion", suggestion);
        let id = self.builder.add(object);
        self.extra.push(model::Entry::written(place.path(), span, id, entry.value.span));
    }

    /// Keys unknown to the specification that were met since the last call.
    pub(super) fn take_extra(&mut self) -> Vec<model::Entry> {
        std::mem::take(&mut self.extra)
    }

    /// Puts keys taken before in front again.
    pub(super) fn put_back_extra(&mut self, mut before: Vec<model::Entry>) {
        before.append(&mut self.extra);
        self.extra = before;
    }
}
