//! Each service and each job of a project: what it runs, and what holds for it.

use std::collections::BTreeMap;

use crate::model::{Builder, Entry, Item, Object, ObjectId, Value, View};
use crate::source::Span;

use super::links::{self, Built, Image};
use super::published::{Published, Setting};
use super::{Parts, posture, stages, writes};

/// What services run.
#[derive(Clone, Debug)]
pub struct Run {
    /// The services and jobs, by name, and where they stand.
    pub services: Vec<(String, Span)>,
    /// The stages that are built for it, each from its FROM to its end.
    pub stages: Vec<Span>,
}

/// The containers of a project, linked.
pub(super) struct Linked {
    pub services: Vec<Entry>,
    pub jobs: Vec<Entry>,
    /// What they run, each once.
    pub runs: Vec<Run>,
}

/// Every service and job, with what it runs and what holds for it. `read` are the documents of
/// `images` in the stack.
pub(super) fn link(
    parts: &mut Parts,
    images: &[Image],
    read: &[ObjectId],
    engine: Option<ObjectId>,
) -> Linked {
    let compose = View::new(parts.builder.objects(), parts.compose);
    let named = |table: &str| -> Vec<(String, ObjectId)> {
        compose.members(table).map(|(name, one)| (name.to_owned(), one.id)).collect()
    };
    let (services, jobs) = (named("services"), named("jobs"));
    let first_job = services.len();
    let all = [services, jobs].concat();
    let builds = links::builds(images);
    let by_image = links::named_images(parts.builder.objects(), &all);
    let mut entries = Vec::with_capacity(all.len());
    let mut runs: BTreeMap<ObjectId, Run> = BTreeMap::new();
    for (name, service) in &all {
        let view = View::new(parts.builder.objects(), *service);
        let image = view.inner("image").and_then(|image| image.text("value")).filter(|_| !view.has("build"));
        let provider = image.and_then(|image| by_image.get(image)).map(|at| &all[*at]);
        let own = builds.get(service);
        let built = own.or_else(|| builds.get(&provider?.1));
        let objects = parts.builder.objects();
        let dockerfile = built.map(|built| View::new(objects, read[built.image]));
        let stage = built.zip(dockerfile).and_then(|(built, dockerfile)| built.stage(dockerfile));
        let layers = dockerfile.zip(stage).map(|(dockerfile, stage)| {
            let needed = || stages::needed(dockerfile, stage).into_iter();
            let needed = || needed().map(|id| extent(View::new(objects, id))).collect();
            let run = runs.entry(stage).or_insert_with(|| Run { services: Vec::new(), stages: needed() });
            run.services.push((name.clone(), view.object().span));
            stages::layers(dockerfile, stage)
        });
        let at = |id: ObjectId| View::new(objects, id);
        let setting = Setting { compose: at(parts.compose), service: view, engine: engine.map(at) };
        let published = setting.published();
        let facts = posture::facts(setting, stage.map(at), &published);
        let published: Vec<Object> = published.into_iter().map(Published::lower).collect();
        let layers = layers.unwrap_or_default();
        let below: Vec<View<'_>> = layers.iter().map(|id| at(*id)).collect();
        let writes = stage.map(|stage| writes::of(view, at(stage), &below)).unwrap_or_default();
        let writes: Vec<Object> = writes.into_iter().map(writes::Write::lower).collect();
        let span = view.object().span;
        let posture = facts.lower(&mut parts.builder);
        let published = published.into_iter().map(|port| parts.builder.add(port)).collect();
        let writes = writes.into_iter().map(|write| parts.builder.add(write)).collect();
        let build = own.map(|built| {
            let object = build(&parts.builder, *service, built, &images[built.image])
                .with("file", read[built.image])
                .with("target_missing", built.target.is_some() && stage.is_none());
            parts.builder.add(object)
        });
        let object = Object::at(span)
            .with("name", name.as_str())
            .with("service", *service)
            .with_some("build", build)
            .with_some("dockerfile", built.map(|built| images[built.image].document.source.path()))
            .with_some("stage", stage)
            .with("layers", list(layers))
            .with_some("image_of", provider.map(|(name, _)| name.as_str()))
            .with("published", list(published))
            .with("writes", list(writes))
            .with("posture", posture);
        let id = parts.builder.add(object);
        entries.push(Entry::new(name.clone(), id));
    }
    let jobs = entries.split_off(first_job);
    Linked { services: entries, jobs, runs: runs.into_values().collect() }
}

/// A stage from its FROM to the end of its last instruction.
fn extent(stage: View<'_>) -> Span {
    let span = stage.object().span;
    let last = stage.inner("last").map_or(span, |last| last.object().span);
    Span { end: last.end.max(span.end), ..span }
}

/// What a service builds.
fn build(builder: &Builder, service: ObjectId, built: &Built, image: &Image) -> Object {
    let service = builder.object(service);
    let written = service.get("build").and_then(|build| build.key.or(build.span));
    let exposed = image.exposed.iter().map(|text| Item::new(text.as_str())).collect::<Vec<_>>();
    Object::at(written.unwrap_or(service.span))
        .with("path", image.document.source.path())
        .with("context", image.context.as_str())
        .with_some("target", built.target.clone())
        .with("exposed_files", exposed)
}

fn list(objects: Vec<ObjectId>) -> Value {
    objects.into_iter().map(Item::new).collect::<Vec<_>>().into()
}
