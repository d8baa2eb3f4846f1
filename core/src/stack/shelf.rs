//! Dockerfiles of a stack as they were read last: one that is still the same is not read again.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::document::Document;

use super::links::Image;

/// What the last reading of a stack has read, for the next one of the same stack. What is known of
/// variables outside of the files must be the same for both.
#[derive(Debug, Default)]
pub struct Shelf(HashMap<String, Vec<Kept>>);

/// A Dockerfile with the arguments that it was read with.
#[derive(Debug)]
struct Kept {
    bytes: Vec<u8>,
    arguments: BTreeMap<String, String>,
    document: Rc<Document>,
}

impl Shelf {
    /// What was read for a stack.
    pub(super) fn of(images: Vec<Image>) -> Self {
        let mut shelf = Self::default();
        for Image { document, bytes, arguments, .. } in images {
            let path = document.source.path().to_owned();
            shelf.0.entry(path).or_default().push(Kept { bytes, arguments, document });
        }
        shelf
    }

    /// The Dockerfile at `path`, if it was read with the same bytes and arguments.
    pub(super) fn get(
        &self,
        path: &str,
        bytes: &[u8],
        arguments: &BTreeMap<String, String>,
    ) -> Option<Rc<Document>> {
        let kept = self.0.get(path)?.iter();
        let mut same = kept.filter(|kept| kept.bytes == bytes && kept.arguments == *arguments);
        same.next().map(|kept| kept.document.clone())
    }
}
