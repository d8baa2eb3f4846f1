//! Relative paths made absolute, as Compose makes them.

use std::path::{Component, Path, PathBuf};

use serde_json::Value as Json;

/// The directory that paths are relative to, and that of the user.
pub struct Paths {
    directory: PathBuf,
    home: PathBuf,
}

impl Paths {
    /// Paths of the project in `directory`.
    pub fn of(directory: &Path) -> Self {
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        Self { directory: directory.to_owned(), home }
    }

    /// A file or a directory.
    pub fn file(&self, path: Json) -> Json {
        match path.as_str() {
            Some(text) if !text.is_empty() && !is_windows(text) => self.absolute(text).into(),
            _ => path,
        }
    }

    /// Several of them.
    pub fn files(&self, paths: Json) -> Json {
        match paths {
            Json::Array(paths) => paths.into_iter().map(|path| self.file(path)).collect(),
            other => other,
        }
    }

    /// A build context: a directory, unless it lies elsewhere.
    pub fn context(&self, context: Json) -> Json {
        let elsewhere = ["service:", "github.com/", "git@"];
        match context.as_str() {
            Some(text) if text.contains("://") || elsewhere.iter().any(|start| text.starts_with(start)) => {
                context
            }
            _ => self.file(context),
        }
    }

    fn absolute(&self, text: &str) -> String {
        let whole = match text.strip_prefix('~') {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                self.home.join(rest.trim_start_matches('/'))
            }
            _ => self.directory.join(text),
        };
        clean(&whole).to_string_lossy().into_owned()
    }
}

/// The path without `.`, `..` and repeated slashes.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    clean
}

fn is_windows(path: &str) -> bool {
    path.starts_with(r"\\") || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}
