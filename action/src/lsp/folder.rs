//! A folder that is open in the editor: what in it is checked together, what each check depends on, and
//! what has to be checked again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::{self, Report};
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::{Files, Unread};
use dockwarden_core::run::{self, Checked, Judge, Packs, Setup, Unit};
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::stack::{self, Stack};

use super::documents::Documents;
use super::overlay::Overlay;
use super::rules::{self, Problems};
use crate::discover::{self, Found};
use crate::disk::Ignored;

/// Files that are checked together, and what came of it.
#[derive(Debug)]
struct Part {
    kind: Kind,
    /// The file, then those that are laid over it.
    layers: Vec<String>,
    checked: Checked,
    /// Every file that the check asked for, also those that are not there.
    asked: BTreeSet<String>,
}

/// A folder, or all texts that lie in none.
pub struct Folder {
    /// None for texts that lie in no folder: for them nothing is read from the disk.
    root: Option<PathBuf>,
    /// Folders that are open too: what lies in them is theirs, also where they lie in this one.
    others: Vec<PathBuf>,
    judge: Judge,
    catalog: Catalog,
    /// What is wrong with configuration and policies; those from before hold as long.
    problems: Problems,
    /// What the last walk over the disk found.
    found: Vec<Found>,
    parts: BTreeMap<String, Part>,
    /// The parts that asked for a file.
    askers: BTreeMap<String, BTreeSet<String>>,
    engines: Vec<Document>,
    /// What git leaves out.
    ignored: Ignored,
    todo: Todo,
}

/// What has to be done before everything said of a folder is current, in this order.
#[derive(Debug, Default)]
struct Todo {
    rules: bool,
    walk: bool,
    arrange: bool,
    engines: bool,
    /// Parts to check.
    check: BTreeSet<String>,
    /// Files of which something else may have to be said.
    tell: BTreeSet<String>,
}

impl Folder {
    /// A folder of which nothing is known yet.
    pub fn new(root: Option<PathBuf>) -> Self {
        let todo = Todo { rules: root.is_some(), walk: root.is_some(), arrange: true, ..Todo::default() };
        let setup = rules::builtin();
        Self {
            catalog: setup.catalog(),
            judge: Judge::new(Arc::new(Packs::new(setup)), false),
            ignored: Ignored::of(root.as_deref().unwrap_or(Path::new(""))),
            root,
            others: Vec::new(),
            problems: Problems::new(),
            found: Vec::new(),
            parts: BTreeMap::new(),
            askers: BTreeMap::new(),
            engines: Vec::new(),
            todo,
        }
    }

    /// Where it is; none for texts that lie in no folder.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// What holds in it.
    pub fn setup(&self) -> &Setup {
        self.judge.setup()
    }

    /// All rules.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What is wrong with its configuration and policies.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Says which folders are open too, this one possibly among them.
    pub fn set_others(&mut self, roots: &[PathBuf]) {
        let inside = |other: &&PathBuf| match &self.root {
            Some(root) => *other != root && other.starts_with(root),
            None => true,
        };
        self.others = roots.iter().filter(inside).cloned().collect();
        self.todo.arrange = true;
    }

    /// How the file at `path` is called in it, if it lies in it.
    pub fn name_of(&self, path: &Path) -> Option<String> {
        if self.others.iter().any(|other| path.starts_with(other)) {
            return None;
        }
        let inner = match &self.root {
            Some(root) => path.strip_prefix(root).ok()?,
            None => path,
        };
        Some(inner.to_str()?.replace('\\', "/")).filter(|name| !name.is_empty())
    }

    /// The path of a file in it.
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.root.as_deref().unwrap_or(Path::new("")).join(name)
    }

    /// The text of a file is another one, in the editor or on the disk.
    pub fn changed(&mut self, name: &str) {
        self.todo.rules |= rules::concerns(name);
        let of_engine = |engine: &Document| engine.sources().any(|file| file.path() == name);
        self.todo.engines |= Kind::of_path(name) == Some(Kind::Daemon) || self.engines.iter().any(of_engine);
        self.todo.walk |= name.ends_with(".gitignore");
        let asked = self.askers.get(name).into_iter().flatten();
        self.todo.check.extend(asked.cloned());
    }

    /// A text was opened or closed.
    pub fn opened_or_closed(&mut self, name: &str) {
        self.todo.arrange = true;
        self.changed(name);
    }

    /// A file, or a whole folder, has come or gone.
    pub fn came_or_went(&mut self, name: &str) {
        let below = format!("{name}/");
        let inside: Vec<String> = self
            .askers
            .range(below.clone()..)
            .map(|(path, _)| path)
            .take_while(|p| p.starts_with(&below))
            .cloned()
            .collect();
        let is_folder = !inside.is_empty() || self.path_of(name).is_dir();
        inside.iter().for_each(|path| self.changed(path));
        self.todo.rules |= is_folder;
        self.todo.walk |= is_folder || Kind::of_path(name).is_some();
        self.changed(name);
    }

    /// Nobody knows what has changed on the disk.
    pub fn anything_changed(&mut self) {
        let all: Vec<String> = self.parts.keys().cloned().collect();
        self.todo.check.extend(all);
        (self.todo.rules, self.todo.walk, self.todo.engines) = (true, true, true);
    }

    /// Whether there is something to do.
    pub fn is_busy(&self) -> bool {
        let Todo { rules, walk, arrange, engines, check, tell } = &self.todo;
        *rules || *walk || *arrange || *engines || !check.is_empty() || !tell.is_empty()
    }

    /// Files of which something else may have to be said now.
    pub fn take_told(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.todo.tell)
    }

    /// Does a piece of what there is to do: first all that decides what is checked, then one check, of
    /// what is open if there is such. False if nothing is left.
    pub fn work(&mut self, documents: &Documents) -> bool {
        self.prepare(documents);
        let open = documents.iter().filter_map(|(path, _)| self.name_of(path));
        let mut open = open.flat_map(|name| self.askers.get(&name).into_iter().flatten());
        let next = open.find(|part| self.todo.check.contains(*part)).or_else(|| self.todo.check.first());
        let Some(next) = next.cloned() else { return false };
        self.check(&next, documents);
        !self.todo.check.is_empty()
    }

    /// Makes everything that is said of one file current.
    pub fn settle(&mut self, name: &str, documents: &Documents) {
        self.prepare(documents);
        let asked = self.askers.get(name).into_iter().flatten();
        let due: Vec<String> = asked.filter(|part| self.todo.check.contains(*part)).cloned().collect();
        due.iter().for_each(|part| self.check(part, documents));
    }

    fn prepare(&mut self, documents: &Documents) {
        if std::mem::take(&mut self.todo.rules) {
            self.load_rules(documents);
        }
        if std::mem::take(&mut self.todo.walk) {
            self.walk();
            self.todo.arrange = true;
        }
        if std::mem::take(&mut self.todo.arrange) {
            self.arrange(documents);
        }
        if std::mem::take(&mut self.todo.engines) {
            self.read_engines(documents);
        }
    }

    fn load_rules(&mut self, documents: &Documents) {
        let Some(root) = &self.root else { return };
        let before = std::mem::take(&mut self.problems);
        match rules::load(root, documents) {
            Ok(setup) => {
                self.catalog = setup.catalog();
                self.judge = Judge::new(Arc::new(Packs::new(setup)), false);
                self.todo.arrange = true;
                self.todo.check.extend(self.parts.keys().cloned());
            }
            Err(problems) => self.problems = problems,
        }
        self.todo.tell.extend(before.into_keys().chain(self.problems.keys().cloned()));
    }

    fn walk(&mut self) {
        let Some(root) = &self.root else { return };
        // Links that lead out of the folder are passed over; notes on that are for the command.
        self.found = discover::files(std::slice::from_ref(root), None, false).found;
        self.ignored = Ignored::of(root);
    }

    /// Puts together what is checked together: files from the disk and texts that are open.
    fn arrange(&mut self, documents: &Documents) {
        let root = self.root.clone().unwrap_or_default();
        let mut found: BTreeMap<PathBuf, Found> =
            self.found.iter().map(|found| (found.path.clone(), found.clone())).collect();
        for (path, open) in documents.iter().filter(|(path, _)| self.name_of(path).is_some()) {
            if let Some(kind) = open.kind(path) {
                found.entry(path.to_owned()).or_insert_with(|| Found::new(&root, path, Some(kind)));
            }
        }
        let name = |found: &Found| self.name_of(&found.path);
        let wanted = |found: &Found| {
            let name = name(found)?;
            let excluded = self.setup().config.exclude.iter().any(|pattern| pattern.matches(&name));
            let there = documents.get(&found.path).is_some() || found.path.symlink_metadata().is_ok();
            (there && !excluded).then_some(found.kind?)
        };
        let chosen = found.into_values().filter(|found| wanted(found).is_some()).collect();
        let mut parts = BTreeMap::new();
        for main in discover::lay_over(chosen) {
            let layers: Vec<String> =
                std::iter::once(&main).chain(&main.laid_over).filter_map(name).collect();
            if let (Some(first), Some(kind)) = (layers.first(), main.kind) {
                parts.insert(first.clone(), (kind, layers));
            }
        }
        let gone: Vec<String> =
            self.parts.keys().filter(|name| !parts.contains_key(*name)).cloned().collect();
        for name in gone {
            self.todo.engines |= self.parts.get(&name).is_some_and(|part| part.kind == Kind::Daemon);
            self.forget(&name);
        }
        for (name, (kind, layers)) in parts {
            if self.parts.get(&name).is_some_and(|part| part.kind == kind && part.layers == layers) {
                continue;
            }
            self.forget(&name);
            self.todo.engines |= kind == Kind::Daemon;
            self.todo.check.insert(name.clone());
            let asked: BTreeSet<String> = layers.iter().cloned().collect();
            self.depend(&name, &asked);
            self.parts.insert(name, Part { kind, layers, checked: Checked::default(), asked });
        }
    }

    /// The engines are part of every Compose project that they may run.
    fn read_engines(&mut self, documents: &Documents) {
        let files = Overlay::new(self.root.as_deref(), documents);
        let daemons = self.parts.iter().filter(|(_, part)| part.kind == Kind::Daemon);
        let read = |(name, _): (&String, &Part)| {
            let source = Source::from_bytes(FileId(0), name.as_str(), &files.read(name).ok()?).ok()?;
            Some(Document::engine(source, name, &files, ""))
        };
        self.engines = daemons.filter_map(read).collect();
        let compose = self.parts.iter().filter(|(_, part)| part.kind == Kind::Compose);
        self.todo.check.extend(compose.map(|(name, _)| name.clone()));
    }

    fn forget(&mut self, name: &str) {
        let Some(part) = self.parts.remove(name) else { return };
        for path in &part.asked {
            if let Some(askers) = self.askers.get_mut(path) {
                askers.remove(name);
            }
        }
        self.todo.check.remove(name);
        self.todo.tell.extend(part.asked);
    }

    fn depend(&mut self, name: &str, asked: &BTreeSet<String>) {
        for path in asked {
            self.askers.entry(path.clone()).or_default().insert(name.to_owned());
        }
    }

    /// Checks one part.
    fn check(&mut self, name: &str, documents: &Documents) {
        self.todo.check.remove(name);
        let root = self.root.clone();
        let (checked, asked) = self.checked(name, Overlay::new(root.as_deref(), documents));
        if let Some(part) = self.parts.get_mut(name) {
            let before = std::mem::replace(&mut part.asked, asked.clone());
            part.checked = checked;
            for path in before.difference(&asked) {
                if let Some(askers) = self.askers.get_mut(path) {
                    askers.remove(name);
                }
            }
            self.todo.tell.extend(before);
        }
        self.depend(name, &asked);
        self.todo.tell.extend(asked);
    }

    /// What is found out about a part, and which files that depends on.
    fn checked(&mut self, name: &str, files: Overlay<'_>) -> (Checked, BTreeSet<String>) {
        let Some(part) = self.parts.get(name) else { return Default::default() };
        let failed = |why: String| Checked {
            groups: vec![vec![check::failed(part.kind, name, why, None)]],
            ..Checked::default()
        };
        let engine = run::engine_of(&self.engines, name).filter(|_| part.kind == Kind::Compose);
        let mut checked = match files.read(name) {
            Ok(bytes) => {
                let around = self.judge.setup().known();
                let project = run::Project { paths: &part.layers, files: &files, prefix: "", engine };
                // Paths of texts that lie in no folder lead nowhere.
                let project = self.root.is_some().then_some(project);
                let unit = Unit { name, kind: part.kind, bytes: &bytes, around: &around, project };
                let judged = || run::check(&unit, &mut self.judge, &self.catalog);
                match catch_unwind(AssertUnwindSafe(judged)) {
                    Ok(Ok(checked)) => checked,
                    Ok(Err(errors)) => {
                        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
                        failed(told.join("; "))
                    }
                    Err(_) => failed("checking failed; please report this".to_owned()),
                }
            }
            Err(Unread::Missing) => Checked::default(),
            Err(Unread::Outside) => failed("the link leads out of the folder".to_owned()),
            Err(Unread::Refused(why)) => failed(why),
        };
        for group in &mut checked.groups {
            // A file of variables that git ignores is this machine's own.
            group.retain(|file| Kind::of_path(&file.path).is_some() || !self.ignored.matches(&file.path));
        }
        let mut asked = files.asked();
        asked.extend(part.layers.iter().cloned());
        asked.extend(engine.into_iter().flat_map(Document::sources).map(|file| file.path().to_owned()));
        (checked, asked)
    }

    /// What is said of some files, by all parts that have to do with them.
    pub fn report<T>(&mut self, names: &BTreeSet<String>, see: impl FnOnce(&Self, &Report) -> T) -> T {
        let concerned: BTreeSet<&String> =
            names.iter().filter_map(|name| self.askers.get(name)).flatten().collect();
        let checked = concerned.into_iter().filter_map(|name| Some(self.parts.get(name)?.checked.clone()));
        self.finished(checked.collect(), see)
    }

    /// What would be said of a file if its text were `bytes`.
    pub fn trial<T>(
        &mut self,
        name: &str,
        bytes: &[u8],
        documents: &Documents,
        see: impl FnOnce(&Self, &Report) -> T,
    ) -> T {
        let root = self.root.clone();
        let parts: Vec<String> = self.askers.get(name).into_iter().flatten().cloned().collect();
        let files = || Overlay::new(root.as_deref(), documents).trying(name, bytes);
        let checked = parts.iter().map(|part| self.checked(part, files()).0).collect();
        self.finished(checked, see)
    }

    fn finished<T>(&mut self, checked: Vec<Checked>, see: impl FnOnce(&Self, &Report) -> T) -> T {
        // The catalog is lent to the report: to copy it takes longer than to check a small file.
        let report = run::finish(checked, std::mem::take(&mut self.catalog), []);
        let seen = see(self, &report);
        self.catalog = report.catalog;
        seen
    }

    /// The stacks that the file is part of.
    pub fn stacks(&self, name: &str, documents: &Documents) -> Vec<Stack> {
        let known = self.setup().known();
        let files = Overlay::new(self.root.as_deref(), documents);
        let one = |part: &Part| {
            let compose = Document::project(&part.layers, &files, "", &known)?;
            let engine = run::engine_of(&self.engines, compose.source.path());
            Some(stack::read(&compose, &files, "", &known, engine))
        };
        let parts = self.askers.get(name).into_iter().flatten().filter_map(|part| self.parts.get(part));
        parts.filter(|part| part.kind == Kind::Compose).filter_map(one).collect()
    }

    /// What a file of a known kind means by itself.
    pub fn document(&self, name: &str, documents: &Documents) -> Option<Document> {
        let kind = self.kind_of(name)?;
        let bytes = Overlay::new(self.root.as_deref(), documents).read(name).ok()?;
        let source = Source::from_bytes(FileId(0), name, &bytes).ok()?;
        Some(Document::read(kind, source, &self.setup().known()))
    }

    fn kind_of(&self, name: &str) -> Option<Kind> {
        let holds = |part: &&Part| part.layers.iter().any(|layer| layer == name);
        self.parts.values().find(holds).map(|part| part.kind).or_else(|| Kind::of_path(name))
    }
}
