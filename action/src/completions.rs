//! `dockwarden completions`: scripts for shells.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{Cli, Stop, output};

#[derive(clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dockwarden", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
