//! `dockwarden input`: a file as policies see it.

use std::path::{Path, PathBuf};

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::Files;
use dockwarden_core::policy;
use dockwarden_core::run;
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::stack::{self, Shelf};

use crate::discover::Found;
use crate::disk::Disk;
use crate::setup::{self, Choice};
use crate::{Stop, check, discover, output};

#[derive(clap::Args)]
pub struct Args {
    /// The file
    file: PathBuf,
    /// Its kind, whatever its name: dockerfile, compose or daemon
    #[arg(long)]
    kind: Option<Kind>,
    /// The whole stack of a Compose file: with the Dockerfiles that it builds, and the daemon.json in its
    /// folder or in one around it
    #[arg(long)]
    stack: bool,
    /// Configuration file with build arguments and variables
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Prints the document as JSON; faults go to standard error.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let setup = setup::load(&Choice { config: args.config.clone(), ..Choice::default() })?;
    let files = discover::files(std::slice::from_ref(&args.file), args.kind, true);
    let Some(found) = files.found.first().filter(|_| !args.file.is_dir()) else {
        return Err(Stop::new(format!("{}: expected a file", args.file.display())));
    };
    let (kind, bytes) = check::read(found).map_err(|why| Stop::new(format!("{}: {why}", found.name)))?;
    let disk = Disk::new(&found.root, None);
    if args.stack && kind != Kind::Compose {
        return Err(Stop::new(format!("{}: --stack needs a Compose file", found.name)));
    }
    let project = match kind {
        Kind::Compose => Document::project(&found.layers(), &disk, found.prefix(), &setup.known()),
        _ => None,
    };
    let document = match project {
        Some(project) if args.stack => {
            let engine = engine(found, &disk);
            stack::read(
                &project,
                &disk,
                found.prefix(),
                &setup.known(),
                engine.as_ref(),
                &mut Shelf::default(),
            )
            .document
        }
        Some(project) => project,
        None => {
            let source = source(&found.name, &bytes)?;
            match kind {
                Kind::Daemon => Document::engine(source, &found.inner, &disk, found.prefix()),
                _ => Document::read(kind, source, &setup::around(&setup, kind, &found.path)),
            }
        }
    };
    let json = policy::to_json(&document.reading.model);
    let mut text = serde_json::to_string_pretty(&json).map_err(|error| Stop::new(error.to_string()))?;
    text.push('\n');
    output::print(&text)?;
    for fault in &document.reading.faults {
        let source = document.source_of(fault.span);
        let at = source.position(fault.span.start);
        output::note(&format!("{}:{}:{}: {}", source.path(), at.line, at.column, fault.message));
    }
    Ok(if document.reading.faults.is_empty() { 0 } else { 2 })
}

/// The engine's file that lies nearest to a Compose file, in its folder or in one around it.
fn engine(compose: &Found, disk: &Disk<'_>) -> Option<Document> {
    let folders = Path::new(&compose.inner).ancestors().skip(1);
    folders.map(|folder| folder.join("daemon.json")).find_map(|path| {
        let path = path.to_string_lossy().replace('\\', "/");
        run::engine(&path, &disk.read(&path).ok()?, disk, compose.prefix())
    })
}

fn source(name: &str, bytes: &[u8]) -> Result<Source, Stop> {
    Source::from_bytes(FileId(0), name, bytes).map_err(|error| match error.position() {
        Some(at) => Stop::new(format!("{name}:{}:{}: {error}", at.line, at.column)),
        None => Stop::new(format!("{name}: {error}")),
    })
}
