//! Shell scripts: the simple commands in them, wherever they stand, with spans.

use crate::source::{FileId, Span};

mod fallback;
mod scripts;
mod substitution;
mod tree;
mod walk;
mod walker;
mod word;
mod wrappers;

#[cfg(test)]
mod tests;

pub use scripts::Scripts;
pub use wrappers::{is_shell, script_argument};

/// The simple commands of a script, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Every simple command, also inside chains, pipes, subshells, loops, functions, `$(…)`,
    /// heredocs fed to a shell and the argument of `sh -c`.
    pub commands: Vec<Command>,
    /// Variables that are set on the way that every run goes, in the order of the text.
    pub set: Vec<Assignment>,
    /// The script could not be parsed as a whole: the commands are a best guess.
    pub opaque: bool,
}

/// One simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// From its first word to its last.
    pub span: Span,
    /// Assignments before the first word.
    pub assignments: Vec<Assignment>,
    /// The words, the command's name first; at least one.
    pub words: Vec<Word>,
    /// Redirections.
    pub redirects: Vec<Redirect>,
    /// Index in `Script::commands` of the wrapper that runs this command (`sudo`, `env`, `xargs`,
    /// `sh -c`, …), if there is one.
    pub wrapper: Option<usize>,
    /// Names the pipeline that the command is part of, if it is part of one, and its stage in it.
    pub pipeline: Option<(u32, u32)>,
    /// Whether a run may pass over it: it stands in a branch, a loop or a function, or behind `||` or
    /// the `&&` of a question, such as `[ -f x ] &&`.
    pub conditional: bool,
}

impl Command {
    /// Changes the place of the command and of every part of it.
    pub fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        change(&mut self.span);
        self.words.iter_mut().for_each(|word| change(&mut word.span));
        self.assignments.iter_mut().for_each(|assignment| assignment.each_span(&mut change));
        for redirect in &mut self.redirects {
            change(&mut redirect.span);
            redirect.target.iter_mut().for_each(|target| change(&mut target.span));
        }
    }
}

impl Assignment {
    /// Changes the place of the assignment and of its value.
    pub fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        change(&mut self.span);
        change(&mut self.value.span);
    }
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Its text with quotes and escapes resolved and expansions left as written.
    pub text: String,
    /// Names of the variables that it expands, in order.
    pub variables: Vec<String>,
    /// Whether it holds something only a running shell knows: `$(…)`, arithmetic, globs count not.
    pub dynamic: bool,
}

/// `NAME=value` before a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The whole assignment.
    pub span: Span,
    /// The variable.
    pub name: String,
    /// The value.
    pub value: Word,
}

/// A redirection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The whole redirection.
    pub span: Span,
    /// The operator, without a file descriptor number.
    pub operator: String,
    /// The word after it, if there is one; for heredocs the delimiter.
    pub target: Option<Word>,
}

/// Finds the commands of `text`, which stands at byte `base` of `file`.
///
/// `text` must have the length of the text in the file, so that an offset in it plus `base` is an
/// offset in the file; line continuations are `\` and a newline.
///
/// Scripts within scripts (`sh -c "…"`) are followed through a fixed number of levels; work and
/// memory grow with the length of the text, and the stack that is needed does not grow with it.
pub fn parse(file: FileId, base: u32, text: &str) -> Script {
    let mut output = walker::Output::default();
    walker::Walker::new(file, base as usize, text, &mut output).script(walker::Context::default());
    output.script
}
