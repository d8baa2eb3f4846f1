//! What a Compose file means: read, interpolated, written out in long form, lowered to the model.
//!
//! The Compose Specification says what keys there are; where it is silent, compose-go decides.

mod allowance;
mod assembly;
mod command;
mod containers;
mod default_files;
mod devices;
mod dot_env;
mod earlier_names;
mod effective;
mod env_file;
mod extends;
mod host_paths;
mod interpolate;
mod keys;
mod load;
mod long_form;
mod lower;
mod lowering;
mod merge;
mod merge_rules;
mod modes;
mod mounts;
mod node;
mod pairs;
mod parts;
mod place;
mod ports;
mod profiles;
mod project;
mod references;
mod relocate;
mod scalars;
mod seccomp;
mod security_opt;
mod service;
mod shape;
mod standalone;
#[cfg(test)]
mod tests;
mod text;

use std::rc::Rc;

use crate::files::{self, Files};
use crate::reading::{Reading, Surroundings};
use crate::source::{Source, Span};
use crate::syntax::tree::Fault;

use assembly::Scope;
use load::Loader;
use node::Node;
use profiles::Profiles;
use project::Format;

pub use default_files::default_files;

/// Several Compose files read as one project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Every file that was read, Compose files and files of variables; that at place k has `FileId(k)`.
    pub sources: Vec<Source>,
    /// What they mean together; its places lie in any of them.
    pub reading: Reading,
}

/// Reads `source` alone; never fails, faults are part of the reading. What it takes from other files
/// stays unknown.
pub fn read(source: &Source, around: &Surroundings) -> Reading {
    let mut loader = Loader::new(None);
    let scope =
        Scope { directory: String::new(), values: around.variables.clone().into(), within: Vec::new() };
    let tree = loader.tree(source, &scope.values).unwrap_or_else(|reason| {
        loader.fault(source.whole(), reason);
        None
    });
    let tree = tree.map(|(mut tree, format)| {
        assembly::complete(&mut loader, &mut tree, source.path(), &scope);
        tree.drop_resets();
        (tree, format)
    });
    finish(source, tree, Profiles::new(), loader)
}

/// Reads the files at `paths`, each laid over those before it, with all files that they name.
///
/// Paths are those that `files` knows. The directory of the first is that of the project: all relative
/// paths of the model are relative to it, and its `.env` gives values to variables that `around` does
/// not know. Never fails: a file that is not there is a fault in an empty source of its name.
pub fn read_project(paths: &[String], files: &dyn Files, around: &Surroundings) -> Project {
    let mut loader = Loader::new(Some(files));
    let mut profiles = Profiles::new();
    let mut named: Vec<(String, Span)> = Vec::with_capacity(paths.len());
    for path in paths {
        let path = files::join("", path);
        let start = match loader.open(&path) {
            Ok(source) => Span::new(source.id(), 0, 0),
            Err(_) => loader.stand_in(&path),
        };
        named.push((path, start));
    }
    if named.is_empty() {
        loader.stand_in("");
    }
    let directory = named.first().map_or("", |(path, _)| files::directory(path)).to_owned();
    let values = dot_env::of_project(&mut loader, &directory, &around.variables);
    let scope = Scope { directory, values, within: Vec::new() };
    let (mut tree, _) = assembly::project(&mut loader, &named, &scope);
    if let Some((tree, _)) = &mut tree {
        tree.drop_resets();
        env_file::apply(&mut loader, tree, &scope.directory, &scope.values);
        profiles = seccomp::gather(&mut loader, tree, &scope.directory);
    }
    let first = loader.sources[0].clone();
    let sources = std::mem::take(&mut loader.sources);
    let reading = finish(&first, tree, profiles, loader);
    drop(first);
    let sources = sources.into_iter().map(Rc::unwrap_or_clone).collect();
    Project { sources, reading }
}

fn finish(source: &Source, tree: Option<(Node, Format)>, profiles: Profiles, loader: Loader) -> Reading {
    let (root, format) = tree.map_or((None, Format::Spec), |(tree, format)| (Some(tree), format));
    let Loader { variables, mut faults, comments, whole, allowance, .. } = loader;
    if allowance.is_spent() {
        let message = "the values of variables come to more than can be read".to_owned();
        faults.push(Fault { span: Span::new(source.id(), 0, 0), message, help: None });
    }
    let (model, mut faults) =
        project::lower(source, format, root.as_ref(), variables, whole, profiles, faults);
    faults.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    faults.dedup();
    Reading { model, faults, comments, blocks: Vec::new() }
}
