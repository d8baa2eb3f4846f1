//! Parts of a service that mean more than their text: images, capabilities, health checks and the like.

use crate::files;
use crate::image;
use crate::model::{Entry, Item, Value};
use crate::source::Span;

use super::lowering::Lowering;
use super::node::Node;
use super::place::Place;
use super::scalars;
use super::shape::{Field, Shape, field, list, required};
use super::text::Text;

const HEALTHCHECK: &[Field] = &[
    field("disable", Shape::Flag),
    field("interval", Shape::Text),
    field("retries", Shape::Number),
    field("start_interval", Shape::Text),
    field("start_period", Shape::Text),
    list("test", &Shape::Text),
    field("timeout", Shape::Text),
];

const INCLUDE: &[Field] = &[
    field("env_file", Shape::List(&Shape::Text)),
    field("path", Shape::List(&Shape::Text)),
    field("project_directory", Shape::Text),
];

const ENV_FILE: &[Field] =
    &[required("path", Shape::Text), field("required", Shape::Flag), field("format", Shape::Text)];

const EXTRA_HOST: &[Field] = &[field("host", Shape::Text), field("address", Shape::Text)];

const SSH: &[Field] = &[field("id", Shape::Text), field("path", Shape::Text)];

/// An image reference.
pub(super) fn image(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    let Some(text) = node.as_text() else {
        lowering.wrong(place, node, "text");
        return None;
    };
    let value = text.value();
    if text.is_empty() {
        return None;
    }
    let image =
        image::lower(&mut lowering.builder, node.span, &text.written(), value.as_deref(), &text.variables());
    Some(Value::Object(image))
}

/// A capability, in upper case and without `CAP_`.
pub(super) fn capability(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    match scalars::value(lowering, &Shape::Text, place, node)? {
        Value::Text(name) => {
            let name = name.trim().to_ascii_uppercase();
            Some(name.strip_prefix("CAP_").unwrap_or(&name).into())
        }
        unknown => Some(unknown),
    }
}

/// A path that must be there.
pub(super) fn path(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    if node.as_text().is_some_and(Text::is_empty) {
        lowering.fault(place, node.span, "must be a path, found nothing".to_owned(), None);
        return None;
    }
    scalars::value(lowering, &Shape::Text, place, node)
}

/// A file of environment variables.
pub(super) fn env_file(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let mut file = lowering.fields(ENV_FILE, place, span, node)?;
    if file.get("required").is_none() {
        file.set("required", true);
    }
    file.set("read", lowering.read.contains(&node.span));
    Some(Value::Object(lowering.builder.add(file)))
}

/// A project that is included; `remote` says that it lies on no disk.
pub(super) fn include(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let include = lowering.fields(INCLUDE, place, span, node)?;
    let paths = node.get("path").and_then(Node::as_list).unwrap_or_default();
    let remote = paths.iter().filter_map(Node::as_text).any(|path| files::is_remote(&path.written()));
    let include = include.with("remote", remote).with("read", lowering.read.contains(&node.span));
    Some(Value::Object(lowering.builder.add(include)))
}

/// A host name and its address.
pub(super) fn extra_host(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let Some(short) = &node.short else {
        lowering.wrong(place, node, "text such as host=address");
        return None;
    };
    let host = lowering.fields(EXTRA_HOST, place, span, node)?.with("text", short.written().into_owned());
    Some(Value::Object(lowering.builder.add(host)))
}

/// An SSH agent or key: what a list of `id=path` says.
pub(super) fn ssh(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let Some(short) = &node.short else {
        lowering.wrong(place, node, "text such as default or id=path");
        return None;
    };
    let ssh = lowering.fields(SSH, place, span, node)?.with("text", short.written().into_owned());
    Some(Value::Object(lowering.builder.add(ssh)))
}

/// A scalar or a list of scalars, as the options of providers are.
pub(super) fn scalar_or_list(
    lowering: &mut Lowering,
    place: &Place,
    span: Span,
    node: &Node,
) -> Option<Value> {
    let shape = if node.as_list().is_some() { Shape::List(&Shape::Scalar) } else { Shape::Scalar };
    lowering.value(&shape, place, span, node)
}

/// A health check; `none` says that the test is `NONE`.
pub(super) fn healthcheck(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let check = lowering.fields(HEALTHCHECK, place, span, node)?;
    let first = match check.get("test") {
        Some(Entry { value: Value::List(items), .. }) => items.first(),
        _ => None,
    };
    let none = matches!(first, Some(Item { value: Value::Text(word), .. }) if word == "NONE");
    let check = check.with("none", none);
    Some(Value::Object(lowering.builder.add(check)))
}
