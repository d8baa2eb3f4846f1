//! Fixtures: files, or folders of files that belong together, that a rule must find something in or must not.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Kind;
use crate::finding::Finding;

use super::given::Given;
use super::{Outcome, Run};
use crate::policy::{Evaluation, Options, Pack, PolicyError, PolicyFile, metadata, to_json};

/// The day on which fixtures are judged, so that they give the same on every day.
pub const DAY: &str = "2026-11-01";

/// How often fixes are applied to a fixture before it must be free of the rule.
const ROUNDS: usize = 5;

/// Judges every fixture among `files` with `policies`.
pub(super) fn judge(
    policies: &[PolicyFile],
    files: &[PolicyFile],
    run: &mut Run,
) -> Result<(), Vec<PolicyError>> {
    let mut fixtures = Fixtures { policies, files, packs: BTreeMap::new() };
    for (path, fixture) in all(files) {
        fixtures.judge(&path, &fixture, run)?;
    }
    Ok(())
}

/// Every fixture among `files`, and what `policies` say of it.
pub(super) fn cases(policies: &[PolicyFile], files: &[PolicyFile]) -> Result<Vec<Case>, Vec<PolicyError>> {
    let mut fixtures = Fixtures { policies, files, packs: BTreeMap::new() };
    all(files).iter().map(|(path, fixture)| fixtures.case(path, fixture)).collect()
}

/// A fixture, and what the rules of its kind say of it, for comparison with another engine.
#[derive(Clone, Debug)]
pub struct Case {
    /// The fixture.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
    /// What policies see of it.
    pub input: serde_json::Value,
    /// The parameters of rules: `data.config`.
    pub config: serde_json::Value,
    /// Results by rule and by set, such as `deny`.
    pub results: BTreeMap<(String, &'static str), Vec<serde_json::Value>>,
}

/// One fixture.
struct Fixture {
    kind: Kind,
    rule: String,
    /// Whether nothing may be found.
    passes: bool,
    given: Given,
}

/// Every fixture by its path: a file `<kind>/fixtures/<rule>/(fail|pass)…`, for a stack, and for a
/// Compose project or a daemon.json with further files, a folder.
fn all(files: &[PolicyFile]) -> BTreeMap<String, Fixture> {
    let mut found: BTreeMap<String, Fixture> = BTreeMap::new();
    for file in files {
        let parts: Vec<&str> = file.path.split('/').collect();
        let [kind, "fixtures", rule, name, ref rest @ ..] = parts[..] else { continue };
        let Some(kind) = Kind::ALL.into_iter().find(|known| known.name() == kind) else { continue };
        let sidecar = name.ends_with(".expected") || name.ends_with(".fixed");
        let judged = name.starts_with("fail") || name.starts_with("pass");
        let folder = !rest.is_empty();
        let fits = match kind {
            Kind::Stack => folder,
            Kind::Compose | Kind::Daemon => true,
            Kind::Dockerfile => !folder,
        };
        if sidecar || !judged || !fits {
            continue;
        }
        let path = format!("{}/fixtures/{rule}/{name}", kind.name());
        let rule = format!("{}/{rule}", kind.name());
        let fixture = found.entry(path).or_insert_with(|| Fixture {
            kind,
            rule,
            passes: name.starts_with("pass"),
            given: Given::new(kind, folder),
        });
        fixture.given.add(&rest.join("/"), &file.text);
    }
    found
}

struct Fixtures<'a> {
    policies: &'a [PolicyFile],
    files: &'a [PolicyFile],
    /// Packs by kind and by the text of the fixture folder's `config.json`.
    packs: BTreeMap<(Kind, String, String), Pack>,
}

impl Fixtures<'_> {
    fn text_of(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| &*file.text)
    }

    /// A pack of all rules of the kind, with the parameters of the fixture's folder.
    fn pack(&mut self, kind: Kind, rule: &str, folder: &str) -> Result<&mut Pack, Vec<PolicyError>> {
        let path = format!("{folder}/config.json");
        let config = self.text_of(&path).unwrap_or("").to_owned();
        let key = (kind, if config.is_empty() { String::new() } else { rule.to_owned() }, config);
        if !self.packs.contains_key(&key) {
            let rules = metadata::rules(self.policies)?;
            let mut options = Options { today: Some(DAY.to_owned()), ..Options::default() };
            options.enabled = rules.iter().map(|rule| rule.id.clone()).collect();
            if !key.2.is_empty() {
                let value = serde_json::from_str(&key.2)
                    .map_err(|error| vec![PolicyError::whole(&path, error.to_string())])?;
                options.config.insert(rule.to_owned(), value);
            }
            self.packs.insert(key.clone(), Pack::load(kind, self.policies, &rules, &options)?);
        }
        Ok(self.packs.get_mut(&key).expect("inserted above"))
    }

    fn case(&mut self, path: &str, fixture: &Fixture) -> Result<Case, Vec<PolicyError>> {
        let (kind, rule) = (fixture.kind, fixture.rule.as_str());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let config = self.text_of(&format!("{folder}/config.json"));
        let config = config.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let config = config.map_or(serde_json::json!({}), |config| serde_json::json!({ rule: config }));
        let broken = |why: String| vec![PolicyError::whole(path, why)];
        let document = fixture.given.read().map_err(broken)?;
        let pack = self.pack(kind, rule, folder)?;
        let mut errors = Vec::new();
        let answers = pack.results(&document, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut results: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for answer in answers {
            let key = (pack.rules()[answer.rule].id.clone(), answer.verdict.name());
            let result = serde_json::to_value(&answer.result).map_err(|error| broken(error.to_string()))?;
            results.entry(key).or_default().push(result);
        }
        let input = to_json(&document.reading.model);
        Ok(Case { path: path.to_owned(), kind, input, config, results })
    }

    fn judge(&mut self, path: &str, fixture: &Fixture, run: &mut Run) -> Result<(), Vec<PolicyError>> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pack = self.pack(fixture.kind, &fixture.rule, folder)?;
        let failure = match judged(pack, fixture) {
            Err(problem) => Some(problem),
            Ok(judged) if fixture.passes => {
                (!judged.expected.is_empty()).then(|| format!("must pass, but gives\n{}", judged.expected))
            }
            Ok(judged) if judged.expected.is_empty() => Some("must fail, but passes".to_owned()),
            Ok(judged) => {
                let mut failure = judged.problem;
                let mut compare = |ending: &str, now: Option<String>| {
                    let path = format!("{path}.{ending}");
                    let before = self.text_of(&path);
                    if before != now.as_deref() && failure.is_none() {
                        let told = now.as_deref().unwrap_or("(nothing)\n");
                        failure = Some(format!("differs from {path}; it gives now\n{told}"));
                    }
                    if let Some(now) = now {
                        run.sidecars.insert(path, now);
                    }
                };
                compare("expected", Some(judged.expected));
                compare("fixed", judged.fixed);
                failure
            }
        };
        run.outcomes.push(Outcome { path: path.to_owned(), name: fixture.rule.clone(), failure });
        Ok(())
    }
}

/// What a rule gives on a fixture.
struct Judged {
    /// One line for each finding: `line:column «marked text» message`.
    expected: String,
    /// The text after all fixes of the rule, if it has any.
    fixed: Option<String>,
    /// What is wrong with the fixes.
    problem: Option<String>,
}

fn judged(pack: &mut Pack, fixture: &Fixture) -> Result<Judged, String> {
    let (given, rule) = (&fixture.given, fixture.rule.as_str());
    let document = given.read()?;
    let all = evaluate(pack, given)?;
    let place = |span| {
        let source = document.source_of(span);
        let at = source.position(span.start);
        let file = if given.is_folder() { format!("{}:", source.path()) } else { String::new() };
        format!("{file}{}:{} «{}»", at.line, at.column, source.slice(span).replace('\n', "⏎"))
    };
    let own: Vec<&Finding> = all.findings.iter().filter(|finding| finding.rule == rule).collect();
    let found = own.iter().map(|finding| {
        let related = finding.related.iter().map(|r| format!("    {} {}\n", place(r.span), r.message));
        let related: String = if given.is_folder() { related.collect() } else { String::new() };
        format!("{} {}\n{related}", place(finding.span), finding.message)
    });
    let changed = all.adjustments.iter().filter(|_| fixture.kind == Kind::Stack).filter(|a| a.from == rule);
    let changed = changed.map(|adjustment| {
        let to = adjustment.effect.name();
        let (at, by) = (adjustment.places.first().copied().unwrap_or(adjustment.by), adjustment.by);
        format!("{} of {} → {to}: {}\n    {}\n", adjustment.rule, place(at), adjustment.because, place(by))
    });
    let expected = found.chain(changed).collect();
    if own.iter().all(|finding| finding.fix.is_none()) {
        return Ok(Judged { expected, fixed: None, problem: None });
    }
    let (fixed, problem) = mended(pack, rule, given, &all.findings)?;
    Ok(Judged { expected, fixed: Some(fixed), problem })
}

/// The text after the rule's fixes, and what is wrong with it: findings that stayed or are new.
fn mended(
    pack: &mut Pack,
    rule: &str,
    given: &Given,
    before: &[Finding],
) -> Result<(String, Option<String>), String> {
    let mut current = given.clone();
    let mut findings = before.to_vec();
    for _ in 0..ROUNDS {
        let fixes = findings.iter().filter(|finding| finding.rule == rule).filter_map(|f| f.fix.as_ref());
        if current.mend(fixes)? == 0 {
            break;
        }
        findings = evaluate(pack, &current)?.findings;
    }
    let text = current.changes(given);
    let (was, is) = (given.faults()?, current.faults()?);
    let problem = if is.len() > was.len() {
        let fault = is.first().map_or("", String::as_str);
        Some(format!("the fixed text does not parse: {fault}\n{text}"))
    } else if let Some(left) = findings.iter().find(|finding| finding.rule == rule && finding.fix.is_some()) {
        Some(format!("the fix leaves a finding: {}\n{text}", left.message))
    } else {
        let known: BTreeSet<(&str, &str)> = before.iter().map(|f| (&*f.rule, &*f.message)).collect();
        let new = findings.iter().find(|f| !known.contains(&(&*f.rule, &*f.message)));
        new.map(|new| format!("the fix adds a finding of {}: {}\n{text}", new.rule, new.message))
    };
    Ok((text, problem))
}

fn evaluate(pack: &mut Pack, given: &Given) -> Result<Evaluation, String> {
    let evaluation = pack.evaluate(&given.read()?);
    match evaluation.errors.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(evaluation),
    }
}
