//! The rules of one kind in one engine, for runs with policies of others, which may name each other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use regorus::{Engine, Value as Rego};

use super::answer::{Answer, answers};
use super::engine::{ANSWER, QUERY, engine_of};
use super::input;
use super::metadata::{Rule, Verdict};
use super::options::Options;
use super::{PolicyError, PolicyFile, Print, heads, prints};

/// Member of the input that names the sets whose rules have what they need: for the generated query only.
/// To find that out in Rego, for some hundred paths, would cost more than many rules do.
const MET: &str = "dockwarden query";

/// Rules whose policies are parsed, checked and ready.
#[derive(Clone)]
pub(super) struct Together {
    engine: Engine,
    /// Every set of every rule; the query names them by their index.
    asked: Vec<Asked>,
    texts: BTreeMap<String, Cow<'static, str>>,
}

/// A set of a rule, which gives the rule's results.
#[derive(Clone)]
struct Asked {
    /// Which of the rules of the pack.
    rule: usize,
    verdict: Verdict,
    /// What the engine calls the package of the rule.
    package: String,
    /// Whether the rule can fire on every document.
    always: bool,
}

impl Together {
    /// Makes `rules` ready, which stand in `files`, each with its place in the pack.
    ///
    /// # Errors
    /// Every file that cannot be parsed, calls itself in a circle, or uses what policies may not.
    pub fn load(
        rules: &[(usize, &Rule)],
        files: Vec<&PolicyFile>,
        options: &Options,
    ) -> Result<Self, Vec<PolicyError>> {
        let texts = files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
        let engine = engine_of(files.into_iter(), options)?;
        let sets = |(index, rule): &(usize, &Rule)| {
            let set = |verdict: &Verdict| Asked {
                rule: *index,
                verdict: *verdict,
                package: package(rule),
                always: rule.needs.is_empty() && rule.mentions.is_empty(),
            };
            rule.verdicts.iter().map(set).collect::<Vec<_>>()
        };
        let asked = rules.iter().flat_map(sets).collect();
        let mut together = Self { engine, asked, texts };
        let query = together.query();
        together
            .engine
            .add_policy(QUERY.into(), query)
            .map_err(|error| vec![together.error(QUERY, &error)])?;
        Ok(together)
    }

    /// One rule that collects the results of all: the engine forgets what it has worked out at every call, so
    /// one call for each rule would work out again and again what several share. A list, as a rule of its own
    /// for each would cost more than many rules do.
    fn query(&self) -> String {
        let mut query = format!("package {QUERY}\n\nresults := [\n");
        for (index, asked) in self.asked.iter().enumerate() {
            let set = format!("{}.{ANSWER}{}(0)", asked.package, asked.verdict.name());
            let guard = match asked.always {
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

    /// What those of `rules` say of `input` that are `open` and were made ready, and what is wrong with them.
    pub fn results(
        &mut self,
        rules: &[Rule],
        open: &[bool],
        input: &Rego,
        errors: &mut Vec<PolicyError>,
    ) -> Vec<Answer> {
        let facts = [(MET, self.met(open))];
        self.engine.set_input(input::with(input, &facts));
        let Ok(results) = self.engine.eval_rule(format!("data.{QUERY}.results")) else {
            return self.one_by_one(rules, open, errors);
        };
        let lists = results.as_array().into_iter().flat_map(|lists| lists.iter());
        let of_one = |(asked, list): (&Asked, &Rego)| {
            let sets = list.as_array().into_iter().flat_map(|sets| sets.iter());
            sets.flat_map(|set| answers(asked.rule, asked.verdict, set)).collect::<Vec<_>>()
        };
        self.asked.iter().zip(lists).flat_map(of_one).collect()
    }

    /// The same results, rule by rule, and the errors of those that fail.
    fn one_by_one(&mut self, rules: &[Rule], open: &[bool], errors: &mut Vec<PolicyError>) -> Vec<Answer> {
        // What was printed before is printed again.
        prints::take(&mut self.engine);
        let mut results = Vec::new();
        for asked in self.asked.iter().filter(|asked| open[asked.rule]) {
            let rule = &rules[asked.rule];
            match self.engine.eval_rule(format!("{}.{}", asked.package, asked.verdict.name())) {
                Ok(set) => results.extend(answers(asked.rule, asked.verdict, &set)),
                Err(error) => errors.push(self.error(&rule.path, &error)),
            }
        }
        results
    }

    /// What policies printed since the last call.
    pub fn prints(&mut self) -> Vec<Print> {
        prints::take(&mut self.engine)
    }

    fn error(&self, path: &str, error: &impl std::fmt::Display) -> PolicyError {
        let text = |path: &str| self.texts.get(path).map(|text| text.to_string());
        heads::as_written(&self.engine, PolicyError::from_engine(path, text, &error.to_string()))
    }
}

/// What the engine calls the package of a rule.
fn package(rule: &Rule) -> String {
    let name = rule.id.rsplit('/').next().unwrap_or(&rule.id);
    format!("data.dockwarden.{}[\"{name}\"]", rule.kind.name())
}
