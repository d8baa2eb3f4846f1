//! The page of one rule: its metadata, and an example that fails and one that passes from its fixtures.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dockwarden_core::finding::Safety;
use dockwarden_core::policy::Rule;

use super::{block, cell, code, kind_name, sets, text};
use crate::metadata::TOOLS;
use crate::root;

pub fn page(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n`{}`\n\n| | |\n|---|---|\n", text(&rule.title), rule.id);
    let fix = match rule.fix {
        None => "none: what is right depends on what you want",
        Some(Safety::Safe) => "safe: `dockwarden fix --write`",
        Some(Safety::Unsafe) => "unsafe, it may change behaviour: `dockwarden fix --unsafe --write`",
    };
    let practice = format!("[{0}](../README.md#{0})", rule.practice);
    let (kind, in_sets) = (kind_name(rule.kind), sets(rule));
    for (key, value) in [
        ("severity", rule.severity.name()),
        ("kind", kind),
        ("practice", &practice),
        ("sets", &in_sets),
        ("fix", fix),
    ] {
        let _ = writeln!(page, "| {key} | {value} |");
    }
    let _ = write!(page, "\n{}\n", text(&rule.description));
    page += &examples(rule);
    page += &parameters(rule);
    if !rule.same_as.is_empty() {
        page += "\n## The same check elsewhere\n\n";
        for (tool, name) in TOOLS {
            let Some(ids) = rule.same_as.get(tool) else { continue };
            let link =
                if tool == "cis" { "../cis.md".to_owned() } else { format!("../coming-from/{tool}.md") };
            let ids: Vec<String> = ids.iter().map(|id| code(id)).collect();
            let _ = writeln!(page, "- [{name}]({link}): {}", ids.join(", "));
        }
    }
    let _ = write!(page, "\n## Where it is meant so\n\n{}", meant(rule));
    page += "\n## Read more\n\n";
    for link in &rule.related_resources {
        let _ = writeln!(page, "- <{link}>");
    }
    page
}

fn parameters(rule: &Rule) -> String {
    let Some(first) = rule.parameters.first() else { return String::new() };
    let mut part = String::from("\n## Parameters\n\n| parameter | meaning | default |\n|---|---|---|\n");
    for parameter in &rule.parameters {
        let default = code(&parameter.default.to_string());
        let _ = writeln!(part, "| `{}` | {} | {default} |", parameter.name, cell(&parameter.description));
    }
    let example = format!("rules:\n  {}:\n    {}: {}", rule.id, first.name, first.default);
    let _ = write!(part, "\nIn `dockwarden.yaml`:\n\n{}", block("yaml", &example));
    part
}

/// How the rule is switched off, everywhere and in one place.
fn meant(rule: &Rule) -> String {
    let here = format!("# dockwarden: ignore={} why this is meant", rule.id);
    let everywhere = format!("rules:\n  {}: off", rule.id);
    let comment = match rule.kind {
        dockwarden_core::document::Kind::Daemon => String::from(
            "`daemon.json` cannot hold comments, so it is switched off, or given another severity, in \
             `dockwarden.yaml`:\n\n",
        ),
        _ => format!(
            "In the file, above the line or at its end:\n\n{}\nEverywhere, in `dockwarden.yaml`; a severity in \
             place of `off` changes how much it weighs:\n\n",
            block("yaml", &here)
        ),
    };
    format!("{comment}{}", block("yaml", &everywhere))
}

/// A file, or the files of a folder, that a rule is tested with.
struct Fixture {
    path: PathBuf,
    files: Vec<PathBuf>,
}

impl Fixture {
    /// The fixture of `rule` that is called `start`, else the shortest whose name starts so.
    fn find(rule: &Rule, start: &str) -> Option<Self> {
        let (kind, name) = rule.id.split_once('/')?;
        let folder = root().join("policies").join(kind).join("fixtures").join(name);
        let paths = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
        let judged = paths.filter(|path| name_of(path).starts_with(start) && !is_sidecar(&name_of(path)));
        let fixtures = judged.map(|path| Fixture { files: files(&path), path });
        fixtures.min_by_key(|fixture| {
            let called = name_of(&fixture.path).split('.').next() == Some(start);
            (!called, fixture.size(), fixture.path.clone())
        })
    }

    fn size(&self) -> u64 {
        self.files.iter().filter_map(|file| fs::metadata(file).ok()).map(|file| file.len()).sum()
    }

    /// The files, each with its name if there are several.
    fn show(&self) -> String {
        let mut shown = String::new();
        for file in &self.files {
            if self.files.len() > 1 {
                let name = file.strip_prefix(&self.path).unwrap_or(file).to_string_lossy().replace('\\', "/");
                let _ = write!(shown, "`{name}`:\n\n");
            }
            shown += &block(language(&name_of(file)), &fs::read_to_string(file).unwrap_or_default());
            shown.push('\n');
        }
        shown
    }

    /// What stands beside the fixture with another ending.
    fn sidecar(&self, ending: &str) -> Option<String> {
        fs::read_to_string(format!("{}.{ending}", self.path.display())).ok()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_sidecar(name: &str) -> bool {
    name.ends_with(".expected") || name.ends_with(".fixed")
}

/// The file, or the files in the folder.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut all: Vec<PathBuf> = entries.flat_map(|path| files(&path)).collect();
    all.sort();
    all
}

fn language(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("yaml" | "yml") => "yaml",
        Some("json") => "json",
        Some("env") => "sh",
        _ => "dockerfile",
    }
}

fn examples(rule: &Rule) -> String {
    let mut part = String::new();
    if let Some(fixture) = Fixture::find(rule, "fail") {
        let _ = write!(part, "\n## What it finds\n\n{}", fixture.show());
        if let Some(expected) = fixture.sidecar("expected") {
            part += &findings(&expected);
        }
        if let Some(fixed) = fixture.sidecar("fixed") {
            let _ = write!(part, "\nMended:\n\n{}", block(language(&name_of(&fixture.path)), &fixed));
        }
    }
    if let Some(fixture) = Fixture::find(rule, "pass") {
        let _ = write!(part, "\n## What it lets pass\n\n{}", fixture.show().trim_end_matches('\n'));
        part.push('\n');
    }
    part
}

/// The findings of an `.expected` file, one an item: where, and what is said; what they relate to below.
fn findings(expected: &str) -> String {
    let mut list = String::new();
    for line in expected.lines() {
        let indent = if line.starts_with(' ') { "  " } else { "" };
        let Some((place, rest)) = line.trim_start().split_once(" «") else { continue };
        let (rule, place) = match place.split_once(" of ") {
            Some((rule, place)) => (format!("`{rule}` at "), place),
            None => (String::new(), place),
        };
        let message = rest.rsplit_once("» ").map_or("", |(_, message)| message);
        let message = match message.strip_prefix("→ ").and_then(|change| change.split_once(": ")) {
            Some(("none", why)) => format!("no longer counts: {why}"),
            Some((severity, why)) => format!("becomes {severity}: {why}"),
            None => message.to_owned(),
        };
        let colon = if message.is_empty() { "" } else { ": " };
        let _ = writeln!(list, "{indent}- {rule}{}{colon}{}", spoken(place), text(&message));
    }
    list
}

/// `4:5` as `line 4, column 5`, after the file if one is named.
fn spoken(place: &str) -> String {
    let mut parts = place.rsplitn(3, ':');
    let (column, line) = (parts.next().unwrap_or("1"), parts.next().unwrap_or("1"));
    let file = parts.next().map_or(String::new(), |file| format!("{file}, "));
    format!("{file}line {line}, column {column}")
}
