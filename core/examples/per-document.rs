//! How long the full pack takes over one document, for every file of Docker below the folders that are named.
//!
//! `cargo run --release -p dockwarden-core --example per-document -- FOLDER…` prints a line for each kind. Of
//! each document the quickest of several rounds counts, so that a busy machine matters little; of the
//! documents, the median. Before each round another document is judged, since a pack keeps what did not change
//! and the processor what it saw last. "cannot fire" is what the rules cost that cannot: how much less the same
//! document takes in a pack of those that can. "the same" is how much less it takes in a pack of the same rules:
//! what differs by no more than that cannot be measured so.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::policy::{Options, Pack, builtin_files, rules};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::source::{FileId, Source};

/// That of the command: evaluating is mostly small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 30;

fn main() {
    let mut paths = Vec::new();
    for folder in std::env::args().skip(1) {
        gather(Path::new(&folder), &mut paths);
    }
    paths.sort();
    let files = builtin_files();
    let all = rules(&files).unwrap();
    println!(
        "{:<12}{:>10}{:>7}{:>12}{:>12}{:>20}{:>20}",
        "kind", "documents", "rules", "median", "nine of ten", "cannot fire", "the same"
    );
    for kind in Kind::FILES {
        let documents: Vec<Document> = paths.iter().filter_map(|path| read(path, kind)).collect();
        if documents.is_empty() {
            continue;
        }
        let enabled = all.iter().filter(|rule| rule.kind == kind).map(|rule| rule.id.clone()).collect();
        let options = Options { enabled, today: Some("2026-11-25".to_owned()), ..Options::default() };
        let load = |options: &Options| Pack::load(kind, &files, &all, options).unwrap();
        let (mut pack, mut same, mut third) = (load(&options), load(&options), load(&options));
        let (mut full, mut idle, mut noise) = (Vec::new(), Vec::new(), Vec::new());
        for (document, other) in documents.iter().zip(documents.iter().cycle().skip(1)) {
            let open = pack.open(document);
            let can_fire = pack.rules().iter().zip(open).filter(|(_, open)| *open);
            let enabled = can_fire.map(|(rule, _)| rule.id.clone()).collect();
            let mut few = load(&Options { enabled, ..options.clone() });
            let times = quickest([&mut pack, &mut few, &mut same], &mut third, document, other);
            full.push(times[0]);
            idle.push(times[0] - times[1]);
            noise.push(times[0] - times[2]);
        }
        [&mut full, &mut idle, &mut noise].into_iter().for_each(|times| times.sort_by(f64::total_cmp));
        let part = |times: &[f64], of_ten: usize| times[times.len() * of_ten / 10];
        let spread = |times: &[f64]| {
            format!("{:.1} ({:.1} to {:.1}) µs", part(times, 5), part(times, 1), part(times, 9))
        };
        println!(
            "{:<12}{:>10}{:>7}{:>9.0} µs{:>9.0} µs {:>24} {:>24}",
            kind.name(),
            documents.len(),
            options.enabled.len(),
            part(&full, 5),
            part(&full, 9),
            spread(&idle),
            spread(&noise),
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

/// What `document` takes in each pack, in microseconds. Before each round they judge the other one, and the
/// third pack last, so that the processor saw the same.
fn quickest(mut packs: [&mut Pack; 3], third: &mut Pack, document: &Document, other: &Document) -> [f64; 3] {
    let mut least = [f64::MAX; 3];
    for _ in 0..ROUNDS {
        for (pack, least) in packs.iter_mut().zip(&mut least) {
            pack.evaluate(other);
            third.evaluate(other);
            let start = Instant::now();
            let evaluation = pack.evaluate(document);
            *least = least.min(start.elapsed().as_secs_f64() * 1e6);
            assert!(evaluation.errors.is_empty(), "{:?}", evaluation.errors);
        }
    }
    least
}
