//! Events of one document gathered into flat nodes: exact spans, duplicate keys, aliases within budget.
//!
//! Aliases stay references here, each known to be finite and affordable, so that making the tree
//! afterwards cannot fail.

mod aliases;

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::{MAX_DEPTH, scalar};
use crate::source::{Source, Span};
use crate::syntax::tree::{Comment, Fault, Tag, Value};

/// Why a text could not be read to its end.
#[derive(Debug)]
pub enum Stop {
    /// The scanner or its grammar refused it.
    Scan {
        error: Box<ScanError>,
        /// The outermost bracket that was still open.
        bracket: Option<usize>,
        /// Where the last scalar starts.
        scalar: usize,
    },
    /// Values are nested too deep at this offset.
    Deep(usize),
}

/// Names a node of a forest.
pub type Index = usize;

/// A node whose children are indices.
#[derive(Debug)]
pub struct Flat {
    pub span: Span,
    pub tag: Option<Tag>,
    pub kind: Kind,
    /// What an alias to this node costs: one for each node, and one for each 64 bytes of text.
    weight: u64,
    /// Levels from here to the deepest leaf, aliases followed.
    height: usize,
}

/// What a flat node holds.
#[derive(Debug)]
pub enum Kind {
    /// A collection that is not closed yet.
    Open,
    Scalar(Value),
    List(Vec<Index>),
    Map {
        entries: Vec<FlatEntry>,
        merges: Vec<Index>,
    },
    Alias(Index),
}

/// A key with its value.
#[derive(Debug)]
pub struct FlatEntry {
    pub key: String,
    pub key_span: Span,
    pub value: Index,
}

/// Everything that one document holds.
#[derive(Debug, Default)]
pub struct Forest {
    pub nodes: Vec<Flat>,
    pub root: Option<Index>,
    pub faults: Vec<Fault>,
    pub comments: Vec<Comment>,
}

/// Gathers the first document of `text` that is not empty; `text` is `source`'s or a draft of it.
pub fn gather(source: &Source, text: &str) -> Result<Forest, Stop> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut gatherer = Gatherer {
        source,
        text,
        forest: Forest::default(),
        frames: Vec::new(),
        anchors: HashMap::new(),
        last_end: 0,
        last_scalar: 0,
        trimmed: (0, 0),
        spent: 0,
        over_budget: false,
        document: None,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, at)) => {
                if !gatherer.take(event, at)? {
                    break;
                }
            }
            Err(_) if gatherer.forest.root.is_some() && gatherer.document.is_some() => {
                gatherer.second_document();
                break;
            }
            Err(error) => {
                let (bracket, scalar) = (gatherer.open_bracket(), gatherer.last_scalar);
                return Err(Stop::Scan { error: Box::new(error), bracket, scalar });
            }
        }
    }
    Ok(gatherer.forest)
}

/// A collection whose end has not come yet.
struct Frame {
    index: Index,
    flow: bool,
    filling: Filling,
}

enum Filling {
    List(Vec<Index>),
    Map { entries: Vec<FlatEntry>, merges: Vec<Index>, seen: HashMap<String, usize>, key: Option<Key> },
}

/// A key that waits for its value.
enum Key {
    Text(String, Span),
    Merge(Span),
    /// A list or mapping as key: a fault, its value is left out.
    Bad,
}

struct Gatherer<'a> {
    source: &'a Source,
    text: &'a str,
    forest: Forest,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Index>,
    /// End of the last key, scalar, alias or opening token.
    last_end: usize,
    last_scalar: usize,
    /// The last walk back over white space, so that none is made twice.
    trimmed: (usize, usize),
    spent: u64,
    over_budget: bool,
    document: Option<Range<usize>>,
}

impl Gatherer<'_> {
    /// Takes one event; false if the rest of the text does not matter.
    fn take(&mut self, event: Event<'_>, at: granit_parser::Span) -> Result<bool, Stop> {
        let range = at.byte_range().unwrap_or(0..0);
        match event {
            Event::DocumentStart(..) => self.document = Some(range),
            Event::Comment(..) => {
                let span = self.span(range);
                self.forest.comments.push(Comment { span });
            }
            Event::Scalar(_, ScalarStyle::Plain, 0, None) if self.frames.is_empty() && range.is_empty() => {
                // An empty document says nothing; a later one may be the one that is meant.
            }
            _ if event.is_node() && self.frames.is_empty() && self.forest.root.is_some() => {
                self.second_document();
                return Ok(false);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let (value, range) = self.scalar(&text, style, &tag, range);
                let key = matches!(style, ScalarStyle::Plain) && text == "<<" && tag.is_none();
                let weight = 1 + text_weight(&text);
                let flat =
                    self.flat(range.clone(), self.tag(&at, tag.as_deref()), Kind::Scalar(value), weight);
                self.last_scalar = range.start;
                self.last_end = range.end;
                if key && self.expects_key() {
                    self.set_key(Key::Merge(flat.span));
                } else if self.expects_key() {
                    self.set_key(Key::Text(text.into_owned(), flat.span));
                    self.keep_anchor(anchor, flat);
                } else {
                    let index = self.keep_anchor(anchor, flat);
                    self.attach(index);
                }
            }
            Event::Alias(id) => self.alias(id, range),
            Event::UnresolvedAlias(name) => {
                let span = self.span(range.clone());
                self.fault(
                    span,
                    format!("no anchor `&{name}` stands before this alias"),
                    Some("quote the value if it starts with `*`".to_owned()),
                );
                self.stand_in(range);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let start = if style == StructureStyle::Block { self.dash(range.start) } else { range.start };
                self.open(start, style, anchor, self.tag(&at, tag.as_deref()), Filling::List(Vec::new()))?;
            }
            Event::MappingStart(style, anchor, tag) => {
                let filling =
                    Filling::Map { entries: Vec::new(), merges: Vec::new(), seen: HashMap::new(), key: None };
                self.open(range.start, style, anchor, self.tag(&at, tag.as_deref()), filling)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            _ => {}
        }
        Ok(true)
    }

    fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span::new(self.source.id(), range.start.min(end), end)
    }

    fn fault(&mut self, span: Span, message: String, help: Option<String>) {
        self.forest.faults.push(Fault { span, message, help });
    }

    fn second_document(&mut self) {
        if let Some(range) = self.document.take() {
            let span = self.span(range);
            let help = Some("keep one document in each file".to_owned());
            self.fault(span, "a second document starts here; only the first is read".to_owned(), help);
        }
    }

    fn tag(&self, at: &granit_parser::Span, tag: Option<&granit_parser::Tag>) -> Option<Tag> {
        let span = self.span(at.tag_span()?.byte_range()?);
        let local = tag.is_some_and(|tag| !tag.is_yaml_core_schema());
        local.then(|| Tag { text: self.source.slice(span).to_owned(), span })
    }

    fn flat(&self, range: Range<usize>, tag: Option<Tag>, kind: Kind, weight: u64) -> Flat {
        let weight = weight + tag.as_ref().map_or(0, |tag| text_weight(&tag.text));
        Flat { span: self.span(range), tag, kind, weight, height: 1 }
    }

    fn push(&mut self, flat: Flat) -> Index {
        self.forest.nodes.push(flat);
        self.forest.nodes.len() - 1
    }

    fn keep_anchor(&mut self, anchor: usize, flat: Flat) -> Index {
        let index = self.push(flat);
        if anchor != 0 {
            self.anchors.insert(anchor, index);
        }
        index
    }

    /// Offset of the outermost bracket that is still open.
    fn open_bracket(&self) -> Option<usize> {
        let frame = self.frames.iter().find(|frame| frame.flow)?;
        self.forest.nodes.get(frame.index).map(|node| node.span.range().start)
    }

    // Scalars

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: &Option<std::borrow::Cow<'_, granit_parser::Tag>>,
        range: Range<usize>,
    ) -> (Value, Range<usize>) {
        let core = tag.as_deref().and_then(|tag| tag.core_suffix());
        let empty = range.is_empty() && style == ScalarStyle::Plain;
        let value = match (style, core) {
            (_, Some("str")) if empty => Value::Text(String::new()),
            (_, Some("str")) => Value::Text(text.to_owned()),
            (ScalarStyle::Plain, _) if empty => Value::Null,
            (ScalarStyle::Plain, _) | (_, Some("int" | "float" | "bool" | "null")) => scalar::plain(text),
            _ => Value::Text(text.to_owned()),
        };
        let range = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_scalar(range),
            ScalarStyle::Plain if empty => self.nothing(range.start),
            _ => range,
        };
        (value, range)
    }

    /// Where an empty scalar stands: right after its `:`, or after the last thing before it.
    fn nothing(&mut self, at: usize) -> Range<usize> {
        if self.text.as_bytes().get(at) == Some(&b':') {
            return at + 1..at + 1;
        }
        if self.trimmed.0 != at {
            let floor = self.last_end.min(at);
            let before = self.text.get(floor..at).unwrap_or("");
            self.trimmed = (at, floor + before.trim_end_matches(is_white).len());
        }
        let at = self.trimmed.1;
        at..at
    }

    /// The range of a block scalar from its `|` or `>` to its last visible character.
    fn block_scalar(&self, content: Range<usize>) -> Range<usize> {
        let floor = self.last_end.min(content.start);
        let before = self.text.get(floor..content.start).unwrap_or("").trim_end_matches(is_white);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let bytes = before.as_bytes();
        let indicator = (line..bytes.len()).find(|&i| {
            matches!(bytes[i], b'|' | b'>') && (i == line || matches!(bytes[i - 1], b' ' | b'\t'))
        });
        let start = indicator.map_or(content.start, |i| floor + i);
        let all = self.text.get(start..content.end).unwrap_or("");
        start..start + all.trim_end_matches(is_white).len()
    }

    // Collections

    /// Where the first `-` of a block sequence stands, which is reported too late in a mapping.
    fn dash(&self, reported: usize) -> usize {
        let in_mapping = self.frames.last().is_some_and(|frame| matches!(frame.filling, Filling::Map { .. }));
        if !in_mapping {
            return reported;
        }
        let bytes = self.text.as_bytes();
        let mut at = self.last_end;
        while at < reported {
            match bytes[at] {
                b'-' => return at,
                b'#' => at = end_of(bytes, at, |byte| byte == b'\n'),
                b'&' | b'!' => at = end_of(bytes, at, |byte| byte.is_ascii_whitespace()),
                _ => at += 1,
            }
        }
        reported
    }

    fn open(
        &mut self,
        start: usize,
        style: StructureStyle,
        anchor: usize,
        tag: Option<Tag>,
        filling: Filling,
    ) -> Result<(), Stop> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(Stop::Deep(start));
        }
        let flow = style == StructureStyle::Flow;
        if flow {
            self.last_end = start + 1;
        }
        let flat = self.flat(start..start, tag, Kind::Open, 1);
        let index = self.keep_anchor(anchor, flat);
        self.frames.push(Frame { index, flow, filling });
        Ok(())
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        let (mut weight, mut height, mut end) = (0u64, 0, 0);
        let mut include = |node: Option<&Flat>| {
            if let Some(node) = node {
                weight = weight.saturating_add(node.weight);
                height = height.max(node.height);
                end = end.max(node.span.end as usize);
            }
        };
        let nodes = &self.forest.nodes;
        let kind = match frame.filling {
            Filling::List(items) => {
                items.iter().for_each(|&item| include(nodes.get(item)));
                Kind::List(items)
            }
            Filling::Map { mut entries, merges, seen, .. } => {
                for index in entries.iter().map(|entry| entry.value).chain(merges.iter().copied()) {
                    include(nodes.get(index));
                }
                let keys = entries.iter().map(|entry| text_weight(&entry.key)).sum();
                weight = weight.saturating_add(keys);
                let mut at = 0;
                entries.retain(|entry| {
                    at += 1;
                    seen.get(&entry.key) == Some(&(at - 1))
                });
                Kind::Map { entries, merges }
            }
        };
        if frame.flow && !range.is_empty() {
            end = range.end;
        }
        let limit = self.text.len() as u32;
        if let Some(node) = self.forest.nodes.get_mut(frame.index) {
            node.span.end = (end as u32).max(node.span.start).min(limit);
            node.kind = kind;
            node.weight = node.weight.saturating_add(weight);
            node.height = height + 1;
            self.last_end = self.last_end.max(node.span.end as usize);
        }
        if self.expects_key() {
            self.bad_key(frame.index);
        } else {
            self.attach(frame.index);
        }
    }

    // Keys and values

    fn expects_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { filling: Filling::Map { key: None, .. }, .. }))
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Frame { filling: Filling::Map { key, .. }, .. }) = self.frames.last_mut() {
            *key = Some(new);
        }
    }

    fn bad_key(&mut self, index: Index) {
        if let Some(node) = self.forest.nodes.get(index) {
            let (span, what) =
                (node.span, if matches!(node.kind, Kind::List(_)) { "a list" } else { "a mapping" });
            let help = Some("quote the value if it starts with a bracket".to_owned());
            self.fault(span, format!("expected text as a key, found {what}"), help);
        }
        self.set_key(Key::Bad);
    }

    /// Puts a finished node where it belongs.
    fn attach(&mut self, value: Index) {
        let Some(frame) = self.frames.last_mut() else {
            self.forest.root = Some(value);
            self.document = None;
            return;
        };
        let (entries, merges, seen, key) = match &mut frame.filling {
            Filling::List(items) => return items.push(value),
            Filling::Map { entries, merges, seen, key } => (entries, merges, seen, key.take()),
        };
        match key {
            Some(Key::Text(key, key_span)) => {
                let earlier = seen.insert(key.clone(), entries.len());
                let earlier = earlier.and_then(|i| entries.get(i)).map(|entry| entry.key_span);
                let message = earlier.map(|earlier| {
                    let line = |span: Span| self.source.position(span.start).line;
                    format!(
                        "the key `{}` on line {} is set again on line {}",
                        shorten(&key),
                        line(earlier),
                        line(key_span)
                    )
                });
                entries.push(FlatEntry { key, key_span, value });
                if let Some(message) = message {
                    self.fault(key_span, message, Some("delete one of the two".to_owned()));
                }
            }
            Some(Key::Merge(span)) => {
                let again = !merges.is_empty();
                merges.push(value);
                if again {
                    let help = Some("merge several mappings with `<<: [*a, *b]`".to_owned());
                    self.fault(span, "`<<` stands twice in this mapping".to_owned(), help);
                }
                self.check_merge(value);
            }
            Some(Key::Bad) | None => {}
        }
    }
}

/// What text adds to the weight of its node.
fn text_weight(text: &str) -> u64 {
    text.len() as u64 / 64
}

fn end_of(bytes: &[u8], from: usize, ends: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|&byte| ends(byte)).map_or(bytes.len(), |length| from + length)
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// At most 60 characters of `text`, for messages.
fn shorten(text: &str) -> &str {
    text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end])
}
