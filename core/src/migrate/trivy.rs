//! `trivy.yaml`, `.trivyignore` and `.trivyignore.yaml`.

use crate::date;
use crate::finding::Severity;
use crate::source::Source;
use crate::syntax::tree::{Fault, Node};

use super::draft::Draft;
use super::read::{self, Faults};

pub(super) fn read(file: &Source, draft: &mut Draft<'_>) -> Result<(), Vec<Fault>> {
    let name = file.path().rsplit('/').next().unwrap_or(file.path());
    if !name.ends_with(".yaml") && !name.ends_with(".yml") {
        return ignored_lines(file, draft);
    }
    let (root, mut faults) = read::yaml(file);
    if let Some(root) = &root {
        if name.contains("ignore") {
            ignored(root, draft, &mut faults);
        } else {
            settings(root, draft, &mut faults);
        }
    }
    faults.check()
}

/// Keys of `trivy.yaml` that are about what dockwarden does not do.
const ELSEWHERE: [&str; 15] = [
    "ansible",
    "cacert",
    "cache",
    "clean",
    "db",
    "image",
    "kubernetes",
    "license",
    "module",
    "pkg",
    "registry",
    "repository",
    "secret",
    "server",
    "vulnerability",
];

fn settings(root: &Node, draft: &mut Draft<'_>, faults: &mut Faults) {
    for entry in faults.map(root) {
        let value = &entry.value;
        match entry.key.as_str() {
            "severity" => {
                let names = faults.texts(value);
                let known = |name: &String| name.to_lowercase().parse::<Severity>().ok();
                draft.fail_on = names.iter().filter_map(known).min().or(draft.fail_on);
                for name in names.iter().filter(|name| known(name).is_none() && *name != "UNKNOWN") {
                    faults.add(value.span, format!("expected severities such as HIGH; found `{name}`"));
                }
            }
            "scan" => {
                for entry in faults.map(value) {
                    match entry.key.as_str() {
                        "skip-dirs" | "skip-files" => {
                            faults.texts(&entry.value).into_iter().for_each(|glob| draft.exclude(glob));
                        }
                        "scanners" => {
                            if !faults.texts(&entry.value).iter().any(|name| name == "misconfig") {
                                draft.note("scan.scanners: misconfigurations are not looked for there; here they always are");
                            }
                        }
                        key => draft.note(format!("scan.{key}: there is no such setting here")),
                    }
                }
            }
            "misconfiguration" => {
                for entry in faults.map(value) {
                    draft.note(format!("misconfiguration.{}: there is no such setting here", entry.key));
                }
            }
            "rego" => draft.note(
                "rego: list folders with policies of your own under `policies`; see docs/configuration.md",
            ),
            "ignorefile" => {
                if let Some(path) = faults.text(value).filter(|path| path != ".trivyignore") {
                    draft.note(format!(
                        "ignorefile: name {path} on the command line, after --from trivy, to translate it too"
                    ));
                }
            }
            "exit-code" => draft.note("exit-code: a run with findings gives 1 here"),
            "format" | "output" => {
                draft.note(format!("{}: that is an option of the command, --format or --output", entry.key));
            }
            key if ELSEWHERE.contains(&key) => {
                draft.note(format!("{key}: that is about what dockwarden does not do"))
            }
            key => draft.note(format!("{key}: there is no such setting here")),
        }
    }
}

/// Something that is ignored, and until when.
struct Ignored {
    id: String,
    why: String,
    paths: Vec<String>,
    until: Option<String>,
}

impl Ignored {
    fn put(self, draft: &mut Draft<'_>) {
        let mut why = self.why;
        if let Some(until) = self.until {
            // Trivy no longer ignores it on that day.
            if draft.today.is_some_and(|today| today >= until.as_str()) {
                return draft.note(format!("{}: it was ignored until {until}, which is past", self.id));
            }
            why = format!("until {until}; {why}").trim_end_matches("; ").to_owned();
            if !draft.rules_of(&self.id).is_empty() {
                draft.note(format!("{}: take it out of the rules again on {until}", self.id));
            }
        }
        draft.switch_off(&self.id, why.trim(), &self.paths);
    }
}

/// `.trivyignore`: an id a line, `exp:2030-01-31` after it; the comment above says why.
fn ignored_lines(file: &Source, draft: &mut Draft<'_>) -> Result<(), Vec<Fault>> {
    let mut faults = Faults(Vec::new());
    let mut why = String::new();
    for span in (0..file.line_count()).map(|line| file.line_span(line)) {
        let line = file.slice(span).trim();
        if let Some(comment) = line.strip_prefix('#') {
            why = format!("{why} {}", comment.trim());
            continue;
        }
        let line = line.split(" #").next().unwrap_or(line);
        let mut words = line.split_whitespace();
        if let Some(id) = words.next() {
            let mut until = None;
            for day in words.filter_map(|word| word.strip_prefix("exp:")) {
                if date::days(day).is_none() {
                    faults
                        .add(span, format!("expected a date such as 2030-01-31 after `exp:`, found `{day}`"));
                }
                until = Some(day.to_owned());
            }
            let why = why.trim().to_owned();
            Ignored { id: id.to_owned(), why, paths: Vec::new(), until }.put(draft);
        }
        why.clear();
    }
    faults.check()
}

/// `.trivyignore.yaml`: lists of what is ignored by what it is.
fn ignored(root: &Node, draft: &mut Draft<'_>, faults: &mut Faults) {
    for entry in faults.map(root) {
        let items = entry.value.as_list().unwrap_or_default();
        if entry.key != "misconfigurations" {
            draft.note(format!(
                "{}: {} of them are ignored; dockwarden does not look for any",
                entry.key,
                items.len()
            ));
            continue;
        }
        for item in items {
            let (mut id, mut why, mut paths, mut until) = (None, String::new(), Vec::new(), None);
            for entry in faults.map(item) {
                match entry.key.as_str() {
                    "id" => id = faults.text(&entry.value),
                    "statement" => why = faults.text(&entry.value).unwrap_or_default(),
                    "paths" => paths = faults.texts(&entry.value),
                    "expired_at" => {
                        until = faults.text(&entry.value);
                        if until.as_deref().is_some_and(|day| date::days(day).is_none()) {
                            faults.add(entry.value.span, "expected a date such as 2030-01-31".into());
                        }
                    }
                    key => draft.note(format!("misconfigurations: {key} has no meaning there")),
                }
            }
            match id {
                Some(id) => Ignored { id, why, paths, until }.put(draft),
                None => faults.add(item.span, "expected `id`, so that it is known what is ignored".into()),
            }
        }
    }
}
