//! What holds at one point of a stage: user, shell, working directory, what the image will run.

use std::collections::BTreeMap;

use crate::model::{Builder, Item, Object, ObjectId};
use crate::source::Span;

use super::scope::Scope;

/// What holds after the instructions of a stage so far.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Variables.
    pub scope: Scope,
    /// The user in force.
    pub user: ObjectId,
    /// The user that commands behind `sudo` run as.
    pub root: ObjectId,
    /// The shell in force.
    pub shell: Shell,
    /// The working directory in force: the object, and its absolute path if that is known.
    pub workdir: (ObjectId, Option<String>),
    /// ENTRYPOINT, CMD and HEALTHCHECK in force.
    pub entrypoint: Option<ObjectId>,
    /// See `entrypoint`.
    pub cmd: Option<ObjectId>,
    /// See `entrypoint`.
    pub healthcheck: Option<ObjectId>,
    /// Whether CMD was written in this stage: an inherited one ends with a new ENTRYPOINT.
    pub own_cmd: bool,
    /// Ports of EXPOSE.
    pub exposes: Vec<Item>,
    /// Paths of VOLUME.
    pub volumes: Vec<Item>,
    /// The last setting of each ENV: its object.
    pub env: BTreeMap<String, ObjectId>,
}

/// The shell in force.
#[derive(Clone, Debug)]
pub(super) struct Shell {
    /// Its object.
    pub id: ObjectId,
    /// Whether its scripts are those of a POSIX shell.
    pub posix: bool,
}

/// What decides the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UserSource {
    /// A USER in this stage.
    Instruction,
    /// A stage of the file.
    Stage,
    /// What is known of the base image.
    Base,
    /// Nothing: root.
    Default,
    /// A wrapper such as `sudo`.
    Sudo,
}

impl UserSource {
    fn name(self) -> &'static str {
        match self {
            UserSource::Instruction => "instruction",
            UserSource::Stage => "stage",
            UserSource::Base => "base",
            UserSource::Default => "default",
            UserSource::Sudo => "sudo",
        }
    }
}

/// The object of a user written as `value` (`name`, `uid`, `name:group`, …); none: not known.
pub(super) fn user(builder: &mut Builder, span: Span, value: Option<&str>, source: UserSource) -> ObjectId {
    let mut object = Object::at(span);
    let root = match value.map(str::trim).filter(|value| !value.is_empty()) {
        None => "unknown",
        Some(value) => {
            let (name, group) = match value.split_once(':') {
                Some((name, group)) => (name, Some(group)),
                None => (value, None),
            };
            let uid = name.parse::<i64>().ok();
            object.set("name", name);
            object = object.with_some("uid", uid);
            if let Some(group) = group {
                object.set("group", group);
                object = object.with_some("gid", group.parse::<i64>().ok());
            }
            if name == "root" || uid == Some(0) { "yes" } else { "no" }
        }
    };
    builder.add(object.with("root", root).with("source", source.name()).with("known", root != "unknown"))
}

/// The user of a stage that builds on another stage of the file, whose user is `parent`.
pub(super) fn inherited_user(builder: &mut Builder, parent: ObjectId) -> ObjectId {
    let mut object = builder.object(parent).clone();
    if let Some(entry) = object.entries.iter_mut().find(|entry| entry.name == "source") {
        entry.value = UserSource::Stage.name().into();
    }
    builder.add(object)
}

/// The object of a shell with these words; `source` says where it comes from.
pub(super) fn shell(
    builder: &mut Builder,
    span: Span,
    words: &[(String, Option<Span>)],
    source: &'static str,
) -> Shell {
    let program = words.first().map_or("", |(word, _)| word.as_str());
    let base = program.rsplit(['/', '\\']).next().unwrap_or("").to_ascii_lowercase();
    let name = match base.trim_end_matches(".exe") {
        known @ ("sh" | "bash" | "ash" | "dash" | "zsh" | "ksh" | "cmd") => known,
        "powershell" | "pwsh" => "powershell",
        _ => "other",
    };
    let has = |option: &str, long: &str| {
        words.iter().skip(1).any(|(word, _)| {
            word == long || word.starts_with('-') && !word.starts_with("--") && word[1..].contains(option)
        })
    };
    let pipefail = words.iter().any(|(word, _)| word == "pipefail") && has("o", "-o");
    let item = |(word, span): &(String, Option<Span>)| match span {
        Some(span) => Item::at(word.as_str(), *span),
        None => Item::new(word.as_str()),
    };
    let object = Object::at(span)
        .with("name", name)
        .with("words", words.iter().map(item).collect::<Vec<_>>())
        .with("pipefail", pipefail)
        .with("errexit", has("e", "errexit"))
        .with("source", source);
    let id = builder.add(object);
    Shell { id, posix: !matches!(name, "powershell" | "cmd" | "other") }
}

/// The object of a working directory.
pub(super) fn workdir(builder: &mut Builder, span: Span, path: Option<&str>, set: bool) -> ObjectId {
    builder.add(Object::at(span).with_some("path", path).with("set", set))
}

/// `path` seen from `base`: joined, `.` and `..` resolved.
pub(super) fn resolve_path(base: Option<&str>, path: &str) -> Option<String> {
    let joined = if path.starts_with('/') { path.to_owned() } else { format!("{}/{path}", base?) };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}
