//! Where the ids of other tools and of the CIS Docker Benchmark lead.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dockwarden_core::policy::Rule;

use super::{cell, code};
use crate::metadata::TOOLS;
use crate::peers::{Fate, Peers};

/// The tools that people come from, and their names.
pub fn tools() -> impl Iterator<Item = (&'static str, &'static str)> {
    TOOLS.into_iter().filter(|(tool, _)| *tool != "cis")
}

/// Rules by the item of the CIS Docker Benchmark that they check.
pub fn cis(rules: &[Rule]) -> String {
    let mut items: BTreeMap<(Vec<u32>, &str), Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        for item in rule.same_as.get("cis").into_iter().flatten() {
            // Items such as D5.3.1 come after those that are only numbers.
            let number = item.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect();
            items.entry((number, item)).or_default().push(rule);
        }
    }
    let mut page = String::from(
        "# Rules by number in the CIS Docker Benchmark\n\nItems that files can show, as numbered in CIS Docker \
         Benchmark 1.6 and later; `dockwarden check --set cis` looks at these. What needs a running host, such as \
         owners of files below `/etc`, is none of them; [coverage](../coverage.md) says which and why.\n\n\
         | item | rule | |\n|---|---|---|\n",
    );
    for ((_, item), rules) in items {
        for rule in rules {
            let _ = writeln!(page, "| {item} | [{0}]({0}.md) | {1} |", rule.id, cell(&rule.title));
        }
    }
    page
}

/// A page for each tool: what became of its checks here.
pub fn peers(rules: &[Rule]) -> Vec<(String, String)> {
    let peers = Peers::read(rules);
    tools().map(|(tool, name)| (format!("coming-from/{tool}.md"), peer(&peers, tool, name))).collect()
}

fn peer(peers: &Peers, tool: &str, name: &str) -> String {
    let mut page = format!(
        "# Coming from {name}\n\nEvery check of {name} for Docker files, and the rule that does it here. {}\n\n\
         | {name} | about | here |\n|---|---|---|\n",
        arrive(tool)
    );
    for check in peers.checks_of(tool) {
        let here = match &check.fate {
            Fate::Covered(rules) => {
                let links: Vec<String> = rules.iter().map(|rule| format!("[{rule}](../{rule}.md)")).collect();
                links.join(", ")
            }
            Fate::Refused(reason) => format!("no rule: {}", cell(reason)),
            Fate::Missing => "no rule yet".to_owned(),
        };
        let about = check.names.join(", ").replace('-', " ");
        let _ = writeln!(page, "| {} | {} | {here} |", code(&check.id), cell(&about));
    }
    page
}

/// How a team that uses the tool gets here.
fn arrive(tool: &str) -> &'static str {
    match tool {
        "hadolint" | "trivy" | "checkov" => {
            "Its comments in files are [honoured](../../configuration.md#suppressions), and `dockwarden init --from` \
             translates its configuration."
        }
        "compose-lint" => "`dockwarden init --from compose-lint` translates its configuration.",
        _ => "Its comments in files are [honoured](../../configuration.md#suppressions).",
    }
}
