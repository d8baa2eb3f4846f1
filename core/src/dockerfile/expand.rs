//! Variables in the words of instructions, expanded as BuildKit does it.
//!
//! Source: BuildKit, `frontend/dockerfile/shell/lex.go`.

use std::iter::Peekable;
use std::str::Chars;

/// The longest value that an expansion may give, in bytes; a longer one is unknown.
const MAX_VALUE: usize = 16 * 1024;

/// How deep `${a:-${b:-…}}` may nest; deeper text is left as written.
const MAX_DEPTH: usize = 16;

/// A word after expansion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expanded {
    /// Quotes and escapes resolved, variables left as written.
    pub text: String,
    /// Variables replaced; none if a value in it is not known.
    pub value: Option<String>,
    /// The variables that it uses, in order.
    pub variables: Vec<String>,
}

impl Expanded {
    /// Text without variables.
    pub(super) fn literal(text: &str) -> Self {
        Self { text: text.to_owned(), value: Some(text.to_owned()), variables: Vec::new() }
    }
}

/// Expands `raw`; `lookup` gives the value of a variable if it is known.
pub(super) fn expand(raw: &str, escape: char, lookup: &dyn Fn(&str) -> Option<String>) -> Expanded {
    if !raw.contains(['$', '"', '\'', escape]) {
        return Expanded::literal(raw);
    }
    let mut lexer = Lexer { chars: raw.chars().peekable(), escape, lookup, variables: Vec::new() };
    let mut out = Out { text: String::with_capacity(raw.len()), value: Some(String::new()) };
    lexer.until(None, 0, &mut out);
    let value = out.value.filter(|value| value.len() <= MAX_VALUE);
    Expanded { text: out.text, value, variables: lexer.variables }
}

/// Expands text whose quotes and escapes are resolved already; none if a value in it is not known.
pub(super) fn expand_plain(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    // NUL cannot stand in a source, so nothing in the text is taken for an escape.
    let quoted = text.replace('\'', "\0'").replace('"', "\0\"");
    expand(&quoted, '\0', lookup).value
}

/// The two readings of a word that grow side by side.
struct Out {
    text: String,
    value: Option<String>,
}

impl Out {
    fn push(&mut self, c: char) {
        self.text.push(c);
        if let Some(value) = &mut self.value {
            value.push(c);
        }
    }

    fn push_value(&mut self, more: Option<String>) {
        self.value = match (self.value.take(), more) {
            // Checked at every step, so that doubling cannot grow beyond twice the limit.
            (Some(value), Some(more)) if value.len() + more.len() <= MAX_VALUE => Some(value + &more),
            _ => None,
        };
    }
}

struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    escape: char,
    lookup: &'a dyn Fn(&str) -> Option<String>,
    variables: Vec<String>,
}

impl Lexer<'_> {
    /// Reads until `stop`, which is taken; everything if there is none.
    fn until(&mut self, stop: Option<char>, depth: usize, out: &mut Out) {
        while let Some(c) = self.chars.next() {
            match c {
                _ if Some(c) == stop => return,
                '\'' => {
                    for c in self.chars.by_ref().take_while(|&c| c != '\'') {
                        out.push(c);
                    }
                }
                '"' => self.double_quoted(depth, out),
                '$' => self.variable(depth, out),
                _ if c == self.escape => {
                    if let Some(next) = self.chars.next() {
                        out.push(next);
                    }
                }
                _ => out.push(c),
            }
        }
    }

    fn double_quoted(&mut self, depth: usize, out: &mut Out) {
        while let Some(c) = self.chars.next() {
            match c {
                '"' => return,
                '$' => self.variable(depth, out),
                _ if c == self.escape => match self.chars.next() {
                    Some(next) if next == '"' || next == '$' || next == self.escape => out.push(next),
                    Some(next) => {
                        out.push(c);
                        out.push(next);
                    }
                    None => out.push(c),
                },
                _ => out.push(c),
            }
        }
    }

    /// What follows a `$`.
    fn variable(&mut self, depth: usize, out: &mut Out) {
        out.text.push('$');
        match self.chars.peek() {
            Some('{') if depth < MAX_DEPTH => {
                self.chars.next();
                out.text.push('{');
                self.braced(depth, out);
            }
            Some(&c) if c.is_ascii_alphabetic() || c == '_' => {
                let name = self.name();
                out.text.push_str(&name);
                let value = (self.lookup)(&name);
                self.variables.push(name);
                out.push_value(value);
            }
            // `$1`, `$@` and the like have no value in a Dockerfile; BuildKit gives nothing.
            Some(&c) if c.is_ascii_digit() || "@*#".contains(c) => {
                out.text.push(c);
                self.chars.next();
            }
            _ => out.push_value(Some("$".into())),
        }
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(&c) = self.chars.peek() {
            if !(c.is_ascii_alphanumeric() || c == '_') {
                break;
            }
            name.push(c);
            self.chars.next();
        }
        name
    }

    /// What follows `${`.
    fn braced(&mut self, depth: usize, out: &mut Out) {
        let name = self.name();
        out.text.push_str(&name);
        let known = (self.lookup)(&name);
        self.variables.push(name);
        let Some(operator) = self.chars.next() else {
            return out.push_value(None);
        };
        out.text.push(operator);
        match operator {
            '}' => out.push_value(known),
            ':' => {
                let Some(operator) = self.chars.next() else { return out.push_value(None) };
                out.text.push(operator);
                let word = self.word(depth, out);
                let full = known.filter(|value| !value.is_empty());
                out.push_value(substitute(operator, full, word));
            }
            '-' | '+' | '?' => {
                let word = self.word(depth, out);
                out.push_value(substitute(operator, known, word));
            }
            '#' | '%' | '/' => {
                let word = self.word(depth, out);
                let value = known.zip(word).and_then(|(value, word)| cut(operator, &value, &word));
                out.push_value(value);
            }
            _ => {
                self.word(depth, out);
                out.push_value(None);
            }
        }
    }

    /// The word up to the closing brace, expanded.
    fn word(&mut self, depth: usize, out: &mut Out) -> Option<String> {
        let mut inner = Out { text: String::new(), value: Some(String::new()) };
        self.until(Some('}'), depth + 1, &mut inner);
        out.text.push_str(&inner.text);
        out.text.push('}');
        inner.value
    }
}

/// `${x-word}`, `${x+word}`, `${x?word}`; `known` is the value if the variable has one.
///
/// A default stands for a variable without a known value, as the default of an ARG does.
fn substitute(operator: char, known: Option<String>, word: Option<String>) -> Option<String> {
    match operator {
        '-' => known.or(word),
        '+' => known.and(word),
        '?' => known,
        _ => None,
    }
}

/// `${x#pattern}`, `${x%pattern}`, `${x/pattern/replacement}` and their doubled forms.
fn cut(operator: char, value: &str, word: &str) -> Option<String> {
    let (all, word) = match word.strip_prefix(operator) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let ends: Vec<usize> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
    // Every pattern is tried at every place: bounded by keeping both short.
    if value.len() > 512 || word.len() > 128 {
        return None;
    }
    match operator {
        '#' => {
            let mut hits = ends.iter().filter(|&&end| matches(word, &value[..end]));
            let hit = if all { hits.next_back() } else { hits.next() };
            Some(value[hit.copied().unwrap_or(0)..].to_owned())
        }
        '%' => {
            let mut hits = ends.iter().filter(|&&start| matches(word, &value[start..]));
            let hit = if all { hits.next() } else { hits.next_back() };
            Some(value[..hit.copied().unwrap_or(value.len())].to_owned())
        }
        _ => {
            let (pattern, new) = word.split_once('/').unwrap_or((word, ""));
            Some(replace(value, pattern, new, all, &ends))
        }
    }
}

/// Replaces the longest match at the leftmost place, or at every place.
fn replace(value: &str, pattern: &str, new: &str, all: bool, ends: &[usize]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < value.len() {
        let hit = ends.iter().rev().find(|&&end| end > at && matches(pattern, &value[at..end]));
        match hit {
            Some(&end) => {
                out.push_str(new);
                at = end;
                if !all {
                    break;
                }
            }
            None => {
                let next = ends.iter().find(|&&end| end > at).copied().unwrap_or(value.len());
                out.push_str(&value[at..next]);
                at = next;
            }
        }
    }
    out + &value[at..]
}

/// Whether `pattern`, in which `*` stands for any text and `?` for any character, fits all of `text`.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while t < text.len() {
        if pattern.get(p) == Some(&'*') {
            star = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == '?' || pattern[p] == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = star {
            p = at + 1;
            t = from + 1;
            star = Some((at, from + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str) -> Option<String> {
        let known = |name: &str| match name {
            "x" => Some("a.b.c".to_owned()),
            "empty" => Some(String::new()),
            _ => None,
        };
        expand(raw, '\\', &known).value
    }

    #[test]
    fn every_modifier_gives_what_buildkit_gives() {
        for (raw, expected) in [
            ("$x", "a.b.c"),
            ("${x}!", "a.b.c!"),
            ("${no:-d}", "d"),
            ("${no:-${x}}", "a.b.c"),
            ("${empty:-d}", "d"),
            ("${empty-d}", ""),
            ("${x:+y}", "y"),
            ("${x+y}", "y"),
            ("${x:?e}", "a.b.c"),
            ("${x#*.}", "b.c"),
            ("${x##*.}", "c"),
            ("${x%.*}", "a.b"),
            ("${x%%.*}", "a"),
            ("${x/./-}", "a-b.c"),
            ("${x//./-}", "a-b-c"),
            ("'$x'", "$x"),
            ("\"$x\"", "a.b.c"),
            ("\\$x", "$x"),
            ("a\\ b", "a b"),
            ("$", "$"),
        ] {
            assert_eq!(value(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn what_is_not_known_has_no_value() {
        for raw in ["$no", "${no}", "a${no}b", "${no:+y}", "${no:?e}", "${no#a}", "${x"] {
            assert_eq!(value(raw), None, "{raw}");
        }
    }

    #[test]
    fn text_keeps_variables_as_written_and_names_them() {
        let expanded = expand("\"${a:-$b}\"'c' $d", '\\', &|_| None);
        assert_eq!(expanded.text, "${a:-$b}c $d");
        assert_eq!(expanded.variables, ["a", "b", "d"]);
    }

    #[test]
    fn values_cannot_grow_without_bound() {
        let long = "v".repeat(MAX_VALUE);
        let known = |_: &str| Some(long.clone());
        assert_eq!(expand("$x$x", '\\', &known).value, None);
        assert_eq!(expand(&"${a:-".repeat(100_000), '\\', &|_| None).value, None);
    }
}
