//! A folder that is open in the editor: its files, on the disk and as they are typed, and its rules.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::Report;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::Files;
use dockwarden_core::finding::Finding;
use dockwarden_core::policy::Rule;
use dockwarden_core::run::Workspace;
use dockwarden_core::stack::Stack;

use super::documents::Documents;
use super::overlay::Overlay;
use super::rules::{self, Problems};
use crate::discover;
use crate::disk::Ignored;

/// A folder, or all texts that lie in none.
pub struct Folder {
    /// None for texts that lie in no folder: for them nothing is read from the disk.
    root: Option<PathBuf>,
    /// Folders that are open too: what lies in them is theirs, also where they lie in this one.
    others: Vec<PathBuf>,
    workspace: Workspace,
    /// What is wrong with configuration and policies; those from before hold as long.
    problems: Problems,
    /// Whether they were right once.
    was_sound: bool,
    /// What the last walk over the disk found.
    found: discover::Files,
    todo: Todo,
}

/// What has to be done before anything is checked, in this order.
#[derive(Debug, Default)]
struct Todo {
    rules: bool,
    walk: bool,
    arrange: bool,
    /// Files of which something else may have to be said.
    tell: BTreeSet<String>,
}

impl Folder {
    /// A folder of which nothing is known yet.
    pub fn new(root: Option<PathBuf>) -> Self {
        let todo = Todo { rules: root.is_some(), walk: root.is_some(), arrange: true, ..Todo::default() };
        let setup = rules::builtin();
        Self {
            workspace: if root.is_some() { Workspace::new(setup) } else { Workspace::apart(setup) },
            root,
            others: Vec::new(),
            problems: Problems::new(),
            was_sound: false,
            found: discover::Files::default(),
            todo,
        }
    }

    /// Where it is; none for texts that lie in no folder.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// All rules.
    pub fn catalog(&self) -> &Catalog {
        self.workspace.catalog()
    }

    /// All rules, as they are written.
    pub fn rules(&self) -> &[Rule] {
        &self.workspace.setup().rules
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
        self.todo.walk |= name.ends_with(".gitignore");
        self.workspace.changed(name);
    }

    /// A text was opened or closed.
    pub fn opened_or_closed(&mut self, name: &str) {
        self.todo.arrange = true;
        self.changed(name);
    }

    /// A file, or a whole folder, has come or gone.
    pub fn came_or_went(&mut self, name: &str) {
        let inside = self.workspace.asked_below(name);
        let is_folder = !inside.is_empty() || self.path_of(name).is_dir();
        inside.iter().for_each(|path| self.changed(path));
        self.todo.rules |= is_folder;
        self.todo.walk |= is_folder || Kind::of_path(name).is_some();
        self.changed(name);
    }

    /// Nobody knows what has changed on the disk.
    pub fn anything_changed(&mut self) {
        self.workspace.all_changed();
        (self.todo.rules, self.todo.walk) = (true, true);
    }

    /// Whether there is something to do.
    pub fn is_busy(&self) -> bool {
        let Todo { rules, walk, arrange, tell } = &self.todo;
        *rules || *walk || *arrange || !tell.is_empty() || self.workspace.is_due()
    }

    /// Files of which something else may have to be said now.
    pub fn take_told(&mut self) -> BTreeSet<String> {
        self.todo.tell.append(&mut self.workspace.take_told());
        std::mem::take(&mut self.todo.tell)
    }

    /// Does a piece of what there is to do: first all that decides what is checked, then one check, of
    /// what is open if there is such. False if nothing is left.
    pub fn work(&mut self, documents: &Documents) -> bool {
        self.prepare(documents);
        let open: Vec<String> = documents.iter().filter_map(|(path, _)| self.name_of(path)).collect();
        let root = self.root.clone();
        let files = Overlay::new(root.as_deref(), documents);
        let Some(next) = self.workspace.next(open.iter().map(String::as_str), &files) else { return false };
        self.check(&next, documents);
        self.workspace.is_due()
    }

    /// Makes everything that is said of one file current.
    pub fn settle(&mut self, name: &str, documents: &Documents) {
        self.prepare(documents);
        let root = self.root.clone();
        let due = self.workspace.due_for(name, &Overlay::new(root.as_deref(), documents));
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
    }

    fn load_rules(&mut self, documents: &Documents) {
        let Some(root) = &self.root else { return };
        let before = std::mem::take(&mut self.problems);
        match rules::load(root, documents) {
            Ok(setup) => {
                self.workspace.set_up(setup);
                self.was_sound = true;
                self.todo.arrange = true;
            }
            Err(problems) => {
                self.problems = problems;
                // Until its own policies can be read once, at least the others hold as it wants them.
                if let Some(setup) = rules::without_own(root, documents).filter(|_| !self.was_sound) {
                    self.workspace.set_up(setup);
                    self.todo.arrange = true;
                }
            }
        }
        self.todo.tell.extend(before.into_keys().chain(self.problems.keys().cloned()));
    }

    fn walk(&mut self) {
        let Some(root) = &self.root else { return };
        // Links that lead out of the folder are passed over; notes on that are for the command.
        self.found = discover::files(std::slice::from_ref(root), None, false);
        // A file of variables that git ignores is this machine's own.
        let ignored = Ignored::of(root);
        self.workspace.keep_private(move |path| ignored.matches(path));
    }

    /// Says what there is to check: files on the disk and texts that are open.
    fn arrange(&mut self, documents: &Documents) {
        let there = |path: &Path| documents.get(path).is_some() || path.symlink_metadata().is_ok();
        let on_disk = self.found.found.iter().filter(|found| there(&found.path));
        let mut known: BTreeMap<String, Kind> =
            on_disk.filter_map(|found| Some((self.name_of(&found.path)?, found.kind?))).collect();
        for (path, open) in documents.iter() {
            if let Some((name, kind)) = self.name_of(path).zip(open.kind(path)) {
                known.entry(name).or_insert(kind);
            }
        }
        self.workspace.arrange(known.iter().map(|(name, kind)| (name.as_str(), Some(*kind))));
    }

    /// Checks one part.
    fn check(&mut self, part: &str, documents: &Documents) {
        let root = self.root.clone();
        let files = Overlay::new(root.as_deref(), documents);
        if catch_unwind(AssertUnwindSafe(|| self.workspace.check(part, &files))).is_err() {
            self.workspace.fail(part, "checking failed; please report this".to_owned());
        }
    }

    /// What is said of some files, by all parts that have to do with them.
    pub fn report<T>(&mut self, names: &BTreeSet<String>, see: impl FnOnce(&Report) -> T) -> T {
        self.workspace.report_on(names, see)
    }

    /// What would be said of a file if its text were `bytes`.
    pub fn trial<T>(
        &mut self,
        name: &str,
        bytes: &[u8],
        documents: &Documents,
        see: impl FnOnce(&Report) -> T,
    ) -> T {
        let root = self.root.clone();
        self.workspace.trial(name, bytes, &Overlay::new(root.as_deref(), documents), see)
    }

    /// The bytes of a file with the fixes of all `wanted` findings.
    pub fn mended(
        &mut self,
        name: &str,
        before: &[u8],
        documents: &Documents,
        wanted: &dyn Fn(&Finding) -> bool,
    ) -> Vec<u8> {
        let root = self.root.clone();
        self.workspace.mended(name, before, &Overlay::new(root.as_deref(), documents), wanted).0
    }

    /// What is said of everything in it.
    pub fn whole<T>(&mut self, see: impl FnOnce(&Report) -> T) -> T {
        // A pipeline that cannot be read tells nothing.
        let read = |path: &PathBuf| std::fs::read_to_string(path).ok();
        let pipelines: Vec<String> = self.found.pipelines.iter().filter_map(read).collect();
        self.workspace.report(pipelines.iter().map(String::as_str), see)
    }

    /// The text of a file, if it is there and one.
    pub fn text(&self, name: &str, documents: &Documents) -> Option<String> {
        String::from_utf8(Overlay::new(self.root.as_deref(), documents).read(name).ok()?).ok()
    }

    /// What policies see of a file.
    pub fn input(&self, name: &str, documents: &Documents) -> Option<Document> {
        self.workspace.document(name, &Overlay::new(self.root.as_deref(), documents))
    }

    /// The stacks that the file is part of.
    pub fn stacks(&mut self, name: &str, documents: &Documents) -> Vec<Stack> {
        let root = self.root.clone();
        self.workspace.stacks(name, &Overlay::new(root.as_deref(), documents))
    }

    /// What a file of a known kind means by itself.
    pub fn document(&self, name: &str, documents: &Documents) -> Option<Document> {
        self.workspace.alone(name, &Overlay::new(self.root.as_deref(), documents))
    }
}
