//! YAML 1.2 with the exact place of every value: anchors and merge keys resolved, broken lines left out.

mod forest;
mod scalar;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use granit_parser::ErrorKind;

use self::forest::{Forest, Index, Kind, Stop};
use crate::source::{Source, Span};
use crate::syntax::draft::Draft;
use crate::syntax::tree::{Entry, Fault, Node, Parsed, Value};

/// Deepest nesting that is read, aliases followed.
const MAX_DEPTH: usize = 200;

/// How much aliases may add to one file: a value counts one, and one more for each 64 bytes of its text.
const ALIAS_BUDGET: u64 = 100_000;

/// How often a text is read again with a faulty part blanked out.
const MAX_ATTEMPTS: usize = 8;

/// Whether text without quotes is text to YAML, too, rather than a number, a truth value or nothing.
pub fn is_text(plain: &str) -> bool {
    matches!(scalar::plain(plain), Value::Text(_))
}

/// Reads `source` as YAML.
///
/// A line that cannot be read is a fault and is left out. Aliases and merge keys are resolved; what is
/// reached through them keeps the place of its anchor. Only the first document that is not empty is read.
pub fn parse(source: &Source) -> Parsed {
    let mut draft = Draft::new(source.text());
    let mut trouble: Option<Trouble> = None;
    let mut faults = Vec::new();
    for _ in 0..MAX_ATTEMPTS {
        let stop = match forest::gather(source, draft.text()) {
            Ok(forest) => return finish(forest, faults),
            Err(stop) => stop,
        };
        let place = Place::of(&stop, source, draft.text());
        let next = match trouble.take() {
            Some(old) if old.explains(place.line, source, draft.text()) => old.widened(place.line),
            _ => {
                faults.push(place.fault(&stop));
                Trouble::at(&place, source, draft.text())
            }
        };
        draft.blank(next.part(source, draft.text()));
        trouble = Some(next);
    }
    // Too much is broken: what stands before the next failure may still be sound.
    if let Err(stop) = forest::gather(source, draft.text()) {
        let place = Place::of(&stop, source, draft.text());
        faults.push(place.fault(&stop));
        draft.blank(source.line_span(place.line).range().start..draft.text().len());
    }
    finish(forest::gather(source, draft.text()).unwrap_or_default(), faults)
}

fn finish(mut forest: Forest, mut faults: Vec<Fault>) -> Parsed {
    faults.append(&mut forest.faults);
    faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
    forest.comments.sort_by_key(|comment| comment.span.start);
    let root = forest.root.map(|root| grow(&forest, root));
    Parsed { root, faults, comments: forest.comments }
}

/// The tree under `index`, aliases followed; its depth is at most [`MAX_DEPTH`].
fn grow(forest: &Forest, index: Index) -> Node {
    let flat = &forest.nodes[index];
    let value = match &flat.kind {
        Kind::Open => Value::Null,
        Kind::Scalar(value) => value.clone(),
        Kind::List(items) => Value::List(items.iter().map(|&item| grow(forest, item)).collect()),
        Kind::Map { entries, merges } => {
            let mut all: Vec<Entry> = entries
                .iter()
                .map(|entry| Entry {
                    key: entry.key.clone(),
                    key_span: entry.key_span,
                    value: grow(forest, entry.value),
                })
                .collect();
            merge(forest, merges, &mut all);
            Value::Map(all)
        }
        Kind::Alias(target) => return grow(forest, *target),
    };
    Node { span: flat.span, value, tag: flat.tag.clone() }
}

/// Adds the entries of merged mappings; explicit keys win, then the mapping that is named first.
fn merge(forest: &Forest, merges: &[Index], entries: &mut Vec<Entry>) {
    if merges.is_empty() {
        return;
    }
    let mut seen: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    for &index in merges {
        let named = grow(forest, index);
        let mappings = match named.value {
            Value::List(items) => items,
            _ => vec![named],
        };
        for mapping in mappings {
            if let Value::Map(merged) = mapping.value {
                entries.extend(merged.into_iter().filter(|entry| seen.insert(entry.key.clone())));
            }
        }
    }
}

/// Where reading stopped.
struct Place {
    span: Span,
    line: usize,
    cause: Cause,
}

/// What is known beyond the scanner's own words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// A bracket stays open.
    Bracket,
    /// A key on a line of its own lacks its colon, so that the next line seems to go on with it.
    Colon,
    Other,
}

impl Place {
    fn of(stop: &Stop, source: &Source, text: &str) -> Self {
        let (at, cause) = match stop {
            Stop::Deep(at) => (*at, Cause::Other),
            Stop::Scan { error, bracket, scalar } => match (error.kind(), *bracket) {
                (
                    ErrorKind::InvalidColonPlacement
                    | ErrorKind::UnexpectedEofFlowSequence
                    | ErrorKind::UnexpectedEofFlowMapping
                    | ErrorKind::UnexpectedEofImplicitFlowMapping
                    | ErrorKind::UnclosedFlowCollection { .. },
                    Some(bracket),
                ) => (bracket, Cause::Bracket),
                (ErrorKind::MappingValueNotAllowed, _)
                    if lacks_colon(source, text, *scalar, error.marker()) =>
                {
                    (*scalar, Cause::Colon)
                }
                _ => (error.marker().byte_offset().unwrap_or(0), Cause::Other),
            },
        };
        let at = at.min(text.len());
        let here = source.line_of(at as u32);
        // At the end of a line, or of the file, the last visible line is to blame.
        let line = if visible_part(source, text, here).is_empty() {
            source.line_of(text.get(..at).unwrap_or("").trim_end().len().saturating_sub(1) as u32)
        } else {
            here
        };
        let whole = visible_part(source, text, line);
        let start = if whole.contains(&at) { at } else { whole.start };
        Self { span: Span::new(source.id(), start, whole.end.max(start)), line, cause }
    }

    fn fault(&self, stop: &Stop) -> Fault {
        let (message, help) = match (self.cause, stop) {
            (Cause::Bracket, _) => ("the bracket is never closed".to_owned(), Some("close it".to_owned())),
            (Cause::Colon, _) => {
                ("expected `:` after the key".to_owned(), Some("write `key:` or `key: value`".to_owned()))
            }
            (Cause::Other, Stop::Deep(_)) => words::too_deep(),
            (Cause::Other, Stop::Scan { error, .. }) => words::explain(error.kind()),
        };
        Fault { span: self.span, message, help }
    }
}

/// Whether the scalar at `scalar` starts a line above the one of `marker`, as its first thing.
fn lacks_colon(source: &Source, text: &str, scalar: usize, marker: &granit_parser::Marker) -> bool {
    let at = marker.byte_offset().unwrap_or(0).min(text.len());
    let line = source.line_of(scalar as u32);
    line < source.line_of(at as u32) && visible_part(source, text, line).start == scalar
}

/// Lines that were blanked out for one fault, and how far that went.
struct Trouble {
    first: usize,
    last: usize,
    step: Step,
}

enum Step {
    Lines,
    LineBefore,
    Block,
}

impl Trouble {
    fn at(place: &Place, source: &Source, text: &str) -> Self {
        let last = match place.cause {
            Cause::Colon => entry_end(source, text, place.line, indent(source, text, place.line)) - 1,
            _ => place.line,
        };
        Self { first: place.line, last, step: Step::Lines }
    }

    /// Whether a failure on `line` is still the same one: no sound line stands in between.
    fn explains(&self, line: usize, source: &Source, text: &str) -> bool {
        line <= self.last
            || (self.last + 1..line).all(|between| visible_part(source, text, between).is_empty())
    }

    fn widened(self, line: usize) -> Self {
        let step = match self.step {
            Step::Lines => Step::LineBefore,
            Step::LineBefore | Step::Block => Step::Block,
        };
        Self { first: self.first.min(line), last: self.last.max(line), step }
    }

    /// What to blank out next.
    fn part(&self, source: &Source, text: &str) -> Range<usize> {
        let start_of = |line: usize| source.line_span(line).range().start;
        let end = source.line_span(self.last).range().end;
        match self.step {
            Step::Lines => start_of(self.first)..end,
            Step::LineBefore => start_of(line_before(source, text, self.first))..end,
            Step::Block => block(source, text, self.first),
        }
    }
}

/// The nearest line above `line` that is not blank; `line` itself if there is none.
fn line_before(source: &Source, text: &str, line: usize) -> usize {
    (0..line).rev().find(|&above| !visible_part(source, text, above).is_empty()).unwrap_or(line)
}

/// The entry around `line`: from the line above that is indented less, to the next that is not indented more.
fn block(source: &Source, text: &str, line: usize) -> Range<usize> {
    let own = indent(source, source.text(), line);
    let outer =
        |&above: &usize| !visible_part(source, text, above).is_empty() && indent(source, text, above) < own;
    let parent = (0..line).rev().find(outer).unwrap_or(line);
    let end = entry_end(source, text, line, indent(source, source.text(), parent));
    source.line_span(parent).range().start..source.line_span(end - 1).range().end
}

/// The line below `line` that is the first not indented more than `indent_of_entry`, else one past the last line.
fn entry_end(source: &Source, text: &str, line: usize, indent_of_entry: usize) -> usize {
    let ends = |&below: &usize| {
        !visible_part(source, text, below).is_empty() && indent(source, text, below) <= indent_of_entry
    };
    (line + 1..source.line_count()).find(ends).unwrap_or(source.line_count())
}

/// How far the visible part of a line is indented, in bytes.
fn indent(source: &Source, text: &str, line: usize) -> usize {
    visible_part(source, text, line).start - source.line_span(line).range().start
}

/// A line of the draft without the white space around it.
fn visible_part(source: &Source, text: &str, line: usize) -> Range<usize> {
    let range = source.line_span(line).range();
    let whole = text.get(range.clone()).unwrap_or("");
    let start = range.start + (whole.len() - whole.trim_start().len());
    start..start + whole.trim().len()
}
