//! Commands: lists of words, or text that Compose splits into words as a shell would.

use crate::model::{Item, Object, Value};
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;
use super::scalars;
use super::text::{Piece, Text};

/// A command or an entrypoint.
pub(super) fn lower(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let (form, words) = match &node.data {
        Data::Null => return None,
        Data::Text(text) => {
            let words = split(text).into_iter().map(|word| (node.with_text(word), node.span)).collect();
            ("shell", words)
        }
        Data::List(items) => {
            let mut words: Vec<(Node, Span)> = Vec::with_capacity(items.len());
            for item in items {
                match item.to_text() {
                    Some(text) => {
                        if item.as_text().is_none() {
                            lowering.wrong(&Place::Item(place), item, "text");
                        }
                        words.push((item.with_text(text), item.span));
                    }
                    None => lowering.wrong(&Place::Item(place), item, "text"),
                }
            }
            ("exec", words)
        }
        _ => {
            lowering.wrong(place, node, "text or a list");
            return None;
        }
    };
    let mut list = Vec::with_capacity(words.len());
    for (word, place) in &words {
        if let Some(text) = word.as_text() {
            list.push(Item::at(scalars::text_object(lowering, word, text), *place));
        }
    }
    let object = Object::at(span).with("form", form).with("words", list);
    Some(Value::Object(lowering.builder.add(object)))
}

/// The words of `text`; blanks in the value of a variable part words, too, as it is replaced first.
fn split(text: &Text) -> Vec<Text> {
    let mut splitter = Splitter::default();
    for piece in text.pieces() {
        match piece {
            Piece::Plain(plain) => plain.chars().for_each(|c| splitter.take(c)),
            Piece::Expansion { value: Some(value), .. }
                if value.contains([' ', '\t', '\n', '"', '\'', '\\']) =>
            {
                value.chars().for_each(|c| splitter.take(c));
            }
            expansion => splitter.push(expansion.clone()),
        }
    }
    splitter.finish()
}

#[derive(Default)]
struct Splitter {
    words: Vec<Text>,
    pieces: Vec<Piece>,
    plain: String,
    /// Whether a word has begun, even an empty one in quotes.
    begun: bool,
    quote: Option<char>,
    escaped: bool,
}

impl Splitter {
    fn take(&mut self, c: char) {
        if self.escaped {
            self.escaped = false;
            if self.quote == Some('"') && !matches!(c, '"' | '\\' | '$' | '`') {
                self.plain.push('\\');
            }
            self.plain.push(c);
            return;
        }
        match (self.quote, c) {
            (None | Some('"'), '\\') => (self.escaped, self.begun) = (true, true),
            (None, '"' | '\'') => (self.quote, self.begun) = (Some(c), true),
            (Some(quote), c) if quote == c => self.quote = None,
            (None, ' ' | '\t' | '\n' | '\r') => self.end_word(),
            (_, c) => {
                self.plain.push(c);
                self.begun = true;
            }
        }
    }

    fn push(&mut self, piece: Piece) {
        self.end_plain();
        self.pieces.push(piece);
        self.begun = true;
    }

    fn end_plain(&mut self) {
        if !self.plain.is_empty() {
            self.pieces.push(Piece::Plain(std::mem::take(&mut self.plain)));
        }
    }

    fn end_word(&mut self) {
        self.end_plain();
        if std::mem::take(&mut self.begun) {
            self.words.push(std::mem::take(&mut self.pieces).into());
        }
    }

    fn finish(mut self) -> Vec<Text> {
        self.end_word();
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pieces: Vec<Piece>) -> Vec<String> {
        split(&pieces.into()).iter().map(|word| word.written().into_owned()).collect()
    }

    fn plain(text: &str) -> Vec<String> {
        words(vec![Piece::Plain(text.into())])
    }

    #[test]
    fn words_are_split_as_a_shell_would() {
        assert_eq!(plain("a  b\tc\n"), ["a", "b", "c"]);
        assert_eq!(
            plain(r#"sh -c "a 'b' \"c\" \d" '' x\ y 'q"q'"#),
            ["sh", "-c", r#"a 'b' "c" \d"#, "", "x y", "q\"q"]
        );
        assert_eq!(plain("  "), [""; 0]);
    }

    #[test]
    fn unknown_variables_stay_in_their_word_and_known_ones_may_part_it() {
        let variable = |written: &str, value: Option<&str>| Piece::Expansion {
            written: written.into(),
            value: value.map(String::from),
            variables: vec!["X".into()],
        };
        let text = || Piece::Plain("run --x=".into());
        assert_eq!(words(vec![text(), variable("${X:? y}", None)]), ["run", "--x=${X:? y}"]);
        assert_eq!(words(vec![text(), variable("$X", Some("1"))]), ["run", "--x=$X"]);
        assert_eq!(words(vec![text(), variable("$X", Some("1 2"))]), ["run", "--x=1", "2"]);
    }
}
