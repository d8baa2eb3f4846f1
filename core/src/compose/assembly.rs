//! A project's files made into one tree: each with what it includes and extends, one over the other.

use std::collections::HashMap;

use crate::files;
use crate::source::Span;

use super::dot_env;
use super::extends;
use super::load::{Loader, Values};
use super::merge;
use super::node::{Data, Entry, Node};
use super::place::Place;
use super::project::Format;
use super::relocate;

/// How deep files may include others.
const MAX_DEPTH: usize = 16;

/// The tables that an included project adds to.
const TABLES: [&str; 7] = ["services", "jobs", "networks", "volumes", "secrets", "configs", "models"];

/// A project that is being read: the whole one, or one that it includes.
pub(super) struct Scope {
    /// What its paths are relative to.
    pub directory: String,
    /// The values of its variables.
    pub values: Values,
    /// The files that include it, the outermost first.
    pub within: Vec<String>,
}

/// The tree of several files, each laid over those before it, and its format.
///
/// A path comes with the place to blame if it cannot be read. The flag says whether all was read.
pub(super) fn project(
    loader: &mut Loader,
    paths: &[(String, Span)],
    scope: &Scope,
) -> (Option<(Node, Format)>, bool) {
    let mut merged: Option<(Node, Format)> = None;
    let mut whole = true;
    for (path, span) in paths {
        let read = match loader.open(path) {
            Ok(source) => loader.tree(&source, &scope.values).map_err(Some),
            Err(refusal) => Err(refusal.message(path)),
        };
        match read {
            Ok(None) => {}
            Ok(Some((mut tree, format))) => {
                complete(loader, &mut tree, path, scope);
                empty_tables(loader, &tree);
                let below = merged.take();
                let format = below.as_ref().map_or(format, |(_, format)| *format);
                if let Some((mut below, _)) = below {
                    below.drop_resets();
                    merge::files(&mut tree, below, &mut loader.faults);
                }
                empty_members(loader, &tree);
                merged = Some((tree, format));
            }
            Err(reason) => {
                whole = false;
                if let Some(reason) = reason {
                    loader.fault(*span, reason);
                }
            }
        }
    }
    (merged, whole)
}

/// Services and jobs must be some in every file that speaks of them.
fn empty_tables(loader: &mut Loader, tree: &Node) {
    for table in ["services", "jobs"] {
        if let Some(Node { data: Data::Null, span, tag: None, .. }) = tree.get(table) {
            loader.fault(*span, format!("`{table}` must be a mapping, found nothing"));
        }
    }
}

/// What is named must say something with the file that names it first: one that comes later is too late.
fn empty_members(loader: &mut Loader, tree: &Node) {
    for (table, kind) in [
        ("services", "service"),
        ("jobs", "job"),
        ("secrets", "secret"),
        ("configs", "config"),
        ("models", "model"),
    ] {
        let members = tree.get(table).and_then(Node::as_map).unwrap_or_default();
        for member in
            members.iter().filter(|member| member.value.data == Data::Null && member.value.tag.is_none())
        {
            let place = Place::Owner(kind, &member.key);
            loader.fault(member.value.span, format!("{place} must be a mapping, found nothing"));
        }
    }
}

/// Completes the tree of the file at `path` with what it includes and extends.
pub(super) fn complete(loader: &mut Loader, tree: &mut Node, path: &str, scope: &Scope) {
    include(loader, tree, path, scope);
    extends::resolve(loader, tree, &scope.directory, &scope.values);
}

/// What one item of `include` names.
struct Include {
    span: Span,
    paths: Vec<(String, Span)>,
    directory: String,
    env_files: Vec<(String, Span)>,
}

fn include(loader: &mut Loader, tree: &mut Node, path: &str, scope: &Scope) {
    if loader.is_alone() {
        return;
    }
    let items = tree.get("include").and_then(Node::as_list).unwrap_or_default();
    let items: Vec<Include> = items.iter().filter_map(|item| read_item(item, &scope.directory)).collect();
    let mut within = scope.within.clone();
    within.push(path.to_owned());
    let mut import = Import::default();
    for item in items {
        if !loader.may_include(item.span) {
            return;
        }
        let Some(&(_, place)) = item.paths.first() else { continue };
        if let Some((_, span)) = item.paths.iter().find(|(path, _)| within.contains(path)) {
            loader.fault(*span, "the file includes itself, perhaps through others".to_owned());
            continue;
        }
        if within.len() > MAX_DEPTH {
            let message = format!("files include others more than {MAX_DEPTH} deep");
            loader.fault(place, message);
            continue;
        }
        let values = dot_env::of_included(loader, &item.env_files, &item.directory, &scope.values);
        let inner = Scope { directory: item.directory, values, within: within.clone() };
        let (included, whole) = project(loader, &item.paths, &inner);
        let Some(way) = files::way(&scope.directory, &inner.directory) else { continue };
        if whole {
            loader.whole.insert(item.span);
        }
        let Some((mut included, _)) = included else { continue };
        included.drop_resets();
        relocate::default_contexts(&mut included);
        loader.relocate(&mut included, &way);
        import.add(loader, tree, included);
    }
}

/// What an item names; none if that depends on the outside or lies on no disk.
fn read_item(item: &Node, directory: &str) -> Option<Include> {
    let texts = |key: &str| -> Option<Vec<(String, Span)>> {
        let list = item.get(key).and_then(Node::as_list).unwrap_or_default();
        list.iter().map(|node| Some((node.as_text()?.value()?.into_owned(), node.span))).collect()
    };
    let paths = texts("path")?;
    if paths.iter().any(|(path, _)| files::is_remote(path)) {
        return None;
    }
    let join = |(path, span): (String, Span)| (files::join(directory, &path), span);
    let paths: Vec<_> = paths.into_iter().map(join).collect();
    let directory = match item.get("project_directory").filter(|node| node.data != Data::Null) {
        Some(node) => files::join(directory, &node.as_text()?.value()?),
        None => files::directory(&paths.first()?.0).to_owned(),
    };
    let env_files =
        texts("env_file")?.into_iter().filter(|(path, _)| path != "/dev/null").map(join).collect();
    Some(Include { span: item.span, paths, directory, env_files })
}

/// Where the things of a file stand that included projects add to: table and name to place.
#[derive(Default)]
struct Import {
    index: HashMap<String, HashMap<String, usize>>,
}

impl Import {
    /// Adds what an included project defines; what the file itself says of the same thing goes over it.
    fn add(&mut self, loader: &mut Loader, tree: &mut Node, included: Node) {
        let (Data::Map(own), Data::Map(tables)) = (&mut tree.data, included.data) else { return };
        for table in tables {
            let is_list = table.key == "include";
            if !is_list && !TABLES.contains(&table.key.as_str()) {
                continue;
            }
            match own.iter_mut().find(|entry| entry.key == table.key) {
                None => own.push(table),
                Some(Entry { value: own, .. }) if own.data == Data::Null => own.data = table.value.data,
                Some(Entry { key, value: own, .. }) => match (&mut own.data, table.value.data) {
                    (Data::List(items), Data::List(more)) if is_list => items.extend(more),
                    (Data::Map(own), Data::Map(members)) => self.members(loader, key, own, members),
                    _ => {}
                },
            }
        }
    }

    fn members(&mut self, loader: &mut Loader, table: &str, own: &mut Vec<Entry>, members: Vec<Entry>) {
        let index = self
            .index
            .entry(table.to_owned())
            .or_insert_with(|| own.iter().enumerate().map(|(i, entry)| (entry.key.clone(), i)).collect());
        for member in members {
            match index.get(&member.key).map(|&at| &mut own[at]) {
                None => {
                    index.insert(member.key.clone(), own.len());
                    own.push(member);
                }
                Some(over) => merge::member(table, &mut over.value, member.value, &mut loader.faults),
            }
        }
    }
}
