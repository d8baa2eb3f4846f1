//! What a Compose file means: read, interpolated, written out in long form, lowered to the model.
//!
//! The Compose Specification says what keys there are; where it is silent, compose-go decides.

mod command;
mod devices;
mod effective;
mod extends;
mod host_paths;
mod interpolate;
mod keys;
mod long_form;
mod lower;
mod lowering;
mod merge;
mod mounts;
mod node;
mod pairs;
mod parts;
mod place;
mod ports;
mod project;
mod scalars;
mod security_opt;
mod service;
mod shape;
#[cfg(test)]
mod tests;
mod text;

use crate::reading::{Reading, Surroundings};
use crate::source::Source;
use crate::syntax::yaml;

use project::Format;

/// Reads `source`; never fails, faults are part of the reading.
pub fn read(source: &Source, around: &Surroundings) -> Reading {
    let parsed = yaml::parse(source);
    let mut faults = parsed.faults;
    let (mut root, mut variables, mut format) = (None, Vec::new(), Format::Spec);
    if let Some(tree) = parsed.root {
        let done = interpolate::interpolate(source, tree, &around.variables, &mut faults);
        let mut tree = done.root;
        format = project::format(&tree);
        if format == Format::V1 {
            project::modernize(&mut tree);
        }
        long_form::project(&mut tree, &mut faults);
        // Several files would be merged here.
        extends::resolve(&mut tree, &mut faults);
        tree.drop_resets();
        (root, variables) = (Some(tree), done.variables);
    }
    let (model, mut faults) = project::lower(source, format, root.as_ref(), variables, faults);
    faults.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    faults.dedup();
    Reading { model, faults, comments: parsed.comments, blocks: Vec::new() }
}
