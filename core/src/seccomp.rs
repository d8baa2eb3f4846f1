//! Seccomp profiles: what one lets a container ask of the kernel.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Builder, Entry, Object, ObjectId, Value};
use crate::source::{Source, Span};
use crate::syntax::json;
use crate::syntax::tree::{self, Fault, Node as Json};

/// A profile that was read.
pub(crate) struct Profile {
    path: String,
    span: Span,
    root: Json,
}

impl Profile {
    /// Reads the profile in `source`; none if nothing of it could be understood.
    pub(crate) fn read(source: &Source, faults: &mut Vec<Fault>) -> Option<Self> {
        let parsed = json::parse(source);
        faults.extend(parsed.faults);
        Some(Self { path: source.path().to_owned(), span: source.whole(), root: parsed.root? })
    }

    /// The profile in the model.
    pub(crate) fn lower(&self, builder: &mut Builder) -> ObjectId {
        let root = &self.root;
        let mut object = Object::at(self.span).with("path", self.path.as_str());
        if let Some(action) = root.entry("defaultAction")
            && let Some(text) = action.value.as_text()
        {
            object.entries.push(Entry::written("default_action", action.key_span, text, action.value.span));
        }
        let architectures = root.get("architectures").or_else(|| root.get("archMap"));
        object.set("names_architectures", architectures.is_some());
        let mut allows = Vec::new();
        for (name, span) in allowed(root) {
            let id = builder.add(Object::at(span).with("name", name));
            allows.push(Entry::written(name.to_owned(), span, id, span));
        }
        object.set("allows", Value::Table(allows));
        builder.add(object)
    }
}

/// The calls that the profile lets pass whatever their arguments, and whatever the container may do else;
/// each once, with its place.
fn allowed(root: &Json) -> Vec<(&str, Span)> {
    let mut allowed: BTreeMap<&str, Span> = BTreeMap::new();
    let mut refused: BTreeSet<&str> = BTreeSet::new();
    for rule in root.get("syscalls").and_then(Json::as_list).unwrap_or_default() {
        let action = rule.get("action").and_then(Json::as_text).unwrap_or_default();
        for (name, span) in names(rule) {
            if !lets_pass(action) {
                refused.insert(name);
            } else if !is_conditional(rule) {
                allowed.entry(name).or_insert(span);
            }
        }
    }
    allowed.into_iter().filter(|(name, _)| !refused.contains(name)).collect()
}

/// The calls that a rule is about; older profiles have one a rule.
fn names(rule: &Json) -> impl Iterator<Item = (&str, Span)> {
    let many = rule.get("names").and_then(Json::as_list).unwrap_or_default();
    many.iter().chain(rule.get("name")).filter_map(|name| Some((name.as_text()?, name.span)))
}

fn lets_pass(action: &str) -> bool {
    matches!(action, "SCMP_ACT_ALLOW" | "SCMP_ACT_LOG")
}

/// Whether the rule holds only for some arguments, capabilities, machines or kernels.
fn is_conditional(rule: &Json) -> bool {
    let says = |key: &str| match rule.get(key).map(|node| &node.value) {
        Some(tree::Value::List(items)) => !items.is_empty(),
        Some(tree::Value::Map(entries)) => entries.iter().any(|entry| match &entry.value.value {
            tree::Value::List(items) => !items.is_empty(),
            tree::Value::Null => false,
            _ => true,
        }),
        _ => false,
    };
    says("args") || says("includes") || says("excludes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn names_of(syscalls: &str) -> Vec<String> {
        let source =
            Source::from_text(FileId(0), "p.json", &format!("{{\"syscalls\": [{syscalls}]}}")).unwrap();
        let root = json::parse(&source).root.unwrap();
        allowed(&root).into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn what_a_rule_allows_without_conditions_is_allowed() {
        let plain = r#"{"names": ["mount", "read"], "action": "SCMP_ACT_ALLOW", "args": [], "includes": {}}"#;
        assert_eq!(names_of(plain), ["mount", "read"]);
        assert_eq!(names_of(r#"{"name": "bpf", "action": "SCMP_ACT_LOG", "args": null}"#), ["bpf"]);
    }

    #[test]
    fn what_holds_under_conditions_is_not() {
        for condition in [
            r#""args": [{"index": 0, "value": 1, "op": "SCMP_CMP_EQ"}]"#,
            r#""includes": {"caps": ["CAP_SYS_ADMIN"]}"#,
            r#""includes": {"minKernel": "4.8"}"#,
            r#""excludes": {"arches": ["s390"]}"#,
        ] {
            let rule = format!(r#"{{"names": ["mount"], "action": "SCMP_ACT_ALLOW", {condition}}}"#);
            assert_eq!(names_of(&rule), [""; 0], "{condition}");
        }
    }

    #[test]
    fn what_another_rule_refuses_is_not_said_to_be_allowed() {
        let both = r#"{"names": ["a", "b"], "action": "SCMP_ACT_ALLOW"}, {"names": ["a"], "action": "SCMP_ACT_ERRNO"}"#;
        assert_eq!(names_of(both), ["b"]);
    }

    #[test]
    fn what_is_no_rule_says_nothing() {
        assert_eq!(
            names_of(r#"3, {}, {"names": "x", "action": 3}, {"names": [3], "action": "SCMP_ACT_ALLOW"}"#),
            [""; 0]
        );
    }
}
