//! Files on their way into one tree: read once each, interpolated, written out in long form.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use crate::files::{self, Files, Unread};
use crate::source::{FileId, Source, SourceError, Span};
use crate::syntax::tree::{self, Comment, Fault};
use crate::syntax::yaml;

use super::allowance::Allowance;
use super::interpolate::{self, Variable};
use super::long_form;
use super::merge::weight;
use super::node::Node;
use super::project::{self, Format};
use super::relocate;

/// How many files one project may read.
const MAX_FILES: usize = 1000;

/// How many bytes the files of one project may have.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// How often Compose files may be read into one project: the same one, too, by several others.
const MAX_TREES: usize = 1000;

/// How many items of `include` are followed in all.
const MAX_INCLUDES: usize = 1000;

/// How large the trees of files that were read before may be in all, in the unit of [`weight`].
const MAX_WEIGHT: usize = 64 * 1024 * 1024;

/// How many bytes paths may grow by in all where they are told from another directory.
const MAX_MOVED: usize = 16 * 1024 * 1024;

/// How much `extends` and `env_file` may copy in all, in the unit of [`weight`].
const MAX_COPIED: usize = 16 * 1024 * 1024;

/// Values of variables, shared by all who read with them.
pub(super) type Values = Rc<BTreeMap<String, String>>;

/// What was found at a path.
pub(super) type Opened = Result<Rc<Source>, Refusal>;

/// Why a file that was named is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No other files can be read at all.
    Alone,
    /// Its path leads out of the root.
    Outside,
    /// There is no such file.
    Missing,
    /// It cannot be read, for the reason given.
    Unreadable(String),
}

impl Refusal {
    /// What is wrong with a file of variables: nothing if it is not there, since such files hold what
    /// differs from machine to machine, and most repositories leave them out.
    pub(super) fn of_variables(&self, path: &str) -> Option<String> {
        matches!(self, Refusal::Unreadable(_)).then(|| self.message(path))?
    }

    /// What is wrong with the file that was named at `path`; none if it is none of our business.
    pub(super) fn message(&self, path: &str) -> Option<String> {
        match self {
            Refusal::Alone => None,
            Refusal::Outside => Some(format!("`{path}` lies outside of what is checked")),
            Refusal::Missing => Some(format!("there is no file `{path}`")),
            Refusal::Unreadable(reason) => Some(format!("`{path}` cannot be read: {reason}")),
        }
    }
}

/// All that is read into one project.
pub(super) struct Loader<'a> {
    files: Option<&'a dyn Files>,
    /// The files read so far, each with its place as its id.
    pub sources: Vec<Rc<Source>>,
    opened: HashMap<String, Opened>,
    parsed: HashMap<FileId, Option<tree::Node>>,
    bytes: usize,
    trees: usize,
    weight: usize,
    copied: usize,
    moved: usize,
    includes: usize,
    /// What the values of variables may still come to.
    pub allowance: Rc<Allowance>,
    /// What could not be understood so far.
    pub faults: Vec<Fault>,
    /// All comments of Compose files.
    pub comments: Vec<Comment>,
    /// All variables, each place once.
    pub variables: Vec<Variable>,
    told: BTreeSet<Span>,
    /// Items of `include` and `env_file` whose files were read.
    pub whole: BTreeSet<Span>,
}

impl<'a> Loader<'a> {
    /// Nothing read yet; without `files` nothing but what is handed in can be.
    pub(super) fn new(files: Option<&'a dyn Files>) -> Self {
        Self {
            files,
            sources: Vec::new(),
            opened: HashMap::new(),
            parsed: HashMap::new(),
            bytes: 0,
            trees: 0,
            weight: 0,
            copied: 0,
            moved: MAX_MOVED,
            includes: 0,
            allowance: Rc::default(),
            faults: Vec::new(),
            comments: Vec::new(),
            variables: Vec::new(),
            told: BTreeSet::new(),
            whole: BTreeSet::new(),
        }
    }

    /// Whether there are no files but the one that is handed in.
    pub(super) fn is_alone(&self) -> bool {
        self.files.is_none()
    }

    /// The file at `path`, as [`files::join`] gives it.
    pub(super) fn open(&mut self, path: &str) -> Opened {
        let Some(files) = self.files else { return Err(Refusal::Alone) };
        if !files::is_inside(path) {
            return Err(Refusal::Outside);
        }
        if let Some(found) = self.opened.get(path) {
            return found.clone();
        }
        if self.opened.len() >= MAX_FILES {
            return Err(Refusal::Unreadable(format!("a project reads at most {MAX_FILES} files")));
        }
        if self.bytes > MAX_BYTES {
            return Err(Refusal::Unreadable(format!("a project reads at most {MAX_BYTES} bytes")));
        }
        let id = FileId(self.sources.len() as u32);
        let opened = match files.read(path) {
            Err(Unread::Missing) => Err(Refusal::Missing),
            Err(Unread::Outside) => Err(Refusal::Outside),
            Err(Unread::Refused(reason)) => Err(Refusal::Unreadable(reason)),
            Ok(bytes) => Source::from_bytes(id, path, &bytes)
                .map(Rc::new)
                .map_err(|error: SourceError| Refusal::Unreadable(error.to_string())),
        };
        if let Ok(source) = &opened {
            self.bytes += source.text().len();
            self.sources.push(source.clone());
        }
        self.opened.insert(path.to_owned(), opened.clone());
        opened
    }

    /// A source without text for a file that must be there and is not, so that a fault has a place.
    pub(super) fn stand_in(&mut self, path: &str) -> Span {
        let id = FileId(self.sources.len() as u32);
        if let Ok(source) = Source::from_text(id, path, "") {
            self.sources.push(Rc::new(source));
        }
        Span::new(id, 0, 0)
    }

    /// The tree of a Compose file in long form, with its format; none if it holds nothing.
    ///
    /// # Errors
    /// In words, when more is read than one project may be.
    pub(super) fn tree(
        &mut self,
        source: &Source,
        values: &Values,
    ) -> Result<Option<(Node, Format)>, String> {
        self.trees += 1;
        if self.trees > MAX_TREES {
            return Err(format!("a project reads at most {MAX_TREES} Compose files"));
        }
        let before = self.parsed.get(&source.id());
        let again = before.is_some();
        let root = match before {
            Some(root) => root.clone(),
            None => {
                let parsed = yaml::parse(source);
                self.faults.extend(parsed.faults);
                self.comments.extend(parsed.comments);
                if !self.is_alone() {
                    self.parsed.insert(source.id(), parsed.root.clone());
                }
                parsed.root
            }
        };
        let Some(root) = root else { return Ok(None) };
        let done = interpolate::interpolate(source, root, values, &self.allowance, &mut self.faults);
        for variable in done.variables {
            if self.told.insert(variable.span) {
                self.variables.push(variable);
            }
        }
        let mut tree = done.root;
        let format = project::format(&tree);
        if format == Format::V1 {
            project::modernize(&mut tree);
        }
        long_form::project(&mut tree, &mut self.faults);
        if again {
            self.weight = self.weight.saturating_add(weight(&tree));
            if self.weight > MAX_WEIGHT {
                return Err("the files of a project hold more than can be read".to_owned());
            }
        }
        Ok(Some((tree, format)))
    }

    /// Whether a tree of this weight may be copied once more.
    pub(super) fn may_copy(&mut self, weight: usize) -> bool {
        self.copied = self.copied.saturating_add(weight);
        self.copied <= MAX_COPIED
    }

    /// Whether one more item of `include`, which stands at `span`, may be followed.
    pub(super) fn may_include(&mut self, span: Span) -> bool {
        self.includes += 1;
        if self.includes == MAX_INCLUDES + 1 {
            self.fault(span, format!("a project follows at most {MAX_INCLUDES} includes"));
        }
        self.includes <= MAX_INCLUDES
    }

    /// Tells the relative paths of a tree from another directory, from which `way` leads to it.
    pub(super) fn relocate(&mut self, tree: &mut Node, way: &str) {
        if !relocate::tree(tree, way, &mut self.moved) {
            self.fault(tree.span, "the paths of a project come to more than can be read".to_owned());
        }
    }

    /// Remembers what could not be understood.
    pub(super) fn fault(&mut self, span: Span, message: String) {
        self.faults.push(Fault { span, message, help: None });
    }
}
