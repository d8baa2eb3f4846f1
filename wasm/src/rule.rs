//! Rules as JavaScript sees them.

use dockwarden_core::catalog::Catalog;
use dockwarden_core::policy::Rule;
use dockwarden_core::run::Setup;
use serde_json::{Value, json};

/// What a rule is about.
pub fn about(rule: &Rule, catalog: &Catalog) -> Value {
    let mut out = json!({
        "id": rule.id,
        "kind": rule.kind.name(),
        "title": rule.title,
        "severity": rule.severity,
        "practice": rule.practice,
        "sets": rule.sets,
        "enabled": catalog.is_enabled(&rule.id),
        "sameAs": rule.same_as,
    });
    if let Some(fix) = rule.fix {
        out["fix"] = json!(fix);
    }
    out
}

/// The same with why it matters, its parameters, where to read on, and the policy itself.
pub fn explain(rule: &Rule, catalog: &Catalog, setup: &Setup) -> Value {
    let mut out = about(rule, catalog);
    let parameter = |parameter: &dockwarden_core::policy::Parameter| json!({"name": parameter.name, "description": parameter.description, "default": parameter.default});
    let policy = setup.policies.iter().rev().find(|file| file.path == rule.path);
    out["description"] = json!(rule.description.trim());
    out["parameters"] = rule.parameters.iter().map(parameter).collect();
    out["links"] = json!(rule.related_resources);
    out["policy"] = json!({"path": rule.path, "text": policy.map_or("", |file| file.text.trim_start())});
    out
}
