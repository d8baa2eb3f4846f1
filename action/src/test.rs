//! `dockwarden test`: the tests of a folder of policies.

use std::path::{Path, PathBuf};

use dockwarden_core::policy::testing;

use crate::setup::{policy_stop, text_files};
use crate::{Stop, output};

#[derive(clap::Args)]
pub struct Args {
    /// Folder with policies, tests and fixtures
    #[arg(default_value = "policies")]
    folder: PathBuf,
    /// Write what the fixtures give now into their .expected and .fixed files
    #[arg(long)]
    update: bool,
    /// Show which lines of the policies no test reaches
    #[arg(long)]
    coverage: bool,
}

/// Runs the tests; 1 if one fails.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let files = text_files(&args.folder, Path::new(""))?;
    let run = testing::run(&files).map_err(|errors| policy_stop(&errors))?;
    if args.update {
        for (path, text) in &run.sidecars {
            let target = args.folder.join(path);
            output::replace(&target, text.as_bytes())
                .map_err(|error| Stop::new(format!("{}: {error}", target.display())))?;
        }
        output::print(&format!("wrote {} files\n", run.sidecars.len()))?;
        return Ok(0);
    }
    let mut out = String::new();
    for outcome in &run.outcomes {
        if let Some(failure) = &outcome.failure {
            out.push_str(&format!("FAIL {} {}\n{failure}\n", outcome.path, outcome.name));
        }
    }
    if args.coverage {
        for file in &run.coverage {
            let all = file.covered.len() + file.missed.len();
            let missed: Vec<String> = file.missed.iter().map(ToString::to_string).collect();
            let lines =
                if missed.is_empty() { String::new() } else { format!(", not lines {}", missed.join(" ")) };
            out.push_str(&format!("{}: {} of {all} lines{lines}\n", file.path, file.covered.len()));
        }
    }
    let failed = run.outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    out.push_str(&format!("{} passed, {failed} failed\n", run.outcomes.len() - failed));
    output::print(&out)?;
    Ok(u8::from(failed > 0))
}
