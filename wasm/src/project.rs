//! The files of a project, and what among them is checked together.

use std::collections::{BTreeMap, BTreeSet};

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::run::{self, Setup, Together, Unit};
use dockwarden_core::scanning;
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::stack::{self, Shelf};
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
        let kind = match kind {
            "" => None,
            kind => Some(kind.parse().map_err(|why: String| Problems::input(&path, why).to_json())?),
        };
        match kind {
            Some(kind) => drop(self.kinds.insert(path.clone(), kind)),
            None => drop(self.kinds.remove(&path)),
        }
        self.files.insert(path, bytes);
        Ok(())
    }
}

impl Project {
    /// All files.
    pub fn all(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// All files and what they are.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, Option<Kind>)> {
        self.files.keys().map(|path| (path.as_str(), self.kind(path)))
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.kinds.remove(path);
    }

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
        let mut units = run::together(self.kinds().filter(|(_, kind)| kind.is_some()));
        units.retain(|unit| !setup.config.excludes(unit.name()));
        units
            .retain(|unit| wanted.is_empty() || unit.paths.iter().any(|path| wanted.contains(path.as_str())));
        units
    }

    /// Files that are checked together, for a run whose engines are `engines`.
    pub fn unit<'a>(
        &'a self,
        files: &'a Together,
        around: &'a Surroundings,
        engines: &'a [Document],
    ) -> Option<Unit<'a>> {
        let name = files.name();
        let engine = run::engine_of(engines, name);
        let project = run::Project { paths: &files.paths, files: &self.files, prefix: "", engine };
        Some(Unit { name, kind: files.kind?, bytes: self.bytes(name)?, around, project: Some(project) })
    }

    /// The engines that the files are for: every `daemon.json` among them.
    pub fn engines(&self, setup: &Setup) -> Vec<Document> {
        let units = self.units(setup, "");
        let daemons = units.iter().filter(|unit| unit.kind == Some(Kind::Daemon));
        let engine =
            |daemon: &Together| run::engine(daemon.name(), self.bytes(daemon.name())?, &self.files, "");
        daemons.filter_map(engine).collect()
    }

    /// The texts of the repository's pipelines; one that is no text tells nothing.
    pub fn pipelines(&self) -> impl Iterator<Item = &str> {
        let pipelines = self.files.iter().filter(|(path, _)| scanning::is_pipeline(path));
        pipelines.filter_map(|(_, bytes)| str::from_utf8(bytes).ok())
    }

    /// The whole stack of the Compose file at `path`, as rules of stacks see it.
    pub fn stack(&self, path: &str, setup: &Setup) -> Result<Document, Problems> {
        let compose = self.document(path, setup)?;
        if compose.kind != Kind::Compose {
            return Err(Problems::input(path, "a stack begins with a Compose file"));
        }
        let engines = self.engines(setup);
        let engine = run::engine_of(&engines, compose.source.path());
        Ok(stack::read(&compose, &self.files, "", &setup.known(), engine, &mut Shelf::default()).document)
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
            let all = self.units(setup, "");
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
