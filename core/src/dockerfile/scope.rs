//! Build arguments and environment variables: which are visible where, and what they are worth.
//!
//! Source: Dockerfile reference, "ARG" (scope, predefined arguments) and "Environment replacement".

use std::collections::BTreeMap;
use std::rc::Rc;

use super::expand::{Expanded, expand};

/// Arguments that every build has without declaring them, in FROM.
pub(super) const PLATFORM: [&str; 8] = [
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
];

/// Whether BuildKit predefines an argument of that name.
pub(super) fn predefined(name: &str) -> bool {
    let proxy = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];
    PLATFORM.contains(&name)
        || proxy.iter().any(|known| name.eq_ignore_ascii_case(known))
        || name.starts_with("BUILDKIT_")
        || name == "SOURCE_DATE_EPOCH"
}

/// The variables that an instruction sees.
///
/// Clones share their memory until one of them changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// ENV, of this stage and of the stages of the file that it builds on; none: set, value unknown.
    env: Rc<BTreeMap<String, Option<String>>>,
    /// ARG of this stage, or those before the first FROM; none: declared without a known value.
    args: Rc<BTreeMap<String, Option<String>>>,
}

impl Scope {
    /// The scope of a stage that builds on a stage with this scope: ENV is inherited, ARG is not.
    pub(super) fn child(&self) -> Scope {
        Scope { env: Rc::clone(&self.env), args: Rc::default() }
    }

    /// The value of a variable, if it is known. ENV hides ARG.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        match self.env.get(name) {
            Some(value) => value.clone(),
            None => self.args.get(name).cloned().flatten(),
        }
    }

    /// Declares an ARG.
    pub(super) fn declare(&mut self, name: &str, value: Option<String>) {
        Rc::make_mut(&mut self.args).insert(name.to_owned(), value);
    }

    /// Sets an ENV.
    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        Rc::make_mut(&mut self.env).insert(name.to_owned(), value);
    }

    /// Expands a word.
    pub(super) fn expand(&self, raw: &str, escape: char) -> Expanded {
        expand(raw, escape, &|name| self.value(name))
    }
}
