//! A whole stack: a Compose project, the Dockerfiles that it builds, and the engine that runs it, in
//! one document, linked.
//!
//! The three parts stand in it as they are; what is new is which stage each service runs, and which
//! layer provides each of its defences.

mod context;
mod links;
mod posture;

#[cfg(test)]
mod tests;

use crate::document::{Document, Kind};
use crate::files::Files;
use crate::model::{Builder, Entry, Item, Object, ObjectId, Value, View};
use crate::reading::{Reading, Surroundings};
use crate::source::{FileId, Source, Span};

use links::Image;

/// Links the Compose project `compose` with the Dockerfiles that it builds, found in `files`, and with
/// the `daemon.json` of the engine, if one is known.
///
/// In reports `prefix` stands before the paths that `files` knows. Never fails: a Dockerfile that is
/// not there leaves its services without a stage. Faults of the parts are theirs, not the stack's.
pub fn read(
    compose: &Document,
    files: &dyn Files,
    prefix: &str,
    around: &Surroundings,
    daemon: Option<&Document>,
) -> Stack {
    let mut parts = Parts::new(compose);
    let images = links::images(compose, files, prefix, around);
    let read: Vec<ObjectId> =
        images.iter().map(|image| parts.add(&image.document, Kind::Dockerfile)).collect();
    let engine = daemon.map(|daemon| parts.add(daemon, Kind::Daemon));
    let services = services(&mut parts, &images, &read, engine);
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
        .with("services", services)
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
    let document = Document { kind: Kind::Stack, source, others, kinds: parts.kinds, reading };
    Stack { document, dockerfiles: images.into_iter().map(|image| image.document).collect() }
}

/// A stack that was read.
#[derive(Clone, Debug)]
pub struct Stack {
    /// All of it, linked.
    pub document: Document,
    /// The Dockerfiles in it by themselves, once for each set of build arguments.
    pub dockerfiles: Vec<Document>,
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

/// Every service, with what it runs and what holds for it.
fn services(parts: &mut Parts, images: &[Image], read: &[ObjectId], engine: Option<ObjectId>) -> Vec<Entry> {
    let compose = View::new(parts.builder.objects(), parts.compose);
    let all: Vec<(String, ObjectId)> =
        compose.members("services").map(|(name, service)| (name.to_owned(), service.id)).collect();
    let builds = links::builds(images);
    let named = links::named_images(parts.builder.objects(), &all);
    let mut entries = Vec::with_capacity(all.len());
    for (name, service) in &all {
        let own = builds.get(name.as_str());
        let view = View::new(parts.builder.objects(), *service);
        let image = view.inner("image").and_then(|image| image.text("value")).filter(|_| !view.has("build"));
        let provider = image.and_then(|image| named.get(image).copied());
        let built = own.or_else(|| builds.get(all[provider?].0.as_str()));
        let stage =
            built.and_then(|built| built.stage(View::new(parts.builder.objects(), read[built.image])));
        let facts = posture::facts(parts.builder.objects(), *service, stage, engine);
        let posture = facts.lower(&mut parts.builder);
        let span = parts.builder.object(*service).span;
        let build = own.map(|built| {
            let object = Object::at(place_of_build(&parts.builder, *service))
                .with("path", images[built.image].document.source.path())
                .with("context", images[built.image].context.as_str())
                .with("file", read[built.image])
                .with_some("target", built.target.clone())
                .with("target_missing", built.target.is_some() && stage.is_none())
                .with("exposed_files", texts(&images[built.image].exposed));
            parts.builder.add(object)
        });
        let object = Object::at(span)
            .with("name", name.as_str())
            .with("service", *service)
            .with_some("build", build)
            .with_some("dockerfile", built.map(|built| images[built.image].document.source.path()))
            .with_some("stage", stage)
            .with_some("image_of", provider.map(|at| all[at].0.as_str()))
            .with("posture", posture);
        let id = parts.builder.add(object);
        entries.push(Entry::new(name.clone(), id));
    }
    entries
}

fn place_of_build(builder: &Builder, service: ObjectId) -> Span {
    let service = builder.object(service);
    service.get("build").and_then(|build| build.key.or(build.span)).unwrap_or(service.span)
}

fn texts(texts: &[String]) -> Value {
    texts.iter().map(|text| Item::new(text.as_str())).collect::<Vec<_>>().into()
}
