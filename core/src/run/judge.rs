//! The rules of a run, made ready as they are needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::{Document, Kind};
use crate::policy::{Evaluation, Pack, PolicyError};
use crate::syntax::shell::Scripts;

use super::Setup;

/// A kind, and the overrides of the configuration that hold.
type Key = (Kind, Vec<usize>);

/// Packs that are loaded once for all threads of a run.
#[derive(Debug)]
pub struct Packs {
    setup: Setup,
    loaded: Mutex<BTreeMap<Key, Pack>>,
}

impl Packs {
    /// Nothing is loaded yet.
    pub fn new(setup: Setup) -> Self {
        Self { setup, loaded: Mutex::default() }
    }

    /// What the run works with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    fn get(&self, key: &Key) -> Result<Pack, Vec<PolicyError>> {
        // A thread that failed while it loaded a pack has not put it in.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = loaded.get(key) {
            return Ok(pack.clone());
        }
        let Setup { policies, rules, .. } = &self.setup;
        let pack = Pack::load(key.0, policies, rules, &self.setup.options(&key.1))?;
        loaded.insert(key.clone(), pack.clone());
        Ok(pack)
    }
}

/// Evaluates the rules of a run, in one thread.
#[derive(Debug)]
pub struct Judge {
    packs: Arc<Packs>,
    own: BTreeMap<Key, Pack>,
    /// Those of the Dockerfile that was read last.
    pub(super) scripts: Scripts,
}

impl Judge {
    /// A judge with the packs of a run.
    pub fn new(packs: Arc<Packs>) -> Self {
        Self { packs, own: BTreeMap::new(), scripts: Scripts::default() }
    }

    /// What the run works with.
    pub fn setup(&self) -> &Setup {
        self.packs.setup()
    }

    /// Evaluates the rules that hold for the document.
    ///
    /// # Errors
    /// When the policies cannot be loaded; what goes wrong with a rule is part of the evaluation.
    pub fn evaluate(&mut self, document: &Document) -> Result<Evaluation, Vec<PolicyError>> {
        let overrides = self.setup().config.overrides_of(document.source.path());
        let key = (document.kind, overrides);
        if let Some(pack) = self.own.get_mut(&key) {
            return Ok(pack.evaluate(document));
        }
        let mut pack = self.packs.get(&key)?;
        let evaluation = pack.evaluate(document);
        self.own.insert(key, pack);
        Ok(evaluation)
    }
}
