//! Words of an instruction: parted by white space, quotes and escapes respected, left as written.
//!
//! Source: BuildKit, `frontend/dockerfile/parser/line_parsers.go` (`parseWords`).

use crate::source::Span;

use super::logical::Logical;

/// A word as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its characters, quotes and escapes included, lines joined.
    pub raw: String,
    /// Where it stands.
    pub span: Span,
    /// Where it starts and ends in the joined text it was read from.
    pub at: (usize, usize),
}

/// The words of `logical`, in which quotes and escapes keep white space together.
pub(super) fn words(logical: &Logical, escape: char) -> Vec<Word> {
    let text = logical.text();
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (start, quote) {
            (None, _) if c.is_whitespace() => continue,
            (None, _) => start = Some(at),
            (Some(from), None) if c.is_whitespace() => {
                words.push(word(logical, from, at));
                start = None;
                continue;
            }
            _ => {}
        }
        match quote {
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open => quote = None,
            // In single quotes an escape is an ordinary character.
            Some('\'') => {}
            _ if c == escape => drop(chars.next()),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(word(logical, from, text.len()));
    }
    words
}

/// The words of `logical` parted by white space only.
pub(super) fn plain_words(logical: &Logical) -> Vec<Word> {
    let text = logical.text();
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|part| word(logical, offset(part), offset(part) + part.len())).collect()
}

fn word(logical: &Logical, start: usize, end: usize) -> Word {
    Word { raw: logical.text()[start..end].to_owned(), span: logical.span(start, end), at: (start, end) }
}
