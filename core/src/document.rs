//! One file understood: its kind, its normalized model, its faults and comments.

use crate::model::Model;
use crate::source::Source;
use crate::syntax::tree::{Comment, Fault};

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
    /// The name used in rule ids, reports and `input.kind`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dockerfile => "dockerfile",
            Kind::Compose => "compose",
            Kind::Daemon => "daemon",
        }
    }
}

/// What the reader of one kind gives: always a model of whatever was sound.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What policies see.
    pub model: Model,
    /// What could not be understood.
    pub faults: Vec<Fault>,
    /// All comments, where suppressions may stand.
    pub comments: Vec<Comment>,
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
