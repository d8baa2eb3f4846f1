//! What a run wants of its rules.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::finding::Severity;

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
    pub time_limit: Option<Duration>,
}
