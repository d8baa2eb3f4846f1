//! Heredocs of RUN, COPY and ADD: `<<NAME`, `<<-NAME`, `<<"NAME"`, and the lines that follow.
//!
//! Source: BuildKit, `frontend/dockerfile/parser/parser.go` (`heredocsFromLine`, `ParseHeredoc`).

use crate::source::{Source, Span};
use crate::syntax::tree::Fault;

use super::piece::{Heredoc, Piece};
use super::words::words;

/// How many heredocs one instruction may have before the others are ignored.
const MAX_HEREDOCS: usize = 64;

/// Reads the heredocs that `piece` announces from line `next` on; gives the line after them.
pub(super) fn read(
    source: &Source,
    piece: &mut Piece,
    next: usize,
    escape: char,
    faults: &mut Vec<Fault>,
) -> usize {
    let mut number = next;
    for mut heredoc in announced(piece, escape) {
        let start = number;
        let mut found = false;
        while number < source.line_count() {
            let line = source.line_span(number);
            number += 1;
            let text = source.slice(line);
            let text = if heredoc.strip_tabs { text.trim_start_matches('\t') } else { text };
            if text == heredoc.name {
                heredoc.body = lines(source, start, number - 1);
                piece.span = piece.span.to(line);
                found = true;
                break;
            }
        }
        if !found {
            heredoc.body = lines(source, start, number);
            piece.span = piece.span.to(heredoc.body);
            faults.push(Fault {
                span: heredoc.span,
                message: format!("the heredoc `{}` is never ended", heredoc.name),
                help: Some(format!("put `{}` alone on a line after it", heredoc.name)),
            });
        }
        piece.heredocs.push(heredoc);
    }
    number
}

/// The span of the lines `first..end`, without the last newline.
fn lines(source: &Source, first: usize, end: usize) -> Span {
    let start =
        if first < source.line_count() { source.line_span(first).range().start } else { source.text().len() };
    let stop = if end > first { source.line_span(end - 1).range().end } else { start };
    Span::new(source.id(), start, stop)
}

/// The heredocs that an instruction announces in its words.
fn announced(piece: &Piece, escape: char) -> Vec<Heredoc> {
    let mut keyword = piece.keyword.as_str();
    let mut rest = piece.rest.clone();
    if keyword.eq_ignore_ascii_case("ONBUILD") {
        let text = rest.text();
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let inner = rest.part(end, text.len()).trimmed();
        keyword = match &piece.rest.text()[..end] {
            word if word.eq_ignore_ascii_case("RUN") => "RUN",
            word if word.eq_ignore_ascii_case("COPY") => "COPY",
            word if word.eq_ignore_ascii_case("ADD") => "ADD",
            _ => return Vec::new(),
        };
        rest = inner;
    }
    if !["RUN", "COPY", "ADD"].iter().any(|known| keyword.eq_ignore_ascii_case(known))
        || !rest.text().contains("<<")
        || rest.text().starts_with('[')
    {
        return Vec::new();
    }
    let found = words(&rest, escape).into_iter().filter_map(|word| {
        let mark = word.raw.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
        let (strip_tabs, name) = match mark.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, mark),
        };
        if name.is_empty() || name.contains('<') {
            return None;
        }
        let plain: String = unquoted(name, escape);
        if plain.is_empty() {
            return None;
        }
        let expand = plain == name;
        Some(Heredoc { span: word.span, name: plain, expand, strip_tabs, body: word.span })
    });
    found.take(MAX_HEREDOCS).collect()
}

/// A delimiter without quotes and escapes.
fn unquoted(name: &str, escape: char) -> String {
    let mut plain = String::new();
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {}
            c if c == escape => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    plain
}
