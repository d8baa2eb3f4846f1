//! Which stages of a Dockerfile go into an image.

use std::collections::HashSet;

use crate::model::{ObjectId, Value, View};

/// The stage and those that it stands on: their layers are in its image, its own last of all.
pub(super) fn layers(dockerfile: View<'_>, stage: ObjectId) -> Vec<ObjectId> {
    reached(dockerfile, stage, |stage| below(stage).into_iter().collect())
}

/// Every stage that is built for the stage: those that it stands on, copies from or mounts, and so on.
pub(super) fn needed(dockerfile: View<'_>, stage: ObjectId) -> Vec<ObjectId> {
    let sources = |stage: View<'_>| {
        let from = |part: View<'_>| index(part.inner("from")?);
        let of_instruction = |instruction: View<'_>| -> Vec<usize> {
            from(instruction).into_iter().chain(instruction.objects("mounts").filter_map(from)).collect()
        };
        below(stage).into_iter().chain(stage.objects("instructions").flat_map(of_instruction)).collect()
    };
    reached(dockerfile, stage, sources)
}

/// All stages that the given one leads to, itself first, in the order in which they are met.
fn reached<'a>(
    dockerfile: View<'a>,
    stage: ObjectId,
    next: impl Fn(View<'a>) -> Vec<usize>,
) -> Vec<ObjectId> {
    let stages: Vec<View<'a>> = dockerfile.objects("stages").collect();
    let mut met: Vec<View<'a>> = stages.iter().filter(|view| view.id == stage).copied().collect();
    let mut known = HashSet::from([stage]);
    let mut at = 0;
    while let Some(stage) = met.get(at).copied() {
        let found = next(stage).into_iter().filter_map(|index| stages.get(index));
        met.extend(found.filter(|stage| known.insert(stage.id)));
        at += 1;
    }
    met.into_iter().map(|stage| stage.id).collect()
}

/// The stage that a stage stands on.
fn below(stage: View<'_>) -> Option<usize> {
    index(stage.inner("base")?)
}

/// The stage that a reference names.
fn index(reference: View<'_>) -> Option<usize> {
    match reference.value("stage")? {
        Value::Integer(index) => usize::try_from(*index).ok(),
        _ => None,
    }
}
