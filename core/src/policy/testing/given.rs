//! The files of one fixture, read as what they are together.

use std::collections::BTreeMap;

use crate::compose::default_files;
use crate::document::{Document, Kind};
use crate::finding::Fix;
use crate::mend;
use crate::reading::Surroundings;
use crate::source::{FileId, Source};
use crate::stack::{self, Shelf};

/// The engine's file in a stack.
const DAEMON: &str = "daemon.json";

/// One file, or the files of a folder: of a stack, or of a Compose project or an engine that is more than
/// one file.
#[derive(Clone)]
pub(super) struct Given {
    kind: Kind,
    /// Whether the files are those of a folder.
    folder: bool,
    /// Bytes by path; the path of a single file is the name of its kind.
    files: BTreeMap<String, Vec<u8>>,
}

impl Given {
    pub fn new(kind: Kind, folder: bool) -> Self {
        Self { kind, folder, files: BTreeMap::new() }
    }

    /// Whether the files are those of a folder.
    pub fn is_folder(&self) -> bool {
        self.folder
    }

    /// Adds a file; of a folder `path` is its path in it.
    pub fn add(&mut self, path: &str, text: &str) {
        let path = if self.folder { path } else { self.kind.name() };
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    /// What the files mean.
    pub fn read(&self) -> Result<Document, String> {
        let around = Surroundings::default();
        let source = |path: &str| {
            let bytes = self.files.get(path).ok_or_else(|| format!("there is no {path}"))?;
            Source::from_bytes(FileId(0), path, bytes).map_err(|error| format!("{path}: {error}"))
        };
        if !self.folder {
            return Ok(Document::read(self.kind, source(self.kind.name())?, &around));
        }
        if self.kind == Kind::Daemon {
            let path = self.files.keys().find(|path| Kind::of_path(path) == Some(Kind::Daemon));
            let path = path.ok_or("there is no daemon.json")?;
            return Ok(Document::engine(source(path)?, path, &self.files, ""));
        }
        let names: Vec<&str> = self.files.keys().map(String::as_str).collect();
        let paths: Vec<String> = default_files(&names).into_iter().map(str::to_owned).collect();
        let compose = Document::project(&paths, &self.files, "", &around);
        let compose = compose.filter(|_| !paths.is_empty()).ok_or("there is no Compose file")?;
        if self.kind == Kind::Compose {
            return Ok(compose);
        }
        let daemon = match self.files.contains_key(DAEMON) {
            true => Some(Document::engine(source(DAEMON)?, DAEMON, &self.files, "")),
            false => None,
        };
        Ok(stack::read(&compose, &self.files, "", &around, daemon.as_ref(), &mut Shelf::default()).document)
    }

    /// What could not be understood.
    pub fn faults(&self) -> Result<Vec<String>, String> {
        Ok(self.read()?.reading.faults.into_iter().map(|fault| fault.message).collect())
    }

    /// Applies what it can of `fixes`, and says how many it has applied.
    pub fn mend<'a>(&mut self, fixes: impl Iterator<Item = &'a Fix>) -> Result<usize, String> {
        let document = self.read()?;
        let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
        for fix in fixes {
            if let Some(edit) = fix.edits.first() {
                by_file.entry(edit.span.file).or_default().push(fix);
            }
        }
        let mut applied = 0;
        for source in document.sources() {
            let Some(fixes) = by_file.get(&source.id()) else { continue };
            let (bytes, count) = mend::apply(source, fixes.iter().copied());
            applied += count;
            self.files.insert(source.path().to_owned(), bytes);
        }
        Ok(applied)
    }

    /// The text of the file; of a folder that of the files that are not as in `before`.
    pub fn changes(&self, before: &Given) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if !self.folder {
            return self.files.values().map(|bytes| text(bytes)).collect();
        }
        let changed = self.files.iter().filter(|(path, bytes)| before.files.get(*path) != Some(bytes));
        changed.map(|(path, bytes)| format!("--- {path}\n{}", text(bytes))).collect()
    }
}
