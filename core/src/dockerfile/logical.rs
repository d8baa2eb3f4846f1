//! Text gathered from several pieces of a file, each character knowing where it came from.
//!
//! An instruction runs over lines joined by an escape character, with comments between them. Its
//! words are read from the joined text, and their places are those in the file.

use crate::source::{FileId, Span};

/// Joined text and the places of its pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Logical {
    file: FileId,
    text: String,
    /// Where each piece starts: in the joined text, and in the file. Sorted by both.
    pieces: Vec<(u32, u32)>,
}

impl Logical {
    /// No text yet.
    pub(super) fn new(file: FileId) -> Self {
        Self { file, text: String::new(), pieces: Vec::new() }
    }

    /// Adds `text`, which stands at byte `at` of the file.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.pieces.push((self.text.len() as u32, at as u32));
            self.text.push_str(text);
        }
    }

    /// The joined text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the file of the bytes `start..end` of the joined text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.place(start);
        let last = if end > start { self.place(end - 1) + 1 } else { first };
        Span::new(self.file, first, last.max(first))
    }

    /// The place in the file of byte `at` of the joined text; for its end, one past its last byte.
    fn place(&self, at: usize) -> usize {
        if at > 0 && at == self.text.len() {
            return self.place(at - 1) + 1;
        }
        let piece = self.pieces.partition_point(|&(start, _)| start as usize <= at);
        match piece.checked_sub(1).map(|piece| self.pieces[piece]) {
            Some((start, place)) => place as usize + (at - start as usize),
            None => 0,
        }
    }

    /// The part `start..end`, which keeps its places.
    pub(super) fn part(&self, start: usize, end: usize) -> Logical {
        let mut part = Logical::new(self.file);
        let mut at = start;
        let first = self.pieces.partition_point(|&(piece, _)| piece as usize <= start);
        for next in self.pieces[first..].iter().map(|&(piece, _)| piece as usize).chain([end]) {
            let stop = next.min(end);
            if at < stop {
                part.push(&self.text[at..stop], self.place(at));
                at = stop;
            }
        }
        if part.pieces.is_empty() {
            // Empty text still has a place.
            part.pieces.push((0, self.place(start) as u32));
        }
        part
    }

    /// The text without white space at its ends.
    pub(super) fn trimmed(&self) -> Logical {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        self.part(start, end)
    }

    /// The place of the whole text.
    pub(super) fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined() -> Logical {
        let mut logical = Logical::new(FileId(0));
        logical.push("ab", 10);
        logical.push("cd", 20);
        logical
    }

    #[test]
    fn a_span_across_pieces_ends_where_its_last_character_ends() {
        assert_eq!(joined().span(1, 3).range(), 11..21);
        assert_eq!(joined().span(0, 2).range(), 10..12);
        assert_eq!(joined().span(4, 4).range(), 22..22);
    }

    #[test]
    fn a_part_keeps_its_places() {
        let part = joined().part(1, 4);
        assert_eq!(part.text(), "bcd");
        assert_eq!(part.span(1, 3).range(), 20..22);
        assert_eq!(joined().part(2, 2).whole().range(), 20..20);
    }
}
