//! Text of a Compose file that may hold variables: as written, and what it comes to.

use std::borrow::Cow;

/// How many characters of a text are shown in a message.
const MAX_SHOWN: usize = 60;

/// Text in pieces, so that a short syntax can be cut at a colon without cutting into a variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pieces: Vec<Piece>,
}

/// Plain text, or something that interpolation replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Stands for itself.
    Plain(String),
    /// A variable with everything in its braces, or `$$`.
    Expansion {
        /// As it stands in the file.
        written: String,
        /// What replaces it, if that is known.
        value: Option<String>,
        /// The variables it asks for, in order.
        variables: Vec<String>,
    },
}

impl Piece {
    fn written(&self) -> &str {
        match self {
            Piece::Plain(text) => text,
            Piece::Expansion { written, .. } => written,
        }
    }

    fn value(&self) -> Option<&str> {
        match self {
            Piece::Plain(text) => Some(text),
            Piece::Expansion { value, .. } => value.as_deref(),
        }
    }
}

impl From<Vec<Piece>> for Text {
    fn from(pieces: Vec<Piece>) -> Self {
        Self { pieces }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { pieces: vec![Piece::Plain(text)] }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Text {
    /// The text with variables as they stand in the file.
    pub(super) fn written(&self) -> Cow<'_, str> {
        match self.pieces.as_slice() {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(one.written()),
            pieces => pieces.iter().map(Piece::written).collect::<String>().into(),
        }
    }

    /// The text as written, short enough for a message.
    pub(super) fn shown(&self) -> String {
        let written = self.written();
        let mut shown: String = written.chars().take(MAX_SHOWN).collect();
        if shown.len() < written.len() {
            shown.push('…');
        }
        shown
    }

    /// The text after interpolation; none if anything in it is unknown.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        match self.pieces.as_slice() {
            [] => Some(Cow::Borrowed("")),
            [one] => one.value().map(Cow::Borrowed),
            pieces => pieces.iter().map(Piece::value).collect::<Option<String>>().map(Cow::Owned),
        }
    }

    /// The names of all variables in the text, in order, each once.
    pub(super) fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for piece in &self.pieces {
            if let Piece::Expansion { variables, .. } = piece {
                names.extend(variables.iter().cloned());
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    /// The pieces that the text is made of.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether the text is known to come to nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.value().is_some_and(|value| value.is_empty())
    }

    /// The parts between all `separator`s; those inside unknown variables do not count.
    pub(super) fn split(&self, separator: char) -> Vec<Text> {
        let mut parts = vec![Text::default()];
        for piece in &self.pieces {
            match piece.value() {
                Some(value) if value.contains(separator) => {
                    for (i, part) in value.split(separator).enumerate() {
                        if i > 0 {
                            parts.push(Text::default());
                        }
                        push(&mut parts, Piece::Plain(part.to_owned()));
                    }
                }
                _ => push(&mut parts, piece.clone()),
            }
        }
        parts
    }

    /// The parts before and after the first `separator`, if there is one.
    pub(super) fn split_once(&self, separator: char) -> Option<(Text, Text)> {
        let (index, value) = self.pieces.iter().enumerate().find_map(|(index, piece)| {
            piece.value().filter(|value| value.contains(separator)).map(|value| (index, value))
        })?;
        let (left, right) = value.split_once(separator)?;
        let mut before = self.pieces[..index].to_vec();
        before.push(Piece::Plain(left.to_owned()));
        let mut after = vec![Piece::Plain(right.to_owned())];
        after.extend_from_slice(&self.pieces[index + 1..]);
        Some((before.into(), after.into()))
    }

    /// The parts joined again by `separator`.
    pub(super) fn join(parts: &[Text], separator: char) -> Text {
        let mut pieces = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                pieces.push(Piece::Plain(separator.to_string()));
            }
            pieces.extend(part.pieces.iter().cloned());
        }
        pieces.into()
    }
}

fn push(parts: &mut [Text], piece: Piece) {
    if let Some(last) = parts.last_mut() {
        last.pieces.push(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(written: &str) -> Piece {
        Piece::Expansion { written: written.into(), value: None, variables: vec!["X".into()] }
    }

    fn known(written: &str, value: &str) -> Piece {
        Piece::Expansion { written: written.into(), value: Some(value.into()), variables: vec!["X".into()] }
    }

    fn written(parts: &[Text]) -> Vec<String> {
        parts.iter().map(|part| part.written().into_owned()).collect()
    }

    #[test]
    fn a_separator_inside_an_unknown_variable_does_not_split() {
        let text = Text::from(vec![unknown("${X:?no}"), Piece::Plain(":80".into())]);
        assert_eq!(written(&text.split(':')), ["${X:?no}", "80"]);
    }

    #[test]
    fn a_separator_in_the_value_of_a_variable_splits() {
        let text = Text::from(vec![known("${X}", "127.0.0.1:8080"), Piece::Plain(":80".into())]);
        assert_eq!(written(&text.split(':')), ["127.0.0.1", "8080", "80"]);
    }

    #[test]
    fn splitting_once_keeps_the_rest_whole() {
        let text = Text::from(vec![Piece::Plain("A=b=".into()), unknown("$X")]);
        let (name, value) = text.split_once('=').unwrap();
        assert_eq!((name.written(), value.written()), ("A".into(), "b=$X".into()));
        assert_eq!(value.value(), None);
    }
}
