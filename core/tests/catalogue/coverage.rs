//! `docs/coverage.md`: how many checks of other tools are rules here, are refused, or are missing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::metadata::TOOLS;
use crate::peers::{Check, Fate, Peers, rows};
use crate::{assert_none, differs, rules};

#[test]
fn the_page_of_coverage_is_that_of_the_metadata() {
    let problem = differs("docs/coverage.md", &page(&Peers::read(&rules())));
    let problems: Vec<String> = problem.into_iter().collect();
    assert_none(&problems, "Run `UPDATE_DOCS=1 cargo test -p dockwarden-core --test catalogue`.");
}

#[test]
fn no_security_check_of_another_tool_is_missing() {
    let peers = Peers::read(&rules());
    let missing = peers.tools().flat_map(|tool| {
        let open =
            peers.checks_of(tool).filter(|check| check.security && matches!(check.fate, Fate::Missing));
        open.map(move |check| format!("{tool} {}: {}", check.id, check.names.join(", ")))
    });
    assert_none(
        &missing.collect::<Vec<_>>(),
        "Name each in `same_as` of a rule that does the same, or say in docs/refused.tsv why there is none.",
    );
}

#[test]
fn the_tables_of_checks_are_sorted_and_name_what_there_is() {
    let checks = rows("docs/peers.tsv", ["tool", "id", "security", "area", "short_name"]);
    let refused = rows("docs/refused.tsv", ["area", "short_name", "reason"]);
    let mut problems = Vec::new();
    problems.extend(unsorted("docs/peers.tsv", &checks));
    problems.extend(unsorted("docs/refused.tsv", &refused));
    let names: BTreeSet<(&str, &str)> = checks.iter().map(|row| (&*row[3], &*row[4])).collect();
    for [area, name, reason] in &refused {
        if !names.contains(&(area.as_str(), name.as_str())) {
            problems.push(format!("docs/refused.tsv: {area} {name} is no check of docs/peers.tsv"));
        }
        if reason.trim().len() < 10 {
            problems.push(format!("docs/refused.tsv: {area} {name} has no reason"));
        }
    }
    let tools: BTreeSet<&str> = TOOLS.iter().map(|(tool, _)| *tool).collect();
    for [tool, id, security, ..] in &checks {
        if !tools.contains(tool.as_str()) || !["yes", "no"].contains(&security.as_str()) {
            problems
                .push(format!("docs/peers.tsv: {tool} {id}: the tool or the mark for security is unknown"));
        }
    }
    assert_none(&problems, "Mend these lines.");
}

/// The first row that is not after the one before it.
fn unsorted<const N: usize>(path: &str, rows: &[[String; N]]) -> Option<String> {
    let wrong = rows.windows(2).find(|pair| pair[0] >= pair[1])?;
    Some(format!("{path}: {} must not come after {}", wrong[1].join(" "), wrong[0].join(" ")))
}

/// How many checks had which fate.
#[derive(Default)]
struct Count {
    covered: usize,
    refused: usize,
    missing: usize,
}

impl Count {
    fn of<'a>(checks: impl Iterator<Item = &'a Check>) -> Self {
        let mut count = Self::default();
        for check in checks {
            match check.fate {
                Fate::Covered(_) => count.covered += 1,
                Fate::Refused(_) => count.refused += 1,
                Fate::Missing => count.missing += 1,
            }
        }
        count
    }

    fn cells(&self) -> String {
        let Count { covered, refused, missing } = self;
        format!("{} | {covered} | {refused} | {missing}", covered + refused + missing)
    }
}

fn page(peers: &Peers) -> String {
    let mut page = String::from(
        "# Coverage\n\nWhat became of the checks that other tools make of Docker files: *covered* by a rule here, \
         *refused* for the reason below, or *missing*. `docs/peers.tsv` lists the checks by their ids, \
         `docs/refused.tsv` the refusals; a test makes this page of them and of the rules' METADATA, and fails while \
         a security check is missing.\n\n\
         | | all checks | covered | refused | missing | security checks | covered | refused | missing |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for (tool, name) in TOOLS {
        let all = Count::of(peers.checks_of(tool));
        let security = Count::of(peers.checks_of(tool).filter(|check| check.security));
        let link =
            if tool == "cis" { "rules/cis.md".to_owned() } else { format!("rules/coming-from/{tool}.md") };
        let _ = writeln!(page, "| [{name}]({link}) | {} | {} |", all.cells(), security.cells());
    }
    page += "\n## Refused\n\n| about | check | why it is no rule |\n|---|---|---|\n";
    for refusal in &peers.refusals {
        let cell = |text: &str| text.replace('<', "&lt;").replace('|', "\\|");
        let _ = writeln!(
            page,
            "| {} | {} | {} |",
            cell(&refusal.area),
            cell(&refusal.name.replace('-', " ")),
            cell(&refusal.reason)
        );
    }
    let missing: Vec<String> = TOOLS
        .iter()
        .flat_map(|(tool, name)| {
            let open = peers.checks_of(tool).filter(|check| matches!(check.fate, Fate::Missing));
            open.map(move |check| {
                format!("- {name} `{}`: {}\n", check.id, check.names.join(", ").replace('-', " "))
            })
        })
        .collect();
    if !missing.is_empty() {
        let _ = write!(page, "\n## Missing\n\n{}", missing.concat());
    }
    page
}
