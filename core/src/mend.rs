//! Fixes applied to a file's text.

use crate::finding::Fix;
use crate::source::{Source, Span};

/// The bytes of the file with as many of `fixes` as can be applied together, and how many that were.
///
/// A fix is applied whole or not at all: one that touches what an earlier one has changed waits for
/// another round.
pub fn apply<'a>(source: &Source, fixes: impl IntoIterator<Item = &'a Fix>) -> (Vec<u8>, usize) {
    let mut edits: Vec<(Span, &str)> = Vec::new();
    let mut applied = 0;
    for fix in fixes {
        let new = fix.edits.iter().filter(|edit| !edits.contains(&(edit.span, &edit.text)));
        let new: Vec<(Span, &str)> = new.map(|edit| (edit.span, edit.text.as_str())).collect();
        if new.iter().any(|(span, _)| edits.iter().any(|(other, _)| meet(*span, *other))) {
            continue;
        }
        edits.extend(new);
        applied += 1;
    }
    edits.sort_by_key(|(span, _)| *span);
    (source.rewrite(edits), applied)
}

/// Whether two edits touch the same text or each other. Items deleted side by side wait for each
/// other: together they could leave a list without items, which is nothing at all in YAML.
fn meet(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Safety};
    use crate::source::FileId;

    fn fix(start: usize, end: usize, text: &str) -> Fix {
        let span = Span::new(FileId(0), start, end);
        Fix { safety: Safety::Safe, note: None, edits: vec![Edit { span, text: text.into() }] }
    }

    fn applied(text: &str, fixes: &[Fix]) -> (String, usize) {
        let source = Source::from_text(FileId(0), "f", text).unwrap();
        let (bytes, count) = apply(&source, fixes);
        (String::from_utf8(bytes).unwrap(), count)
    }

    #[test]
    fn fixes_that_do_not_meet_are_applied_together() {
        assert_eq!(applied("abcdef", &[fix(4, 5, "E"), fix(0, 1, "A")]), ("AbcdEf".into(), 2));
    }

    #[test]
    fn a_fix_that_meets_an_earlier_one_waits() {
        assert_eq!(applied("abcdef", &[fix(0, 3, ""), fix(2, 4, "x")]), ("def".into(), 1));
    }

    #[test]
    fn fixes_side_by_side_wait_for_each_other() {
        assert_eq!(applied("abcdef", &[fix(0, 2, ""), fix(2, 4, "")]), ("cdef".into(), 1));
    }

    #[test]
    fn the_same_edit_wanted_twice_is_made_once() {
        assert_eq!(applied("abc", &[fix(1, 1, "-"), fix(1, 1, "-")]), ("a-bc".into(), 2));
    }
}
