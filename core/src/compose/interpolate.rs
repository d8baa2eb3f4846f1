//! Variables of Compose files: `$X`, `${X:-default}` and their kin, in every scalar.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, Span};
use crate::syntax::tree::{self, Fault};
use crate::syntax::yaml;

use super::allowance::Allowance;
use super::node::{Data, Entry, Node};
use super::text::{Piece, Text};

/// How deep defaults may hold variables with defaults of their own.
const MAX_NESTING: usize = 32;

/// A variable that the file asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    /// Where: the `${…}` itself where that can be told, else the scalar.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// What stands after `-` or `:-`, as written.
    pub default: Option<String>,
    /// Whether its value is known.
    pub set: bool,
    /// Whether the file refuses to go on without it (`?` and `:?`).
    pub required: bool,
}

/// A whole file interpolated.
pub(super) struct Interpolated {
    /// The tree.
    pub root: Node,
    /// All variables, in the order of the tree, each place once.
    pub variables: Vec<Variable>,
}

/// Replaces the variables in every scalar of `root`; keys are left alone, as Compose does.
pub(super) fn interpolate(
    source: &Source,
    root: tree::Node,
    values: &BTreeMap<String, String>,
    allowance: &Allowance,
    faults: &mut Vec<Fault>,
) -> Interpolated {
    let mut run = Run { source, values, allowance, faults, variables: Vec::new(), seen: BTreeSet::new() };
    let root = run.node(root);
    Interpolated { root, variables: run.variables }
}

/// `text` with its variables replaced, as it stands in a file of variables.
///
/// # Errors
/// In words, when what looks like a variable is none; the text is not shown, as it may be a secret.
pub(super) fn text(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Text, String> {
    let mut parser = Parser { text, at: 0, lookup, variables: Vec::new() };
    parser.pieces(0).map(Text::from).map_err(|bad| bad.message())
}

struct Run<'a> {
    source: &'a Source,
    values: &'a BTreeMap<String, String>,
    allowance: &'a Allowance,
    faults: &'a mut Vec<Fault>,
    variables: Vec<Variable>,
    /// Places already told, so that what an alias repeats is told once.
    seen: BTreeSet<Span>,
}

impl Run<'_> {
    fn node(&mut self, node: tree::Node) -> Node {
        let span = node.span;
        let data = match node.value {
            tree::Value::Null => Data::Null,
            tree::Value::Bool(value) => Data::Bool(value),
            tree::Value::Int(value) => Data::Int(value),
            tree::Value::Float(value) => Data::Float(value),
            tree::Value::Text(text) => Data::Text(self.text(span, text)),
            tree::Value::List(items) => Data::List(items.into_iter().map(|item| self.node(item)).collect()),
            tree::Value::Map(entries) => Data::Map(
                entries
                    .into_iter()
                    .map(|entry| {
                        self.key(&entry);
                        Entry {
                            key: entry.key,
                            key_span: Some(entry.key_span),
                            value: self.node(entry.value),
                        }
                    })
                    .collect(),
            ),
        };
        Node { span, data, tag: node.tag, short: None }
    }

    /// Keys are text; what YAML takes for a number or a truth value needs quotes.
    fn key(&mut self, entry: &tree::Entry) {
        let is_plain = self.source.slice(entry.key_span) == entry.key;
        if is_plain && !yaml::is_text(&entry.key) && self.seen.insert(entry.key_span) {
            let message =
                format!("expected text as a key, found `{}`", Text::from(entry.key.as_str()).shown());
            let help = Some("Put it in quotes".to_owned());
            self.faults.push(Fault { span: entry.key_span, message, help });
        }
    }

    fn text(&mut self, span: Span, text: String) -> Text {
        if !text.contains('$') {
            return text.into();
        }
        let lookup = |name: &str| self.values.get(name).and_then(|value| self.allowance.copy(value));
        let mut parser = Parser { text: &text, at: 0, lookup: &lookup, variables: Vec::new() };
        match parser.pieces(0) {
            Ok(pieces) => {
                if self.seen.insert(span) {
                    let base =
                        literal_start(self.source.slice(span), &text).map(|at| span.start as usize + at);
                    self.variables.extend(parser.variables.into_iter().map(|found| found.place(span, base)));
                }
                pieces.into()
            }
            Err(bad) => {
                if self.seen.insert(span) {
                    let help = "Write `$$` for a dollar sign that is not a variable".to_owned();
                    self.faults.push(Fault { span, message: bad.message(), help: Some(help) });
                }
                vec![Piece::Expansion { written: text, value: None, variables: Vec::new() }].into()
            }
        }
    }
}

/// Where `text` starts in `raw`, its form in the file, if it stands there letter for letter.
fn literal_start(raw: &str, text: &str) -> Option<usize> {
    match raw.as_bytes().first() {
        Some(b'"' | b'\'') => (raw.get(1..raw.len() - 1) == Some(text)).then_some(1),
        _ => (raw == text).then_some(0),
    }
}

/// A variable and the bytes of the text that it takes.
struct Found {
    start: usize,
    end: usize,
    name: String,
    default: Option<String>,
    set: bool,
    required: bool,
}

impl Found {
    /// A variable with no more than a name; its end is not known yet.
    fn plain(start: usize, name: String, value: &Option<String>) -> Self {
        Self { start, end: start, name, default: None, set: value.is_some(), required: false }
    }

    fn place(self, scalar: Span, base: Option<usize>) -> Variable {
        let span = match base {
            Some(base) => Span::new(scalar.file, base + self.start, base + self.end),
            None => scalar,
        };
        let Found { name, default, set, required, .. } = self;
        Variable { span, name, default, set, required }
    }
}

/// What is wrong with a variable.
enum Bad {
    /// `${` is not followed by a name.
    Name,
    /// Something else than an operator follows the name.
    Operator,
    /// The closing brace is missing.
    Open,
    /// Defaults hold defaults too deeply.
    Deep,
}

impl Bad {
    /// What was expected; the text itself is not shown, as it may be a secret.
    fn message(&self) -> String {
        let expected = match self {
            Bad::Name => "a variable name after `${`",
            Bad::Operator => "`}` or one of `-`, `:-`, `?`, `:?`, `+`, `:+` after the name of a variable",
            Bad::Open => "`}` at the end of a variable",
            Bad::Deep => return format!("expected at most {MAX_NESTING} variables inside one another"),
        };
        format!("expected {expected}")
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    lookup: &'a dyn Fn(&str) -> Option<String>,
    variables: Vec<Found>,
}

impl Parser<'_> {
    /// Reads pieces to the end of the text or, inside braces, up to the brace that closes them.
    fn pieces(&mut self, depth: usize) -> Result<Vec<Piece>, Bad> {
        if depth > MAX_NESTING {
            return Err(Bad::Deep);
        }
        let mut pieces = Vec::new();
        let mut plain = self.at;
        let mut braces = 0usize;
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'$' => {
                    let start = self.at;
                    if let Some(piece) = self.expansion(depth)? {
                        if plain < start {
                            pieces.push(Piece::Plain(self.text[plain..start].to_owned()));
                        }
                        pieces.push(piece);
                        plain = self.at;
                    }
                    continue;
                }
                b'{' if depth > 0 => braces += 1,
                b'}' if depth > 0 && braces == 0 => break,
                b'}' if depth > 0 => braces -= 1,
                _ => {}
            }
            self.at += 1;
        }
        if plain < self.at {
            pieces.push(Piece::Plain(self.text[plain..self.at].to_owned()));
        }
        Ok(pieces)
    }

    /// Reads what stands at a `$`; a dollar sign that begins nothing is passed over as plain text.
    fn expansion(&mut self, depth: usize) -> Result<Option<Piece>, Bad> {
        let start = self.at;
        self.at += 1;
        match self.text.as_bytes().get(self.at) {
            Some(b'$') => {
                self.at += 1;
                Ok(Some(Piece::Expansion {
                    written: "$$".to_owned(),
                    value: Some("$".to_owned()),
                    variables: Vec::new(),
                }))
            }
            Some(b'{') => {
                self.at += 1;
                self.braced(start, depth).map(Some)
            }
            _ => match self.name() {
                Some(name) => {
                    let value = (self.lookup)(&name);
                    Ok(Some(self.found(Found::plain(start, name, &value), value, Vec::new())))
                }
                None => Ok(None),
            },
        }
    }

    fn braced(&mut self, start: usize, depth: usize) -> Result<Piece, Bad> {
        let name = self.name().ok_or(Bad::Name)?;
        let value = (self.lookup)(&name);
        let colon = self.take(b':');
        let operator = self.text.as_bytes().get(self.at).copied();
        match operator {
            Some(b'}') if !colon => {
                self.at += 1;
                return Ok(self.found(Found::plain(start, name, &value), value, Vec::new()));
            }
            Some(b'-' | b'?' | b'+') => self.at += 1,
            None => return Err(Bad::Open),
            _ => return Err(Bad::Operator),
        }
        let found = Found::plain(start, name, &value);
        let before = self.variables.len();
        let inner_start = self.at;
        let inner = Text::from(self.pieces(depth + 1)?);
        let written = self.text[inner_start..self.at].to_owned();
        if !self.take(b'}') {
            return Err(Bad::Open);
        }
        let present = value.as_ref().is_some_and(|value| !colon || !value.is_empty());
        let inner_value = || inner.value().map(|value| value.into_owned());
        let result = match operator {
            Some(b'-') if present => value,
            Some(b'-') => inner_value(),
            Some(b'+') if present => inner_value(),
            // Set but empty: there is nothing to replace it with.
            Some(b'+') => value.map(|_| String::new()),
            _ => value.filter(|_| present),
        };
        let default = (operator == Some(b'-')).then_some(written);
        // The variable itself comes before those in its default.
        let nested = self.variables.split_off(before);
        let found = Found { default, required: operator == Some(b'?'), ..found };
        Ok(self.found(found, result, nested))
    }

    fn found(&mut self, found: Found, value: Option<String>, nested: Vec<Found>) -> Piece {
        let written = self.text[found.start..self.at].to_owned();
        let mut variables = vec![found.name.clone()];
        variables.extend(nested.iter().map(|found| found.name.clone()));
        self.variables.push(Found { end: self.at, ..found });
        self.variables.extend(nested);
        Piece::Expansion { written, value, variables }
    }

    fn name(&mut self) -> Option<String> {
        let rest = &self.text[self.at..];
        let starts = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        if !starts {
            return None;
        }
        self.at += length;
        Some(rest[..length].to_owned())
    }

    fn take(&mut self, byte: u8) -> bool {
        let here = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(here);
        here
    }
}
