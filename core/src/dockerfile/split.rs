//! A Dockerfile cut into instructions, the way BuildKit's parser cuts it; cannot fail.
//!
//! Source: BuildKit, `frontend/dockerfile/parser/parser.go`.

use crate::source::{Source, Span};
use crate::syntax::tree::{Comment, Fault};

use super::heredoc;
use super::logical::Logical;
use super::piece::Piece;

/// A file cut into instructions.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// The instructions, in order.
    pub pieces: Vec<Piece>,
    /// All comment lines, also those inside instructions.
    pub comments: Vec<Comment>,
    /// Heredocs without an end.
    pub faults: Vec<Fault>,
}

/// Cuts `source` into instructions.
pub(super) fn split(source: &Source, escape: char) -> Pieces {
    let mut cut = Pieces::default();
    let mut number = 0;
    while number < source.line_count() {
        let line = source.line_span(number);
        let text = source.slice(line);
        number += 1;
        let trimmed = text.trim_start();
        if trimmed.starts_with('#') {
            cut.comments.push(comment(line, text));
            continue;
        }
        let mut logical = Logical::new(source.id());
        let start = line.range().start + text.len() - trimmed.len();
        let (kept, mut ends) = continuation(trimmed, escape);
        if ends && kept.trim().is_empty() {
            continue;
        }
        logical.push(kept, start);
        let mut gap = None;
        while !ends && number < source.line_count() {
            let line = source.line_span(number);
            let text = source.slice(line);
            number += 1;
            if text.trim_start().starts_with('#') {
                cut.comments.push(comment(line, text));
                continue;
            }
            if text.trim().is_empty() {
                // What follows the last newline is no line.
                let is_line = number < source.line_count() || !text.is_empty();
                gap = gap.or(is_line.then_some(number));
                continue;
            }
            let (kept, last) = continuation(text, escape);
            logical.push(kept, line.range().start);
            ends = last;
        }
        let Some(mut piece) = piece(&logical) else { continue };
        piece.gap = gap;
        number = heredoc::read(source, &mut piece, number, escape, &mut cut.faults);
        cut.pieces.push(piece);
    }
    cut
}

fn comment(line: Span, text: &str) -> Comment {
    let indent = text.len() - text.trim_start().len();
    Comment { span: Span::new(line.file, line.range().start + indent, line.range().end) }
}

/// A line without its continuation, and whether the instruction ends with it: an escape character
/// at the end, white space allowed after it, continues the line unless it is itself escaped.
fn continuation(line: &str, escape: char) -> (&str, bool) {
    let text = line.trim_end_matches([' ', '\t']);
    match text.strip_suffix(escape) {
        Some(kept) if !kept.ends_with(escape) => (kept, false),
        _ => (line, true),
    }
}

/// Parts an instruction into keyword and rest; none for nothing but white space.
fn piece(logical: &Logical) -> Option<Piece> {
    let all = logical.trimmed();
    let text = all.text();
    if text.is_empty() {
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let rest = all.part(end, text.len()).trimmed();
    Some(Piece {
        span: all.whole(),
        keyword: text[..end].to_owned(),
        keyword_span: all.span(0, end),
        region: rest.whole(),
        rest,
        heredocs: Vec::new(),
        gap: None,
    })
}
