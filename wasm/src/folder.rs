//! The files of a folder, and what is said of them, kept current while they change.

use std::collections::BTreeSet;

use dockwarden_core::config::complete::{self, Item};
use dockwarden_core::finding::Safety;
use dockwarden_core::policy;
use dockwarden_core::run::Workspace;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::problem::Problems;
use crate::project::Project;
use crate::{rule, setup, view};

/// Files, rules, and what these say of those.
#[wasm_bindgen]
pub struct Folder {
    files: Project,
    workspace: Workspace,
    /// Whether the workspace knows which files there are.
    arranged: bool,
}

#[wasm_bindgen]
impl Folder {
    /// A folder without files; `choice` is the JSON of a [`setup::Choice`].
    ///
    /// # Errors
    /// When the configuration or a policy cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(choice: &str) -> Result<Folder, String> {
        let setup = setup::load(choice).map_err(|problems| problems.to_json())?;
        Ok(Self { files: Project::new(), workspace: Workspace::new(setup), arranged: true })
    }

    /// Checks by another choice from now on; all that is known becomes due.
    ///
    /// # Errors
    /// When the configuration or a policy cannot be used; nothing has changed then.
    pub fn configure(&mut self, choice: &str) -> Result<(), String> {
        self.workspace.set_up(setup::load(choice).map_err(|problems| problems.to_json())?);
        self.arranged = false;
        Ok(())
    }

    /// Adds a file, or replaces one. `kind` is empty where its path tells it.
    ///
    /// # Errors
    /// When there is no such kind.
    pub fn set(&mut self, path: String, bytes: Vec<u8>, kind: &str) -> Result<(), String> {
        let before = self.files.kind(&path);
        let known = self.files.bytes(&path).is_some();
        let same = self.files.bytes(&path) == Some(&bytes);
        self.files.set(path.clone(), bytes, kind)?;
        let listed = known && self.files.kind(&path) == before;
        self.arranged &= listed;
        if !(same && listed) {
            self.workspace.changed(&path);
        }
        Ok(())
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.workspace.changed(path);
        self.files.remove(path);
        self.arranged = false;
    }

    /// What to check next, as JSON: a part of the folder and the files that it depends on; `null` if all
    /// is current. Parts with one of the paths `first`, one a line, come first.
    pub fn next(&mut self, first: &str) -> String {
        self.arrange();
        let Some(part) = self.workspace.next(first.lines(), self.files.all()) else { return "null".into() };
        let files: Vec<&str> = self.workspace.files_of(&part).collect();
        json!({"part": part, "files": files}).to_string()
    }

    /// Checks a part, and gives as JSON the paths of files that would have been read and are not there.
    pub fn check(&mut self, part: &str) -> String {
        self.arrange();
        self.workspace.check(part, self.files.all());
        self.workspace.missing_for(part).collect::<serde_json::Value>().to_string()
    }

    /// Makes everything that is said of a file current.
    pub fn settle(&mut self, path: &str) {
        self.arrange();
        for part in self.workspace.due_for(path, self.files.all()) {
            self.workspace.check(&part, self.files.all());
        }
    }

    /// A part cannot be checked until one of its files changes.
    pub fn fail(&mut self, part: &str, why: String) {
        self.arrange();
        self.workspace.fail(part, why);
    }

    /// What is said now of the files of which something else may be said, as JSON.
    pub fn told(&mut self) -> String {
        self.arrange();
        let paths: BTreeSet<String> = self.workspace.take_told();
        self.workspace.report_on(&paths, |report| view::files(report, &paths)).to_string()
    }

    /// The table of defence in depth of all files, as JSON.
    pub fn depth(&mut self) -> String {
        self.workspace.report(self.files.pipelines(), view::depth).to_string()
    }

    /// What policies see of a file, as JSON.
    ///
    /// # Errors
    /// When it is no file that is checked.
    pub fn input(&mut self, path: &str) -> Result<String, String> {
        self.arrange();
        let document = self.workspace.document(path, self.files.all());
        let document =
            document.ok_or_else(|| Problems::input(path, "this is no file that is checked").to_json())?;
        Ok(policy::to_json(&document.reading.model).to_string())
    }

    /// The text of a file with all fixes applied, as JSON, and how many they were; with `bold` those too
    /// that may change behaviour.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn mend(&mut self, path: &str, bold: bool) -> Result<String, String> {
        self.arrange();
        let before = self.files.bytes(path);
        let before = before.ok_or_else(|| Problems::input(path, "there is no such file").to_json())?;
        let wanted = |finding: &dockwarden_core::finding::Finding| {
            bold || finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
        };
        let (after, applied) = self.workspace.mended(path, before, self.files.all(), &wanted);
        Ok(json!({"text": String::from_utf8_lossy(&after), "applied": applied}).to_string())
    }

    /// What the rules are about, as JSON.
    pub fn rules(&self) -> String {
        rule::all(self.workspace.setup(), self.workspace.catalog())
    }

    /// What one rule is about, and its policy, as JSON; `name` may leave its kind out.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn explain(&self, name: &str) -> Result<String, String> {
        rule::named(name, self.workspace.setup(), self.workspace.catalog())
    }

    /// What may stand in a configuration behind the text `before`, as JSON.
    pub fn complete(&self, before: &str) -> String {
        let items = complete::complete(before, &self.workspace.setup().rules);
        let item = |item: Item| json!({"label": item.label, "text": item.text, "detail": item.detail, "rule": item.rule});
        items.into_iter().map(item).collect::<serde_json::Value>().to_string()
    }

    fn arrange(&mut self) {
        if !std::mem::replace(&mut self.arranged, true) {
            self.workspace.arrange(self.files.kinds());
        }
    }
}
