//! Whether the runtime of a service is a sandbox with a kernel of its own: gVisor or Kata Containers.

use crate::model::{Entry, Value, View};

use super::fact::{Fact, Held, Layer};

/// How the names of shims of containerd begin, and whether they are sandboxes.
const SHIMS: [(&str, Held); 3] = [
    ("io.containerd.runsc.", Held::Yes),
    ("io.containerd.kata", Held::Yes),
    ("io.containerd.runc.", Held::No),
];
/// Programs, and what runtimes are called that run them.
const PROGRAMS: [(&str, Held); 7] = [
    ("runsc", Held::Yes),
    ("kata", Held::Yes),
    ("kata-runtime", Held::Yes),
    ("containerd-shim-runsc-v1", Held::Yes),
    ("containerd-shim-kata-v2", Held::Yes),
    ("runc", Held::No),
    ("crun", Held::No),
];

/// Whether `service` runs in a sandbox under `engine`: its own runtime decides, else the engine's default.
pub(super) fn of(service: View<'_>, engine: Option<View<'_>>) -> Fact {
    let start = service.object().span;
    if let Some(own) = service.object().get("runtime") {
        let at = own.key.or(own.span).unwrap_or(start);
        let held = match &own.value {
            Value::Text(name) => of_runtime(name, engine),
            _ => Held::Unknown,
        };
        return Fact { held, by: Layer::Compose, at };
    }
    let Some(option) = engine.and_then(|engine| engine.member("options", "default-runtime")) else {
        return Fact { held: Held::No, by: Layer::Default, at: start };
    };
    let held = option.text("value").map_or(Held::Unknown, |name| of_runtime(name, engine));
    Fact { held, by: Layer::Daemon, at: option.object().span }
}

/// What a runtime is: as the engine defines it, else by its name.
fn of_runtime(name: &str, engine: Option<View<'_>>) -> Held {
    let runtimes = engine.and_then(|engine| engine.member("options", "runtimes"));
    let defined = runtimes.and_then(|option| entry(option.table("value"), name));
    let Some(Value::Table(defined)) = defined else { return of_name(name) };
    let text = |key: &str| match entry(defined, key) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    match (text("path"), text("runtimeType")) {
        (Some(path), _) => of_name(path.rsplit('/').next().unwrap_or(path)),
        (None, Some(shim)) => of_name(shim),
        (None, None) => Held::Unknown,
    }
}

fn of_name(name: &str) -> Held {
    let shim = SHIMS.iter().find(|(start, _)| name.starts_with(start));
    let known = shim.or_else(|| PROGRAMS.iter().find(|(program, _)| *program == name));
    known.map_or(Held::Unknown, |(_, held)| *held)
}

fn entry<'a>(table: &'a [Entry], name: &str) -> Option<&'a Value> {
    table.iter().find(|entry| entry.name == name).map(|entry| &entry.value)
}
