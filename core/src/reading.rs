//! What the readers of the three kinds are told, and what each of them gives.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::syntax::tree::{Comment, Fault};

/// What is known from outside the file that is read. Everything else outside stays unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Values of build arguments, from configuration.
    pub build_args: BTreeMap<String, String>,
    /// Values of Compose variables, from configuration and from `.env` beside the file.
    pub variables: BTreeMap<String, String>,
}

/// What the reader of one kind gives: always a model of whatever was sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What policies see.
    pub model: Model,
    /// What could not be understood, in the order of the file.
    pub faults: Vec<Fault>,
    /// All comments, where suppressions may stand, in the order of the file.
    pub comments: Vec<Comment>,
    /// Spans that a suppression above their first line covers as a whole: Dockerfile instructions.
    pub blocks: Vec<crate::source::Span>,
}
