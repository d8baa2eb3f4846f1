//! Hides the values of secrets: computed once per file, applied to everything shown of it.

use crate::check::Report;
use crate::finding::Finding;
use crate::source::{Source, Span};

/// Words after which a Dockerfile or shell line names a variable.
const KEYWORDS: [&str; 5] = ["ENV", "ARG", "LABEL", "export", "-"];

/// Shortest value that is searched for in messages; shorter ones stand in too many other words.
const SHORTEST: usize = 4;

/// Words of messages of rules, which say nothing about a secret that is one of them.
const OWN_WORDS: [&str; 8] =
    ["chpasswd", "passwd", "password", "root", "secret", "token", "useradd", "usermod"];

/// How many values are searched for in messages, the longest first.
const MAX_VALUES: usize = 1_000;

/// How many bytes are searched for values in the open; a file made to be slow is masked in full.
const MAX_SEARCHED: usize = 64 * 1024 * 1024;

/// The ranges of one source that are never shown.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Sorted, in bytes.
    ranges: Vec<(u32, u32)>,
    values: Vec<String>,
}

impl Mask {
    /// The secrets that findings mark, for each file of the report in its order; a finding of one file
    /// may mark a secret in another.
    pub fn all(report: &Report) -> Vec<Self> {
        let mut masks = vec![Mask::default(); report.files.len()];
        let secret = |finding: &&Finding| report.catalog.marks_secrets(&finding.rule);
        for finding in report.files.iter().flat_map(|file| &file.findings).filter(secret) {
            let related = finding.related.iter().map(|related| related.span);
            for span in related.chain([finding.span]) {
                if let Some((_, source)) = report.file_of(span) {
                    masks[span.file.0 as usize].hide(source, span);
                }
            }
        }
        for (mask, file) in masks.iter_mut().zip(&report.files) {
            file.source.iter().for_each(|source| mask.finish(source));
        }
        masks
    }

    fn finish(&mut self, source: &Source) {
        self.ranges.sort_unstable();
        self.ranges.dedup();
        for &(start, end) in &self.ranges {
            let hidden = source.slice(Span { start, end, ..source.whole() });
            self.values.extend(values(hidden));
        }
        self.values.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        self.values.dedup();
        self.values.truncate(MAX_VALUES);
        self.keep_what_is_shown_anyway(source.text());
    }

    /// Forgets values that stand in the open elsewhere in the file, such as the name of a service that
    /// is its own password: to hide them in messages would only make those unreadable.
    fn keep_what_is_shown_anyway(&mut self, text: &str) {
        if text.len().saturating_mul(self.values.len()) > MAX_SEARCHED {
            return;
        }
        let mut values = std::mem::take(&mut self.values);
        values.retain(|value| text.match_indices(value.as_str()).all(|(at, _)| self.holds(at as u32)));
        self.values = values;
    }

    /// Hides what a span holds: on its first line all that follows the variable's name, on others
    /// everything. Too much rather than too little.
    fn hide(&mut self, source: &Source, span: Span) {
        let (first, last) = (source.line_of(span.start), source.line_of(span.end.max(span.start)));
        for line in first..=last {
            let whole = source.line_span(line);
            let start = if line == first { after_name(source, whole, span.start) } else { whole.start };
            self.ranges.push((start, whole.end));
        }
    }

    /// `text`, which stands at `start` of the source, with every hidden character replaced by as
    /// many asterisks as it has bytes, so that offsets stay.
    pub fn apply(&self, start: u32, text: &str) -> String {
        if self.ranges.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let at = start + at as u32;
            let hidden = !c.is_whitespace() && self.holds(at);
            if hidden { out.extend(std::iter::repeat_n('*', c.len_utf8())) } else { out.push(c) }
        }
        out
    }

    /// `message` without the values that are hidden.
    pub fn message(&self, message: &str) -> String {
        let mut out = message.to_owned();
        for value in self.values.iter().filter(|value| message.contains(value.as_str())) {
            out = out.replace(value, "***");
        }
        out
    }

    fn holds(&self, at: u32) -> bool {
        // Every range runs to the end of its line, so the last one that starts before `at` decides.
        let upto = self.ranges.partition_point(|(start, _)| *start <= at);
        self.ranges[..upto].last().is_some_and(|(_, end)| at < *end)
    }
}

/// What of a hidden text a message could repeat: all of it, its words, and the values inside them.
/// Names of variables are not among them, so that messages can still name those.
fn values(hidden: &str) -> impl Iterator<Item = String> {
    let trim = |text: &str| {
        text.trim().trim_matches(['"', '\'', '=', ':', ',', ';', '{', '}', '[', ']', '(', ')']).to_owned()
    };
    let words = hidden.split_whitespace().flat_map(move |word| {
        let after_sign = word.split_once(['=', ':']).map(|(_, value)| value);
        let after_option = (!word.starts_with("--")).then(|| word.strip_prefix('-')?.get(1..)).flatten();
        [Some(word), after_sign, after_option].into_iter().flatten().map(trim)
    });
    let is_name = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let is_told = move |value: &String| {
        value.len() >= SHORTEST && !is_name(value) && !OWN_WORDS.contains(&value.as_str())
    };
    words.chain([trim(hidden)]).filter(is_told)
}

/// Where hiding starts on a line: after `NAME=` or `NAME:` if the marked place starts with or is the
/// first name of the line, else at the marked place itself.
fn after_name(source: &Source, line: Span, marked: u32) -> u32 {
    let text = source.slice(line);
    let Some(separator) = text.find(['=', ':']) else { return marked };
    let mut words = text[..separator].split_whitespace();
    let mut name = words.next().unwrap_or("");
    while KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(name)) {
        name = words.next().unwrap_or("");
    }
    let name = name.trim_matches(['"', '\'']);
    let is_name = words.next().is_none()
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let value = line.start + separator as u32 + 1;
    if is_name && marked < value { value } else { marked }
}
