//! FROM: a stage begins, with what its base gives it.

use std::collections::BTreeMap;

use crate::model::{Item, ObjectId, Value};
use crate::source::Span;

use super::super::instruction::Instruction;
use super::super::scope::Scope;
use super::super::state::{self, State, UserSource};
use super::Walk;
use super::parts::{self, Refers};
use super::stage::Stage;

/// How many variables, ports and volumes the stages of a file may inherit from each other in all.
const MAX_INHERITED: usize = 100_000;

impl Walk<'_> {
    /// Begins a stage.
    pub(super) fn from(&mut self, index: usize, instruction: &Instruction) {
        let scope = self.globals.clone();
        let Some(word) = instruction.words.first() else { return };
        let expanded = scope.expand(&word.raw, self.escape);
        let refers = parts::base(&self.stages, &expanded);
        let mut needs = parts::candidates(&self.stages, &expanded);
        let name = instruction.words.get(2).map(|name| name.raw.clone());
        let number = self.stages.len();
        let pulls = self.pulls.len();
        let base = self.reference(word.span, &expanded, "FROM", refers);
        self.pulls[pulls..].iter_mut().for_each(|pull| pull.stage = Some(number));
        let image = self.pulls.get(pulls).map(|pull| pull.image);
        let parent = match refers {
            Refers::Stage(parent) => Some(parent),
            _ => None,
        };
        needs.extend(parent);
        let root_base = match parent {
            Some(parent) => self.stages[parent].root_base,
            None => image,
        };
        let state = self.start(instruction, word.span, parent, refers, image);
        let platform = instruction.flags.iter().find(|flag| flag.name == "platform");
        let platform = platform.and_then(|flag| flag.value.as_ref()).map(|value| {
            let expanded = scope.expand(&value.raw, self.escape);
            self.builder.add(parts::text_object(value.span, &expanded))
        });
        self.stages.push(Stage {
            span: instruction.span,
            name,
            platform,
            base,
            root_base,
            state,
            parent,
            needs,
            instructions: Vec::new(),
            entry: None,
        });
        let words = self.texts(&scope, &instruction.words);
        let object = self.common(index, instruction, false, &scope);
        let object = object
            .with("mounts", Vec::<Item>::new())
            .with("words", words)
            .with("commands", Vec::<Item>::new())
            .with("base", base);
        let id = self.builder.add(object);
        self.pulls[pulls..].iter_mut().for_each(|pull| pull.instruction = Some(id));
        self.list(instruction, id);
        if let Some(stage) = self.stages.last_mut() {
            stage.instructions.push(Item::at(id, instruction.span));
        }
    }

    /// What holds at the start of a stage.
    fn start(
        &mut self,
        instruction: &Instruction,
        base: Span,
        parent: Option<usize>,
        refers: Refers,
        image: Option<ObjectId>,
    ) -> State {
        let root = state::user(&mut self.builder, base, Some("root"), UserSource::Sudo);
        if let Some(parent) = parent {
            let mut state = self.stages[parent].state.clone();
            self.inherited += state.env.len() + state.exposes.len() + state.volumes.len();
            if self.inherited > MAX_INHERITED {
                // Only a file made to be slow comes here; what it says is left out, not its users.
                (state.env, state.exposes, state.volumes) = Default::default();
                state.scope = Scope::default();
            }
            state.scope = state.scope.child();
            state.root = root;
            state.own_cmd = false;
            state.user = state::inherited_user(&mut self.builder, state.user);
            return state;
        }
        let user = match (refers, image.and_then(|image| self.default_user(image))) {
            (Refers::Scratch, _) => state::user(&mut self.builder, base, Some("root"), UserSource::Default),
            (_, known) => state::user(&mut self.builder, base, known.as_deref(), UserSource::Base),
        };
        let windows = ["nanoserver", "servercore", "windows"].iter().any(|name| {
            instruction.words.first().is_some_and(|word| word.raw.to_ascii_lowercase().contains(name))
        });
        let default: &[&str] = if windows { &["cmd", "/S", "/C"] } else { &["/bin/sh", "-c"] };
        let words: Vec<(String, Option<Span>)> = default.iter().map(|word| ((*word).into(), None)).collect();
        let shell = state::shell(&mut self.builder, base, &words, "default");
        // The directory of an image from outside is its own affair.
        let path = (refers == Refers::Scratch).then(|| "/".to_owned());
        let workdir = state::workdir(&mut self.builder, base, path.as_deref(), false);
        State {
            scope: Scope::default(),
            user,
            root,
            shell,
            workdir: (workdir, path),
            entrypoint: None,
            cmd: None,
            healthcheck: None,
            own_cmd: false,
            exposes: Vec::new(),
            volumes: Vec::new(),
            env: BTreeMap::new(),
        }
    }

    /// The default user of an image, where that is known.
    fn default_user(&self, image: ObjectId) -> Option<String> {
        let Value::Object(user) = self.builder.object(image).get("default_user")?.value else { return None };
        match &self.builder.object(user).get("name")?.value {
            Value::Text(name) => Some(name.clone()),
            _ => None,
        }
    }
}
