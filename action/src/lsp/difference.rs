//! The edit that leads from one text to another.

use dockwarden_core::source::{Source, Span};
use lsp_types::TextEdit;

use super::place;

/// One edit that makes `new` of the text; none if it is that already.
pub fn difference(source: &Source, new: &str) -> Option<TextEdit> {
    let old = source.text();
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let span = Span { start: start as u32, end: (old.len() - end) as u32, ..source.whole() };
    let new_text = lines_of(source, &new[start..new.len() - end]);
    Some(TextEdit { range: place::range(source, span), new_text })
}

/// Text for a file, its lines ended as that file's are: not every editor sees to it.
pub fn lines_of(source: &Source, text: &str) -> String {
    let own = source.rewrite([]);
    let crlf = own.windows(2).filter(|pair| pair == b"\r\n").count();
    if crlf * 2 > source.line_count() - 1 { text.replace('\n', "\r\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dockwarden_core::source::FileId;

    fn edit(old: &str, new: &str) -> Option<(Span, String)> {
        let source = Source::from_text(FileId(0), "f", old).unwrap();
        let edit = difference(&source, new)?;
        let [start, end] = [edit.range.start, edit.range.end].map(|at| place::offset(&source, at));
        Some((Span { start, end, ..source.whole() }, edit.new_text))
    }

    #[test]
    fn one_edit_makes_the_new_text_of_the_old() {
        for (old, new) in
            [("aab", "aaab"), ("äö", "äüö"), ("", "x"), ("x\n", ""), ("abab", "ab"), ("a😀", "a😁")]
        {
            let (span, text) = edit(old, new).unwrap();
            assert_eq!(format!("{}{text}{}", &old[..span.start as usize], &old[span.end as usize..]), new);
        }
        assert_eq!(edit("a", "a"), None);
    }

    #[test]
    fn new_lines_end_as_those_of_the_file() {
        let (_, text) = edit("a\r\nb\r\n", "a\nx\ny\nb\n").unwrap();
        assert_eq!(text, "x\r\ny\r\n");
    }
}
