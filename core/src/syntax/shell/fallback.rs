//! Scripts that do not parse: split at operators, as a best guess.

use super::walker::{Context, Walker};
use super::{Assignment, Redirect, Word, word};

/// Words that stand before a command without being one.
const LEADING: [&str; 9] = ["if", "then", "else", "elif", "do", "while", "until", "!", "{"];
/// Words that open or close something and run nothing by themselves.
const CLOSING: [&str; 5] = ["fi", "done", "esac", "}", ";;"];

/// The command that is being read.
#[derive(Default)]
struct Open {
    words: Vec<Word>,
    assignments: Vec<Assignment>,
    redirects: Vec<Redirect>,
}

/// Records what look like the simple commands of `text`.
pub(super) fn split(walker: &mut Walker, text: &str, context: Context) {
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut pipeline: Option<(u32, u32)> = None;
    let mut heredocs: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' => at += 1,
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'#' => at = line_end(text, at),
            b'|' if bytes.get(at + 1) != Some(&b'|') => {
                let (number, stage) = pipeline.unwrap_or_else(|| (walker.output.pipeline(), 0));
                let here = Some((number, stage));
                finish(walker, &mut open, Context { pipeline: here, ..context });
                pipeline = Some((number, stage.saturating_add(1)));
                at += if bytes.get(at + 1) == Some(&b'&') { 2 } else { 1 };
            }
            b'&' if bytes.get(at + 1) == Some(&b'>') => {
                at = redirect(walker, text, at, &mut open, &mut heredocs)
            }
            b'\n' | b';' | b'&' | b'|' | b'(' | b')' => {
                // A pipeline goes on behind a newline right after its operator.
                if byte != b'\n' || !open.words.is_empty() {
                    let here = pipeline.take().or(context.pipeline);
                    finish(walker, &mut open, Context { pipeline: here, ..context });
                }
                at += if byte == b'|' { 2 } else { 1 };
                if byte == b'\n' {
                    for delimiter in heredocs.drain(..) {
                        at = body_end(text, at, &delimiter);
                    }
                }
            }
            b'<' | b'>' => at = redirect(walker, text, at, &mut open, &mut heredocs),
            _ => at = simple(walker, text, at, &mut open, &mut heredocs),
        }
    }
    finish(walker, &mut open, Context { pipeline: pipeline.or(context.pipeline), ..context });
}

/// Takes the word at `at` into the open command; gives where the text goes on.
fn simple(walker: &Walker, text: &str, at: usize, open: &mut Open, heredocs: &mut Vec<String>) -> usize {
    let end = word::end(text.as_bytes(), at).max(at + 1);
    let raw = text.get(at..end).unwrap_or("");
    let digits = !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit());
    if digits && matches!(text.as_bytes().get(end), Some(b'<' | b'>')) {
        let next = redirect(walker, text, end, open, heredocs);
        if let Some(redirect) = open.redirects.last_mut() {
            redirect.span = walker.span(at..end).to(redirect.span);
        }
        return next;
    }
    if open.words.is_empty() {
        if LEADING.contains(&raw) || CLOSING.contains(&raw) {
            return end;
        }
        if let Some((name, _)) = raw.split_once('=')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            let value = walker.word(at + name.len() + 1..end);
            open.assignments.push(Assignment { span: walker.span(at..end), name: name.to_owned(), value });
            return end;
        }
    }
    open.words.push(walker.word(at..end));
    end
}

/// Takes the redirection whose operator stands at `at`.
fn redirect(walker: &Walker, text: &str, at: usize, open: &mut Open, heredocs: &mut Vec<String>) -> usize {
    const OPERATORS: [&str; 12] = ["<<<", "<<-", "&>>", "<<", ">>", ">&", "<&", "<>", ">|", "&>", "<", ">"];
    let rest = text.get(at..).unwrap_or("");
    let Some(operator) = OPERATORS.iter().find(|operator| rest.starts_with(**operator)) else {
        return at + 1;
    };
    let blanks = rest[operator.len()..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let start = at + operator.len() + blanks;
    let end = word::end(text.as_bytes(), start);
    let target = (end > start).then(|| walker.word(start..end));
    if matches!(*operator, "<<" | "<<-") {
        heredocs.extend(target.as_ref().map(|target| target.text.clone()));
    }
    let span = walker.span(at..if end > start { end } else { at + operator.len() });
    open.redirects.push(Redirect { span, operator: (*operator).to_owned(), target });
    end.max(at + operator.len())
}

fn finish(walker: &mut Walker, open: &mut Open, context: Context) {
    let Open { words, assignments, redirects } = std::mem::take(open);
    walker.command(words, assignments, redirects, None, context);
}

/// Where the line that holds `at` ends, before its newline.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

/// One past the line with the delimiter of the heredoc whose body starts at `at`, or the end.
fn body_end(text: &str, mut at: usize, delimiter: &str) -> usize {
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        at += line.len();
        if line.trim() == delimiter {
            break;
        }
    }
    at
}
