//! The files that a run is about.

use std::path::PathBuf;

use dockwarden_core::document::Kind;

use super::args::Args;
use super::input::Place;
use crate::discover::{self, Found};
use crate::{Stop, output};

/// The files to check, each project once, and the texts of the pipelines beside them.
pub fn found(args: &Args, place: &Place<'_>) -> Result<(Vec<Found>, Vec<String>), Stop> {
    let given = match place {
        Place::Disk { .. } => discover::files(&args.compose_file, Some(Kind::Compose), true),
        Place::Commit(commit) => commit.files(&args.compose_file, Some(Kind::Compose))?,
    };
    let (mut found, mut pipelines): (Vec<Found>, Vec<String>) = Default::default();
    if args.compose_file.is_empty() || !args.paths.is_empty() {
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here } else { &args.paths[..] };
        let files = match place {
            Place::Disk { no_ignore } => discover::files(&named(paths), args.kind, *no_ignore),
            Place::Commit(commit) => commit.files(paths, args.kind)?,
        };
        for note in &files.notes {
            output::note(&format!("note: {note}"));
        }
        found = files.found;
        // One that cannot be read, or is no text, tells nothing.
        pipelines = files.pipelines.iter().filter_map(|path| place.text(path)).collect();
        found.retain(|file| given.found.iter().all(|given| given.name != file.name));
    }
    let mut found = discover::lay_over(found);
    // `-f` says in which order files are laid over each other, not their names.
    let order = |file: &Found| args.compose_file.iter().position(|path| *path == file.path);
    let mut given = given.found;
    given.sort_by_key(order);
    found.extend(Found::project(given));
    Ok((found, pipelines))
}

/// The kinds that files are of; all if one of them is still unknown.
pub fn kinds(kinds: impl Iterator<Item = Option<Kind>>) -> Vec<Kind> {
    let known: Option<Vec<Kind>> = kinds.collect();
    known.unwrap_or_else(|| Kind::FILES.to_vec())
}

/// The paths that are files or folders.
pub fn named(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect()
}
