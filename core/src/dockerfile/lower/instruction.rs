//! One instruction: its object, and what it changes for those after it.

use crate::model::{Item, Object, ObjectId, Value, View};
use crate::source::Span;

use super::super::commands::{self, Commands, Context};
use super::super::expand::Expanded;
use super::super::instruction::{Form, Instruction};
use super::super::scope::Scope;
use super::super::state::{self, Shell, UserSource};
use super::super::words::Word;
use super::{Walk, parts, variables};

impl Walk<'_> {
    /// Lowers the instruction and lets it take effect.
    pub(super) fn instruction(&mut self, index: usize, instruction: &Instruction) {
        if instruction.keyword == "FROM" {
            return self.from(index, instruction);
        }
        let pulls = self.pulls.len();
        let (object, effect) = self.object(index, instruction, false);
        let id = self.builder.add(object);
        self.pulls[pulls..].iter_mut().for_each(|pull| pull.instruction = Some(id));
        self.list(instruction, id);
        if let Some(stage) = self.stages.last_mut() {
            stage.instructions.push(Item::at(id, instruction.span));
            if matches!(instruction.keyword.as_str(), "CMD" | "ENTRYPOINT") {
                stage.entry.get_or_insert(id);
            }
        }
        self.take_effect(instruction, id, effect);
    }

    /// Lists an instruction under its keyword, under the variables that it names, and under what is unusual in
    /// how it is written.
    pub(super) fn list(&mut self, instruction: &Instruction, id: ObjectId) {
        let list = self.by_keyword.entry(instruction.keyword.clone()).or_default();
        list.push(Item::at(id, instruction.span));
        for name in variables::of(View::new(self.builder.objects(), id)) {
            self.by_variable.entry(name.to_owned()).or_default().push(Item::at(id, instruction.span));
        }
        let bracket = instruction.words.first().is_some_and(|word| word.raw.starts_with('['));
        let spellings = [
            self.spelling(instruction),
            instruction.gap.is_some().then_some("gap"),
            (bracket && instruction.form != Form::Exec).then_some("bracketed"),
        ];
        for spelling in spellings.into_iter().flatten() {
            let list = self.by_spelling.entry(spelling.to_owned()).or_default();
            list.push(Item::at(id, instruction.span));
        }
    }

    /// The letters of a keyword that is not written in capitals: all small, or of both kinds.
    fn spelling(&self, instruction: &Instruction) -> Option<&'static str> {
        let written = self.source.slice(instruction.keyword_span);
        let small = |letter: char| letter.is_ascii_lowercase();
        written.contains(small).then(|| if written.chars().all(small) { "lower" } else { "mixed" })
    }

    /// What every instruction's object has.
    pub(super) fn common(
        &mut self,
        index: usize,
        instruction: &Instruction,
        onbuild: bool,
        scope: &Scope,
    ) -> Object {
        let flags = parts::flags(&mut self.builder, scope, self.escape, &instruction.flags);
        let line = self.source.position(instruction.span.start).line;
        let mut object = Object::at(instruction.span)
            .with_at("keyword", instruction.keyword.as_str(), instruction.keyword_span)
            .with("index", index)
            .with_some("stage", self.stages.len().checked_sub(1))
            .with("onbuild", onbuild)
            .with("line", line as usize)
            .with_some("gap", instruction.gap)
            .with("form", instruction.form.name())
            .with("flags", flags);
        if self.spelling(instruction).is_some() {
            object.set("written", self.source.slice(instruction.keyword_span));
        }
        let heredocs: Vec<Item> = instruction
            .heredocs
            .iter()
            .map(|heredoc| {
                let body = self.source.slice(heredoc.body);
                let body = if heredoc.strip_tabs { strip_tabs(body) } else { body.to_owned() };
                let object = Object::at(heredoc.span)
                    .with("name", heredoc.name.as_str())
                    .with("expand", heredoc.expand)
                    .with("strip_tabs", heredoc.strip_tabs)
                    .with_at("body", body, heredoc.body);
                Item::at(self.builder.add(object), heredoc.span)
            })
            .collect();
        object.set("heredocs", heredocs);
        if let Some(stage) = self.stages.last() {
            object.set("user", stage.state.user);
            object.set("shell", stage.state.shell.id);
            object.set("workdir", stage.state.workdir.0);
        }
        object
    }

    pub(super) fn texts(&mut self, scope: &Scope, words: &[Word]) -> Vec<Item> {
        words
            .iter()
            .map(|word| Item::at(parts::text(&mut self.builder, scope, self.escape, word), word.span))
            .collect()
    }

    /// Words that are not expanded: scripts and exec forms.
    fn literals(&mut self, words: &[Word], known: bool) -> Vec<Item> {
        let one = |word: &Word| {
            let mut object = Object::at(word.span).with("text", word.raw.as_str());
            if known {
                object.set("value", word.raw.as_str());
            }
            Item::at(self.builder.add(object.with("variables", Vec::<Item>::new())), word.span)
        };
        words.iter().map(one).collect()
    }

    /// The object of an instruction inside a stage or before the first, and what it will change.
    fn object(&mut self, index: usize, instruction: &Instruction, onbuild: bool) -> (Object, Effect) {
        let scope = self.scope().clone();
        let mut object = self.common(index, instruction, onbuild, &scope);
        let mut effect = Effect::None;
        let mounts: Vec<Item> = instruction
            .flags
            .iter()
            .filter(|flag| flag.name == "mount" && instruction.keyword == "RUN")
            .filter_map(|flag| Some((flag.span, flag.value.as_ref()?)))
            .map(|(span, word)| Item::at(self.mount(&scope, word, span), span))
            .collect();
        object.set("mounts", mounts);
        let takes_command = ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL"];
        let words = if takes_command.contains(&instruction.keyword.as_str()) {
            self.literals(&instruction.words, instruction.form == Form::Exec)
        } else {
            self.texts(&scope, &instruction.words)
        };
        let commands = self.commands(index, instruction, onbuild, &scope);
        if commands.opaque {
            object.set("opaque", true);
        }
        for (name, id) in &commands.list {
            if let Some(name) = name {
                let span = self.builder.object(*id).span;
                self.by_command.entry(name.clone()).or_default().push(Item::at(*id, span));
            }
        }
        let place = |id: &ObjectId| Item::at(*id, self.builder.object(*id).span);
        self.installs.extend(commands.installs.iter().map(place));
        object.set("commands", commands.list.iter().map(|(_, id)| place(id)).collect::<Vec<_>>());
        match instruction.keyword.as_str() {
            "ARG" | "ENV" | "LABEL" => effect = self.pairs(instruction, &scope, &mut object),
            "ADD" | "COPY" => self.copy(instruction, &scope, &mut object, &words),
            "EXPOSE" => {
                let ports: Vec<Item> = instruction
                    .words
                    .iter()
                    .map(|word| {
                        Item::at(parts::port(&mut self.builder, &scope, self.escape, word), word.span)
                    })
                    .collect();
                object.set("ports", ports.clone());
                effect = Effect::Expose(ports);
            }
            "USER" => {
                if let Some(word) = instruction.words.first() {
                    let value = scope.expand(&word.raw, self.escape).value;
                    let span = word.span;
                    let user =
                        state::user(&mut self.builder, span, value.as_deref(), UserSource::Instruction);
                    object = object.with_at("sets", user, span);
                    effect = Effect::User(user);
                }
            }
            "WORKDIR" => {
                if let (Some(word), Some(item)) = (instruction.words.first(), words.first()) {
                    effect = self.workdir(word, &scope, &mut object, item);
                }
            }
            "VOLUME" => {
                object.set("paths", words.clone());
                effect = Effect::Volume(words.clone());
            }
            "SHELL" => {
                let list: Vec<_> =
                    instruction.words.iter().map(|word| (word.raw.clone(), Some(word.span))).collect();
                let shell = state::shell(&mut self.builder, instruction.region, &list, "instruction");
                object.set("sets", shell.id);
                effect = Effect::Shell(shell);
            }
            "HEALTHCHECK" => object.set("none", instruction.check.as_deref() == Some("NONE")),
            "STOPSIGNAL" => {
                if let Some(item) = words.first() {
                    object.set("signal", item.value.clone());
                }
            }
            "ONBUILD" => {
                if let Some(inner) = &instruction.inner {
                    let (inner_object, _) = self.object(index, inner, true);
                    let id = self.builder.add(inner_object);
                    self.list(inner, id);
                    object = object.with_at("instruction", id, inner.span);
                }
            }
            _ => {}
        }
        object.set("words", words);
        (object, effect)
    }

    fn commands(
        &mut self,
        index: usize,
        instruction: &Instruction,
        onbuild: bool,
        scope: &Scope,
    ) -> Commands {
        if !["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"].contains(&instruction.keyword.as_str()) {
            return Commands::default();
        }
        let stage = self.stages.last();
        let context = Context {
            instruction: index,
            keyword: &instruction.keyword,
            stage: self.stages.len().checked_sub(1),
            onbuild,
            users: stage.map(|stage| (stage.state.user, stage.state.root)),
            lookup: &|name| scope.value(name),
        };
        let posix = stage.is_none_or(|stage| stage.state.shell.posix);
        let (builder, scripts) = (&mut self.builder, &mut *self.scripts);
        let opaque = Commands { opaque: true, ..Commands::default() };
        match instruction.form {
            Form::Exec => {
                let words: Vec<(String, Span)> =
                    instruction.words.iter().map(|word| (word.raw.clone(), word.span)).collect();
                commands::of_words(builder, self.source, &words, &context)
            }
            Form::Heredoc | Form::Shell if !posix => opaque,
            Form::Heredoc if instruction.heredocs.len() == 1 && is_one_word(instruction) => {
                commands::of_heredoc(builder, self.source, instruction.heredocs[0].body, &context, scripts)
            }
            Form::Heredoc | Form::Shell if !instruction.words.is_empty() => {
                let end = if instruction.heredocs.is_empty() { instruction.region } else { instruction.span };
                let region = Span { end: end.end, ..instruction.region };
                commands::of_script(builder, self.source, region, self.escape, &context, scripts)
            }
            _ => Commands::default(),
        }
    }

    fn pairs(&mut self, instruction: &Instruction, scope: &Scope, object: &mut Object) -> Effect {
        let mut list = Vec::new();
        let mut effects = Vec::new();
        for pair in &instruction.pairs {
            let name = scope.expand(&pair.name, self.escape).text;
            let expanded = pair.value.as_ref().map(|value| scope.expand(&value.raw, self.escape));
            let id = parts::pair(&mut self.builder, pair, &name, expanded.as_ref());
            list.push(Item::at(id, pair.span));
            effects.push((name, expanded, id));
        }
        object.set("pairs", list);
        match instruction.keyword.as_str() {
            "ENV" => Effect::Env(effects),
            "ARG" => Effect::Arg(effects),
            _ => Effect::None,
        }
    }

    fn copy(&mut self, instruction: &Instruction, scope: &Scope, object: &mut Object, words: &[Item]) {
        let from = instruction.flags.iter().find(|flag| flag.name == "from");
        if let Some(value) = from.and_then(|flag| flag.value.as_ref()) {
            let expanded = scope.expand(&value.raw, self.escape);
            let refers = parts::origin(&self.names, &expanded);
            self.need(&expanded, refers);
            let via = if instruction.keyword == "ADD" { "ADD" } else { "COPY" };
            let id = self.reference(value.span, &expanded, via, refers);
            object.set("from", id);
        }
        let Some((destination, sources)) = words.split_last() else { return };
        let mut list = Vec::with_capacity(sources.len());
        for (item, word) in sources.iter().zip(&instruction.words) {
            let Value::Object(id) = item.value else { continue };
            let kind = source_kind(&word.raw, instruction);
            let copy = self.builder.object(id).clone().with("source", kind);
            list.push(Item { value: self.builder.add(copy).into(), span: item.span });
        }
        object.set("sources", list);
        object.set("destination", destination.value.clone());
    }

    fn workdir(&mut self, word: &Word, scope: &Scope, object: &mut Object, item: &Item) -> Effect {
        let value = scope.expand(&word.raw, self.escape).value;
        let absolute =
            |path: &str| path.starts_with('/') || path.get(1..3).is_some_and(|p| p == ":\\" || p == ":/");
        // What a variable starts with decides; one in the middle does not.
        let absolute = match (&value, word.raw.trim_start_matches('"').starts_with('$')) {
            (Some(path), _) => {
                if absolute(path) {
                    "yes"
                } else {
                    "no"
                }
            }
            (None, true) => "unknown",
            (None, false) => {
                if absolute(word.raw.trim_start_matches(['"', '\''])) {
                    "yes"
                } else {
                    "no"
                }
            }
        };
        object.set("path", item.value.clone());
        object.set("absolute", absolute);
        let base = self.stages.last().and_then(|stage| stage.state.workdir.1.clone());
        let path = value.and_then(|value| state::resolve_path(base.as_deref(), &value));
        let id = state::workdir(&mut self.builder, word.span, path.as_deref(), true);
        Effect::Workdir(id, path)
    }

    fn take_effect(&mut self, instruction: &Instruction, id: ObjectId, effect: Effect) {
        let Some(stage) = self.stages.last_mut() else {
            if let Effect::Arg(args) = effect {
                self.declare_globals(instruction, &args);
            }
            return;
        };
        let state = &mut stage.state;
        match (instruction.keyword.as_str(), effect) {
            ("ENTRYPOINT", _) => {
                state.entrypoint = Some(id);
                if !state.own_cmd {
                    state.cmd = None;
                }
            }
            ("CMD", _) => {
                state.cmd = Some(id);
                state.own_cmd = true;
            }
            ("HEALTHCHECK", _) => state.healthcheck = Some(id),
            (_, Effect::User(user)) => state.user = user,
            (_, Effect::Shell(shell)) => state.shell = shell,
            (_, Effect::Workdir(id, path)) => state.workdir = (id, path),
            (_, Effect::Expose(ports)) => state.exposes.extend(ports),
            (_, Effect::Volume(paths)) => state.volumes.extend(paths),
            (_, Effect::Env(pairs)) => {
                for (name, expanded, pair) in pairs {
                    let value = expanded.and_then(|expanded| expanded.value);
                    stage.state.scope.set(&name, value);
                    let index = self.builder.object(id).get("index").map(|entry| entry.value.clone());
                    let copy = self.builder.object(pair).clone().with_some("instruction", index);
                    let object = self.builder.add(copy);
                    stage.state.env.insert(name, object);
                }
            }
            (_, Effect::Arg(args)) => {
                for (name, default, _) in args {
                    let inherited = || self.globals.value(&name);
                    let given = self.around.build_args.get(&name).cloned();
                    let value = given.or_else(|| match default {
                        Some(expanded) => expanded.value,
                        None => inherited(),
                    });
                    stage.state.scope.declare(&name, value);
                }
            }
            (_, Effect::None) => {}
        }
    }

    fn declare_globals(&mut self, instruction: &Instruction, args: &[(String, Option<Expanded>, ObjectId)]) {
        for ((name, default, _), pair) in args.iter().zip(&instruction.pairs) {
            let given = self.around.build_args.get(name).cloned();
            let value = given.or_else(|| default.as_ref().and_then(|default| default.value.clone()));
            let id = parts::global_arg(&mut self.builder, pair, name, default.as_ref(), value.as_deref());
            self.global_args.push(Item::at(id, pair.span));
            self.globals.declare(name, value);
        }
    }
}

/// What an instruction changes for those after it.
enum Effect {
    None,
    User(ObjectId),
    Shell(Shell),
    Workdir(ObjectId, Option<String>),
    Expose(Vec<Item>),
    Volume(Vec<Item>),
    Env(Vec<(String, Option<Expanded>, ObjectId)>),
    Arg(Vec<(String, Option<Expanded>, ObjectId)>),
}

/// What a source of ADD or COPY is.
fn source_kind(raw: &str, instruction: &Instruction) -> &'static str {
    let lower = raw.trim_matches(['"', '\'']).to_ascii_lowercase();
    let path = lower.split(['#', '?']).next().unwrap_or(&lower);
    if lower.starts_with("<<") && !instruction.heredocs.is_empty() {
        "heredoc"
    } else if instruction.keyword != "ADD" {
        "path"
    } else if lower.starts_with("git@") || lower.starts_with("git://") || lower.starts_with("ssh://") {
        "git"
    } else if lower.starts_with("http://") || lower.starts_with("https://") {
        if path.ends_with(".git") { "git" } else { "url" }
    } else {
        "path"
    }
}

/// Whether the operands are the announcement of one heredoc and nothing else.
fn is_one_word(instruction: &Instruction) -> bool {
    !instruction.operands.text().trim().contains(char::is_whitespace)
}

fn strip_tabs(body: &str) -> String {
    body.lines().map(|line| line.trim_start_matches('\t')).collect::<Vec<_>>().join("\n")
}
