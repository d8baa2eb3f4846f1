//! What a run works with.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::catalog::Catalog;
use crate::config::Config;
use crate::policy::{self, Options, PolicyError, PolicyFile, Rule};
use crate::reading::Surroundings;

/// Configuration, policies and their rules: what holds for the whole run.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The configuration.
    pub config: Config,
    /// The policies; a later one replaces an earlier one of the same rule.
    pub policies: Vec<PolicyFile>,
    /// All their rules.
    pub rules: Vec<Rule>,
    /// If not empty, the only rules to evaluate, whatever the configuration says.
    pub only: Vec<String>,
    /// Rules not to evaluate, whatever the configuration says.
    pub skip: Vec<String>,
    /// The date of the run, `YYYY-MM-DD`; none where there is no clock.
    pub today: Option<String>,
    /// How long policies that are not built in may take over one document; none where there is no clock.
    pub time_limit: Option<Duration>,
}

impl Setup {
    /// A run with `config` and `policies`. What is wrong with the rules that `config` names, says
    /// [`Config::check`].
    ///
    /// # Errors
    /// Every policy file whose METADATA is missing or wrong.
    pub fn new(config: Config, policies: Vec<PolicyFile>) -> Result<Self, Vec<PolicyError>> {
        let rules = policy::rules(&policies)?;
        let (only, skip) = (Vec::new(), Vec::new());
        Ok(Self { config, policies, rules, only, skip, today: None, time_limit: None })
    }

    /// What holds where `overrides` of the configuration do.
    pub fn options(&self, overrides: &[usize]) -> Options {
        let mut options = self.config.options(&self.rules, overrides);
        if !self.only.is_empty() {
            options.enabled = self.only.iter().cloned().collect::<BTreeSet<_>>();
        }
        for rule in &self.skip {
            options.enabled.remove(rule);
        }
        options.today.clone_from(&self.today);
        options.time_limit = self.time_limit;
        options
    }

    /// The rules, for reports and suppressions.
    pub fn catalog(&self) -> Catalog {
        Catalog::new(self.rules.iter().cloned(), self.options(&[]).enabled)
    }

    /// What the configuration says is known outside of all files.
    pub fn known(&self) -> Surroundings {
        Surroundings { build_args: self.config.build_args.clone(), variables: self.config.variables.clone() }
    }
}
