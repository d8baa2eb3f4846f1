//! A folder whose files change: what in it is checked together, what each check depends on, and what
//! has to be checked again.
//!
//! A caller says which files there are and which of them changed; it then checks what is due, one part
//! after the other, and asks what to say of the files of which something else is known now.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::adjust::Adjustments;
use crate::catalog::Catalog;
use crate::check::{self, Report};
use crate::document::{Document, Kind};
use crate::files::{Files, Unread};
use crate::finding::Finding;
use crate::mend;
use crate::runners::Run;
use crate::source::{FileId, Source};
use crate::stack::{self, Shelf, Stack};

use super::{Checked, Judge, Packs, Project, Setup, Unit, engine, engine_of, finish, together};

/// Says something of a path.
type ByPath = dyn Fn(&str) -> bool;

/// How often fixes are applied: one may make way for another.
const ROUNDS: usize = 10;

/// Files that are checked together, and what came of it.
#[derive(Debug)]
struct Part {
    kind: Kind,
    /// The file, then those that are laid over it.
    paths: Vec<String>,
    checked: Checked,
    /// Every file that the check asked for, also those that are not there.
    asked: BTreeSet<String>,
    /// Those of them that it would have read and that are not there.
    missing: BTreeSet<String>,
    shelf: Shelf,
}

/// Everything that is known of the files of a folder.
pub struct Workspace {
    judge: Judge,
    catalog: Catalog,
    /// Whether files know nothing of each other: texts that lie in no folder.
    apart: bool,
    /// By the path of their first file.
    parts: BTreeMap<String, Part>,
    /// The parts that asked for a file.
    askers: BTreeMap<String, BTreeSet<String>>,
    engines: Vec<Document>,
    engines_changed: bool,
    due: BTreeSet<String>,
    told: BTreeSet<String>,
    /// Files that are read and of which nothing is said.
    private: Option<Box<ByPath>>,
}

impl Workspace {
    /// A folder without files.
    pub fn new(setup: Setup) -> Self {
        Self {
            catalog: setup.catalog(),
            judge: Judge::new(Arc::new(Packs::new(setup))),
            apart: false,
            parts: BTreeMap::new(),
            askers: BTreeMap::new(),
            engines: Vec::new(),
            engines_changed: false,
            due: BTreeSet::new(),
            told: BTreeSet::new(),
            private: None,
        }
    }

    /// No folder: texts that are each checked alone.
    pub fn apart(setup: Setup) -> Self {
        Self { apart: true, ..Self::new(setup) }
    }

    /// Says of which files, read for others, nothing is to be said: such as this machine's own.
    pub fn keep_private(&mut self, is_private: impl Fn(&str) -> bool + 'static) {
        self.private = Some(Box::new(is_private));
    }

    /// Checks by other rules from now on. Say again which files there are.
    pub fn set_up(&mut self, setup: Setup) {
        self.catalog = setup.catalog();
        self.judge = Judge::new(Arc::new(Packs::new(setup)));
        self.parts.values_mut().for_each(|part| part.shelf = Shelf::default());
        self.all_changed();
    }

    /// What holds in it.
    pub fn setup(&self) -> &Setup {
        self.judge.setup()
    }

    /// All rules.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Says which files there are; those of no kind are there for others only.
    pub fn arrange<'a>(&mut self, files: impl IntoIterator<Item = (&'a str, Option<Kind>)>) {
        let units = together(files.into_iter().filter(|(_, kind)| kind.is_some()));
        let wanted = units.into_iter().filter(|unit| !self.setup().config.excludes(unit.name()));
        let now: BTreeMap<String, (Kind, Vec<String>)> =
            wanted.filter_map(|unit| Some((unit.name().to_owned(), (unit.kind?, unit.paths)))).collect();
        let gone: Vec<String> = self.parts.keys().filter(|name| !now.contains_key(*name)).cloned().collect();
        gone.iter().for_each(|name| self.forget(name));
        for (name, (kind, paths)) in now {
            if self.parts.get(&name).is_some_and(|part| part.kind == kind && part.paths == paths) {
                continue;
            }
            self.forget(&name);
            self.engines_changed |= kind == Kind::Daemon;
            self.due.insert(name.clone());
            let asked: BTreeSet<String> = paths.iter().cloned().collect();
            self.depend(&name, &asked);
            let (checked, missing, shelf) = Default::default();
            self.parts.insert(name, Part { kind, paths, checked, asked, missing, shelf });
        }
    }

    /// The text of a file is another one, or it has come or gone.
    pub fn changed(&mut self, path: &str) {
        let asked = self.askers.get(path).into_iter().flatten();
        // An engine is its `daemon.json` and the profile that it names.
        let is_engine = |name: &&String| self.parts.get(*name).is_some_and(|part| part.kind == Kind::Daemon);
        self.engines_changed |= asked.clone().any(|name| is_engine(&name));
        self.due.extend(asked.cloned());
    }

    /// Nobody knows what has changed.
    pub fn all_changed(&mut self) {
        self.due.extend(self.parts.keys().cloned());
        self.engines_changed = true;
    }

    /// The files below a folder that checks have asked for.
    pub fn asked_below(&self, folder: &str) -> Vec<String> {
        let below = format!("{folder}/");
        let paths = self.askers.range(below.clone()..).map(|(path, _)| path);
        paths.take_while(|path| path.starts_with(&below)).cloned().collect()
    }

    /// Whether a check has asked for the file.
    pub fn is_asked(&self, path: &str) -> bool {
        self.askers.get(path).is_some_and(|askers| !askers.is_empty())
    }

    /// Files that the check of a part would have read and that are not there.
    pub fn missing_for(&self, part: &str) -> impl Iterator<Item = &str> {
        self.parts.get(part).into_iter().flat_map(|part| part.missing.iter().map(String::as_str))
    }

    /// Whether something has to be checked.
    pub fn is_due(&self) -> bool {
        self.engines_changed || !self.due.is_empty()
    }

    /// What to check next: of what is due a part that asks for one of the files `first`, else any.
    pub fn next<'a>(
        &mut self,
        first: impl IntoIterator<Item = &'a str>,
        files: &dyn Files,
    ) -> Option<String> {
        self.read_engines(files);
        let mut wanted = first.into_iter().filter_map(|path| self.askers.get(path)).flatten();
        wanted.find(|part| self.due.contains(*part)).or_else(|| self.due.first()).cloned()
    }

    /// What has to be checked before everything that is said of a file is current.
    pub fn due_for(&mut self, path: &str, files: &dyn Files) -> Vec<String> {
        self.read_engines(files);
        let asked = self.askers.get(path).into_iter().flatten();
        asked.filter(|part| self.due.contains(*part)).cloned().collect()
    }

    /// The files that a part depends on, as far as is known.
    pub fn files_of(&self, part: &str) -> impl Iterator<Item = &str> {
        self.parts.get(part).into_iter().flat_map(|part| part.asked.iter().map(String::as_str))
    }

    /// Files of which something else may have to be said now.
    pub fn take_told(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.told)
    }

    /// Checks one part.
    pub fn check(&mut self, part: &str, files: &dyn Files) {
        self.due.remove(part);
        let asking = Asking { files, asked: RefCell::default(), missing: RefCell::default() };
        let checked = self.checked(part, &asking);
        self.put(part, checked);
        let (asked, missing) = (asking.asked.into_inner(), asking.missing.into_inner());
        self.depend_only(part, asked, missing);
    }

    /// A part cannot be checked until one of its files changes.
    pub fn fail(&mut self, part: &str, why: String) {
        self.due.remove(part);
        let Some(kind) = self.parts.get(part).map(|part| part.kind) else { return };
        self.put(part, failed(kind, part, why));
    }

    /// What is said of some files, by all parts that have to do with them.
    pub fn report_on<T>(&mut self, paths: &BTreeSet<String>, see: impl FnOnce(&Report) -> T) -> T {
        let concerned: BTreeSet<&String> =
            paths.iter().filter_map(|path| self.askers.get(path)).flatten().collect();
        let checked = concerned.into_iter().filter_map(|part| Some(self.parts.get(part)?.checked.clone()));
        self.finished(checked.collect(), [], see)
    }

    /// What is said of everything; `pipelines` are the texts of the repository's pipelines.
    pub fn report<'a, T>(
        &mut self,
        pipelines: impl IntoIterator<Item = &'a str>,
        see: impl FnOnce(&Report) -> T,
    ) -> T {
        let checked = self.parts.values().map(|part| part.checked.clone()).collect();
        self.finished(checked, pipelines, see)
    }

    /// What would be said of a file if its bytes were others.
    pub fn trial<T>(
        &mut self,
        path: &str,
        bytes: &[u8],
        files: &dyn Files,
        see: impl FnOnce(&Report) -> T,
    ) -> T {
        let parts: Vec<String> = self.askers.get(path).into_iter().flatten().cloned().collect();
        let tried = Tried { files, path, bytes };
        let checked = parts.iter().map(|part| self.checked(part, &tried)).collect();
        self.finished(checked, [], see)
    }

    /// The bytes of a file with the fixes of all `wanted` findings, round by round, and how many those
    /// were.
    pub fn mended(
        &mut self,
        path: &str,
        before: &[u8],
        files: &dyn Files,
        wanted: &dyn Fn(&Finding) -> bool,
    ) -> (Vec<u8>, usize) {
        let (mut bytes, mut total) = (before.to_owned(), 0);
        for _ in 0..ROUNDS {
            let next = self.trial(path, &bytes, files, |report| {
                let file = report.files.iter().find(|file| file.path == path)?;
                let counts = file.findings.iter().filter(|finding| finding.suppressed.is_none());
                let fixes =
                    counts.filter(|finding| wanted(finding)).filter_map(|finding| finding.fix.as_ref());
                Some(mend::apply(file.source.as_ref()?, fixes))
            });
            match next.filter(|(next, count)| *count > 0 && *next != bytes) {
                Some((next, count)) => (bytes, total) = (next, total + count),
                None => break,
            }
        }
        (bytes, total)
    }

    /// The stacks that a file is part of.
    pub fn stacks(&mut self, path: &str, files: &dyn Files) -> Vec<Stack> {
        let known = self.setup().known();
        let Self { parts, askers, engines, .. } = self;
        let mut stacks = Vec::new();
        for name in askers.get(path).into_iter().flatten() {
            let Some(part) = parts.get_mut(name).filter(|part| part.kind == Kind::Compose) else { continue };
            let Some(compose) = Document::project(&part.paths, files, "", &known) else { continue };
            let engine = engine_of(engines, name);
            stacks.push(stack::read(&compose, files, "", &known, engine, &mut part.shelf));
        }
        stacks
    }

    /// What policies see of a file, with all that it is laid over.
    pub fn document(&self, path: &str, files: &dyn Files) -> Option<Document> {
        let part = self.part_of(path);
        let whole = part.filter(|part| part.kind == Kind::Compose && !self.apart);
        whole
            .and_then(|part| Document::project(&part.paths, files, "", &self.setup().known()))
            .or_else(|| self.alone(path, files))
    }

    /// What a file means by itself.
    pub fn alone(&self, path: &str, files: &dyn Files) -> Option<Document> {
        let kind = self.part_of(path).map(|part| part.kind).or_else(|| Kind::of_path(path))?;
        let bytes = files.read(path).ok()?;
        if kind == Kind::Daemon && !self.apart {
            return engine(path, &bytes, files, "");
        }
        let source = Source::from_bytes(FileId(0), path, &bytes).ok()?;
        Some(Document::read(kind, source, &self.setup().known()))
    }

    fn part_of(&self, path: &str) -> Option<&Part> {
        let parts = self.askers.get(path).into_iter().flatten().filter_map(|name| self.parts.get(name));
        parts.into_iter().find(|part| part.paths.iter().any(|one| one == path))
    }

    /// Engines are part of every Compose project that they may run.
    fn read_engines(&mut self, files: &dyn Files) {
        if !std::mem::take(&mut self.engines_changed) {
            return;
        }
        let daemons = self.parts.iter().filter(|(_, part)| part.kind == Kind::Daemon);
        self.engines =
            daemons.filter_map(|(name, _)| engine(name, &files.read(name).ok()?, files, "")).collect();
        let compose = self.parts.iter().filter(|(_, part)| part.kind == Kind::Compose);
        self.due.extend(compose.map(|(name, _)| name.clone()));
    }

    /// What is found out about a part.
    fn checked(&mut self, name: &str, files: &dyn Files) -> Checked {
        let Some(part) = self.parts.get_mut(name) else { return Default::default() };
        let engine = engine_of(&self.engines, name).filter(|_| part.kind == Kind::Compose);
        let mut checked = match files.read(name) {
            Ok(bytes) => {
                let around = self.judge.setup().known();
                let project = Project { paths: &part.paths, files, prefix: "", engine };
                let project = (!self.apart).then_some(project);
                let unit = Unit { name, kind: part.kind, bytes: &bytes, around: &around, project };
                match super::check(&unit, &mut self.judge, &self.catalog, &mut part.shelf) {
                    Ok(checked) => checked,
                    Err(errors) => {
                        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
                        failed(part.kind, name, told.join("; "))
                    }
                }
            }
            Err(Unread::Missing) => Checked::default(),
            Err(Unread::Outside) => failed(part.kind, name, "the link leads out of the folder".to_owned()),
            Err(Unread::Refused(why)) => failed(part.kind, name, why),
        };
        if let Some(is_private) = &self.private {
            let said = |path: &str| Kind::of_path(path).is_some() || !is_private(path);
            checked.groups.iter_mut().for_each(|group| group.retain(|file| said(&file.path)));
        }
        checked
    }

    fn put(&mut self, name: &str, checked: Checked) {
        let Some(part) = self.parts.get_mut(name) else { return };
        self.told.extend(concerned(&part.checked));
        self.told.extend(concerned(&checked));
        part.checked = checked;
    }

    /// A part depends on the files that its check `asked` for, and on no others any more.
    fn depend_only(&mut self, name: &str, mut asked: BTreeSet<String>, missing: BTreeSet<String>) {
        let Some(part) = self.parts.get_mut(name) else { return };
        asked.extend(part.paths.iter().cloned());
        if part.kind == Kind::Compose {
            let engine = engine_of(&self.engines, name);
            let files = engine.into_iter().flat_map(Document::sources);
            asked.extend(files.map(|file| file.path().to_owned()));
        }
        part.missing = missing;
        let before = std::mem::replace(&mut part.asked, asked.clone());
        for path in before.difference(&asked) {
            leave(&mut self.askers, path, name);
        }
        self.depend(name, &asked);
    }

    fn forget(&mut self, name: &str) {
        let Some(part) = self.parts.remove(name) else { return };
        self.engines_changed |= part.kind == Kind::Daemon;
        for path in &part.asked {
            leave(&mut self.askers, path, name);
        }
        self.due.remove(name);
        self.told.extend(concerned(&part.checked));
    }

    fn depend(&mut self, name: &str, asked: &BTreeSet<String>) {
        for path in asked {
            self.askers.entry(path.clone()).or_default().insert(name.to_owned());
        }
    }

    fn finished<'a, T>(
        &mut self,
        checked: Vec<Checked>,
        pipelines: impl IntoIterator<Item = &'a str>,
        see: impl FnOnce(&Report) -> T,
    ) -> T {
        // The catalog is lent to the report: to copy it takes longer than to check a small file.
        let report = finish(checked, std::mem::take(&mut self.catalog), pipelines);
        let seen = see(&report);
        self.catalog = report.catalog;
        seen
    }
}

fn leave(askers: &mut BTreeMap<String, BTreeSet<String>>, path: &str, part: &str) {
    if let Some(of_path) = askers.get_mut(path) {
        of_path.remove(part);
        if of_path.is_empty() {
            askers.remove(path);
        }
    }
}

fn failed(kind: Kind, path: &str, why: String) -> Checked {
    Checked { groups: vec![vec![check::failed(kind, path, why, None)]], ..Checked::default() }
}

/// The files of which a check says something.
fn concerned(checked: &Checked) -> Vec<String> {
    let said = checked.groups.iter().flatten().map(|file| file.path.as_str());
    let adjusted = checked.adjustments.iter().flat_map(Adjustments::concerned);
    let run = checked.runs.iter().flat_map(Run::concerned);
    said.chain(adjusted).chain(run).map(str::to_owned).collect()
}

/// Files, which remember what they were asked for.
struct Asking<'a> {
    files: &'a dyn Files,
    asked: RefCell<BTreeSet<String>>,
    /// Those that were to be read and are not there.
    missing: RefCell<BTreeSet<String>>,
}

impl Files for Asking<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        self.asked.borrow_mut().insert(path.to_owned());
        let read = self.files.read(path);
        if read == Err(Unread::Missing) {
            self.missing.borrow_mut().insert(path.to_owned());
        }
        read
    }

    fn exists(&self, path: &str) -> bool {
        self.asked.borrow_mut().insert(path.to_owned());
        self.files.exists(path)
    }
}

/// Files, one of them with other bytes.
struct Tried<'a> {
    files: &'a dyn Files,
    path: &'a str,
    bytes: &'a [u8],
}

impl Files for Tried<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        if path == self.path { Ok(self.bytes.to_owned()) } else { self.files.read(path) }
    }

    fn exists(&self, path: &str) -> bool {
        path == self.path || self.files.exists(path)
    }
}
