//! The texts that are open in the editor. They go before what is on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dockwarden_core::document::Kind;
use lsp_types::Uri;

use super::uri;

/// A text that is open.
#[derive(Clone, Debug)]
pub struct Open {
    /// How the editor calls it.
    pub uri: Uri,
    /// What the editor counts its changes with.
    pub version: i32,
    /// What the editor takes it for.
    pub language: String,
    /// The text as it is now.
    pub text: String,
}

impl Open {
    /// What it is to Docker: by its name, else by what the editor takes it for.
    pub fn kind(&self, path: &Path) -> Option<Kind> {
        let by_language = || match self.language.as_str() {
            "dockerfile" | "Dockerfile" | "containerfile" => Some(Kind::Dockerfile),
            "dockercompose" | "docker-compose" | "yaml.docker-compose" => Some(Kind::Compose),
            _ => None,
        };
        Kind::of_path(&path.to_string_lossy()).or_else(by_language)
    }
}

/// All texts that are open, by path. One without a file has its name as path.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<PathBuf, Open>);

impl Documents {
    /// The path under which the text of that address is known.
    pub fn path(uri: &Uri) -> PathBuf {
        uri::to_path(uri).unwrap_or_else(|| uri::name(uri).into())
    }

    /// Takes a text in.
    pub fn open(&mut self, open: Open) {
        self.0.insert(Self::path(&open.uri), open);
    }

    /// Forgets a text.
    pub fn close(&mut self, path: &Path) {
        self.0.remove(path);
    }

    /// The text at `path`, if it is open.
    pub fn get(&self, path: &Path) -> Option<&Open> {
        self.0.get(path)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, path: &Path) -> Option<&mut Open> {
        self.0.get_mut(path)
    }

    /// All texts.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Open)> {
        self.0.iter().map(|(path, open)| (path.as_path(), open))
    }
}
