//! What became of the checks of other tools here: `docs/peers.tsv` lists them, `docs/refused.tsv` says
//! which of them are no rules and why, and the metadata of rules says the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::policy::Rule;

use crate::root;

/// What became of a check.
pub enum Fate {
    /// These rules do it.
    Covered(Vec<String>),
    /// It is no rule, for this reason.
    Refused(String),
    /// It is no rule yet.
    Missing,
}

/// A check of another tool.
pub struct Check {
    pub id: String,
    /// Whether it is about security.
    pub security: bool,
    /// What it is about; an id may be about several things.
    pub names: Vec<String>,
    pub fate: Fate,
}

/// A check that is no rule: what it is about, and why.
pub struct Refusal {
    pub area: String,
    pub name: String,
    pub reason: String,
}

/// All checks by tool and id.
pub struct Peers {
    checks: BTreeMap<String, BTreeMap<String, Check>>,
    pub refusals: Vec<Refusal>,
}

impl Peers {
    pub fn read(rules: &[Rule]) -> Self {
        let catalog = Catalog::new(rules.iter().cloned(), BTreeSet::new());
        let refusals: Vec<Refusal> = rows("docs/refused.tsv", ["area", "short_name", "reason"])
            .into_iter()
            .map(|[area, name, reason]| Refusal { area, name, reason })
            .collect();
        let mut checks: BTreeMap<String, BTreeMap<String, Check>> = BTreeMap::new();
        for [tool, id, security, area, name] in
            rows("docs/peers.tsv", ["tool", "id", "security", "area", "short_name"])
        {
            let known = checks.entry(tool.clone()).or_default();
            let check = known.entry(id.clone()).or_insert_with(|| {
                let rules = catalog.same_as(&tool, &id).to_vec();
                let fate = if rules.is_empty() { Fate::Missing } else { Fate::Covered(rules) };
                Check { id, security: false, names: Vec::new(), fate }
            });
            check.security |= security == "yes";
            let refusal = refusals.iter().find(|refusal| refusal.area == area && refusal.name == name);
            if let (Some(refusal), Fate::Missing) = (refusal, &check.fate) {
                check.fate = Fate::Refused(refusal.reason.clone());
            }
            check.names.push(name);
        }
        Self { checks, refusals }
    }

    /// The checks of a tool, by id.
    pub fn checks_of(&self, tool: &str) -> impl Iterator<Item = &Check> {
        self.checks.get(tool).into_iter().flat_map(BTreeMap::values)
    }

    /// The tools that have checks.
    pub fn tools(&self) -> impl Iterator<Item = &str> {
        self.checks.keys().map(String::as_str)
    }
}

/// The rows of a table below its head, which must be `head`.
pub fn rows<const N: usize>(path: &str, head: [&str; N]) -> Vec<[String; N]> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(head.join("\t").as_str()), "the head of {path}");
    let row = |(number, line): (usize, &str)| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{path}:{}: expected {N} cells: {line}", number + 2))
    };
    lines.enumerate().map(row).collect()
}
