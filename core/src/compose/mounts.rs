//! What is mounted into a service: `./data:/data:ro,z`, the long form, and tmpfs.

use std::collections::BTreeMap;

use crate::model::{Item, Object, Value};
use crate::source::Span;

use super::host_paths;
use super::lowering::Lowering;
use super::node::{Data, Entry, Node};
use super::place::Place;
use super::scalars;
use super::shape::{Field, Shape, field, required, table};
use super::text::{Piece, Text};

const PROPAGATIONS: [&str; 6] = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];

const MOUNT: &[Field] = &[
    required("type", Shape::Choice(&["bind", "volume", "tmpfs", "npipe", "cluster", "image"])),
    field("source", Shape::By(source)),
    field("target", Shape::Text),
    field("read_only", Shape::Flag),
    field("consistency", Shape::Text),
    field("bind", Shape::Object(BIND)),
    field("volume", Shape::Object(VOLUME)),
    field("tmpfs", Shape::Object(&[field("size", Shape::By(tmpfs_size)), field("mode", Shape::Number)])),
    field("image", Shape::Object(&[field("subpath", Shape::Text)])),
];

const BIND: &[Field] = &[
    field("propagation", Shape::Text),
    field("create_host_path", Shape::Flag),
    field("recursive", Shape::Choice(&["enabled", "disabled", "writable", "readonly"])),
    field("selinux", Shape::Choice(&["z", "Z"])),
];

const VOLUME: &[Field] = &[
    table("labels", Shape::By(super::pairs::lower)),
    field("nocopy", Shape::Flag),
    field("subpath", Shape::Text),
];

const TMPFS: &[Field] = &[field("path", Shape::Text), field("options", Shape::List(&Shape::Text))];

/// Takes the short syntax apart.
pub(super) fn long(text: &Text, span: Span) -> Result<Vec<(&'static str, Data)>, String> {
    let wrong = |expected: &str| Err(format!("expected {expected}, found `{}`", text.shown()));
    let parts = if text.value().is_some_and(|value| value.len() <= 2) {
        vec![text.clone()]
    } else {
        rejoin_drives(text.split(':'))
    };
    if parts.iter().any(Text::is_empty) {
        return wrong("a path between the colons of a volume");
    }
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_default();
    let Some(target) = parts.next() else {
        return Ok(vec![("type", Data::Text("volume".into())), ("target", Data::Text(first))]);
    };
    let options = parts.next();
    if parts.next().is_some() {
        return wrong("`source:target:options` for a volume");
    }
    let mut entries = vec![
        ("type", Data::Text(kind_of(&first))),
        ("source", Data::Text(first)),
        ("target", Data::Text(target)),
    ];
    if let Some(options) = options {
        read_options(&options, span, &mut entries);
    }
    Ok(entries)
}

/// A bind names a path, a volume a name; a variable alone can be either.
fn kind_of(source: &Text) -> Text {
    match source.value() {
        Some(value) if names_path(&value) => "bind".into(),
        Some(_) => "volume".into(),
        None if host_paths::resolve(source).is_some() => "bind".into(),
        None if source.pieces().iter().any(|p| matches!(p, Piece::Plain(text) if text.contains('/'))) => {
            "bind".into()
        }
        None => source.clone(),
    }
}

fn names_path(source: &str) -> bool {
    source.starts_with(['.', '/', '~'])
        || source.starts_with(r"\\")
        || matches!(source.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// A single letter before a colon is a drive of Windows.
fn rejoin_drives(parts: Vec<Text>) -> Vec<Text> {
    let mut joined = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter();
    while let Some(part) = parts.next() {
        let drive = part.value().is_some_and(|p| p.len() == 1 && p.as_bytes()[0].is_ascii_alphabetic());
        match drive.then(|| parts.next()).flatten() {
            Some(rest) => joined.push(Text::join(&[part, rest], ':')),
            None => joined.push(part),
        }
    }
    joined
}

/// Options become what the long form says; Compose passes over those that it does not know.
fn read_options(options: &Text, span: Span, entries: &mut Vec<(&'static str, Data)>) {
    let (mut bind, mut volume) = (Vec::new(), Vec::new());
    let entry = |key: &str, data| Entry::implied(key, Node::new(span, data));
    for option in options.split(',') {
        match option.value().as_deref() {
            Some("ro") => set(entries, "read_only", Data::Bool(true)),
            Some("rw") => set(entries, "read_only", Data::Bool(false)),
            Some("nocopy") => volume = vec![entry("nocopy", Data::Bool(true))],
            Some("z" | "Z") => replace(&mut bind, entry("selinux", Data::Text(option))),
            Some(name) if PROPAGATIONS.contains(&name) => {
                replace(&mut bind, entry("propagation", Data::Text(option)));
            }
            _ => {}
        }
    }
    for (key, inner) in [("bind", bind), ("volume", volume)] {
        if !inner.is_empty() {
            set(entries, key, Data::Map(inner));
        }
    }
}

fn replace(entries: &mut Vec<Entry>, entry: Entry) {
    entries.retain(|other| other.key != entry.key);
    entries.push(entry);
}

fn set(entries: &mut Vec<(&'static str, Data)>, key: &'static str, data: Data) {
    entries.retain(|(name, _)| *name != key);
    entries.push((key, data));
}

/// A mount of the long form, with what follows from it.
pub(super) fn lower(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let mut mount = lowering.fields(MOUNT, place, span, node)?;
    if let Some(short) = &node.short {
        mount.set("text", short.written().into_owned());
    }
    if mount.get("read_only").is_none() {
        mount.set("read_only", false);
    }
    let options = options(node);
    for (option, key) in [("propagation", "bind"), ("selinux", "bind")] {
        if let Some(value) =
            node.get(key).and_then(|inner| inner.get(option)?.to_text()?.value().map(String::from))
        {
            mount.set(option, value);
        }
    }
    mount.set("options", options.into_iter().map(Item::new).collect::<Vec<_>>());
    judge(lowering, &mut mount, node);
    Some(Value::Object(lowering.builder.add(mount)))
}

/// What the mount gives away of the host.
fn judge(lowering: &Lowering, mount: &mut Object, node: &Node) {
    let text = |key: &str| match mount.get(key) {
        Some(crate::model::Entry { value: Value::Text(text), .. }) => Some(text.clone()),
        _ => None,
    };
    let kind = text("type");
    let sensitive = match (kind.as_deref(), text("source")) {
        (Some("volume"), Some(name)) => {
            mount.set("named", true);
            let bind = lowering.driver_binds.get(&name);
            if let Some(path) = bind {
                mount.set("driver_bind", path.as_str());
            }
            bind.and_then(|path| host_paths::classify(path))
        }
        (Some("bind" | "npipe"), Some(path)) => host_paths::classify(&path),
        (Some("bind"), None) => {
            node.get("source").and_then(Node::as_text).and_then(host_paths::classify_unknown)
        }
        _ => None,
    };
    if let Some(sensitive) = sensitive {
        mount.set("sensitive", sensitive.class);
        if sensitive.holds {
            mount.set("holds", true);
        }
    }
}

/// Paths are normalized, names of volumes stay as they are.
fn source(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    if let Some(text) = node.as_text()
        && let Some(path) = host_paths::resolve(text)
    {
        let is_name = !path.contains('/') && !names_path(&path) && !path.is_empty();
        return Some(if is_name { text.value()?.into_owned().into() } else { path.into() });
    }
    scalars::value(lowering, &Shape::Text, place, node)
}

/// Bytes of a tmpfs: none are less than nothing, or in part.
fn tmpfs_size(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    if matches!(node.data, Data::Int(..0) | Data::Float(_)) {
        lowering.fault(
            place,
            node.span,
            "must be a whole number of bytes, or a size such as 64m".to_owned(),
            None,
        );
        return None;
    }
    scalars::value(lowering, &Shape::Size, place, node)
}

/// The options of the short form but `ro` and `rw`; for the long form those that say the same.
fn options(node: &Node) -> Vec<String> {
    if let Some(short) = &node.short {
        let parts = rejoin_drives(short.split(':'));
        let Some(options) = parts.get(2) else { return Vec::new() };
        let options = options.split(',');
        let names = options.iter().map(|option| option.written().into_owned());
        return names.filter(|name| name != "ro" && name != "rw").collect();
    }
    let inner = |key: &str, option: &str| node.get(key)?.get(option)?.to_text();
    let nocopy = inner("volume", "nocopy").filter(|value| value.written() == "true").map(|_| "nocopy".into());
    let consistency = node.get("consistency").and_then(Node::to_text);
    [inner("bind", "selinux"), inner("bind", "propagation"), nocopy, consistency]
        .into_iter()
        .flatten()
        .map(|text: Text| text.written().into_owned())
        .collect()
}

/// Takes `/run:size=64m,noexec` apart.
pub(super) fn tmpfs(text: &Text, span: Span) -> Result<Vec<(&'static str, Data)>, String> {
    let (path, options) = match text.split_once(':') {
        Some((path, options)) => (path, options.split(',')),
        None => (text.clone(), Vec::new()),
    };
    let options = options.into_iter().filter(|option| !option.is_empty());
    let options = options.map(|option| Node::new(span, Data::Text(option))).collect();
    Ok(vec![("path", Data::Text(path)), ("options", Data::List(options))])
}

/// A tmpfs of a service.
pub(super) fn lower_tmpfs(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    if node.short.is_none() {
        lowering.wrong(place, node, "text");
        return None;
    }
    lowering.object(TMPFS, place, span, node).map(Value::Object)
}

/// Named volumes that the local driver binds to a path of the host: name to that path.
pub(super) fn driver_binds(root: &Node) -> BTreeMap<String, String> {
    let volumes = root.get("volumes").and_then(Node::as_map).unwrap_or_default();
    volumes.iter().filter_map(|entry| Some((entry.key.clone(), driver_bind(&entry.value)?))).collect()
}

fn driver_bind(volume: &Node) -> Option<String> {
    let value = |node: &Node| node.to_text().and_then(|text| text.value().map(String::from));
    if volume.get("driver").and_then(value).is_some_and(|driver| driver != "local") {
        return None;
    }
    let options = volume.get("driver_opts")?;
    if options.get("type").and_then(value).is_some_and(|kind| !matches!(kind.as_str(), "none" | "bind" | ""))
    {
        return None;
    }
    let how = options.get("o").and_then(value)?;
    if !how.split(',').any(|option| matches!(option.trim(), "bind" | "rbind")) {
        return None;
    }
    host_paths::resolve(options.get("device")?.as_text()?)
}
