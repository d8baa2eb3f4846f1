//! All rules of one kind, parsed and ready, and their evaluation over a document.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regorus::{Engine, Value as Rego};

use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};

use super::adjust::{self, Adjustment};
use super::builtin::{is_builtin, position};
use super::engine::{ANSWER, Facts, Names, QUERY, engine_of, package_of};
use super::gate::Gate;
use super::input::{self, Before};
use super::metadata::{self, Rule, Verdict};
use super::outcome::{self, Outcomes};
use super::{PolicyError, PolicyFile, Print, prints};

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

/// All enabled rules of one kind, ready to evaluate. Cloning is cheap: one clone for each thread.
#[derive(Clone)]
pub struct Pack {
    kind: Kind,
    engine: Engine,
    rules: Vec<Rule>,
    gate: Gate,
    /// Every set of every rule; results name them by their index.
    asked: Vec<Asked>,
    severities: BTreeMap<String, Severity>,
    texts: BTreeMap<String, Cow<'static, str>>,
    names: Names,
    facts: Facts,
    before: Before,
}

/// A set of a rule, which gives the rule's results.
#[derive(Clone)]
struct Asked {
    /// Which of the rules of the pack.
    rule: usize,
    verdict: Verdict,
    /// What the engine calls the set.
    path: String,
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

/// Member of the input that names the sets whose rules have what they need: for the generated query only.
/// To find that out in Rego, for some hundred paths, would cost more than many rules do.
const MET: &str = "dockwarden query";

impl Pack {
    /// Makes the rules of `kind` in `files` ready, with the libraries among `files`.
    ///
    /// A rule of a later file replaces one of an earlier file with the same id. Built-in files are
    /// trusted to be strict (a test of theirs); all others are checked before they run.
    ///
    /// # Errors
    /// Every file that cannot be parsed, calls itself in a circle, or uses what policies may not.
    pub fn load(kind: Kind, files: &[PolicyFile], options: &Options) -> Result<Self, Vec<PolicyError>> {
        let enabled = |file: &&PolicyFile| {
            let rule = metadata::rule_of(package_of(file));
            rule.is_some_and(|(of, name)| of == kind && options.enabled.contains(&metadata::id(kind, &name)))
        };
        let mut pack = Self::load_some(kind, files, metadata::rules(files.iter().filter(enabled))?, options)?;
        // The engine makes ready what it needs when it is first asked, here for a rule that does not exist: all
        // clones share that.
        let _ = pack.engine.eval_rule(String::new());
        Ok(pack)
    }

    /// The same for one document only: built-in rules that cannot fire on it are not even parsed, which
    /// takes more time than to evaluate them. `rules` are those of `files`.
    ///
    /// # Errors
    /// As [`Pack::load`].
    pub fn load_for(
        document: &Document,
        files: &[PolicyFile],
        rules: &[Rule],
        options: &Options,
    ) -> Result<Self, Vec<PolicyError>> {
        let enabled = |rule: &&Rule| rule.kind == document.kind && options.enabled.contains(&rule.id);
        let enabled: Vec<&Rule> = rules.iter().filter(enabled).collect();
        let open = Gate::new(enabled.iter().copied()).open(enabled.iter().copied(), document);
        let wanted = enabled.into_iter().zip(open);
        let wanted = wanted.filter(|(rule, open)| *open || position(&rule.path).is_none());
        Self::load_some(document.kind, files, wanted.map(|(rule, _)| rule.clone()).collect(), options)
    }

    fn load_some(
        kind: Kind,
        files: &[PolicyFile],
        mut rules: Vec<Rule>,
        options: &Options,
    ) -> Result<Self, Vec<PolicyError>> {
        rules.retain(|rule| !rule.configured || options.config.contains_key(&rule.id));
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
        let names = if used.iter().all(|file| is_builtin(file)) { Names::Short } else { Names::Own };
        let (engine, facts) = engine_of(used.into_iter(), names, options)?;
        let asked = |(index, rule): (usize, &Rule)| {
            let package = package(names, rule);
            let set = move |verdict: &Verdict| Asked {
                rule: index,
                verdict: *verdict,
                path: format!("{package}.{}", verdict.name()),
            };
            rule.verdicts.iter().map(set).collect::<Vec<_>>()
        };
        let mut pack = Self {
            kind,
            engine,
            asked: rules.iter().enumerate().flat_map(asked).collect(),
            gate: Gate::new(&rules),
            rules,
            severities: options.severities.clone(),
            texts: files.iter().map(|file| (file.path.clone(), file.text.clone())).collect(),
            names,
            facts,
            before: Before::default(),
        };
        if names == Names::Own {
            let query = pack.query();
            pack.engine.add_policy(QUERY.into(), query).map_err(|error| vec![pack.error(QUERY, &error)])?;
        }
        Ok(pack)
    }

    /// The rules of the pack, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// One rule that collects the results of all, for packs with policies of others: the engine forgets what
    /// it has worked out at every call, so one call for each rule would work out again and again what several
    /// share. A list, as a rule of its own for each would cost more than many rules do.
    fn query(&self) -> String {
        let mut query = format!("package {QUERY}\n\nresults := [\n");
        for (index, asked) in self.asked.iter().enumerate() {
            let rule = &self.rules[asked.rule];
            let set = format!("{}.{ANSWER}{}(0)", package(self.names, rule), asked.verdict.name());
            let guard = match rule.needs.is_empty() && rule.mentions.is_empty() {
                true => String::new(),
                false => format!("input[\"{MET}\"][\"{index}\"]; "),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(query, "\t[set | {guard}set := {set}],");
        }
        query.push_str("]\n");
        query
    }

    /// The indexes of the sets whose rules can fire on the document. As names: regorus 0.14 finds a name
    /// in half the time that it takes for a number.
    fn met(&self, open: &[bool]) -> Rego {
        let sets = self.asked.iter().enumerate().filter(|(_, asked)| open[asked.rule]);
        let name = |(index, _): (usize, _)| (Rego::from(index.to_string()), Rego::from(true));
        Rego::from(sets.map(name).collect::<BTreeMap<_, _>>())
    }

    /// Evaluates every rule over `document`.
    ///
    /// A rule that fails takes no other rule with it.
    pub fn evaluate(&mut self, document: &Document) -> Evaluation {
        let mut evaluation = Evaluation::default();
        let results = self.results(document, &mut evaluation.errors);
        evaluation.prints = prints::take(&mut self.engine);
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

    /// What every rule says of `document`: its index, the set, and one result in it.
    pub(super) fn results(
        &mut self,
        document: &Document,
        errors: &mut Vec<PolicyError>,
    ) -> Vec<(usize, Verdict, Rego)> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let open = self.gate.open(&self.rules, document);
        let mut facts = self.facts.clone();
        if self.names == Names::Own {
            facts.push((MET, self.met(&open)));
        }
        let input = input::to_rego(&document.reading.model, &facts, &mut self.before);
        self.engine.set_input(input);
        let together = match self.names {
            Names::Own => self.engine.eval_rule(format!("data.{QUERY}.results")).ok(),
            // Built-in rules share hardly more than functions, which are worked out at every call anyway: rule
            // by rule takes a tenth less time.
            Names::Short => None,
        };
        let Some(results) = together else { return self.one_by_one(&open, errors) };
        let lists = results.as_array().into_iter().flat_map(|lists| lists.iter());
        let of_one = |(asked, list): (&Asked, &Rego)| {
            let sets = list.as_array().into_iter().flat_map(|sets| sets.iter());
            let results = sets.filter_map(|set| set.as_set().ok()).flat_map(|set| set.iter());
            results.map(|result| (asked.rule, asked.verdict, result.clone())).collect::<Vec<_>>()
        };
        self.asked.iter().zip(lists).flat_map(of_one).collect()
    }

    /// The same results, rule by rule, and the errors of those that fail.
    fn one_by_one(&mut self, open: &[bool], errors: &mut Vec<PolicyError>) -> Vec<(usize, Verdict, Rego)> {
        // What was printed before is printed again.
        prints::take(&mut self.engine);
        let mut results = Vec::new();
        for asked in self.asked.iter().filter(|asked| open[asked.rule]) {
            match self.engine.eval_rule(asked.path.clone()) {
                Ok(set) => {
                    let set = set.as_set().into_iter().flat_map(|set| set.iter());
                    results.extend(set.map(|result| (asked.rule, asked.verdict, result.clone())));
                }
                Err(error) => errors.push(self.error(&self.rules[asked.rule].path, &error)),
            }
        }
        results
    }

    fn error(&self, path: &str, error: &impl std::fmt::Display) -> PolicyError {
        PolicyError::from_engine(
            path,
            |file| self.texts.get(file).map(|text| text.to_string()),
            &error.to_string(),
        )
    }
}

/// What the engine calls the package of a rule.
fn package(names: Names, rule: &Rule) -> String {
    let name = rule.id.rsplit('/').next().unwrap_or(&rule.id);
    format!("data.{}", names.package(rule.kind, name))
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
