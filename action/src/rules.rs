//! `dockwarden rules`: the rules there are.

use clap::ValueEnum;
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Prints all rules, by id.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let setup = setup::load(&args.choice)?;
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

fn safety(safety: dockwarden_core::finding::Safety) -> &'static str {
    match safety {
        dockwarden_core::finding::Safety::Safe => "safe",
        dockwarden_core::finding::Safety::Unsafe => "unsafe",
    }
}
