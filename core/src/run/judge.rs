//! The rules of a run, made ready as they are needed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Document, Kind};
use crate::policy::{Evaluation, Pack, PolicyError};
use crate::syntax::shell::Scripts;

use super::Setup;

/// Evaluates the rules of a run, in one thread.
#[derive(Debug)]
pub struct Judge {
    setup: Arc<Setup>,
    /// By kind, and by the overrides of the configuration that hold.
    packs: BTreeMap<(Kind, Vec<usize>), Pack>,
    /// Those of the Dockerfile that was read last.
    pub(super) scripts: Scripts,
}

impl Judge {
    /// No rule is made ready yet.
    pub fn new(setup: Arc<Setup>) -> Self {
        Self { setup, packs: BTreeMap::new(), scripts: Scripts::default() }
    }

    /// What the run works with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Evaluates the rules that hold for the document.
    ///
    /// # Errors
    /// When the policies cannot be loaded; what goes wrong with a rule is part of the evaluation.
    pub fn evaluate(&mut self, document: &Document) -> Result<Evaluation, Vec<PolicyError>> {
        let overrides = self.setup.config.overrides_of(document.source.path());
        let key = (document.kind, overrides);
        if let Some(pack) = self.packs.get_mut(&key) {
            return Ok(pack.evaluate(document));
        }
        let Setup { policies, rules, .. } = &*self.setup;
        let mut pack = Pack::load(key.0, policies, rules, &self.setup.options(&key.1))?;
        let evaluation = pack.evaluate(document);
        self.packs.insert(key, pack);
        Ok(evaluation)
    }
}
