//! A fix as whole lines, the way a review suggests it.

use dockwarden_core::finding::Fix;
use dockwarden_core::report::mask::Mask;
use dockwarden_core::source::Source;

/// Lines, from 1, and what should stand there instead.
#[derive(Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
    /// Their new text, without the last newline; nothing where the lines go.
    pub text: String,
}

/// What `fix` makes of the lines it touches; nothing where that cannot be shown as it is: in files with
/// carriage returns or a byte order mark, and where a secret or a control character stands in the lines.
pub fn suggestion(source: &Source, fix: &Fix, mask: &Mask) -> Option<Suggestion> {
    let bytes = source.rewrite([]);
    if bytes.contains(&b'\r') || bytes.starts_with(b"\xef\xbb\xbf") {
        return None;
    }
    let (start, end) = (fix.edits.first()?.span.start, fix.edits.last()?.span.end);
    let (mut first, mut last) = (source.line_of(start), source.line_of(end));
    // Nobody can comment on the nothing behind the last newline.
    let beyond =
        |line: usize| line > 0 && line + 1 == source.line_count() && source.line_span(line).is_empty();
    if beyond(first) {
        first -= 1;
    }
    if last > first && source.line_span(last).start == end {
        last -= 1;
    }
    let from = source.line_span(first).start;
    let to = source.line_span(last).end.max(end);
    let with_newline = to > source.line_span(last).end;
    let old = source.text().get(from as usize..to as usize)?;
    let mut new = String::new();
    let mut at = from;
    for edit in &fix.edits {
        new.push_str(source.text().get(at as usize..edit.span.start as usize)?);
        new.push_str(&edit.text);
        at = edit.span.end;
    }
    new.push_str(source.text().get(at as usize..to as usize)?);
    let hidden = mask.apply(from, old) != old || mask.message(&new) != new;
    let unseen = new.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    if new == old || hidden || unseen {
        return None;
    }
    let text = match (with_newline, new.strip_suffix('\n')) {
        (true, Some(lines)) => lines.to_owned(),
        (true, None) if !new.is_empty() => return None,
        _ => new,
    };
    Some(Suggestion { first: first as u32 + 1, last: last as u32 + 1, text })
}

impl Suggestion {
    /// The block that a comment holds; its fence is longer than any in the text.
    pub fn block(&self) -> String {
        let longest = self.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let end = if self.text.is_empty() { "" } else { "\n" };
        format!("{fence}suggestion\n{}{end}{fence}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockwarden_core::finding::{Edit, Safety};
    use dockwarden_core::source::{FileId, Span};

    fn suggested(text: &str, start: usize, end: usize, new: &str) -> Option<(u32, u32, String)> {
        let source = Source::from_text(FileId(0), "f", text).unwrap();
        let edit = Edit { span: Span::new(FileId(0), start, end), text: new.into() };
        let fix = Fix { safety: Safety::Safe, note: None, edits: vec![edit] };
        let made = suggestion(&source, &fix, &Mask::default())?;
        Some((made.first, made.last, made.text))
    }

    #[test]
    fn whole_lines_are_suggested_whatever_a_fix_touches() {
        let one = |first, last, text: &str| Some((first, last, text.to_owned()));
        assert_eq!(suggested("ab\ncd\nef\n", 3, 4, "X"), one(2, 2, "Xd"));
        assert_eq!(suggested("ab\ncd\nef\n", 3, 3, "new\n"), one(2, 2, "new\ncd"));
        assert_eq!(suggested("ab\ncd\nef\n", 3, 6, ""), one(2, 2, ""));
        assert_eq!(suggested("ab\ncd\nef\n", 1, 7, "-"), one(1, 3, "a-f"));
        assert_eq!(suggested("ab\n", 3, 3, "new\n"), one(1, 1, "ab\nnew"));
        assert_eq!(suggested("ab", 2, 2, "\nnew"), one(1, 1, "ab\nnew"));
        assert_eq!(suggested("ab\r\n", 0, 1, "x"), None);
        assert_eq!(suggested("ab\n", 0, 1, "\u{1b}"), None);
    }

    #[test]
    fn text_cannot_end_its_block() {
        let block = Suggestion { first: 1, last: 1, text: "a\n````\nb".into() }.block();
        assert_eq!(block, "`````suggestion\na\n````\nb\n`````");
        assert_eq!(Suggestion { first: 1, last: 1, text: String::new() }.block(), "```suggestion\n```");
    }
}
