//! The files of a folder as they are in the editor: unsaved texts go before the disk.

use dockwarden_core::files::{Files, Unread};
use std::path::Path;

use super::documents::Documents;
use crate::disk::Disk;

/// Files below a folder.
pub struct Overlay<'a> {
    /// None for texts outside of every folder: for them nothing is read from the disk.
    root: Option<&'a Path>,
    documents: &'a Documents,
}

impl<'a> Overlay<'a> {
    /// The files below `root`.
    pub fn new(root: Option<&'a Path>, documents: &'a Documents) -> Self {
        Self { root, documents }
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        let whole = self.root.unwrap_or(Path::new("")).join(path);
        match (self.documents.get(&whole), self.root) {
            (Some(open), _) => Ok(open.text.clone().into_bytes()),
            (None, Some(root)) => Disk::new(root, None).read(path),
            (None, None) => Err(Unread::Missing),
        }
    }
}
