//! dockwarden in JavaScript: one checker, made once, that judges one file at a time.
//!
//! Results are the JSON that `dockwarden check --format json` prints for the same file.

use std::sync::Arc;

use dockwarden_core::config::Config;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::policy::{self, PolicyError};
use dockwarden_core::report::json;
use dockwarden_core::run::{self, Judge, Packs, Setup, Unit};
use dockwarden_core::source::{FileId, Source};
use wasm_bindgen::prelude::wasm_bindgen;

/// The built-in rules with one configuration, ready to check.
#[wasm_bindgen]
pub struct Dockwarden {
    judge: Judge,
}

#[wasm_bindgen]
impl Dockwarden {
    /// Makes a checker. `config` is the text of a `dockwarden.yaml`; empty for none. `today` is the
    /// date as `YYYY-MM-DD`, for rules that judge dates; empty if there is none.
    ///
    /// # Errors
    /// When the configuration cannot be understood: one message a line, each with line and column.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str, today: &str) -> Result<Dockwarden, String> {
        let source = Source::from_text(FileId(0), "dockwarden.yaml", config).map_err(|e| e.to_string())?;
        let told = |faults: &[dockwarden_core::syntax::tree::Fault]| {
            let line = |fault: &dockwarden_core::syntax::tree::Fault| {
                let place = source.position(fault.span.start);
                format!("{}:{}: {}", place.line, place.column, fault.message)
            };
            faults.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let config = Config::parse(&source).map_err(|faults| told(&faults))?;
        let mut setup = Setup::new(config, policy::builtin_files()).map_err(joined)?;
        let wrong = setup.config.check(&setup.rules);
        if !wrong.is_empty() {
            return Err(told(&wrong));
        }
        setup.today = Some(today.to_owned()).filter(|today| !today.is_empty());
        Ok(Self { judge: Judge::new(Arc::new(Packs::new(setup)), false) })
    }

    /// Checks the text of one file. Its kind is told from `path`, else from the text.
    ///
    /// # Errors
    /// When the file is none that dockwarden knows.
    pub fn check(&mut self, path: &str, text: &str) -> Result<String, String> {
        let kind = kind_of(path, text)?;
        let catalog = self.judge.setup().catalog();
        let around = self.judge.setup().known();
        let unit = Unit { name: path, kind, bytes: text.as_bytes(), around: &around, project: None };
        let checked = run::check(&unit, &mut self.judge, &catalog).map_err(joined)?;
        Ok(json::render(&run::finish(vec![checked], catalog, [])))
    }

    /// What policies see of one file, as JSON.
    ///
    /// # Errors
    /// When the file is none that dockwarden knows, or no text.
    pub fn input(&self, path: &str, text: &str) -> Result<String, String> {
        let kind = kind_of(path, text)?;
        let source = Source::from_text(FileId(0), path, text).map_err(|error| error.to_string())?;
        let document = Document::read(kind, source, &self.judge.setup().known());
        Ok(policy::to_json(&document.reading.model).to_string())
    }
}

fn kind_of(path: &str, text: &str) -> Result<Kind, String> {
    Kind::of_path(path)
        .or_else(|| Kind::of_text(text))
        .ok_or_else(|| format!("`{path}` is no Dockerfile, Compose file or daemon.json"))
}

fn joined(errors: Vec<PolicyError>) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checker(config: &str) -> Result<Dockwarden, String> {
        Dockwarden::new(config, "2026-11-01")
    }

    #[test]
    fn findings_are_those_of_the_command() {
        let mut checker = checker("").unwrap();
        let text = "services:\n  web:\n    image: nginx\n    privileged: true\n";
        let report: serde_json::Value =
            serde_json::from_str(&checker.check("compose.yaml", text).unwrap()).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let privileged = findings.iter().find(|finding| finding["rule"] == "compose/privileged").unwrap();
        assert_eq!(privileged["start"], serde_json::json!({"line": 4, "column": 5}));
    }

    #[test]
    fn a_configuration_switches_rules_off() {
        let mut checker = checker("rules:\n  compose/privileged: off\n").unwrap();
        let text = "services:\n  web:\n    image: nginx\n    privileged: true\n";
        assert!(!checker.check("compose.yaml", text).unwrap().contains("compose/privileged"));
    }

    #[test]
    fn a_wrong_configuration_is_an_error_with_its_place() {
        let error = checker("rulez: {}\n").err().unwrap();
        assert!(error.starts_with("1:1: "), "{error}");
    }

    #[test]
    fn what_is_no_docker_file_is_refused() {
        assert!(checker("").unwrap().check("readme.md", "hello").is_err());
    }

    #[test]
    fn the_input_is_what_policies_see() {
        let input = checker("").unwrap().input("Dockerfile", "FROM alpine\nUSER app\n").unwrap();
        let input: serde_json::Value = serde_json::from_str(&input).unwrap();
        assert_eq!(input.pointer("/stages/0/user/name"), Some(&serde_json::json!("app")));
    }
}
