//! What may stand at a place of a configuration: keys of its schema, rules, and what these may be set to.

use serde_json::Value as Json;

use crate::finding::Severity;
use crate::policy::Rule;

use super::SETS;

/// The published schema, which describes the keys.
const SCHEMA: &str = include_str!("../../../docs/schemas/config.json");

/// Something that may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is offered.
    pub label: String,
    /// What is written for it.
    pub text: String,
    /// In a few words.
    pub detail: String,
    /// The rule that it names, if it names one.
    pub rule: Option<String>,
}

/// What may stand behind the text `before` on the last of `lines`, which are those up to the place.
pub fn complete(before: &str, rules: &[Rule]) -> Vec<Item> {
    let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
    let path = keys_above(above, line);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let entry = line.trim_start().trim_start_matches("- ").trim_start();
    if let Some((key, value)) = entry.split_once(':') {
        let is_word = value.starts_with(' ') && !value.trim_start().contains([' ', '#', '[', '{']);
        return if is_word { values(&path, key.trim_matches(['"', '\''])) } else { Vec::new() };
    }
    if !entry.trim_start_matches(['"', '\'']).chars().all(is_key) {
        return Vec::new();
    }
    match path[..] {
        [] => described(&["properties"], &|_| true),
        [.., "overrides"] => described(&["properties", "overrides", "items", "properties"], &|_| true),
        [.., "rules"] => rules.iter().map(of_rule).collect(),
        [.., "rules", rule] => {
            let own = rules.iter().find(|one| one.id == rule).into_iter().flat_map(|one| &one.parameters);
            let all = [
                ("severity", "Severity in the place of the rule's own"),
                ("enabled", "Whether the rule is on"),
            ];
            let own = own.map(|one| (one.name.as_str(), one.description.as_str()));
            all.into_iter().chain(own).map(|(name, about)| key(name, about)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether keys and ids of rules are made of it.
pub fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_/".contains(c)
}

fn of_rule(rule: &Rule) -> Item {
    let detail = format!("{}: {}", rule.severity, rule.title);
    Item { label: rule.id.clone(), text: format!("{}: ", rule.id), detail, rule: Some(rule.id.clone()) }
}

fn key(name: &str, about: &str) -> Item {
    Item { label: name.to_owned(), text: format!("{name}: "), detail: about.to_owned(), rule: None }
}

/// The keys that the schema describes at `path`.
fn described(path: &[&str], wanted: &dyn Fn(&str) -> bool) -> Vec<Item> {
    // The schema is part of the program: a test reads it.
    let schema: Json = serde_json::from_str(SCHEMA).unwrap_or_default();
    let at = path.iter().try_fold(&schema, |at, key| at.get(key));
    let about = |value: &Json| {
        let own = value.get("description").and_then(Json::as_str);
        let referred = value.get("$ref").and_then(Json::as_str).and_then(|at| schema.pointer(&at[1..]));
        own.or_else(|| referred?.get("description")?.as_str()).unwrap_or_default().to_owned()
    };
    let keys = at.and_then(Json::as_object).into_iter().flatten();
    keys.filter(|(name, _)| wanted(name)).map(|(name, value)| key(name, &about(value))).collect()
}

/// What may stand behind a key.
fn values(path: &[&str], key: &str) -> Vec<Item> {
    let severities = Severity::ALL.iter().rev().map(|severity| severity.name());
    let all: Vec<&str> = match (path, key) {
        ([], "set") => SETS.to_vec(),
        ([], "fail-on") | (_, "severity") => severities.collect(),
        ([.., "rules"], _) => ["off", "on"].into_iter().chain(severities).collect(),
        (_, "enabled") => vec!["true", "false"],
        _ => Vec::new(),
    };
    let item = |text: &str| Item { label: text.into(), text: text.into(), detail: String::new(), rule: None };
    all.into_iter().map(item).collect()
}

/// The keys that the last line is below, outermost first, by how far lines are indented: the file is
/// being written, so that it need not be YAML yet.
fn keys_above(above: &str, line: &str) -> Vec<String> {
    let depth = |text: &str| text.len() - text.trim_start_matches([' ', '-']).len();
    let mut path = Vec::new();
    let mut indent = depth(line);
    for text in above.lines().rev() {
        if indent == 0 {
            break;
        }
        let entry = text.trim_start_matches([' ', '-']).trim_start_matches(['"', '\'']);
        let name = entry.split([':', ' ', '"', '\'', '#']).next().unwrap_or_default();
        let is_key = !name.is_empty()
            && entry[name.len()..].trim_start_matches(['"', '\'']).starts_with(':')
            && depth(text) < indent;
        if !is_key {
            continue;
        }
        path.insert(0, name.to_owned());
        indent = depth(text);
        // An entry of a list hangs below the key of the list, at any indent.
        if text.trim_start().starts_with("- ") {
            indent = (text.len() - text.trim_start().len()).max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{builtin_files, rules};

    fn labels(before: &str) -> Vec<String> {
        let rules = rules(&builtin_files()).unwrap();
        complete(before, &rules).into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn keys_of_the_schema_are_offered_where_they_may_stand() {
        let top = complete("", &[]);
        let set = top.iter().find(|item| item.label == "set").unwrap();
        assert_eq!(set.detail, "Rule set; recommended if none is chosen.");
        assert!(top.iter().all(|item| !item.detail.is_empty()), "{top:?}");
        assert_eq!(labels("overrides:\n  - "), ["paths", "rules"]);
        assert_eq!(labels("overrides:\n  - paths: [a]\n    "), ["paths", "rules"]);
        assert_eq!(labels("exclude:\n  - "), Vec::<String>::new());
    }

    #[test]
    fn rules_are_offered_below_rules_with_what_they_may_be() {
        for before in [
            "rules:\n  ",
            "set: cis\nrules:\n  compose/host-pid: off\n  comp",
            "overrides:\n- paths: [a]\n  rules:\n    ",
        ] {
            assert!(labels(before).contains(&"compose/privileged".to_owned()), "{before}");
        }
        assert_eq!(labels("rules:\n  compose/privileged: ")[..3], ["off", "on", "critical"]);
        let parameters = labels("rules:\n  compose/image-registry-untrusted:\n    ");
        assert_eq!(parameters[..2], ["severity", "enabled"]);
        assert!(parameters.len() > 2, "{parameters:?}");
    }

    #[test]
    fn values_are_offered_behind_their_keys() {
        assert_eq!(labels("set: "), SETS);
        assert_eq!(labels("fail-on: hi")[..2], ["critical", "high"]);
        assert!(labels("exclude: ").is_empty());
        assert!(labels("set: cis # ").is_empty());
    }
}
