//! dockwarden in JavaScript: the files of a project in, what is said of them out.
//!
//! Texts and bytes cross the border as they are, everything else as JSON; `package/src` gives it
//! types and names. What goes wrong is thrown as the JSON of a [`problem::Problems`].

mod folder;
mod mend;
mod problem;
mod project;
mod rule;
mod setup;
mod testing;
mod view;
mod writing;

use std::sync::Arc;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::Report;
use dockwarden_core::document::Document;
use dockwarden_core::policy;
use dockwarden_core::report::{json, markdown, sarif};
use dockwarden_core::run::{self, Judge, Packs};
use dockwarden_core::stack::Shelf;
use wasm_bindgen::prelude::wasm_bindgen;

pub use folder::Folder;
use problem::Problems;
pub use project::Project;
pub use writing::{new_rule, switch_off};

/// Bytes of memory that the module holds.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn held() -> usize {
    core::arch::wasm32::memory_size(0) * 64 * 1024
}

/// Rules and a configuration, ready to check.
#[wasm_bindgen]
pub struct Checker {
    judge: Judge,
    catalog: Catalog,
}

#[wasm_bindgen]
impl Checker {
    /// Makes a checker of the JSON of a [`setup::Choice`].
    ///
    /// # Errors
    /// When the configuration or a policy cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(choice: &str) -> Result<Checker, String> {
        let setup = setup::load(choice).map_err(|problems| problems.to_json())?;
        let catalog = setup.catalog();
        Ok(Self { judge: Judge::new(Arc::new(Packs::new(setup))), catalog })
    }

    /// Checks a project and says what is found as JSON, with places as editors count them.
    /// `only` are paths, one a line: nothing else is checked; empty for all.
    ///
    /// # Errors
    /// When the policies cannot be loaded.
    pub fn check(&mut self, project: &Project, only: &str) -> Result<String, String> {
        self.report(project, only, |report| view::report(report).to_string())
    }

    /// Checks a project and gives the report of the command: `json`, `sarif` or `markdown`.
    ///
    /// # Errors
    /// When the policies cannot be loaded, or there is no such format.
    pub fn render(&mut self, project: &Project, only: &str, format: &str) -> Result<String, String> {
        let render: fn(&Report) -> String = match format {
            "json" => json::render,
            "sarif" => sarif::render,
            "markdown" => markdown::render,
            _ => {
                let message = format!("expected one of json, sarif, markdown; found `{format}`");
                return Err(Problems::input("", message).to_json());
            }
        };
        self.report(project, only, render)
    }

    /// The files of a project with all fixes applied, as JSON; with `bold` those too that may change
    /// behaviour.
    ///
    /// # Errors
    /// When the policies cannot be loaded.
    pub fn mend(&mut self, project: &Project, only: &str, bold: bool) -> Result<String, String> {
        mend::all(self, project, only, bold).map(|mended| mended.to_string())
    }

    /// What policies see of one file of a project, or of the whole `stack` of a Compose file, as JSON.
    ///
    /// # Errors
    /// When the file is not there, is no text, or is none that dockwarden knows.
    pub fn input(&self, project: &Project, path: &str, stack: bool) -> Result<String, String> {
        let document = self.document(project, path, stack)?;
        Ok(policy::to_json(&document.reading.model).to_string())
    }

    /// The same as a list of all objects in it, each once, with the places of what is in them.
    ///
    /// # Errors
    /// As [`Checker::input`].
    pub fn locate(&self, project: &Project, path: &str, stack: bool) -> Result<String, String> {
        Ok(view::located(&self.document(project, path, stack)?).to_string())
    }

    /// Runs the tests in policies, which are JSON, and says what became of them as JSON.
    ///
    /// # Errors
    /// When a policy cannot be loaded.
    pub fn test(&self, policies: &str) -> Result<String, String> {
        testing::run(policies).map(|run| run.to_string()).map_err(|problems| problems.to_json())
    }

    /// What the rules are about, as JSON.
    pub fn rules(&self) -> String {
        rule::all(self.judge.setup(), &self.catalog)
    }

    /// What one rule is about, and its policy, as JSON; `name` may leave its kind out.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn explain(&self, name: &str) -> Result<String, String> {
        rule::named(name, self.judge.setup(), &self.catalog)
    }
}

impl Checker {
    fn document(&self, project: &Project, path: &str, stack: bool) -> Result<Document, String> {
        let setup = self.judge.setup();
        let document = if stack { project.stack(path, setup) } else { project.document(path, setup) };
        document.map_err(|problems| problems.to_json())
    }

    /// Checks the units of `project` that hold one of the paths `only`, and shows the report to `see`.
    fn report<T>(
        &mut self,
        project: &Project,
        only: &str,
        see: impl FnOnce(&Report) -> T,
    ) -> Result<T, String> {
        let judge = &mut self.judge;
        let known = judge.setup().known();
        let engines = project.engines(judge.setup());
        let mut checked = Vec::new();
        let units = project.units(judge.setup(), only);
        for unit in units.iter().filter_map(|unit| project.unit(unit, &known, &engines)) {
            let errors = match run::check(&unit, judge, &self.catalog, &mut Shelf::default()) {
                Ok(one) => {
                    checked.push(one);
                    continue;
                }
                Err(errors) => errors,
            };
            return Err(Problems::policies(&errors, &judge.setup().policies).to_json());
        }
        // The catalog is lent to the report: to copy it takes longer than to check a small file.
        let report = run::finish(checked, std::mem::take(&mut self.catalog), project.pipelines());
        let seen = see(&report);
        self.catalog = report.catalog;
        Ok(seen)
    }
}

#[cfg(test)]
mod tests;
