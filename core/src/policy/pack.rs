//! All rules of one kind, and their evaluation over a document.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};

use super::adjust::{self, Adjustment};
use super::answer::Answer;
use super::apart::Apart;
use super::builtin::is_builtin;
use super::engine::package_of;
use super::gate::Gate;
use super::input::{self, Before};
use super::metadata::{self, Rule, Verdict};
use super::options::Options;
use super::outcome::{self, Outcomes};
use super::together::Together;
use super::{PolicyError, PolicyFile, Print};

/// All enabled rules of one kind, to be evaluated over documents.
#[derive(Clone)]
pub struct Pack {
    kind: Kind,
    rules: Vec<Rule>,
    gate: Gate,
    severities: BTreeMap<String, Severity>,
    apart: Apart,
    /// For the rules that are not evaluated apart, if there are any.
    together: Option<Box<Together>>,
    /// For each rule, whether it is evaluated together with others.
    joined: Vec<bool>,
    before: Before,
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
        let joined = joined(files, &rules);
        let mut together = None;
        if !files.iter().all(is_builtin) {
            let those: Vec<(usize, &Rule)> = rules.iter().enumerate().filter(|(at, _)| joined[*at]).collect();
            let used = used(files, those.iter().map(|(_, rule)| *rule));
            // Also what no rule needs is parsed and checked: its errors would be lost.
            if used.iter().any(|file| !is_builtin(file)) {
                let loaded = Together::load(&those, used, options)?;
                together = (!those.is_empty()).then(|| Box::new(loaded));
            }
        }
        let (apart, gate, severities) = (Apart::new(options), Gate::new(&rules), options.severities.clone());
        Ok(Self { kind, rules, gate, severities, apart, together, joined, before: Before::default() })
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
        evaluation.prints = self.together.as_mut().map(|together| together.prints()).unwrap_or_default();
        let mut outcomes = Outcomes::new(document);
        let mut findings = Vec::new();
        for Answer { rule, verdict, result } in &results {
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
        let input = input::to_rego(&document.reading.model, &mut self.before);
        let alone: Vec<bool> = open.iter().zip(&self.joined).map(|(open, joined)| *open && !joined).collect();
        let mut results = self.apart.results(&self.rules, &alone, &input, errors);
        if let Some(together) = &mut self.together {
            results.extend(together.results(&self.rules, &open, &input, errors));
            results.sort_by_key(|answer| answer.rule);
        }
        results
    }
}

/// For each rule, whether it is evaluated in one engine with others: policies of others are, and the built-in
/// ones with them if they could name or change these.
fn joined(files: &[PolicyFile], rules: &[Rule]) -> Vec<bool> {
    let foreign: Vec<&PolicyFile> = files.iter().filter(|file| !is_builtin(file)).collect();
    let paths: BTreeSet<&str> = foreign.iter().map(|file| file.path.as_str()).collect();
    let own: Vec<bool> = rules.iter().map(|rule| paths.contains(rule.path.as_str())).collect();
    let library = |file: &&PolicyFile| package_of(file).starts_with("dockwarden.lib");
    let reaches_out = own.contains(&true) && !foreign.iter().all(|file| keeps_to_itself(&file.text));
    if reaches_out || foreign.iter().any(library) { vec![true; rules.len()] } else { own }
}

/// Whether a policy surely names no built-in rule: of `data` only what is there for it.
fn keeps_to_itself(text: &str) -> bool {
    const WORD: &str = "data";
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let sound = |line: &str, at: usize| {
        let (before, after) = (&line[..at], &line[at + WORD.len()..]);
        let other =
            before.ends_with(part_of_name) || before.ends_with('.') || after.starts_with(part_of_name);
        let quoted = before.ends_with('"') && after.starts_with('"');
        let path = after.strip_prefix('.');
        let allowed = |path: &str| match path.strip_prefix("dockwarden") {
            Some(rest) => [".lib.", ".data", ".today"].iter().any(|known| rest.starts_with(known)),
            None => true,
        };
        other || quoted || path.is_some_and(allowed)
    };
    // In a text of several lines between backticks a line may begin with `#`, and be no comment.
    let comments = !text.contains('`');
    let mut code = text.lines().filter(|line| !(comments && line.trim_start().starts_with('#')));
    code.all(|line| line.match_indices(WORD).all(|(at, _)| sound(line, at)))
}

/// Those of `files` that `rules` stand in, and the libraries that they use.
fn used<'a, 'b>(files: &'a [PolicyFile], rules: impl Iterator<Item = &'b Rule>) -> Vec<&'a PolicyFile> {
    let wanted: BTreeSet<&str> = rules.map(|rule| rule.path.as_str()).collect();
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

/// Adds those of `libraries` that `used` names, and those that these name in turn, of others all; a package
/// that is there slows every evaluation, whether it is used or not.
fn add_libraries<'a>(used: &mut Vec<&'a PolicyFile>, libraries: Vec<&'a PolicyFile>) {
    let ours = |library: &&PolicyFile| package_of(library).starts_with("dockwarden.lib.");
    let (mut libraries, others): (Vec<_>, Vec<_>) = libraries.into_iter().partition(ours);
    used.extend(others);
    let mut next = 0;
    while next < used.len() {
        let text = &used[next].text;
        let named = |library: &&PolicyFile| text.contains(&format!("data.{}", package_of(library)));
        let (add, rest): (Vec<_>, Vec<_>) = libraries.into_iter().partition(named);
        used.extend(add);
        libraries = rest;
        next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::keeps_to_itself;

    #[test]
    fn a_policy_that_may_name_built_in_rules_is_told_from_one_that_does_not() {
        for text in [
            "x := input.data",
            "x := metadata + data_of(1)",
            "x := data.config.own.list",
            "import data.own.helpers",
            "import data.dockwarden.lib.images\nx := data.dockwarden.data.base_images[data.dockwarden.today]",
            "# data\n  # of data",
            "x := input[\"data\"]",
        ] {
            assert!(keeps_to_itself(text), "{text}");
        }
        for text in [
            "x := data",
            "x := data[\"dockwarden\"]",
            "import data",
            "walk(data, x)",
            "import data.dockwarden",
            "import data.dockwarden as d",
            "x := data.dockwarden[kind]",
            "x := data.dockwarden.compose.privileged.deny",
            "x := input.y; z := data # one",
            "x := `\n#`; y := data.dockwarden[kind]",
        ] {
            assert!(!keeps_to_itself(text), "{text}");
        }
    }
}
