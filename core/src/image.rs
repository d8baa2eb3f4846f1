//! Image references: their parts, and what is known of well-known images.
//!
//! Source of the grammar: distribution's `reference` package (`[registry/]path[:tag][@digest]`).

mod releases;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Builder, Item, Object, ObjectId, Value};
use crate::source::Span;

/// The registry of references that name none.
const DOCKER_HUB: &str = "docker.io";

/// The family of images of which nothing holds that is known of the image for Linux.
const WINDOWS: &str = "windows";

/// The longest reference that is read, in bytes; the grammar allows 255 for the name and 128 for the tag.
const MAX_LENGTH: usize = 1024;

/// An image reference taken apart, with the defaults of the reference grammar filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Host, with port; `docker.io` if none is written.
    pub registry: String,
    /// Whether the registry is written.
    pub registry_written: bool,
    /// Path in the registry; official images have `library/`.
    pub repository: String,
    /// The tag, if written.
    pub tag: Option<String>,
    /// The digest with its algorithm, if written.
    pub digest: Option<String>,
}

impl Reference {
    /// Takes `text` apart; none if it is not a reference.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::of(text)?;
        let (registry, registry_written, repository) = locate(pieces.name)?;
        let tag = pieces.tag.filter(|tag| is_tag(tag));
        let digest = pieces.digest.filter(|digest| is_digest(digest));
        if tag.is_some() != pieces.tag.is_some() || digest.is_some() != pieces.digest.is_some() {
            return None;
        }
        Some(Self {
            registry,
            registry_written,
            repository,
            tag: tag.map(str::to_owned),
            digest: digest.map(str::to_owned),
        })
    }
}

/// A reference cut at its marks; nothing is checked yet.
struct Pieces<'a> {
    name: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Option<Self> {
        if text.is_empty() || text.len() > MAX_LENGTH {
            return None;
        }
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest)),
            None => (text, None),
        };
        let last = rest.rfind('/').map_or(0, |slash| slash + 1);
        let (name, tag) = match rest[last..].rfind(':') {
            Some(colon) => (&rest[..last + colon], Some(&rest[last + colon + 1..])),
            None => (rest, None),
        };
        Some(Self { name, tag, digest })
    }
}

/// Registry, whether it is written, and repository of a name.
fn locate(name: &str) -> Option<(String, bool, String)> {
    let (registry, path) = match name.split_once('/') {
        Some((first, rest)) if is_host(first) => (Some(first), rest),
        _ => (None, name),
    };
    if path.is_empty() || !path.split('/').all(is_component) {
        return None;
    }
    let registry_name = match registry {
        None | Some("index.docker.io") => DOCKER_HUB,
        Some(registry) => registry,
    };
    let official = registry_name == DOCKER_HUB && !path.contains('/');
    let repository = if official { format!("library/{path}") } else { path.to_owned() };
    Some((registry_name.to_owned(), registry.is_some(), repository))
}

/// Whether the first part of a name is a host: it has a dot, a port or an upper-case letter, or is `localhost`.
fn is_host(part: &str) -> bool {
    let odd = |c: char| c == '.' || c == ':' || c.is_ascii_uppercase();
    part == "localhost" || part.contains(odd) && !part.starts_with(['.', ':'])
}

/// Whether a part of a path is lower-case letters, digits and single separators between them.
fn is_component(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    part.starts_with(plain)
        && part.ends_with(plain)
        && part.chars().all(|c| plain(c) || "._-".contains(c))
        && !part.contains("..")
}

fn is_tag(tag: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.starts_with(word) && tag.len() <= 128 && tag.chars().all(|c| word(c) || ".-".contains(c))
}

fn is_digest(digest: &str) -> bool {
    digest.split_once(':').is_some_and(|(algorithm, hex)| {
        !algorithm.is_empty() && hex.len() >= 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Adds the `Image` object of `docs/input.md` for a reference written as `text` at `span`.
///
/// `value` is the text after expansion, if everything in it is known; `variables` are those used.
pub fn lower(
    builder: &mut Builder,
    span: Span,
    text: &str,
    value: Option<&str>,
    variables: &[String],
) -> ObjectId {
    let reference = value.and_then(Reference::parse);
    let mut object = Object::at(span).with("text", text).with("known", reference.is_some());
    let names: Vec<Item> = variables.iter().map(|name| Item::new(name.as_str())).collect();
    object.set("variables", names);
    object = match (&reference, value) {
        (Some(reference), Some(value)) => known(builder, object.with("value", value), span, reference, value),
        _ => partly_known(builder, object, span, text),
    };
    builder.add(object)
}

fn known(builder: &mut Builder, object: Object, span: Span, reference: &Reference, value: &str) -> Object {
    let facts = Facts::of(reference);
    let name = reference.repository.rsplit('/').next().unwrap_or(&reference.repository);
    let user = facts.user.map(|user| {
        let root = if user == "root" || user == "0" { "yes" } else { "no" };
        builder.add(Object::at(span).with("name", user).with("root", root))
    });
    let place = Some((reference.registry.as_str(), reference.repository.as_str()));
    released(builder, object, span, place, reference.tag.as_deref())
        .with("registry", reference.registry.as_str())
        .with("registry_written", reference.registry_written)
        .with("repository", reference.repository.as_str())
        .with("name", name)
        .with_some("tag", reference.tag.as_deref())
        .with_some("digest", reference.digest.as_deref())
        .with_some("family", facts.family)
        .with("minimal", facts.minimal)
        .with_some("smaller", facts.smaller(reference, value))
        .with_some("default_user", user)
}

/// Those parts of a reference with unknown variables that do not depend on them.
fn partly_known(builder: &mut Builder, object: Object, span: Span, text: &str) -> Object {
    /// Stands for a variable; cannot stand in a source.
    const HOLE: char = '\0';
    let masked = mask(text, HOLE);
    let object = object.with("minimal", "unknown");
    let Some(pieces) = Pieces::of(&masked) else { return object };
    let sound = |part: Option<&str>, test: fn(&str) -> bool| {
        part.filter(|part| !part.contains(HOLE) && test(part)).map(str::to_owned)
    };
    let tag = sound(pieces.tag, is_tag);
    let place = if pieces.name.contains(HOLE) { None } else { locate(pieces.name) };
    let known = place.as_ref().map(|(registry, _, repository)| (registry.as_str(), repository.as_str()));
    let object = released(builder, object, span, known, tag.as_deref())
        .with_some("tag", tag)
        .with_some("digest", sound(pieces.digest, is_digest));
    let Some((registry, written, repository)) = place else { return object };
    let name = repository.rsplit('/').next().unwrap_or(&repository).to_owned();
    object
        .with("registry", registry)
        .with("registry_written", written)
        .with("repository", repository)
        .with("name", name)
}

/// Adds the releases that the tag names, where their end is known.
fn released(
    builder: &mut Builder,
    object: Object,
    span: Span,
    place: Option<(&str, &str)>,
    tag: Option<&str>,
) -> Object {
    let releases = tag.map(|tag| releases::named(place, tag)).unwrap_or_default();
    let item = |release: releases::Release| {
        let object = Object::at(span).with("of", release.of).with("ends", release.ends);
        Item::new(Value::Object(builder.add(object)))
    };
    let items: Vec<Item> = releases.into_iter().map(item).collect();
    if items.is_empty() { object } else { object.with("releases", items) }
}

/// `text` with every `$x` and `${…}` replaced by `hole`.
pub(crate) fn mask(text: &str, hole: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '$' {
            out.push(c);
            continue;
        }
        out.push(hole);
        if chars.next_if_eq(&'{').is_some() {
            let mut depth = 1_usize;
            for c in chars.by_ref() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            while chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_').is_some() {}
        }
    }
    out
}

/// `policies/data/base-images.json`.
#[derive(Deserialize)]
struct Data {
    tag_parts: BTreeMap<String, Known>,
    plain_parts: Vec<String>,
    unvaried_parts: Vec<String>,
    images: BTreeMap<String, Known>,
}

/// What is known of an image, or of a part of a tag.
#[derive(Deserialize)]
struct Known {
    family: Option<String>,
    minimal: Option<String>,
    user: Option<String>,
    #[serde(default)]
    variants: Vec<String>,
    smaller: Option<String>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    // A test of this module reads the same text, so that it cannot be wrong when it is used.
    serde_json::from_str(crate::data::text("base-images.json")).unwrap_or(Data {
        tag_parts: BTreeMap::new(),
        plain_parts: Vec::new(),
        unvaried_parts: Vec::new(),
        images: BTreeMap::new(),
    })
});

/// What is known of the image that a reference names.
struct Facts {
    image: Option<&'static Known>,
    family: Option<&'static str>,
    minimal: &'static str,
    user: Option<&'static str>,
}

impl Facts {
    fn of(reference: &Reference) -> Self {
        let image = find(&reference.registry, &reference.repository);
        let mut facts = Facts {
            image,
            family: image.and_then(|image| image.family.as_deref()),
            minimal: image.and_then(|image| image.minimal.as_deref()).unwrap_or("unknown"),
            user: image.and_then(|image| image.user.as_deref()),
        };
        let mut said = None;
        let mut strange = false;
        for part in reference.tag.iter().flat_map(|tag| tag.split('-')) {
            match tag_part(part) {
                Some(known) => {
                    facts.family = known.family.as_deref().or(facts.family);
                    facts.user = known.user.as_deref().or(facts.user);
                    said = match (said, known.minimal.as_deref()) {
                        (Some("yes"), _) => Some("yes"),
                        (said, new) => new.or(said),
                    };
                }
                None => strange |= !is_plain(part),
            }
        }
        // A digest alone, or a word nobody knows, may stand for a smaller variant.
        let hidden = strange || reference.tag.is_none() && reference.digest.is_some();
        facts.minimal = match said {
            Some(said) => said,
            None if hidden && facts.minimal == "no" => "unknown",
            None => facts.minimal,
        };
        facts.user = facts.user.filter(|_| facts.family != Some(WINDOWS));
        facts
    }

    /// A smaller image to use instead, where one is known: `python:3.13-slim` for `python:3.13`.
    fn smaller(&self, reference: &Reference, value: &str) -> Option<String> {
        let image = self.image.filter(|_| self.minimal == "no" && self.family != Some(WINDOWS))?;
        let Some(variant) = image.variants.first() else { return image.smaller.clone() };
        let name = Pieces::of(value)?.name;
        // What is in the image must stay; the system below it may change, unless the image is that system.
        let system = image.family.as_deref().is_some_and(|family| reference.repository.ends_with(family));
        let words: Vec<&str> = reference
            .tag
            .iter()
            .flat_map(|tag| tag.split('-'))
            .filter(|word| *word != "latest" && (system || tag_part(word).is_none()))
            .collect();
        if words.is_empty() {
            return Some(image.smaller.clone().unwrap_or_else(|| format!("{name}:{variant}")));
        }
        let varied = !words.iter().any(|word| DATA.unvaried_parts.iter().any(|part| part == word));
        varied.then(|| format!("{name}:{}-{variant}", words.join("-")))
    }
}

/// Whether a repository is one of the official images of Docker that are well known: another name without a
/// folder is rather that of an image of this machine.
pub fn is_official(registry: &str, repository: &str) -> bool {
    registry == DOCKER_HUB && repository.starts_with("library/") && find(registry, repository).is_some()
}

fn find(registry: &str, repository: &str) -> Option<&'static Known> {
    let key = match registry {
        DOCKER_HUB => repository.to_owned(),
        registry => format!("{registry}/{repository}"),
    };
    DATA.images.get(&key).or_else(|| {
        let folder = key.rsplit_once('/')?.0;
        DATA.images.get(&format!("{folder}/*"))
    })
}

/// What is known of a part of a tag; a version may follow its name, as in `alpine3.22`.
fn tag_part(part: &str) -> Option<&'static Known> {
    let name = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    DATA.tag_parts.get(part).or_else(|| DATA.tag_parts.get(name))
}

fn is_version(part: &str) -> bool {
    part.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
}

fn is_plain(part: &str) -> bool {
    is_version(part) || {
        let name = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        DATA.plain_parts.iter().any(|plain| plain == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::to_json;
    use crate::source::FileId;
    use serde_json::{Value as Json, json};

    const DIGEST: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn image(text: &str, value: Option<&str>) -> Json {
        let mut builder = Builder::new();
        let id = lower(&mut builder, Span::new(FileId(0), 0, 0), text, value, &[]);
        to_json(&builder.finish(id))
    }

    fn parts(text: &str) -> Option<(String, String, Option<String>, Option<String>)> {
        Reference::parse(text).map(|r| (r.registry, r.repository, r.tag, r.digest))
    }

    #[test]
    fn references_are_taken_apart_as_distribution_does() {
        let some = |s: &str| Some(s.to_owned());
        for (text, registry, repository, tag) in [
            ("alpine", "docker.io", "library/alpine", None),
            ("alpine:3.22", "docker.io", "library/alpine", some("3.22")),
            ("user/app", "docker.io", "user/app", None),
            ("ghcr.io/o/app:1", "ghcr.io", "o/app", some("1")),
            ("localhost/app", "localhost", "app", None),
            ("host:5000/app", "host:5000", "app", None),
            ("host:5000/a/b:v1", "host:5000", "a/b", some("v1")),
            ("index.docker.io/library/redis", "docker.io", "library/redis", None),
        ] {
            assert_eq!(parts(text), Some((registry.into(), repository.into(), tag, None)), "{text}");
        }
        let pinned = parts(&format!("alpine:3@{DIGEST}")).unwrap();
        assert_eq!((pinned.2.as_deref(), pinned.3.as_deref()), (Some("3"), Some(DIGEST)));
    }

    #[test]
    fn what_is_no_reference_is_none() {
        for text in ["", "Alpine", "a b", "alpine:", "alpine@sha256:1", "/a", "a//b", "a/", "alpine:-1", "$x"]
        {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn size_and_family_are_told_from_image_and_tag() {
        for (text, family, minimal) in [
            ("python:3.13", json!("debian"), "no"),
            ("python", json!("debian"), "no"),
            ("python:3.13-slim-bookworm", json!("debian"), "yes"),
            ("node:24-alpine3.22", json!("alpine"), "yes"),
            ("node:24-acme", json!("debian"), "unknown"),
            ("debian:bookworm-slim", json!("debian"), "yes"),
            ("gcr.io/distroless/static-debian12:nonroot", json!("distroless"), "yes"),
            ("cgr.dev/chainguard/node", json!("wolfi"), "yes"),
            ("acme/app:1.2", Json::Null, "unknown"),
            ("acme/app:1.2-alpine", json!("alpine"), "yes"),
        ] {
            let image = image(text, Some(text));
            assert_eq!((image["family"].clone(), &image["minimal"]), (family, &json!(minimal)), "{text}");
        }
        let pinned = format!("python@{DIGEST}");
        assert_eq!(image(&pinned, Some(&pinned))["minimal"], "unknown");
    }

    #[test]
    fn a_smaller_sibling_is_named_where_one_is_known() {
        for (text, smaller) in [
            ("python:3.13", json!("python:3.13-slim")),
            ("python:3.13-bookworm", json!("python:3.13-slim")),
            ("docker.io/library/node", json!("docker.io/library/node:slim")),
            ("debian:trixie", json!("debian:trixie-slim")),
            ("debian:testing", json!("debian:testing-slim")),
            ("debian", json!("debian:13-slim")),
            ("eclipse-temurin:21-jre-noble", json!("eclipse-temurin:21-jre-alpine")),
            ("php:8.3-fpm", json!("php:8.3-fpm-alpine")),
            ("php:8.3-apache", Json::Null),
            ("rabbitmq:4.2-management", json!("rabbitmq:4.2-management-alpine")),
            ("golang:1.25-windowsservercore-ltsc2025", Json::Null),
            ("ubuntu:24.04", Json::Null),
            ("python:bookworm", json!("python:slim")),
            ("mongo:7", Json::Null),
            ("alpine:3.22", Json::Null),
        ] {
            assert_eq!(image(text, Some(text))["smaller"], smaller, "{text}");
        }
    }

    #[test]
    fn the_default_user_of_known_images_is_known() {
        let root = |text: &str| image(text, Some(text)).pointer("/default_user/root").cloned();
        assert_eq!(root("alpine:3.22"), Some(json!("yes")));
        assert_eq!(root("gcr.io/distroless/static-debian12"), Some(json!("yes")));
        assert_eq!(root("gcr.io/distroless/static-debian12:nonroot"), Some(json!("no")));
        assert_eq!(root("nginxinc/nginx-unprivileged:1.29"), Some(json!("no")));
        assert_eq!(root("mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0-distroless"), Some(json!("no")));
        assert_eq!(root("golang:1.25-nanoserver-ltsc2025"), None);
        assert_eq!(root("acme/app"), None);
    }

    #[test]
    fn parts_that_depend_on_no_variable_are_known() {
        let partly = image("${REG:-x.io}/app:1.0", None);
        assert_eq!(
            (&partly["known"], &partly["tag"], &partly["repository"]),
            (&json!(false), &json!("1.0"), &Json::Null)
        );
        let tagged = image("alpine:$V", None);
        assert_eq!((&tagged["tag"], &tagged["repository"]), (&Json::Null, &json!("library/alpine")));
        let all = image("$IMAGE", None);
        assert_eq!(
            (&all["tag"], &all["registry"], &all["minimal"]),
            (&Json::Null, &Json::Null, &json!("unknown"))
        );
        let pinned = image(&format!("$IMAGE@{DIGEST}"), None);
        assert_eq!(pinned["digest"], DIGEST);
    }

    #[test]
    fn the_data_is_read_and_says_where_it_is_from() {
        assert!(DATA.images.len() > 50);
        let raw: Json = serde_json::from_str(include_str!("../../policies/data/base-images.json")).unwrap();
        assert!(raw["images"].is_object());
    }
}
