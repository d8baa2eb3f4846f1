//! From instructions to the model: one walk over the file, stage by stage.

mod from;
mod instruction;
mod parts;
mod stage;
mod variables;

use std::collections::BTreeMap;

use crate::image;
use crate::model::{Builder, Entry, Item, Model, Object, ObjectId, View};
use crate::reading::Surroundings;
use crate::source::{Source, Span};
use crate::syntax::shell::Scripts;

use super::directives::Directives;
use super::instruction::Instruction;
use super::scope::Scope;
use stage::{Role, Stage};

/// Lowers the instructions of a file.
pub(super) fn lower(
    source: &Source,
    around: &Surroundings,
    directives: &Directives,
    instructions: &[Instruction],
    scripts: &mut Scripts,
) -> Model {
    let mut walk = Walk::new(source, around, directives.escape(), instructions, scripts);
    let directives = walk.directives(directives);
    for (index, instruction) in instructions.iter().enumerate() {
        walk.instruction(index, instruction);
    }
    walk.finish(directives)
}

/// An image that the file pulls, before it is known which stages are used.
struct Pull {
    span: Span,
    image: ObjectId,
    via: &'static str,
    stage: Option<usize>,
    instruction: Option<ObjectId>,
}

/// The walk over the file.
struct Walk<'a> {
    source: &'a Source,
    around: &'a Surroundings,
    scripts: &'a mut Scripts,
    escape: char,
    builder: Builder,
    /// ARG before the first FROM, and the predefined ones.
    globals: Scope,
    global_args: Vec<Item>,
    stages: Vec<Stage>,
    /// The names of all stages of the file, also of those further down.
    names: Vec<Option<String>>,
    by_keyword: BTreeMap<String, Vec<Item>>,
    by_command: BTreeMap<String, Vec<Item>>,
    /// The commands that install packages.
    installs: Vec<Item>,
    by_variable: BTreeMap<String, Vec<Item>>,
    /// The instructions that are written in an unusual way.
    by_spelling: BTreeMap<String, Vec<Item>>,
    pulls: Vec<Pull>,
    /// How much the stages so far have inherited from each other.
    inherited: usize,
}

/// The name that each FROM gives its stage.
fn names(instructions: &[Instruction]) -> Vec<Option<String>> {
    let stages = instructions
        .iter()
        .filter(|instruction| instruction.keyword == "FROM" && !instruction.words.is_empty());
    stages.map(|stage| stage.words.get(2).map(|name| name.raw.clone())).collect()
}

impl<'a> Walk<'a> {
    fn new(
        source: &'a Source,
        around: &'a Surroundings,
        escape: char,
        instructions: &[Instruction],
        scripts: &'a mut Scripts,
    ) -> Self {
        let mut globals = Scope::default();
        for name in super::scope::PLATFORM {
            globals.declare(name, around.build_args.get(name).cloned());
        }
        Self {
            source,
            around,
            scripts,
            escape,
            builder: Builder::new(),
            globals,
            global_args: Vec::new(),
            stages: Vec::new(),
            names: names(instructions),
            by_keyword: BTreeMap::new(),
            by_command: BTreeMap::new(),
            installs: Vec::new(),
            by_variable: BTreeMap::new(),
            by_spelling: BTreeMap::new(),
            pulls: Vec::new(),
            inherited: 0,
        }
    }

    fn directives(&mut self, directives: &Directives) -> Vec<Entry> {
        let mut table = Vec::new();
        for directive in &directives.list {
            let mut object =
                Object::at(directive.span).with_at("value", directive.value.as_str(), directive.span);
            if directive.name == "syntax" {
                let value = directive.value.as_str();
                let image = image::lower(&mut self.builder, directive.span, value, Some(value), &[]);
                object.set("image", image);
                let span = directive.span;
                self.pulls.push(Pull { span, image, via: "SYNTAX", stage: None, instruction: None });
            }
            let id = self.builder.add(object);
            table.push(Entry::new(directive.name.clone(), id));
        }
        table
    }

    /// The variables that an instruction sees now.
    fn scope(&self) -> &Scope {
        self.stages.last().map_or(&self.globals, |stage| &stage.state.scope)
    }

    /// Whether what is pulled may be a build context that is named on the command line, or a stage by its
    /// number: a bare word in COPY or a mount, and none that an image is known by.
    fn may_be_context(&self, pull: &Pull) -> bool {
        let image = View::new(self.builder.objects(), pull.image);
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let bare = image.text("text").is_some_and(|text| text.chars().all(is_word));
        pull.via != "FROM" && bare && !image.has("family")
    }

    fn finish(mut self, directives: Vec<Entry>) -> Model {
        let roles = stage::roles(&self.stages);
        let same_names = stage::same_names(&self.stages);
        let mut stages = Vec::with_capacity(self.stages.len());
        for (index, stage) in std::mem::take(&mut self.stages).into_iter().enumerate() {
            let span = stage.span;
            let id = stage.lower(&mut self.builder, index, roles[index], same_names[index]);
            stages.push(Item::at(id, span));
        }
        let mut images = Vec::with_capacity(self.pulls.len());
        for pull in &self.pulls {
            let may_be_context = self.may_be_context(pull).then_some(true);
            let object = Object::at(pull.span)
                .with("image", pull.image)
                .with_some("may_be_context", may_be_context)
                .with("via", pull.via)
                .with_some("stage", pull.stage)
                .with("final", pull.stage.is_some_and(|stage| roles[stage] == Role::Final))
                .with("used", pull.stage.is_none_or(|stage| roles[stage] >= Role::Needed))
                .with_some("instruction", pull.instruction);
            images.push(Item::at(self.builder.add(object), pull.span));
        }
        let table = |index: BTreeMap<String, Vec<Item>>| -> Vec<Entry> {
            index.into_iter().map(|(name, list)| Entry::new(name, list)).collect()
        };
        // What is wrong with a file as a whole is marked at its first line.
        let first = self.source.line_span(0);
        let root = Object::at(first)
            .with("kind", "dockerfile")
            .with("path", self.source.path())
            .with("text", self.source.text())
            .with("directives", directives)
            .with("args", self.global_args)
            .with("stages", stages)
            .with("instructions", table(self.by_keyword))
            .with("commands", table(self.by_command))
            .with("installs", self.installs)
            .with("variables", table(self.by_variable))
            .with("spellings", table(self.by_spelling))
            .with("images", images);
        let root = self.builder.add(root);
        self.builder.finish(root)
    }
}
