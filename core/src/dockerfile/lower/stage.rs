//! A stage: its base, what holds at its end, and which other stages it needs.

use std::collections::HashMap;

use crate::model::{Builder, Entry, Item, Object, ObjectId};
use crate::source::Span;

use super::super::state::State;

/// A stage of the file while it is walked.
pub(super) struct Stage {
    /// The FROM instruction.
    pub span: Span,
    /// Its name, as written.
    pub name: Option<String>,
    /// `--platform`.
    pub platform: Option<ObjectId>,
    /// Its base reference.
    pub base: ObjectId,
    /// The image at the bottom of the chain of stages.
    pub root_base: Option<ObjectId>,
    /// What holds after its instructions so far.
    pub state: State,
    /// The stage that it builds on.
    pub parent: Option<usize>,
    /// Other stages that it needs.
    pub needs: Vec<usize>,
    /// Its instructions.
    pub instructions: Vec<Item>,
    /// Its first CMD or ENTRYPOINT.
    pub entry: Option<ObjectId>,
}

impl Stage {
    /// Whether `name` names the stage; the case of letters does not matter.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    /// The object of the stage.
    ///
    /// `same_name` is the first of the stages before it that has its name.
    pub(super) fn lower(
        self,
        builder: &mut Builder,
        index: usize,
        role: Role,
        same_name: Option<usize>,
    ) -> ObjectId {
        let state = self.state;
        let env: Vec<Entry> = state.env.into_iter().map(|(name, id)| Entry::new(name, id)).collect();
        let last_instruction = self.instructions.last().map(|item| item.value.clone());
        let object = Object::at(self.span)
            .with("index", index)
            .with_some("name", self.name)
            .with_some("same_name", same_name)
            .with("final", role == Role::Final)
            .with("shipped", role >= Role::Shipped)
            .with("used", role >= Role::Needed)
            .with_some("platform", self.platform)
            .with("base", self.base)
            .with_some("root_base", self.root_base)
            .with("user", state.user)
            .with("workdir", state.workdir.0)
            .with("shell", state.shell.id)
            .with("env", env)
            .with("exposes", state.exposes)
            .with("volumes", state.volumes)
            .with_some("entrypoint", state.entrypoint)
            .with_some("cmd", state.cmd)
            .with_some("healthcheck", state.healthcheck)
            .with_some("entry", self.entry)
            .with_some("last", last_instruction)
            .with("instructions", self.instructions);
        builder.add(object)
    }
}

/// What a stage is to the image; each role has what those before it have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Nothing: the final stage does not need it.
    Unused,
    /// The final stage takes files from it, or from one that does.
    Needed,
    /// The final stage builds on it: its layers are in the image.
    Shipped,
    /// It is the final stage.
    Final,
}

/// The role of each stage.
pub(super) fn roles(stages: &[Stage]) -> Vec<Role> {
    let used = used(stages).into_iter();
    let mut roles: Vec<Role> = used.map(|used| if used { Role::Needed } else { Role::Unused }).collect();
    let mut next = stages.len().checked_sub(1).map(|last| (last, Role::Final));
    // A stage builds on one further up, so this ends.
    while let Some((index, role)) = next {
        roles[index] = role;
        next = stages[index].parent.map(|parent| (parent, Role::Shipped));
    }
    roles
}

/// For each stage the first of those before it that has its name, if one has.
pub(super) fn same_names(stages: &[Stage]) -> Vec<Option<usize>> {
    let mut first = HashMap::new();
    let one = |(index, stage): (usize, &Stage)| {
        let name = stage.name.as_ref()?.to_ascii_lowercase();
        let known = *first.entry(name).or_insert(index);
        (known < index).then_some(known)
    };
    stages.iter().enumerate().map(one).collect()
}

/// Which stages the last one needs, itself included.
fn used(stages: &[Stage]) -> Vec<bool> {
    let mut used = vec![false; stages.len()];
    let mut open: Vec<usize> = stages.len().checked_sub(1).into_iter().collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut used[index], true) {
            open.extend(stages[index].needs.iter().copied().filter(|&need| need < used.len()));
        }
    }
    used
}
