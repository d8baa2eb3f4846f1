//! From the tree of a script to its commands: those written there, and those that they run.

use shuck_parser::parser::{Parser, ShellDialect, ShellProfile};

use super::walker::{Body, Context, Walker};
use super::wrappers::{self, Runs};
use super::{Assignment, Command, Redirect, Word, fallback};
use crate::source::Span;

/// Depth at which the parser gives up; see also [`too_deep`]. A level takes up to 100 KB of stack
/// in debug builds: with 8, sixty nested `$(` overflow a stack of 1 MB.
const MAX_DEPTH: usize = 6;
/// The longest script that is given to the parser, in bytes: the tree is some hundred times larger.
const MAX_PARSED: usize = 1024 * 1024;
/// The longest command whose wrappers are followed, in words: each wrapper repeats those after it.
const MAX_WRAPPED: usize = 10_000;
/// Levels of scripts within scripts, as in `sh -c "sh -c …"`.
const MAX_SCRIPTS: usize = 8;
/// Wrappers around one command.
const MAX_WRAPPERS: usize = 16;

impl<'t> Walker<'t> {
    /// Finds the commands of the whole text.
    pub(super) fn script(&mut self, context: Context) {
        if self.text.len() > MAX_PARSED || too_deep(self.text) || too_costly(self.text) {
            self.output.script.opaque = true;
            return fallback::split(self, self.text, context);
        }
        let fuel = self.text.len().saturating_mul(16).saturating_add(10_000);
        let profile = ShellProfile::native(ShellDialect::Bash);
        let parsed = Parser::with_limits_and_profile(self.text, MAX_DEPTH, fuel, profile).parse();
        if parsed.is_ok() {
            if self.level == 0 {
                self.output.script.set = self.set(&parsed.file.body);
            }
            self.sequence(&parsed.file.body, context);
        } else {
            self.output.script.opaque = true;
            fallback::split(self, self.text, context);
        }
    }

    /// Records a command and what it runs; gives the words whose text was followed as a script.
    pub(super) fn command(
        &mut self,
        words: Vec<Word>,
        assignments: Vec<Assignment>,
        redirects: Vec<Redirect>,
        body: Option<Body>,
        context: Context,
    ) -> Vec<Span> {
        self.wrapped(words, assignments, redirects, body.as_ref(), context, 0)
    }

    fn wrapped(
        &mut self,
        words: Vec<Word>,
        assignments: Vec<Assignment>,
        redirects: Vec<Redirect>,
        body: Option<&Body>,
        context: Context,
        depth: usize,
    ) -> Vec<Span> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        let span = first.span.to(last.span);
        let runs = wrappers::runs(&words);
        let index = self.output.script.commands.len();
        let here = redirects.iter().rev().find(|redirect| redirect.operator == "<<<");
        let here = here.and_then(|redirect| redirect.target.clone());
        self.output.script.commands.push(Command {
            span,
            assignments,
            words: words.clone(),
            redirects,
            wrapper: context.wrapper,
            pipeline: context.pipeline,
            conditional: context.conditional,
        });
        let context = Context { wrapper: Some(index), ..context };
        match runs {
            Runs::Commands(ranges) if depth < MAX_WRAPPERS && words.len() <= MAX_WRAPPED => {
                let each = ranges.into_iter().filter_map(|range| words.get(range));
                each.flat_map(|part| {
                    self.wrapped(part.to_vec(), Vec::new(), Vec::new(), body, context, depth + 1)
                })
                .collect()
            }
            Runs::Script(range) if self.level < MAX_SCRIPTS => {
                let parts = words.get(range).unwrap_or(&[]);
                self.nested(parts, context);
                parts.iter().map(|part| part.span).collect()
            }
            Runs::Input if self.level < MAX_SCRIPTS => {
                if let Some(Body(range)) = body {
                    let (text, place) = (self.source(range.clone()).to_owned(), self.place);
                    self.below(&text, self.base + range.start, place, context);
                    return vec![self.span(range.clone())];
                }
                let Some(word) = here else { return Vec::new() };
                self.nested(std::slice::from_ref(&word), context);
                vec![word.span]
            }
            Runs::Nothing => Vec::new(),
            Runs::Commands(_) | Runs::Script(_) | Runs::Input => {
                self.output.script.opaque = true;
                Vec::new()
            }
        }
    }

    /// Follows the script that words give together.
    fn nested(&mut self, parts: &[Word], context: Context) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let span = first.span.to(last.span);
        let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        let exact = (span.start as usize).checked_sub(self.base).filter(|_| self.place.is_none());
        let exact = exact.and_then(|start| {
            let raw = self.source(start..start + span.range().len());
            let quoted = raw.len() == text.len() + 2 && raw.get(1..raw.len() - 1) == Some(text.as_str());
            if raw == text { Some(0) } else { quoted.then_some(1) }
        });
        match exact {
            Some(skip) => self.below(&text, span.start as usize + skip, None, context),
            None => self.below(&text, span.start as usize, Some(self.place.unwrap_or(span)), context),
        }
    }

    fn below(&mut self, text: &str, base: usize, place: Option<Span>, context: Context) {
        let level = self.level + 1;
        Walker { file: self.file, base, text, place, level, output: &mut *self.output }.script(context);
    }
}

/// Brackets within brackets, also in quotes.
const MAX_BRACKETS: usize = 8;
/// Heredocs in a script that has substitutions too, so that one may stand in the other.
const MAX_HEREDOCS: usize = 6;

/// How often `((` may stand in a script.
const MAX_ARITHMETIC: usize = 100;
/// Limits of a script's length times how often each of these openers stands in it.
const MAX_WORK: [(&str, usize); 3] = [("$(", 20_000_000), ("${", 4_000_000), ("=(", 100_000)];

/// Whether the parser could take too long: its time is quadratic in substitutions,
/// parameters and arrays.
fn too_costly(text: &str) -> bool {
    MAX_WORK.iter().any(|(opener, limit)| text.matches(opener).count().saturating_mul(text.len()) > *limit)
}

/// Whether the parser could exhaust the stack before it counts the nesting: brackets, heredocs
/// within heredocs, and `time` and its kin in a row.
fn too_deep(text: &str) -> bool {
    let mut row = 0;
    let words = text.split(|char: char| char.is_ascii_whitespace() || char == '\\');
    let prefixes = words.filter(|word| !word.is_empty()).any(|word| {
        row = if matches!(word, "time" | "coproc" | "-p" | "--" | "!") { row + 1 } else { 0 };
        row > MAX_DEPTH
    });
    let substitutes = ["$(", "`", "${", "<(", ">("].iter().any(|opener| text.contains(opener));
    // Nested arithmetic is not held by the limit of depth. Openers are counted, not matched, as a
    // closer may stand in quotes.
    let arithmetic = text.matches("((").nth(MAX_ARITHMETIC).is_some();
    let mut open = 0_usize;
    let nested = text.bytes().any(|byte| {
        match byte {
            b'(' | b'{' => open += 1,
            b')' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_BRACKETS
    });
    prefixes || nested || arithmetic || substitutes && text.matches("<<").nth(MAX_HEREDOCS).is_some()
}
