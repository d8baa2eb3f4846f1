//! Files of variables as Compose reads them: `.env`, and `env_file` in its two formats.

use std::collections::BTreeMap;
use std::ops::Range;

/// What a file of variables says; ranges are bytes of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Its settings, in the order of the file; later ones win.
    pub settings: Vec<Setting>,
    /// Comments, from the `#` to the end of the line.
    pub comments: Vec<Range<usize>>,
    /// What could not be understood: where, and what was expected.
    pub faults: Vec<(Range<usize>, &'static str)>,
}

/// A variable and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub name_at: Range<usize>,
    /// Its value.
    pub value: Value,
    /// Where the value stands, quotes included.
    pub value_at: Range<usize>,
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A name alone: the value that it has outside.
    Inherited,
    /// Text that stands for itself.
    Literal(String),
    /// Text that may hold variables, `$$` for a dollar sign.
    Open(String),
}

/// The variables of a `.env` file. A value that itself holds a variable depends on the outside, so it
/// stays unknown.
pub fn parse(text: &str) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    for setting in read(text).settings {
        match setting.value {
            Value::Literal(value) => variables.insert(setting.name, value),
            Value::Open(value) if !value.contains('$') => variables.insert(setting.name, value),
            Value::Open(_) | Value::Inherited => variables.remove(&setting.name),
        };
    }
    variables
}

/// Reads the usual format: quotes, escapes, variables, `export`.
pub fn read(text: &str) -> Parsed {
    let mut reader = Reader { text, at: start(text), parsed: Parsed::default() };
    while reader.skip_blank() {
        reader.setting();
    }
    reader.parsed
}

/// Reads the format `raw`: everything after the first `=` is the value.
pub fn read_raw(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut at = start(text);
    for line in text[at..].split('\n') {
        let (begin, end) = (at + line.len() - line.trim_start().len(), at + line.len());
        at = end + 1;
        let line = line.trim_start();
        if line.starts_with('#') {
            parsed.comments.push(begin..end);
        } else if let Some((name, value)) = line.split_once('=') {
            let name_at = begin..begin + name.len();
            if is_name(name) {
                let value_at = name_at.end + 1..end;
                parsed.settings.push(Setting {
                    name: name.to_owned(),
                    name_at,
                    value: Value::Literal(value.to_owned()),
                    value_at,
                });
            } else {
                parsed.faults.push((name_at, NAME));
            }
        } else if !line.is_empty() {
            inherited(&mut parsed, line, begin);
        }
    }
    parsed
}

const NAME: &str = "expected the name of a variable, without blanks, before `=`";
const QUOTE: &str = "expected a closing quote";

fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']'))
}

fn inherited(parsed: &mut Parsed, line: &str, begin: usize) {
    let name = line.trim_end();
    let name_at = begin..begin + name.len();
    if is_name(name) {
        let value_at = name_at.clone();
        parsed.settings.push(Setting { name: name.to_owned(), name_at, value: Value::Inherited, value_at });
    } else {
        parsed.faults.push((name_at, NAME));
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    parsed: Parsed,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The end of the line that the reader is in.
    fn line_end(&self) -> usize {
        self.rest().find('\n').map_or(self.text.len(), |length| self.at + length)
    }

    /// Goes to the next setting; false at the end of the text.
    fn skip_blank(&mut self) -> bool {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if !self.rest().starts_with('#') {
                return !self.rest().is_empty();
            }
            let end = self.line_end();
            self.parsed.comments.push(self.at..end);
            self.at = end;
        }
    }

    fn setting(&mut self) {
        if let Some(rest) = self.rest().strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])) {
            self.at += "export".len() + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
        let begin = self.at;
        let end = self.line_end();
        // Compose also takes the colon of YAML.
        let Some(length) = self.text[begin..end].find(['=', ':']) else {
            inherited(&mut self.parsed, &self.text[begin..end], begin);
            self.at = end;
            return;
        };
        let name = self.text[begin..begin + length].trim_end();
        let name_at = begin..begin + name.len();
        if !is_name(name) {
            self.parsed.faults.push((name_at, NAME));
            self.at = end;
            return;
        }
        self.at = begin + length + 1;
        self.at += self.text[self.at..end].len() - self.text[self.at..end].trim_start().len();
        if let Some((value, value_at)) = self.value(end) {
            self.parsed.settings.push(Setting { name: name.to_owned(), name_at, value, value_at });
        }
    }

    /// Reads the value that begins here, in a line that ends at `end`.
    fn value(&mut self, end: usize) -> Option<(Value, Range<usize>)> {
        let begin = self.at;
        let quote = match self.rest().as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => quote,
            _ => {
                let line = &self.text[begin..end];
                let value = line.split_once(" #").map_or(line, |(value, _)| value).trim_end();
                self.at = end;
                return Some((Value::Open(value.to_owned()), begin..begin + value.len()));
            }
        };
        let Some(length) = closing(&self.text.as_bytes()[begin + 1..], quote) else {
            self.parsed.faults.push((begin..end, QUOTE));
            self.at = end;
            return None;
        };
        let inner = &self.text[begin + 1..begin + 1 + length];
        self.at = begin + length + 2;
        let value = match quote {
            b'"' => Value::Open(unescape(inner)),
            _ => Value::Literal(inner.replace("\\'", "'")),
        };
        Some((value, begin..self.at))
    }
}

/// How many bytes stand before the quote that closes; a backslash takes the quote's meaning away.
fn closing(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut escaped = false;
    bytes.iter().position(|&byte| {
        let closes = byte == quote && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}

/// Escapes as a shell knows them; others stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let replaced = match chars.peek() {
            Some('a') => '\u{7}',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('v') => '\u{b}',
            Some('"') => '"',
            Some('\\') => '\\',
            Some('$') => {
                chars.next();
                out.push_str("$$");
                continue;
            }
            _ => {
                out.push('\\');
                continue;
            }
        };
        chars.next();
        out.push(replaced);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_compose_reads_them() {
        let text = "A=1\n export B = two words # note\nC='#3'\nD=\"4\"\nE=\n# F=6\nG: 7\nH\nI='it\\'s' # x\nJ=\"a\\tb\nc\"\nK=a#b\n";
        let expected = [
            ("A", "1"),
            ("B", "two words"),
            ("C", "#3"),
            ("D", "4"),
            ("E", ""),
            ("G", "7"),
            ("I", "it's"),
            ("J", "a\tb\nc"),
            ("K", "a#b"),
        ];
        let expected: BTreeMap<_, _> = expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        assert_eq!(parse(text), expected);
    }

    #[test]
    fn values_that_depend_on_variables_stay_unknown() {
        assert_eq!(
            parse("A=$B\nC=\"${D}\"\nE=1\nE=$F\nG='$H'\n"),
            [("G".to_owned(), "$H".to_owned())].into()
        );
    }

    #[test]
    fn names_and_values_have_their_places() {
        let text = "\u{feff}# c\nexport A = 'x y' # d\nB\n";
        let parsed = read(text);
        let told: Vec<_> =
            parsed.settings.iter().map(|s| (&text[s.name_at.clone()], &text[s.value_at.clone()])).collect();
        assert_eq!(told, [("A", "'x y'"), ("B", "B")]);
        let comments: Vec<_> = parsed.comments.into_iter().map(|at| &text[at]).collect();
        assert_eq!(comments, ["# c", "# d"]);
        assert_eq!(parsed.settings[1].value, Value::Inherited);
    }

    #[test]
    fn what_is_no_setting_is_told_and_passed_over() {
        let text = "two words=1\nA=1\nB='open\nC=2\n";
        let parsed = read(text);
        let told: Vec<_> = parsed.faults.iter().map(|(at, what)| (&text[at.clone()], *what)).collect();
        assert_eq!(told, [("two words", NAME), ("'open", QUOTE)]);
        let names: Vec<_> = parsed.settings.iter().map(|setting| setting.name.as_str()).collect();
        assert_eq!(names, ["A", "C"]);
    }

    #[test]
    fn the_raw_format_takes_everything_after_the_equals_sign() {
        let parsed = read_raw("# c\n  A = x\nB= '$x' # y\nC\n\n");
        let told: Vec<_> = parsed.settings.iter().map(|s| (s.name.as_str(), s.value.clone())).collect();
        assert_eq!(told, [("B", Value::Literal(" '$x' # y".to_owned())), ("C", Value::Inherited)]);
        assert_eq!((parsed.comments.len(), parsed.faults.len()), (1, 1));
    }

    #[test]
    fn escapes_in_double_quotes_are_those_of_a_shell() {
        assert_eq!(unescape(r#"a\n\"\\ \$x \q \"#), "a\n\"\\ $$x \\q \\");
    }
}
