//! An instruction as it is cut out of the file, and its heredocs.

use crate::source::Span;

use super::logical::Logical;

/// One instruction as it is cut out of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// From its keyword to its last character, heredocs included.
    pub span: Span,
    /// The keyword as written.
    pub keyword: String,
    /// Where the keyword stands.
    pub keyword_span: Span,
    /// Everything after the keyword, lines joined, white space at the ends removed.
    pub rest: Logical,
    /// The same as it stands in the file, from its first to its last character; heredocs excluded.
    pub region: Span,
    /// Heredocs that belong to the instruction, in order.
    pub heredocs: Vec<Heredoc>,
    /// The first empty line inside it, counted from 1: builders skip it.
    pub gap: Option<usize>,
}

impl Piece {
    /// The empty place at the end of the piece.
    pub fn span_end(&self) -> Span {
        Span { start: self.span.end, ..self.span }
    }
}

/// One heredoc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heredoc {
    /// The word that announces it: `<<-"EOF"`.
    pub span: Span,
    /// The line that ends it, without quotes.
    pub name: String,
    /// Whether variables in it are expanded: the name is not quoted.
    pub expand: bool,
    /// Whether leading tabs are removed.
    pub strip_tabs: bool,
    /// Its lines, from the first byte to the newline before the end line.
    pub body: Span,
}
