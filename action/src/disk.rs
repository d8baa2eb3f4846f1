//! The file system as Compose files see it: what lies below one folder, and nothing else.

use std::path::{Path, PathBuf};

use dockwarden_core::files::{Files, Unread};
use dockwarden_core::source::MAX_BYTES;

/// Files below a folder.
pub struct Disk<'a> {
    root: PathBuf,
    /// A file that is not written yet, and what will stand in it.
    edited: Option<(&'a str, &'a [u8])>,
}

impl<'a> Disk<'a> {
    /// The files below `root`, with the text of one of them replaced.
    pub fn new(root: &Path, edited: Option<(&'a str, &'a [u8])>) -> Self {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        Self { root: root.to_owned(), edited }
    }
}

impl Files for Disk<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        if let Some((_, bytes)) = self.edited.filter(|(edited, _)| *edited == path) {
            return Ok(bytes.to_owned());
        }
        let refused = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => Unread::Missing,
            _ => Unread::Refused(error.to_string()),
        };
        // Links are followed, and must end below the folder.
        let root = self.root.canonicalize().map_err(refused)?;
        let target = root.join(path).canonicalize().map_err(refused)?;
        if !target.starts_with(&root) {
            return Err(Unread::Outside);
        }
        let metadata = target.metadata().map_err(refused)?;
        if !metadata.is_file() {
            return Err(Unread::Refused("expected a file".into()));
        }
        if metadata.len() > MAX_BYTES as u64 {
            let bytes = metadata.len();
            let why = format!("the file has {bytes} bytes; dockwarden reads at most {MAX_BYTES}");
            return Err(Unread::Refused(why));
        }
        std::fs::read(&target).map_err(refused)
    }
}

/// What git leaves out of the repository around the current folder.
pub struct Ignored(ignore::gitignore::Gitignore);

impl Ignored {
    /// Reads the `.gitignore` of the current folder; without one, nothing is left out.
    pub fn here() -> Self {
        Self(ignore::gitignore::Gitignore::new(".gitignore").0)
    }

    /// The same of another folder, for names relative to it.
    pub fn of(folder: &Path) -> Self {
        let mut builder = ignore::gitignore::GitignoreBuilder::new("");
        // A file that is not there, or a line that cannot be read, leaves nothing out.
        let _ = builder.add(folder.join(".gitignore"));
        Self(builder.build().unwrap_or_else(|_| ignore::gitignore::Gitignore::empty()))
    }

    /// Whether git leaves the file out that reports call `name`.
    pub fn matches(&self, name: &str) -> bool {
        let path = Path::new(name);
        path.is_relative()
            && !name.starts_with("..")
            && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}
