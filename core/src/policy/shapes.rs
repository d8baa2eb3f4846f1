//! The shapes of objects: the names of their members, which are the same in every document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::RandomState;
use regorus::Value as Rego;

use crate::model::Entry;

/// The member of an object that says which it is.
pub(super) const NODE: &str = "@";

/// Most shapes that are kept: those of all our objects are fewer, so this is only for safety.
const MAX_SHAPES: usize = 4_096;

/// The names that objects have, in every document the same.
#[derive(Clone, Default)]
pub(super) struct Shapes {
    /// By a hash of where the names are in memory, which is quicker than of what they say.
    places: HashMap<u64, usize, RandomState>,
    pub all: Vec<Shape>,
    keys: HashMap<&'static str, Rego, RandomState>,
    state: RandomState,
}

/// One of them.
#[derive(Clone)]
pub(super) struct Shape {
    names: Vec<&'static str>,
    /// The names as values: that of the node, then those of the entries.
    pub keys: Vec<Rego>,
    /// The places of the keys, sorted by what they say.
    pub sorted: Vec<usize>,
}

impl Shapes {
    /// Which shape an object with `entries` has; none if one of the names is not part of the program.
    pub fn place(&mut self, entries: &[Entry]) -> Option<usize> {
        let mut hasher = self.state.build_hasher();
        for entry in entries {
            let Cow::Borrowed(name) = entry.name else { return None };
            hasher.write_usize(name.as_ptr() as usize);
        }
        hasher.write_usize(entries.len());
        let hash = hasher.finish();
        let same = |(name, entry): (&&'static str, &Entry)| {
            std::ptr::eq(name.as_ptr(), entry.name.as_ptr()) && name.len() == entry.name.len()
        };
        let known = self.places.get(&hash).filter(|place| {
            let names = &self.all[**place].names;
            names.len() == entries.len() && names.iter().zip(entries).all(same)
        });
        known.copied().or_else(|| self.add(hash, entries))
    }

    fn add(&mut self, hash: u64, entries: &[Entry]) -> Option<usize> {
        if self.all.len() >= MAX_SHAPES {
            return None;
        }
        let name = |entry: &Entry| match entry.name {
            Cow::Borrowed(name) => Some(name),
            Cow::Owned(_) => None,
        };
        let names: Vec<&'static str> = entries.iter().filter_map(name).collect();
        let every = std::iter::once(&NODE).chain(&names);
        let key = |name: &&'static str| self.keys.entry(name).or_insert_with(|| Rego::from(*name)).clone();
        let keys: Vec<Rego> = every.map(key).collect();
        let mut sorted: Vec<usize> = (0..keys.len()).collect();
        sorted.sort_by_key(|index| &keys[*index]);
        self.places.insert(hash, self.all.len());
        self.all.push(Shape { names, keys, sorted });
        Some(self.all.len() - 1)
    }
}
