//! A service as a whole: its keys and the posture that they come to.

use crate::model::ObjectId;

use super::effective;
use super::keys::SERVICE;
use super::lowering::Lowering;
use super::node;
use super::place::Place;

/// A whole service.
pub(super) fn lower(lowering: &mut Lowering, entry: &node::Entry) -> Option<ObjectId> {
    let span = entry.key_span.unwrap_or(entry.value.span);
    let place = Place::Owner("service", &entry.key);
    let service = lowering.fields(SERVICE, &place, span, &entry.value)?;
    let extra = lowering.take_extra();
    let service = service.with("name", entry.key.as_str()).with("extra", extra);
    let effective = effective::lower(lowering, &service, &entry.value);
    Some(lowering.builder.add(service.with("effective", effective)))
}
