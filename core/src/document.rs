//! One file understood: its kind, found from its name, and its reading.

use crate::reading::{Reading, Surroundings};
use crate::source::Source;
use crate::{compose, daemon, dockerfile};

/// What a file is to Docker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// A Compose file.
    Compose,
    /// The engine's `daemon.json`.
    Daemon,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Dockerfile, Kind::Compose, Kind::Daemon];

    /// The name used in rule ids, reports and `input.kind`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dockerfile => "dockerfile",
            Kind::Compose => "compose",
            Kind::Daemon => "daemon",
        }
    }
}

/// A source and what it means.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the file is.
    pub kind: Kind,
    /// Its text.
    pub source: Source,
    /// What it means.
    pub reading: Reading,
}

impl Document {
    /// Reads `source` as a file of `kind`.
    pub fn read(kind: Kind, source: Source, around: &Surroundings) -> Self {
        let reading = match kind {
            Kind::Dockerfile => dockerfile::read(&source, around),
            Kind::Compose => compose::read(&source, around),
            Kind::Daemon => daemon::read(&source),
        };
        Self { kind, source, reading }
    }
}
