//! `.compose-lint.yml`: settings by rule.

use crate::finding::Severity;
use crate::source::Source;
use crate::syntax::tree::{Entry, Fault, Value};

use super::draft::Draft;
use super::read::{self, Faults};

pub(super) fn read(file: &Source, draft: &mut Draft<'_>) -> Result<(), Vec<Fault>> {
    let (root, mut faults) = read::yaml(file);
    for entry in root.as_ref().map_or(&[][..], |root| faults.map(root)) {
        if entry.key == "rules" {
            for rule in faults.map(&entry.value) {
                setting(rule, draft, &mut faults);
            }
        } else {
            draft.note(format!("{}: compose-lint has no such key", entry.key));
        }
    }
    faults.check()
}

fn setting(rule: &Entry, draft: &mut Draft<'_>, faults: &mut Faults) {
    let (id, mut off, mut why) = (&rule.key, false, String::new());
    for entry in faults.map(&rule.value) {
        let value = &entry.value;
        match entry.key.as_str() {
            "enabled" => off = faults.flag(value) == Some(false),
            "reason" => {
                why = if value.value == Value::Null {
                    String::new()
                } else {
                    faults.text(value).unwrap_or_default()
                }
            }
            "severity" => {
                if let Some(name) = faults.text(value) {
                    match name.to_lowercase().parse::<Severity>() {
                        Ok(severity) => draft.severity(id, severity),
                        Err(message) => faults.add(value.span, message),
                    }
                }
            }
            "exclude_services" => services(id, entry, draft, faults),
            key => draft.note(format!("{id}: compose-lint has no such key as {key}")),
        }
    }
    if off {
        draft.switch_off(id, &why, &[]);
    }
}

/// Services without a rule: only a comment in the Compose file can say that here.
fn services(id: &str, entry: &Entry, draft: &mut Draft<'_>, faults: &mut Faults) {
    let services: Vec<(String, String)> = match &entry.value.value {
        Value::Map(entries) => {
            let reason = |entry: &Entry| entry.value.as_text().unwrap_or_default().to_owned();
            entries.iter().map(|entry| (entry.key.clone(), reason(entry))).collect()
        }
        _ => faults.texts(&entry.value).into_iter().map(|name| (name, String::new())).collect(),
    };
    let rules = draft.rules_of(id);
    for (service, why) in services {
        match rules.is_empty() {
            true => draft.note(format!("{id} is switched off for service {service}, and no rule here does the same")),
            false => draft.note(format!(
                "{id} is switched off for service {service}: write `# dockwarden: ignore={} {why}` above what it finds there",
                rules.join(",")
            )),
        }
    }
}
