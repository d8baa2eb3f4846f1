//! Inputs, judged on all processors.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dockwarden_core::check::Report;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::Files;
use dockwarden_core::run::{self, Judge, Packs};

use super::input::{Done, Input, Place, read};
use crate::Stop;
use crate::commit::View;
use crate::discover::Found;
use crate::disk::{Disk, Ignored};

/// Stack of a thread that checks: readers and policies nest as deep as their limits allow.
pub const STACK: usize = 64 * 1024 * 1024;

/// The engines that the files are for: every `daemon.json` among them.
pub fn engines<'a>(found: impl Iterator<Item = &'a Found>, place: &Place<'_>) -> Vec<Document> {
    let daemons = found.filter(|found| found.kind == Some(Kind::Daemon));
    let document = |daemon: &Found| {
        let engine =
            |bytes: &[u8], files: &dyn Files| run::engine(&daemon.inner, bytes, files, daemon.prefix());
        match place {
            Place::Disk { .. } => engine(&read(daemon).ok()?.1, &Disk::new(&daemon.root, None)),
            Place::Commit(commit) => {
                let root = daemon.root.to_string_lossy();
                engine(&commit.bytes(daemon, None).ok()?, &View::new(commit, &root))
            }
        }
    };
    daemons.filter_map(document).collect()
}

/// What lies beside the files that are checked.
#[derive(Default)]
pub struct Beside {
    /// The engines that may run them.
    pub engines: Vec<Document>,
    /// The texts of the repository's pipelines.
    pub pipelines: Vec<String>,
}

/// Checks `inputs` and puts together what is said of them.
pub fn report(packs: &Arc<Packs>, inputs: &[Input<'_>], beside: &Beside) -> Result<Report, Stop> {
    let checked = all(packs, inputs, beside)?.into_iter().map(|done| done.checked).collect();
    let catalog = packs.setup().catalog();
    Ok(run::finish(checked, catalog, beside.pipelines.iter().map(String::as_str)))
}

/// Checks `inputs` on all processors; what is found out comes in their order.
pub fn all(packs: &Arc<Packs>, inputs: &[Input<'_>], beside: &Beside) -> Result<Vec<Done>, Stop> {
    let catalog = packs.setup().catalog();
    let ignored = Ignored::here();
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<(usize, Done)>, Stop> {
        let mut judge = Judge::new(packs.clone());
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else { return Ok(done) };
            let mut one = input.check(&mut judge, &catalog, &beside.engines)?;
            // A file of variables that git ignores is this machine's own; what is committed is not.
            if !matches!(input, Input::Committed { .. }) {
                for group in &mut one.checked.groups {
                    group.retain(|file| Kind::of_path(&file.path).is_some() || !ignored.matches(&file.path));
                }
            }
            done.push((at, one));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(inputs.len()).max(1);
    let parts: Vec<Result<Vec<(usize, Done)>, Stop>> = std::thread::scope(|scope| {
        let start = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        let handles: Vec<_> = (0..threads).map(start).collect();
        let join = |handle: std::io::Result<std::thread::ScopedJoinHandle<'_, _>>| match handle {
            Ok(handle) => {
                handle.join().unwrap_or_else(|_| Err(Stop::new("checking failed; please report this")))
            }
            Err(error) => Err(Stop::new(format!("cannot start a thread: {error}"))),
        };
        handles.into_iter().map(join).collect()
    });
    let mut all = Vec::new();
    for part in parts {
        all.extend(part?);
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, done)| done).collect())
}
