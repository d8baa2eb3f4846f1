//! What can be wrong with a policy, with its place.

use std::fmt;

use crate::source::Position;

/// A policy that cannot be loaded or evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The file.
    pub path: String,
    /// The place in it, if one is known.
    pub position: Option<Position>,
    /// What was expected and what was found.
    pub message: String,
    /// The line at fault, if one is known.
    pub line: Option<String>,
}

impl PolicyError {
    /// An error about a file as a whole.
    pub fn whole(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), position: None, message: message.into(), line: None }
    }

    /// An error at a place in `text`; `line` and `column` count from 1.
    pub fn at(path: &str, text: &str, line: u32, column: u32, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            position: Some(Position { line, column }),
            message: message.into(),
            line: text.lines().nth(line.saturating_sub(1) as usize).map(str::to_owned),
        }
    }

    /// Reads the place out of a message of the engine, which draws its own excerpts.
    pub(super) fn from_engine(path: &str, text: impl Fn(&str) -> Option<String>, error: &str) -> Self {
        let message = error
            .lines()
            .find_map(|line| line.trim().strip_prefix("error: "))
            .unwrap_or_else(|| error.lines().next().unwrap_or("the policy failed"))
            .trim_end_matches(')')
            .trim()
            .to_owned();
        let place = error.lines().find_map(|line| {
            let (rest, column) = line.trim().strip_prefix("--> ")?.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            Some((file.to_owned(), line.parse().ok()?, column.parse().ok()?))
        });
        match place {
            Some((file, line, column)) => {
                let text = text(&file).unwrap_or_default();
                Self::at(&file, &text, line, column, message)
            }
            None => Self::whole(path, message),
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(Position { line, column }) => {
                write!(f, "{}:{line}:{column}: {}", self.path, self.message)?;
                if let Some(text) = &self.line {
                    let pad: String = text
                        .chars()
                        .take(column.saturating_sub(1) as usize)
                        .map(|c| if c == '\t' { '\t' } else { ' ' })
                        .collect();
                    write!(f, "\n{text}\n{pad}^")?;
                }
                Ok(())
            }
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

impl std::error::Error for PolicyError {}
