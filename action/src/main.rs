//! The dockwarden command.

mod action;
mod check;
mod commit;
mod completions;
mod discover;
mod disk;
mod explain;
mod fix;
mod git;
mod init;
mod input;
mod lsp;
mod output;
mod parallel;
mod rules;
mod setup;
mod test;
mod today;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Evaluating a policy is mostly small allocations, which this one serves twice as fast.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Policy as code for Docker: checks Dockerfiles, Compose files and daemon.json.
#[derive(Parser)]
#[command(name = "dockwarden", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check files; exit 0 if nothing fails, 1 on findings, 2 if something could not be checked
    Check(check::Args),
    /// Mend what can be mended; shows the changes, writes them with --write
    Fix(fix::Args),
    /// Run the tests of a folder of policies
    Test(test::Args),
    /// Print a file as policies see it
    Input(input::Args),
    /// Say what a rule is about and how to set it
    Explain(explain::Args),
    /// List the rules
    Rules(rules::Args),
    /// Write a dockwarden.yaml to start from
    Init(init::Args),
    /// Run as a step of GitHub Actions, with inputs and context from variables
    Action(action::Args),
    /// Serve an editor: the language server protocol over standard input and output
    Lsp(lsp::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

/// Why a command could not do its work: what is wrong and what to do, one text each.
pub struct Stop(pub Vec<String>);

impl Stop {
    /// One reason.
    pub fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Input(args) => input::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Action(args) => action::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(stop) => {
            for message in &stop.0 {
                output::note(&format!("error: {message}"));
            }
            ExitCode::from(2)
        }
    }
}
