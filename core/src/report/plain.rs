//! Text from files made harmless for terminals: what could move the cursor or hide text is spelled out.

use std::borrow::Cow;

/// `text` on one line, control and direction characters shown as escapes such as `\u{1b}`.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unsafe(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Several lines made harmless like [`line()`], and where each byte of `text` has gone.
pub(super) struct Excerpt {
    /// The harmless text.
    pub text: String,
    /// Pairs of (offset in the original, offset here), one after each escape.
    shifts: Vec<(usize, usize)>,
}

impl Excerpt {
    /// Keeps newlines and tabs, escapes the rest.
    pub(super) fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        for (at, c) in text.char_indices() {
            if is_unsafe(c) && c != '\n' && c != '\t' {
                out.extend(c.escape_unicode());
                shifts.push((at + c.len_utf8(), out.len()));
            } else {
                out.push(c);
            }
        }
        Self { text: out, shifts }
    }

    /// Where offset `at` of the original stands here.
    pub(super) fn offset(&self, at: usize) -> usize {
        match self.shifts.partition_point(|(original, _)| *original <= at) {
            0 => at,
            n => {
                let (original, here) = self.shifts[n - 1];
                here + (at - original)
            }
        }
    }
}

/// Control characters, and those that reorder or hide what stands around them.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
