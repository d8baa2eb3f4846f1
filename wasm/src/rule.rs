//! Rules as JavaScript sees them.

use dockwarden_core::catalog::Catalog;
use dockwarden_core::document::Kind;
use dockwarden_core::policy::Rule;
use dockwarden_core::run::Setup;
use serde_json::{Value, json};

use crate::problem::Problems;

/// What all rules are about, as JSON.
pub fn all(setup: &Setup, catalog: &Catalog) -> String {
    setup.rules.iter().map(|rule| about(rule, catalog)).collect::<Value>().to_string()
}

/// All that is known of a rule, as JSON; `name` may leave its kind out.
///
/// # Errors
/// When there is no such rule.
pub fn named(name: &str, setup: &Setup, catalog: &Catalog) -> Result<String, String> {
    let found = Kind::ALL.into_iter().find_map(|kind| catalog.resolve(kind, name));
    let rule = found.ok_or_else(|| {
        let near = catalog.nearest(name).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        Problems::input("", format!("there is no rule `{name}`{near}")).to_json()
    })?;
    Ok(explain(rule, catalog, setup).to_string())
}

/// What a rule is about.
fn about(rule: &Rule, catalog: &Catalog) -> Value {
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
fn explain(rule: &Rule, catalog: &Catalog, setup: &Setup) -> Value {
    let mut out = about(rule, catalog);
    let parameter = |parameter: &dockwarden_core::policy::Parameter| json!({"name": parameter.name, "description": parameter.description, "default": parameter.default});
    let policy = setup.policies.iter().rev().find(|file| file.path == rule.path);
    out["description"] = json!(rule.description.trim());
    out["parameters"] = rule.parameters.iter().map(parameter).collect();
    out["links"] = json!(rule.related_resources);
    out["policy"] = json!({"path": rule.path, "text": policy.map_or("", |file| file.text.trim_start())});
    out
}
