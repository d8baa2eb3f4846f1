//! What a compose file means.

use crate::model::{Builder, Object};
use crate::reading::{Reading, Surroundings};
use crate::source::Source;

/// Reads `source`; never fails, faults are part of the reading.
pub fn read(source: &Source, around: &Surroundings) -> Reading {
    let _ = around;
    let mut builder = Builder::new();
    let root = builder.add(Object::at(source.whole()).with("kind", "compose").with("path", source.path()));
    Reading { model: builder.finish(root), faults: Vec::new(), comments: Vec::new(), blocks: Vec::new() }
}
