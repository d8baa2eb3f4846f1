//! Seccomp profiles that services name: what a profile lets a container ask of the kernel.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entry, Object, ObjectId, Value};
use crate::source::{Source, Span};
use crate::syntax::json;
use crate::syntax::tree::{self, Node as Json};

use super::files;
use super::load::{Loader, Refusal};
use super::lowering::Lowering;
use super::node::Node;
use super::security_opt;

/// Profiles by the path that `security_opt` gives.
pub(super) type Profiles = BTreeMap<String, Profile>;

/// A profile that was read.
pub(super) struct Profile {
    path: String,
    span: Span,
    root: Json,
    /// The profile in the model, once a service has asked for it.
    lowered: Option<ObjectId>,
}

/// Reads every profile that a service of the project in `directory` names. One that is not there is no
/// fault of the file: it may lie on the host alone.
pub(super) fn gather(loader: &mut Loader, root: &Node, directory: &str) -> Profiles {
    let mut profiles = Profiles::new();
    for service in root.get("services").and_then(Node::as_map).unwrap_or_default() {
        let options = service.value.get("security_opt").and_then(Node::as_list).unwrap_or_default();
        for option in options {
            let text = option.as_text().and_then(|text| text.value());
            let Some(named) = text.as_deref().and_then(security_opt::seccomp_profile) else { continue };
            if profiles.contains_key(named) {
                continue;
            }
            let path = files::join(directory, named);
            match loader.open(&path) {
                Ok(source) => {
                    drop(read(loader, &source).map(|profile| profiles.insert(named.to_owned(), profile)))
                }
                Err(Refusal::Unreadable(reason)) => {
                    loader.fault(option.span, format!("`{path}` cannot be read: {reason}"));
                }
                Err(_) => {}
            }
        }
    }
    profiles
}

fn read(loader: &mut Loader, source: &Source) -> Option<Profile> {
    let parsed = json::parse(source);
    loader.faults.extend(parsed.faults);
    let root = parsed.root?;
    Some(Profile { path: source.path().to_owned(), span: source.whole(), root, lowered: None })
}

/// The profile of that name in the model; services that share it share the object.
pub(super) fn lower(lowering: &mut Lowering, name: &str) -> Option<ObjectId> {
    let profile = lowering.profiles.get(name)?;
    if let Some(id) = profile.lowered {
        return Some(id);
    }
    let root = &profile.root;
    let mut object = Object::at(profile.span).with("path", profile.path.as_str());
    if let Some(action) = root.entry("defaultAction")
        && let Some(text) = action.value.as_text()
    {
        object.entries.push(Entry::written("default_action", action.key_span, text, action.value.span));
    }
    let architectures = root.get("architectures").or_else(|| root.get("archMap"));
    object.set("names_architectures", architectures.is_some());
    let mut allows = Vec::new();
    for (name, span) in allowed(root) {
        let id = lowering.builder.add(Object::at(span).with("name", name));
        allows.push(Entry::written(name.to_owned(), span, id, span));
    }
    object.set("allows", Value::Table(allows));
    let id = lowering.builder.add(object);
    if let Some(profile) = lowering.profiles.get_mut(name) {
        profile.lowered = Some(id);
    }
    Some(id)
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
