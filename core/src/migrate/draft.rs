//! A `dockwarden.yaml` in the making, and what could not be put into it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::catalog::{Catalog, means};
use crate::config::Pattern;
use crate::finding::Severity;
use crate::policy::flow;
use crate::source::Source;

use super::{Migration, Tool};

/// What is set so far.
pub(super) struct Draft<'a> {
    pub(super) tool: Tool,
    catalog: &'a Catalog,
    pub(super) today: Option<&'a str>,
    pub(super) fail_on: Option<Severity>,
    exclude: Vec<String>,
    /// What holds everywhere.
    everywhere: Settings,
    /// What holds for some paths.
    somewhere: BTreeMap<Vec<String>, Settings>,
    notes: Vec<String>,
}

/// Checks of the tool, and what is said of each.
#[derive(Default)]
struct Settings {
    off: BTreeMap<String, String>,
    severities: BTreeMap<String, Severity>,
    /// Parameters by rule of ours.
    parameters: BTreeMap<String, Json>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(tool: Tool, catalog: &'a Catalog, today: Option<&'a str>) -> Self {
        Draft {
            tool,
            catalog,
            today,
            fail_on: None,
            exclude: Vec::new(),
            everywhere: Settings::default(),
            somewhere: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Says that something was not translated.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note: String = note.into().split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Files that are not checked.
    pub(super) fn exclude(&mut self, glob: String) {
        match Pattern::new(&glob) {
            Ok(_) => self.exclude.push(glob),
            Err(why) => self.note(format!("{glob}: no glob that is known here: {why}")),
        }
    }

    /// The rules that do what the check `id` does.
    pub(super) fn rules_of(&self, id: &str) -> Vec<String> {
        self.catalog.matching(self.tool.name(), id)
    }

    /// The check `id` is switched off, in `paths` if there are any. `*` in it stands for any letters.
    pub(super) fn switch_off(&mut self, id: &str, why: &str, paths: &[String]) {
        let matching = self.ids(id);
        if matching.is_empty() {
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            return self.note(format!("{id} is switched off, and no rule here does the same{why}"));
        }
        if let Some(path) = paths.iter().find(|path| Pattern::new(path).is_err()) {
            return self
                .note(format!("{id} is switched off for {path}, which is no glob that is known here"));
        }
        let settings = match paths {
            [] => &mut self.everywhere,
            paths => self.somewhere.entry(paths.to_vec()).or_default(),
        };
        for id in matching {
            settings.off.insert(id, why.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// The check `id` has another severity.
    pub(super) fn severity(&mut self, id: &str, severity: Severity) {
        let matching = self.ids(id);
        if matching.is_empty() {
            return self.note(format!("{id} has severity {severity}, and no rule here does the same"));
        }
        for id in matching {
            self.everywhere.severities.insert(id, severity);
        }
    }

    /// The parameter of a rule of ours, if the rule is there.
    pub(super) fn parameter(&mut self, rule: &str, name: &str, value: Json) {
        if self.catalog.get(rule).is_some() {
            let parameters = self.everywhere.parameters.entry(rule.to_owned()).or_insert_with(|| json!({}));
            parameters[name] = value;
        }
    }

    /// The ids of the tool that `id` means, as metadata spells them.
    fn ids(&self, id: &str) -> BTreeSet<String> {
        let tool = self.tool.name();
        let rules = self.rules_of(id);
        let known = rules.iter().filter_map(|rule| self.catalog.get(rule)?.same_as.get(tool)).flatten();
        known.filter(|known| means(id, known)).cloned().collect()
    }

    pub(super) fn finish(mut self, files: &[Source]) -> Migration {
        let paths: Vec<&str> = files.iter().map(Source::path).collect();
        let from = paths.join(", ");
        let mut config = format!(
            "# Made by `dockwarden init --from {}` from {}.\n\n# Rule set: recommended, strict or cis.\nset: recommended\n",
            self.tool.name(),
            one_line(&from)
        );
        let fail_on = self.fail_on.unwrap_or(Severity::Medium);
        let _ = write!(config, "\n# Least severity that fails a run.\nfail-on: {fail_on}\n");
        if !self.exclude.is_empty() {
            let _ = write!(config, "\n# Files that are not checked.\nexclude:\n");
            for glob in &self.exclude {
                let _ = writeln!(config, "  - {}", flow(&json!(glob)));
            }
        }
        let everywhere = std::mem::take(&mut self.everywhere);
        config += &self.rules("rules", &everywhere, "");
        let somewhere = std::mem::take(&mut self.somewhere);
        let overrides: String = somewhere
            .iter()
            .filter_map(|(paths, settings)| {
                let rules = self.rules("rules", settings, "    ");
                let paths = flow(&json!(paths));
                let live = rules.lines().any(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
                live.then(|| format!("  - paths: {paths}\n{}", rules.trim_start_matches('\n')))
            })
            .collect();
        if !overrides.is_empty() {
            let _ = write!(config, "\noverrides:\n{overrides}");
        }
        if !self.notes.is_empty() {
            config += "\n# Not translated:\n";
            for note in &self.notes {
                let _ = writeln!(config, "# - {}", one_line(note));
            }
        }
        Migration { config, notes: self.notes }
    }

    /// The mapping `key` of rules, a line or two each, indented; nothing if no rule is set.
    fn rules(&mut self, key: &str, settings: &Settings, indent: &str) -> String {
        let tool = self.tool.name();
        let (mut lines, mut comments) = (String::new(), String::new());
        let rules: Vec<_> = self.catalog.rules().cloned().collect();
        for rule in &rules {
            let ids = rule.same_as.get(tool).map_or(&[][..], Vec::as_slice);
            let (off, on): (Vec<&String>, Vec<&String>) =
                ids.iter().partition(|id| settings.off.contains_key(*id));
            let worst = ids.iter().filter_map(|id| settings.severities.get(id)).max();
            let parameters = settings.parameters.get(&rule.id);
            let mut told: Vec<String> = off.iter().map(|id| because(id, &settings.off[*id])).collect();
            if !off.is_empty() && on.is_empty() {
                let _ = writeln!(lines, "{indent}  # {}\n{indent}  {}: off", told.join("; "), rule.id);
                continue;
            }
            if !off.is_empty() {
                let rest: Vec<&str> = on.iter().map(|id| id.as_str()).collect();
                let rest = rest.join(", ");
                let _ = writeln!(
                    comments,
                    "{indent}  # {}; it also does {rest}:\n{indent}  # {}: off",
                    told.join("; "),
                    rule.id
                );
                let off: Vec<&str> = off.iter().map(|id| id.as_str()).collect();
                self.note(format!(
                    "{} stays on: it does what {} does, but also {rest}",
                    rule.id,
                    off.join(", ")
                ));
            }
            if worst.is_none() && parameters.is_none() {
                continue;
            }
            told = ids.iter().filter(|id| settings.severities.contains_key(*id)).cloned().collect();
            if !told.is_empty() {
                let _ = writeln!(lines, "{indent}  # {}", told.join(", "));
            }
            match (worst, parameters) {
                (Some(severity), None) => {
                    let _ = writeln!(lines, "{indent}  {}: {severity}", rule.id);
                }
                (severity, parameters) => {
                    let _ = writeln!(lines, "{indent}  {}:", rule.id);
                    if let Some(severity) = severity {
                        let _ = writeln!(lines, "{indent}    severity: {severity}");
                    }
                    for (name, value) in parameters.and_then(Json::as_object).into_iter().flatten() {
                        let _ = writeln!(lines, "{indent}    {name}: {}", flow(value));
                    }
                }
            }
        }
        match (lines.is_empty(), comments.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("\n{indent}# {key}:\n{comments}"),
            _ => format!("\n{indent}{key}:\n{lines}{comments}"),
        }
    }
}

fn because(id: &str, why: &str) -> String {
    if why.is_empty() { id.to_owned() } else { format!("{id}: {}", one_line(why)) }
}

/// Text that can stand in a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
