//! The built-in rules, each with an engine of its own, made when the rule can fire for the first time.
//!
//! regorus 0.14 goes through all packages that it holds at every call, and built-in rules share hardly more
//! than functions, which are worked out at every call anyway. So a rule costs the least alone, and one that
//! cannot fire costs nothing: it is not even parsed.

use std::collections::BTreeMap;

use regorus::{Engine, Value as Rego};

use super::PolicyError;
use super::answer::{Answer, answers};
use super::input;
use super::metadata::Rule;
use super::options::Options;
use super::ready::{self, CONFIG, DATA, PACKAGE, Ready, TODAY};

/// Built-in rules, and what they see besides the document.
#[derive(Clone)]
pub(super) struct Apart {
    /// For each rule of the pack; none before it can fire.
    engines: Vec<Option<Engine>>,
    /// Members of the input besides those of the document.
    facts: Vec<(&'static str, Rego)>,
    /// What these engines see of the built-in data.
    data: BTreeMap<Rego, Rego>,
}

impl Apart {
    /// No rule is made ready yet.
    pub fn new(options: &Options) -> Self {
        let config = options.config.iter().map(|(id, value)| (Rego::from(&**id), Rego::from(value.clone())));
        let config = Rego::from(config.collect::<BTreeMap<_, _>>());
        let today = options.today.as_deref().map(|today| (TODAY, Rego::from(today)));
        Self {
            engines: Vec::new(),
            facts: today.into_iter().chain([(CONFIG, config), (DATA, Rego::new_object())]).collect(),
            data: BTreeMap::new(),
        }
    }

    /// What those of `rules` say of `input` that are `open`, and what is wrong with them.
    pub fn results(
        &mut self,
        rules: &[Rule],
        open: &[bool],
        input: &Rego,
        errors: &mut Vec<PolicyError>,
    ) -> Vec<Answer> {
        let open: Vec<usize> = (0..rules.len()).filter(|index| open[*index]).collect();
        self.engines.resize(rules.len(), None);
        for index in &open {
            if self.engines[*index].is_none() {
                match self.engine(&rules[*index]) {
                    Ok(engine) => self.engines[*index] = Some(engine),
                    Err(error) => errors.push(error),
                }
            }
        }
        let input = input::with(input, &self.facts);
        let mut results = Vec::new();
        for index in open {
            let Some(engine) = &mut self.engines[index] else { continue };
            engine.set_input(input.clone());
            for verdict in &rules[index].verdicts {
                match engine.eval_rule(format!("data.{PACKAGE}.{}", verdict.name())) {
                    Ok(set) => results.extend(answers(index, *verdict, &set)),
                    Err(error) => errors.push(ready::failed(&rules[index].path, &error)),
                }
            }
            // It would keep the whole input until the rule can fire again.
            engine.set_input(Rego::Undefined);
        }
        results
    }

    /// An engine for the rule; the data that it names join those of the others.
    fn engine(&mut self, rule: &Rule) -> Result<Engine, PolicyError> {
        let Ready { engine, data } = ready::ready(&rule.path)?;
        self.data.extend(data);
        for (name, fact) in &mut self.facts {
            if *name == DATA {
                *fact = Rego::from(self.data.clone());
            }
        }
        Ok(engine)
    }
}
