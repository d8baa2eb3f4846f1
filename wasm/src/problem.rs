//! What is wrong with a configuration, a policy or a call, as values that JavaScript can show.

use dockwarden_core::policy::{PolicyError, PolicyFile};
use dockwarden_core::source::{FileId, Source, SourceError};
use dockwarden_core::syntax::tree::Fault;
use serde_json::{Value, json};

use crate::view;

/// Everything that keeps a call from being answered.
#[derive(Debug)]
pub struct Problems {
    /// What is to blame: `config`, `policy` or `input`.
    code: &'static str,
    problems: Vec<Value>,
}

impl Problems {
    /// Something that was asked for cannot be had.
    pub fn input(path: &str, message: impl Into<String>) -> Self {
        let message: String = message.into();
        Self { code: "input", problems: vec![json!({"path": path, "message": message})] }
    }

    /// A file that is no text.
    pub fn source(path: &str, error: &SourceError) -> Self {
        Self::input(path, error.to_string())
    }

    /// Faults of a configuration.
    pub fn config(source: &Source, faults: &[Fault]) -> Self {
        let problem = |fault: &Fault| {
            let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
            json!({
                "path": source.path(),
                "message": format!("{}{help}", fault.message),
                "range": view::range(source, fault.span),
            })
        };
        Self { code: "config", problems: faults.iter().map(problem).collect() }
    }

    /// A configuration that is no text.
    pub fn unreadable(path: &str, error: &SourceError) -> Self {
        Self { code: "config", ..Self::source(path, error) }
    }

    /// Policies that cannot be loaded; `files` are all policies of the run.
    pub fn policies(errors: &[PolicyError], files: &[PolicyFile]) -> Self {
        Self { code: "policy", problems: errors.iter().map(|error| policy(error, files)).collect() }
    }

    /// How JavaScript sees it.
    pub fn to_json(&self) -> String {
        json!({"code": self.code, "problems": self.problems}).to_string()
    }
}

/// One thing that is wrong with a policy; `files` are all policies of the run.
pub fn policy(error: &PolicyError, files: &[PolicyFile]) -> Value {
    let mut out = json!({"path": error.path, "message": error.message});
    if let Some(range) = place(error, files) {
        out["range"] = range;
    }
    out
}

/// From the place of the error to the end of its line.
pub fn place(error: &PolicyError, files: &[PolicyFile]) -> Option<Value> {
    let at = error.position?;
    let file = files.iter().rev().find(|file| file.path == error.path)?;
    let source = Source::from_text(FileId(0), file.path.as_str(), &file.text).ok()?;
    let line = (at.line as usize).checked_sub(1).filter(|line| *line < source.line_count())?;
    let span = source.line_span(line);
    let before = source.slice(span).chars().take((at.column as usize).saturating_sub(1));
    let start = span.start + before.map(char::len_utf8).sum::<usize>() as u32;
    Some(view::range(&source, dockwarden_core::source::Span { start, ..span }))
}
