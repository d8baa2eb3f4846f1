//! `dockwarden lsp`: a language server, over standard input and output.
//!
//! One thread answers messages; whenever none waits, it checks what has changed. So a key that is
//! pressed never waits for a workspace, and nothing is judged that the next message makes old.

mod abilities;
mod action;
mod command;
mod completion;
mod diagnostics;
mod difference;
mod documents;
mod executing;
mod folder;
mod hover;
mod ignoring;
mod offer;
mod overlay;
mod place;
mod rules;
mod server;
mod showing;
mod transport;
mod uri;
mod writing;

use crate::Stop;
use crate::check::STACK;

#[derive(clap::Args)]
pub struct Args {
    /// For editors that say how they talk; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves until the editor says that it is done, or goes away.
pub fn run(_: &Args) -> Result<u8, Stop> {
    let start = || transport::stdio(server::serve);
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(start);
    let thread = thread.map_err(|error| Stop::new(format!("cannot start a thread: {error}")))?;
    thread.join().unwrap_or_else(|_| Err(Stop::new("the server failed; please report this")))
}
