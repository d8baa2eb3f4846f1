//! One run: units in, reports out. Commands, pages and editors differ only in where files come from.
//!
//! A caller finds the files, makes a [`Unit`] of each, checks them, in several threads if it has some,
//! and puts what it gets together with [`finish`].

mod judge;
mod setup;
mod together;
mod workspace;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::adjust::{self, Adjustments};
use crate::catalog::Catalog;
use crate::check::{self, FileReport, Report};
use crate::depth::{self, Draft};
use crate::document::{Document, Kind};
use crate::files::Files;
use crate::finding::Finding;
use crate::policy::PolicyError;
use crate::reading::Surroundings;
use crate::runners::{self, Run};
use crate::scanning;
use crate::source::{FileId, Source};
use crate::stack::{self, Shelf};
use crate::syntax::shell::Scripts;

pub use judge::{Judge, Packs};
pub use setup::Setup;
pub use together::{Together, together};
pub use workspace::Workspace;

/// One thing to check: a file, or a Compose file with those that are laid over it.
pub struct Unit<'a> {
    /// The path in reports.
    pub name: &'a str,
    /// What the file is.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What is known from outside.
    pub around: &'a Surroundings,
    /// The files around it, where it may name some; without them it is read alone.
    pub project: Option<Project<'a>>,
}

/// A file among other files.
pub struct Project<'a> {
    /// The file, then Compose files that are laid over it, as `files` knows them.
    pub paths: &'a [String],
    /// All files.
    pub files: &'a dyn Files,
    /// What stands in reports before the paths that `files` knows.
    pub prefix: &'a str,
    /// The `daemon.json` of the engine that runs the project, if one is known.
    pub engine: Option<&'a Document>,
}

/// The engine that runs the Compose project at `path`: of the `daemon.json` files in `engines` the one
/// that lies nearest, in its folder or in one around it; else the only one there is.
pub fn engine_of<'a>(engines: &'a [Document], path: &str) -> Option<&'a Document> {
    fn folder(path: &str) -> &str {
        path.rfind('/').map_or("", |end| &path[..=end])
    }
    let around = engines.iter().filter(|engine| folder(path).starts_with(folder(engine.source.path())));
    let nearest = around.max_by_key(|engine| folder(engine.source.path()).len());
    nearest.or_else(|| engines.first().filter(|_| engines.len() == 1))
}

/// The engine that the `daemon.json` at `path`, as `files` knows it, sets up; none if its bytes are no
/// text. In reports `prefix` stands before the paths that `files` knows.
pub fn engine(path: &str, bytes: &[u8], files: &dyn Files, prefix: &str) -> Option<Document> {
    let source = Source::from_bytes(FileId(0), format!("{prefix}{path}"), bytes).ok()?;
    Some(Document::engine(source, path, files, prefix))
}

/// What was found out about a unit.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is said of files, in groups for [`Report::new`].
    pub groups: Vec<Vec<FileReport>>,
    /// What the layers of its stack make of findings.
    pub adjustments: Option<Adjustments>,
    /// What its services run.
    pub runs: Vec<Run>,
    /// Its rows in the table of defence in depth.
    pub rows: Vec<Draft>,
}

/// Checks a unit: by itself and, if it is a Compose project, as a stack. Dockerfiles that lie on the
/// `shelf` since it was checked last are not read again.
///
/// # Errors
/// When the policies cannot be loaded. What is wrong with the unit is part of what is found out.
pub fn check(
    unit: &Unit<'_>,
    judge: &mut Judge,
    catalog: &Catalog,
    shelf: &mut Shelf,
) -> Result<Checked, Vec<PolicyError>> {
    let today = judge.setup().today.clone();
    let today = today.as_deref();
    let source = match Source::from_bytes(FileId(0), unit.name, unit.bytes) {
        Ok(source) => source,
        Err(error) => {
            let failed = check::failed(unit.kind, unit.name, error.to_string(), error.position());
            return Ok(Checked { groups: vec![vec![failed]], ..Checked::default() });
        }
    };
    let project = unit.project.as_ref();
    let known = judge.setup().known();
    let document = read(unit, source, &known, &mut judge.scripts);
    let evaluation = judge.evaluate(&document)?;
    let mut checked = Checked {
        groups: vec![check::document(&document, evaluation, catalog, today)],
        adjustments: None,
        runs: Vec::new(),
        rows: depth::drafts(&document),
    };
    if unit.kind == Kind::Compose {
        let alone = std::collections::BTreeMap::new();
        let (files, prefix, engine): (&dyn Files, _, _) = match project {
            Some(project) => (project.files, project.prefix, project.engine),
            None => (&alone, "", None),
        };
        let stack = stack::read(&document, files, prefix, &judge.setup().known(), engine, shelf);
        // Nobody finds a Dockerfile of an unusual name but who reads the Compose file.
        let hidden = stack.dockerfiles.iter().filter(|file| Kind::of_path(file.source.path()).is_none());
        for dockerfile in hidden {
            let evaluation = judge.evaluate(dockerfile)?;
            checked.groups.push(check::document(dockerfile, evaluation, catalog, today));
        }
        let evaluation = judge.evaluate(&stack.document)?;
        checked.rows = depth::drafts(&stack.document);
        checked.runs = runners::of(&stack);
        checked.groups.push(runners::files(&stack.document, &checked.runs));
        checked.adjustments = Some(Adjustments::of(&stack.document, &evaluation.adjustments));
        checked.groups.push(check::document(&stack.document, evaluation, catalog, today));
    }
    Ok(checked)
}

/// What a unit means, with the files around it that it names.
fn read(unit: &Unit<'_>, source: Source, known: &Surroundings, scripts: &mut Scripts) -> Document {
    match (unit.kind, &unit.project) {
        (Kind::Compose, Some(Project { paths, files, prefix, .. })) => {
            Document::project(paths, *files, prefix, known)
                .unwrap_or_else(|| Document::read(unit.kind, source, unit.around))
        }
        (Kind::Daemon, Some(Project { paths: [path, ..], files, prefix, .. })) => {
            Document::engine(source, path, *files, prefix)
        }
        _ => Document::read_again(unit.kind, source, unit.around, scripts),
    }
}

/// The report of a run over all that was checked.
///
/// `pipelines` are the texts of the repository's pipelines, where it is known which it has.
pub fn finish<'a>(
    mut checked: Vec<Checked>,
    catalog: Catalog,
    pipelines: impl IntoIterator<Item = &'a str>,
) -> Report {
    leave_to_projects(&mut checked, &catalog);
    let (mut groups, mut rows) = (Vec::with_capacity(checked.len()), Vec::with_capacity(checked.len()));
    let (mut stacks, mut runs) = (Vec::new(), Vec::new());
    for one in checked {
        groups.extend(one.groups);
        stacks.extend(one.adjustments);
        runs.extend(one.runs);
        rows.extend(one.rows);
    }
    let mut report = Report::new(groups, catalog);
    adjust::apply(&mut report, &stacks);
    runners::name(&mut report, &runs);
    report.depth = depth::table(&report, rows, &scanning::all(pipelines));
    report
}

/// A file that another one includes or extends is part of that one's project: what it lacks, that may have.
fn leave_to_projects(checked: &mut [Checked], catalog: &Catalog) {
    let files = checked.iter().filter_map(|one| one.groups.first());
    let parts = files.flat_map(|files| files.iter().skip(1)).filter(|file| file.kind == Kind::Compose);
    let parts: BTreeSet<String> = parts.map(|file| file.path.clone()).collect();
    let is_whole = |finding: &Finding| catalog.get(&finding.rule).is_some_and(|rule| rule.whole);
    for file in checked.iter_mut().filter_map(|one| one.groups.first_mut()?.first_mut()) {
        if parts.contains(&file.path) {
            file.findings.retain(|finding| !is_whole(finding));
        }
    }
}
