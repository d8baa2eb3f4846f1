//! `dockwarden explain`: what a rule is about.

use std::fmt::Write;

use dockwarden_core::finding::Safety;

use crate::setup::{self, Choice, known_rule};
use crate::{Stop, output};

#[derive(clap::Args)]
pub struct Args {
    /// The rule, such as dockerfile/user-missing
    #[arg(id = "RULE_ID", value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    choice: Choice,
}

/// Prints everything that the rule's metadata says.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let setup = setup::load(&args.choice)?;
    let catalog = setup.catalog();
    let id = known_rule(&catalog, &args.rule)?;
    let Some(rule) = catalog.get(&id) else { return Err(Stop::new(format!("there is no rule `{id}`"))) };
    let state = if catalog.is_enabled(&id) { "on" } else { "off" };
    let fix = match rule.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe: behaviour may change",
        None => "none",
    };
    let mut out = format!("{id}: {}\n\n{}\n\n", rule.title, rule.description.trim());
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "severity  {}\npractice  {}\nsets      {}",
        rule.severity,
        rule.practice,
        rule.sets.join(", ")
    );
    let _ = writeln!(out, "fix       {fix}\nhere      {state}");
    for (tool, ids) in &rule.same_as {
        let _ = writeln!(out, "{tool:9} {}", ids.join(", "));
    }
    if !rule.parameters.is_empty() {
        out.push_str("\nParameters, in dockwarden.yaml:\n");
        for parameter in &rule.parameters {
            let _ = writeln!(
                out,
                "  {} = {}\n      {}",
                parameter.name, parameter.default, parameter.description
            );
        }
    }
    for link in &rule.related_resources {
        let _ = write!(out, "\n{link}");
    }
    out.push('\n');
    output::print(&out)?;
    Ok(0)
}
