//! All rules of one kind, parsed and ready, and their evaluation over a document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regorus::{Engine, Value as Rego};

use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};

use super::adjust::{self, Adjustment};
use super::metadata::{self, Rule, Verdict};
use super::outcome::{self, Outcomes};
use super::{PolicyError, PolicyFile, Print, bounds, builtin_data, input, prints, strict};

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
    /// Every set of every rule that the query collects; results name them by their index.
    asked: Vec<(usize, Verdict)>,
    severities: BTreeMap<String, Severity>,
    texts: BTreeMap<String, String>,
    packages: Packages,
}

/// Under which packages the engine knows rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packages {
    /// Their own.
    Own,
    /// One word each: regorus 0.14 puts the whole name together, twice, at every call of a function. Only
    /// for rules that no other file can name.
    Short,
}

impl Packages {
    /// The package of the rule `name`, as a path below `data`.
    fn of(self, kind: Kind, name: &str) -> String {
        match self {
            Self::Own => format!("dockwarden.{}[\"{name}\"]", kind.name()),
            Self::Short => format!("rule_{}", name.replace('-', "_")),
        }
    }
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

/// The package of the generated query; a policy file may not declare it.
const QUERY: &str = "dockwarden_query";

/// Start of the name of functions added to each rule, which give its sets: regorus 0.14 finds a
/// function at once, but goes through all packages for any other name below `data`.
const ANSWER: &str = "dockwarden_query_";

/// Key of the input that says which rules have what they need: for the generated query only. To find
/// that out in Rego, for some hundred paths, would cost more than many rules do.
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
        Self::load_some(kind, files, metadata::rules(files.iter().filter(enabled))?, options)
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
        let text = text_of(document);
        let builtin: BTreeSet<&str> = super::builtin::texts().map(|(path, _)| path).collect();
        let enabled =
            rules.iter().filter(|rule| rule.kind == document.kind && options.enabled.contains(&rule.id));
        let wanted = enabled.filter(|rule| {
            !builtin.contains(rule.path.as_str()) || rule.can_fire(&document.reading.model, &text)
        });
        Self::load_some(document.kind, files, wanted.cloned().collect(), options)
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
        let builtin: BTreeSet<(&str, &str)> = super::builtin::texts().collect();
        let builtin = |file: &&PolicyFile| builtin.contains(&(file.path.as_str(), file.text.as_str()));
        let packages = if used.iter().all(builtin) { Packages::Short } else { Packages::Own };
        let mut pack = Self {
            kind,
            engine: engine_of(used.into_iter(), packages, options)?,
            asked: rules
                .iter()
                .enumerate()
                .flat_map(|(index, rule)| rule.verdicts.iter().map(move |verdict| (index, *verdict)))
                .collect(),
            rules,
            severities: options.severities.clone(),
            texts: files.iter().map(|file| (file.path.clone(), file.text.clone())).collect(),
            packages,
        };
        let query = pack.query();
        pack.engine.add_policy(QUERY.into(), query).map_err(|error| vec![pack.error(QUERY, &error)])?;
        Ok(pack)
    }

    /// The rules of the pack, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// One rule that collects the results of all: the engine forgets what it has worked out at
    /// every call, so one call for each rule would work everything out again and again.
    fn query(&self) -> String {
        let mut query = format!("package {QUERY}\n\n");
        for (index, (rule, verdict)) in self.asked.iter().enumerate() {
            let rule = &self.rules[*rule];
            let set = self.set(rule, *verdict);
            let guard = match rule.needs.is_empty() && rule.mentions.is_empty() {
                true => String::new(),
                false => format!(" input[\"{MET}\"][{index}];"),
            };
            // Writing to a String cannot fail.
            let _ =
                writeln!(query, "results contains [{index}, result] if {{{guard} some result in {set} }}");
        }
        query
    }

    /// For every set that is asked, whether its rule can fire on the document.
    fn met(&self, document: &Document) -> Vec<bool> {
        let text = text_of(document);
        let model = &document.reading.model;
        self.asked.iter().map(|(rule, _)| self.rules[*rule].can_fire(model, &text)).collect()
    }

    /// The call that gives one set of a rule.
    fn set(&self, rule: &Rule, verdict: Verdict) -> String {
        let name = rule.id.rsplit('/').next().unwrap_or(&rule.id);
        format!("data.{}.{ANSWER}{}(0)", self.packages.of(self.kind, name), verdict.name())
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
        let met = self.met(document);
        self.engine.set_input(input::to_rego(&document.reading.model, MET, &met));
        let results = match self.engine.eval_rule(format!("data.{QUERY}.results")) {
            Ok(results) => results,
            Err(_) => self.one_by_one(errors),
        };
        let one = |pair: &Rego| {
            let pair = pair.as_array().ok()?;
            let index = pair.first()?.as_u64().ok()?;
            let (rule, verdict) = self.asked.get(index as usize)?;
            Some((*rule, *verdict, pair.get(1)?.clone()))
        };
        results.as_set().into_iter().flat_map(|set| set.iter()).filter_map(one).collect()
    }

    /// The same results, rule by rule, and the errors of those that fail.
    fn one_by_one(&mut self, errors: &mut Vec<PolicyError>) -> Rego {
        // Everything is evaluated again, and prints again.
        prints::take(&mut self.engine);
        let mut all = std::collections::BTreeSet::new();
        for index in 0..self.asked.len() {
            let (rule, verdict) = self.asked[index];
            let rule = &self.rules[rule];
            let query = self.set(rule, verdict);
            let path = rule.path.clone();
            match self.engine.eval_query(query, false) {
                Ok(answer) => {
                    let values = answer.result.iter().flat_map(|row| row.expressions.iter());
                    for results in values.filter_map(|expression| expression.value.as_set().ok()) {
                        all.extend(
                            results
                                .iter()
                                .map(|result| Rego::from(vec![Rego::from(index as u64), result.clone()])),
                        );
                    }
                }
                Err(error) => errors.push(self.error(&path, &error)),
            }
        }
        Rego::from(all)
    }

    fn error(&self, path: &str, error: &impl std::fmt::Display) -> PolicyError {
        PolicyError::from_engine(path, |file| self.texts.get(file).cloned(), &error.to_string())
    }
}

/// All that stands in the files of a document or is given to it, in lower case.
fn text_of(document: &Document) -> String {
    let mut text: String = document.sources().map(|source| source.text()).collect();
    for value in &document.given {
        text.push('\n');
        text.push_str(value);
    }
    text.make_ascii_lowercase();
    text
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

/// The package of a file; none for one without.
fn package_of(file: &PolicyFile) -> &str {
    metadata::package_of(&file.text).map_or("", |(_, package)| package)
}

/// An engine with `files` parsed, checked, and the data that policies see.
pub(super) fn engine_of<'a>(
    files: impl Iterator<Item = &'a PolicyFile>,
    packages: Packages,
    options: &Options,
) -> Result<Engine, Vec<PolicyError>> {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    engine.set_gather_prints(true);
    let mut errors = Vec::new();
    let builtin: BTreeSet<(&str, &str)> = super::builtin::texts().collect();
    let mut has_own = false;
    let data: Vec<_> =
        builtin_data().map(|(name, text)| (format!("data.dockwarden.data.{name}"), name, text)).collect();
    let mut named = BTreeSet::new();
    for file in files {
        let text = file.text.trim_start_matches('\u{feff}');
        if metadata::package_of(text).is_some_and(|(_, package)| package.starts_with(QUERY)) {
            errors.push(PolicyError::whole(&file.path, format!("the package `{QUERY}` is reserved")));
            continue;
        }
        let failed =
            |error: String| PolicyError::from_engine(&file.path, |_| Some(file.text.clone()), &error);
        let mut text = text.to_owned();
        if let Some((kind, name)) = metadata::rule_of(package_of(file)) {
            if packages == Packages::Short {
                text = text.replacen(package_of(file), &packages.of(kind, &name), 1);
            }
            for set in Verdict::of_text(&text).iter().map(|verdict| verdict.name()) {
                let _ = write!(text, "\n\n{ANSWER}{set}(_) := {set}\n");
            }
        }
        if let Err(error) = engine.add_policy(file.path.clone(), text) {
            errors.push(failed(error.to_string()));
        } else if !builtin.contains(&(file.path.as_str(), file.text.as_str())) {
            has_own = true;
        }
        named.extend(
            data.iter().filter(|(path, ..)| file.text.contains(path)).map(|(_, name, _)| name.as_str()),
        );
    }
    // Built-in files are checked by a test of theirs; a circle may lead through several files.
    if errors.is_empty() && has_own {
        errors = strict::check(&engine);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if has_own {
        bounds::ranges(&mut engine).map_err(|error| vec![error])?;
        if let Some(limit) = options.time_limit {
            bounds::time(&mut engine, limit);
        }
    }
    let data = data.iter().filter(|(_, name, _)| has_own || named.contains(name.as_str()));
    let data = data.map(|(_, name, text)| (name.as_str(), *text));
    engine
        .add_data(data_of(data, options))
        .map_err(|error| vec![PolicyError::whole("data", error.to_string())])?;
    Ok(engine)
}

/// `data.config`, and `data.dockwarden` with the date and the data in `files`.
fn data_of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, options: &Options) -> Rego {
    let map = |entries: Vec<(String, Rego)>| {
        Rego::from(entries.into_iter().map(|(k, v)| (Rego::from(k), v)).collect::<BTreeMap<_, _>>())
    };
    let files = files
        .filter_map(|(name, text)| Some((name.to_owned(), Rego::from_json_str(text).ok()?)))
        .collect::<Vec<_>>();
    let config = options.config.iter().map(|(id, value)| (id.clone(), Rego::from(value.clone())));
    let mut dockwarden = vec![("data".to_owned(), map(files))];
    if let Some(today) = &options.today {
        dockwarden.push(("today".to_owned(), Rego::from(today.as_str())));
    }
    map(vec![("config".to_owned(), map(config.collect())), ("dockwarden".to_owned(), map(dockwarden))])
}
