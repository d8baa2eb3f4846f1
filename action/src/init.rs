//! `dockwarden init`: a configuration to start from.

use std::io::Write;

use dockwarden_core::config::FILE_NAME;

use crate::{Stop, output};

#[derive(clap::Args)]
pub struct Args {}

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
pub fn run(_: &Args) -> Result<u8, Stop> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(FILE_NAME);
    match file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            output::print(&format!("wrote {FILE_NAME}\n"))?;
            Ok(0)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Stop::new(format!("{FILE_NAME} is there already; edit it, or remove it first")))
        }
        Err(error) => Err(Stop::new(format!("{FILE_NAME}: {error}"))),
    }
}
