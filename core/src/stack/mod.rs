//! A whole stack: a Compose project, the Dockerfiles that it builds, and the engine that runs it, in
//! one document, linked.
//!
//! The three parts stand in it as they are; what is new is which stage each service runs, and which
//! layer provides each of its defences.

mod context;
mod fact;
mod links;
mod posture;
mod published;
mod sandbox;
mod services;
mod shelf;
mod stages;
mod writes;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::document::{Document, Kind};
use crate::files::Files;
use crate::model::{Builder, Entry, Object, ObjectId};
use crate::reading::{Reading, Surroundings};
use crate::source::{FileId, Source, Span};

pub use services::Run;
pub use shelf::Shelf;

/// Links the Compose project `compose` with the Dockerfiles that it builds, found in `files`, and with
/// the `daemon.json` of the engine, if one is known.
///
/// In reports `prefix` stands before the paths that `files` knows. Never fails: a Dockerfile that is
/// not there leaves its services without a stage. Faults of the parts are theirs, not the stack's.
/// Dockerfiles that lie on the `shelf` and are still the same are not read again; all are put there.
pub fn read(
    compose: &Document,
    files: &dyn Files,
    prefix: &str,
    around: &Surroundings,
    daemon: Option<&Document>,
    shelf: &mut Shelf,
) -> Stack {
    let mut parts = Parts::new(compose);
    let images = links::images(compose, files, prefix, around, shelf);
    let read: Vec<ObjectId> =
        images.iter().map(|image| parts.add(&image.document, Kind::Dockerfile)).collect();
    let engine = daemon.map(|daemon| parts.add(daemon, Kind::Daemon));
    let linked = services::link(&mut parts, &images, &read, engine);
    let mut dockerfiles: Vec<Entry> = Vec::new();
    for (image, id) in images.iter().zip(&read) {
        let path = image.document.source.path();
        if dockerfiles.iter().all(|known| known.name != path) {
            dockerfiles.push(Entry::new(path.to_owned(), *id));
        }
    }
    let span = Span::new(FileId(0), 0, 0);
    let root = Object::at(span)
        .with("kind", "stack")
        .with("path", compose.source.path())
        .with("services", linked.services)
        .with("jobs", linked.jobs)
        .with("compose", parts.compose)
        .with("dockerfiles", dockerfiles)
        .with_some("daemon", engine);
    let root = parts.builder.add(root);
    let mut sources = parts.sources.into_iter();
    let source = sources.next().unwrap_or_else(|| compose.source.clone());
    let model = parts.builder.finish(root);
    let blocks = parts.blocks;
    let reading = Reading { model, faults: Vec::new(), comments: parts.comments, blocks };
    let others = sources.collect();
    let built = images.iter().flat_map(|image| &image.document.given);
    let given = compose.given.iter().chain(built).cloned().collect();
    let document = Document { kind: Kind::Stack, source, others, kinds: parts.kinds, given, reading };
    let dockerfiles = images.iter().map(|image| image.document.clone()).collect();
    *shelf = Shelf::of(images);
    Stack { document, dockerfiles, runs: linked.runs }
}

/// A stack that was read.
#[derive(Clone, Debug)]
pub struct Stack {
    /// All of it, linked.
    pub document: Document,
    /// The Dockerfiles in it by themselves, once for each set of build arguments.
    pub dockerfiles: Vec<Rc<Document>>,
    /// What its services run, as far as they build it.
    pub runs: Vec<Run>,
}

/// What the parts put into the stack.
struct Parts {
    builder: Builder,
    sources: Vec<Source>,
    /// The kind of each source.
    kinds: Vec<Kind>,
    comments: Vec<crate::syntax::tree::Comment>,
    blocks: Vec<Span>,
    /// The root of the Compose project.
    compose: ObjectId,
}

impl Parts {
    fn new(compose: &Document) -> Self {
        let mut parts = Self {
            builder: Builder::new(),
            sources: Vec::new(),
            kinds: Vec::new(),
            comments: Vec::new(),
            blocks: Vec::new(),
            compose: compose.reading.model.root(),
        };
        parts.compose = parts.add(compose, Kind::Compose);
        parts
    }

    /// Adds all that a document is made of, and gives its root.
    fn add(&mut self, document: &Document, kind: Kind) -> ObjectId {
        let before = self.sources.len() as u32;
        let moved = |span: Span| Span { file: FileId(span.file.0 + before), ..span };
        for source in document.sources() {
            self.sources.push(source.clone().with_id(FileId(source.id().0 + before)));
            self.kinds.push(kind);
        }
        let comments = document.reading.comments.iter().cloned();
        self.comments.extend(comments.map(|mut comment| {
            comment.span = moved(comment.span);
            comment
        }));
        self.blocks.extend(document.reading.blocks.iter().map(|span| moved(*span)));
        self.builder.absorb(&document.reading.model, before)
    }
}
