//! How long the full pack takes over one document, for every file of Docker below the folders that are named.
//!
//! `cargo run --release -p dockwarden-core --example per-document -- FOLDER…` prints a line for each kind. Of
//! each document the quickest of several rounds counts, so that a busy machine matters little; of the
//! documents, the median. Before each round another document is judged, since a pack keeps what did not change.
//! The last column is what is left where only rules that can fire are loaded: the difference is what the others
//! cost.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::policy::{Options, Pack, builtin_files, rules};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::source::{FileId, Source};

/// That of the command: evaluating is mostly small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 15;

fn main() {
    let mut paths = Vec::new();
    for folder in std::env::args().skip(1) {
        gather(Path::new(&folder), &mut paths);
    }
    paths.sort();
    let files = builtin_files();
    let all = rules(&files).unwrap();
    println!(
        "{:<12}{:>10}{:>7}{:>12}{:>12}{:>20}",
        "kind", "documents", "rules", "median", "nine of ten", "can fire, median"
    );
    for kind in Kind::FILES {
        let documents: Vec<Document> = paths.iter().filter_map(|path| read(path, kind)).collect();
        if documents.is_empty() {
            continue;
        }
        let enabled = all.iter().filter(|rule| rule.kind == kind).map(|rule| rule.id.clone()).collect();
        let options = Options { enabled, today: Some("2026-11-25".to_owned()), ..Options::default() };
        let mut pack = Pack::load(kind, &files, &all, &options).unwrap();
        let full = times(&documents, |document, other| quickest(&mut pack, document, other));
        let needed = times(&documents, |document, other| {
            let open = pack.open(document);
            let can_fire = pack.rules().iter().zip(open).filter(|(_, open)| *open);
            let enabled = can_fire.map(|(rule, _)| rule.id.clone()).collect();
            let mut pack = Pack::load(kind, &files, &all, &Options { enabled, ..options.clone() }).unwrap();
            quickest(&mut pack, document, other)
        });
        println!(
            "{:<12}{:>10}{:>7}{:>9.0} µs{:>9.0} µs{:>17.0} µs",
            kind.name(),
            documents.len(),
            options.enabled.len(),
            full[full.len() / 2],
            full[full.len() * 9 / 10],
            needed[needed.len() / 2],
        );
    }
}

fn gather(path: &Path, found: &mut Vec<PathBuf>) {
    if let Ok(entries) = std::fs::read_dir(path) {
        entries.flatten().for_each(|entry| gather(&entry.path(), found));
    } else if Kind::of_path(&path.to_string_lossy()).is_some() {
        found.push(path.to_owned());
    }
}

/// The document at `path`, if it is of that kind.
fn read(path: &Path, kind: Kind) -> Option<Document> {
    let name = path.to_string_lossy();
    if Kind::of_path(&name) != Some(kind) {
        return None;
    }
    let source = Source::from_bytes(FileId(0), name.as_ref(), &std::fs::read(path).ok()?).ok()?;
    Some(Document::read(kind, source, &Surroundings::default()))
}

/// What each document takes, in microseconds, the least first.
fn times(documents: &[Document], mut of: impl FnMut(&Document, &Document) -> f64) -> Vec<f64> {
    let others = documents.iter().cycle().skip(1);
    let mut times: Vec<f64> = documents.iter().zip(others).map(|(one, other)| of(one, other)).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn quickest(pack: &mut Pack, document: &Document, other: &Document) -> f64 {
    let round = |_| {
        pack.evaluate(other);
        let start = Instant::now();
        let evaluation = pack.evaluate(document);
        assert!(evaluation.errors.is_empty(), "{:?}", evaluation.errors);
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..ROUNDS).map(round).fold(f64::MAX, f64::min)
}
