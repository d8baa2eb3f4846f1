//! The files of a folder as they are in the editor: unsaved texts go before the disk.

use dockwarden_core::files::{Files, Unread};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use super::documents::Documents;
use crate::disk::Disk;

/// Files below a folder, which remembers what it was asked for.
pub struct Overlay<'a> {
    /// None for texts outside of every folder: for them nothing is read from the disk.
    root: Option<&'a Path>,
    documents: &'a Documents,
    /// A text to try out in the place of what is there.
    tried: Option<(&'a str, &'a [u8])>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Overlay<'a> {
    /// The files below `root`.
    pub fn new(root: Option<&'a Path>, documents: &'a Documents) -> Self {
        Self { root, documents, tried: None, asked: RefCell::default() }
    }

    /// The same with another text in one of them.
    pub fn trying(self, path: &'a str, bytes: &'a [u8]) -> Self {
        Self { tried: Some((path, bytes)), ..self }
    }

    /// Every path that was asked for, also of files that are not there.
    pub fn asked(self) -> BTreeSet<String> {
        self.asked.into_inner()
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        self.asked.borrow_mut().insert(path.to_owned());
        if let Some((_, bytes)) = self.tried.filter(|(tried, _)| *tried == path) {
            return Ok(bytes.to_owned());
        }
        let whole = self.root.unwrap_or(Path::new("")).join(path);
        match (self.documents.get(&whole), self.root) {
            (Some(open), _) => Ok(open.text.clone().into_bytes()),
            (None, Some(root)) => Disk::new(root, None).read(path),
            (None, None) => Err(Unread::Missing),
        }
    }
}
