//! Writing to the terminal, to pipes that close early, and to files.

use std::io::{IsTerminal, Write};
use std::path::Path;

use clap::ValueEnum;
use dockwarden_core::check::Report;
use dockwarden_core::policy::Print;

use crate::Stop;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether standard output is coloured.
    pub fn wanted(self) -> bool {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !no_color && std::io::stdout().is_terminal(),
        }
    }
}

/// Writes to standard output. A reader that has gone away is no error.
pub fn print(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Stop::new(format!("cannot write the report: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error, control characters shown as escapes.
pub fn note(text: &str) {
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '\n' | '\t' => safe.push(c),
            c if c.is_control() => safe.extend(c.escape_unicode()),
            c => safe.push(c),
        }
    }
    safe.push('\n');
    // There is nobody left to tell if this fails.
    let _ = std::io::stderr().write_all(safe.as_bytes());
}

/// Says on standard error what policies printed, each on one line with its place.
pub fn prints(report: &Report) {
    for file in &report.files {
        for Print { path, line, text } in &file.prints {
            let text = text.replace('\n', "\\n");
            note(&format!("{path}:{line}: {text} (on {})", file.path));
        }
    }
}

/// Replaces a file as a whole: a temporary file beside it takes its permissions and its name.
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.dockwarden-{}", std::process::id()));
    let write = || {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        if let Ok(metadata) = std::fs::metadata(path) {
            file.set_permissions(metadata.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    write().inspect_err(|_| {
        let _ = std::fs::remove_file(&temporary);
    })
}
