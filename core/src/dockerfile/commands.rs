//! Scripts of instructions: brought to the shell grammar, and its commands into the model.

use std::collections::HashMap;

use crate::model::{Builder, Entry, Item, Object, ObjectId};
use crate::source::{Source, Span};
use crate::syntax::shell::{self, Command, Script, Scripts, Word};

use super::packages;

/// What the commands of an instruction need to know of it.
pub(super) struct Context<'a> {
    /// Index of the instruction in the file.
    pub instruction: usize,
    /// Its keyword.
    pub keyword: &'a str,
    /// Index of its stage.
    pub stage: Option<usize>,
    /// Whether ONBUILD holds it.
    pub onbuild: bool,
    /// The user in force, and the one behind `sudo`.
    pub users: Option<(ObjectId, ObjectId)>,
    /// The value of a variable of the stage, if it is known.
    pub lookup: &'a dyn Fn(&str) -> Option<String>,
}

/// The commands of an instruction.
#[derive(Debug, Default)]
pub(super) struct Commands {
    /// Each with its name, if that is known.
    pub list: Vec<(Option<String>, ObjectId)>,
    /// Those that install packages.
    pub installs: Vec<ObjectId>,
    /// The script could not be read as a whole.
    pub opaque: bool,
}

/// The commands of the script that stands at `region` of the file, lines joined by `escape`.
pub(super) fn of_script(
    builder: &mut Builder,
    source: &Source,
    region: Span,
    escape: char,
    context: &Context,
    scripts: &mut Scripts,
) -> Commands {
    let text = joined(source.slice(region), escape);
    lower(builder, &scripts.parse(source.id(), region.start, &text), &text, context)
}

/// The commands of a heredoc that is a script by itself; none if it is for another interpreter.
pub(super) fn of_heredoc(
    builder: &mut Builder,
    source: &Source,
    body: Span,
    context: &Context,
    scripts: &mut Scripts,
) -> Commands {
    let text = source.slice(body);
    if let Some(shebang) = text.trim_start().strip_prefix("#!") {
        let line = shebang.lines().next().unwrap_or("");
        let shells = ["sh", "bash", "ash", "dash", "ksh", "zsh"];
        let program = line.split_whitespace().find(|word| !word.starts_with('-') && !word.ends_with("/env"));
        let name = program.map_or("", |program| program.rsplit('/').next().unwrap_or(program));
        if !shells.contains(&name) {
            return Commands::default();
        }
    }
    lower(builder, &scripts.parse(source.id(), body.start, text), text, context)
}

/// The commands of an exec form, given as its words and their places, quotes included.
pub(super) fn of_words(
    builder: &mut Builder,
    source: &Source,
    words: &[(String, Span)],
    context: &Context,
) -> Commands {
    let Some((first, _)) = words.first() else { return Commands::default() };
    let word = |(text, span): &(String, Span)| Word {
        span: *span,
        text: text.clone(),
        variables: Vec::new(),
        dynamic: false,
    };
    let list: Vec<Word> = words.iter().map(word).collect();
    let span = list[0].span.to(list[list.len() - 1].span);
    let outer = Command {
        span,
        assignments: Vec::new(),
        words: list,
        redirects: Vec::new(),
        conditional: false,
        wrapper: None,
        pipeline: None,
    };
    let mut script = Script { commands: vec![outer], ..Script::default() };
    let mut text = "";
    if shell::is_shell(first)
        && let Some(index) = shell::script_argument(words.iter().map(|(text, _)| text.as_str()))
    {
        let span = &words[index].1;
        text = &words[index].0;
        // Without escapes, the text between the quotes is the script byte by byte.
        let inner =
            Span::new(span.file, span.range().start + 1, (span.range().end - 1).max(span.range().start + 1));
        let exact = source.slice(inner) == text;
        let mut nested = shell::parse(span.file, inner.start, text);
        if !exact {
            nested.commands.iter_mut().for_each(|command| command.each_span(|place| *place = *span));
        }
        script.opaque |= nested.opaque;
        for mut command in nested.commands {
            command.wrapper = Some(command.wrapper.map_or(0, |wrapper| wrapper + 1));
            command.pipeline = command.pipeline.map(|(pipeline, at)| (pipeline + 1, at));
            script.commands.push(command);
        }
    }
    lower(builder, &script, text, context)
}

/// The text of a script region at equal length, so that offsets stay true: an escape character at
/// the end of a line becomes a backslash right before the newline, comment lines and blank lines
/// inside such continuations become spaces.
fn joined(text: &str, escape: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut continued = false;
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        let trimmed = body.trim_end_matches([' ', '\t']);
        if continued && (body.trim_start().starts_with('#') || body.trim().is_empty()) {
            out.extend(std::iter::repeat_n(' ', line.len()));
            continue;
        }
        match trimmed.strip_suffix(escape) {
            Some(kept) if !kept.ends_with(escape) && body.len() < line.len() => {
                out.push_str(kept);
                out.push_str("\\\n");
                // An escape character of one byte keeps the length; both that are allowed are.
                out.extend(std::iter::repeat_n(' ', body.len() - trimmed.len()));
                continued = true;
            }
            _ => {
                out.push_str(line);
                continued = false;
            }
        }
    }
    out
}

/// The names in a script that stand for themselves, and how often: assigned, read, exported, looped over. What
/// a variable of such a name holds is up to the script, not to the image.
fn bare_names(text: &str) -> HashMap<&str, usize> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut names = HashMap::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_name(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if !text[..from].ends_with('$') && !text[..from].ends_with("${") {
                    *names.entry(&text[from..at]).or_default() += 1;
                }
                start = None;
            }
            _ => {}
        }
    }
    names
}

fn lower(builder: &mut Builder, script: &Script, text: &str, context: &Context) -> Commands {
    let bare = bare_names(text);
    let lookup = |name: &str| if bare.contains_key(name) { None } else { (context.lookup)(name) };
    let literals = literals(script, &bare);
    let names: Vec<Option<String>> = script.commands.iter().map(|command| name(command, &lookup)).collect();
    let pipelines = pipelines(script);
    let mut lowered = Commands { opaque: script.opaque, ..Commands::default() };
    for (index, command) in script.commands.iter().enumerate() {
        let via = wrappers(script, &names, index);
        let pipe = |before: bool| -> Vec<Item> {
            let Some((pipeline, at)) = command.pipeline else { return Vec::new() };
            let members = pipelines.get(&pipeline).map_or(&[][..], Vec::as_slice);
            let wanted = |other: &&usize| {
                let stage = script.commands[**other].pipeline.map_or(at, |(_, stage)| stage);
                if before { stage < at } else { stage > at }
            };
            members
                .iter()
                .filter(wanted)
                .take(MAX_PIPE)
                .filter_map(|&other| names[other].clone().map(Item::new))
                .collect()
        };
        let (pipe_from, pipe_to) = (pipe(true), pipe(false));
        // A shell inside has no variables of this one but those that are exported.
        let inner = via.iter().any(|wrapper| shell::is_shell(wrapper));
        let set = |name: &str| literals.get(name).filter(|(_, at)| !inner && at.end <= command.span.start);
        let known = |name: &str| match set(name) {
            Some((literal, _)) => Some((*literal).to_owned()),
            None => lookup(name),
        };
        let (object, installs) = command_object(builder, command, names[index].as_deref(), &known);
        let object = object
            .with("pipe_from", pipe_from)
            .with("pipe_to", pipe_to)
            .with("via", via.iter().map(|wrapper| Item::new(wrapper.as_str())).collect::<Vec<_>>())
            .with("instruction", context.instruction)
            .with("keyword", context.keyword)
            .with_some("stage", context.stage)
            .with("onbuild", context.onbuild);
        let sudo = via.iter().any(|wrapper| wrapper == "sudo" || wrapper == "doas");
        let user = context.users.map(|(user, root)| if sudo { root } else { user });
        let mut object = object.with_some("user", user);
        if script.opaque {
            object.set("opaque", true);
        }
        if command.conditional {
            object.set("conditional", true);
        }
        let id = builder.add(object);
        lowered.installs.extend(installs.then_some(id));
        lowered.list.push((names[index].clone(), id));
    }
    lowered
}

/// The longest text of a variable that is followed.
const MAX_LITERAL: usize = 1_024;

/// Variables that the script surely sets, once and to plain text: what they hold, and where that is said.
fn literals<'a>(script: &'a Script, bare: &HashMap<&str, usize>) -> HashMap<&'a str, (&'a str, Span)> {
    let plain = |word: &Word| !word.dynamic && word.variables.is_empty() && word.text.len() <= MAX_LITERAL;
    let once = script.set.iter().filter(|one| bare.get(one.name.as_str()) == Some(&1) && plain(&one.value));
    once.map(|one| (one.name.as_str(), (one.value.text.as_str(), one.span))).collect()
}

/// How many commands before or after it in a pipeline a command names.
const MAX_PIPE: usize = 32;

/// The commands of each pipeline, in order.
fn pipelines(script: &Script) -> std::collections::BTreeMap<u32, Vec<usize>> {
    let mut pipelines = std::collections::BTreeMap::<u32, Vec<usize>>::new();
    for (index, command) in script.commands.iter().enumerate() {
        if let Some((pipeline, _)) = command.pipeline {
            pipelines.entry(pipeline).or_default().push(index);
        }
    }
    pipelines
}

/// How many wrappers around a command are named.
const MAX_WRAPPERS: usize = 16;

/// The names of the wrappers around a command, outermost first.
fn wrappers(script: &Script, names: &[Option<String>], index: usize) -> Vec<String> {
    let mut via = Vec::new();
    let mut next = script.commands[index].wrapper;
    while let Some(wrapper) = next.filter(|_| via.len() < MAX_WRAPPERS) {
        via.extend(names.get(wrapper).cloned().flatten());
        next = script.commands.get(wrapper).and_then(|command| command.wrapper).filter(|&w| w < wrapper);
    }
    via.reverse();
    via
}

/// The base name of a command's first word, if that is known.
fn name(command: &Command, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let first = value(command.words.first()?, lookup)?;
    let base = first.rsplit('/').next().unwrap_or(&first);
    (!base.is_empty()).then(|| base.to_owned())
}

/// The value of a word, if all in it is known.
fn value(word: &Word, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if word.dynamic {
        return None;
    }
    if word.variables.is_empty() {
        return Some(word.text.clone());
    }
    super::expand::expand_plain(&word.text, lookup)
}

fn text(builder: &mut Builder, word: &Word, value: Option<String>) -> ObjectId {
    let variables: Vec<Item> = word.variables.iter().map(|name| Item::new(name.as_str())).collect();
    let object = Object::at(word.span)
        .with("text", word.text.as_str())
        .with_some("value", value)
        .with("variables", variables);
    builder.add(object)
}

/// A command, and whether it installs packages.
fn command_object(
    builder: &mut Builder,
    command: &Command,
    name: Option<&str>,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> (Object, bool) {
    let values: Vec<Option<String>> = command.words.iter().map(|word| value(word, lookup)).collect();
    let install = name.and_then(|name| packages::install(name, &values));
    let path = values.first().cloned().flatten().filter(|path| path.contains('/'));
    let words: Vec<ObjectId> =
        command.words.iter().zip(values).map(|(word, value)| text(builder, word, value)).collect();
    let item = |id: &ObjectId, word: &Word| Item::at(*id, word.span);
    let all: Vec<Item> = words.iter().zip(&command.words).map(|(id, word)| item(id, word)).collect();
    let mut operands = Vec::new();
    let mut flags: Vec<Entry> = Vec::new();
    let mut only_operands = false;
    for (id, word) in words.iter().zip(&command.words).skip(1) {
        let raw = word.text.as_str();
        if only_operands || !raw.starts_with('-') || raw == "-" {
            operands.push(item(id, word));
        } else if raw == "--" {
            only_operands = true;
        } else {
            add_flags(builder, &mut flags, word, lookup);
        }
    }
    let env: Vec<Item> = command
        .assignments
        .iter()
        .map(|assignment| {
            let object = Object::at(assignment.span)
                .with("name", assignment.name.as_str())
                .with("text", assignment.value.text.as_str())
                .with_some("value", value(&assignment.value, lookup));
            Item::at(builder.add(object), assignment.span)
        })
        .collect();
    let redirects: Vec<Item> = command
        .redirects
        .iter()
        .map(|redirect| {
            let target = redirect.target.as_ref().map(|target| text(builder, target, value(target, lookup)));
            let object = Object::at(redirect.span)
                .with("operator", redirect.operator.as_str())
                .with_some("target", target);
            Item::at(builder.add(object), redirect.span)
        })
        .collect();
    let installs = install.is_some();
    let manager = install.as_ref().map(|install| install.manager);
    let mut packages = Vec::new();
    for index in install.into_iter().flat_map(|install| install.packages) {
        let word = &command.words[index];
        let listed = several(word, lookup);
        match listed.is_empty() {
            true => packages.push(all[index].clone()),
            false => packages.extend(listed.iter().filter(|one| packages::names_package(one)).map(|one| {
                let object = Object::at(word.span).with("text", one.as_str()).with("value", one.as_str());
                Item::at(builder.add(object.with("variables", Vec::<Item>::new())), word.span)
            })),
        }
    }
    let object = Object::at(command.span)
        .with_some("name", name)
        .with_some("path", path)
        .with_some("manager", manager)
        .with("packages", packages)
        .with("words", all)
        .with("operands", operands)
        .with("flags", flags)
        .with("env", env)
        .with("redirects", redirects);
    (object, installs)
}

/// The words that a variable without quotes comes to, if it comes to several.
fn several(word: &Word, lookup: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let quoted = word.span.range().len() != word.text.len();
    let value = value(word, lookup).filter(|_| !quoted && !word.variables.is_empty()).unwrap_or_default();
    let words: Vec<String> = value.split_whitespace().map(str::to_owned).collect();
    if words.len() > 1 { words } else { Vec::new() }
}

/// The longest cluster of one-letter options that is taken apart.
const MAX_CLUSTER: usize = 12;

fn add_flags(
    builder: &mut Builder,
    flags: &mut Vec<Entry>,
    word: &Word,
    lookup: &dyn Fn(&str) -> Option<String>,
) {
    let full = value(word, lookup);
    let (name, given) = match word.text.split_once('=') {
        Some((name, _)) => (name, full.as_deref().and_then(|v| v.split_once('=')).map(|(_, v)| v.to_owned())),
        None => (word.text.as_str(), None),
    };
    let object = Object::at(word.span).with("text", word.text.as_str()).with_some("value", given);
    let id = builder.add(object);
    let mut add = |name: String| {
        let entry = Entry { name: name.into(), key: None, value: id.into(), span: Some(word.span) };
        match flags.iter_mut().find(|flag| flag.name == entry.name) {
            Some(flag) => *flag = entry,
            None => flags.push(entry),
        }
    };
    add(name.to_owned());
    let letters = &name[1..];
    let cluster = !letters.starts_with('-') && letters.len() > 1 && letters.len() <= MAX_CLUSTER;
    if cluster && letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        letters.chars().for_each(|letter| add(format!("-{letter}")));
    }
}
