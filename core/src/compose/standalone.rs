//! Whether all that the services of a file refer to must be in it: then what is not there is missing.

use crate::model::{Builder, Object, Value, View};

/// Words in the names of files that mostly say what differs in one surrounding, or what others extend.
const LAYERS: [&str; 19] = [
    "base",
    "ci",
    "common",
    "debug",
    "dev",
    "development",
    "extend",
    "local",
    "override",
    "prod",
    "production",
    "qa",
    "shared",
    "stage",
    "staging",
    "template",
    "test",
    "testing",
    "tests",
];

/// Whether `file`, which lies at `path`, has the name of a project's own file, not of one that is laid over
/// another, and all that it includes was read.
pub(super) fn is(builder: &Builder, file: &Object, path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
    own_name(&name) && includes_are_read(builder, file)
}

/// Whether a file of that name is laid over another.
pub(super) fn is_override(path: &str) -> bool {
    [".override.yaml", ".override.yml"].iter().any(|ending| path.ends_with(ending))
}

fn own_name(name: &str) -> bool {
    let stem = || name.strip_suffix(".compose.yaml").or(name.strip_suffix(".compose.yml"));
    match name {
        "compose.yaml" | "compose.yml" | "docker-compose.yaml" | "docker-compose.yml" => true,
        // Text that came without the name of a file.
        _ if !name.contains('.') => true,
        _ => stem().is_some_and(|stem| !stem.split(['.', '-', '_']).any(|word| LAYERS.contains(&word))),
    }
}

fn includes_are_read(builder: &Builder, file: &Object) -> bool {
    let read = |item: &Value| match item {
        Value::Object(id) => View::new(builder.objects(), *id).is_true("read"),
        _ => false,
    };
    match file.get("include").map(|entry| &entry.value) {
        Some(Value::List(items)) => items.iter().all(|item| read(&item.value)),
        _ => true,
    }
}
