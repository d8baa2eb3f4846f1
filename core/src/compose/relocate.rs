//! Relative paths of a file from another directory, written as its project would write them.

use crate::files;

use super::node::{Data, Entry, Node};
use super::text::{Piece, Text};

/// Puts `way`, which leads to the directory of the tree, before all its relative paths; `left` is how
/// many bytes they may grow by. False if that was not enough for all.
pub(super) fn tree(root: &mut Node, way: &str, left: &mut usize) -> bool {
    if way.is_empty() {
        return true;
    }
    let way = &mut Way { way, left, enough: true };
    for table in root.entries_mut() {
        let members = table.value.entries_mut();
        match table.key.as_str() {
            "services" | "jobs" => members.for_each(|service| self::service(&mut service.value, way)),
            "configs" | "secrets" => members.for_each(|member| path_at(&mut member.value, "file", way)),
            "volumes" => members.for_each(|volume| driver_bind(&mut volume.value, way)),
            "include" => {
                for item in table.value.items_mut() {
                    paths_at(item, "path", way);
                    paths_at(item, "env_file", way);
                    path_at(item, "project_directory", way);
                }
            }
            _ => {}
        }
    }
    way.enough
}

/// How to get to the directory of a tree, and how much longer paths may become by that.
struct Way<'a> {
    way: &'a str,
    left: &'a mut usize,
    enough: bool,
}

/// An included service is built from its own directory also where it does not say so.
pub(super) fn default_contexts(root: &mut Node) {
    let tables = root.entries_mut().filter(|table| matches!(table.key.as_str(), "services" | "jobs"));
    for service in tables.flat_map(|table| table.value.entries_mut()) {
        if let Some(Node { data: Data::Map(build), span, .. }) = service.value.get_mut("build")
            && build.iter().all(|entry| entry.key != "context")
        {
            build.push(Entry::implied("context", Node::new(*span, Data::Text(".".into()))));
        }
    }
}

fn service(service: &mut Node, way: &mut Way) {
    for Entry { key, value, .. } in service.entries_mut() {
        match key.as_str() {
            "build" => {
                path_at(value, "context", way);
                if let Some(contexts) = value.get_mut("additional_contexts") {
                    contexts.entries_mut().for_each(|context| path(&mut context.value, way));
                }
                if let Some(ssh) = value.get_mut("ssh") {
                    ssh.items_mut().for_each(|key| path_at(key, "path", way));
                }
            }
            "develop" => {
                if let Some(watch) = value.get_mut("watch") {
                    watch.items_mut().for_each(|watch| path_at(watch, "path", way));
                }
            }
            "env_file" => value.items_mut().for_each(|file| path_at(file, "path", way)),
            "extends" => path_at(value, "file", way),
            "pre_start" => value.items_mut().for_each(|container| self::service(container, way)),
            "label_file" => value.items_mut().for_each(|file| path(file, way)),
            "volumes" => {
                for mount in value.items_mut() {
                    if says(mount, "type", "bind") {
                        path_at(mount, "source", way);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A volume that is a bind in disguise names a path of the host.
fn driver_bind(volume: &mut Node, way: &mut Way) {
    if says(volume, "driver", "local")
        && let Some(options) = volume.get_mut("driver_opts")
        && says(options, "o", "bind")
    {
        path_at(options, "device", way);
    }
}

fn says(node: &Node, key: &str, word: &str) -> bool {
    node.get(key).and_then(Node::as_text).and_then(Text::value).is_some_and(|value| value == word)
}

fn path_at(node: &mut Node, key: &str, way: &mut Way) {
    if let Some(value) = node.get_mut(key) {
        path(value, way);
    }
}

fn paths_at(node: &mut Node, key: &str, way: &mut Way) {
    if let Some(list) = node.get_mut(key) {
        list.items_mut().for_each(|item| path(item, way));
    }
}

/// Absolute and remote paths stay, and those that an unknown variable begins, which may be such.
fn path(node: &mut Node, way: &mut Way) {
    let Data::Text(text) = &node.data else { return };
    let stays = |path: &str| {
        path.is_empty() || files::is_absolute(path) || files::is_remote(path) || path.starts_with("service:")
    };
    if *way.left < way.way.len() + 1 {
        way.enough = false;
        return;
    }
    let moved = match (text.value(), text.pieces().first()) {
        (Some(value), _) if !stays(&value) => {
            let moved = beside(&value, files::join(way.way, &value));
            match text.variables() {
                variables if variables.is_empty() => moved.into(),
                variables => vec![Piece::Expansion {
                    written: text.written().into_owned(),
                    value: Some(moved),
                    variables,
                }]
                .into(),
            }
        }
        (None, Some(Piece::Plain(start))) if !stays(start) => {
            let prefix = Text::from(beside(".", way.way.to_owned()));
            Text::join(&[prefix, text.clone()], '/')
        }
        _ => return,
    };
    *way.left -= way.way.len() + 1;
    node.data = Data::Text(moved);
}

/// A path that began with a dot still does.
fn beside(written: &str, path: String) -> String {
    match path.as_str() {
        "" => ".".to_owned(),
        _ if written.starts_with('.') && !path.starts_with('.') && !files::is_absolute(&path) => {
            format!("./{path}")
        }
        _ => path,
    }
}
