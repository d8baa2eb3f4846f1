//! What tests with real editors share: the set-up that `docs/editors.md` shows, and the command.

use std::path::Path;

const DOCS: &str = include_str!("../../../docs/editors.md");

/// A snippet that the page marks as tested.
pub fn snippet(name: &str) -> &'static str {
    let after = DOCS.split_once(&format!("<!-- tested: {name} -->\n```")).unwrap().1;
    after.split_once('\n').unwrap().1.split_once("\n```").unwrap().0
}

/// A `PATH` on which `dockwarden` is the command that was built.
pub fn path() -> String {
    let command = Path::new(env!("CARGO_BIN_EXE_dockwarden"));
    format!("{}:{}", command.parent().unwrap().display(), std::env::var("PATH").unwrap())
}
