//! Words of the shell: where they end, what quotes and escapes mean, which variables they expand.

/// What a word says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Quotes and escapes resolved, expansions as written.
    pub text: String,
    /// Names of expanded variables, in order.
    pub variables: Vec<String>,
    /// It holds a command, process or arithmetic substitution.
    pub dynamic: bool,
}

/// Reads the source text of one word.
pub(super) fn read(raw: &str) -> Reading {
    let bytes = raw.as_bytes();
    let mut reading = Reading::default();
    let mut quoted = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let mut end = (at + 1..=raw.len()).find(|&i| raw.is_char_boundary(i)).unwrap_or(raw.len());
        let mut kept = at..end;
        match (byte, next) {
            (b'\\', Some(b'\n')) => (end, kept) = (at + 2, at..at),
            (b'\\', Some(next)) if !quoted || matches!(next, b'$' | b'"' | b'\\' | b'`') => {
                kept = at + 1..at + 1 + char_len(raw, at + 1);
                end = kept.end;
            }
            (b'\'', _) if !quoted => {
                end = close(bytes, at + 1, b'\'');
                kept = at + 1..inside(end, bytes, b'\'');
            }
            (b'"', _) => {
                quoted = !quoted;
                kept = at..at;
            }
            (b'$', Some(b'\'')) if !quoted => {
                end = escaped_close(bytes, at + 2, b'\'');
                reading.text.push_str(&ansi(raw.get(at + 2..inside(end, bytes, b'\'')).unwrap_or("")));
                kept = at..at;
            }
            (b'$', Some(b'"')) if !quoted => kept = at..at,
            (b'$', Some(b'(' | b'{')) => {
                end = group_end(bytes, at + 1);
                kept = at..end;
                if next == Some(b'(') {
                    reading.dynamic = true;
                } else {
                    expansions(raw.get(at..end).unwrap_or(""), &mut reading);
                }
            }
            (b'$', Some(_)) => {
                end = at + 1 + name_len(&bytes[at + 1..]);
                kept = at..end;
                if end > at + 1 {
                    reading.variables.extend(raw.get(at + 1..end).map(str::to_owned));
                }
            }
            (b'`', _) => {
                end = escaped_close(bytes, at + 1, b'`');
                kept = at..end;
                reading.dynamic = true;
            }
            (b'<' | b'>', Some(b'(')) if !quoted => {
                end = group_end(bytes, at + 1);
                kept = at..end;
                reading.dynamic = true;
            }
            _ => {}
        }
        reading.text.push_str(raw.get(kept).unwrap_or(""));
        at = end.max(at + 1);
    }
    reading
}

/// The variables named in `${…}`, also those in its operand.
fn expansions(raw: &str, reading: &mut Reading) {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut next = at + 1;
        match (byte, bytes.get(next)) {
            (b'\\', _) => next += 1,
            (b'`', _) | (b'$', Some(b'(')) => reading.dynamic = true,
            (b'$', _) => {
                if bytes.get(next) == Some(&b'{') {
                    next += 1;
                    let named = bytes.get(next + 1).is_some_and(|byte| *byte != b'}');
                    next += usize::from(named && matches!(bytes.get(next), Some(b'!' | b'#')));
                }
                let end = next + bytes.get(next..).map_or(0, name_len);
                if end > next {
                    reading.variables.extend(raw.get(next..end).map(str::to_owned));
                }
                next = end;
            }
            _ => {}
        }
        at = next.max(at + 1);
    }
}

/// Length of the name of a variable or of a special parameter at the start of `bytes`.
fn name_len(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
            bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
        }
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => 1,
        _ => 0,
    }
}

fn char_len(raw: &str, at: usize) -> usize {
    raw.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// One past the next `quote` from `at` on, or the end.
fn close(bytes: &[u8], at: usize, quote: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    rest.iter().position(|byte| *byte == quote).map_or(bytes.len(), |found| at + found + 1)
}

/// As [`close`], where a backslash guards the byte after it.
fn escaped_close(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if byte == quote {
            return at + 1;
        }
        at += if byte == b'\\' { 2 } else { 1 };
    }
    bytes.len()
}

/// Where the text before a closing quote ends; the quote may be missing.
fn inside(end: usize, bytes: &[u8], quote: u8) -> usize {
    if end > 0 && bytes.get(end - 1) == Some(&quote) { end - 1 } else { end }
}

/// The meaning of the text of `$'…'`, as far as escapes of one letter go.
fn ansi(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(quote @ ('\\' | '\'' | '"' | '?')) => out.push(quote),
            other => {
                out.push('\\');
                out.extend(other);
            }
        }
    }
    out
}

/// One past the end of the group whose `(` or `{` stands at `open`, or the end of the text.
pub(super) fn group_end(bytes: &[u8], open: usize) -> usize {
    let mut closers = vec![if bytes.get(open) == Some(&b'{') { b'}' } else { b')' }];
    let mut at = open + 1;
    while let (Some(&byte), Some(&closer)) = (bytes.get(at), closers.last()) {
        let next = bytes.get(at + 1);
        let in_quotes = closer == b'"';
        at += 1;
        match byte {
            b'\\' => at += 1,
            _ if byte == closer => {
                closers.pop();
                if closers.is_empty() {
                    return at;
                }
            }
            b'\'' if !in_quotes => at = close(bytes, at, b'\''),
            b'"' => closers.push(b'"'),
            b'`' => at = escaped_close(bytes, at, b'`'),
            b'$' if next == Some(&b'(') => {
                closers.push(b')');
                at += 1;
            }
            b'$' if next == Some(&b'{') => {
                closers.push(b'}');
                at += 1;
            }
            b'(' if closer == b')' => closers.push(b')'),
            _ => {}
        }
    }
    bytes.len()
}

/// One past the end of the word that starts at `at`: the next blank or operator outside quotes.
pub(super) fn end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')' => break,
            b'\\' => at += 2,
            b'\'' => at = close(bytes, at + 1, b'\''),
            b'"' => at = double_close(bytes, at + 1),
            b'`' => at = escaped_close(bytes, at + 1, b'`'),
            b'$' if matches!(bytes.get(at + 1), Some(b'(' | b'{')) => at = group_end(bytes, at + 1),
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// One past the `"` that closes a string whose text starts at `at`, or the end of the text.
fn double_close(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            b'`' => at = escaped_close(bytes, at + 1, b'`'),
            b'$' if matches!(bytes.get(at + 1), Some(b'(' | b'{')) => at = group_end(bytes, at + 1),
            _ => at += 1,
        }
    }
    bytes.len()
}
