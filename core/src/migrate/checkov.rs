//! `.checkov.yaml`: options of the command line by their long names.

use crate::finding::Severity;
use crate::source::Source;
use crate::syntax::tree::Fault;

use super::draft::Draft;
use super::read;

pub(super) fn read(file: &Source, draft: &mut Draft<'_>) -> Result<(), Vec<Fault>> {
    let (root, mut faults) = read::yaml(file);
    for entry in root.as_ref().map_or(&[][..], |root| faults.map(root)) {
        let value = &entry.value;
        match entry.key.as_str() {
            "skip-check" => {
                for id in faults.texts(value) {
                    match severity(&id) {
                        Some(severity) => draft.note(format!(
                            "skip-check: checks up to {severity} are not left out; see fail-on"
                        )),
                        None => draft.switch_off(&id, "", &[]),
                    }
                }
            }
            "check" => {
                let ids = faults.texts(value).join(", ");
                if !ids.is_empty() {
                    draft.note(format!("check: only {ids} are wanted there; here the rules of the set are, and `--rule` chooses some"));
                }
            }
            "skip-path" => {
                for path in faults.texts(value) {
                    exclude(&path, draft);
                }
            }
            "hard-fail-on" => {
                for name in faults.texts(value) {
                    match severity(&name) {
                        Some(severity) => {
                            draft.fail_on = Some(draft.fail_on.map_or(severity, |known| known.min(severity)))
                        }
                        None => draft
                            .note(format!("hard-fail-on: {name} is not a severity; set that of its rule")),
                    }
                }
            }
            "soft-fail-on" => {
                for name in faults.texts(value) {
                    if severity(&name).is_some() {
                        draft.note(format!("soft-fail-on: {name} is not translated; see fail-on"));
                    } else {
                        // Found and told, but no reason to fail.
                        draft.severity(&name, Severity::Info);
                    }
                }
            }
            "soft-fail" => {
                if faults.flag(value) == Some(true) {
                    draft.note("soft-fail: a run with findings fails here; let the job that runs it go on");
                }
            }
            "framework" | "skip-framework" => {
                let names = faults.texts(value);
                let docker = names.iter().any(|name| name == "dockerfile" || name == "all");
                if docker != (entry.key == "framework") {
                    draft.note(format!("{}: Dockerfiles are not checked there; here they are", entry.key));
                }
            }
            "external-checks-dir" | "external-checks-git" => {
                draft.note(format!(
                    "{}: checks of your own are policies in Rego here; see docs/configuration.md",
                    entry.key
                ));
            }
            "directory" | "file" => draft.note(format!("{}: name the files on the command line", entry.key)),
            "output" | "output-file-path" => {
                draft.note(format!("{}: that is an option of the command, --format or --output", entry.key));
            }
            "baseline" => draft.note("baseline: there is no such setting here"),
            // What it does to the report, and what it is about elsewhere, does not matter here.
            "quiet"
            | "compact"
            | "branch"
            | "download-external-modules"
            | "evaluate-variables"
            | "summary-position"
            | "secrets-scan-file-type"
            | "repo-id"
            | "skip-download"
            | "mask" => {}
            key => draft.note(format!("{key}: there is no such setting here")),
        }
    }
    faults.check()
}

fn severity(name: &str) -> Option<Severity> {
    (name == name.to_uppercase()).then(|| name.to_lowercase().parse().ok()).flatten()
}

/// A regular expression that is only a path becomes a glob.
fn exclude(pattern: &str, draft: &mut Draft<'_>) {
    let path =
        pattern.trim_start_matches('^').trim_end_matches('$').trim_end_matches(".*").replace("\\.", ".");
    let plain = !path.is_empty() && path.chars().all(|c| c.is_ascii_alphanumeric() || "/_-. ".contains(c));
    if plain {
        draft.exclude(path.trim_matches('/').to_owned());
    } else {
        draft.note(format!("skip-path: {pattern} is a regular expression; `exclude` takes globs"));
    }
}
