//! A service or a job as a whole: its keys and the posture that they come to.

use crate::model::ObjectId;

use super::effective;
use super::keys::{JOB, SERVICE};
use super::lowering::Lowering;
use super::node;
use super::place::Place;
use super::shape::Field;

/// A whole service.
pub(super) fn lower(lowering: &mut Lowering, entry: &node::Entry) -> Option<ObjectId> {
    container(lowering, "service", SERVICE, entry)
}

/// A whole job.
pub(super) fn lower_job(lowering: &mut Lowering, entry: &node::Entry) -> Option<ObjectId> {
    container(lowering, "job", JOB, entry)
}

fn container(
    lowering: &mut Lowering,
    kind: &'static str,
    fields: &[Field],
    entry: &node::Entry,
) -> Option<ObjectId> {
    let span = entry.key_span.unwrap_or(entry.value.span);
    let place = Place::Owner(kind, &entry.key);
    let service = lowering.fields(fields, &place, span, &entry.value)?;
    let extra = lowering.take_extra();
    let service = service.with("name", entry.key.as_str()).with("extra", extra);
    let effective = effective::lower(lowering, &service, &entry.value);
    Some(lowering.builder.add(service.with("effective", effective)))
}
