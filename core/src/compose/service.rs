//! A service or a job as a whole: its keys and the posture that they come to.

use crate::model::{Entry, Object, ObjectId, Value};

use super::effective::{self, Rest};
use super::keys::{JOB, SERVICE};
use super::lowering::Lowering;
use super::node::{self, Node};
use super::place::Place;
use super::shape::Field;

/// A whole service.
pub(super) fn lower(lowering: &mut Lowering, entry: &node::Entry) -> Option<ObjectId> {
    let mut service = container(lowering, "service", SERVICE, entry)?;
    let steps = entry.value.get("pre_start").and_then(Node::as_list).unwrap_or_default();
    if let Some(Entry { value: Value::List(items), .. }) =
        service.entries.iter_mut().find(|entry| entry.name == "pre_start")
    {
        for (at, item) in items.iter_mut().enumerate() {
            let step = steps.iter().find(|step| Some(step.span) == item.span);
            if let (Some(step), Value::Object(id)) = (step, &mut item.value) {
                *id = init_container(lowering, &entry.key, at + 1, *id, step);
            }
        }
    }
    Some(lowering.builder.add(service))
}

/// A whole job.
pub(super) fn lower_job(lowering: &mut Lowering, entry: &node::Entry) -> Option<ObjectId> {
    let job = container(lowering, "job", JOB, entry)?.with("title", format!("Job {:?}", entry.key));
    Some(lowering.builder.add(job))
}

/// A container that runs before a service starts. It takes from the service what it does not say
/// itself, its image at least, so that stays unknown.
fn init_container(
    lowering: &mut Lowering,
    service: &str,
    number: usize,
    keys: ObjectId,
    node: &Node,
) -> ObjectId {
    let container = lowering.builder.object(keys).clone();
    let effective = effective::lower(lowering, &container, node, Rest::Elsewhere);
    let container = container
        .with("name", service)
        .with("title", format!("Init container {number} of service {service:?}"))
        .with("effective", effective);
    lowering.builder.add(container)
}

fn container(
    lowering: &mut Lowering,
    kind: &'static str,
    fields: &[Field],
    entry: &node::Entry,
) -> Option<Object> {
    let span = entry.key_span.unwrap_or(entry.value.span);
    let place = Place::Owner(kind, &entry.key);
    let service = lowering.fields(fields, &place, span, &entry.value)?;
    let extra = lowering.take_extra();
    let service = service.with("name", entry.key.as_str()).with("extra", extra);
    let rest = if service.get("extends").is_some() { Rest::Elsewhere } else { Rest::Absent };
    let effective = effective::lower(lowering, &service, &entry.value, rest);
    Some(service.with("effective", effective))
}
