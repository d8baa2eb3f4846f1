//! Places as the protocol counts them: from zero, in UTF-16 code units.

use dockwarden_core::source::{FileId, Position as Shown, Source, Span, Utf16Position};
use lsp_types::{Position, Range};

/// A span of `source`.
pub fn range(source: &Source, span: Span) -> Range {
    let [start, end] = [span.start, span.end].map(|offset| {
        let at = source.utf16_position(offset);
        Position::new(at.line, at.character)
    });
    Range { start, end }
}

/// The byte of `source` that a place means.
pub fn offset(source: &Source, at: Position) -> u32 {
    source.offset_of(Utf16Position { line: at.line, character: at.character })
}

/// From a place that people are told to the end of its line; the start of the text if it is not in it.
pub fn rest_of_line(text: &str, at: Option<Shown>) -> Range {
    let found = || {
        let source = Source::from_text(FileId(0), "", text).ok()?;
        let at = at?;
        let line = (at.line as usize).min(source.line_count()).checked_sub(1)?;
        let span = source.line_span(line);
        let before = source.slice(span).chars().take((at.column as usize).saturating_sub(1));
        let start = span.start + before.map(char::len_utf8).sum::<usize>() as u32;
        Some(range(&source, Span { start, ..span }))
    };
    found().unwrap_or_default()
}
