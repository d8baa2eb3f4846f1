//! Which Dockerfile and which stage a service runs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use crate::document::{Document, Kind};
use crate::files::{Files, directory, is_inside, is_remote, join};
use crate::model::{Object, ObjectId, Value, View};
use crate::reading::Surroundings;
use crate::source::{FileId, Source};

use super::{Shelf, context};

/// A Dockerfile as some services build it: with their arguments.
pub(super) struct Image {
    pub document: Rc<Document>,
    /// Its build context, as `files` knows it.
    pub context: String,
    /// The bytes of the Dockerfile.
    pub bytes: Vec<u8>,
    /// Files in the context that should not get into an image, and that nothing keeps out.
    pub exposed: Vec<String>,
    pub arguments: BTreeMap<String, String>,
    /// The services and jobs that build it, with the stage that they name.
    services: Vec<(ObjectId, Option<String>)>,
}

/// What a service builds.
pub(super) struct Built {
    /// Place of the Dockerfile among the images.
    pub image: usize,
    /// The stage that it names.
    pub target: Option<String>,
}

impl Built {
    /// The stage that runs: the one that is named, else the last.
    pub fn stage(&self, dockerfile: View<'_>) -> Option<ObjectId> {
        let mut stages = dockerfile.objects("stages");
        let named = |stage: &View<'_>, target: &str| {
            let index = stage.value("index");
            stage.text("name").is_some_and(|name| name.eq_ignore_ascii_case(target))
                || target.parse::<i64>().is_ok_and(|number| index == Some(&Value::Integer(number)))
        };
        match &self.target {
            Some(target) => stages.find(|stage| named(stage, target)),
            None => stages.last(),
        }
        .map(|stage| stage.id)
    }
}

/// Every Dockerfile that services and jobs of the project build, read once for each set of build arguments.
pub(super) fn images(
    compose: &Document,
    files: &dyn Files,
    prefix: &str,
    around: &Surroundings,
    shelf: &Shelf,
) -> Vec<Image> {
    let model = &compose.reading.model;
    let path = compose.source.path();
    let home = directory(path.strip_prefix(prefix).unwrap_or(path));
    let mut images: Vec<Image> = Vec::new();
    let variables = files_of_variables(View::root(model), home);
    let root = View::root(model);
    for (_, service) in root.members("services").chain(root.members("jobs")) {
        let Some(build) = service.inner("build") else { continue };
        let Some((context, path)) = place(build, home) else { continue };
        let target = build.text("target").map(str::to_owned);
        // A stage whose name depends on the outside may be any.
        if build.has("target") && target.is_none() {
            continue;
        }
        let arguments = arguments(build, around);
        let known = |image: &&mut Image| {
            image.document.source.path() == format!("{prefix}{path}") && image.arguments == arguments
        };
        if let Some(image) = images.iter_mut().find(known) {
            image.services.push((service.id, target));
            continue;
        }
        let Ok(bytes) = files.read(&path) else { continue };
        let called = format!("{prefix}{path}");
        let read = || {
            let source = Source::from_bytes(FileId(0), called.as_str(), &bytes).ok()?;
            let with = Surroundings { build_args: arguments.clone(), ..around.clone() };
            Some(Rc::new(Document::read(Kind::Dockerfile, source, &with)))
        };
        let Some(document) = shelf.get(&called, &bytes, &arguments).or_else(read) else { continue };
        images.push(Image {
            document,
            bytes,
            exposed: context::exposed(files, &context, &path, &variables),
            context,
            arguments,
            services: vec![(service.id, target)],
        });
    }
    images
}

/// Files that give services their variables at run time, and so often secrets.
fn files_of_variables(compose: View<'_>, home: &str) -> BTreeSet<String> {
    let services = compose.members("services").chain(compose.members("jobs"));
    let paths =
        services.flat_map(|(_, service)| service.objects("env_file")).filter_map(|file| file.text("path"));
    paths.map(|path| join(home, path)).filter(|path| is_inside(path)).collect()
}

/// The build context and the Dockerfile, if both lie where they can be read.
fn place(build: View<'_>, home: &str) -> Option<(String, String)> {
    if build.has("dockerfile_inline") {
        return None;
    }
    let context = match build.value("context") {
        None => ".",
        Some(Value::Text(context)) if !is_remote(context) => context,
        Some(_) => return None,
    };
    let file = match build.value("dockerfile") {
        None => "Dockerfile",
        Some(Value::Text(file)) => file,
        Some(_) => return None,
    };
    let context = join(home, context);
    let path = join(&context, file);
    (is_inside(&context) && is_inside(&path)).then_some((context, path))
}

/// The build arguments that are known: those of the service, over those of the configuration.
fn arguments(build: View<'_>, around: &Surroundings) -> BTreeMap<String, String> {
    let mut arguments = around.build_args.clone();
    for (name, argument) in build.members("args") {
        match argument.text("value") {
            Some(value) => drop(arguments.insert(name.to_owned(), value.to_owned())),
            None => drop(arguments.remove(name)),
        }
    }
    arguments
}

/// What each service and job that builds something builds.
pub(super) fn builds(images: &[Image]) -> HashMap<ObjectId, Built> {
    let mut builds = HashMap::new();
    for (image, about) in images.iter().enumerate() {
        for (service, target) in &about.services {
            builds.insert(*service, Built { image, target: target.clone() });
        }
    }
    builds
}

/// Places of the services that build an image with a name, by that name.
pub(super) fn named_images(objects: &[Object], all: &[(String, ObjectId)]) -> HashMap<String, usize> {
    let mut named = HashMap::new();
    for (at, (_, service)) in all.iter().enumerate() {
        let service = View::new(objects, *service);
        let name = service.inner("image").and_then(|image| image.text("value"));
        if let Some(name) = name.filter(|_| service.has("build")) {
            named.entry(name.to_owned()).or_insert(at);
        }
    }
    named
}
