//! A copy of a file's text in which bad parts are blanked out at equal length, so that offsets stay true.

use std::ops::Range;

/// Text as long as the file's own, in which some ranges are spaces.
#[derive(Clone, Debug)]
pub struct Draft {
    text: String,
}

impl Draft {
    /// A draft equal to `text`.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// The text with its blanks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Turns every byte of `range` but newlines into a space; a range that cuts a character is ignored.
    pub fn blank(&mut self, range: Range<usize>) {
        if let Some(part) = self.text.get(range.clone()) {
            let blanks: String = part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
            self.text.replace_range(range, &blanks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_keep_the_length_and_the_lines() {
        let mut draft = Draft::new("é: 1\nb: 2\n");
        draft.blank(0..6);
        assert_eq!(draft.text(), "     \nb: 2\n");
    }

    #[test]
    fn a_range_that_cuts_a_character_changes_nothing() {
        let mut draft = Draft::new("é");
        draft.blank(1..2);
        assert_eq!(draft.text(), "é");
    }
}
