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
        let pack = Pack::load(key.0, &self.setup.policies, &self.setup.options(&key.1))?;
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
    /// Whether few documents are to be judged, for which it does not pay to load what cannot fire.
    few: bool,
}

impl Judge {
    /// A judge for many documents, or for `few`.
    pub fn new(packs: Arc<Packs>, few: bool) -> Self {
        Self { packs, own: BTreeMap::new(), scripts: Scripts::default(), few }
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
        let setup = self.packs.setup();
        let overrides = setup.config.overrides_of(document.source.path());
        if self.few {
            let options = setup.options(&overrides);
            let mut pack = Pack::load_for(document, &setup.policies, &setup.rules, &options)?;
            return Ok(pack.evaluate(document));
        }
        let key = (document.kind, overrides);
        if !self.own.contains_key(&key) {
            self.own.insert(key.clone(), self.packs.get(&key)?);
        }
        Ok(self.own.get_mut(&key).map(|pack| pack.evaluate(document)).unwrap_or_default())
    }
}
