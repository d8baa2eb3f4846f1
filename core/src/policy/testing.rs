//! Tests of policies: `test_*` rules, and fixture files that must fail or pass.

use std::collections::{BTreeMap, BTreeSet};

use regorus::{Engine, Value as Rego};

use crate::document::{Document, Kind};
use crate::finding::Finding;
use crate::mend;
use crate::reading::Surroundings;
use crate::source::{FileId, Source};

use super::pack::engine_of;
use super::{Options, Pack, PolicyError, PolicyFile, builtin_files, metadata, to_json};

/// The day on which fixtures are judged, so that they give the same on every day.
pub const DAY: &str = "2026-11-01";

/// How often fixes are applied to a fixture before it must be free of the rule.
const ROUNDS: usize = 5;

/// What became of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The file that holds the test, or the fixture.
    pub path: String,
    /// The name of the test; for fixtures the rule.
    pub name: String,
    /// Why it failed; none if it passed.
    pub failure: Option<String>,
}

/// How much of a policy file its tests reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The policy file.
    pub path: String,
    /// Lines that were evaluated.
    pub covered: BTreeSet<u32>,
    /// Lines that were not, though they could be.
    pub missed: BTreeSet<u32>,
}

/// All tests of a folder, run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Each test, in the order of the files.
    pub outcomes: Vec<Outcome>,
    /// What the fixtures give now: path and text of every `.expected` and `.fixed` file.
    pub sidecars: BTreeMap<String, String>,
    /// Coverage of every rule and library by the `test_*` rules.
    pub coverage: Vec<Coverage>,
}

/// Runs the tests among `files`: every file below one policies folder, paths relative to it.
///
/// Libraries that the folder lacks are the built-in ones.
///
/// # Errors
/// When the policies themselves cannot be loaded.
pub fn run(files: &[PolicyFile]) -> Result<Run, Vec<PolicyError>> {
    let policies = policies_of(files);
    let mut run = Run::default();
    unit_tests(&policies, &mut run)?;
    let mut fixtures = Fixtures { policies: &policies, files, packs: BTreeMap::new() };
    for (kind, rule, file) in files.iter().filter_map(fixture) {
        fixtures.judge(kind, &rule, file, &mut run)?;
    }
    Ok(run)
}

/// The policies among `files`, and the built-in libraries that they lack.
fn policies_of(files: &[PolicyFile]) -> Vec<PolicyFile> {
    let is_rego = |file: &&PolicyFile| file.path.ends_with(".rego");
    let own: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut policies = builtin_files();
    policies.retain(|file| file.path.starts_with("lib/") && !own.contains(file.path.as_str()));
    policies.extend(files.iter().filter(is_rego).cloned());
    policies
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

/// Every fixture among `files`, judged on [`DAY`].
///
/// # Errors
/// When the policies cannot be loaded, or one of them fails.
pub fn cases(files: &[PolicyFile]) -> Result<Vec<Case>, Vec<PolicyError>> {
    let policies = policies_of(files);
    let mut fixtures = Fixtures { policies: &policies, files, packs: BTreeMap::new() };
    files.iter().filter_map(fixture).map(|(kind, rule, file)| fixtures.case(kind, &rule, file)).collect()
}

fn unit_tests(policies: &[PolicyFile], run: &mut Run) -> Result<(), Vec<PolicyError>> {
    let mut engine = engine_of(policies.iter(), &Options::default())?;
    engine.set_enable_coverage(true);
    for file in policies.iter().filter(|file| metadata::is_test(&file.path)) {
        let package = metadata::package_of(&file.text).map_or("", |(_, package)| package);
        let mut names: Vec<&str> = file.text.lines().filter_map(test_name).collect();
        names.dedup();
        for name in names {
            let failure = match engine.eval_query(format!("data.{package}.{name}"), false) {
                Ok(answer) if is_true(&answer) => None,
                Ok(_) => Some("is not true".to_owned()),
                Err(error) => {
                    let text = |path: &str| {
                        policies.iter().find(|file| file.path == path).map(|file| file.text.clone())
                    };
                    Some(PolicyError::from_engine(&file.path, text, &error.to_string()).to_string())
                }
            };
            run.outcomes.push(Outcome { path: file.path.clone(), name: name.to_owned(), failure });
        }
    }
    run.coverage = coverage(&engine);
    Ok(())
}

/// The name of the test that a line starts to define.
fn test_name(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
    line.starts_with("test_").then(|| &line[..end])
}

fn is_true(answer: &regorus::QueryResults) -> bool {
    let mut values = answer.result.iter().flat_map(|row| &row.expressions);
    values.any(|expression| expression.value == Rego::from(true))
}

fn coverage(engine: &Engine) -> Vec<Coverage> {
    let Ok(report) = engine.get_coverage_report() else { return Vec::new() };
    let files = report.files.into_iter().filter(|file| !metadata::is_test(&file.path));
    files
        .map(|file| Coverage {
            path: file.path.to_string(),
            covered: file.covered.into_iter().collect(),
            missed: file.not_covered.into_iter().collect(),
        })
        .collect()
}

/// The kind, the rule and the file of a fixture: `<kind>/fixtures/<rule>/(fail|pass)…`.
fn fixture(file: &PolicyFile) -> Option<(Kind, String, &PolicyFile)> {
    let mut parts = file.path.split('/');
    let kind = parts.next()?;
    let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
    let (folder, rule, name) = (parts.next()?, parts.next()?, parts.next()?);
    let judged = name.starts_with("fail") || name.starts_with("pass");
    let sidecar = name.ends_with(".expected") || name.ends_with(".fixed");
    (folder == "fixtures" && parts.next().is_none() && judged && !sidecar)
        .then(|| (kind, format!("{}/{rule}", kind.name()), file))
}

struct Fixtures<'a> {
    policies: &'a [PolicyFile],
    files: &'a [PolicyFile],
    /// Packs by kind and by the text of the fixture folder's `config.json`.
    packs: BTreeMap<(Kind, String, String), Pack>,
}

impl Fixtures<'_> {
    fn text_of(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// A pack of all rules of the kind, with the parameters of the fixture's folder.
    fn pack(&mut self, kind: Kind, rule: &str, folder: &str) -> Result<&mut Pack, Vec<PolicyError>> {
        let path = format!("{folder}/config.json");
        let config = self.text_of(&path).unwrap_or("").to_owned();
        let key = (kind, if config.is_empty() { String::new() } else { rule.to_owned() }, config);
        if !self.packs.contains_key(&key) {
            let rules = metadata::rules(self.policies)?;
            let mut options = Options { today: Some(DAY.to_owned()), ..Options::default() };
            options.enabled = rules.into_iter().map(|rule| rule.id).collect();
            if !key.2.is_empty() {
                let value = serde_json::from_str(&key.2)
                    .map_err(|error| vec![PolicyError::whole(&path, error.to_string())])?;
                options.config.insert(rule.to_owned(), value);
            }
            self.packs.insert(key.clone(), Pack::load(kind, self.policies, &options)?);
        }
        Ok(self.packs.get_mut(&key).expect("inserted above"))
    }

    fn case(&mut self, kind: Kind, rule: &str, file: &PolicyFile) -> Result<Case, Vec<PolicyError>> {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let config = self.text_of(&format!("{folder}/config.json"));
        let config = config.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let config = config.map_or(serde_json::json!({}), |config| serde_json::json!({ rule: config }));
        let broken = |why: String| vec![PolicyError::whole(&file.path, why)];
        let document = read(kind, &file.text).map_err(broken)?;
        let pack = self.pack(kind, rule, folder)?;
        let mut errors = Vec::new();
        let answers = pack.results(&document, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut results: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (rule, verdict, result) in answers {
            let key = (pack.rules()[rule].id.clone(), verdict.name());
            let result = serde_json::to_value(&result).map_err(|error| broken(error.to_string()))?;
            results.entry(key).or_default().push(result);
        }
        let input = to_json(&document.reading.model);
        Ok(Case { path: file.path.clone(), kind, input, config, results })
    }

    fn judge(
        &mut self,
        kind: Kind,
        rule: &str,
        file: &PolicyFile,
        run: &mut Run,
    ) -> Result<(), Vec<PolicyError>> {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let pack = self.pack(kind, rule, folder)?;
        let failure = match judge(pack, kind, rule, &file.text) {
            Err(problem) => Some(problem),
            Ok(judged) if name.starts_with("pass") => {
                (!judged.expected.is_empty()).then(|| format!("must pass, but gives\n{}", judged.expected))
            }
            Ok(judged) if judged.expected.is_empty() => Some("must fail, but passes".to_owned()),
            Ok(judged) => {
                let mut failure = judged.problem;
                let mut compare = |ending: &str, now: Option<String>| {
                    let path = format!("{}.{ending}", file.path);
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
        run.outcomes.push(Outcome { path: file.path.clone(), name: rule.to_owned(), failure });
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

fn judge(pack: &mut Pack, kind: Kind, rule: &str, text: &str) -> Result<Judged, String> {
    let document = read(kind, text)?;
    let all = evaluate(pack, &document)?;
    let own: Vec<&Finding> = all.iter().filter(|finding| finding.rule == rule).collect();
    let line = |finding: &&Finding| {
        let place = document.source.position(finding.span.start);
        let marked = document.source.slice(finding.span).replace('\n', "⏎");
        format!("{}:{} «{marked}» {}\n", place.line, place.column, finding.message)
    };
    let expected = own.iter().map(line).collect();
    if own.iter().all(|finding| finding.fix.is_none()) {
        return Ok(Judged { expected, fixed: None, problem: None });
    }
    let (fixed, problem) = mended(pack, kind, rule, &document, &all)?;
    Ok(Judged { expected, fixed: Some(fixed), problem })
}

/// The text after the rule's fixes, and what is wrong with it: findings that stayed or are new.
fn mended(
    pack: &mut Pack,
    kind: Kind,
    rule: &str,
    document: &Document,
    before: &[Finding],
) -> Result<(String, Option<String>), String> {
    let mut current = document.clone();
    let mut findings = before.to_vec();
    for _ in 0..ROUNDS {
        let fixes = findings.iter().filter(|finding| finding.rule == rule).filter_map(|f| f.fix.as_ref());
        let (bytes, applied) = mend::apply(&current.source, fixes);
        if applied == 0 {
            break;
        }
        let text = String::from_utf8(bytes).map_err(|_| "the fixed text is not UTF-8".to_owned())?;
        current = read(kind, &text)?;
        findings = evaluate(pack, &current)?;
    }
    let text = current.source.text().to_owned();
    let faults = |document: &Document| document.reading.faults.len();
    let problem = if faults(&current) > faults(document) {
        let fault = current.reading.faults.first().map_or("", |fault| &fault.message);
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

fn read(kind: Kind, text: &str) -> Result<Document, String> {
    let source = Source::from_text(FileId(0), kind.name(), text).map_err(|error| error.to_string())?;
    Ok(Document::read(kind, source, &Surroundings::default()))
}

fn evaluate(pack: &mut Pack, document: &Document) -> Result<Vec<Finding>, String> {
    let evaluation = pack.evaluate(document);
    match evaluation.errors.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(evaluation.findings),
    }
}
