//! `dockwarden rules`: the rules there are.

use clap::ValueEnum;
use dockwarden_core::policy::{self, Freshness};
use serde_json::json;

use crate::setup::{self, Choice};
use crate::{Stop, output};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    choice: Choice,
    /// How to print them
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Say how old the data of the rules is instead; 1 if some of it is too old to be relied on
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Prints all rules, by id.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let setup = setup::load(&args.choice)?;
    if args.check {
        return check(setup.today.as_deref().unwrap_or_default());
    }
    let mut rules: Vec<_> = setup.rules.iter().collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let text = match args.format {
        Format::Json => {
            let list: Vec<_> = rules
                .iter()
                .map(|rule| {
                    json!({
                        "id": rule.id, "title": rule.title, "severity": rule.severity.name(),
                        "kinds": [rule.kind.name()], "practice": rule.practice, "same_as": rule.same_as,
                        "fix": rule.fix.map_or("none", safety), "sets": rule.sets,
                    })
                })
                .collect();
            serde_json::to_string_pretty(&list).map_err(|error| Stop::new(error.to_string()))? + "\n"
        }
        Format::Text => {
            let enabled = setup.options(&[]).enabled;
            let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            let line = |rule: &&dockwarden_core::policy::Rule| {
                let mark = if enabled.contains(&rule.id) { "on " } else { "off" };
                format!("{mark}  {:8}  {:width$}  {}\n", rule.severity, rule.id, rule.title)
            };
            rules.iter().map(line).collect()
        }
    };
    output::print(&text)?;
    Ok(0)
}

/// Prints how old each file of data is; 1 if one is stale on the day `today`.
fn check(today: &str) -> Result<u8, Stop> {
    let all = policy::builtin_freshness();
    let width = all.iter().map(|data| data.name.len()).max().unwrap_or(0);
    let line = |data: &Freshness| {
        let state = if data.is_stale(today) { "stale since then" } else { "still good" };
        format!("{:width$}  as of {}, good until {}: {state}\n", data.name, data.as_of, data.until)
    };
    output::print(&all.iter().map(line).collect::<String>())?;
    Ok(u8::from(all.iter().any(|data| data.is_stale(today))))
}

fn safety(safety: dockwarden_core::finding::Safety) -> &'static str {
    match safety {
        dockwarden_core::finding::Safety::Safe => "safe",
        dockwarden_core::finding::Safety::Unsafe => "unsafe",
    }
}
