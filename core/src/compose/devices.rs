//! Host devices: `/dev/ttyUSB0:/dev/tty:rw` and the long form.

use crate::model::Value;
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;
use super::shape::{Field, Shape, field, required};
use super::text::Text;

const DEVICE: &[Field] =
    &[required("source", Shape::Text), field("target", Shape::Text), field("permissions", Shape::Text)];

/// Takes the short syntax apart: the target is the source, permissions are `rwm`, unless written.
pub(super) fn long(text: &Text, _: Span) -> Result<Vec<(&'static str, Data)>, String> {
    let mut parts = text.split(':').into_iter();
    let source = parts.next().unwrap_or_default();
    let target = parts.next().filter(|target| !target.is_empty()).unwrap_or_else(|| source.clone());
    let permissions = parts.next().unwrap_or_else(|| "rwm".into());
    if parts.next().is_some() || source.written().is_empty() {
        return Err(format!("expected `source:target:permissions`, found `{}`", text.shown()));
    }
    Ok(vec![
        ("source", Data::Text(source)),
        ("target", Data::Text(target)),
        ("permissions", Data::Text(permissions)),
    ])
}

/// A device of the long form; what it leaves out is what the short form would leave out.
pub(super) fn lower(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let mut device = lowering.fields(DEVICE, place, span, node)?;
    let part = |key: &str| node.get(key).and_then(Node::to_text);
    let source = part("source").unwrap_or_default();
    let target = part("target").unwrap_or_else(|| source.clone());
    let permissions = part("permissions").unwrap_or_else(|| "rwm".into());
    for (key, value) in [("target", &target), ("permissions", &permissions)] {
        if device.get(key).is_none()
            && let Some(value) = value.value()
        {
            device.set(key, value.into_owned());
        }
    }
    let text = match &node.short {
        Some(short) => short.written().into_owned(),
        None => Text::join(&[source, target, permissions], ':').written().into_owned(),
    };
    device.set("text", text);
    Some(Value::Object(lowering.builder.add(device)))
}
