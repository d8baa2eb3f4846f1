//! One defence of a service: whether it is there, and who says so.

use crate::source::Span;

/// Whether a defence is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Yes,
    No,
    Unknown,
}

impl Held {
    pub fn name(self) -> &'static str {
        match self {
            Held::Yes => "yes",
            Held::No => "no",
            Held::Unknown => "unknown",
        }
    }
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Compose,
    Dockerfile,
    /// What is known of the base image.
    Base,
    Daemon,
    /// What Docker does where no file says anything.
    Default,
}

impl Layer {
    pub fn name(self) -> &'static str {
        match self {
            Layer::Compose => "compose",
            Layer::Dockerfile => "dockerfile",
            Layer::Base => "base",
            Layer::Daemon => "daemon",
            Layer::Default => "default",
        }
    }
}

/// One defence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact {
    pub held: Held,
    pub by: Layer,
    /// What decided it.
    pub at: Span,
}
