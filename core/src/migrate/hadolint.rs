//! `.hadolint.yaml`.

use serde_json::json;

use crate::finding::Severity;
use crate::source::Source;
use crate::syntax::tree::{Fault, Node};

use super::draft::Draft;
use super::read::{self, Faults};

pub(super) fn read(file: &Source, draft: &mut Draft<'_>) -> Result<(), Vec<Fault>> {
    let (root, mut faults) = read::yaml(file);
    for entry in root.as_ref().map_or(&[][..], |root| faults.map(root)) {
        let value = &entry.value;
        match entry.key.as_str() {
            "ignored" => {
                for id in faults.texts(value) {
                    draft.switch_off(&id, "", &[]);
                }
            }
            "override" => overrides(value, draft, &mut faults),
            "failure-threshold" => threshold(value, draft, &mut faults),
            "trustedRegistries" => registries(faults.texts(value), draft),
            "no-fail" => {
                if faults.flag(value) == Some(true) {
                    draft.note("no-fail: a run with findings fails here; let the job that runs it go on");
                }
            }
            "label-schema" => {
                let mut labels = json!({});
                for entry in faults.map(value) {
                    labels[entry.key.as_str()] = json!(faults.text(&entry.value));
                }
                draft.parameter("dockerfile/label-schema", "labels", labels);
            }
            "strict-labels" => {
                if faults.flag(value) == Some(true) {
                    draft.parameter("dockerfile/label-schema", "strict", json!(true));
                }
            }
            "disable-ignore-pragma" => {
                draft.note("disable-ignore-pragma: comments that suppress are always read here")
            }
            "format" => draft.note("format: that is an option of the command, --format"),
            "no-color" => draft.note("no-color: that is an option of the command, --color never"),
            key => draft.note(format!("{key}: hadolint has no such key")),
        }
    }
    faults.check()
}

/// What hadolint calls a severity.
fn level(name: &str) -> Option<Severity> {
    Some(match name {
        "error" => Severity::High,
        "warning" => Severity::Medium,
        "info" => Severity::Low,
        "style" => Severity::Info,
        _ => return None,
    })
}

fn overrides(node: &Node, draft: &mut Draft<'_>, faults: &mut Faults) {
    for entry in faults.map(node) {
        let Some(severity) = level(&entry.key) else {
            faults.add(
                entry.key_span,
                format!("expected error, warning, info or style; found `{}`", entry.key),
            );
            continue;
        };
        for id in faults.texts(&entry.value) {
            draft.severity(&id, severity);
        }
    }
}

fn threshold(node: &Node, draft: &mut Draft<'_>, faults: &mut Faults) {
    match faults.text(node).as_deref() {
        None => {}
        Some("ignore" | "none") => {
            draft.note("failure-threshold: a run with findings fails here; let the job that runs it go on");
        }
        Some(name) => match level(name) {
            Some(severity) => draft.fail_on = Some(severity),
            None => {
                let message = format!("expected error, warning, info, style, ignore or none; found `{name}`");
                faults.add(node.span, message);
            }
        },
    }
}

/// Registries that images may come from; a pattern cannot be translated, and half a list would refuse too much.
fn registries(registries: Vec<String>, draft: &mut Draft<'_>) {
    if let Some(pattern) = registries.iter().find(|registry| registry.contains('*')) {
        let rule = "dockerfile/image-registry-untrusted";
        return draft.note(format!(
            "trustedRegistries: {rule} has no patterns such as {pattern}; list each registry"
        ));
    }
    if !registries.is_empty() {
        for rule in ["dockerfile/image-registry-untrusted", "compose/image-registry-untrusted"] {
            draft.parameter(rule, "allowed", json!(registries));
        }
    }
}
