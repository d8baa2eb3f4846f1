//! Parser directives: `# syntax=`, `# escape=`, `# check=` at the very top of a Dockerfile.
//!
//! Source: BuildKit, `frontend/dockerfile/parser/directives.go`, and the Dockerfile reference.

use crate::source::{Source, Span};
use crate::syntax::tree::Fault;

/// One directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// Lower-case name.
    pub name: String,
    /// Value without white space at its ends.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

/// The directives of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directives {
    /// The known ones, each at most once.
    pub list: Vec<Directive>,
}

const KNOWN: [&str; 3] = ["syntax", "escape", "check"];

impl Directives {
    /// The directive of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Directive> {
        self.list.iter().find(|directive| directive.name == name)
    }

    /// The escape character: a backslash unless a directive says backtick.
    pub(super) fn escape(&self) -> char {
        match self.get("escape") {
            Some(directive) if directive.value == "`" => '`',
            _ => '\\',
        }
    }
}

/// Reads the directives of `source`: lines from the first on, until one is not a known directive.
pub(super) fn read(source: &Source, faults: &mut Vec<Fault>) -> Directives {
    let mut directives = Directives::default();
    // A `#!` line may stand above the directives.
    let first = usize::from(source.text().starts_with("#!"));
    for number in first..source.line_count() {
        let line = source.line_span(number);
        let Some(directive) = directive(source.slice(line), line) else { break };
        if directives.get(&directive.name).is_some() {
            let message = format!("the directive `{}` must stand only once", directive.name);
            faults.push(Fault { span: line, message, help: None });
            break;
        }
        if directive.name == "escape" && !["\\", "`"].contains(&directive.value.as_str()) {
            faults.push(Fault {
                span: directive.span,
                message: format!("expected \\ or ` as escape character, found `{}`", directive.value),
                help: None,
            });
        }
        directives.list.push(directive);
    }
    directives
}

/// `# name = value` with a known name.
fn directive(text: &str, line: Span) -> Option<Directive> {
    let after = text.trim_start().strip_prefix('#')?;
    let (name, value) = after.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    if !KNOWN.contains(&name.as_str()) || value.trim().is_empty() {
        return None;
    }
    let start = line.range().start + text.len() - value.trim_start().len();
    let value = value.trim();
    Some(Directive { name, value: value.to_owned(), span: Span::new(line.file, start, start + value.len()) })
}
