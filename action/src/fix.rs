//! `dockwarden fix`: mends what can be mended.

use std::path::PathBuf;
use std::sync::Arc;

use dockwarden_core::check::{Report, Status};
use dockwarden_core::document::Kind;
use dockwarden_core::finding::Safety;
use dockwarden_core::mend;
use dockwarden_core::report::mask::Mask;
use dockwarden_core::run::Packs;

use crate::check::{Beside, Input, Place, engines, named, read, report};
use crate::discover::{self, Found};
use crate::setup::{self, Choice};
use crate::{Stop, output};

/// How often fixes are applied to a file: one may make way for another.
const ROUNDS: usize = 10;

#[derive(clap::Args)]
pub struct Args {
    /// Files and folders
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    /// Write the files; without it the changes are only shown
    #[arg(long)]
    write: bool,
    /// Apply fixes too that may change behaviour
    #[arg(long = "unsafe")]
    unsafe_too: bool,
    /// Mend files that .gitignore names too
    #[arg(long)]
    no_ignore: bool,
    /// Kind of the files that are named, whatever their names: dockerfile, compose or daemon
    #[arg(long)]
    kind: Option<Kind>,
}

/// Shows or writes the changes; 1 if changes are only shown, 2 if a file could not be mended.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let setup = setup::load(&args.choice)?;
    let found = discover::files(&named(&args.paths), args.kind, args.no_ignore).found;
    let mut projects = discover::lay_over(found);
    projects.retain(|main| !setup.config.excludes(&main.name));
    let packs = Arc::new(Packs::new(setup));
    let beside = Beside {
        engines: engines(projects.iter(), &Place::Disk { no_ignore: args.no_ignore }),
        ..Beside::default()
    };
    let (mut changed, mut applied, mut failed) = (0, 0, false);
    let each = projects.iter().flat_map(|main| {
        let over = main.laid_over.iter().map(move |over| (main, over));
        std::iter::once((main, main)).chain(over)
    });
    // A file that is left out is read where it is laid over another, and never written.
    for (main, found) in each.filter(|(_, found)| !packs.setup().config.excludes(&found.name)) {
        let (kind, before) = match read(found) {
            Ok(read) => read,
            Err(why) => {
                output::note(&format!("error: {}: {why}", found.name));
                failed = true;
                continue;
            }
        };
        let (after, count, mask) = mended(&packs, &beside, main, found, kind, &before, args.unsafe_too)?;
        if count == 0 || after == before {
            continue;
        }
        changed += 1;
        applied += count;
        if !args.write {
            output::print(&diff(&found.name, &before, &after, &mask))?;
        } else if let Err(why) = write(found, &before, &after) {
            output::note(&format!("error: {}: {why}", found.name));
            failed = true;
        }
    }
    let done = if args.write { "applied" } else { "would be applied; --write writes them" };
    output::note(&format!("{applied} fixes in {changed} files {done}"));
    Ok(if failed { 2 } else { u8::from(!args.write && changed > 0) })
}

/// The file, which is part of the project of `main`, with all fixes applied, how many they were, and what of it must not be shown.
fn mended(
    packs: &Arc<Packs>,
    beside: &Beside,
    main: &Found,
    found: &Found,
    kind: Kind,
    before: &[u8],
    unsafe_too: bool,
) -> Result<(Vec<u8>, usize, Mask), Stop> {
    let mut bytes = before.to_owned();
    let (mut total, mut first_mask) = (0, None);
    // The text before the last round, the faults in it, and how many fixes that round applied.
    let mut last: Option<(Vec<u8>, usize, usize)> = None;
    for round in 0..=ROUNDS {
        let input = Input::Edited { found: main, file: found, kind, bytes: bytes.clone() };
        let report: Report = report(packs, &[input], beside)?;
        let Some(at) = report.files.iter().position(|file| file.path == found.name) else { break };
        let file = &report.files[at];
        if first_mask.is_none() {
            first_mask = Mask::all(&report).into_iter().nth(at);
        }
        let Some(source) = &file.source else { break };
        if kind == Kind::Dockerfile && file.status == Status::Partial && last.is_none() {
            output::note(&format!("{} is not understood whole, so nothing in it is mended", found.name));
            break;
        }
        let faults = file.findings.iter().filter(|finding| finding.rule.ends_with("/syntax")).count();
        if let Some((sound, before, count)) = &last
            && faults > *before
        {
            output::note(&format!(
                "{}: {count} fixes left out, as the file could not be read with them",
                found.name
            ));
            (bytes, total) = (sound.clone(), total - count);
            break;
        }
        if round == ROUNDS {
            break;
        }
        let fixes = file
            .findings
            .iter()
            .filter(|finding| finding.suppressed.is_none())
            .filter_map(|finding| finding.fix.as_ref())
            .filter(|fix| unsafe_too || fix.safety == Safety::Safe);
        let (next, count) = mend::apply(source, fixes);
        if count == 0 || next == bytes {
            break;
        }
        total += count;
        last = Some((std::mem::replace(&mut bytes, next), faults, count));
    }
    Ok((bytes, total, first_mask.unwrap_or_default()))
}

/// Writes the file, if it still is what was read, and is no link.
fn write(found: &Found, before: &[u8], after: &[u8]) -> Result<(), String> {
    let metadata = std::fs::symlink_metadata(&found.path).map_err(|error| error.to_string())?;
    let target = match metadata.is_symlink() {
        true => found.path.canonicalize().map_err(|error| error.to_string())?,
        false => found.path.clone(),
    };
    let now = std::fs::read(&target).map_err(|error| error.to_string())?;
    if now != before {
        return Err("the file has changed since it was read; run again".into());
    }
    output::replace(&target, after).map_err(|error| error.to_string())
}

/// The lines that differ, as a unified diff of one hunk, secrets masked.
fn diff(name: &str, before: &[u8], after: &[u8], mask: &Mask) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = rest.take_while(|(a, b)| a == b).count();
    let (removed, added) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut out = format!(
        "--- {name}\n+++ {name}\n@@ -{},{} +{},{} @@\n",
        start + 1,
        removed.len(),
        start + 1,
        added.len()
    );
    for (sign, lines) in [('-', removed), ('+', added)] {
        for line in lines {
            out.push(sign);
            for c in mask.message(line).chars() {
                if c.is_control() && c != '\t' { out.extend(c.escape_unicode()) } else { out.push(c) }
            }
            out.push('\n');
        }
    }
    out
}
