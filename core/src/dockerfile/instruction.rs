//! Instructions with their parts: flags, words, pairs, exec forms; each with its place.
//!
//! Source: BuildKit, `frontend/dockerfile/parser/line_parsers.go` and `.../instructions/parse.go`.

use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::tree::Fault;

use super::logical::Logical;
use super::piece::{Heredoc, Piece};
use super::words::{Word, plain_words, words};

/// Every keyword that BuildKit knows.
pub(super) const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// How the operands of an instruction are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A script for the shell.
    Shell,
    /// A JSON list of strings.
    Exec,
    /// A script in heredocs.
    Heredoc,
    /// Neither: the instruction takes no command.
    Plain,
}

impl Form {
    /// The name that policies see.
    pub(super) fn name(self) -> &'static str {
        match self {
            Form::Shell => "shell",
            Form::Exec => "exec",
            Form::Heredoc => "heredoc",
            Form::Plain => "plain",
        }
    }
}

/// `--name=value` before the operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flag {
    /// The flag as a whole.
    pub span: Span,
    /// The flag as written.
    pub raw: String,
    /// Its name, without dashes.
    pub name: String,
    /// Its value as written, and where; none for `--name` alone.
    pub value: Option<Word>,
}

/// `NAME=value` of ARG, ENV and LABEL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The pair as a whole.
    pub span: Span,
    /// The name as written.
    pub name: String,
    /// The value as written, and where; none for `ARG NAME`.
    pub value: Option<Word>,
    /// Whether it is written `NAME value`.
    pub legacy: bool,
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instruction {
    /// From its keyword to its last character, heredocs included.
    pub span: Span,
    /// Upper-case keyword.
    pub keyword: String,
    /// Where the keyword stands.
    pub keyword_span: Span,
    /// Flags, in order.
    pub flags: Vec<Flag>,
    /// How the operands are written.
    pub form: Form,
    /// The operands: the items of an exec form (already without JSON quotes), words otherwise; one
    /// for instructions that take text as a whole.
    pub words: Vec<Word>,
    /// The operands as joined text, after the flags (and after `CMD` of a HEALTHCHECK).
    pub operands: Logical,
    /// Where the operands stand in the file, from their first to their last character.
    pub region: Span,
    /// Pairs of ARG, ENV and LABEL.
    pub pairs: Vec<Pair>,
    /// Heredocs.
    pub heredocs: Vec<Heredoc>,
    /// The first empty line inside it, counted from 1.
    pub gap: Option<usize>,
    /// The instruction that ONBUILD holds.
    pub inner: Option<Box<Instruction>>,
    /// For HEALTHCHECK: `NONE` or `CMD` as written in upper case.
    pub check: Option<String>,
}

/// Reads a piece of a Dockerfile as an instruction.
///
/// # Errors
/// When the instruction cannot be understood; other instructions are not touched by it.
pub(super) fn parse(piece: &Piece, escape: char) -> Result<Instruction, Fault> {
    parse_nested(piece, escape, false)
}

fn parse_nested(piece: &Piece, escape: char, nested: bool) -> Result<Instruction, Fault> {
    let keyword = piece.keyword.to_ascii_uppercase();
    if !KEYWORDS.contains(&keyword.as_str()) {
        return Err(unknown(piece, &keyword));
    }
    if nested && ["ONBUILD", "FROM", "MAINTAINER"].contains(&keyword.as_str()) {
        return Err(fault(piece.keyword_span, format!("ONBUILD cannot hold {keyword}")));
    }
    let (flags, operands) = flags(&piece.rest, escape);
    let mut instruction = Instruction {
        span: piece.span,
        keyword_span: piece.keyword_span,
        flags,
        form: Form::Plain,
        words: Vec::new(),
        region: operands.whole(),
        operands,
        pairs: Vec::new(),
        heredocs: piece.heredocs.clone(),
        gap: piece.gap,
        inner: None,
        check: None,
        keyword,
    };
    instruction.read_operands(piece, escape)?;
    Ok(instruction)
}

fn fault(span: Span, message: String) -> Fault {
    Fault { span, message, help: None }
}

fn unknown(piece: &Piece, keyword: &str) -> Fault {
    let shown: String = piece.keyword.chars().take(40).collect();
    let near = nearest(keyword, KEYWORDS.into_iter());
    Fault {
        span: piece.keyword_span,
        message: format!("expected an instruction, found `{shown}`"),
        help: near.map(|known| format!("did you mean {known}?")),
    }
}

/// The flags at the start of `rest`, and what follows them. `--` alone ends the flags.
fn flags(rest: &Logical, escape: char) -> (Vec<Flag>, Logical) {
    let mut flags = Vec::new();
    let text = rest.text();
    let mut at = 0;
    loop {
        let start = at + (text[at..].len() - text[at..].trim_start().len());
        if !text[start..].starts_with("--") {
            return (flags, rest.part(start, text.len()));
        }
        // One word at a time: flags are few, the operands after them may be long.
        let end = start + flag_end(&text[start..], escape);
        let raw = &text[start..end];
        at = end;
        if raw == "--" {
            return (flags, rest.part(end, text.len()).trimmed());
        }
        let (name, value) = match raw.find('=') {
            Some(equals) => {
                let from = start + equals + 1;
                let value =
                    Word { raw: text[from..end].to_owned(), span: rest.span(from, end), at: (from, end) };
                (raw[2..equals].to_owned(), Some(value))
            }
            None => (raw[2..].to_owned(), None),
        };
        flags.push(Flag { span: rest.span(start, end), raw: raw.to_owned(), name, value });
    }
}

/// Where the word at the start of `text` ends, quotes and escapes respected.
fn flag_end(text: &str, escape: char) -> usize {
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if c.is_whitespace() => return at,
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open => quote = None,
            Some('\'') => {}
            _ if c == escape => drop(chars.next()),
            _ => {}
        }
    }
    text.len()
}

impl Instruction {
    fn read_operands(&mut self, piece: &Piece, escape: char) -> Result<(), Fault> {
        match self.keyword.as_str() {
            "ARG" => self.read_args(escape),
            "ENV" | "LABEL" => self.read_pairs(escape),
            "ADD" | "COPY" | "VOLUME" => {
                let default = Form::Plain;
                self.read_list(default)?;
                if self.form == Form::Plain {
                    self.words = plain_words(&self.operands);
                }
                let least = if self.keyword == "VOLUME" { 1 } else { 2 };
                self.need(least)
            }
            "RUN" | "CMD" | "ENTRYPOINT" | "SHELL" => {
                self.read_list(Form::Shell)?;
                if self.form == Form::Shell {
                    self.words = whole(&self.operands);
                    if !self.heredocs.is_empty() && self.operands.text().starts_with("<<") {
                        self.form = Form::Heredoc;
                    }
                }
                match self.keyword.as_str() {
                    "SHELL" if self.form != Form::Exec => {
                        Err(fault(self.region, "SHELL needs a JSON list of strings".into()))
                    }
                    "RUN" => self.need(1),
                    _ => Ok(()),
                }
            }
            "EXPOSE" | "FROM" => {
                self.words = plain_words(&self.operands);
                self.need(1)?;
                let from = self.keyword == "FROM";
                let shape = matches!(self.words.len(), 1)
                    || self.words.len() == 3 && self.words[1].raw.eq_ignore_ascii_case("AS");
                if from && !shape {
                    let message = "expected `FROM image` or `FROM image AS name`, found more words";
                    return Err(fault(self.region, message.into()));
                }
                Ok(())
            }
            "HEALTHCHECK" => self.read_healthcheck(),
            "ONBUILD" => self.read_trigger(piece, escape),
            _ => {
                self.words = whole(&self.operands);
                self.need(1)
            }
        }
    }

    fn need(&self, least: usize) -> Result<(), Fault> {
        let found = self.words.len();
        let given_by_heredoc = !self.heredocs.is_empty();
        if found >= least || given_by_heredoc && found > 0 {
            return Ok(());
        }
        let argument = if least == 1 { "an argument" } else { "a source and a destination" };
        let message = format!("{} needs {argument}, found {found}", self.keyword);
        Err(fault(self.keyword_span, message))
    }

    /// Reads a JSON list of strings; anything else has the form `otherwise`.
    fn read_list(&mut self, otherwise: Form) -> Result<(), Fault> {
        self.form = otherwise;
        let text = self.operands.text();
        if !text.starts_with('[') {
            return Ok(());
        }
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(serde_json::Value::Array(items)) => {
                let texts: Option<Vec<&str>> = items.iter().map(|item| item.as_str()).collect();
                let Some(texts) = texts else {
                    let message = "a JSON list here must hold strings only";
                    return Err(fault(self.region, message.into()));
                };
                self.form = Form::Exec;
                let places = json_strings(text);
                self.words = texts
                    .iter()
                    .zip(places)
                    .map(|(text, (start, end))| Word {
                        raw: (*text).to_owned(),
                        span: self.operands.span(start, end),
                        at: (start, end),
                    })
                    .collect();
            }
            // Not JSON: BuildKit hands it to the shell.
            _ => self.form = otherwise,
        }
        Ok(())
    }

    fn read_args(&mut self, escape: char) -> Result<(), Fault> {
        for word in words(&self.operands, escape) {
            self.pairs.push(match word.raw.find('=') {
                Some(equals) => self.pair(&word, equals),
                None => Pair { span: word.span, name: word.raw.clone(), value: None, legacy: false },
            });
        }
        if self.pairs.is_empty() {
            return Err(fault(self.keyword_span, "ARG needs a name".into()));
        }
        Ok(())
    }

    fn pair(&self, word: &Word, equals: usize) -> Pair {
        let (from, to) = (word.at.0 + equals + 1, word.at.1);
        let raw = word.raw[equals + 1..].to_owned();
        let value = Word { raw, span: self.operands.span(from, to), at: (from, to) };
        Pair { span: word.span, name: word.raw[..equals].to_owned(), value: Some(value), legacy: false }
    }

    fn read_pairs(&mut self, escape: char) -> Result<(), Fault> {
        let found = words(&self.operands, escape);
        let Some(first) = found.first() else {
            return Err(fault(self.keyword_span, format!("{} needs a name and a value", self.keyword)));
        };
        if !first.raw.contains('=') {
            let text = self.operands.text();
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            let value = self.operands.part(end, text.len()).trimmed();
            if value.text().is_empty() {
                let message = format!("{} `{}` has no value", self.keyword, &text[..end]);
                return Err(fault(self.region, message));
            }
            let raw = value.text().to_owned();
            let from = text.len() - text[end..].trim_start().len();
            let value = Word { at: (from, from + raw.len()), span: value.whole(), raw };
            let name = text[..end].to_owned();
            self.pairs.push(Pair { span: self.region, name, value: Some(value), legacy: true });
            return Ok(());
        }
        for word in &found {
            let Some(equals) = word.raw.find('=') else {
                let shown: String = word.raw.chars().take(40).collect();
                return Err(fault(word.span, format!("expected `name=value`, found `{shown}`")));
            };
            let pair = self.pair(word, equals);
            self.pairs.push(pair);
        }
        Ok(())
    }

    fn read_healthcheck(&mut self) -> Result<(), Fault> {
        let text = self.operands.text();
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let kind = text[..end].to_ascii_uppercase();
        let kind_span = self.operands.span(0, end);
        let rest = self.operands.part(end, text.len()).trimmed();
        self.operands = rest;
        self.region = self.operands.whole();
        match kind.as_str() {
            "NONE" => {}
            "CMD" => {
                self.read_list(Form::Shell)?;
                if self.form == Form::Shell {
                    self.words = whole(&self.operands);
                }
                if self.words.is_empty() {
                    return Err(fault(kind_span, "HEALTHCHECK CMD needs a command".into()));
                }
            }
            "" => return Err(fault(self.keyword_span, "HEALTHCHECK needs CMD or NONE".into())),
            _ => return Err(fault(kind_span, "expected CMD or NONE after HEALTHCHECK".into())),
        }
        self.check = Some(kind);
        Ok(())
    }

    fn read_trigger(&mut self, piece: &Piece, escape: char) -> Result<(), Fault> {
        let text = self.operands.text();
        if text.is_empty() {
            return Err(fault(self.keyword_span, "ONBUILD needs an instruction".into()));
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let rest = self.operands.part(end, text.len()).trimmed();
        let inner = Piece {
            span: self.region.to(piece.span_end()),
            keyword: text[..end].to_owned(),
            keyword_span: self.operands.span(0, end),
            region: rest.whole(),
            rest,
            heredocs: std::mem::take(&mut self.heredocs),
            gap: None,
        };
        self.inner = Some(Box::new(parse_nested(&inner, escape, true)?));
        Ok(())
    }
}

/// The operands as one word; none if there are none.
fn whole(operands: &Logical) -> Vec<Word> {
    let text = operands.text();
    if text.is_empty() {
        return Vec::new();
    }
    vec![Word { raw: text.to_owned(), span: operands.whole(), at: (0, text.len()) }]
}

/// Start and end of every string in valid JSON, quotes included.
fn json_strings(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, open) {
            (b'"', None) => open = Some(at),
            (b'"', Some(start)) => {
                found.push((start, at + 1));
                open = None;
            }
            (b'\\', Some(_)) => drop(bytes.next()),
            _ => {}
        }
    }
    found
}
