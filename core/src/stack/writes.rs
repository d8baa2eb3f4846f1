//! Where a service is known to write when it starts, and whether it may where its root file system is
//! read-only: mounts, tmpfs and the volumes of the image stay writable.

use std::mem;

use crate::model::{Object, Value, View};
use crate::source::Span;

use super::fact::Held;

/// Commands all of whose operands are made or written.
const WRITERS: [&str; 3] = ["mkdir", "tee", "touch"];
/// Their options that take no value.
const OPTIONS: [&str; 4] = ["-p", "-a", "-v", "--parents"];
/// Redirections that write.
const REDIRECTS: [&str; 4] = [">", ">>", "&>", ">|"];

/// A place that the start of a service writes.
pub(super) struct Write {
    path: String,
    /// Whether it may with a root that is read-only.
    kept: Held,
    at: Span,
}

impl Write {
    /// It as an object of the model, placed at what writes.
    pub fn lower(self) -> Object {
        Object::at(self.at).with("path", self.path).with("kept", self.kept.name())
    }
}

/// What `service` writes at its start, as far as the stage tells that it runs, whose image is made of `layers`.
pub(super) fn of(service: View<'_>, stage: View<'_>, layers: &[View<'_>]) -> Vec<Write> {
    // What Compose starts instead is not read as a script.
    if service.has("entrypoint") {
        return Vec::new();
    }
    let start = match (stage.inner("entrypoint"), stage.inner("cmd")) {
        (Some(entrypoint), _) => Some(entrypoint),
        (None, cmd) => cmd.filter(|_| !service.has("command")),
    };
    let Some(start) = start.filter(|start| !start.is_true("opaque")) else { return Vec::new() };
    let folder = match service.value("working_dir") {
        Some(Value::Text(folder)) => Some(folder.as_str()),
        Some(_) => None,
        None => stage.inner("workdir").and_then(|workdir| match workdir.value("set") {
            Some(Value::Bool(false)) => Some("/"),
            _ => workdir.text("path"),
        }),
    };
    // What replaces the shell, or ends it, is the last that surely runs.
    let mut ended = false;
    let runs = start.objects("commands").take_while(|command| !mem::replace(&mut ended, ends(command)));
    let runs = runs.filter(|command| !command.is_true("conditional"));
    let moves = start.objects("commands").any(|command| command.text("name") == Some("cd"));
    let folder = folder.filter(|_| !moves);
    let places = Places::of(service, layers);
    let mut writes: Vec<Write> = Vec::new();
    for (text, at) in runs.flat_map(targets) {
        let Some(path) = absolute(&text, folder).filter(|path| !is_of_kernel(path)) else { continue };
        if writes.iter().all(|known| known.path != path) {
            writes.push(Write { kept: places.keep(&path), path, at });
        }
    }
    writes
}

/// Whether no command after this one of the same script runs.
fn ends(command: &View<'_>) -> bool {
    match command.text("name") {
        // `exec` with redirections alone changes those of the shell, which goes on.
        Some("exec") => command.objects("operands").next().is_some(),
        name => matches!(name, Some("exit" | "return")),
    }
}

/// What a command writes, as it is named.
fn targets(command: View<'_>) -> Vec<(String, Span)> {
    let known = |text: View<'_>| Some((text.text("value")?.to_owned(), text.object().span));
    let writes =
        |redirect: &View<'_>| redirect.text("operator").is_some_and(|sign| REDIRECTS.contains(&sign));
    let mut found: Vec<_> = command
        .objects("redirects")
        .filter(writes)
        .filter_map(|redirect| known(redirect.inner("target")?))
        .collect();
    let plain = command.table("flags").iter().all(|flag| OPTIONS.contains(&&*flag.name));
    if plain && command.text("name").is_some_and(|name| WRITERS.contains(&name)) {
        found.extend(command.objects("operands").filter_map(known));
    }
    found
}

/// Whether a path leads to devices or to what the kernel shows as files: mounts of their own, always.
fn is_of_kernel(path: &str) -> bool {
    ["/dev/", "/proc/", "/sys/"].iter().any(|mount| path.starts_with(mount))
}

fn absolute(path: &str, folder: Option<&str>) -> Option<String> {
    let climbs = path.split('/').any(|part| part == "..");
    if path.is_empty() || climbs || path.contains(['*', '?', '[', '~', '$']) {
        return None;
    }
    match path.starts_with('/') {
        true => Some(path.trim_end_matches('/').to_owned()),
        false => {
            let path = path.trim_start_matches("./");
            let folder = folder?.trim_end_matches('/');
            Some(format!("{folder}/{path}").trim_end_matches('/').to_owned())
        }
    }
}

/// Folders that are mounted, and whether they can be written.
struct Places {
    mounted: Vec<(String, Held)>,
    /// Whether something is mounted at a place that is not known.
    open: bool,
}

impl Places {
    fn of(service: View<'_>, layers: &[View<'_>]) -> Self {
        let mut places = Self { mounted: Vec::new(), open: false };
        let volumes = layers.iter().flat_map(|layer| layer.objects("volumes"));
        let volumes = volumes.map(|path| (path.value("value"), Held::Yes));
        let tmpfs = service.objects("tmpfs").map(|tmpfs| (tmpfs.value("path"), Held::Yes));
        let mounts = service.objects("volumes").map(|mount| {
            let held = if mount.is_true("read_only") { Held::No } else { Held::Yes };
            (mount.value("target"), held)
        });
        for (target, held) in volumes.chain(tmpfs).chain(mounts) {
            match target {
                Some(Value::Text(path)) => {
                    places.mounted.push((path.trim_end_matches('/').to_owned(), held));
                }
                _ => places.open = true,
            }
        }
        places
    }

    /// Whether `path` can be written: the innermost mount around it decides, a later one before an earlier.
    fn keep(&self, path: &str) -> Held {
        let around = |(folder, _): &&(String, Held)| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let innermost = self.mounted.iter().filter(around).max_by_key(|(folder, _)| folder.len());
        match innermost {
            Some((_, held)) => *held,
            None if self.open => Held::Unknown,
            None => Held::No,
        }
    }
}
