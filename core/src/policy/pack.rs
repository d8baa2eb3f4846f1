//! All rules of one kind, parsed and ready, and their evaluation over a document.

use std::collections::{BTreeMap, BTreeSet};

use regorus::Value as Rego;

use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};

use super::adjust::{self, Adjustment};
use super::apart::Apart;
use super::builtin::is_builtin;
use super::engine::package_of;
use super::gate::Gate;
use super::metadata::{self, Rule, Verdict};
use super::outcome::{self, Outcomes};
use super::together::Together;
use super::{PolicyError, PolicyFile, Print};

/// What a run wants of its rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Ids of the rules to evaluate; the others are not even parsed.
    pub enabled: BTreeSet<String>,
    /// Parameters by rule id: `data.config`.
    pub config: BTreeMap<String, serde_json::Value>,
    /// Severities that replace those of the rules, by rule id.
    pub severities: BTreeMap<String, Severity>,
    /// The date of the run, `YYYY-MM-DD`: `data.dockwarden.today`.
    pub today: Option<String>,
    /// How long policies that are not built in may take over one document; none where there is no
    /// clock.
    pub time_limit: Option<std::time::Duration>,
}

/// What a rule gives: its index in the pack, the set, and one result in it.
pub(super) type Answer = (usize, Verdict, Rego);

/// All enabled rules of one kind, to be evaluated over documents.
#[derive(Clone)]
pub struct Pack {
    kind: Kind,
    rules: Vec<Rule>,
    gate: Gate,
    severities: BTreeMap<String, Severity>,
    engines: Engines,
}

/// How many engines evaluate the rules.
#[derive(Clone)]
enum Engines {
    /// One for each: all are built in.
    Apart(Box<Apart>),
    /// One for all.
    Together(Box<Together>),
}

impl std::fmt::Debug for Pack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The engine would print every policy as a tree.
        f.debug_struct("Pack")
            .field("kind", &self.kind)
            .field("rules", &self.rules.len())
            .finish_non_exhaustive()
    }
}

/// What evaluating a document gives.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// The findings, in the order of the document.
    pub findings: Vec<Finding>,
    /// What they make of findings of other rules.
    pub adjustments: Vec<Adjustment>,
    /// Rules that failed; those that did not are all in `findings`.
    pub errors: Vec<PolicyError>,
    /// What policies printed, in the order in which they did.
    pub prints: Vec<Print>,
}

impl Pack {
    /// Those of `rules` that are of `kind` and wanted, with the libraries among `files`; `rules` are the rules
    /// of `files`.
    ///
    /// Built-in files are trusted to be strict (a test of theirs); all others are checked before they run.
    ///
    /// # Errors
    /// Every file that cannot be parsed, calls itself in a circle, or uses what policies may not.
    pub fn load(
        kind: Kind,
        files: &[PolicyFile],
        rules: &[Rule],
        options: &Options,
    ) -> Result<Self, Vec<PolicyError>> {
        let wanted = |rule: &&Rule| {
            let configured = !rule.configured || options.config.contains_key(&rule.id);
            rule.kind == kind && options.enabled.contains(&rule.id) && configured
        };
        let rules: Vec<Rule> = rules.iter().filter(wanted).cloned().collect();
        let used = if files.iter().all(is_builtin) { Vec::new() } else { used(files, &rules) };
        let engines = match used.iter().all(|file| is_builtin(file)) {
            true => Engines::Apart(Box::new(Apart::new(options))),
            false => Engines::Together(Box::new(Together::load(&rules, used, options)?)),
        };
        Ok(Self { kind, gate: Gate::new(&rules), rules, severities: options.severities.clone(), engines })
    }

    /// The rules of the pack, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// For each rule of the pack, whether it can fire on `document`.
    pub fn open(&self, document: &Document) -> Vec<bool> {
        self.gate.open(document)
    }

    /// Evaluates every rule over `document`.
    ///
    /// A rule that fails takes no other rule with it.
    pub fn evaluate(&mut self, document: &Document) -> Evaluation {
        let mut evaluation = Evaluation::default();
        let results = self.results(document, &mut evaluation.errors);
        if let Engines::Together(together) = &mut self.engines {
            evaluation.prints = together.prints();
        }
        let mut outcomes = Outcomes::new(document);
        let mut findings = Vec::new();
        for (rule, verdict, result) in &results {
            let (rule, verdict) = (&self.rules[*rule], *verdict);
            if verdict == Verdict::Adjust {
                match adjust::read(document, &rule.id, rule.fix, result) {
                    Ok(adjustment) => evaluation.adjustments.push(adjustment),
                    Err(why) => evaluation.errors.push(PolicyError::whole(&rule.path, why)),
                }
                continue;
            }
            let severity = self.severities.get(&rule.id).copied();
            let worst = if verdict == Verdict::Warn { Severity::Low } else { Severity::Critical };
            let mut finding = outcomes.finding(rule, rule.severity.min(worst), result);
            finding.severity = severity.unwrap_or(finding.severity);
            findings.push((finding, result));
        }
        evaluation.findings = outcome::told_once(findings);
        evaluation
    }

    /// What every rule says of `document`.
    pub(super) fn results(&mut self, document: &Document, errors: &mut Vec<PolicyError>) -> Vec<Answer> {
        let open = self.open(document);
        let model = &document.reading.model;
        match &mut self.engines {
            Engines::Apart(apart) => apart.results(&self.rules, &open, model, errors),
            Engines::Together(together) => together.results(&self.rules, &open, model, errors),
        }
    }
}

/// Those of `files` that `rules` stand in, and the libraries that they use.
fn used<'a>(files: &'a [PolicyFile], rules: &[Rule]) -> Vec<&'a PolicyFile> {
    let wanted: BTreeSet<&str> = rules.iter().map(|rule| rule.path.as_str()).collect();
    // The engine would join a file to the one that it replaces.
    let last: BTreeMap<_, _> = files.iter().enumerate().map(|(i, file)| (package_of(file), i)).collect();
    let stands = |index: usize, file: &PolicyFile| {
        !package_of(file).starts_with("dockwarden.") || last.get(package_of(file)) == Some(&index)
    };
    let (mut used, mut libraries) = (Vec::new(), Vec::new());
    for (_, file) in files.iter().enumerate().filter(|(index, file)| stands(*index, file)) {
        if wanted.contains(file.path.as_str()) {
            used.push(file);
        } else if metadata::rule_of(package_of(file)).is_none() && !metadata::is_test(&file.path) {
            libraries.push(file);
        }
    }
    add_libraries(&mut used, libraries);
    used
}

/// Adds those of `libraries` that `used` names, and those that these name in turn; a package that is
/// there slows every evaluation, whether it is used or not.
fn add_libraries<'a>(used: &mut Vec<&'a PolicyFile>, mut libraries: Vec<&'a PolicyFile>) {
    let mut next = 0;
    while next < used.len() {
        let text = &used[next].text;
        let named = |library: &PolicyFile| {
            let package = package_of(library);
            !package.starts_with("dockwarden.lib.") || text.contains(&format!("data.{package}"))
        };
        let (add, rest) = libraries.into_iter().partition(|library| named(library));
        used.extend::<Vec<_>>(add);
        libraries = rest;
        next += 1;
    }
}
