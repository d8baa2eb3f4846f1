//! What the engine's `daemon.json` means.

use crate::model::{Builder, Object};
use crate::reading::Reading;
use crate::source::Source;

/// Reads `source`; never fails, faults are part of the reading.
pub fn read(source: &Source) -> Reading {
    let mut builder = Builder::new();
    let root = builder.add(Object::at(source.whole()).with("kind", "daemon").with("path", source.path()));
    Reading { model: builder.finish(root), faults: Vec::new(), comments: Vec::new(), blocks: Vec::new() }
}
