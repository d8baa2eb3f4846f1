//! JSON with the exact place of every value, read strictly: what only JSONC allows is a fault.

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::source::{Source, Span};
use crate::syntax::draft::Draft;
use crate::syntax::tree::{Entry, Fault, Node, Parsed, Value};

/// How often a text is read again with a faulty line blanked out.
const MAX_ATTEMPTS: usize = 8;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 200;

/// Reads `source` as JSON (RFC 8259). Faults are told, and what can be read in spite of them is read.
pub fn parse(source: &Source) -> Parsed {
    let mut parsed = Parsed::default();
    let text = source.text();
    if text.trim().is_empty() {
        let message = "expected a JSON value, found nothing".to_owned();
        let start = Span { end: 0, ..source.whole() };
        parsed.faults.push(Fault { span: start, message, help: Some("write {} for no settings".into()) });
        return parsed;
    }
    if let Some(at) = too_deep(text) {
        let message = format!("values nest deeper than {MAX_DEPTH} levels");
        parsed.faults.push(Fault { span: Span::new(source.id(), at, at + 1), message, help: None });
        return parsed;
    }
    let strict = options(false);
    match parse_to_ast(text, &CollectOptions::default(), &strict) {
        Ok(result) => parsed.root = result.value.map(|value| node(source, &value, &mut parsed.faults)),
        Err(error) => {
            parsed.faults.push(fault(source, &error));
            parsed.root = recover(source, &mut parsed.faults);
        }
    }
    parsed.faults.sort_by_key(|fault| fault.span);
    parsed
}

fn options(lenient: bool) -> ParseOptions {
    ParseOptions {
        allow_comments: lenient,
        allow_loose_object_property_names: false,
        allow_trailing_commas: lenient,
        allow_missing_commas: lenient,
        allow_single_quoted_strings: lenient,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// Reads leniently what strict reading refused; a line that even that refuses is left out.
fn recover(source: &Source, faults: &mut Vec<Fault>) -> Option<Node> {
    let mut draft = Draft::new(source.text());
    for _ in 0..MAX_ATTEMPTS {
        match parse_to_ast(draft.text(), &CollectOptions::default(), &options(true)) {
            Ok(result) => return result.value.map(|value| node(source, &value, faults)),
            Err(error) => {
                let told = fault(source, &error);
                let line = source.line_span(source.line_of(told.span.start)).range();
                if draft.text()[line.clone()].trim().is_empty() {
                    return None;
                }
                if !faults.iter().any(|known| known.span.start == told.span.start) {
                    faults.push(told);
                }
                draft.blank(line);
            }
        }
    }
    None
}

/// Where the text opens more brackets than are read.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' if quoted => drop(bytes.next()),
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            // No string runs over a line: an unclosed quote must not hide what follows.
            b'\n' => quoted = false,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

fn fault(source: &Source, error: &ParseError) -> Fault {
    use ParseErrorKind as Kind;
    let range = error.range();
    let text = source.text();
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    let span = Span::new(source.id(), start, floor(range.end).max(start));
    let found: String = source.slice(span).lines().next().unwrap_or("").chars().take(40).collect();
    let (message, help) = match error.kind() {
        Kind::CommentsNotAllowed => ("JSON has no comments".to_owned(), Some("remove the comment")),
        Kind::TrailingCommasNotAllowed => (
            "expected a value after the comma, found the end of the list".to_owned(),
            Some("remove the comma"),
        ),
        Kind::SingleQuotedStringsNotAllowed => {
            ("expected a string in double quotes, found single quotes".to_owned(), Some("use \"…\""))
        }
        Kind::ExpectedComma => ("expected a comma between two values, found none".to_owned(), None),
        Kind::ExpectedColonAfterObjectKey => ("expected `:` after the key, found none".to_owned(), None),
        Kind::ExpectedObjectValue => ("expected a value after `:`, found none".to_owned(), None),
        Kind::ExpectedStringObjectProperty => ("expected a key in double quotes".to_owned(), None),
        Kind::MultipleRootJsonValues => ("expected the end of the file after the value".to_owned(), None),
        Kind::UnterminatedArray => ("the list is never closed: `]` is missing".to_owned(), None),
        Kind::UnterminatedObject => ("the object is never closed: `}` is missing".to_owned(), None),
        Kind::UnexpectedWord => (format!("expected a JSON value, found `{found}`"), None),
        other => (format!("not JSON: {}", other.to_string().to_lowercase()), None),
    };
    Fault { span, message, help: help.map(str::to_owned) }
}

fn node(source: &Source, value: &Ast, faults: &mut Vec<Fault>) -> Node {
    let span = |range: jsonc_parser::common::Range| Span::new(source.id(), range.start, range.end);
    let (span, value) = match value {
        Ast::StringLit(text) => {
            control_characters(source, span(text.range), faults);
            (span(text.range), Value::Text(text.value.to_string()))
        }
        Ast::NumberLit(number) => (span(number.range), self::number(number.value)),
        Ast::BooleanLit(flag) => (span(flag.range), Value::Bool(flag.value)),
        Ast::NullKeyword(null) => (span(null.range), Value::Null),
        Ast::Array(list) => {
            let items = list.elements.iter().map(|item| node(source, item, faults)).collect();
            (span(list.range), Value::List(items))
        }
        Ast::Object(object) => {
            let mut entries: Vec<Entry> = Vec::with_capacity(object.properties.len());
            let mut places = std::collections::HashMap::new();
            for property in &object.properties {
                let key_span = match &property.name {
                    ObjectPropName::String(text) => span(text.range),
                    ObjectPropName::Word(word) => span(word.range),
                };
                control_characters(source, key_span, faults);
                let key = property.name.as_str().to_owned();
                let entry =
                    Entry { key: key.clone(), key_span, value: node(source, &property.value, faults) };
                match places.get(&key) {
                    Some(&index) => {
                        let first: &mut Entry = &mut entries[index];
                        let line = source.position(first.key_span.start).line;
                        let message =
                            format!("the key `{key}` stands already in line {line}; the last one counts");
                        faults.push(Fault { span: key_span, message, help: None });
                        *first = entry;
                    }
                    None => {
                        places.insert(key, entries.len());
                        entries.push(entry);
                    }
                }
            }
            (span(object.range), Value::Map(entries))
        }
    };
    Node { span, value, tag: None }
}

fn number(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(whole) => Value::Int(whole),
        Err(_) => text.parse::<f64>().map_or(Value::Text(text.to_owned()), Value::Float),
    }
}

/// Control characters must be escaped in JSON; the parser lets them pass.
fn control_characters(source: &Source, span: Span, faults: &mut Vec<Fault>) {
    let text = source.slice(span);
    if let Some(at) = text.bytes().position(|byte| byte < 0x20) {
        let at = span.range().start + at;
        let message = "a control character in a string must be escaped".to_owned();
        faults.push(Fault { span: Span::new(span.file, at, at + 1), message, help: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use proptest::prelude::*;

    fn read(text: &str) -> (Source, Parsed) {
        let source = Source::from_text(FileId(0), "f.json", text).unwrap();
        let parsed = parse(&source);
        (source, parsed)
    }

    /// `marked text: message` for every fault.
    fn faults(text: &str) -> Vec<String> {
        let (source, parsed) = read(text);
        parsed.faults.iter().map(|f| format!("{}: {}", source.slice(f.span), f.message)).collect()
    }

    #[test]
    fn every_value_has_its_place() {
        let (source, parsed) = read("{\"a\": [1, 2.5, \"x\"], \"b\": {\"c\": null}}");
        let root = parsed.root.unwrap();
        assert_eq!(parsed.faults, []);
        let a = root.entry("a").unwrap();
        assert_eq!(source.slice(a.key_span), "\"a\"");
        assert_eq!(source.slice(a.value.span), "[1, 2.5, \"x\"]");
        let items = a.value.as_list().unwrap();
        assert_eq!((&items[0].value, &items[1].value), (&Value::Int(1), &Value::Float(2.5)));
        assert_eq!(source.slice(items[2].span), "\"x\"");
        assert_eq!(root.get("b").unwrap().get("c").unwrap().value, Value::Null);
    }

    #[test]
    fn what_only_jsonc_allows_is_a_fault_and_is_read_all_the_same() {
        for (text, told) in [
            ("{\"a\": 1, // why\n \"b\": 2}", "JSON has no comments"),
            ("{\"a\": 1, \"b\": 2,}", "expected a value after the comma"),
            ("{\"a\": 1, \"b\": 'x'}", "found single quotes"),
            ("{\"a\": 1 \"b\": 2}", "expected a comma"),
        ] {
            let (_, parsed) = read(text);
            assert!(parsed.faults[0].message.contains(told), "{:?}", parsed.faults);
            assert!(parsed.root.unwrap().get("b").is_some(), "{text}");
        }
    }

    #[test]
    fn a_broken_line_takes_no_other_with_it() {
        let (_, parsed) = read("{\n  \"a\": 1,\n  \"b\": nope,\n  \"c\": 3\n}");
        assert_eq!(parsed.faults.len(), 1);
        let root = parsed.root.unwrap();
        assert!(root.get("a").is_some() && root.get("c").is_some());
    }

    #[test]
    fn duplicate_keys_and_control_characters_are_faults() {
        assert_eq!(
            faults("{\"a\": 1,\n\"a\": 2}"),
            ["\"a\": the key `a` stands already in line 1; the last one counts"]
        );
        assert_eq!(faults("{\"a\": \"x\ty\"}"), ["\t: a control character in a string must be escaped"]);
    }

    #[test]
    fn nothing_is_not_json() {
        assert_eq!(faults("  \n"), [": expected a JSON value, found nothing"]);
    }

    #[test]
    fn deep_nesting_is_refused_without_overflow() {
        let told = faults(&"[".repeat(100_000));
        assert_eq!(told, ["[: values nest deeper than 200 levels"]);
        assert_eq!(faults(&format!("{}{}", "[".repeat(150), "]".repeat(150))), Vec::<String>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn any_text_is_read_and_every_place_is_in_it(
            text in prop_oneof!["[\\[\\]{}\",:a1é \\n\\\\/'-]{0,60}", any::<String>()]
        ) {
            prop_assume!(!text.contains('\0'));
            let (source, parsed) = read(&text);
            for fault in &parsed.faults {
                prop_assert!(source.text().get(fault.span.range()).is_some());
            }
            prop_assert!(parsed.root.is_some() || !parsed.faults.is_empty());
        }
    }
}
