//! What walks through one script, and what it has found: where things stand in the file.

use std::ops::Range;

use super::{Script, Word, word};
use crate::source::{FileId, Span};

/// What is found, over all levels.
#[derive(Default)]
pub(super) struct Output {
    pub script: Script,
    pipelines: u32,
}

impl Output {
    /// A number for a pipeline.
    pub(super) fn pipeline(&mut self) -> u32 {
        self.pipelines += 1;
        self.pipelines - 1
    }
}

/// What surrounds a command.
#[derive(Clone, Copy, Default)]
pub(super) struct Context {
    pub wrapper: Option<usize>,
    pub pipeline: Option<(u32, u32)>,
    pub conditional: bool,
}

impl Context {
    /// The same for what a run may pass over.
    pub(super) fn branch(self) -> Self {
        Self { conditional: true, ..self }
    }
}

/// A script that stands in the text besides the words: the body of a heredoc.
#[derive(Clone, Debug)]
pub(super) struct Body(pub Range<usize>);

/// Walks one script.
pub(super) struct Walker<'t> {
    pub(super) file: FileId,
    pub(super) base: usize,
    pub(super) text: &'t str,
    /// Where everything stands, if the text is not the file's byte by byte.
    pub(super) place: Option<Span>,
    pub(super) level: usize,
    pub(super) output: &'t mut Output,
}

impl<'t> Walker<'t> {
    pub(super) fn new(file: FileId, base: usize, text: &'t str, output: &'t mut Output) -> Self {
        Self { file, base, text, place: None, level: 0, output }
    }

    pub(super) fn source(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.place.unwrap_or_else(|| {
            let within = |mut at: usize| {
                at = at.min(self.text.len());
                while !self.text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = within(range.start);
            Span::new(self.file, self.base + start, self.base + within(range.end).max(start))
        })
    }

    pub(super) fn word(&self, range: Range<usize>) -> Word {
        let word::Reading { text, variables, dynamic } = word::read(self.source(range.clone()));
        Word { span: self.span(range), text, variables, dynamic }
    }
}
