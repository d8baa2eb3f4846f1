//! A file's text, the places in it, and the way back from edited text to the file's own bytes.

use std::fmt;

/// Largest file that is read, in bytes; larger ones are refused with an error, never cut.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Names one source within one run; spans carry it so that trees of several files can be mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A half-open range of bytes in the text of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source that the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { file, start: start as u32, end: end as u32 }
    }

    /// The same range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest range that holds both; `self` if they lie in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this range.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A place for people: both numbers count from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// A place for editors: both numbers count from zero, the column in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Utf16Position {
    /// Line, from 0.
    pub line: u32,
    /// Column in UTF-16 code units, from 0.
    pub character: u32,
}

/// Why bytes could not become a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// The file is larger than [`MAX_BYTES`].
    TooLarge {
        /// Size of the file in bytes.
        bytes: usize,
    },
    /// The file holds a NUL byte, so it is not text.
    Binary {
        /// Where the first NUL byte stands.
        at: Position,
    },
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Where the first bad byte stands.
        at: Position,
    },
}

impl SourceError {
    /// The place in the file, where one byte is to blame.
    pub fn position(&self) -> Option<Position> {
        match self {
            SourceError::TooLarge { .. } => None,
            SourceError::Binary { at } | SourceError::NotUtf8 { at } => Some(*at),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceError::TooLarge { bytes } => {
                write!(f, "the file has {bytes} bytes; dockwarden reads at most {MAX_BYTES}")
            }
            SourceError::Binary { .. } => write!(f, "expected text, found a NUL byte"),
            SourceError::NotUtf8 { .. } => write!(f, "expected UTF-8 text, found a byte that is not"),
        }
    }
}

impl std::error::Error for SourceError {}

/// One file: its text with a byte order mark removed and CRLF read as LF, and how to write it back.
///
/// Lines and columns are those of the file itself: neither a byte order mark nor the CR of a CRLF
/// takes part in counting. A CR that is not followed by LF is kept as an ordinary character.
#[derive(Clone, Debug)]
pub struct Source {
    id: FileId,
    path: String,
    text: String,
    bom: bool,
    /// Start of every line, in bytes of `text`.
    line_starts: Vec<u32>,
    /// For files with CRLF: offsets in `text` of the LFs that were CRLF.
    crlf: Vec<u32>,
}

impl Source {
    /// The same source under another id.
    pub fn with_id(mut self, id: FileId) -> Self {
        self.id = id;
        self
    }

    /// The same source under another name.
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Reads `bytes` as text. `path` is the name shown to people, with `/` between its parts.
    ///
    /// # Errors
    /// When the bytes are too many, hold a NUL, or are not UTF-8.
    pub fn from_bytes(id: FileId, path: impl Into<String>, bytes: &[u8]) -> Result<Self, SourceError> {
        if bytes.len() > MAX_BYTES {
            return Err(SourceError::TooLarge { bytes: bytes.len() });
        }
        let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        if let Some(nul) = body.iter().position(|&b| b == 0) {
            return Err(SourceError::Binary { at: position_in_bytes(body, nul) });
        }
        let text = std::str::from_utf8(body)
            .map_err(|e| SourceError::NotUtf8 { at: position_in_bytes(body, e.valid_up_to()) })?;
        Ok(Self::build(id, path.into(), bom, text))
    }

    /// Takes text that is already decoded, such as an editor's buffer.
    pub fn from_text(id: FileId, path: impl Into<String>, text: &str) -> Result<Self, SourceError> {
        Self::from_bytes(id, path, text.as_bytes())
    }

    fn build(id: FileId, path: String, bom: bool, raw: &str) -> Self {
        let mut crlf = Vec::new();
        let text = if raw.contains("\r\n") {
            let mut text = String::with_capacity(raw.len());
            let mut parts = raw.split("\r\n").peekable();
            while let Some(part) = parts.next() {
                text.push_str(part);
                if parts.peek().is_some() {
                    crlf.push(text.len() as u32);
                    text.push('\n');
                }
            }
            text
        } else {
            raw.to_owned()
        };
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        Self { id, path, text, bom, line_starts, crlf }
    }

    /// The name that this source's spans carry.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The path shown to people.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, without byte order mark, lines ended by LF.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span of this source; empty if the span does not fit it.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A span over the whole text.
    pub fn whole(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// Number of lines; text that ends with a newline has one empty line after it.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The 0-based line that holds byte `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// The span of 0-based line `line`, without its newline.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line] as usize;
        let end = match self.line_starts.get(line + 1) {
            Some(&next) => next as usize - 1,
            None => self.text.len(),
        };
        Span::new(self.id, start, end)
    }

    /// Line and column of byte `offset`, for people.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let before = &self.text[self.line_starts[line] as usize..self.floor(offset)];
        Position { line: line as u32 + 1, column: before.chars().count() as u32 + 1 }
    }

    /// Line and column of byte `offset`, for editors.
    pub fn utf16_position(&self, offset: u32) -> Utf16Position {
        let line = self.line_of(offset);
        let before = &self.text[self.line_starts[line] as usize..self.floor(offset)];
        Utf16Position { line: line as u32, character: before.encode_utf16().count() as u32 }
    }

    /// The byte that an editor's place means; places beyond a line or the text mean its end.
    pub fn offset_of(&self, place: Utf16Position) -> u32 {
        let line = place.line as usize;
        if line >= self.line_count() {
            return self.text.len() as u32;
        }
        let (line, mut units) = (self.line_span(line), 0);
        for (at, c) in self.slice(line).char_indices() {
            units += c.len_utf16() as u32;
            if units > place.character {
                return line.start + at as u32;
            }
        }
        line.end
    }

    fn floor(&self, offset: u32) -> usize {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The bytes of the file with `edits` applied; everything outside them stays byte for byte.
    ///
    /// Edits must be sorted by start and must not overlap. New lines take the file's own ending:
    /// CRLF if most of its lines have it.
    pub fn rewrite<'a>(&self, edits: impl IntoIterator<Item = (Span, &'a str)>) -> Vec<u8> {
        let newline = if self.crlf.len() * 2 > self.line_starts.len() - 1 { "\r\n" } else { "\n" };
        let mut out = Vec::with_capacity(self.text.len() + 64);
        if self.bom {
            out.extend_from_slice(b"\xef\xbb\xbf");
        }
        let mut at = 0;
        for (span, new) in edits {
            self.copy_original(at..span.range().start, &mut out);
            out.extend_from_slice(new.replace('\n', newline).as_bytes());
            at = span.range().end;
        }
        self.copy_original(at..self.text.len(), &mut out);
        out
    }

    fn copy_original(&self, range: std::ops::Range<usize>, out: &mut Vec<u8>) {
        let mut at = range.start;
        let first = self.crlf.partition_point(|&lf| (lf as usize) < range.start);
        for &lf in self.crlf[first..].iter().take_while(|&&lf| (lf as usize) < range.end) {
            out.extend_from_slice(&self.text.as_bytes()[at..lf as usize]);
            out.extend_from_slice(b"\r\n");
            at = lf as usize + 1;
        }
        out.extend_from_slice(&self.text.as_bytes()[at..range.end]);
    }
}

fn position_in_bytes(bytes: &[u8], at: usize) -> Position {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&b| b == b'\n').count() as u32 + 1;
    let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() as u32 + 1;
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::from_bytes(FileId(0), "f", bytes).unwrap()
    }

    #[test]
    fn crlf_and_bom_do_not_move_lines_and_columns() {
        let plain = source("a: é\nb: 😀x\n".as_bytes());
        let dressed = source("\u{feff}a: é\r\nb: 😀x\r\n".as_bytes());
        assert_eq!(plain.text(), dressed.text());
        let x = plain.text().find('x').unwrap() as u32;
        assert_eq!(dressed.position(x), Position { line: 2, column: 5 });
        assert_eq!(dressed.utf16_position(x), Utf16Position { line: 1, character: 5 });
    }

    #[test]
    fn places_of_editors_lead_back_to_bytes_and_those_beyond_to_the_end() {
        let s = source("a: é\r\nb: 😀x\r\n".as_bytes());
        for offset in (0..=s.text().len() as u32).filter(|&at| s.text().is_char_boundary(at as usize)) {
            assert_eq!(s.offset_of(s.utf16_position(offset)), offset);
        }
        let end = s.text().len() as u32;
        assert_eq!(s.offset_of(Utf16Position { line: 9, character: 0 }), end);
        assert_eq!(s.offset_of(Utf16Position { line: 0, character: u32::MAX }), 5);
        // The second half of a pair of surrogates means its character.
        let smile = s.text().find('😀').unwrap() as u32;
        assert_eq!(s.offset_of(Utf16Position { line: 1, character: 4 }), smile);
    }

    #[test]
    fn rewriting_nothing_gives_back_every_byte_even_with_mixed_line_ends() {
        for bytes in [&b"a\r\nb\nc\r\n"[..], b"\xef\xbb\xbfa\n", b"", b"a\rb", b"\r\n\r\n"] {
            assert_eq!(source(bytes).rewrite([]), bytes);
        }
    }

    #[test]
    fn an_edit_keeps_the_line_ends_around_it_and_takes_the_files_own_for_new_lines() {
        let s = source(b"one\r\ntwo\r\nthree\r\n");
        let at = s.text().find("two").unwrap();
        let span = Span::new(FileId(0), at, at + 3);
        assert_eq!(s.rewrite([(span, "2\n2b")]), b"one\r\n2\r\n2b\r\nthree\r\n");
    }

    #[test]
    fn bytes_that_are_not_text_are_refused_with_their_place() {
        let bad = Source::from_bytes(FileId(0), "f", b"ab\nc\xff").unwrap_err();
        assert_eq!(bad.position(), Some(Position { line: 2, column: 2 }));
        let nul = Source::from_bytes(FileId(0), "f", b"\0").unwrap_err();
        assert_eq!(nul, SourceError::Binary { at: Position { line: 1, column: 1 } });
    }
}
