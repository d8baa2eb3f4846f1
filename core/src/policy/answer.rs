//! What rules answer, before it is made a finding.

use regorus::Value as Rego;

use super::metadata::Verdict;

/// One result in a set of a rule.
pub(super) struct Answer {
    /// The place of the rule in its pack.
    pub rule: usize,
    /// The set.
    pub verdict: Verdict,
    /// What the policy says.
    pub result: Rego,
}

/// The answers in a set of a rule.
pub(super) fn answers(rule: usize, verdict: Verdict, set: &Rego) -> impl Iterator<Item = Answer> {
    let results = set.as_set().into_iter().flat_map(|set| set.iter());
    results.map(move |result| Answer { rule, verdict, result: result.clone() })
}
