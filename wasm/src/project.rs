//! The files of a project, and what among them is checked together.

use std::collections::{BTreeMap, BTreeSet};

use dockwarden_core::compose::default_files;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::run::{self, Setup, Unit};
use dockwarden_core::scanning;
use dockwarden_core::source::{FileId, Source};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::problem::Problems;

/// Files by path: relative to the root of the project, `/` between the parts.
#[wasm_bindgen]
#[derive(Default)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
    /// Kinds that somebody has named.
    kinds: BTreeMap<String, Kind>,
}

#[wasm_bindgen]
impl Project {
    /// A project without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Project {
        Self::default()
    }

    /// Adds a file, or replaces one. `kind` is empty where its path or its text tells it.
    ///
    /// # Errors
    /// When there is no such kind.
    pub fn set(&mut self, path: String, bytes: Vec<u8>, kind: &str) -> Result<(), String> {
        if !kind.is_empty() {
            let kind = kind.parse().map_err(|why: String| Problems::input(&path, why).to_json())?;
            self.kinds.insert(path.clone(), kind);
        }
        self.files.insert(path, bytes);
        Ok(())
    }
}

/// Files that are checked together: a Compose file and those that are laid over it, or one of another
/// kind.
pub struct Together {
    kind: Kind,
    paths: Vec<String>,
}

impl Together {
    /// The same for a run over `project`, whose `daemon.json` files are `engines`.
    pub fn of<'a>(
        &'a self,
        project: &'a Project,
        around: &'a Surroundings,
        engines: &'a [Document],
    ) -> Unit<'a> {
        let name = self.paths.first().map_or("", String::as_str);
        let engine = run::engine_of(engines, name);
        let bytes = project.files.get(name).map_or(&[][..], Vec::as_slice);
        let files = run::Project { paths: &self.paths, files: &project.files, prefix: "", engine };
        Unit { name, kind: self.kind, bytes, around, project: Some(files) }
    }
}

impl Project {
    /// The text of a file; none if it is not there or no text.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The project with another text in one of its files.
    pub fn with(&self, path: &str, bytes: Vec<u8>) -> Self {
        let mut files = self.files.clone();
        files.insert(path.to_owned(), bytes);
        Self { files, kinds: self.kinds.clone() }
    }

    /// What a file is; none for one that is only there for others.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        self.kinds.get(path).copied().or_else(|| Kind::of_path(path))
    }

    /// What is to be checked: all files of Docker that the configuration does not exclude, in order;
    /// with paths in `only`, one a line, what these are part of.
    pub fn units(&self, setup: &Setup, only: &str) -> Vec<Together> {
        let wanted: BTreeSet<&str> = only.lines().collect();
        let mut units = self.all_units(setup);
        units
            .retain(|unit| wanted.is_empty() || unit.paths.iter().any(|path| wanted.contains(path.as_str())));
        units
    }

    fn all_units(&self, setup: &Setup) -> Vec<Together> {
        let over = self.laid_over();
        let tops: BTreeSet<&str> = over.values().map(String::as_str).collect();
        let unit = |(path, kind): (&String, Kind)| {
            let paths = std::iter::once(path).chain(over.get(path.as_str())).cloned().collect();
            Together { kind, paths }
        };
        let known = self.files.keys().filter_map(|path| Some((path, self.kind(path)?)));
        known
            .filter(|(path, _)| !tops.contains(path.as_str()))
            .filter(|(path, _)| !setup.config.exclude.iter().any(|pattern| pattern.matches(path)))
            .map(unit)
            .collect()
    }

    /// The override of each folder by the file of its project, as Compose lays them by itself.
    fn laid_over(&self) -> BTreeMap<String, String> {
        let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in self.files.keys().filter(|path| self.kind(path) == Some(Kind::Compose)) {
            let name = path.rsplit('/').next().unwrap_or(path);
            folders.entry(&path[..path.len() - name.len()]).or_default().push(name);
        }
        let mut over = BTreeMap::new();
        for (folder, names) in folders {
            if let [main, top] = default_files(&names)[..] {
                over.insert(format!("{folder}{main}"), format!("{folder}{top}"));
            }
        }
        over
    }

    /// The engines that the files are for: every `daemon.json` among them.
    pub fn engines(&self, setup: &Setup) -> Vec<Document> {
        let units = self.all_units(setup);
        let daemons = units.iter().filter(|unit| unit.kind == Kind::Daemon);
        let document = |daemon: &Together| {
            let path = daemon.paths.first()?;
            let source = Source::from_bytes(FileId(0), path.as_str(), self.bytes(path)?).ok()?;
            Some(Document::engine(source, path, &self.files, ""))
        };
        daemons.filter_map(document).collect()
    }

    /// The texts of the repository's pipelines; one that is no text tells nothing.
    pub fn pipelines(&self) -> impl Iterator<Item = &str> {
        let pipelines = self.files.iter().filter(|(path, _)| scanning::is_pipeline(path));
        pipelines.filter_map(|(_, bytes)| str::from_utf8(bytes).ok())
    }

    /// One file understood, among the others that it names.
    pub fn document(&self, path: &str, setup: &Setup) -> Result<Document, Problems> {
        let bytes = self.bytes(path).ok_or_else(|| Problems::input(path, "there is no such file"))?;
        let kind = self.kind(path).or_else(|| Kind::of_text(&String::from_utf8_lossy(bytes)));
        let kind =
            kind.ok_or_else(|| Problems::input(path, "this is no Dockerfile, Compose file or daemon.json"))?;
        let source =
            Source::from_bytes(FileId(0), path, bytes).map_err(|error| Problems::source(path, &error))?;
        if kind == Kind::Compose {
            let all = self.all_units(setup);
            let unit = all.into_iter().find(|unit| unit.paths.iter().any(|part| part == path));
            let paths = unit.map_or_else(|| vec![path.to_owned()], |unit| unit.paths);
            if let Some(document) = Document::project(&paths, &self.files, "", &setup.known()) {
                return Ok(document);
            }
        }
        if kind == Kind::Daemon {
            return Ok(Document::engine(source, path, &self.files, ""));
        }
        Ok(Document::read(kind, source, &setup.known()))
    }
}
