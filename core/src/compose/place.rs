//! Where a value stands, in words, for messages.

use std::fmt;

/// Where in the file a value stands, in words; only told when something is wrong.
pub(super) enum Place<'a> {
    /// A thing with a name of its own: service `web`.
    Owner(&'static str, &'a str),
    /// The file itself.
    File,
    /// A key of the thing before it.
    Key(&'a Place<'a>, &'a str),
    /// An item of the list before it.
    Item(&'a Place<'a>),
}

impl<'a> Place<'a> {
    /// The place of a key in this one.
    pub(super) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place::Key(self, key)
    }

    /// The keys that lead here from the owner, joined by dots.
    pub(super) fn path(&self) -> String {
        match self {
            Place::Owner(..) | Place::File => String::new(),
            Place::Key(parent, key) => match parent.path() {
                path if path.is_empty() => (*key).to_owned(),
                path => format!("{path}.{key}"),
            },
            Place::Item(parent) => parent.path(),
        }
    }

    fn owner(&self) -> Option<String> {
        match self {
            Place::Owner(kind, name) => Some(format!("{kind} `{name}`")),
            Place::File => None,
            Place::Key(parent, _) | Place::Item(parent) => parent.owner(),
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item = if matches!(self, Place::Item(_)) { "item of " } else { "" };
        match (self.path(), self.owner()) {
            (path, None) if path.is_empty() => write!(f, "a Compose file"),
            (path, None) => write!(f, "{item}`{path}`"),
            (path, Some(owner)) if path.is_empty() => write!(f, "{owner}"),
            (path, Some(owner)) => write!(f, "{item}`{path}` of {owner}"),
        }
    }
}
