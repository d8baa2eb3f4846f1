//! Configurations and rules as they are to be written.

use dockwarden_core::config::{FILE_NAME, edit};
use dockwarden_core::document::Kind;
use dockwarden_core::policy;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::problem::Problems;

/// Where new rules are written if the configuration names no folder for them.
const FOLDER: &str = "policies";

/// The text of a configuration in which a rule is off, for the file at `path` or, if that is empty, for
/// all, with the reason.
///
/// # Errors
/// When the configuration has faults, or only people can change it.
#[wasm_bindgen]
pub fn switch_off(config: &str, rule: &str, path: &str, why: &str) -> Result<String, String> {
    let path = Some(path).filter(|path| !path.is_empty());
    edit::switch_off(config, rule, path, why).map_err(|why| Problems::input(FILE_NAME, why).to_json())
}

/// A new rule, as JSON: its path and text, and the configuration that names its folder.
///
/// # Errors
/// When there can be no such rule, or the configuration has faults.
#[wasm_bindgen]
pub fn new_rule(config: &str, kind: &str, id: &str) -> Result<String, String> {
    let kind: Kind = kind.parse().map_err(|why: String| Problems::input("", why).to_json())?;
    if !policy::is_rule_name(id) {
        return Err(Problems::input("", format!("no rule can be called `{id}`")).to_json());
    }
    let (config, folder) =
        edit::with_policies(config, FOLDER).map_err(|why| Problems::input(FILE_NAME, why).to_json())?;
    let path = format!("{folder}/{}/{id}.rego", kind.name());
    Ok(json!({"path": path, "text": policy::template(kind, id), "config": config}).to_string())
}
