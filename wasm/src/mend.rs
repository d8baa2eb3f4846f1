//! All fixes of a project applied: round by round, as one may make way for another.

use std::collections::BTreeSet;

use dockwarden_core::check::{FileReport, Report};
use dockwarden_core::finding::Safety;
use dockwarden_core::mend;
use serde_json::{Value, json};

use crate::{Checker, Project};

/// How often fixes are applied to a file, as the command does.
const ROUNDS: usize = 10;

/// The files that changed, and how many fixes did it. `only` are paths, one a line; empty for all.
pub fn all(checker: &mut Checker, project: &Project, only: &str, bold: bool) -> Result<Value, String> {
    let wanted: BTreeSet<&str> = only.lines().collect();
    let first = checker.report(project, only, |report| {
        report.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>()
    })?;
    let (mut files, mut applied) = (Vec::new(), 0);
    for path in first.iter().filter(|path| wanted.is_empty() || wanted.contains(path.as_str())) {
        let Some(before) = project.bytes(path) else { continue };
        let (after, count) = one(checker, project, path, before, bold)?;
        if after != before {
            files.push(json!({"path": path, "text": String::from_utf8_lossy(&after)}));
            applied += count;
        }
    }
    Ok(json!({"files": files, "applied": applied}))
}

/// One file, mended among the others as they were, and how many fixes it took.
fn one(
    checker: &mut Checker,
    project: &Project,
    path: &str,
    before: &[u8],
    bold: bool,
) -> Result<(Vec<u8>, usize), String> {
    let (mut bytes, mut total) = (before.to_owned(), 0);
    for _ in 0..ROUNDS {
        let edited = project.with(path, bytes.clone());
        let found = |report: &Report| {
            report.files.iter().find(|file| file.path == path).and_then(|f| mended(f, bold))
        };
        let Some((next, count)) = checker.report(&edited, path, found)? else { break };
        if count == 0 || next == bytes {
            break;
        }
        total += count;
        bytes = next;
    }
    Ok((bytes, total))
}

fn mended(file: &FileReport, bold: bool) -> Option<(Vec<u8>, usize)> {
    let counts = file.findings.iter().filter(|finding| finding.suppressed.is_none());
    let fixes = counts.filter_map(|finding| finding.fix.as_ref());
    let fixes = fixes.filter(|fix| bold || fix.safety == Safety::Safe);
    Some(mend::apply(file.source.as_ref()?, fixes))
}
