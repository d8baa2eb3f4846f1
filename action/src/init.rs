//! `dockwarden init`: a configuration to start from.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use dockwarden_core::config::FILE_NAME;
use dockwarden_core::migrate::{self, Tool};
use dockwarden_core::source::{FileId, Source};

use crate::setup::{self, Choice};
use crate::{Stop, output};

#[derive(clap::Args)]
pub struct Args {
    /// Translate the configuration of this tool
    #[arg(long, value_enum, value_name = "TOOL")]
    from: Option<From>,
    /// Files to translate [default: those that the tool reads by itself]
    #[arg(requires = "from")]
    files: Vec<PathBuf>,
}

/// Where people come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    Hadolint,
    Trivy,
    Checkov,
    ComposeLint,
}

impl From {
    fn tool(self) -> Tool {
        match self {
            From::Hadolint => Tool::Hadolint,
            From::Trivy => Tool::Trivy,
            From::Checkov => Tool::Checkov,
            From::ComposeLint => Tool::ComposeLint,
        }
    }
}

/// The configuration that `init` writes; everything in it is the default.
pub const TEMPLATE: &str = "\
# dockwarden configuration; see docs/configuration.md for every key.

# Rule set: recommended, strict or cis.
set: recommended

# Least severity that fails a run: info, low, medium, high or critical.
fail-on: medium

# Files that are not checked.
exclude: []

# Rules by id: off, a severity, or a mapping with severity and parameters.
# rules:
#   compose/privileged: critical

# Rules for some paths only.
# overrides:
#   - paths: [tests]
#     rules:
#       compose/privileged: off

# Folders with policies of your own.
# policies: [policies]

# Values that the files depend on.
# build-args: {VERSION: \"1.2\"}
# variables: {TAG: \"1.2\"}
";

/// Writes the file, unless there is one.
pub fn run(args: &Args) -> Result<u8, Stop> {
    if Path::new(FILE_NAME).symlink_metadata().is_ok() {
        return Err(there_already());
    }
    let Some(from) = args.from else {
        write(TEMPLATE)?;
        output::print(&format!("wrote {FILE_NAME}\n"))?;
        return Ok(0);
    };
    let tool = from.tool();
    let sources = sources(tool, &args.files)?;
    let catalog = setup::load(&Choice::default())?.catalog();
    let today = crate::today::today();
    let migration = migrate::migrate(tool, &sources, &catalog, Some(&today)).map_err(|faults| {
        let of = |fault: &_| setup::located_in(&sources, fault);
        Stop(faults.iter().map(of).collect())
    })?;
    write(&migration.config)?;
    for note in &migration.notes {
        output::note(&format!("note: not translated: {note}"));
    }
    let paths: Vec<&str> = sources.iter().map(Source::path).collect();
    output::print(&format!("wrote {FILE_NAME} from {}\n", paths.join(", ")))?;
    Ok(0)
}

/// The files that are named, else those that the tool would read in this folder.
fn sources(tool: Tool, files: &[PathBuf]) -> Result<Vec<Source>, Stop> {
    let there = |name: &&&str| Path::new(name).is_file();
    let own = tool.files().iter().filter_map(|group| group.iter().find(there)).map(PathBuf::from);
    let paths: Vec<PathBuf> = if files.is_empty() { own.collect() } else { files.to_vec() };
    if paths.is_empty() {
        let names = tool.files().concat().join(", ");
        return Err(Stop::new(format!("found nothing of {} here; it reads {names}", tool.name())));
    }
    let read = |(number, path): (usize, &PathBuf)| setup::read_source(path, FileId(number as u32));
    paths.iter().enumerate().map(read).collect()
}

fn write(text: &str) -> Result<(), Stop> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(FILE_NAME);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => there_already(),
        _ => Stop::new(format!("{FILE_NAME}: {error}")),
    })
}

fn there_already() -> Stop {
    Stop::new(format!("{FILE_NAME} is there already; edit it, or remove it first"))
}
